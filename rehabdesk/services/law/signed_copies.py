"""After how many days the office misses the scan of a signed paper: its own rule, no law's."""

from __future__ import annotations

from datetime import date, timedelta

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.services.law.setting_deadlines import MOST, AmountImpossible
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose

SIGNED_COPY_DAYS = "signed_copy_days"
USUAL_DAYS = 5
_ONE_DAY = timedelta(days=1)


# Acts


def set_copy_days(work: Work, days: int) -> None:
    """Choose after how many working days a scan is missed; none at all asks for no scans."""
    if not 0 <= days <= MOST:
        raise AmountImpossible
    choose(work, SIGNED_COPY_DAYS, days)


# Looks


def copy_days(work: Work) -> int:
    return int(choice(work, SIGNED_COPY_DAYS, USUAL_DAYS))


def copy_span(work: Work) -> Span | None:
    days = copy_days(work)
    return Span(days, DeadlineUnit.WORKING_DAYS) if days else None


def copies_wanted_since(work: Work) -> date | None:
    """Return the last date a paper may bear whose scan should be here today."""
    days = copy_days(work)
    if not days:
        return None
    first_counted = work.resources.calendar.add_working_days(work.today + _ONE_DAY, -days)
    return first_counted - _ONE_DAY
