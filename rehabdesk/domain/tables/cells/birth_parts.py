"""A day of birth in three columns: day, month, year."""

from __future__ import annotations

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.tables.cells.days import take_birth
from rehabdesk.domain.tables.cells.gathering import CellRead, Gathering
from rehabdesk.domain.tables.cells.office_words import NOTHING
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.text import fold

_SHORT_YEAR = 2
_LONGEST_YEAR = 4


def take_birth_parts(
    day: CellRead | None, month: CellRead | None, year: CellRead, out: Gathering
) -> None:
    """Put a birth date together; a day without its month is told, not used."""
    days, months, years = (_number(cell, out) for cell in (day, month, year))
    if not years:
        if (days or months) and not out.faults:
            out.fault(year, "có ngày, tháng nhưng thiếu năm sinh", ImportField.BIRTH)
        return
    if days and not months:
        out.doubt(year, f"có ngày {days} nhưng thiếu tháng; chỉ lấy năm", ImportField.BIRTH)
        days = ""
    text = "/".join(part for part in (days, months, years) if part)
    before = "/".join(cell.before for cell in (day, month, year) if cell and cell.before)
    whole = CellRead(year.column, ImportField.BIRTH, text, before, year.today, year.kind)
    take_birth(whole, out)
    born = out.values.get(ImportField.BIRTH)
    if isinstance(born, PartialDate) and len(years) == _SHORT_YEAR and not months:
        out.doubt(year, f"“{years}” hiểu là năm {born.year}", ImportField.BIRTH)


def _number(cell: CellRead | None, out: Gathering) -> str:
    if cell is None or fold(cell.text).strip(" .") in NOTHING or not cell.text:
        return ""
    text = cell.text.strip(" '.")
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_YEAR:
        return text
    out.fault(cell, f"“{cell.text}” không phải số", ImportField.BIRTH)
    return ""
