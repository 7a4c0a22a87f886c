"""Days as old workbooks hold them: typed in every way, as numbers of Excel, as years alone."""

from __future__ import annotations

import re
from calendar import month_abbr
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from rehabdesk.domain.dates import PartialDate, age_on, read_date
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.tables.cells.gathering import CellRead, Gathering, cell_text, shown
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.text import fold

_EXCEL_BEGAN = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 7306, 73050  # 01/01/1920 to 31/12/2099
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MONTHS = 12
_YOUNGEST, _OLDEST = 12, 100
_FIRST_SHORT = 50  # two digits from here on are a year of the last century, no age
_FARTHEST_YEARS, _EARLIEST_PAPER = 15, 1990

_WORDS = re.compile(
    r"(?:(?:ngay ?)?(?P<day>\d{1,2}),? ?(?=thang))?(?:thang ?(?P<month>\d{1,2}),? ?)?"
    r"nam ?(?P<year>\d{4}|\d{2})"
)
_LEAD = re.compile(
    r"^(sinh ngay|sinh nam|nam sinh|ngay sinh|sinh|ngay|nam|sn|ns|tu|den)[ :.]*(?=\d)"
    r"|^(?:sinh )?thang[ :.]*(?=\d{1,2} ?[/.-] ?\d)"
)
_TIME = re.compile(r"[ t]0{1,2}:00(:00(\.0+)?)?$")
_ABOUT = re.compile(r"^(khoang|chung|~|±|tam)[ .]*|[ .]*\(?\?\)?$")
_EMPTY_PART = re.compile(
    r"^(?:(?:0{1,2}|[.…_-]+|x+|\?+)? ?[/.-] ?){1,2}(?=(?:\d{1,2}[/.-])?\d{4}$)"
)
_GAPS = re.compile(r"\s*([/.,\-\\])[\s/.,\-\\]*")
_SHORT_MONTH = re.compile(r"(\d{1,2})[/.-](\d{2})")
_ENGLISH = re.compile(r"(?:(\d{1,2})[- /.])?([a-z]{3})[a-z]*[- /.,]+(\d{4}|\d{2})")
_ENGLISH_MONTHS = [name.lower() for name in month_abbr[1:]]
_DIGITS = re.compile(r"\d+", re.ASCII)
_SHORT_YEAR = re.compile(r"\d\d", re.ASCII)
_ALL_DAYS = 31


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day or as much of it as is known; a fault or a doubt is a sentence without its end."""

    value: PartialDate | None
    fault: str = ""
    doubt: str = ""


def read_day(cell: Cell, today: date, *, is_birth: bool) -> DayRead:
    """Understand what stands in a column of days."""
    if isinstance(cell, datetime):
        return _of_excel(cell.date(), is_birth=is_birth)
    if isinstance(cell, date):
        return _of_excel(cell, is_birth=is_birth)
    if isinstance(cell, bool | time | timedelta):
        return _unreadable(cell_text(cell))
    if isinstance(cell, int | float):
        return _of_number(cell, today, is_birth=is_birth)
    return _of_text(cell or "", today, is_birth=is_birth)


def take_birth(cell: CellRead, out: Gathering) -> None:
    """Read a birth date, whole or in part."""
    read = _short_year(cell) or read_day(cell.cell, cell.today, is_birth=True)
    read = _with_doubtful_days(read, cell)
    if read.value is None:
        out.fault(cell, read.fault, ImportField.BIRTH)
        return
    if read.value.first_day >= cell.today:
        out.fault(cell, "ngày sinh phải trước hôm nay", ImportField.BIRTH)
        return
    out.put(cell, ImportField.BIRTH, read.value)
    if read.doubt:
        out.doubt(cell, read.doubt, ImportField.BIRTH)
    age = age_on(read.value, cell.today)
    if not _YOUNGEST <= age.years <= _OLDEST:
        says = f"sinh {read.value.text} thì {age.text}, xem lại"
        out.doubt(cell, says, ImportField.BIRTH)


def take_day(cell: CellRead, out: Gathering) -> None:
    """Read a day that must be known to the day; what is known only in part goes into the note."""
    read = _with_doubtful_days(read_day(cell.cell, cell.today, is_birth=False), cell)
    if read.value is None:
        out.fault(cell, read.fault)
        return
    if read.value.day is None:
        says = f"chỉ biết {read.value.text}, chưa đủ ngày; để trống và ghi vào Ghi chú"
        out.doubt(cell, says)
        out.keep(cell, read.value.text)
        return
    out.put(cell, cell.field, read.value.first_day)
    if read.doubt:
        out.doubt(cell, read.doubt)
    latest = cell.today.year + _FARTHEST_YEARS
    if not _EARLIEST_PAPER <= read.value.year <= latest:
        out.doubt(cell, f"ngày {read.value.text} xa quá, xem lại")


def _with_doubtful_days(read: DayRead, cell: CellRead) -> DayRead:
    """Say that Excel may have taken the day for the month, where the column shows signs of it."""
    if cell.column is None or not cell.column.are_days_doubtful or not isinstance(cell.cell, date):
        return read
    value = read.value
    if value is None or not value.day or value.day == value.month or value.day > _MONTHS:
        return read
    other = PartialDate(value.year, value.day, value.month)
    says = f"Excel có thể đã đổi chỗ ngày và tháng: {value.text} hay {other.text}"
    return replace(read, doubt=says)


def _of_excel(day: date, *, is_birth: bool) -> DayRead:
    serial = (day - _EXCEL_BEGAN).days
    if _FIRST_YEAR <= serial <= _LAST_YEAR:  # a year typed into a cell that shows days
        says = f"Excel hiện năm {serial} thành ngày {day:%d/%m/%Y}; lấy năm {serial}"
        return DayRead(PartialDate(serial), doubt=says)
    if serial < _FIRST_SERIAL and not is_birth:
        return _unreadable(f"{day:%d/%m/%Y}")
    return DayRead(PartialDate.of(day))


def _of_number(number: float, today: date, *, is_birth: bool) -> DayRead:
    if isinstance(number, float) and not number.is_integer():
        return _of_fraction(number)
    whole = int(number)
    if _FIRST_YEAR <= whole <= _LAST_YEAR:
        return DayRead(PartialDate(whole))
    digits = str(whole)
    as_serial = _of_serial(whole, today, is_birth=is_birth)
    if len(digits) == 5:  # noqa: PLR2004
        as_typed = _of_digits(f"0{digits}", today, is_birth=is_birth)
        return _one_of(as_serial, as_typed)
    if len(digits) in (6, 7, 8):
        padded = digits if len(digits) in (6, 8) else f"0{digits}"
        read = _of_digits(padded, today, is_birth=is_birth)
        if read.value and padded != digits:
            return replace(read, doubt=f"Excel đã làm mất số 0 ở đầu; hiểu là {read.value.text}")
        return read
    return as_serial if as_serial.value else _unreadable(digits)


def _of_fraction(number: float) -> DayRead:
    """Read 3.1985 as March 1985, and a number of Excel with an hour as its day."""
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return DayRead(PartialDate.of(_EXCEL_BEGAN + timedelta(days=int(number))))
    month, _, year = repr(number).partition(".")
    full = year.ljust(4, "0")
    is_year = len(full) == 4 and _FIRST_YEAR <= int(full) <= _LAST_YEAR  # noqa: PLR2004
    if not is_year or not 1 <= int(month) <= _MONTHS:
        return _unreadable(repr(number))
    value = PartialDate(int(full), int(month))
    return DayRead(value, doubt=f"hiểu {number!r} là tháng {value.text}" if full != year else "")


def _of_serial(number: int, today: date, *, is_birth: bool) -> DayRead:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _unreadable(str(number))
    day = _EXCEL_BEGAN + timedelta(days=number)
    if is_birth and day >= today:
        return _unreadable(str(number))
    return DayRead(PartialDate.of(day))


def _one_of(serial: DayRead, typed: DayRead) -> DayRead:
    """Choose between a day of Excel's and one that lost its first nought; say so if both can be."""
    if serial.value and typed.value:
        says = f"hiểu là {serial.value.text}; cũng có thể là {typed.value.text}"
        return replace(serial, doubt=says)
    if typed.value:
        return replace(typed, doubt=f"Excel đã làm mất số 0 ở đầu; hiểu là {typed.value.text}")
    return serial


