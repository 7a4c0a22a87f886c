from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl.reader.excel import load_workbook
from sqlalchemy import select

from rehabdesk.documents.pages import text_of
from rehabdesk.domain.codes import Right, Role
from rehabdesk.domain.records import AuditEntry
from rehabdesk.services.exports import (
    ExportList,
    NobodyInList,
    PurposeRequired,
    export_list,
    followed_ids,
    print_list,
    save_file,
)
from rehabdesk.services.office import NotYourRight, Office
from tests.builders import LAN, a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted

AS_OF = date(2026, 11, 23)


def an_export(office: Office, **changes: object) -> ExportList:
    order = ExportList(office.look(followed_ids), "Báo cáo cấp trên", "", AS_OF)
    return replace(order, **changes)  # type: ignore[arg-type]


def test_the_list_carries_decision_term_and_helper(office: Office) -> None:
    person_id = taken_in(office)
    numbered(
        office, submitted(office, an_order(office, person_id, a_volunteer(office))), number="5"
    )
    file = office.do(partial(export_list, order=an_export(office))).result
    sheet = load_workbook(BytesIO(file.content)).active
    assert sheet is not None
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    assert cells["05/QĐ-UBND"].data_type == "s"
    assert cells["099091004217"].data_type == "s"
    assert cells["Ngô Thị Nhàn"].data_type == "s"
    dates = [cell.value for cell in cells.values() if getattr(cell, "is_date", False)]
    assert {value.date() for value in dates} == {
        date(2026, 11, 30),
        date(2026, 11, 23),
        date(2028, 11, 30),
    }
    assert any("Tổng số: 01 người (nam 01, nữ 00" in str(value) for value in cells)


def test_what_a_user_typed_is_never_a_formula(office: Office) -> None:
    taken_in(office, full_name='=HYPERLINK("http://x","An")', papers=())
    file = office.do(partial(export_list, order=an_export(office))).result
    sheet = load_workbook(BytesIO(file.content)).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_names_leave_only_with_a_purpose_and_it_is_recorded(office: Office) -> None:
    taken_in(office)
    with pytest.raises(PurposeRequired):
        office.do(partial(export_list, order=an_export(office, purpose=" ")))
    office.do(partial(export_list, order=an_export(office)))
    entry = office.look(
        lambda work: work.session.scalars(select(AuditEntry).filter_by(act="list.exported")).one()
    )
    assert entry.facts == {"count": "1", "purpose": "Báo cáo cấp trên", "kind": "xlsx"}


def test_who_wishes_not_to_be_listed_is_left_out_and_counted(office: Office) -> None:
    taken_in(office, full_name="Lê An", papers=(), is_left_out_of_lists=True)
    with pytest.raises(NobodyInList):
        office.do(partial(print_list, order=an_export(office)))
    taken_in(office)
    printed = office.do(partial(print_list, order=an_export(office))).result
    text = " ".join(text_of(printed.content))
    assert printed.count == 1
    assert "1 người không in theo yêu cầu" in text
    assert "Lê An" not in text


def test_who_may_not_export_does_not(office: Office) -> None:
    taken_in(office)
    outsider = replace(office, actor=replace(LAN, role=Role.TEAM_LEADER))
    assert not outsider.actor.may(Right.EXPORT_LISTS)
    with pytest.raises(NotYourRight):
        outsider.do(partial(export_list, order=an_export(office)))


def test_a_file_is_saved_whole(tmp_path: Path) -> None:
    path = tmp_path / "danh sách.xlsx"
    save_file(path, b"content")
    assert path.read_bytes() == b"content"
    assert [each.name for each in tmp_path.iterdir()] == ["danh sách.xlsx"]
