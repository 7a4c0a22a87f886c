from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import EventKind, PaperStatus, Role
from rehabdesk.domain.course.events import PaperRef
from rehabdesk.domain.daily_codes import ContactWay
from rehabdesk.domain.records import AuditEntry, BinItem, Contact, ContactPerson, Entity, Person
from rehabdesk.services.bin.keeping import PurposeMissing, count_bin, erase, erase_old, list_bin
from rehabdesk.services.bin.kinds import HOLDING, KINDS, OnlyDrafts, StillHeld
from rehabdesk.services.bin.throwing import (
    NothingThere,
    NumberTakenSince,
    Thrown,
    bring_back,
    throw_away,
)
from rehabdesk.services.course.acts import EventFacts, RecordEvent, record_event
from rehabdesk.services.decisions.drafting import save_draft
from rehabdesk.services.merging.merge import mark_distinct
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.offices import add_hamlet
from rehabdesk.services.people.files import list_persons, search_persons
from rehabdesk.services.people.one_file import list_history, read_file
from rehabdesk.services.rows.references import references_to
from rehabdesk.services.rows.snapshot import read_rows
from rehabdesk.services.tasks.flags import set_flags
from rehabdesk.services.users import UserFacts, add_user
from tests.builders import LAN, NOW, a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted

POLICE = PaperRef("212", date(2026, 10, 30), "Công an xã Yên Thịnh")


@pytest.fixture(autouse=True)
def _clerk(office: Office) -> None:
    office.do(partial(add_user, facts=UserFacts("Nguyễn Thị Hạnh", "", Role.CLERK)))


def thrown(office: Office, kind: str, subject_id: int) -> Thrown:
    return office.do(partial(throw_away, kind=kind, subject_id=subject_id)).result


def brought_back(office: Office, item_id: int) -> None:
    office.do(partial(bring_back, item_id=item_id))


def every_row(office: Office) -> dict[str, list[dict[str, Any]]]:
    left_out = {"audit_entry", "bin_item", "office_setting"}

    def read(work: Work) -> dict[str, list[dict[str, Any]]]:
        tables = (each for each in Entity.metadata.sorted_tables if each.name not in left_out)
        rows = {table.name: read_rows(work.session, table) for table in tables}
        rows["standing"].sort(key=lambda row: row["episode_id"])
        for row in rows["standing"]:
            del row["id"]
        return rows

    return office.look(read)


def a_meeting(office: Office, *person_ids: int) -> int:
    def act(work: Work) -> int:
        note = Contact(work.today, ContactWay.AT_HOME, work.actor.name, work.now)
        for each in person_ids:
            note.persons.append(ContactPerson(work.session.get_one(Person, each)))
        work.session.add(note)
        work.session.flush()
        work.record("contact.recorded", note)
        return note.id

    return office.do(act).result


def a_full_file(office: Office) -> int:
    """A file with everything that may go with it: events, a draft, a flag, meetings."""
    person_id = taken_in(office)
    other = taken_in(office, full_name="Lê Văn Xa", papers=())
    [episode] = office.look(partial(read_file, person_id=person_id)).episodes
    event = EventFacts(EventKind.PROPOSAL, date(2026, 10, 30), paper=POLICE)
    office.do(partial(record_event, order=RecordEvent(episode.id, event)))
    office.do(partial(save_draft, order=an_order(office, person_id, a_volunteer(office))))
    office.do(partial(set_flags, person_ids=(person_id,), on=date(2026, 12, 1), word="Hỏi"))
    office.do(partial(mark_distinct, one_id=person_id, other_id=other))
    a_meeting(office, person_id)
    a_meeting(office, person_id, other)
    return person_id


def test_a_file_leaves_every_list_and_comes_back_row_by_row(office: Office) -> None:
    person_id = a_full_file(office)
    before = every_row(office)

    item = thrown(office, "person", person_id)

    assert item.title == "Trần Văn Thắng, hồ sơ 2026-001"
    assert [row.full_name for row in office.look(list_persons)] == ["Lê Văn Xa"]
    assert office.look(partial(search_persons, words="thang")) == []
    left = every_row(office)
    assert {name for name, rows in left.items() if len(rows) < len(before[name])} >= {
        *("person", "case_file", "episode", "case_event", "standing", "decision", "contact"),
        *("decision_person", "decision_assignee", "flag", "person_distinct", "relative"),
    }
    assert len(left["contact"]) == 1  # the meeting with both is the other's too
    [row] = office.look(list_bin)
    assert (row.kind, row.title, row.binned_by) == ("Hồ sơ", item.title, LAN.name)
    assert row.erased_on == NOW.date() + timedelta(days=90)

    brought_back(office, item.item_id)

    assert every_row(office) == before
    assert [row.id for row in office.look(partial(search_persons, words="tran thang"))] == [
        person_id
    ]
    assert office.look(count_bin) == 0
    with pytest.raises(NothingThere):
        brought_back(office, item.item_id)


def test_a_file_with_a_numbered_paper_is_never_thrown_away(office: Office) -> None:
    person_id = taken_in(office)
    paper = submitted(office, an_order(office, person_id, a_volunteer(office)))
    for state in ("submitted", "numbered"):
        before = every_row(office)
        with pytest.raises(StillHeld, match="không xóa được"):
            thrown(office, "person", person_id)
        assert every_row(office) == before, state
        if state == "submitted":
            numbered(office, paper)


