"""Commitments: written down with the signed copy, kept one with the meeting, counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

import pytest

from rehabdesk.documents.pages import text_of
from rehabdesk.domain.codes import Role
from rehabdesk.domain.daily_codes import Confidentiality, ContactWay, QuickRating
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import PledgeBy
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.board_papers.pledges import print_pledges
from rehabdesk.services.cabinet.files import NotAScan
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.noting.beginning import read_note
from rehabdesk.services.noting.recording import (
    CorrectContact,
    RecordContact,
    correct_contact,
    record_contact,
)
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.one_file import list_history, read_file
from rehabdesk.services.pledges.facts import (
    DayMissing,
    EndImpossible,
    EndUnexplained,
    NobodyPledges,
    NotYetSigned,
    PledgeFacts,
    SignerMissing,
)
from rehabdesk.services.pledges.looks import (
    PledgePage,
    TotalImpossible,
    pledges_of,
    read_copy,
    read_page,
    set_totals,
)
from rehabdesk.services.pledges.of_contact import SignedCopyThere
from rehabdesk.services.pledges.recording import (
    CorrectPledge,
    RecordPledges,
    attach_signed,
    attach_to_contact,
    correct_pledge,
    end_pledge,
    put_copy,
    record_pledges,
)
from rehabdesk.services.secrecy.files import FileKeptClose
from tests.builders import LAN, NOW, taken_in

T = TypeVar("T")
TODAY = NOW.date()
SCAN = ("cam-ket.pdf", b"%PDF-1.7 signed")


def done(office: Office, act: Callable[[Work], T]) -> T:
    return office.do(act).result


def a_pledge(office: Office, person_id: int, on: date = TODAY) -> int:
    order = RecordPledges(PledgeFacts(on=on), (person_id,))
    return done(office, partial(record_pledges, order=order)).pledge_ids[0]


def a_note(office: Office, person_id: int, *, has_pledge: bool = True) -> int:
    facts = NoteFacts(
        TODAY,
        ContactWay.AT_HOME,
        MetBy("Nguyễn Thị Hạnh"),
        "Đã trao đổi.",
        QuickRating.GOOD,
        has_pledge=has_pledge,
    )
    order = RecordContact((person_id,), facts)
    return done(office, partial(record_contact, order=order)).contact_id


def page(office: Office) -> PledgePage:
    return office.look(partial(read_page, from_on=date(2026, 1, 1), until_on=TODAY))


def test_a_commitment_stands_in_the_list_the_file_and_the_timeline(office: Office) -> None:
    person_id = taken_in(office)
    assert [each.person_id for each in page(office).without] == []  # not yet under management
    a_pledge(office, person_id)
    [row] = page(office).rows
    assert (row.facts.by, row.state) == (PledgeBy.PERSON, "Chưa có bản đã ký")
    file = office.look(partial(read_file, person_id=person_id))
    assert [each.id for each in file.pledges] == [row.id]
    assert "Ký cam kết" in [item.title for item in file.timeline]
    told = office.look(partial(list_history, person_id=person_id))
    assert "Ghi cam kết" in [each.what for each in told]


def test_several_sign_at_once_and_each_is_counted_once(office: Office) -> None:
    ids = (taken_in(office), taken_in(office, full_name="Vũ Văn Bốn", papers=()))
    order = RecordPledges(PledgeFacts(on=TODAY), ids, SCAN)
    made = done(office, partial(record_pledges, order=order))
    assert (len(made.pledge_ids), made.who) == (2, "2 người")
    a_pledge(office, ids[0], TODAY - timedelta(days=30))
    found = page(office)
    assert (found.figures.persons, len(found.rows)) == (2, 3)
    assert [row.has_copy for row in found.rows] == [True, True, False]


def test_families_and_groups_sign_without_a_file_and_make_a_share(office: Office) -> None:
    for by, signer in (
        (PledgeBy.SCHOOL, "Trường THCS Yên Thịnh"),
        (PledgeBy.STREET_GROUP, "Tổ dân phố số 2"),
        (PledgeBy.RESIDENT, "Lò Văn Năm"),
    ):
        facts = PledgeFacts(by, TODAY, signer=signer)
        done(office, partial(record_pledges, order=RecordPledges(facts)))
    done(office, partial(set_totals, totals={PledgeBy.SCHOOL: 4}))
    figures = page(office).figures
    told = {each.by: (each.signed, each.per_cent) for each in figures.shares}
    assert told[PledgeBy.SCHOOL] == (1, 25.0)
    assert told[PledgeBy.STREET_GROUP] == (1, None)
    assert (figures.residents, figures.people) == (1, 1)
    with pytest.raises(TotalImpossible):
        done(office, partial(set_totals, totals={PledgeBy.SCHOOL: -1}))


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (PledgeFacts(on=TODAY), NobodyPledges),
        (PledgeFacts(PledgeBy.FAMILY, TODAY), SignerMissing),
        (PledgeFacts(PledgeBy.SCHOOL, None, signer="Trường"), DayMissing),
        (PledgeFacts(PledgeBy.SCHOOL, TODAY + timedelta(days=1), signer="Trường"), NotYetSigned),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    office: Office, facts: PledgeFacts, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        done(office, partial(record_pledges, order=RecordPledges(facts)))
    assert not page(office).rows


def test_a_commitment_is_corrected_ended_and_put_back(office: Office) -> None:
    pledge_id = a_pledge(office, taken_in(office))
    [row] = page(office).rows
    facts = replace(row.facts, words="Ký trước tổ dân phố")
    changed = done(
        office, partial(correct_pledge, order=CorrectPledge(pledge_id, row.version, facts))
    )
    with pytest.raises(EditedMeanwhile):
        done(office, partial(correct_pledge, order=CorrectPledge(pledge_id, row.version, facts)))
    end = partial(end_pledge, pledge_id=pledge_id, version=changed.back.version)
    with pytest.raises(EndUnexplained):
        done(office, partial(end, on=TODAY, words=" "))
    with pytest.raises(EndImpossible):
        done(office, partial(end, on=TODAY - timedelta(days=1), words="Chuyển đi"))
    ended = done(office, partial(end, on=TODAY, words="Chuyển nơi cư trú"))
    assert page(office).rows[0].state == f"Thôi từ {TODAY:%d/%m/%Y}"
    done(office, partial(correct_pledge, order=ended.back))
    assert page(office).rows[0].is_running


def test_the_signed_copy_is_attached_shown_and_taken_back(office: Office) -> None:
    pledge_id = a_pledge(office, taken_in(office))
    with pytest.raises(NotAScan):
        done(office, partial(attach_signed, pledge_id=pledge_id, scan=("a.txt", b"words")))
    made = done(office, partial(attach_signed, pledge_id=pledge_id, scan=SCAN))
    assert office.look(partial(read_copy, pledge_id=pledge_id)) == SCAN
    done(office, partial(put_copy, pledge_id=pledge_id, file_id=made.before_id))
    assert not page(office).rows[0].has_copy


def test_the_tick_of_a_meeting_and_the_commitment_are_one(office: Office) -> None:
    person_id = taken_in(office)
    contact_id = a_note(office, person_id)
    [row] = office.look(partial(pledges_of, person_id=person_id))
    assert (row.facts.contact_id, row.facts.on) == (contact_id, TODAY)
    begun = office.look(partial(read_note, contact_id=contact_id, person_id=person_id))
    assert begun.facts is not None
    untick = CorrectContact(
        contact_id, begun.version, (person_id,), replace(begun.facts, has_pledge=False)
    )
    back = done(office, partial(correct_contact, order=untick)).back
    assert not office.look(partial(pledges_of, person_id=person_id))
    again = done(office, partial(correct_contact, order=back))
    attach = partial(attach_to_contact, contact_id=contact_id, person_id=person_id, scan=SCAN)
    assert not done(office, attach).is_new
    with pytest.raises(SignedCopyThere):
        done(office, partial(correct_contact, order=replace(untick, version=again.back.version)))


def test_a_copy_attached_to_an_older_note_makes_its_commitment(office: Office) -> None:
    person_id = taken_in(office)
    contact_id = a_note(office, person_id, has_pledge=False)
    attach = partial(attach_to_contact, contact_id=contact_id, person_id=person_id, scan=SCAN)
    assert done(office, attach).is_new
    [row] = office.look(partial(pledges_of, person_id=person_id))
    assert (row.has_copy, row.facts.on) == (True, TODAY)


def test_a_meeting_thrown_away_takes_its_commitment_and_brings_it_back(office: Office) -> None:
    person_id = taken_in(office)
    contact_id = a_note(office, person_id)
    thrown = done(office, partial(throw_away, kind="contact", subject_id=contact_id))
    assert not office.look(partial(pledges_of, person_id=person_id))
    done(office, partial(bring_back, item_id=thrown.item_id))
    [row] = office.look(partial(pledges_of, person_id=person_id))
    thrown = done(office, partial(throw_away, kind="pledge", subject_id=row.id))
    assert "Bản cam kết ngày" in thrown.title
    done(office, partial(bring_back, item_id=thrown.item_id))
    assert office.look(partial(pledges_of, person_id=person_id)) == (row,)


def test_a_name_kept_close_is_not_told_and_the_copy_not_shown(office: Office) -> None:
    person_id = taken_in(office)
    order = RecordPledges(PledgeFacts(on=TODAY), (person_id,), SCAN)
    done(office, partial(record_pledges, order=order))
    file = office.look(partial(read_file, person_id=person_id))
    close = replace(file.facts, confidentiality=Confidentiality.CLERK_ONLY)
    done(office, partial(correct_person, order=CorrectPerson(person_id, file.version, close)))
    office.actor = replace(LAN, user_id=77, role=Role.CLERK)
    [row] = page(office).rows
    assert row.who.startswith("Hồ sơ kín")
    with pytest.raises(FileKeptClose):
        office.look(partial(read_copy, pledge_id=row.id))


def test_a_reader_writes_no_commitment(office: Office) -> None:
    person_id = taken_in(office)
    office.actor = replace(LAN, role=Role.LEADER)
    with pytest.raises(NotYourRight):
        a_pledge(office, person_id)


def test_the_form_is_printed_filled_for_each_person(office: Office) -> None:
    ids = (taken_in(office), taken_in(office, full_name="Vũ Văn Bốn", papers=()))
    made = done(office, partial(print_pledges, person_ids=ids))
    assert made.pages.count == 2
    told = " ".join(text_of(made.pages.content))
    assert "BẢN CAM KẾT" in told
    assert "Vũ Văn Bốn" in told
    assert made.word.content.startswith(b"PK")
    with pytest.raises(NobodyPledges):
        done(office, partial(print_pledges, person_ids=()))


def test_what_is_said_of_a_commitment_hides_names_where_they_are_hidden(office: Office) -> None:
    hidden = replace(office, names_hidden=True)
    orders = (
        RecordPledges(PledgeFacts(on=TODAY), (taken_in(office),)),
        RecordPledges(PledgeFacts(PledgeBy.FAMILY, TODAY, signer="Bàn Thị Mến"), ()),
    )
    told = [done(hidden, partial(record_pledges, order=order)).who for order in orders]
    assert told == ["T.V.T. 1991", "B.T.M."]