def _of_digits(digits: str, today: date, *, is_birth: bool) -> DayRead:
    try:
        return DayRead(read_date(digits, today, is_birth=is_birth))
    except Refusal as refusal:
        return _refused(refusal)


def _of_text(text: str, today: date, *, is_birth: bool) -> DayRead:
    folded = _TIME.sub("", fold(text).strip(" '`;:,."))
    bare = _ABOUT.sub("", folded).strip()
    doubt = f"“{shown(text)}” chỉ là khoảng chừng" if bare != folded else ""
    bare = _LEAD.sub("", bare)
    without_parts = _EMPTY_PART.sub("", _GAPS.sub(r"\1", bare))
    if without_parts != _GAPS.sub(r"\1", bare):
        doubt = f"“{shown(text)}” thiếu ngày hoặc tháng"
    read = _of_shape(without_parts, text, today, is_birth=is_birth)
    return replace(read, doubt=read.doubt or doubt) if read.value else read


def _of_shape(bare: str, text: str, today: date, *, is_birth: bool) -> DayRead:
    words = _WORDS.fullmatch(bare)
    if words:
        bare = "/".join(part for part in words.group("day", "month", "year") if part)
    english = _ENGLISH.fullmatch(bare)
    if english and english[2] in _ENGLISH_MONTHS:
        month = str(_ENGLISH_MONTHS.index(english[2]) + 1)
        bare = "/".join(part for part in (english[1], month, english[3]) if part)
    short = _SHORT_MONTH.fullmatch(bare)
    if short:
        return _of_short_month(int(short[1]), int(short[2]), text)
    if _DIGITS.fullmatch(bare) and len(bare) in (5, 7):
        return _of_number(int(bare), today, is_birth=is_birth)
    if not bare[:1].isdigit():
        return _unreadable(text)
    try:
        return DayRead(
            read_date(bare.replace(",", "/").replace("\\", "/"), today, is_birth=is_birth)
        )
    except Refusal as refusal:
        return _refused(refusal, text)


