"""Papers on their way: submitted, and numbered."""

from __future__ import annotations

from datetime import date
from functools import partial

from rehabdesk.services.decisions.drafting import begin_order, submit_decisions
from rehabdesk.services.decisions.numbering import NumberOne, number_decisions
from rehabdesk.services.office import Office
from tests.again import built_once
from tests.builders import RESOURCES


@built_once(RESOURCES)
def submitted(
    office: Office, person: int, helpers: tuple[int, ...] = (), purpose: str = "post_rehab"
) -> int:
    """Print a paper for signature, and return its id."""
    look = partial(
        begin_order,
        purpose=purpose,
        person_ids=(person,),
        volunteer_ids=helpers,
        planned_on=date(2026, 11, 23),
    )
    [paper] = office.do(partial(submit_decisions, order=office.look(look))).result
    return paper.decision_id


@built_once(RESOURCES)
def numbered(office: Office, decision_id: int, number: str, on: date = date(2026, 11, 23)) -> None:
    office.do(partial(number_decisions, orders=[NumberOne(decision_id, number, on)]))
