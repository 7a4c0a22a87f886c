from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import CaseState
from rehabdesk.domain.records import Assignment, AuditEntry, Decision, StoredFile
from rehabdesk.domain.records.decision import AlreadyNumbered
from rehabdesk.services.assignments import helpers_of
from rehabdesk.services.decisions.drafting import (
    begin_order,
    submit_decisions,
)
from rehabdesk.services.decisions.following.foretelling import NO_TERM, foretell
from rehabdesk.services.decisions.following.moved import Known
from rehabdesk.services.decisions.life.journal import HasLaterWork
from rehabdesk.services.decisions.numbering import (
    NumberedInTheFuture,
    NumberOne,
    NumberTaken,
    NumberUnreadable,
    OtherLawOnThatDay,
    number_decisions,
    undo_numbering,
)
from rehabdesk.services.decisions.register import (
    count_awaiting,
    list_register,
)
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.intake import TakeIn, take_in
from tests.builders import a_person, a_volunteer, an_episode, taken_in
from tests.services.papers import PLANNED, TODAY, an_order, numbered, submitted, text_of_paper


def test_number_and_date_make_term_assignment_and_paper_in_one_step(office: Office) -> None:
    person_id = taken_in(office)
    decision_id = submitted(office, an_order(office, person_id, a_volunteer(office)))
    orders = [NumberOne(decision_id, "46", TODAY)]
    done = office.do(partial(number_decisions, orders=orders))

    assert done.result.numbers == ("46/QĐ-UBND",)
    assert {"decision", "episode", "assignment", "stored_file", "audit_entry"} <= done.touched
    [row] = office.look(list_persons)
    assert row.state is CaseState.ABOUT_TO_COMPLETE
    assert (row.term_start, row.term_end) == (date(2026, 11, 30), date(2028, 11, 30))
    assert row.helper == "Ngô Thị Nhàn"
    assert not row.awaits_number
    text = text_of_paper(office, decision_id)
    assert "46/QĐ-UBND" in text
    assert "ngày 23 tháng 11 năm 2026" in text


