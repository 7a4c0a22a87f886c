"""A year's days off as a province sends them: a worksheet or a CSV file, read line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import Any

from rehabdesk.domain.dates import DateImpossible, DateUnreadable, read_date
from rehabdesk.domain.deadlines.year_table import CalendarDay
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, fold

MOST_ROWS = 2000
_SHEETS = {".xlsx", ".xlsm", ".xls", ".ods"}
_HEADS = {
    "date": {"ngay", "date", "ngay thang", "ngay duong lich", "thoi gian"},
    "name": {"ten", "name", "noi dung", "ten ngay nghi", "ngay le", "ly do", "ten goi"},
    "kind": {"loai", "kind", "hinh thuc", "nghi hay lam"},
    "source": {"nguon", "source", "can cu", "van ban", "theo van ban"},
}
_ORDER = ("date", "name", "kind", "source")
_OFF = {"", "nghi", "nghi le", "le", "nghi bu", "nghi hoan doi", "holiday", "substitute", "off"}
_WORKED = {"lam bu", "lam viec", "di lam", "working_saturday", "working"}
_FRIDAY = 4
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu")


class TableUnreadable(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"Không đọc được bảng trong “{name}”. Chưa nạp gì. Chọn tệp Excel không có mật khẩu, "
            "hoặc tệp CSV lưu kiểu UTF-8."
        )


@dataclass(frozen=True, slots=True)
class DayTable:
    """The days a file holds, and every line of it that was not understood."""

    days: tuple[CalendarDay, ...]
    findings: tuple[str, ...] = field(default=())

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({day.on.year for day in self.days}))


def read_day_table(content: bytes, name: str) -> DayTable:
    """Read date, name, kind (nghỉ, làm bù) and source; heads are found, or the order taken."""
    suffix = PurePath(name).suffix.lower()
    rows = list(_sheet(content, name) if suffix in _SHEETS else _csv(content, name))
    if len(rows) > MOST_ROWS:
        return DayTable((), (f"Bảng có quá {MOST_ROWS} dòng; bảng ngày nghỉ chỉ vài chục dòng.",))
    first, columns = _heads(rows)
    findings: list[str] = []
    days: dict[date, CalendarDay] = {}
    for number, row in enumerate(rows[first:], first + 1):
        cells = {head: row[place] for head, place in columns.items() if place < len(row)}
        day = _day(number, cells, findings)
        if day is None:
            continue
        if day.on in days:
            findings.append(f"Dòng {number}: ngày {day.on:%d/%m/%Y} có hai lần.")
        days[day.on] = day
    if not days and not findings:
        findings.append("Bảng không có ngày nào.")
    return DayTable(tuple(sorted(days.values(), key=lambda day: day.on)), tuple(findings))


def _heads(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    """Return where the days begin, and which column holds what."""
    for number, row in enumerate(rows[:20]):
        found = {
            head: place
            for place, cell in enumerate(row)
            for head, words in _HEADS.items()
            if fold(clean(str(cell))) in words
        }
        if "date" in found and "name" in found:
            return number + 1, found
    return 0, {head: place for place, head in enumerate(_ORDER)}


def _day(number: int, cells: dict[str, Any], findings: list[str]) -> CalendarDay | None:
    told = {head: clean(str(cell)) for head, cell in cells.items() if head != "date"}
    written = cells.get("date", "")
    if written in {"", None} and not any(told.values()):
        return None
    on = _date(written)
    if on is None:
        findings.append(f"Dòng {number}: chưa hiểu ngày “{clean(str(written))}”.")
        return None
    kind = fold(told.get("kind", ""))
    if kind not in _OFF | _WORKED:
        findings.append(f"Dòng {number}: chưa hiểu loại “{told['kind']}”, ghi Nghỉ hoặc Làm bù.")
        return None
    is_working = kind in _WORKED
    if is_working and on.weekday() <= _FRIDAY:
        weekday = _WEEKDAYS[on.weekday()]
        findings.append(f"Dòng {number}: {on:%d/%m/%Y} là {weekday}, không phải ngày làm bù.")
        return None
    name = told.get("name") or ("Làm bù" if is_working else "")
    if not name:
        findings.append(f"Dòng {number}: ngày {on:%d/%m/%Y} chưa có tên.")
        return None
    return CalendarDay(on, name, is_working, told.get("source", ""), is_own=True)


def _date(written: Any) -> date | None:
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, date):
        return written
    try:
        found = read_date(str(written), date.max)
    except (DateUnreadable, DateImpossible):
        return None
    return found.first_day if found.day is not None else None


def _sheet(content: bytes, name: str) -> Iterator[Sequence[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        yield from book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    except (CalamineError, IndexError) as fault:
        raise TableUnreadable(name) from fault


def _csv(content: bytes, name: str) -> Iterator[Sequence[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise TableUnreadable(name) from fault
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(StringIO(text), delimiter=delimiter)
    except csv.Error as fault:
        raise TableUnreadable(name) from fault
