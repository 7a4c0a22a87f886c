"""What the composer is told of an order, and what it writes into the file."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.documents.files.joining import PictureUnreadable
from rehabdesk.documents.pages import page_count, text_of
from rehabdesk.domain.codes import OrganisationKind, Right, Role
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.services.decisions.book.printing import print_book
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.drafting import save_draft
from rehabdesk.services.decisions.fill_in import FillIn, NothingToFill, fill_in
from rehabdesk.services.decisions.numbering import explain_gap
from rehabdesk.services.decisions.opening import open_papers
from rehabdesk.services.decisions.papers import attach_signed_copy, signed_copy_pages
from rehabdesk.services.decisions.proposing import find_assignees, find_candidates, propose
from rehabdesk.services.decisions.register import check_numbers, list_register
from rehabdesk.services.decisions.runs import look_at_kept, one_run, take_back_all
from rehabdesk.services.decisions.sight import PaperLine, look_at
from rehabdesk.services.exports import PurposeRequired
from rehabdesk.services.office import Actor, NotYourRight, Office
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.volunteers import add_organisation
from tests.builders import LAN, a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted

DAY = date(2026, 11, 27)


def a_picture() -> bytes:
    """One grey point, as small as a PNG can be."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0\x80")), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def filled(office: Office, order: FillIn) -> str:
    return office.do(partial(fill_in, order=order)).result.before.value


def test_a_proposal_names_law_term_signers_and_family(office: Office) -> None:
    order = DraftDecision("post_rehab", DAY, (taken_in(office),), (a_volunteer(office),))
    found = office.look(partial(propose, order=order))
    assert found.law.startswith("Luật 120/2025/QH15")
    assert (found.term.start, found.term.end) == (date(2026, 11, 30), date(2028, 11, 30))
    assert found.effective_from == date(2026, 11, 30)
    assert [each.label for each in found.signers] == [
        "Lê Quang Vịnh · CHỦ TỊCH",
        "Phạm Hồng Kỳ · KT. CHỦ TỊCH",
    ]
    assert [each.label for each in found.relatives] == ["Nguyễn Thị Lụa (mẹ)"]
    assert [each.detail for each in found.assignees] == ["Thôn Đồng Bến · 0/5"]


def test_of_several_persons_each_has_a_term_of_her_own(office: Office) -> None:
    people = (taken_in(office), taken_in(office, full_name="Lý Anh Quân", papers=()))
    order = DraftDecision("post_rehab", DAY, people)
    found = office.look(partial(propose, order=order))
    assert (found.term.start, found.effective_from) == (None, None)
    sight = office.look(partial(look_at, order=order, chosen=1, dpi=30))
    assert sight.labels == ("Lý Anh Quân", "Trần Văn Thắng")  # by name
    assert not {"term_start_date", "effective_date_long"} & sight.missing


def test_candidates_without_words_are_those_the_paper_is_for(office: Office) -> None:
    managed = taken_in(office)
    numbered(office, submitted(office, an_order(office, managed, a_volunteer(office))))
    waiting = taken_in(office, full_name="Vũ Đức An", papers=())
    look = partial(find_candidates, words="", purpose="post_rehab")
    assert [each.id for each in office.look(look)] == [waiting, managed]
    look = partial(find_candidates, words="", purpose="helper_assignment")
    assert [each.id for each in office.look(look)] == [waiting, managed]
    look = partial(find_candidates, words="thang", purpose="post_rehab")
    assert [each.id for each in office.look(look)] == [managed]


def test_helpers_and_organisations_are_found_by_name(office: Office) -> None:
    act = partial(add_organisation, name="Hội Phụ nữ xã", kind=OrganisationKind.WOMENS_UNION)
    office.do(act)
    helper = a_volunteer(office)
    look = partial(find_assignees, words="nhan ngo", person_ids=(taken_in(office),))
    assert [(each.id, each.is_organisation) for each in office.look(look)] == [(helper, False)]
    look = partial(find_assignees, words="phu nu", person_ids=())
    assert [each.is_organisation for each in office.look(look)] == [True]
    order = DraftDecision("post_rehab", DAY, organisation_ids=(1,))
    [chosen] = office.look(partial(propose, order=order)).assignees
    assert (chosen.name, chosen.detail) == ("Hội Phụ nữ xã", "tổ chức")


@pytest.mark.parametrize(
    ("field", "value", "before"),
    [
        ("person_workplace", "Xưởng mộc", ""),
        ("person_occupation", "Thợ xây", "Lao động tự do"),
        ("person_other_name", "Thắng Đen", ""),
        ("person_id_issuer", "Bộ Công an", "Cục Cảnh sát quản lý hành chính về trật tự xã hội"),
        ("person_id_issue_date", "01/02/2024", "12/05/2023"),
        ("relative_occupation", "Buôn bán", "Làm ruộng"),
        ("relative_residence", "Thôn Hạ", ""),
        ("proposal_number", "215", "212"),
        ("proposal_on", "01/11/2026", "30/10/2026"),
    ],
)
def test_a_value_goes_into_the_file_and_comes_out_again(
    office: Office, field: str, value: str, before: str
) -> None:
    person = taken_in(office)
    order = FillIn(person, field, value, relative_id=1)
    assert filled(office, order) == before
    draft = DraftDecision("post_rehab", DAY, (person,))
    sight = office.look(partial(look_at, order=draft, chosen=0, dpi=30))
    assert {fact.value for fact in sight.fields if fact.field == field} == {value}
    assert filled(office, replace(order, value=before)) == value


