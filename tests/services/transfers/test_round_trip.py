"""A file sent, taken in elsewhere, and the receipt come back: nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from rehabdesk.domain.codes import CaseState, EventKind, Role
from rehabdesk.domain.course.events import PaperRef
from rehabdesk.domain.daily_codes import QuickRating, TransferDirection, TransferStatus
from rehabdesk.domain.records import Contact, Person, StoredFile, Transfer
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.codes import BodyTestResult
from rehabdesk.persistence.packages.refused import (
    NotAReceipt,
    ReceiptNotSealed,
    ReceiptOfAnother,
)
from rehabdesk.services.body_tests.facts import Outcome, Sitting
from rehabdesk.services.body_tests.recording import RecordTests, record_tests
from rehabdesk.services.body_tests.register import read_register, read_tests_of
from rehabdesk.services.course.acts import EventFacts
from rehabdesk.services.course.papers import open_event_paper
from rehabdesk.services.course.view import read_course
from rehabdesk.services.decisions.drafting import begin_order
from rehabdesk.services.elsewhere.papers import elsewhere_of, open_paper_there
from rehabdesk.services.office import Actor, NotYourRight, Office, Work
from rehabdesk.services.people.intake import NumberHasFile, TakeIn, take_in
from rehabdesk.services.people.one_file import PersonFile, read_file
from rehabdesk.services.transfers.content import OfficeNamed
from rehabdesk.services.transfers.gathering import Wishes
from rehabdesk.services.transfers.listing import list_transfers
from rehabdesk.services.transfers.opening import (
    ForAnotherOffice,
    SentFromHere,
    TakenInBefore,
    read_package,
    see_arrival,
)
from rehabdesk.services.transfers.receipts import (
    ReceiptNotedBefore,
    note_receipt,
    write_receipt,
)
from rehabdesk.services.transfers.receiving import (
    IntoFile,
    Received,
    ReceiveFile,
    ReturnFile,
    ReturnNeedsReason,
    receive_file,
    return_file,
)
from rehabdesk.services.transfers.sending import send_file
from tests.builders import a_person, an_episode, taken_in
from tests.services.papers import an_order, numbered, submitted
from tests.services.transfers.scene import (
    EVERYTHING,
    MOVED_ON,
    NOTICE,
    SCAN,
    SECRET,
    Two,
    lived,
    sending,
    sent,
    two_offices,
)

POLICE_DAY = date(2026, 10, 30)


@pytest.fixture
def two(office: Office, another_office: Callable[[], Office]) -> Two:
    return two_offices(office, another_office())


def counts(work: Work) -> tuple[int, ...]:
    kinds = (Person, StoredFile, Transfer, Contact)
    return tuple(work.session.scalar(select(func.count(each.id))) or 0 for each in kinds)


def received(two: Two, path: Path, **changes: object) -> Received:
    order = ReceiveFile(read_package(path, SECRET), NOTICE, hamlet_id=1, address="Tổ 4")
    order = replace(order, **changes)  # type: ignore[arg-type]
    return two.there.do(partial(receive_file, order=order)).result


def test_a_file_arrives_whole_and_its_receipt_comes_back(two: Two, tmp_path: Path) -> None:
    lived(two)
    before = two.here.look(partial(read_file, person_id=two.person_id))
    package = sent(two, tmp_path / "goi")
    assert package.path.name == "goi.rdhoso"
    left = two.here.look(partial(read_file, person_id=two.person_id))
    assert left.row.state is CaseState.MOVED_OUT

    arrival = two.there.look(partial(see_arrival, opened=read_package(package.path, SECRET)))
    assert arrival.alike == ()
    assert arrival.doubt == ""
    came = received(two, package.path)
    after = two.there.look(partial(read_file, person_id=came.person_id))

    assert came.needs_assignment  # Mẫu 60 is at hand
    ordered = partial(
        begin_order,
        purpose="moved_in_assignment",
        person_ids=(came.person_id,),
        volunteer_ids=(),
        planned_on=date(2026, 11, 23),
    )
    assert two.there.look(ordered).purpose == "moved_in_assignment"
    _the_person_is_whole(before, after)
    _the_course_is_whole(two.there, before, after)
    _the_papers_are_readable(two.there, before, came)
    _the_receipt_comes_back(two, came, tmp_path)


def _the_person_is_whole(before: PersonFile, after: PersonFile) -> None:
    """Field by field; only where she lives is told anew."""
    residences = after.facts.residences
    assert after.facts == replace(before.facts, hamlet_id=1, residences=residences)
    *earlier, here = residences
    assert earlier[0] == before.facts.residences[0]
    assert earlier[1] == replace(before.facts.residences[1], until_on=MOVED_ON)
    assert (here.as_written, here.from_on) == ("Tổ 4", MOVED_ON)
    assert all(getattr(after.facts, name) for name in EVERYTHING if name != "residences")


def _the_course_is_whole(there: Office, before: PersonFile, after: PersonFile) -> None:
    """The same term, moved by the same absence, with the coming and the former decision."""
    assert after.row.state is CaseState.POST_REHAB_MOVED_IN
    assert after.row.term_end == before.row.term_end is not None
    assert after.row.term_start == before.row.term_start
    assert after.episodes[0].facts == before.episodes[0].facts
    [episode] = there.look(partial(read_course, person_id=after.row.id)).episodes
    told = {row.kind: row for row in episode.events}
    kinds = {EventKind.ABSENCE_UNREPORTED, EventKind.DECIDED_ELSEWHERE, EventKind.MOVED_IN}
    assert set(told) == kinds
    absence = told[EventKind.ABSENCE_UNREPORTED]
    assert (absence.until_on, absence.note) == (date(2026, 11, 18), "Đi làm xa")
    assert absence.paper.words == "05/BB ngày 19/11/2026 Công an xã Yên Thịnh"
    scan = there.do(partial(open_event_paper, event_id=absence.id)).result
    assert scan[1] == SCAN
    decided = told[EventKind.DECIDED_ELSEWHERE].paper
    assert (decided.number, decided.issuer) == ("46/QĐ-UBND", "UBND xã Yên Thịnh")
    assert told[EventKind.MOVED_IN].paper.number == "31/CAX"


def _the_papers_are_readable(there: Office, before: PersonFile, came: Received) -> None:
    [elsewhere] = there.look(partial(elsewhere_of, person_id=came.person_id))
    [paper] = elsewhere.papers
    assert paper.paper.number == "46/QĐ-UBND"
    opening = partial(open_paper_there, transfer_id=paper.transfer_id, place=paper.place)
    assert there.do(opening).result[1].startswith(b"%PDF")
    assert [each.name for each in elsewhere.helpers] == ["Bà Ngô Thị Nhàn"]
    assert elsewhere.helpers[0].from_on == before.helpers[0].from_on


def _the_receipt_comes_back(two: Two, came: Received, place: Path) -> None:
    writing = partial(write_receipt, transfer_id=came.transfer_id, path=place / "bn")
    receipt = two.there.do(writing).result
    noted = two.here.do(partial(note_receipt, path=receipt)).result
    assert (noted.status, noted.on) == (TransferStatus.RECEIVED, date(2026, 11, 23))
    [row] = two.here.look(list_transfers)
    assert (row.direction, row.status) == (TransferDirection.OUT, TransferStatus.RECEIVED)
    assert row.answered_on == date(2026, 11, 23)
    with pytest.raises(ReceiptNotedBefore):
        two.here.do(partial(note_receipt, path=receipt))


def test_meetings_arrive_with_who_met_and_where(two: Two, tmp_path: Path) -> None:
    lived(two)
    received(two, sent(two, tmp_path / "goi").path)

    def one(work: Work) -> tuple[object, ...]:
        note = work.session.scalars(select(Contact)).one()
        [link] = note.persons
        return note.met_by, note.words, note.minutes, note.agreed_on, link.rating

    assert two.there.look(one) == (
        "Ngô Thị Nhàn (UBND xã Yên Thịnh)",
        "Đã về nhà",
        25,
        date(2026, 12, 1),
        QuickRating.GOOD,
    )


def test_tests_go_along_only_from_who_may_see_them_and_stay_apart(two: Two, tmp_path: Path) -> None:
    outcome = Outcome(two.person_id, BodyTestResult.POSITIVE, "18/PKQ", "Heroin")
    order = RecordTests(Sitting(date(2026, 11, 20), "Công an xã"), (outcome,))
    two.here.do(partial(record_tests, order=order))
    clerk = replace(two.here.actor, user_id=2, role=Role.CLERK, sensitive=frozenset())
    blind = replace(two, here=replace(two.here, actor=clerk))
    kept_back = sent(blind, tmp_path / "kin", moves_out=False)
    content = read_package(kept_back.path, SECRET).content
    assert content.tests == ()
    assert any("xét nghiệm" in each for each in content.left_out)

    again = partial(send_file, order=sending(two, tmp_path / "goi"))
    with pytest.raises(NeedsConfirmation) as doubt:
        two.here.do(again)
    made = two.here.do(again, frozenset({doubt.value.key})).result
    arrived = received(two, made.path)
    [row] = two.there.look(partial(read_tests_of, person_id=arrived.person_id)).rows
    assert (row.result, row.outcome.slip_number, row.is_elsewhere) == (
        BodyTestResult.POSITIVE,
        "18/PKQ",
        True,
    )
    assert "UBND xã Yên Thịnh" in row.recorded_by
    assert two.there.look(partial(read_register, year=2026)).rows == ()
    reader = replace(two.there, actor=Actor(9, "", "", Role.LEADER))
    with pytest.raises(NotYourRight):
        reader.look(partial(read_tests_of, person_id=arrived.person_id))


def test_the_same_package_twice_changes_nothing(two: Two, tmp_path: Path) -> None:
    path = sent(two, tmp_path / "goi").path
    came = received(two, path)
    before = two.there.look(counts)
    with pytest.raises(TakenInBefore, match=came.case_code):
        received(two, path)
    with pytest.raises(TakenInBefore):
        two.there.look(partial(see_arrival, opened=read_package(path, SECRET)))
    assert two.there.look(counts) == before
    with pytest.raises(SentFromHere):
        two.here.look(partial(see_arrival, opened=read_package(path, SECRET)))


def test_an_existing_file_takes_only_what_was_chosen_and_what_it_lacks(
    two: Two, tmp_path: Path
) -> None:
    known = taken_in(two.there, occupation="Thợ mộc", relatives=(), residences=())
    path = sent(two, tmp_path / "goi").path
    before = two.there.look(counts)
    with pytest.raises(NumberHasFile):
        received(two, path)
    assert two.there.look(counts) == before
    [alike] = two.there.look(partial(see_arrival, opened=read_package(path, SECRET))).alike
    assert (alike.id, alike.is_certain) == (known, True)
    file = two.there.look(partial(read_file, person_id=known))
    came = received(two, path, into=IntoFile(known, file.version, frozenset({"residence"})))
    assert came.person_id == known
    facts = two.there.look(partial(read_file, person_id=known)).facts
    assert facts.occupation == "Thợ mộc"  # kept
    assert facts.drugs == "Heroin"  # was empty here
    assert [each.full_name for each in facts.relatives] == ["Nguyễn Thị Lụa"]
    assert [each.name for each in facts.other_names] == ["Thắng Còi"]
    assert len(facts.papers) == 1


def test_what_is_kept_back_does_not_leave(two: Two, tmp_path: Path) -> None:
    lived(two)
    wishes = Wishes(has_photo=False, has_contacts=False, has_sensitive=False, has_scans=False)
    path = sent(two, tmp_path / "goi", wishes=wishes).path
    content = read_package(path, SECRET).content
    assert (content.person.drugs, content.person.criminal_record) == ("", "")
    assert (content.person.ethnicity, content.person.attention) == ("", None)
    assert (content.contacts, content.files) == ((), ())
    assert content.left_out
    assert content.person.occupation == a_person().occupation


def test_a_package_for_others_is_doubted(two: Two, tmp_path: Path) -> None:
    path = sent(two, tmp_path / "goi", receiver=OfficeNamed("UBND xã Khác", "09903")).path
    before = two.there.look(counts)
    with pytest.raises(ForAnotherOffice) as doubted:
        received(two, path)
    assert two.there.look(counts) == before
    order = ReceiveFile(read_package(path, SECRET), NOTICE)
    two.there.do(partial(receive_file, order=order), frozenset({doubted.value.key}))


def test_a_returned_package_comes_back_with_its_reason(two: Two, tmp_path: Path) -> None:
    path = sent(two, tmp_path / "goi").path
    opened = read_package(path, SECRET)
    before = two.there.look(counts)
    with pytest.raises(ReturnNeedsReason):
        two.there.do(partial(return_file, order=ReturnFile(opened, " ")))
    assert two.there.look(counts) == before
    order = ReturnFile(opened, "Người này không về ở phường.")
    own = two.there.do(partial(return_file, order=order)).result
    receipt = two.there.do(partial(write_receipt, transfer_id=own, path=tmp_path / "bn")).result
    noted = two.here.do(partial(note_receipt, path=receipt)).result
    assert (noted.status, noted.reason) == (
        TransferStatus.RETURNED,
        "Người này không về ở phường.",
    )
    with pytest.raises(TakenInBefore, match="trả lại"):
        received(two, path)


def test_a_wrong_receipt_is_refused_and_changes_nothing(two: Two, tmp_path: Path) -> None:
    path = sent(two, tmp_path / "goi").path
    came = received(two, path)
    receipt = two.there.do(
        partial(write_receipt, transfer_id=came.transfer_id, path=tmp_path / "bn")
    ).result
    whole = receipt.read_bytes()
    with pytest.raises(ReceiptOfAnother):  # the office it was written in sent nothing
        two.there.do(partial(note_receipt, path=receipt))
    wrongs: dict[bytes, type[Refusal]] = {
        path.read_bytes(): NotAReceipt,
        whole[:30]: NotAReceipt,
        whole[:-1]: ReceiptNotSealed,
        whole[:-1] + bytes([whole[-1] ^ 1]): ReceiptNotSealed,
        whole[:20] + (b"b" if whole[20:21] == b"a" else b"a") + whole[21:]: ReceiptOfAnother,
    }
    for at, (content, refusal) in enumerate(wrongs.items()):
        wrong = tmp_path / f"{at}.rdbiennhan"
        wrong.write_bytes(content)
        with pytest.raises(refusal):
            two.here.do(partial(note_receipt, path=wrong))
    [row] = two.here.look(list_transfers)
    assert row.status is TransferStatus.SENT


def test_a_second_package_on_its_way_is_asked_about(two: Two, tmp_path: Path) -> None:
    sent(two, tmp_path / "goi")
    with pytest.raises(NeedsConfirmation, match="chưa có biên nhận"):
        sent(two, tmp_path / "nua", moves_out=False)
    assert not (tmp_path / "nua.rdhoso").exists()


def test_a_term_that_has_not_begun_is_not_lost(
    office: Office, another_office: Callable[[], Office], tmp_path: Path
) -> None:
    two = two_offices(office, another_office())
    asked = EventFacts(EventKind.PROPOSAL, date(2026, 10, 30), paper=PaperRef("212", POLICE_DAY))
    facts = a_person(full_name="Lê Văn Bảy", papers=())
    order = TakeIn(facts, an_episode(), events=(asked,))
    two.person_id = office.do(partial(take_in, order=order)).result.person_id
    numbered(office, submitted(office, an_order(office, two.person_id, 1)), "47")
    came = received(two, sent(two, tmp_path / "goi").path)
    row = two.there.look(partial(read_file, person_id=came.person_id)).row
    assert (row.term_start, row.term_end) == (date(2026, 11, 30), date(2028, 11, 30))
    assert row.state is CaseState.POST_REHAB_MOVED_IN


def test_who_comes_back_goes_on_in_the_episode_she_left(two: Two, tmp_path: Path) -> None:
    came = received(two, sent(two, tmp_path / "di").path)
    back = Two(two.there, two.here, came.person_id)
    today = date(2026, 11, 23)
    home = OfficeNamed("UBND xã Yên Thịnh", "09901", "tỉnh Hòa Sơn")
    notice = replace(NOTICE, moved_on=today)
    path = sent(back, tmp_path / "ve", receiver=home, notice=notice).path
    file = two.here.look(partial(read_file, person_id=two.person_id))
    into = IntoFile(two.person_id, file.version)
    order = ReceiveFile(read_package(path, SECRET), notice, into)
    two.here.do(partial(receive_file, order=order))
    after = two.here.look(partial(read_file, person_id=two.person_id))
    assert len(after.episodes) == 1
    assert after.episodes[0].ended_on is None
    assert after.row.is_followed
    assert after.row.term_end == date(2027, 11, 15)
