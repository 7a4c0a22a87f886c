"""Acts that several tests of the files begin with."""

from __future__ import annotations

from datetime import date
from functools import partial

from rehabdesk.services.decisions.drafting import begin_order, submit_decisions
from rehabdesk.services.decisions.numbering import NumberOne, number_decisions
from rehabdesk.services.office import Office


def numbered(
    office: Office,
    purpose: str,
    person_id: int,
    number: str,
    *helpers: int,
    on: date = date(2026, 11, 20),
) -> None:
    """Draft, submit and number a decision about one person."""
    order = office.look(
        partial(
            begin_order,
            purpose=purpose,
            person_ids=(person_id,),
            volunteer_ids=helpers,
            planned_on=on,
        )
    )
    [paper] = office.do(partial(submit_decisions, order=order)).result
    orders = [NumberOne(paper.decision_id, number, on)]
    office.do(partial(number_decisions, orders=orders))