def test_only_drafts_are_thrown_away_and_come_back_as_drafts(office: Office) -> None:
    person_id, helper = taken_in(office), a_volunteer(office)
    office.do(partial(save_draft, order=an_order(office, person_id, helper)))
    before = every_row(office)
    [draft] = office.look(partial(read_file, person_id=person_id)).papers
    item = thrown(office, "decision", draft.decision_id)
    assert office.look(partial(read_file, person_id=person_id)).papers == ()
    brought_back(office, item.item_id)
    assert every_row(office) == before

    paper = submitted(office, an_order(office, person_id, helper))
    with pytest.raises(OnlyDrafts):
        thrown(office, "decision", paper)
    [back] = [
        each
        for each in office.look(partial(read_file, person_id=person_id)).papers
        if each.status is PaperStatus.DRAFTING
    ]
    assert back.decision_id == draft.decision_id


@pytest.mark.parametrize(
    ("make", "kind", "title"),
    [
        (a_volunteer, "volunteer", "Ngô Thị Nhàn"),
        (
            lambda office: office.do(partial(add_hamlet, name="Thôn Mới")).result,
            "hamlet",
            "Thôn Mới",
        ),
        (lambda office: a_meeting(office, taken_in(office)), "contact", "Gặp gỡ ngày 23/11/2026"),
    ],
)
def test_what_was_never_used_goes_and_comes_back(
    office: Office, make: Callable[[Office], int], kind: str, title: str
) -> None:
    subject_id = make(office)
    before = every_row(office)
    item = thrown(office, kind, subject_id)
    assert item.title.startswith(title)
    brought_back(office, item.item_id)
    assert every_row(office) == before


def test_what_is_in_use_stays_and_says_what_to_do_instead(office: Office) -> None:
    person_id, helper = taken_in(office), a_volunteer(office)
    numbered(office, submitted(office, an_order(office, person_id, helper)))
    with pytest.raises(StillHeld, match="Ghi ngày thôi nhiệm vụ"):
        thrown(office, "volunteer", helper)
    with pytest.raises(StillHeld, match="người ở đó"):
        thrown(office, "hamlet", 3)


def test_a_file_whose_number_another_file_has_by_now_asks_first(office: Office) -> None:
    item = thrown(office, "person", taken_in(office))
    taken_in(office)
    with pytest.raises(NumberTakenSince, match="099091004217") as doubt:
        brought_back(office, item.item_id)
    assert len(office.look(list_persons)) == 1
    office.do(partial(bring_back, item_id=item.item_id), frozenset({doubt.value.key}))
    assert len(office.look(list_persons)) == 2


def test_the_number_of_a_file_in_the_bin_is_not_given_again(office: Office) -> None:
    first = taken_in(office)
    thrown(office, "person", first)
    second = taken_in(office)
    assert second != first
    [row] = office.look(list_persons)
    assert row.case_code == "2026-002"


def test_after_ninety_days_only_the_fact_is_left(office: Office) -> None:
    thrown(office, "person", taken_in(office))
    at = NOW
    later = replace(office, clock=lambda: at + timedelta(days=90))
    assert later.do(erase_old).result == 0
    later = replace(office, clock=lambda: at + timedelta(days=91))
    assert later.do(erase_old).result == 1
    assert later.look(list_bin) == []
    [item] = office.look(lambda work: work.session.scalars(select(BinItem)).all())
    assert (item.rows, item.title, item.erased_purpose) == ({}, "(đã xóa hẳn)", "hết 90 ngày")
    acts = office.look(lambda work: work.session.scalars(select(AuditEntry.act)).all())
    assert acts[-1] == "bin.erased"


def test_only_an_administrator_erases_and_only_with_a_purpose(office: Office) -> None:
    item = thrown(office, "person", taken_in(office))
    act = partial(erase, item_ids=[item.item_id], purpose="Nhập nhầm người xã khác")
    clerk = replace(office, actor=replace(LAN, role=Role.CLERK))
    with pytest.raises(NotYourRight):
        clerk.do(act)
    with pytest.raises(PurposeMissing):
        office.do(partial(act, purpose="  "))
    assert office.look(count_bin) == 1
    assert office.do(act).result == 1
    assert office.look(count_bin) == 0


def test_whatever_hangs_on_a_person_is_thrown_with_it_or_holds_it() -> None:
    held = {"assignment", "delivery", "body_test", "care_group", "care_model_person"}
    held |= {"counselling_visit", "pledge", "support", "survey_finding"}
    named = {each.table.name for each in references_to("person")}
    assert named == {*(KINDS["person"].owned & named), *held}
    assert held <= HOLDING.keys()


def test_a_file_got_back_tells_that_it_lay_in_the_bin(office: Office) -> None:
    person_id = taken_in(office)
    item = thrown(office, "person", person_id)
    brought_back(office, item.item_id)
    told = [
        (row.what, row.after) for row in office.look(partial(list_history, person_id=person_id))
    ]
    assert told[:2] == [
        ("Lấy lại từ thùng rác", item.title),
        ("Xóa vào thùng rác", item.title),
    ]
