"""Units that are to send reports, read off a workbook or pasted: looked at first, then added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.received import ReportingUnit
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.tables.grid import Grid, is_numbering
from rehabdesk.domain.tables.sheet import Cell, Sheet, Workbook
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.consolidation.units import (
    UnitFacts,
    add_units,
    proposed_units,
    units_in_text,
)
from rehabdesk.services.importing.pasted import pasted_workbook
from rehabdesk.services.lists.pasting import NothingToTake, PastedLine, Rows
from rehabdesk.services.office import Work

HEADS = ("Đơn vị", "Mã", "Người liên hệ")
_FEWEST = 2  # heads of a table; one cell alone is a heading over it
_SEARCHED = 40  # rows in which the heads are looked for
_NAMES = re.compile(
    r"(ten\b.*|don vi(?! tinh\b).*|dia phuong|xa|phuong|xa phuong|xa ?[,/-] ?phuong.*)"
)
_CODES = re.compile(r"^ma( so)?( |$)")
_CONTACTS = re.compile(
    r"lien he|dien thoai|sdt|dau moi|can bo|phu trach|ho (va )?ten|email|thu dien"
)
_ENDS = ("tong", "cong", "noi nhan", "nguoi lap", "ghi chu", "tm.", "kt.", "chu tich")
_DIGITS = 5
_CODE = re.compile(rf"\d{{{_DIGITS}}}")


class NoUnitsThere(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"Không thấy danh sách đơn vị trong “{name}”. Ghi “Tên đơn vị” ở đầu cột tên "
            "rồi nhập lại."
        )


# Looks


def units_in_workbook(work: Work, path: Path) -> Rows:
    """Read the first sheet that has a column of units: name, code, whom to ask."""
    work.require(Right.CONSOLIDATE)
    from rehabdesk.documents.workbooks.reading import read_workbook

    book = read_workbook(path)
    found = _rows(book)
    if not found:
        raise NoUnitsThere(path.name)
    return found


def units_pasted(work: Work, text: str) -> Rows:
    """Read what was copied in Excel; without heads a name, a number, a code tell themselves."""
    work.require(Right.CONSOLIDATE)
    found = _rows(pasted_workbook(text))
    if found:
        return found
    facts = units_in_text(work, text)
    return tuple((each.name, each.code, each.contact) for each in facts)


def look_at_units(work: Work, rows: Rows) -> tuple[PastedLine, ...]:
    """Say of each row whether it is taken, and what the list of communes adds to it."""
    return tuple(line for line, _ in _looked_at(work, rows))


# Acts


def add_pasted_units(work: Work, rows: Rows) -> int:
    """Add the units that are new; return how many."""
    work.require(Right.CONSOLIDATE)
    units = [facts for _, facts in _looked_at(work, rows) if facts is not None]
    if not units:
        raise NothingToTake
    return add_units(work, units)


def _looked_at(work: Work, rows: Rows) -> Iterator[tuple[PastedLine, UnitFacts | None]]:
    kept = work.session.scalars(select(ReportingUnit)).all()
    codes, names = {unit.code for unit in kept}, {fold(unit.name) for unit in kept}
    listed = {fold(each.name): each.code for each in proposed_units(work)}
    for number, (name, typed, contact) in enumerate(rows, start=1):
        code = typed or listed.get(fold(name), "")
        why = _why_not(name, code, codes, names)
        cells = (name, code, contact)
        if why:
            yield PastedLine(number, cells, why, is_taken=False), None
            continue
        codes.add(code)
        names.add(fold(name))
        told = "Thêm mới" if typed or not code else "Thêm mới, mã theo danh mục"
        told = told if code else "Thêm mới, chưa có mã"
        yield PastedLine(number, cells, told), UnitFacts(code, name, contact)


def _why_not(name: str, code: str, codes: set[str], names: set[str]) -> str:
    """Say why a row is not taken; empty where it is."""
    if not name:
        return "Thiếu tên đơn vị, không nhận"
    if code and not _CODE.fullmatch(code):
        return "Mã phải có 5 chữ số, không nhận"
    if fold(name) in names:
        return "Đã có, bỏ qua"
    return f"Đã có đơn vị mang mã {code}, không nhận" if code and code in codes else ""


# How the table is found


def _rows(book: Workbook) -> Rows:
    for sheet in book.sheets:
        if not sheet.is_hidden and (found := tuple(_of_sheet(sheet))):
            return found
    return ()


def _of_sheet(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """Read the rows below the heads, until somebody adds them up or signs."""
    grid = Grid(sheet)
    heads = next((row for row in range(min(_SEARCHED, len(sheet.rows))) if _name(grid, row)), None)
    if heads is None:
        return
    name = _name(grid, heads)[0]
    code = _columns(grid, heads, _CODES)[:1]
    contacts = [each for each in _columns(grid, heads, _CONTACTS) if each != name]
    for row in range(heads + 1, len(sheet.rows)):
        cells = [grid.cell(row, column) for column in range(grid.width)]
        words = _text(grid.cell(row, name))
        if is_numbering(cells) or not any(map(_text, cells)):
            continue
        if any(fold(_text(cell)).startswith(_ENDS) for cell in cells[: name + 1]):
            return
        told = [text for column in contacts if (text := _text(grid.cell(row, column)))]
        yield (
            f"{words[:1].upper()}{words[1:]}",
            _code(grid.cell(row, code[0])) if code else "",
            ", ".join(told),
        )


def _name(grid: Grid, row: int) -> Sequence[int]:
    """Return the columns of names, if the row has heads at all."""
    filled = [column for column in range(grid.width) if _text(grid.cell(row, column))]
    if len(filled) < _FEWEST and grid.width > 1:
        return ()
    contacts = _columns(grid, row, _CONTACTS)
    return [each for each in _columns(grid, row, _NAMES) if each not in contacts]


def _columns(grid: Grid, row: int, heads: re.Pattern[str]) -> list[int]:
    texts = ((column, fold(_text(grid.cell(row, column)))) for column in range(grid.width))
    search = heads.fullmatch if heads is _NAMES else heads.search
    return [column for column, text in texts if text and search(text)]


def _code(cell: Cell) -> str:
    """Return a code as it is written; Excel drops the zero in front of it."""
    told = _text(cell)
    return told.zfill(_DIGITS) if told.isdigit() else told


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean(str(cell)) if cell is not None else ""
