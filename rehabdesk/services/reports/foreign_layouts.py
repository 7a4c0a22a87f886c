"""A province's own table taken in as a layout: a data file as it is, a workbook by its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rehabdesk.catalog.reporting.indicators import load_indicators
from rehabdesk.catalog.reporting.layouts import LayoutFault, load_layouts, read_toml
from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.codes import PeriodKind, WindowRule
from rehabdesk.domain.reports.foreign import (
    ForeignColumn,
    ForeignLine,
    ForeignTable,
    Labels,
    read_table,
)
from rehabdesk.domain.reports.layouts import ColumnRole, Layout, LayoutColumn, LayoutRow
from rehabdesk.domain.text import clean, fold
from rehabdesk.persistence.faults import OPENING, translated
from rehabdesk.services.importing.reading import open_workbook
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import all_layouts

_LARGEST = 1_000_000  # bytes of a data file
_MILLION = 1_000_000
_FIRST_LINE = "BÁO CÁO"


@dataclass(frozen=True, slots=True)
class ForeignLayout:
    """What was read of a file: its layout, and what of it was not understood or is a guess."""

    layout: Layout
    origin: str
    not_understood: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()  # keys of rows taken for a figure by some of their words

    @property
    def words(self) -> str:
        """Say how much was understood."""
        rows = sum(1 for row in self.layout.rows if row.code)
        told = f"Hiểu {rows} dòng"
        if self.guessed:
            told += f", trong đó {len(self.guessed)} dòng đoán theo chữ, cần xem lại"
        if self.not_understood:
            told += f"; {len(self.not_understood)} dòng chưa hiểu"
        return f"{told}."


def read_foreign(work: Work, path: Path) -> ForeignLayout:
    """Read a layout out of a file; nothing is kept until the clerk has seen it."""
    work.require(Right.KEEP_REPORTS)
    known = load_indicators(work.resources.folder)
    if path.suffix.lower() == ".toml":
        layout = read_toml(_text_of(path), known)
        return ForeignLayout(replace(layout, key="", is_own=True), path.name)
    book = open_workbook(path)
    sheets = tuple(sheet for sheet in book.sheets if not sheet.is_hidden)
    table = read_table(sheets, _labels(work), known)
    rows = tuple(_rows(table, work))
    guessed = {line.place for line in table.lines if line.code and not line.is_sure}
    return ForeignLayout(
        _layout(table, rows, path),
        path.name,
        tuple(line.words for line in table.not_understood),
        tuple(
            row.key for row, line in zip(rows, _used(table), strict=True) if line.place in guessed
        ),
    )


def _labels(work: Work) -> Labels:
    """Return every name a figure has: in the catalogue, and in the layouts in use."""
    names = [(each.code, each.name) for each in load_indicators(work.resources.folder).values()]
    for layout in (*load_layouts(work.resources.folder), *all_layouts(work)):
        names += [(row.code, row.words) for row in layout.rows if row.code and not row.part]
    return Labels(names)


def _layout(table: ForeignTable, rows: tuple[LayoutRow, ...], path: Path) -> Layout:
    title = clean(table.title)
    subject = _capital(title) if fold(title) != "bao cao" else ""
    heading = (
        subject if fold(subject).startswith("bao cao") else f"{_FIRST_LINE}\n{subject}".strip()
    )
    return Layout(
        "",
        subject or path.stem,
        heading,
        tuple(PeriodKind),
        WindowRule.ND09,
        tuple(_columns(table.columns)),
        rows,
        is_own=True,
    )


def _columns(found: tuple[ForeignColumn, ...]) -> Iterator[LayoutColumn]:
    """Take the columns understood; the first that is not stands for this period if none does."""
    roles = {column.role for column in found}
    for column in found:
        role = column.role
        if role is None and ColumnRole.NOW not in roles:
            role = ColumnRole.NOW
            roles.add(role)
        if role is not None:
            yield LayoutColumn(role, column.title, column.group)
    if ColumnRole.NOW not in roles:
        yield LayoutColumn(ColumnRole.NOW, "{now}")


def _used(table: ForeignTable) -> list[ForeignLine]:
    """Return the lines that become rows, each figure or part of one once."""
    seen: set[tuple[str, str]] = set()
    found = []
    for line in table.lines:
        if not line.is_understood:
            continue
        asked = (line.code, f"{line.breakdown}{line.part}")
        if line.code and asked in seen:
            continue
        seen.add(asked)
        found.append(line)
    return found


def _rows(table: ForeignTable, work: Work) -> Iterator[LayoutRow]:
    known = load_indicators(work.resources.folder)
    for line in _used(table):
        if line.is_heading:
            words = f"{line.number}. {line.words}" if line.number else line.words
            yield LayoutRow(f"h{line.place}", words.replace("..", "."))
            continue
        is_money = known[line.code].unit == "đồng"
        divisor = _MILLION if is_money and "trieu" in fold(f"{line.unit} {line.words}") else 1
        parts = (line.code, line.breakdown.value if line.breakdown else "", line.part)
        yield LayoutRow(
            ".".join(part for part in parts if part),
            line.words,
            line.code,
            line.number,
            int(bool(line.part)) or line.number.count("."),
            line.breakdown,
            line.part,
            "triệu đồng" if divisor > 1 else line.unit,
            divisor,
        )


def _text_of(path: Path) -> str:
    with translated(OPENING, path):
        content = path.read_bytes()
    if len(content) > _LARGEST:
        raise LayoutFault(f"Tệp “{path.name}” quá lớn, không phải tệp mẫu báo cáo. Chọn tệp khác.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise LayoutFault(
            f"Tệp “{path.name}” không phải tệp mẫu báo cáo. Chọn tệp khác."
        ) from fault


def _capital(text: str) -> str:
    """Write a shouted heading as a name."""
    return text[:1] + text[1:].lower() if text.isupper() else text
