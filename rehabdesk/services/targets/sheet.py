"""The targets of a year as the page shows them: what is asked, reached, and to be expected."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.targets import PlanTarget
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.targets import Forecast, Pace, sum_words, years_of
from rehabdesk.domain.reports.values import decimal_words, share_of
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Work
from rehabdesk.services.targets.facts import Target
from rehabdesk.services.targets.from_units import is_upper
from rehabdesk.services.targets.keeping import target_told, targets_of
from rehabdesk.services.targets.plans import PlanRow, list_plans
from rehabdesk.services.targets.reached import hold, measured, reached_words

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with what is reached of it; `parts` are the lines it was spread to."""

    target: Target
    reached_words: str
    number: Decimal | None  # reached
    rate: float | None  # in per cent, as the bar shows it
    rate_words: str
    forecast: Forecast
    pace_words: str
    is_counted: bool
    parts: tuple[TargetRow, ...] = ()

    @property
    def id(self) -> int:
        return self.target.id

    @property
    def is_part(self) -> bool:
        return self.target.parent_id is not None

    @property
    def name(self) -> str:
        return self.target.whose if self.is_part else self.target.facts.name

    @property
    def short_parts(self) -> tuple[TargetRow, ...]:
        return tuple(
            each
            for each in self.parts
            if each.forecast.outlook.may_fail or each.forecast.outlook.has_failed
        )

    @property
    def sum_words(self) -> str:
        """Check the sum of the parts in words; nothing where it is not spread."""
        if not self.parts:
            return ""
        amounts = [each.target.facts.amount.number for each in self.parts]
        checked = sum_words(amounts, self.target.facts.amount.number)
        told = f"Chia chỉ tiêu “{self.name}”: {checked}."
        missing = self.unplaced
        if missing > 0:
            unit = self.target.facts.unit
            told += f" {decimal_words(missing)} {unit} đã đạt chưa rõ của phần nào."
        return told

    @property
    def is_sum_even(self) -> bool:
        amounts = (each.target.facts.amount.number for each in self.parts)
        return sum(amounts, Decimal(0)) == self.target.facts.amount.number

    @property
    def unplaced(self) -> Decimal:
        """Return what is reached and belongs to none of the parts."""
        if self.number is None or not all(each.is_counted for each in self.parts):
            return Decimal(0)
        return self.number - sum((each.number or Decimal(0) for each in self.parts), Decimal(0))


@dataclass(frozen=True, slots=True)
class TargetSheet:
    year: int
    years: tuple[int, ...]
    rows: tuple[TargetRow, ...]
    may_keep: bool
    copies_from: int | None = None  # the last year with targets of its own, where this has none
    is_upper: bool = False  # targets are reached by units, and spread to them

    @property
    def words(self) -> str:
        """Sum the year up: "7 chỉ tiêu · 4 đạt · 1 có thể thiếu"."""
        outlooks = [each.forecast.outlook for each in self.rows]
        counts = (
            (sum(each.is_reached for each in outlooks), "đạt"),
            (sum(each.may_fail for each in outlooks), "có thể thiếu"),
            (sum(each.has_failed for each in outlooks), "không đạt"),
        )
        told = [f"{count} {words}" for count, words in counts if count]
        return " · ".join([f"{len(outlooks)} chỉ tiêu", *told]) if outlooks else ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What is offered when a target is set; each figure with its code, name and unit."""

    plans: tuple[PlanRow, ...]
    codes: tuple[tuple[str, str, str], ...]


# Looks


def read_targets(work: Work, year: int | None = None) -> TargetSheet:
    """Return the targets of a year, this one where none is asked for."""
    work.require(Right.EXPORT_LISTS)
    chosen = year or work.today.year
    counting = Counting(work)
    rows = tuple(read_row(counting, each) for each in targets_of(work, chosen))
    windows = _windows(work)
    known = {year for window in windows for year in years_of(window)}
    ended = {years_of(window)[-1] for window in windows}
    earlier = [] if chosen in ended else [each for each in ended if each < chosen]
    offered = {*known, chosen, work.today.year, work.today.year + 1}
    return TargetSheet(
        chosen,
        tuple(sorted(offered, reverse=True)),
        rows,
        work.actor.may(Right.KEEP_REPORTS),
        max(earlier) if earlier else None,
        is_upper(counting),
    )


def read_row(counting: Counting, record: PlanTarget) -> TargetRow:
    parts = tuple(read_row(counting, each) for each in record.parts)
    return row_of(counting, target_told(record), parts)


def row_of(counting: Counting, target: Target, parts: tuple[TargetRow, ...] = ()) -> TargetRow:
    held = hold(counting, target)
    number = held.reached.number
    rate = held.aim.rate(number)
    return TargetRow(
        target,
        reached_words(target, held.reached),
        number,
        float(rate) if rate is not None else None,
        share_of(rate, _HUNDRED, 0) if rate is not None else "",
        held.forecast,
        pace_words(target, held.pace, counting),
        measured(counting, target),
        parts,
    )


def pace_words(target: Target, pace: Pace | None, counting: Counting) -> str:
    """Say what a forecast is taken from."""
    if pace is None:
        return ""
    left = (target.window.last - counting.today).days
    gained = target.aim.told(pace.gained)
    unit = "" if target.facts.is_per_cent else f" {target.facts.unit}"
    return f"{pace.days} ngày gần đây: {gained}{unit}; còn {left} ngày đến hạn"


def read_choices(work: Work) -> Choices:
    """Return by which plans a target may be set, and by what it may be measured."""
    work.require(Right.EXPORT_LISTS)
    codes = tuple((each.code, each.name, each.unit) for each in catalogue(work).values())
    return Choices(list_plans(work), codes)


def _windows(work: Work) -> list[Window]:
    asked = select(PlanTarget.from_on, PlanTarget.until_on).where(PlanTarget.parent_id.is_(None))
    return [Window(first, last) for first, last in work.session.execute(asked)]