def test_a_value_without_its_record_has_no_place(office: Office) -> None:
    bare = taken_in(office, papers=(), relatives=())
    for field in ("person_id_issuer", "relative_workplace"):
        with pytest.raises(NothingToFill):
            filled(office, FillIn(bare, field, "Xã"))
    assert office.look(partial(read_file, person_id=bare)).facts.papers == ()


def test_other_words_go_on_following_the_records() -> None:
    spans = (("Giao cho: ", None), ("Bà Nhàn", "helper_name_unit"), (".", None))
    line = PaperLine("1.0", spans, is_edited=False, original="Giao cho: Bà Nhàn.")
    assert line.reworded("Nay giao cho Bà Nhàn.") == "Nay giao cho {helper_name_unit}."
    assert line.reworded("Nay giao cho bà ấy.") == "Nay giao cho bà ấy."


def test_a_run_of_papers_keeps_one_draft_each(office: Office) -> None:
    people = (taken_in(office), taken_in(office, full_name="Lý Anh Quân", papers=()))
    order = DraftDecision("post_rehab", DAY, people)
    first = office.do(partial(save_draft, order=order)).result
    again = replace(order, drafts=first.drafts, person_ids=people[::-1])
    second = office.do(partial(save_draft, order=again)).result
    assert set(second.decision_ids) == set(first.decision_ids)
    assert [each.person_ids for each in second.drafts] == [(people[1],), (people[0],)]
    alone = replace(order, drafts=second.drafts, person_ids=people[:1])
    office.do(partial(save_draft, order=alone))
    [row] = office.look(partial(list_register, book_id=1, year=2026))
    assert row.concerns == "Trần Văn Thắng"


def test_a_run_is_printed_as_one_file(office: Office) -> None:
    helper = a_volunteer(office)
    people = (taken_in(office), taken_in(office, full_name="Lý Anh Quân", papers=()))
    ids = tuple(submitted(office, an_order(office, each, helper)) for each in people)
    name, content = one_run(office.do(partial(open_papers, decision_ids=ids)).result)
    assert name == "2 văn bản.pdf"
    assert page_count(content) == 4
    sight = office.look(partial(look_at_kept, decision_ids=ids, chosen=1, dpi=30))
    assert (sight.labels[sight.chosen], len(sight.pages)) == ("Lý Anh Quân", 2)
    office.do(partial(take_back_all, decision_ids=ids))
    rows = office.look(partial(list_register, book_id=1, year=2026))
    assert not any(row.awaits_number for row in rows)


def test_a_book_begins_with_the_first_number_typed(office: Office) -> None:
    look = partial(check_numbers, book_id=1, year=2026, typed=("34",))
    assert not office.look(look).has_gap
    person = taken_in(office)
    numbered(office, submitted(office, an_order(office, person, a_volunteer(office))), "34")
    rows = office.look(partial(list_register, book_id=1, year=2026))
    assert [row.number for row in rows] == [34]
    found = office.look(partial(check_numbers, book_id=1, year=2026, typed=("37",)))
    assert found.blank == (35, 36)


def test_the_printed_book_has_every_number_and_where_the_paper_went(office: Office) -> None:
    helper = a_volunteer(office)
    for number, name in (("4", "Trần Văn Thắng"), ("6", "Lý Anh Quân")):
        person = taken_in(office, full_name=name, papers=())
        numbered(office, submitted(office, an_order(office, person, helper)), number)
    office.do(partial(explain_gap, book_id=1, year=2026, number=5, reason="cấp cho việc khác"))
    act = partial(print_book, book_id=1, year=2026, purpose="Đóng sổ lưu trữ")
    printed = office.do(act).result
    words = " ".join(" ".join(text_of(printed.content)).split())
    assert words.index("04/QĐ-UBND") < words.index("05/QĐ-UBND") < words.index("06/QĐ-UBND")
    for part in ("Bỏ trống: cấp cho việc khác", "Trần Văn Thắng", "Như Điều 4", "VT, VHXH"):
        assert part in words


def test_the_book_is_printed_only_with_a_purpose_and_it_is_recorded(office: Office) -> None:
    with pytest.raises(PurposeRequired):
        office.do(partial(print_book, book_id=1, year=2026, purpose=" "))
    office.do(partial(print_book, book_id=1, year=2026, purpose=" Đóng sổ  lưu trữ"))
    printed = select(AuditEntry).filter_by(act="document_book.printed")
    entry = office.look(lambda work: work.session.scalars(printed).one())
    assert entry.facts["purpose"] == "Đóng sổ lưu trữ"


def test_the_book_is_not_printed_without_the_right(office: Office) -> None:
    guest = Actor(9, "Phạm Thị Mơ", "", Role.TEAM_LEADER)
    assert Right.EXPORT_LISTS not in {right for right in Right if guest.may(right)}
    with pytest.raises(NotYourRight):
        replace(office, actor=guest).do(
            partial(print_book, book_id=1, year=2026, purpose="Đóng sổ")
        )
    assert LAN.may(Right.EXPORT_LISTS)


def test_a_photograph_of_the_signed_paper_becomes_a_page(office: Office) -> None:
    decision = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    numbered(office, decision)
    look = partial(signed_copy_pages, decision_id=decision)
    assert office.look(look) is None
    attach = partial(attach_signed_copy, decision_id=decision, name="46.png")
    office.do(partial(attach, content=a_picture()))
    kept = office.look(look)
    assert kept is not None
    assert (kept[0], page_count(kept[1])) == ("46.png", 1)
    office.do(partial(attach, content=a_picture()[:40]))
    with pytest.raises(PictureUnreadable):
        office.look(look)