def _of_short_month(month: int, year: int, text: str) -> DayRead:
    """Read 3/85; 3/12 may be anything."""
    if year <= _ALL_DAYS or not 1 <= month <= _MONTHS:
        return _unreadable(text)
    value = PartialDate(1900 + year, month)
    return DayRead(value, doubt=f"hiểu “{shown(text)}” là tháng {value.text}")


def _short_year(cell: CellRead) -> DayRead | None:
    """Read 85 as a year of birth, and 04 where it was typed with its nought."""
    if not _SHORT_YEAR.fullmatch(cell.text):
        return None
    digits, youngest = int(cell.text), cell.today.year - _YOUNGEST
    if digits >= _FIRST_SHORT:
        year = 1900 + digits
    elif 2000 + digits <= youngest:
        year = 2000 + digits
    else:
        return None
    return DayRead(PartialDate(year), doubt=f"“{cell.text}” hiểu là năm {year}")


def _refused(refusal: Refusal, text: str = "") -> DayRead:
    says = str(refusal).strip().rstrip(".")
    if says.startswith("Chưa hiểu") and text:
        return _unreadable(text)
    return DayRead(None, fault=f"{says[0].lower()}{says[1:]}")


def _unreadable(text: str) -> DayRead:
    return DayRead(None, fault=f"chưa hiểu “{shown(text)}”, gõ như 5/3/85 hoặc 1985")
