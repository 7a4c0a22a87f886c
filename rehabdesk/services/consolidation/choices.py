"""Which reports and periods an upper office may be receiving, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.received import ReceivedPackage
from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.reports.periods import ReportPeriod, Window, period_around
from rehabdesk.domain.text import fold
from rehabdesk.services.consolidation.standing import Standing, read_standing
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import all_layouts
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.titles import report_title

_MOST = 8  # found of a kind
_STILL_RECEIVED = timedelta(days=60)  # after the last day of a period


@dataclass(frozen=True, slots=True)
class Choice:
    asked: ReportAsked
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that stands on the page."""

    choices: tuple[Choice, ...]
    asked: ReportAsked
    standing: Standing


@dataclass(frozen=True, slots=True)
class Hit:
    group: str
    title: str
    detail: str
    icon: str
    unit_id: int | None


# Looks


def read_page(work: Work, asked: ReportAsked | None = None) -> Page:
    """Return the page of a report and period; without one, of what is being received now."""
    work.require(Right.CONSOLIDATE)
    choices = tuple(_choices(work))
    chosen = asked or _likeliest(work, choices)
    return Page(choices, chosen, read_standing(work, chosen))


def find_in_packages(work: Work, typed: str) -> list[Hit]:
    """Look among the units of the report being received, and those found in two of them."""
    if not work.actor.may(Right.CONSOLIDATE):
        return []
    words = fold(typed)
    standing = read_page(work).standing
    found = [
        Hit(
            "Đơn vị", row.name, f"{row.state_words} · {row.time_words}", "building_multiple", row.id
        )
        for row in standing.rows
        if words in fold(row.name)
    ]
    found = found[:_MOST]
    if words:
        found += [
            Hit("Trùng người", clash.name, clash.verdict, "people", clash.unit_ids[0])
            for clash in standing.clashes
            if words in fold(clash.name)
        ][:_MOST]
    return found


def likely_choices(work: Work) -> tuple[Choice, ...]:
    """Return the reports of the first layout; the others are asked for on the page."""
    choices = tuple(_choices(work))
    first = choices[0].asked.layout_key
    known = {key for key, _ in _received(work)}
    return tuple(one for one in choices if one.asked.layout_key in {first, *known})


def _likeliest(work: Work, choices: tuple[Choice, ...]) -> ReportAsked:
    """Return what packages came for last; where none have, the report shown first."""
    newest = select(ReceivedPackage).order_by(ReceivedPackage.id.desc()).limit(1)
    package = work.session.scalars(newest).first()
    for choice in choices if package is not None else ():
        window = choice.asked.period.window
        if (choice.asked.layout_key, window.first, window.last) == (
            package.layout_key,  # type: ignore[union-attr]
            package.from_on,  # type: ignore[union-attr]
            package.until_on,  # type: ignore[union-attr]
        ):
            return choice.asked
    return choices[0].asked


def _choices(work: Work) -> Iterator[Choice]:
    layouts = all_layouts(work)
    names = {report_title(each, ReportPeriod(PeriodKind.YEAR, work.today.year)) for each in layouts}
    known = _received(work)
    for layout in layouts:
        for kind in layout.periods:
            if kind is PeriodKind.FREE:
                continue
            for period in _periods(work, layout, kind, known):
                title = report_title(layout, period)
                words = title if len(names) == len(layouts) else _told(layout, period)
                yield Choice(ReportAsked(layout.key, period), words)


def _told(layout: Layout, period: ReportPeriod) -> str:
    return f"Báo cáo {period.words} · {layout.name}" if layout.is_own else f"Báo cáo {period.words}"


def _periods(
    work: Work, layout: Layout, kind: PeriodKind, known: set[tuple[str, Window]]
) -> Iterator[ReportPeriod]:
    """Return the period just closed, the one that runs, and any something was received for."""
    now = period_around(kind, layout.rule, work.today)
    before = now.previous if kind is not PeriodKind.NINE_MONTHS else now.year_before
    is_fresh = before.window.last + _STILL_RECEIVED >= work.today
    likely = (before, now) if is_fresh else (now, before)
    yield from likely
    for year in range(now.year - 3, now.year):
        for ordinal in _ordinals(kind):
            earlier = ReportPeriod(kind, year, ordinal, layout.rule)
            if earlier not in likely and (layout.key, earlier.window) in known:
                yield earlier


def _ordinals(kind: PeriodKind) -> range:
    if kind is PeriodKind.MONTH:
        return range(1, 13)
    return range(1, 5) if kind is PeriodKind.QUARTER else range(1)


def _received(work: Work) -> set[tuple[str, Window]]:
    package = ReceivedPackage
    found = select(package.layout_key, package.from_on, package.until_on, func.count()).group_by(
        package.layout_key, package.from_on, package.until_on
    )
    return {
        (key, Window(first, last))
        for key, first, last, _ in work.session.execute(found)
        if first is not None and last is not None
    }
