"""A province's own table taken in as a layout: a data file as it is, a workbook by its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rehabdesk.catalog.reporting.indicators import load_indicators
from rehabdesk.catalog.reporting.layouts import LayoutFault, load_layouts, read_toml
from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.codes import PeriodKind, WindowRule
from rehabdesk.domain.reports.drafts import (
    DraftLine,
    LineState,
    are_counted,
    counted,
    draft_lines,
    rows_of,
)
from rehabdesk.domain.reports.foreign import (
    ForeignColumn,
    ForeignLine,
    ForeignTable,
    Labels,
    read_table,
)
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.layouts import ColumnRole, Layout, LayoutColumn, LayoutRow
from rehabdesk.domain.text import clean, fold
from rehabdesk.persistence.faults import Doing, translated
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import all_layouts, key_shared, list_layouts

_LARGEST = 1_000_000  # bytes of a data file
_MILLION = 1_000_000
_FIRST_LINE = "BÁO CÁO"
_READING = Doing("Chưa đọc được tệp", "Chưa nhập gì.", "chọn lại tệp")


@dataclass(frozen=True, slots=True)
class ForeignLayout:
    """What was read of a file; a line not understood stands among the others, for the clerk."""

    layout: Layout  # of what was understood
    lines: tuple[DraftLine, ...]
    origin: str
    version: int = 0
    instead_of: str = ""  # the name of the layout of the office it takes the place of

    @property
    def not_understood(self) -> tuple[str, ...]:
        return tuple(line.row.words for line in self.lines if line.state is LineState.UNKNOWN)

    @property
    def words(self) -> str:
        """Say how much was understood."""
        guessed = sum(1 for line in self.lines if line.state is LineState.GUESSED)
        told = f"Hiểu {sum(1 for row in self.layout.rows if row.code)} dòng"
        if guessed:
            told += f", trong đó {guessed} dòng đoán theo chữ, cần xem lại"
        if self.not_understood:
            told += f"; {len(self.not_understood)} dòng chưa hiểu: chọn chỉ tiêu hoặc bỏ đi"
        if self.instead_of:
            told += f". Lưu thì thay mẫu “{self.instead_of}” đang có"
        return f"{told}."


def read_foreign(work: Work, path: Path) -> ForeignLayout:
    """Read a layout out of a file; nothing is kept until the clerk has seen it."""
    work.require(Right.KEEP_REPORTS)
    from rehabdesk.documents.workbooks.reading import read_workbook

    known = load_indicators(work.resources.folder)
    if path.suffix.lower() == ".toml":
        return _shared(work, read_toml(_text_of(path), known), path.name)
    book = read_workbook(path)
    sheets = tuple(sheet for sheet in book.sheets if not sheet.is_hidden)
    table = read_table(sheets, _labels(work), known)
    lines = tuple(_lines(table, known))
    lines = counted(lines) if are_counted(lines) else lines
    return ForeignLayout(_layout(table, rows_of(lines), path), lines, path.name)


def _shared(work: Work, read: Layout, origin: str) -> ForeignLayout:
    """Take a layout other offices have too under the key they know it by."""
    layout = replace(read, key=key_shared(read.key), is_own=True)
    lines = draft_lines(layout.rows)
    for line in list_layouts(work):
        is_delivered = line.is_delivered and line.layout.name == read.name
        if line.layout.key == read.key and (is_delivered or layout.key):
            layout = replace(layout, key=read.key)
            return ForeignLayout(layout, lines, origin, line.version, line.layout.name)
    return ForeignLayout(layout, lines, origin)


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


def _lines(table: ForeignTable, known: Mapping[str, Indicator]) -> Iterator[DraftLine]:
    for line in table.lines:
        state = LineState.UNKNOWN
        if line.is_understood:
            is_sure = line.is_sure or line.is_heading
            state = LineState.SURE if is_sure else LineState.GUESSED
        yield DraftLine(line.place, _row(line, known.get(line.code)), state)


def _row(line: ForeignLine, indicator: Indicator | None) -> LayoutRow:
    if line.is_heading:
        words = f"{line.number.rstrip('.')}. {line.words}" if line.number else line.words
        return LayoutRow("", words)
    is_money = indicator is not None and indicator.unit == "đồng"
    divisor = _MILLION if is_money and "trieu" in fold(f"{line.unit} {line.words}") else 1
    return LayoutRow(
        "",
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
    with translated(_READING, path):
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
