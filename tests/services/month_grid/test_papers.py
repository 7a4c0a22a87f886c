"""The month on paper, empty for signatures, and as a workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial

import pytest
from openpyxl.reader.excel import load_workbook
from pypdf import PdfReader

from rehabdesk.domain.codes import Role
from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.services.exports import PurposeRequired
from rehabdesk.services.month_grid.papers import (
    SPARE_LINES,
    LeavingMonth,
    NoSessions,
    SheetShape,
    export_month,
    print_month,
)
from rehabdesk.services.month_grid.saving import CellChange, SaveMonth, save_month
from rehabdesk.services.month_grid.sheet import WalkIn
from rehabdesk.services.office import NotYourRight, Office
from tests.month_grid_scene import NOVEMBER, Scene, build_scene

GUEST = WalkIn("Bùi Thị Mận", "Hội Nông dân")


@pytest.fixture
def filled(office: Office) -> Scene:
    scene = build_scene(office, 11, 7)
    leader, session = scene.members[0], scene.sessions[0]
    changes = (
        CellChange((leader, session), 0, 1),
        CellChange((GUEST, session), 0, 1),
        CellChange((leader, Counted.VISITS), None, 4),
    )
    office.do(partial(save_month, order=SaveMonth(scene.team_id, NOVEMBER, changes)))
    return scene


def an_order(scene: Scene, shape: SheetShape = SheetShape.AS_IT_STANDS) -> LeavingMonth:
    return LeavingMonth(scene.team_id, NOVEMBER, shape, "Họp đội", scene.sessions[0])


def words_of(content: bytes) -> tuple[str, tuple[float, float], int]:
    pages = PdfReader(io.BytesIO(content)).pages
    box = pages[0].mediabox
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    return text, (float(box.width), float(box.height)), len(pages)


def test_the_month_lies_across_one_sheet_as_it_stands(office: Office, filled: Scene) -> None:
    made = office.do(partial(print_month, order=an_order(filled))).result
    words, (width, height), pages = words_of(made.content)
    assert (made.name, made.count) == ("Bảng tháng 2026-11.pdf", 11)
    assert width > height
    assert pages == 1
    assert "BẢNG THEO DÕI HOẠT ĐỘNG" in words
    assert "(Tháng 11/2026)" in words
    assert "Bùi Thị Mận Ngoài đội" in words
    assert "Số người có mặt từng buổi 2 0 0 0 0 0 0 2 4 0 0 0 2" in words


def test_a_sheet_for_signatures_has_a_box_for_every_member_and_occasion(
    office: Office, filled: Scene
) -> None:
    made = office.do(partial(print_month, order=an_order(filled, SheetShape.SIGN_MONTH))).result
    words, (width, height), _ = words_of(made.content)
    assert made.name == "Bảng điểm danh 2026-11.pdf"
    assert width > height
    assert "BẢNG ĐIỂM DANH" in words
    assert all(f"{day}/11" in words for day in ("03", "07", "10", "14", "17", "20", "25"))
    assert f" {11 + SPARE_LINES} " in words
    assert "Có mặt: ……/11 người" in words
    assert "ĐỘI TRƯỞNG" in words


def test_one_occasion_has_a_sheet_of_its_own(office: Office, filled: Scene) -> None:
    made = office.do(partial(print_month, order=an_order(filled, SheetShape.SIGN_SESSION))).result
    words, (width, height), _ = words_of(made.content)
    assert width < height
    assert "(Giao ban, sinh hoạt Đội ngày 03/11/2026)" in words
    assert "Ký tên" in words
    assert "Bùi Thị Mận" not in words


def test_the_workbook_counts_with_numbers(office: Office, filled: Scene) -> None:
    made = office.do(partial(export_month, order=an_order(filled))).result
    assert made.name == "Bảng tháng 2026-11.xlsx"
    rows = [
        [cell for cell in row if cell is not None]
        for row in load_workbook(io.BytesIO(made.content)).active.iter_rows(values_only=True)
    ]
    [leader] = [row for row in rows if "Lê Xuân Trường" in row]
    assert leader == [1, "Lê Xuân Trường", "Đội trưởng", "Thôn Thượng", "x", 1, 4, 0, 0, 0, 2]
    [total] = [row for row in rows if "Số người có mặt từng buổi" in row]
    assert total[-6:] == [2, 4, 0, 0, 0, 2]


def test_names_leave_with_a_purpose_a_right_and_a_line_in_the_trail(
    office: Office, filled: Scene
) -> None:
    order = an_order(filled)
    for act in (print_month, export_month):
        with pytest.raises(PurposeRequired):
            office.do(partial(act, order=replace(order, purpose=" ")))
    other = replace(office, actor=replace(office.actor, role=Role.TEAM_LEADER))
    with pytest.raises(NotYourRight):
        other.do(partial(print_month, order=order))


def test_without_sessions_there_is_nothing_to_sign(office: Office) -> None:
    scene = build_scene(office, 2, 0)
    order = LeavingMonth(scene.team_id, NOVEMBER, SheetShape.SIGN_MONTH, "Họp đội")
    with pytest.raises(NoSessions):
        office.do(partial(print_month, order=order))
