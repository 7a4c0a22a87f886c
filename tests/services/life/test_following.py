"""A paper replaced, withdrawn, corrected or ended: both stay, and everything can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehabdesk.domain.codes import CaseState, LinkKind, PaperStatus
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.assignments import helpers_of
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.drafting import discard_draft, take_back
from rehabdesk.services.decisions.following.outside import (
    BeforeTheOlder,
    BeingReplaced,
    EffectBeforeTheOlder,
    FollowUp,
    WhyMissing,
    follow_up,
)
from rehabdesk.services.decisions.following.replacing import begin_replacement
from rehabdesk.services.decisions.life.journal import HasLaterWork
from rehabdesk.services.decisions.life.links import NotInForce
from rehabdesk.services.decisions.numbering import NumberTaken, undo_numbering
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.volunteers import correct_volunteer, list_volunteers
from tests.builders import a_volunteer, taken_in
from tests.services.life.builders import (
    Dump,
    assigned,
    dump,
    followed,
    in_force,
    instead_of,
    to_assign,
    version_of,
)
from tests.services.papers import TODAY, an_order, numbered, submitted


def paper(office: Office, decision_id: int) -> tuple[PaperStatus, date | None, str]:
    def look(work: object) -> tuple[PaperStatus, date | None, str]:
        found = work.session.get_one(Decision, decision_id)  # type: ignore[attr-defined]
        return found.status, found.ended_on, found.end_reason

    return office.look(look)


def helpers(office: Office, person_id: int) -> list[tuple[str, date, date | None, str]]:
    told = office.look(partial(helpers_of, person_id=person_id))
    return [(each.name, each.from_on, each.until_on, each.ended_by) for each in told]


# Replaced


def test_a_draft_in_the_place_of_a_paper_has_its_choices_and_changes_nothing(
    office: Office,
) -> None:
    person_id, older = in_force(office)
    before = helpers(office, person_id)
    draft = instead_of(office, older)
    assert paper(office, older) == (PaperStatus.NUMBERED, None, "")
    assert helpers(office, person_id) == before
    again = partial(begin_replacement, decision_id=older, version=version_of(office, older))
    assert office.do(again).result == draft, "pressed twice, one draft"


def test_numbering_the_new_paper_moves_term_and_helper_to_it(office: Office) -> None:
    person_id, older = in_force(office)
    other = a_volunteer(office, full_name="Hà Văn Tới")
    end = date(2028, 12, 31)
    newer = instead_of(office, older, volunteer_ids=(other,), term_end=end)
    numbered(office, newer, "47")
    assert paper(office, older) == (PaperStatus.REPLACED, date(2026, 11, 30), "")
    [row] = office.look(list_persons)
    assert row.term_end == end
    assert helpers(office, person_id) == [
        ("Bà Hà Văn Tới", date(2026, 11, 30), None, ""),
        ("Bà Ngô Thị Nhàn", date(2026, 11, 30), date(2026, 11, 29), "47/QĐ-UBND"),
    ]


def test_undoing_the_new_number_lets_the_older_paper_stand_again(office: Office) -> None:
    _, older = in_force(office)
    other = a_volunteer(office, full_name="Hà Văn Tới")
    newer = instead_of(office, older, volunteer_ids=(other,), term_end=date(2028, 12, 31))
    before = dump(office)
    numbered(office, newer, "47")
    assert dump(office) != before
    office.do(partial(undo_numbering, decision_id=newer))
    assert dump(office) == before


def test_a_paper_that_another_takes_the_place_of_is_not_undone(office: Office) -> None:
    _, older = in_force(office)
    newer = instead_of(office, older)
    numbered(office, newer, "47")
    before = dump(office)
    with pytest.raises(HasLaterWork, match="46/QĐ-UBND"):
        office.do(partial(undo_numbering, decision_id=older))
    assert dump(office) == before


def test_a_draft_thrown_away_leaves_the_older_paper_alone(office: Office) -> None:
    _, older = in_force(office)
    before = dump(office)
    draft = instead_of(office, older)
    office.do(partial(discard_draft, decision_id=draft))
    assert dump(office) == before


def test_one_paper_for_two_gives_way_person_by_person(office: Office) -> None:
    ids = tuple(taken_in(office, full_name=f"Lê Văn {each}", papers=()) for each in ("An", "Bình"))
    helper = a_volunteer(office)
    order = DraftDecision(
        "helper_assignment", TODAY, ids, (helper,), signer_id=1, effective_from=TODAY, together=True
    )
    older = submitted(office, order)
    numbered(office, older, "46")
    one = instead_of(office, older, person_ids=(ids[0],), drafts=())
    numbered(office, one, "47")
    status, _, _ = paper(office, older)
    assert status is PaperStatus.NUMBERED, "it still stands for the other"
    assert [row[2] for row in helpers(office, ids[1])] == [None]


# Withdrawn


def test_a_withdrawn_paper_keeps_its_number_and_loses_its_effects(office: Office) -> None:
    person_id, older = in_force(office)
    before = dump(office)
    done = followed(office, LinkKind.WITHDRAWS, older)
    assert (done.number, done.older_number) == ("50/QĐ-UBND", "46/QĐ-UBND")
    assert paper(office, older) == (PaperStatus.WITHDRAWN, TODAY, "thu hồi")
    [row] = office.look(list_persons)
    assert (row.state, row.term_end) == (CaseState.PENDING_DECISION, None)
    assert helpers(office, person_id) == [
        ("Bà Ngô Thị Nhàn", date(2026, 11, 30), TODAY - timedelta(days=1), "50/QĐ-UBND")
    ]
    office.do(partial(undo_numbering, decision_id=done.decision_id))
    assert dump(office) == before


def test_who_was_to_be_replaced_by_a_withdrawn_paper_goes_on(office: Office) -> None:
    person_id, _ = in_force(office)
    second = assigned(office, person_id, "Hà Văn Tới", "47", date(2026, 12, 15))
    before = dump(office)
    done = followed(office, LinkKind.WITHDRAWS, second)
    assert [(name, until) for name, _, until, _ in helpers(office, person_id)] == [
        ("Bà Ngô Thị Nhàn", None),
        ("Bà Hà Văn Tới", TODAY - timedelta(days=1)),
    ]
    office.do(partial(undo_numbering, decision_id=done.decision_id))
    assert dump(office) == before


def test_who_left_meanwhile_does_not_come_back_by_a_withdrawal(office: Office) -> None:
    person_id, _ = in_force(office)
    second = assigned(office, person_id, "Hà Văn Tới", "47", date(2026, 12, 15))
    last = date(2026, 12, 14)
    [nhan] = [row for row in office.look(list_volunteers) if row.facts.full_name == "Ngô Thị Nhàn"]
    facts = replace(nhan.facts, serves_until=last)
    office.do(partial(correct_volunteer, volunteer_id=nhan.id, version=nhan.version, facts=facts))
    before = dump(office)
    done = followed(office, LinkKind.WITHDRAWS, second)
    assert [(name, until) for name, _, until, _ in helpers(office, person_id)] == [
        ("Bà Hà Văn Tới", TODAY - timedelta(days=1)),
        ("Bà Ngô Thị Nhàn", last),
    ]
    office.do(partial(undo_numbering, decision_id=done.decision_id))
    assert dump(office) == before


def test_a_term_goes_back_past_papers_that_were_withdrawn_in_between(office: Office) -> None:
    _, first = in_force(office)
    person_id = 1
    second = submitted(
        office, an_order(office, person_id, a_volunteer(office), term_end=date(2027, 11, 30))
    )
    numbered(office, second, "47")
    followed(office, LinkKind.WITHDRAWS, first, "50")
    [row] = office.look(list_persons)
    assert row.term_end == date(2027, 11, 30), "the second paper's term stands"
    followed(office, LinkKind.WITHDRAWS, second, "51")
    [row] = office.look(list_persons)
    assert row.term_end is None, "not the withdrawn first one's"


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"reason": "  "}, WhyMissing),
        ({"number": "46"}, NumberTaken),
        ({"document_date": date(2026, 11, 1)}, BeforeTheOlder),
        ({"effective_from": date(2026, 1, 1)}, EffectBeforeTheOlder),
        ({"version": 99}, EditedMeanwhile),
    ],
)
def test_a_withdrawal_that_cannot_be_leaves_nothing(
    office: Office, change: dict[str, object], refusal: type[Refusal]
) -> None:
    _, older = in_force(office)
    before = dump(office)
    told: dict[str, object] = {
        "kind": LinkKind.WITHDRAWS,
        "decision_id": older,
        "version": version_of(office, older),
        "book_id": 1,
        "number": "50",
        "document_date": TODAY,
        "reason": "Sai thẩm quyền",
    }
    order = FollowUp(**{**told, **change})  # type: ignore[arg-type]
    with pytest.raises(refusal):
        office.do(partial(follow_up, order=order))
    assert dump(office) == before


def test_a_paper_is_withdrawn_once_and_not_while_a_draft_is_to_replace_it(office: Office) -> None:
    _, older = in_force(office)
    draft = instead_of(office, older)
    with pytest.raises(BeingReplaced):
        followed(office, LinkKind.WITHDRAWS, older)
    office.do(partial(discard_draft, decision_id=draft))
    followed(office, LinkKind.WITHDRAWS, older)
    with pytest.raises(NotInForce, match="Đã thu hồi"):
        followed(office, LinkKind.WITHDRAWS, older, "51")


# Corrected, ended


def test_a_correction_stands_beside_the_paper_and_moves_nothing(office: Office) -> None:
    person_id, older = in_force(office)
    before = helpers(office, person_id), paper(office, older)
    whole = dump(office)
    done = followed(office, LinkKind.CORRECTS, older)
    assert (helpers(office, person_id), paper(office, older)) == before
    office.do(partial(undo_numbering, decision_id=done.decision_id))
    assert dump(office) == whole


def test_an_ended_paper_lets_its_helper_go_and_stays_where_it_is(office: Office) -> None:
    person_id, older = in_force(office)
    before = dump(office)
    done = followed(office, LinkKind.ENDS, older)
    assert paper(office, older) == (PaperStatus.NUMBERED, TODAY, "Sai thẩm quyền")
    [row] = office.look(list_persons)
    assert row.term_end == date(2028, 11, 30)
    assert helpers(office, person_id)[0][3] == "50/QĐ-UBND"
    office.do(partial(undo_numbering, decision_id=done.decision_id))
    assert dump(office) == before


# Whatever is done, undone

KINDS = {
    "withdraw": LinkKind.WITHDRAWS,
    "correct": LinkKind.CORRECTS,
    "end": LinkKind.ENDS,
}


@pytest.mark.thorough
def test_acts_undone_backwards_leave_the_records_as_they_were(
    another_office: Callable[[], Office],
) -> None:
    """Every example has an office of its own, so that one that fails leaves the next alone."""

    @settings(max_examples=8, deadline=None)
    @given(
        st.lists(st.sampled_from(["replace", "assign", "correct", "end"]), max_size=3),
        st.booleans(),
        st.integers(-3, 40),
    )
    def play(acts: list[str], withdraws: bool, days: int) -> None:  # noqa: FBT001
        office = another_office()
        _, newest = in_force(office)
        a_volunteer(office, full_name="Hà Văn Tới")
        before, undone = dump(office), []
        for number, act in enumerate([*acts, *["withdraw"] * withdraws], 100):
            step = _done(office, act, newest, str(number), TODAY + timedelta(days=days))
            newest = newest if act in KINDS else step.decision_id
            undone.append(step)
        for step in reversed(undone):
            office.do(partial(undo_numbering, decision_id=step.decision_id))
            assert dump(office) == step.before
            if step.act not in KINDS:
                office.do(partial(take_back, decision_id=step.decision_id))
                office.do(partial(discard_draft, decision_id=step.decision_id))
        assert dump(office) == before

    play()


@dataclass(frozen=True)
class Step:
    act: str
    decision_id: int
    before: Dump


def _done(office: Office, act: str, newest: int, number: str, since: date) -> Step:
    """Carry out one act on the newest paper; keep the records as they were just before."""
    if act in KINDS:
        before = dump(office)
        return Step(act, followed(office, KINDS[act], newest, number).decision_id, before)
    if act == "replace":
        draft = instead_of(office, newest, effective_from=since)
    else:
        other = max(row.id for row in office.look(list_volunteers))
        draft = to_assign(office, 1, other, since)
    before = dump(office)
    numbered(office, draft, number)
    return Step(act, draft, before)
