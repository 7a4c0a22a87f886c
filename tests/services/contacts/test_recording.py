"""Notes of meetings: what is kept, what is refused, what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.daily_codes import Confidentiality, ContactWay, QuickRating
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.contacts.facts import (
    AgreedBefore,
    AgreementUnclear,
    DayMissing,
    MetBy,
    MinutesImpossible,
    NobodyChosen,
    NoteFacts,
    NothingTold,
    NotYetMet,
    WhoMissing,
)
from rehabdesk.services.contacts.looks import contacts_of
from rehabdesk.services.contacts.met import last_met
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.noting.beginning import begin_note, find_whom, read_note
from rehabdesk.services.noting.recording import (
    CorrectContact,
    NobodyLeft,
    RecordContact,
    Recorded,
    correct_contact,
    record_contact,
)
from rehabdesk.services.office import Actor, NotYourRight, Office
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.users import UserFacts, add_user
from tests.builders import NOW, a_volunteer, taken_in

TODAY = NOW.date()


def told(**facts: Any) -> NoteFacts:
    values: dict[str, Any] = {
        "on": TODAY,
        "way": ContactWay.AT_HOME,
        "who": MetBy("Nguyễn Thị Hạnh"),
        "words": "Đang đi làm đều.",
        "rating": QuickRating.GOOD,
    }
    return NoteFacts(**(values | facts))


def wrote(office: Office, *person_ids: int, **facts: Any) -> Recorded:
    order = RecordContact(person_ids, told(**facts))
    return office.do(partial(record_contact, order=order)).result


def count(office: Office) -> int:
    return office.look(lambda work: work.session.scalar(select(func.count(Contact.id)))) or 0


def test_one_note_tells_of_several(office: Office) -> None:
    one, other = taken_in(office), taken_in(office, full_name="Mai Xuân Nam", papers=())
    made = wrote(office, one, other, one, minutes=20)

    assert made.names == ("Trần Văn Thắng", "Mai Xuân Nam")
    assert made.failed == ()
    assert count(office) == 1
    [row] = office.look(partial(contacts_of, person_id=one)).rows
    assert row.others == ("Mai Xuân Nam",)
    assert (row.facts.minutes, row.facts.rating, row.who) == (20, QuickRating.GOOD, LAN)


LAN = "Nguyễn Thị Hạnh"


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"on": None}, DayMissing),
        ({"on": TODAY + timedelta(days=1)}, NotYetMet),
        ({"who": MetBy(" ")}, WhoMissing),
        ({"words": " ", "rating": None}, NothingTold),
        ({"minutes": 0}, MinutesImpossible),
        ({"agreed_word": "Vay vốn"}, AgreementUnclear),
        ({"agreed_on": TODAY + timedelta(days=7)}, AgreementUnclear),
        ({"agreed_word": "Vay vốn", "agreed_on": TODAY}, AgreedBefore),
    ],
)
def test_a_refusal_leaves_nothing_behind(
    office: Office, facts: dict[str, Any], refusal: type[Refusal]
) -> None:
    person = taken_in(office)
    with pytest.raises(refusal):
        wrote(office, person, **facts)
    assert count(office) == 0


def test_a_note_needs_somebody_there(office: Office) -> None:
    with pytest.raises(NobodyChosen):
        wrote(office)
    with pytest.raises(NobodyLeft, match="hồ sơ không còn"):
        wrote(office, 99)
    person = taken_in(office)
    made = wrote(office, person, 99)
    assert [(each.person_id, each.reason) for each in made.failed] == [(99, "hồ sơ không còn")]


def test_a_file_kept_close_is_left_out_and_told(office: Office) -> None:
    close, open_one = taken_in(office), taken_in(office, full_name="Mai Xuân Nam", papers=())
    file = office.look(partial(read_file, person_id=close))
    facts = replace(file.facts, confidentiality=Confidentiality.CLERK_ONLY)
    office.do(partial(correct_person, order=CorrectPerson(close, file.version, facts)))
    other = replace(office, actor=Actor(7, "Trần Văn Kiên", "", Role.CLERK))

    made = wrote(other, close, open_one)
    assert [(each.person_id, each.reason) for each in made.failed] == [
        (close, "hồ sơ được giữ kín")
    ]
    begun = other.look(partial(begin_note, person_ids=(close,)))
    assert [each.name for each in begun.persons] != ["Trần Văn Thắng"]


def test_not_met_needs_no_words_and_is_no_meeting(office: Office) -> None:
    person = taken_in(office)
    earlier = TODAY - timedelta(days=10)
    wrote(office, person, on=earlier)
    wrote(office, person, words="", rating=QuickRating.NOT_MET)

    assert office.look(partial(last_met, person_ids=(person,))) == {person: earlier}
    found = office.look(partial(contacts_of, person_id=person))
    assert [row.facts.is_met for row in found.rows] == [False, True]
    assert found.last_met == earlier


def test_who_may_only_read_may_not_write(office: Office) -> None:
    person = taken_in(office)
    leader = replace(office, actor=Actor(3, "Lê Quang Vịnh", "", Role.LEADER))
    with pytest.raises(NotYourRight):
        wrote(leader, person)
    assert leader.look(partial(contacts_of, person_id=person)).rows == ()


def test_the_next_note_begins_with_who_and_how_of_the_last(office: Office) -> None:
    for name in (LAN, "Trần Văn Kiên"):
        office.do(partial(add_user, facts=UserFacts(name, "", Role.CLERK)))
    person = taken_in(office)
    helper = a_volunteer(office)
    first = office.look(partial(begin_note, person_ids=(person,)))
    assert (first.who, first.way, first.is_helper) == (MetBy(LAN), ContactWay.AT_HOME, False)

    name = next(each.name for each in first.offered if each.volunteer_id == helper)
    wrote(office, person, who=MetBy(name, helper), way=ContactWay.BY_PHONE)
    again = office.look(partial(begin_note, person_ids=()))
    assert (again.who, again.way) == (MetBy(name, helper), ContactWay.BY_PHONE)
    someone_else = replace(office, actor=Actor(2, "Trần Văn Kiên", "", Role.CLERK))
    assert someone_else.look(partial(begin_note, person_ids=())).who == MetBy("Trần Văn Kiên")


def test_a_correction_names_what_changed_and_is_taken_back(office: Office) -> None:
    one, other = taken_in(office), taken_in(office, full_name="Mai Xuân Nam", papers=())
    made = wrote(office, one)
    begun = office.look(partial(read_note, contact_id=made.contact_id, person_id=one))
    new = told(words="Đã nghỉ việc.", rating=QuickRating.WATCH)
    order = CorrectContact(made.contact_id, begun.version, (one, other), new)
    corrected = office.do(partial(correct_contact, order=order)).result

    [row] = office.look(partial(contacts_of, person_id=other)).rows
    assert (row.facts.words, row.facts.rating) == ("Đã nghỉ việc.", QuickRating.WATCH)
    with pytest.raises(EditedMeanwhile):
        office.do(partial(correct_contact, order=order))

    office.do(partial(correct_contact, order=corrected.back))
    assert office.look(partial(contacts_of, person_id=other)).rows == ()
    [row] = office.look(partial(contacts_of, person_id=one)).rows
    assert row.facts == told()


def test_a_note_goes_to_the_bin_and_comes_back(office: Office) -> None:
    person = taken_in(office)
    made = wrote(office, person)
    thrown = office.do(partial(throw_away, kind="contact", subject_id=made.contact_id)).result
    assert office.look(partial(contacts_of, person_id=person)).rows == ()
    office.do(partial(bring_back, item_id=thrown.item_id))
    assert len(office.look(partial(contacts_of, person_id=person)).rows) == 1


def test_whoever_is_met_is_found_by_the_words(office: Office) -> None:
    person = taken_in(office)
    [found] = office.look(partial(find_whom, words="tran thang"))
    assert (found.id, found.name) == (person, "Trần Văn Thắng")
    assert "1991" in found.detail


def test_an_agreement_stands_until_a_meeting_on_its_day_or_later(office: Office) -> None:
    person = taken_in(office)
    met, agreed = TODAY - timedelta(days=20), TODAY - timedelta(days=5)
    wrote(office, person, on=met, agreed_word="Hướng dẫn vay vốn", agreed_on=agreed)
    wrote(office, person, on=agreed - timedelta(days=1))
    found = office.look(partial(contacts_of, person_id=person))
    assert found.next_agreed is not None
    assert found.next_agreed.facts.agreed_word == "Hướng dẫn vay vốn"

    wrote(office, person, on=agreed, words="", rating=QuickRating.NOT_MET)
    assert office.look(partial(contacts_of, person_id=person)).next_agreed is not None
    wrote(office, person, on=agreed, rating=None)
    assert office.look(partial(contacts_of, person_id=person)).next_agreed is None


def test_the_trail_names_the_persons_and_not_the_words(office: Office) -> None:
    person = taken_in(office)
    made = wrote(office, person, words="Mẹ ốm.")
    entry = office.look(
        lambda work: work.session.scalars(
            select(AuditEntry).filter_by(act="contact.recorded")
        ).one()
    )
    assert entry.subject == f"contact:{made.contact_id}"
    assert entry.facts["persons"] == str(person)
    assert "Mẹ ốm" not in str(entry.facts)
    links = office.look(lambda work: work.session.scalar(select(func.count(ContactPerson.id))))
    assert links == 1
    assert date.fromisoformat(entry.facts["on"]) == TODAY


def test_what_is_said_of_a_note_hides_names_where_they_are_hidden(office: Office) -> None:
    person_id = taken_in(office)
    hidden = replace(office, names_hidden=True)
    order = RecordContact((person_id,), told(has_pledge=True))
    made = hidden.do(partial(record_contact, order=order)).result
    assert made.names == ("T.V.T. 1991",)
