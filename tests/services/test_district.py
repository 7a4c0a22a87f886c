"""Ba Vì, 2024: 58 decisions for 62 persons, everybody with somebody in charge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest

from rehabdesk.documents.fonts import GlyphMissing
from rehabdesk.documents.pages import page_count
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.assignments import count_without_helper
from rehabdesk.services.board_papers.proof import print_proof, read_proof
from rehabdesk.services.decisions.drafting import (
    PrintedPaper,
    begin_order,
    print_again,
    submit_decisions,
)
from rehabdesk.services.decisions.fill_in import FillIn, fill_in
from rehabdesk.services.decisions.numbering import NumberOne, number_decisions
from rehabdesk.services.decisions.register import list_register
from rehabdesk.services.decisions.runs import one_run
from rehabdesk.services.office import Office
from rehabdesk.services.people.intake import TakeIn, take_in
from tests.again import built_once
from tests.builders import RESOURCES, a_person, a_volunteer, an_episode
from tests.services.life.builders import dump

pytestmark = pytest.mark.thorough

DAY = date(2024, 9, 30)
SHARED = 4  # decisions that name two persons
DECISIONS, PERSONS = 58, 62


def at(office: Office) -> Office:
    return replace(office, clock=lambda: datetime(2024, 9, 30, 8, 0))


@built_once(RESOURCES)
def everybody(office: Office) -> tuple[int, ...]:
    """Take 62 people in, who completed rehabilitation in the first nine months."""
    return tuple(
        office.do(
            partial(
                take_in,
                order=TakeIn(
                    a_person(full_name=f"Nguyễn Văn {chr(65 + place % 26)} {place}", papers=()),
                    an_episode(
                        completes_on=date(2024, 1 + place % 9, 1 + place % 28),
                        proposal_on=date(2024, 1, 2),
                    ),
                ),
            )
        ).result.person_id
        for place in range(PERSONS)
    )


def drafted(office: Office, people: tuple[int, ...], helper: int) -> list[PrintedPaper]:
    """Print 58 papers for signature: each of the first four is about two persons."""
    groups = [people[2 * each : 2 * each + 2] for each in range(SHARED)]
    groups += [(each,) for each in people[2 * SHARED :]]
    printed: list[PrintedPaper] = []
    for group in groups:
        begin = partial(
            begin_order,
            purpose="post_rehab",
            person_ids=group,
            volunteer_ids=(helper,),
            planned_on=DAY,
        )
        order = replace(office.look(begin), together=True)
        printed += office.do(partial(submit_decisions, order=order)).result
    return printed


def a_number_given_twice_leaves_all_without_one(
    district: Office, papers: list[PrintedPaper]
) -> None:
    before = dump(district)
    numbers = [*range(1, DECISIONS), 7]  # the last one is typed as 7 once more
    orders = [
        NumberOne(paper.decision_id, str(number), DAY)
        for paper, number in zip(papers, numbers, strict=True)
    ]
    with pytest.raises(Refusal) as refused:
        district.do(partial(number_decisions, orders=orders))
    assert "7" in str(refused.value)
    assert dump(district) == before


def test_58_decisions_for_62_persons_are_drafted_numbered_and_printed(office: Office) -> None:
    district = at(office)
    people = everybody(district)
    assert district.look(count_without_helper) == PERSONS
    papers = drafted(district, people, a_volunteer(district))
    assert len(papers) == DECISIONS
    a_number_given_twice_leaves_all_without_one(district, papers)

    orders = [NumberOne(each.decision_id, str(n), DAY) for n, each in enumerate(papers, start=1)]
    done = district.do(partial(number_decisions, orders=orders)).result
    assert done.numbers[-1] == f"{DECISIONS}/QĐ-UBND"

    proof = district.look(read_proof)
    assert (proof.decisions, proof.helped, proof.alone, proof.awaiting) == (58, 62, 0, 0)
    assert proof.sentence == "58 quyết định cho 62 người, còn 0 người chưa có người phụ trách"
    assert not any(row.is_alone for row in proof.rows)
    assert district.look(count_without_helper) == 0
    book = district.look(partial(list_register, book_id=1, year=2024))
    assert len([row for row in book if row.number]) == DECISIONS

    kept = [district.look(partial(print_again, decision_id=each)) for each in done.decision_ids]
    _, content = one_run(kept)
    assert page_count(content) == sum(page_count(each.content) for each in kept) >= DECISIONS
    printed = district.do(partial(print_proof, purpose="Báo cáo chín tháng")).result
    assert printed.count == PERSONS


def test_a_run_of_papers_in_which_one_cannot_be_drawn_keeps_none(office: Office) -> None:
    """A face without a letter of one name: the paper cannot be printed, so none is submitted."""
    district = at(office)
    people = everybody(district)
    district.do(partial(fill_in, order=FillIn(people[40], "person_occupation", "Thợ 鋸")))
    before = dump(district)
    begin = partial(
        begin_order, purpose="post_rehab", person_ids=people, volunteer_ids=(), planned_on=DAY
    )
    with pytest.raises(GlyphMissing):
        district.do(partial(submit_decisions, order=district.look(begin)))
    assert dump(district) == before
