"""The proof that nobody is left alone, the sheets of those who help, a hand-over's minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENTATION
from openpyxl.reader.excel import load_workbook
from sqlalchemy import select

from rehabdesk.documents.pages import page_count, text_of
from rehabdesk.domain.codes import OrganisationKind, Role
from rehabdesk.domain.records import AuditEntry
from rehabdesk.services.assignments import end_assignment, helpers_of
from rehabdesk.services.board_papers.handover import (
    HandOver,
    SameClerk,
    hand_over,
    list_handovers,
    read_minutes,
    read_pack,
)
from rehabdesk.services.board_papers.proof import (
    COLUMNS,
    export_proof,
    print_proof,
    read_proof,
    word_proof,
)
from rehabdesk.services.board_papers.sheets import NobodyHelps, print_sheets, word_sheets
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.exports import NobodyInList, PurposeRequired
from rehabdesk.services.office import NotYourRight, Office
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.services.volunteers import add_organisation
from tests.builders import LAN, a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted

PURPOSE = "Báo cáo Ủy ban nhân dân tỉnh"


def assigned(office: Office, name: str, volunteer_id: int, number: str) -> int:
    person_id = taken_in(office, full_name=name, papers=())
    numbered(office, submitted(office, an_order(office, person_id, volunteer_id)), number)
    return person_id


def words(content: bytes) -> str:
    return " ".join(" ".join(text_of(content)).split())


def last_entry(office: Office) -> AuditEntry:
    newest = select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1)
    return office.look(lambda work: work.session.scalars(newest).one())


# Nobody left alone


def test_the_proof_names_who_has_nobody_and_why(office: Office) -> None:
    helper = a_volunteer(office)
    assigned(office, "Lê Hoàng An", helper, "46")
    taken_in(office, full_name="Ngô Quang Hùng", papers=())
    waiting = taken_in(office, full_name="Mai Xuân Nam", papers=())
    submitted(office, an_order(office, waiting, helper))
    proof = office.look(read_proof)
    assert proof.sentence == (
        "1 quyết định cho 1 người, còn 1 người chưa có người phụ trách, 1 người có giấy đang chờ số"
    )
    reasons = {row.full_name: (row.decision, row.reason) for row in proof.rows}
    assert reasons == {
        "Ngô Quang Hùng": ("", "Chưa có quyết định quản lý sau cai"),
        "Mai Xuân Nam": ("", "Giấy giao Ngô Thị Nhàn đang chờ ký, chờ số"),
        "Lê Hoàng An": ("46/QĐ-UBND", ""),
    }
    assert [row.is_alone for row in proof.rows] == [True, True, False]


def test_the_proof_says_how_the_last_helper_left(office: Office) -> None:
    person_id = assigned(office, "Lê Hoàng An", a_volunteer(office), "46")
    [helper] = office.look(partial(helpers_of, person_id=person_id))
    end = partial(
        end_assignment,
        assignment_id=helper.assignment_id,
        version=helper.version,
        until_on=date(2026, 11, 30),
        reason="Chuyển chỗ ở",
    )
    office.do(end)
    later = replace(office, clock=lambda: office.clock().replace(month=12, day=5))
    [row] = later.look(read_proof).rows
    assert row.reason == "Ngô Thị Nhàn thôi phụ trách ngày 30/11/2026: Chuyển chỗ ở"
    assert row.alone_since == date(2026, 11, 30)


def test_the_proof_goes_to_paper_and_to_excel_with_its_day_and_purpose(office: Office) -> None:
    assigned(office, "Lê Hoàng An", a_volunteer(office), "46")
    printed = office.do(partial(print_proof, purpose=PURPOSE)).result
    told = words(printed.content)
    assert "Tính đến ngày 23 tháng 11 năm 2026" in told
    assert "Cộng: 1 quyết định cho 1 người, còn 0 người chưa có người phụ trách." in told
    entry = last_entry(office)
    assert (entry.act, entry.facts["purpose"]) == ("assignments.printed", PURPOSE)
    made = office.do(partial(export_proof, purpose=PURPOSE)).result
    sheet = load_workbook(BytesIO(made.content)).active
    assert sheet is not None
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"Lê Hoàng An", "46/QĐ-UBND"} <= set(cells)


def test_the_decision_that_proves_is_that_of_whoever_is_named(office: Office) -> None:
    """An organisation put in charge earlier does not lend its number to the helper."""
    body = office.do(
        partial(add_organisation, name="Hội Phụ nữ xã", kind=OrganisationKind.WOMENS_UNION)
    ).result
    person_id = taken_in(office, full_name="Lê Hoàng An", papers=())
    order = an_order(office, person_id, 0, volunteer_ids=(), organisation_ids=(body,))
    numbered(office, submitted(office, order), "46")
    helper = a_volunteer(office)
    order = an_order(office, person_id, helper, purpose="helper_assignment")
    order = replace(order, term_start=None, term_end=None, replaces_helper=False)
    numbered(office, submitted(office, order), "47")
    later = replace(office, clock=lambda: office.clock().replace(month=12, day=5))
    [row] = later.look(read_proof).rows
    assert (row.helper, row.decision) == ("Ngô Thị Nhàn", "47/QĐ-UBND")


def test_the_proof_can_be_had_as_a_word_file_with_the_same_rows(office: Office) -> None:
    assigned(office, "Lê Hoàng An", a_volunteer(office), "46")
    made = office.do(partial(word_proof, purpose=PURPOSE)).result
    entry = last_entry(office)
    assert (entry.act, entry.facts["kind"]) == ("assignments.exported", "docx")
    document = Document(BytesIO(made.content))
    section = document.sections[0]
    assert section.orientation == WD_ORIENTATION.LANDSCAPE
    grid = next(table for table in document.tables if len(table.columns) == len(COLUMNS))
    heads, row = ([cell.text for cell in line.cells] for line in grid.rows)
    assert heads == [column.title for column in COLUMNS]
    assert row[:2] == ["1", "Lê Hoàng An"]
    assert "46/QĐ-UBND" in row
    words = "\n".join(each.text for each in document.paragraphs)
    assert "Cộng: 1 quyết định cho 1 người, còn 0 người chưa có người phụ trách." in words
    with pytest.raises(PurposeRequired):
        office.do(partial(word_proof, purpose=" "))


def test_the_proof_is_refused_without_purpose_right_or_anybody(office: Office) -> None:
    with pytest.raises(NobodyInList):
        office.do(partial(print_proof, purpose=PURPOSE))
    taken_in(office)
    with pytest.raises(PurposeRequired):
        office.do(partial(print_proof, purpose=" "))
    outsider = replace(office, actor=replace(LAN, role=Role.TEAM_LEADER))
    with pytest.raises(NotYourRight):
        outsider.do(partial(export_proof, purpose=PURPOSE))


# Sheets


def test_everyone_who_helps_gets_one_page(office: Office) -> None:
    first = a_volunteer(office)
    second = a_volunteer(office, full_name="Vũ Đình Lộc", hamlet_id=1)
    for place, name in enumerate(("Lê An", "Phạm Bình", "Vũ Dũng", "Đỗ Hòa", "Lý Quân")):
        assigned(office, name, first, str(46 + place))
    assigned(office, "Mai Xuân Nam", second, "60")
    later = replace(office, clock=lambda: office.clock().replace(month=12, day=5))
    made = later.do(partial(print_sheets, purpose=PURPOSE)).result
    assert (made.count, page_count(made.content)) == (2, 2)
    one, two = text_of(made.content)
    assert "Người phụ trách: Bà Vũ Đình Lộc" in " ".join(one.split()) + " ".join(two.split())
    crowded = one if "Lê An" in one else two
    assert all(name in crowded for name in ("Phạm Bình", "Vũ Dũng", "Đỗ Hòa", "Lý Quân"))
    assert "Mai Xuân Nam" not in crowded
    entry = last_entry(office)
    told = (entry.act, entry.facts["count"], entry.facts["persons"])
    assert told == ("follow_up_sheets.printed", "2", "6")
    word = later.do(partial(word_sheets, purpose=PURPOSE)).result
    assert word.name == "Tờ theo dõi 2026-12-05.docx"
    document = Document(BytesIO(word.content))
    titles = [each.text for each in document.paragraphs if each.text == "TỜ THEO DÕI"]
    assert (len(titles), len(document.sections)) == (2, 2), "each on a page of its own"
    assert last_entry(office).facts["kind"] == "docx"


def test_sheets_need_a_purpose_and_somebody_who_helps(office: Office) -> None:
    with pytest.raises(PurposeRequired):
        office.do(partial(print_sheets, purpose=""))
    with pytest.raises(NobodyHelps):
        office.do(partial(print_sheets, purpose=PURPOSE))


# A clerk hands over


@pytest.fixture
def clerks(office: Office) -> tuple[int, int]:
    def add(name: str) -> int:
        facts = UserFacts(name, "Công chức văn hóa - xã hội", Role.CLERK)
        return office.do(partial(add_user, facts=facts)).result.id

    return add("Nguyễn Thị Hạnh"), add("Trần Văn Kiên")


def test_the_pack_holds_open_files_dates_and_unsigned_papers(office: Office) -> None:
    helper = a_volunteer(office)
    assigned(office, "Lê Hoàng An", helper, "46")
    waiting = taken_in(office, full_name="Mai Xuân Nam", papers=())
    submitted(office, an_order(office, waiting, helper))
    pack = office.look(read_pack)
    assert [each.full_name for each in pack.files] == ["Lê Hoàng An", "Mai Xuân Nam"]
    assert [(each.concerns, each.status) for each in pack.papers] == [
        ("Mai Xuân Nam", "Đã trình ký")
    ]
    assert pack.until == date(2027, 1, 22)
    assert all(each.on <= pack.until for each in pack.dates)
    ending = replace(office, clock=lambda: office.clock().replace(year=2028, month=11, day=1))
    ending.do(refresh_standings)  # as whoever signs in on a new day does
    told = [(each.on, each.who) for each in ending.look(read_pack).dates]
    assert (date(2028, 11, 29), "Lê Hoàng An") in told


def test_the_minutes_are_kept_as_they_were_printed(office: Office, clerks: tuple[int, int]) -> None:
    assigned(office, "Lê Hoàng An", a_volunteer(office), "46")
    giver, taker = clerks
    order = HandOver(giver, taker, "Chìa khóa tủ hồ sơ số 2")
    made = office.do(partial(hand_over, order=order)).result
    told = words(made.pages.content)
    for said in (
        "BIÊN BẢN BÀN GIAO",
        "Bên giao: Nguyễn Thị Hạnh, Công chức văn hóa - xã hội.",
        "Bên nhận: Trần Văn Kiên",
        "1. Hồ sơ đang theo dõi: 1 hồ sơ",
        "Lê Hoàng An (1991)",
        "Chìa khóa tủ hồ sơ số 2",
        "BÊN GIAO",
        "BÊN NHẬN",
    ):
        assert said in told
    in_word = Document(BytesIO(made.word.content))
    texts = [cell.text for each in in_word.tables for row in each.rows for cell in row.cells]
    assert "Lê Hoàng An (1991)" in texts
    [row] = office.look(list_handovers)
    assert (row.from_name, row.to_name, row.on) == (
        "Nguyễn Thị Hạnh",
        "Trần Văn Kiên",
        date(2026, 11, 23),
    )
    kept = office.look(partial(read_minutes, handover_id=row.id))
    assert kept.content == made.pages.content
    assert last_entry(office).act == "clerk.handed_over"


def test_nobody_hands_over_to_oneself(office: Office, clerks: tuple[int, int]) -> None:
    giver, _ = clerks
    with pytest.raises(SameClerk):
        office.do(partial(hand_over, order=HandOver(giver, giver)))
    assert office.look(list_handovers) == []
