"""Lists of those who help, and of meetings: added once, taken back whole."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import OrganisationKind
from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.domain.records.daily.contact import Contact
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.sheet import Cell, Sheet, Workbook
from rehabdesk.services.importing.kinds.organisations import kind_told_by
from rehabdesk.services.importing.orders import Fix, RowState
from rehabdesk.services.office import Office, Work
from rehabdesk.services.volunteers import add_organisation, list_organisations, list_volunteers
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


def test_organisations_nobody_knows_are_taken_in_with_the_list_and_go_with_it(
    office: Office,
) -> None:
    before = stored(office)
    order = an_order(office, VOLUNTEERS, ImportKind.VOLUNTEERS)
    said = [each for each in row_of(checked(office, order), 2).problems if each.offers == ()]
    assert "chưa có trong danh sách" in said[0].says
    order = replace(order, new_organisations=frozenset({"Chi hội Phụ nữ", "chi hội phụ nữ "}))
    assert not row_of(checked(office, order), 2).problems
    done = imported(office, order)
    [row] = office.look(list_volunteers)
    assert (row.facts.post, row.organisation) == ("Chi hội trưởng", "Chi hội Phụ nữ")
    [kept] = office.look(list_organisations)
    assert (kept.name, kept.kind) == ("Chi hội Phụ nữ", OrganisationKind.WOMENS_UNION)
    assert taken_back(office, done).gone == 1
    assert office.look(list_organisations) == []
    assert stored(office) == before


def test_an_organisation_may_be_called_by_the_name_the_list_has(office: Office) -> None:
    union = partial(add_organisation, name="Hội Phụ nữ xã", kind=OrganisationKind.WOMENS_UNION)
    office.do(union)
    order = an_order(office, VOLUNTEERS, ImportKind.VOLUNTEERS)
    fix = Fix(ImportField.ORGANISATION, "Chi hội Phụ nữ", "Hội Phụ nữ xã")
    imported(office, replace(order, fixes=(fix,)))
    [row] = office.look(list_volunteers)
    assert (row.facts.post, row.organisation) == ("Chi hội trưởng", "Hội Phụ nữ xã")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hội LHPN xã", OrganisationKind.WOMENS_UNION),
        ("Hội CCB xã", OrganisationKind.VETERANS),
        ("Đoàn Thanh niên", OrganisationKind.YOUTH_UNION),
        ("TRẠM Y TẾ XÃ", OrganisationKind.HEALTH_STATION),
        ("Thôn Hạ", OrganisationKind.HAMLET),
        ("Đội công tác xã hội tình nguyện", OrganisationKind.VOLUNTEER_TEAM),
    ],
)
def test_names_of_organisations_tell_their_kind(name: str, kind: OrganisationKind) -> None:
    assert kind_told_by(name) is kind


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
