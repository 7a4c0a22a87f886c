"""Which supports still running ask for something now or within a month."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Select, and_, or_, select, true

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.helping import Support, SupportFact
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.coming import SHOWN_AHEAD, Reminder, comings
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


# Looks


def read_asks(work: Work, only: Collection[int] | None = None) -> tuple[SupportSeen, ...]:
    rows = read_rows(work, _running(only))
    births = _births(work, {row.person_id for row in rows if row.person_id is not None})
    return tuple(each for row in rows for each in _seen(work, row, births))


def _running(only: Collection[int] | None) -> Select[int]:
    """Select what can ask for something, without reading what is long over."""
    over = select(SupportFact.support_id).where(
        or_(
            SupportFact.step.in_(_OVER),
            and_(
                SupportFact.step == SupportStep.CHECKED,
                SupportFact.after_months == ASKED_AFTER[-1],
            ),
        )
    )
    return select(Support.id).where(
        or_(
            Support.next_on.is_not(None),
            and_(
                or_(Support.kind.in_(_ASKING), Support.planned_on.is_not(None)),
                Support.id.not_in(over),
            ),
        ),
        Support.person_id.in_(only) if only is not None else true(),
    )


def _seen(work: Work, row: SupportRow, births: dict[int, int | None]) -> Iterator[SupportSeen]:
    concern = None
    if row.person_id is not None:
        concern = Concern(row.person_id, row.name, births.get(row.person_id), row.hamlet)
    own = Reminder(row.next_on, row.next_word)
    for coming in comings(row.course, own, support_days(work), work.today):
        if coming.on <= work.today + SHOWN_AHEAD:
            yield SupportSeen(row.id, row.what, concern, row.household, coming)


def _births(work: Work, person_ids: Collection[int]) -> dict[int, int | None]:
    asked = select(Person.id, Person.birth).where(Person.id.in_(person_ids))
    return {
        row.id: PartialDate.parse_stored(row.birth).year if row.birth else None
        for row in work.session.execute(asked)
    }
