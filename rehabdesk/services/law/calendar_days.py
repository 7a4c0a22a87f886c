"""The office's own days off and make-up days, over the delivered tables; a table a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.deadlines.year_table import CalendarDay, YearTable
from rehabdesk.domain.records.office_law import CalendarDay as KeptDay
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.editing import Sides, record_of, require_version
from rehabdesk.services.law.day_table import DayTable
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose
from rehabdesk.services.own_law import OWN_YEARS
from rehabdesk.services.settling import labels

AHEAD = 2  # years shown after this one, known or not
LEAST_DAYS_OFF = 11  # Bộ luật Lao động 2019 Điều 112; one more from 2026


class NameNeeded(Refusal):
    field = "name"

    def __init__(self) -> None:
        super().__init__("Ghi tên ngày nghỉ hoặc lý do làm bù.")


class DayTaken(Refusal):
    field = "on"

    def __init__(self, day: CalendarDay) -> None:
        super().__init__(f"Ngày {day.on:%d/%m/%Y} đã có: {day.kind.lower()}, {day.name}.")


class NothingToImport(Refusal):
    def __init__(self, findings: tuple[str, ...]) -> None:
        super().__init__("Bảng còn chỗ chưa hiểu, chưa nạp gì.\n" + "\n".join(findings))


class TableTooShort(NeedsConfirmation):
    def __init__(self, year: int, count: int) -> None:
        super().__init__(
            f"Bảng năm {year} chỉ có {count:02} ngày nghỉ; luật có ít nhất {LEAST_DAYS_OFF} ngày "
            "lễ, Tết một năm. Vẫn dùng bảng này làm bảng đủ của năm?"
        )


@dataclass(frozen=True, slots=True)
class DayFacts:
    on: date
    name: str
    is_working: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day as the list shows it; `kept_id` is set for the office's own."""

    day: CalendarDay
    kept_id: int | None = None
    version: int = 0

    @property
    def id(self) -> date:
        return self.day.on


@dataclass(frozen=True, slots=True)
class YearRow:
    year: int
    is_known: bool
    is_estimate: bool
    is_own: bool  # the office called its own table complete
    days_off: int
    days_worked: int

    @property
    def words(self) -> str:
        if not self.is_known:
            return "Chưa có dữ liệu: hạn ngày làm việc của năm này chưa chắc chắn"
        if self.is_estimate:
            return "Dự kiến, chưa có thông báo"
        return "Bảng của xã" if self.is_own else "Kèm phần mềm"


@dataclass(frozen=True, slots=True)
class TableChange:
    """What taking a table would change, day by day."""

    years: tuple[int, ...]
    added: tuple[CalendarDay, ...]
    changed: tuple[tuple[CalendarDay, CalendarDay], ...]  # before, after
    removed: tuple[CalendarDay, ...]
    kept: int

    @property
    def is_nothing(self) -> bool:
        return not (self.added or self.changed or self.removed)


# Acts


def add_day(work: Work, facts: DayFacts) -> int:
    """Put in a day of the office's own; over a delivered one it takes its place."""
    work.require(Right.KEEP_OFFICE)
    kept = work.session.scalars(select(KeptDay).filter_by(on=facts.on)).first()
    if kept is not None:
        raise DayTaken(_value(kept))
    day = KeptDay(facts.on, _name(facts), clean(facts.source), is_working=facts.is_working)
    work.session.add(day)
    work.record(
        "calendar_day.added",
        day,
        on=day.on,
        name=day.name,
        is_working=day.is_working,
        source=day.source,
        instead_of=_delivered(work, facts.on),
    )
    return day.id


def correct_day(work: Work, kept_id: int, version: int, facts: DayFacts) -> None:
    work.require(Right.KEEP_OFFICE)
    day = record_of(work, KeptDay, kept_id)
    kept = DayFacts(day.on, day.name, day.is_working, day.source)
    require_version(day, version, Sides(work, kept, facts, labels.DAY))
    other = work.session.scalars(select(KeptDay).filter_by(on=facts.on)).first()
    if other is not None and other.id != day.id:
        raise DayTaken(_value(other))
    before = f"{day.on}: {day.name}, {'làm bù' if day.is_working else 'nghỉ'}"
    day.on, day.name, day.source = facts.on, _name(facts), clean(facts.source)
    day.is_working = facts.is_working
    work.record("calendar_day.corrected", day, before=before, on=day.on, name=day.name)


def remove_day(work: Work, kept_id: int, version: int) -> None:
    """Take a day of the office's own away; a delivered one below it holds again."""
    work.require(Right.KEEP_OFFICE)
    day = record_of(work, KeptDay, kept_id)
    require_version(day, version)
    work.record("calendar_day.removed", day, on=day.on, name=day.name)
    work.session.delete(day)


