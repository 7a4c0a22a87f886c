"""Papers on their way, as several tests need them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from rehabdesk.documents.pages import text_of
from rehabdesk.services.decisions.composing import (
    DraftDecision,
)
from rehabdesk.services.decisions.drafting import (
    begin_order,
    print_again,
    submit_decisions,
)
from rehabdesk.services.decisions.numbering import (
    NumberOne,
    number_decisions,
)
from rehabdesk.services.office import Office
from tests.again import built_once
from tests.builders import RESOURCES

TODAY = date(2026, 11, 23)
PLANNED = date(2026, 11, 20)


def an_order(office: Office, person_id: int, volunteer_id: int, **changes: Any) -> DraftDecision:
    order = office.look(
        partial(
            begin_order,
            purpose="post_rehab",
            person_ids=(person_id,),
            volunteer_ids=(volunteer_id,),
            planned_on=PLANNED,
        )
    )
    return replace(order, **changes)


@built_once(RESOURCES)
def submitted(office: Office, order: DraftDecision) -> int:
    [paper] = office.do(partial(submit_decisions, order=order)).result
    return paper.decision_id


@built_once(RESOURCES)
def numbered(office: Office, decision_id: int, number: str = "46", on: date = TODAY) -> None:
    office.do(partial(number_decisions, orders=[NumberOne(decision_id, number, on)]))


def text_of_paper(office: Office, decision_id: int) -> str:
    paper = office.look(partial(print_again, decision_id=decision_id))
    return " ".join(" ".join(text_of(paper.content)).split())
