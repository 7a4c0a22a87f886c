"""Courses of invented persons, as short as a test needs them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import EpisodeKind, EventKind, RehabForm
from rehabdesk.domain.course.events import Course, DecisionFact, Event, Facts, PaperRef
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.regime import POST_REHAB, Regime

RESOURCES = Resources(Path(__file__).parents[3] / "resources")
PAPER = PaperRef("12/CAX", date(2026, 1, 5), "Công an xã Yên Thịnh")


@cache
def regimes() -> tuple[Regime, ...]:
    return RESOURCES.regimes


@cache
def calendar() -> WorkingCalendar:
    return RESOURCES.calendar


def day(text: str) -> date:
    """Read "15/03/2026"."""
    on, month, year = (int(part) for part in text.split("/"))
    return date(year, month, on)


def event(kind: EventKind, on: str, until: str | None = None, **facts: Any) -> Event:
    facts = {"paper": PAPER, **facts}
    return Event(kind, day(on), day(until) if until else None, **facts)


def decision(on: str, start: str, end: str, purpose: str = POST_REHAB) -> DecisionFact:
    return DecisionFact(1, purpose, "46/QĐ-UBND", day(on), day(on), day(start), day(end))


def course(kind: EpisodeKind, opened: str, *events: Event, **facts: Any) -> Course:
    decisions = facts.pop("decisions", ())
    before = facts.pop("before", ())
    return Course(Facts(kind, day(opened), **facts), events, tuple(decisions), tuple(before))


def post_rehab(*events: Event, **facts: Any) -> Course:
    """Make the course of somebody who completed voluntary rehabilitation on 15/07/2026."""
    told = {
        "rehab_form": RehabForm.HOME,
        "completes_on": day("15/07/2026"),
        "decisions": [decision("10/07/2026", "15/07/2026", "15/07/2027")],
        **facts,
    }
    return course(EpisodeKind.POST_REHAB, "01/07/2026", *events, **told)


def user(*events: Event, **facts: Any) -> Course:
    """Make the course of a user managed for a year from 01/08/2026."""
    decided = event(EventKind.USER_DECIDED, "01/08/2026", reason="first")
    return course(EpisodeKind.USER_MANAGED, "31/07/2026", decided, *events, **facts)