def import_days(work: Work, table: DayTable) -> TableChange:
    """Take a table as the whole of its years; what stood there before gives way to it."""
    work.require(Right.KEEP_OFFICE)
    if table.findings or not table.days:
        raise NothingToImport(table.findings or ("Bảng không có ngày nào.",))
    for year in table.years:
        off = [day for day in table.days if day.on.year == year and not day.is_working]
        if len(off) < LEAST_DAYS_OFF:
            work.unless_confirmed(TableTooShort(year, len(off)))
    change = change_by(work, table)
    _forget(work, table.years)
    for day in table.days:
        work.session.add(KeptDay(day.on, day.name, day.source, is_working=day.is_working))
    _call_complete(work, own_years(work) | set(table.years))
    work.record(
        "calendar.imported",
        None,
        years=", ".join(map(str, table.years)),
        added=len(change.added),
        changed=len(change.changed),
        removed=len(change.removed),
    )
    return change


def call_complete(work: Work, year: int) -> None:
    """Say that the days put in by hand are all there are in a year."""
    work.require(Right.KEEP_OFFICE)
    days = [day for table in work.resources.years if table.year == year for day in table.days]
    off = [day for day in days if not day.is_working]
    if len(off) < LEAST_DAYS_OFF:
        work.unless_confirmed(TableTooShort(year, len(off)))
    held = {day.on for day in work.session.scalars(select(KeptDay))}
    for day in days:
        if day.on not in held:
            work.session.add(KeptDay(day.on, day.name, day.source, is_working=day.is_working))
    _call_complete(work, own_years(work) | {year})
    work.record("calendar.called_complete", None, year=year, days=len(days))


def back_to_delivered(work: Work, year: int) -> None:
    """Drop the office's own days of a year; the delivered table holds again, if there is one."""
    work.require(Right.KEEP_OFFICE)
    _forget(work, (year,))
    _call_complete(work, own_years(work) - {year})
    work.record("calendar.back_to_delivered", None, year=year)


# Looks


def list_years(work: Work) -> list[YearRow]:
    """List the years with a table, and the next ones, known or not; newest first."""
    tables = {table.year: table for table in work.resources.years}
    coming = {work.today.year + ahead for ahead in range(AHEAD + 1)}
    known, own = work.resources.known_years, work.resources.own.years
    rows = []
    for year in sorted({*tables, *coming}, reverse=True):
        table = tables.get(year, YearTable(year, ()))
        worked = sum(day.is_working for day in table.days)
        rows.append(
            YearRow(
                year,
                year in known,
                table.is_estimate,
                year in own,
                len(table.days) - worked,
                worked,
            )
        )
    return rows


def list_days(work: Work, year: int) -> list[DayRow]:
    kept = {day.on: day for day in work.session.scalars(select(KeptDay))}
    table = next((each for each in work.resources.years if each.year == year), None)
    rows = []
    for day in table.days if table else ():
        own = kept.get(day.on)
        rows.append(DayRow(day, own.id, own.version) if own else DayRow(day))
    return rows


def change_by(work: Work, table: DayTable) -> TableChange:
    """Compare a table with what holds now in its years."""
    now = _by_day(
        day for each in work.resources.years if each.year in table.years for day in each.days
    )
    then = _by_day(table.days)
    both = [(now[on], then[on]) for on in sorted(now.keys() & then.keys())]
    changed = [pair for pair in both if _told(pair[0]) != _told(pair[1])]
    return TableChange(
        table.years,
        tuple(then[on] for on in sorted(then.keys() - now.keys())),
        tuple(changed),
        tuple(now[on] for on in sorted(now.keys() - then.keys())),
        len(both) - len(changed),
    )


def own_years(work: Work) -> set[int]:
    return set(choice(work, OWN_YEARS, ()))


def _call_complete(work: Work, years: Iterable[int]) -> None:
    choose(work, OWN_YEARS, sorted(years))


def _forget(work: Work, years: Iterable[int]) -> None:
    gone = set(years)
    for day in work.session.scalars(select(KeptDay)).all():
        if day.on.year in gone:
            work.session.delete(day)
    work.session.flush()


def _name(facts: DayFacts) -> str:
    name = clean(facts.name)
    if not name:
        raise NameNeeded
    return name


def _delivered(work: Work, on: date) -> str | None:
    days = (day for table in work.resources.shipped_years for day in table.days)
    return next((day.name for day in days if day.on == on), None)


def _value(day: KeptDay) -> CalendarDay:
    return CalendarDay(day.on, day.name, day.is_working, day.source, is_own=True)


def _by_day(days: Iterable[CalendarDay]) -> dict[date, CalendarDay]:
    return {day.on: day for day in days}


def _told(day: CalendarDay) -> tuple[str, bool]:
    return day.name, day.is_working
