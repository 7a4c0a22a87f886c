"""Lists of those who help, and of meetings: added once, taken back whole."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from rehabdesk.domain.codes import OrganisationKind
from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.domain.records.daily.contact import Contact
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.domain.tables.sheet import Cell, Sheet, Workbook
from rehabdesk.services.importing.orders import RowState
from rehabdesk.services.office import Office, Work
from rehabdesk.services.volunteers import add_organisation, list_volunteers
from tests.builders import taken_in
from tests.services.importing.tables import (
    an_order,
    checked,
    imported,
    row_of,
    stored,
    taken_back,
)


def a_list(*rows: tuple[Cell, ...]) -> Workbook:
    return Workbook("ds.xlsx", "xlsx", "2" * 64, (Sheet("DS", rows),))


VOLUNTEERS = a_list(
    ("STT", "Họ và tên", "Giới tính", "Chức vụ", "Tổ chức", "Thôn", "Điện thoại"),
    (1, "Ngô Thị Nhàn", "Nữ", "Chi hội trưởng", "Chi hội Phụ nữ", "Thôn Hạ", "0912345678"),
    (2, "Ngô Thị Nhàn", "Nữ", "Chi hội trưởng", "Chi hội Phụ nữ", "Thôn Hạ", "0912345678"),
    (3, "Lường Văn Pó", "Nam", "Trưởng thôn", "Hội Cựu chiến binh", "Thôn Xa", "0912345679"),
)


def test_volunteers_come_in_once_and_go_out_again(office: Office) -> None:
    union = partial(add_organisation, name="Chi hội Phụ nữ", kind=OrganisationKind.WOMENS_UNION)
    office.do(union)
    before = stored(office)
    order = an_order(office, VOLUNTEERS, ImportKind.VOLUNTEERS)
    check = checked(office, order)
    states = [row.state for row in check.rows]
    assert states == [RowState.READY, RowState.ALIKE, RowState.FAULTY]
    done = imported(office, order)
    assert (done.created, done.alike, done.faulty) == (1, 1, 1)
    [row] = office.look(list_volunteers)
    assert (row.facts.post, row.organisation, row.hamlet) == (
        "Chi hội trưởng",
        "Chi hội Phụ nữ",
        "Thôn Hạ",
    )
    again = checked(office, order)
    assert row_of(again, 2).state is RowState.ALIKE
    assert taken_back(office, done).gone == 1
    assert stored(office) == before


def test_meetings_are_put_to_the_person_they_name(office: Office) -> None:
    person_id = taken_in(office)
    before = stored(office)
    book = a_list(
        ("Họ và tên", "Năm sinh", "Ngày gặp", "Cách gặp", "Đánh giá", "Nhận xét", "Người gặp"),
        ("Trần Văn Thắng", "1991", "12/10/2026", "Tại nhà", "Tốt", "đi làm đều", "Ngô Thị Nhàn"),
        ("Trần Văn Thắng", "1991", "12/10/2026", "Tại nhà", "Tốt", "đi làm đều", "Ngô Thị Nhàn"),
        ("Không Có Ai", "1991", "12/10/2026", "Tại nhà", "Tốt", "", ""),
        ("Trần Văn Thắng", "1991", "12/10/2027", "Tại nhà", "Tốt", "", ""),
    )
    order = an_order(office, book, ImportKind.CONTACTS)
    check = checked(office, order)
    assert [row.state for row in check.rows] == [
        RowState.READY,
        RowState.ALIKE,
        RowState.FAULTY,
        RowState.FAULTY,
    ]
    done = imported(office, order)

    def told(work: Work) -> tuple[ContactWay, str, str, list[tuple[int, QuickRating | None]]]:
        [note] = work.session.scalars(select(Contact)).all()
        persons = [(each.person_id, each.rating) for each in note.persons]
        return note.way, note.words, note.met_by, persons

    assert office.look(told) == (
        ContactWay.AT_HOME,
        "đi làm đều",
        "Ngô Thị Nhàn",
        [(person_id, QuickRating.GOOD)],
    )
    assert taken_back(office, done).gone == 1
    assert stored(office) == before
