"""Which supports still running ask for something now or within a month."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from sqlalchemy import Select, and_, or_, select, true

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.helping import Support, SupportFact
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.coming import SHOWN_AHEAD, Reminder, SupportDays, comings
from rehabdesk.domain.teamwork.supports.kinds import ASKED_AFTER
from rehabdesk.services.office import Work
from rehabdesk.services.rows.concern import Concern
from rehabdesk.services.supports.days import support_days
from rehabdesk.services.supports.looks import read_rows
from rehabdesk.services.supports.rows import SupportRow
from rehabdesk.services.supports.seen import SupportSeen

_OVER = (SupportStep.REFUSED, SupportStep.STOPPED, SupportStep.FINISHED)
_ASKING = (
    SupportKind.LOAN,
    SupportKind.MONEY,
    SupportKind.TRAINING,
    SupportKind.JOB,
    SupportKind.SCHOOLING,
)
_HISTORY, _LONG = timedelta(days=5 * 365), 54  # and months to repay


# Looks


def read_asks(work: Work, only: Collection[int] | None = None) -> tuple[SupportSeen, ...]:
    rows = read_rows(work, _running(work.today, only))
    births = _births(work, {row.person_id for row in rows if row.person_id is not None})
    days = support_days(work)
    return tuple(each for row in rows for each in _seen(row, births, days, work.today))


def _running(today: date, only: Collection[int] | None) -> Select[int]:
    """Select what can ask for something, without reading what is long over.

    A support of which nothing has been written for years is history, unless it runs so long.
    """
    over = select(SupportFact.support_id).where(
        or_(
            SupportFact.step.in_(_OVER),
            and_(
                SupportFact.step == SupportStep.CHECKED,
                SupportFact.after_months == ASKED_AFTER[-1],
            ),
        )
    )
    lately = select(SupportFact.support_id).where(SupportFact.on >= today - _HISTORY)
    plans = and_(Support.planned_on.is_not(None), Support.planned_on <= today + SHOWN_AHEAD)
    alive = or_(Support.id.in_(lately), Support.months > _LONG, plans)
    return select(Support.id).where(
        or_(
            Support.next_on <= today + SHOWN_AHEAD,
            and_(or_(Support.kind.in_(_ASKING), plans), alive, Support.id.not_in(over)),
        ),
        Support.person_id.in_(only) if only is not None else true(),
    )


def _seen(
    row: SupportRow, births: dict[int, int | None], days: SupportDays, today: date
) -> Iterator[SupportSeen]:
    concern = None
    if row.person_id is not None:
        concern = Concern(row.person_id, row.name, births.get(row.person_id), row.hamlet)
    own = Reminder(row.next_on, row.next_word)
    for coming in comings(row.course, own, days, today):
        if coming.on <= today + SHOWN_AHEAD:
            yield SupportSeen(row.id, row.what, concern, row.household, coming)


def _births(work: Work, person_ids: Collection[int]) -> dict[int, int | None]:
    asked = select(Person.id, Person.birth).where(Person.id.in_(person_ids))
    return {
        row.id: PartialDate.parse_stored(row.birth).year if row.birth else None
        for row in work.session.execute(asked)
    }
