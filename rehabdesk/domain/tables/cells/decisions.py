"""Numbers and days of decisions, and terms, together or apart."""

from __future__ import annotations

import re
from datetime import date

from rehabdesk.domain.tables.cells.days import take_day
from rehabdesk.domain.tables.cells.gathering import CellRead, Gathering, shown
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.text import fold

_F = ImportField
_DAY = r"(?:\d{1,2} ?[/.-] ?){1,2}\d{2,4}"
_WORDED_DAY = r"(?:\d{1,2},? )?tháng \d{1,2},? năm \d{4}"
_DECISION = re.compile(
    r"^(?P<number>.*?\d.*?)[ ,;:(\n-]*(?:(?:ký |ra |ban hành )?ngày|,|\(|;|\n| - | )[ :]*"
    rf"(?P<on>{_DAY}|{_WORDED_DAY})[ )]*$",
    re.IGNORECASE,
)
_NUMBER_LEAD = re.compile(
    r"^(?:(?:qđ|quyết định)(?: số)?|số(?: qđ)?|s[ốo]\.)[ :.]*(?=\d)", re.IGNORECASE
)
_RANGE = re.compile(
    rf"^(?:từ )?(?:ngày )?(?P<start>{_DAY})[ ,]*(?:đến(?: ngày)?|-|–|—|->|→|~)[ ]*(?P<end>{_DAY})$",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"(?P<count>\d{1,3})(?:[.,]0)? ?(?:th|thang|t)?")
_YEARS = re.compile(
    r"(?P<count>\d{1,2}) ?(?:nam|n)"
    r"(?:(?: va|,)? ?(?P<more>\d{1,2}) ?(?:thang|th|t)|(?P<half> ruoi))?"
)
_YEAR = 12
_LONGEST, _FEWEST_MONTHS = 120, 6


def take_decision(cell: CellRead, out: Gathering) -> None:
    """Read "Số 12/QĐ-UBND ngày 5/3/2024"."""
    if isinstance(cell.cell, date):
        take_day(_as(cell, _F.DECISION_ON, cell.cell), out)
        return
    both = _DECISION.match(cell.text)
    if not both:
        take_decision_number(cell, out)
        return
    _put_number(both["number"], cell, out)
    take_day(_as(cell, _F.DECISION_ON, both["on"]), out)


def take_decision_number(cell: CellRead, out: Gathering) -> None:
    """Read the number of a paper; one that Excel took for a day must be typed again."""
    if isinstance(cell.cell, date):
        says = f"Excel đã đổi số thành ngày {cell.text}, gõ lại số như trên giấy"
        out.fault(cell, says, _F.DECISION_NUMBER)
        return
    both = _DECISION.match(cell.text)
    if both and re.search(r"ngày|\(", cell.text, re.IGNORECASE):
        take_decision(cell, out)
        return
    _put_number(cell.text, cell, out)


def take_term(cell: CellRead, out: Gathering) -> None:
    """Read "24 tháng", "2 năm", "từ 5/3/2024 đến 5/3/2026"."""
    if isinstance(cell.cell, date):
        take_day(_as(cell, _F.TERM_END, cell.cell), out)
        says = f"chỉ có ngày {cell.text}, hiểu là đến ngày"
        out.doubt(cell, says, _F.TERM_END)
        return
    span = _RANGE.match(cell.text)
    if span:
        take_day(_as(cell, _F.TERM_START, span["start"]), out)
        take_day(_as(cell, _F.TERM_END, span["end"]), out)
        return
    months = _months(cell, out)
    if months is None:
        says = f"chưa hiểu thời hạn “{shown(cell.text)}”, gõ như 24 tháng hoặc 2 năm"
        out.fault(cell, says, _F.TERM_MONTHS)
        return
    out.put(cell, _F.TERM_MONTHS, months)


def _months(cell: CellRead, out: Gathering) -> int | None:
    key = fold(cell.text).strip(" .()")
    key = re.sub(r"^(thoi han|trong|la)[ :]*", "", key)
    years = _YEARS.fullmatch(key)
    if years:
        more = _YEAR // 2 if years["half"] else int(years["more"] or 0)
        return _sound(int(years["count"]) * _YEAR + more)
    months = _MONTHS.fullmatch(key)
    if not months:
        return None
    count = int(months["count"])
    if not key.isdigit() or "thang" in fold(cell.name):
        return _sound(count)
    if "nam" in fold(cell.name):
        return _sound(count * _YEAR)
    found = count if count >= _FEWEST_MONTHS else count * _YEAR
    out.doubt(cell, f"“{cell.text}” không ghi tháng hay năm; hiểu là {found} tháng", _F.TERM_MONTHS)
    return _sound(found)


def _sound(months: int) -> int | None:
    return months if 0 < months <= _LONGEST else None


def _put_number(text: str, cell: CellRead, out: Gathering) -> None:
    text = _of_old_letters(text)
    number = _NUMBER_LEAD.sub("", text.strip(" ,;:.-("))
    number = re.sub(r"\s*([/\-])\s*", r"\1", number)
    if not any(sign.isdigit() for sign in number):
        out.fault(cell, f"“{shown(text)}” không có số", _F.DECISION_NUMBER)
        return
    out.put(cell, _F.DECISION_NUMBER, number)


def _of_old_letters(text: str) -> str:
    """Read "Soá 12/QÑ": what VNI makes of "Số 12/QĐ", in a column too short to tell by itself."""
    return text.replace("QÑ", "QĐ").replace("Soá ", "Số ") if "QÑ" in text else text


def _as(cell: CellRead, field: ImportField, part: str | date) -> CellRead:
    return CellRead(cell.column, field, part, cell.before, cell.today, cell.kind)