def test_a_paper_without_a_term_is_pointed_at_before_its_number_is_recorded(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    look = partial(foretell, known=Known("46", TODAY))
    whole = submitted(office, order)
    assert NO_TERM not in office.look(partial(look, decision_id=whole))
    facts = TakeIn(a_person(full_name="Lý Anh Quân", papers=()), an_episode(completes_on=None))
    person = office.do(partial(take_in, order=facts)).result.person_id
    bare = submitted(office, an_order(office, person, a_volunteer(office)))
    assert NO_TERM in office.look(partial(look, decision_id=bare))


def test_the_numbered_paper_is_kept_under_its_fingerprint(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    numbered(office, decision_id)
    kept = office.look(
        lambda work: work.session.execute(select(StoredFile.sha256, StoredFile.size)).one()
    )
    told = office.look(
        lambda work: work.session.scalars(
            select(AuditEntry).filter_by(act="decision.numbered")
        ).one()
    )
    assert told.facts["sha256"] == kept.sha256
    assert kept.size > 10_000


@pytest.mark.parametrize("number", ["46", "046", " 46 "])
def test_a_number_is_used_once_a_year(office: Office, number: str) -> None:
    volunteer_id = a_volunteer(office)
    first = submitted(office, an_order(office, taken_in(office), volunteer_id))
    second = submitted(office, an_order(office, taken_in(office, papers=()), volunteer_id))
    numbered(office, first)
    with pytest.raises(NumberTaken, match=r"Số 46 đã có trong sổ Quyết định 2026, ngày 23/11/2026"):
        numbered(office, second, number)
    assert office.look(count_awaiting) == 1


def test_one_wrong_number_among_several_numbers_none(office: Office) -> None:
    volunteer_id = a_volunteer(office)
    ids = [
        submitted(office, an_order(office, taken_in(office, papers=()), volunteer_id))
        for _ in range(2)
    ]
    orders = [NumberOne(ids[0], "46", TODAY), NumberOne(ids[1], "46", TODAY)]
    with pytest.raises(NumberTaken):
        office.do(partial(number_decisions, orders=orders))
    assert office.look(count_awaiting) == 2
    assert all(row.term_end is None for row in office.look(list_persons))


@pytest.mark.parametrize("number", ["", "0", "QĐ", "46/QĐ", "4 6", "-1"])
def test_what_is_no_number_is_said(office: Office, number: str) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    with pytest.raises(NumberUnreadable):
        numbered(office, decision_id, number)


def test_a_letter_behind_the_number_is_another_number(office: Office) -> None:
    volunteer_id = a_volunteer(office)
    first = submitted(office, an_order(office, taken_in(office), volunteer_id))
    second = submitted(office, an_order(office, taken_in(office, papers=()), volunteer_id))
    numbered(office, first, "46")
    numbered(office, second, "46a")
    rows = office.look(partial(list_register, book_id=1, year=2026))
    assert [row.number_text for row in rows][:2] == ["46a", "46"]


def test_a_paper_is_numbered_once(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    numbered(office, decision_id)
    with pytest.raises(AlreadyNumbered, match="46/QĐ-UBND"):
        numbered(office, decision_id, "47")


def test_a_paper_is_not_dated_tomorrow(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    with pytest.raises(NumberedInTheFuture):
        numbered(office, decision_id, "46", date(2026, 11, 24))


def test_a_form_of_the_new_law_is_not_dated_under_the_old(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    with pytest.raises(OtherLawOnThatDay, match="Mẫu"):
        numbered(office, decision_id, "46", date(2026, 6, 30))


def test_undoing_a_number_restores_everything_but_the_trail(office: Office) -> None:
    volunteer_id = a_volunteer(office)
    person_id = taken_in(office)
    decision_id = submitted(office, an_order(office, person_id, volunteer_id))
    before = office.look(list_persons)
    numbered(office, decision_id)
    office.do(partial(undo_numbering, decision_id=decision_id))
    after = office.look(list_persons)
    assert after == before
    assert office.look(count_awaiting) == 1
    acts = office.look(
        lambda work: work.session.scalars(
            select(AuditEntry.act).order_by(AuditEntry.sequence)
        ).all()
    )
    assert acts[-2:] == ["decision.numbered", "decision.number_undone"]


def test_a_number_something_later_rests_on_is_not_undone(office: Office) -> None:
    person_id = taken_in(office)
    first = submitted(office, an_order(office, person_id, a_volunteer(office)))
    numbered(office, first)
    other = a_volunteer(office, full_name="Hà Văn Tới")
    order = replace(an_order(office, person_id, other), purpose="helper_assignment")
    second = submitted(office, replace(order, term_start=None, term_end=None))
    numbered(office, second, "47")
    with pytest.raises(HasLaterWork):
        office.do(partial(undo_numbering, decision_id=first))


def test_a_new_helper_takes_over_and_the_history_stays(office: Office) -> None:
    person_id = taken_in(office)
    numbered(office, submitted(office, an_order(office, person_id, a_volunteer(office))))
    other = a_volunteer(office, full_name="Hà Văn Tới")
    order = an_order(office, person_id, other)
    order = replace(
        order,
        purpose="helper_assignment",
        term_start=None,
        term_end=None,
        effective_from=date(2026, 12, 15),
    )
    numbered(office, submitted(office, order), "47")
    helpers = office.look(partial(helpers_of, person_id=person_id))
    told = [(each.name, each.until_on, each.ended_by) for each in helpers]
    assert told == [
        ("Bà Hà Văn Tới", None, ""),
        ("Bà Ngô Thị Nhàn", date(2026, 12, 14), "47/QĐ-UBND"),
    ]


def test_whoever_is_replaced_on_the_first_day_has_helped_for_that_day(office: Office) -> None:
    person_id = taken_in(office)
    numbered(office, submitted(office, an_order(office, person_id, a_volunteer(office))))
    [first] = office.look(partial(helpers_of, person_id=person_id))
    other = a_volunteer(office, full_name="Hà Văn Tới")
    order = replace(
        an_order(office, person_id, other),
        purpose="helper_assignment",
        term_start=None,
        term_end=None,
        effective_from=first.from_on,
    )
    numbered(office, submitted(office, order), "47")
    helpers = office.look(partial(helpers_of, person_id=person_id))
    told = {each.name: (each.from_on, each.until_on) for each in helpers}
    assert told == {
        "Bà Hà Văn Tới": (first.from_on, None),
        "Bà Ngô Thị Nhàn": (first.from_on, first.from_on),
    }


def test_one_decision_of_2024_covers_two_persons(office: Office) -> None:
    then = replace(office, clock=lambda: datetime(2024, 5, 6, 9, 0))
    episode = an_episode(completes_on=date(2024, 5, 10))
    ids = tuple(
        then.do(
            partial(take_in, order=TakeIn(a_person(full_name=name, papers=()), episode))
        ).result.person_id
        for name in ("Dương Minh Tuấn", "Tạ Đình Lâm")
    )
    order = then.look(
        partial(
            begin_order,
            purpose="post_rehab",
            person_ids=ids,
            volunteer_ids=(a_volunteer(office),),
            planned_on=date(2024, 5, 6),
        )
    )
    decision_id = submitted(then, replace(order, together=True))
    numbered(then, decision_id, "12", date(2024, 5, 6))
    text = text_of_paper(office, decision_id)
    assert "DƯƠNG MINH TUẤN" in text
    assert "TẠ ĐÌNH LÂM" in text
    assert "116/2021/NĐ-CP" in text
    rows = office.look(lambda work: work.session.scalars(select(Assignment.person_id)).all())
    assert sorted(rows) == sorted(ids)
    decisions = office.look(lambda work: len(work.session.scalars(select(Decision.id)).all()))
    assert decisions == 1


def test_several_persons_on_a_form_for_one_get_a_paper_each(office: Office) -> None:
    ids = tuple(taken_in(office, full_name=f"Lê Văn {each}", papers=()) for each in ("An", "Bình"))
    order = office.look(
        partial(
            begin_order,
            purpose="post_rehab",
            person_ids=ids,
            volunteer_ids=(a_volunteer(office),),
            planned_on=PLANNED,
        )
    )
    papers = office.do(partial(submit_decisions, order=order)).result
    assert len(papers) == 2
    numbered(office, papers[0].decision_id)
    ended = {row.full_name: row.term_end for row in office.look(list_persons)}
    assert ended == {"Lê Văn An": date(2028, 11, 30), "Lê Văn Bình": None}
