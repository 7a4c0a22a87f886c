"""What cannot be is one plain sentence under its field, and nothing is written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Office
from rehabdesk.ui.assignments.end_dialog import EndDialog
from rehabdesk.ui.assignments.screen import AssignmentsScreen, BoardPage
from tests.services.life.builders import dump
from tests.ui.assignments.test_assignments import choose, volunteers_of
from tests.ui.conftest import Write

LEFT = Qt.MouseButton.LeftButton


def test_an_assignment_does_not_end_before_it_began(
    office: Office, board: BoardPage, write: Write
) -> None:
    choose(board, "Lê Hoàng An")
    current = board.left.table.current
    assert current is not None
    assert current.person is not None
    before = dump(office)
    board._end(current.person)
    [dialog] = board.findChildren(EndDialog)
    write(dialog.reason, "Chuyển chỗ ở")
    dialog.until_on.value = date(2026, 11, 1)
    dialog.accept_button.click()
    told = "Đến ngày phải sau từ ngày (30/11/2026)."
    assert dialog.form.box("until_on").message == told
    dialog.until_on.clear()
    dialog.accept_button.click()
    assert dialog.form.box("until_on").message == "Ghi ngày thôi phân công."
    assert dump(office) == before


def test_nobody_leaves_before_joining_or_while_somebody_is_looked_after(
    qtbot: QtBot, office: Office, screen: AssignmentsScreen
) -> None:
    before = dump(office)
    page, form = volunteers_of(screen, qtbot)
    [free] = [row for row in page.rows.all if row.facts.full_name == "Ngô Thị Nhàn"]
    [busy] = [row for row in page.rows.all if row.facts.full_name == "Vũ Đình Lộc"]
    page.table.choose(free.id)
    form.serves_from.value = date(2026, 11, 2)
    form.serves_until.value = date(2026, 11, 1)
    qtbot.mouseClick(page.save_button, LEFT)
    told = "Đến ngày phải sau từ ngày (02/11/2026)."
    assert form.box("serves_until").message == told
    page.table.choose(busy.id)
    form.serves_until.value = date(2026, 12, 2)
    qtbot.mouseClick(page.save_button, LEFT)
    assert form.box("serves_until").message == (
        "Vũ Đình Lộc đang phụ trách 2 người. Phân công người khác thay, rồi ghi thôi nhiệm vụ."
    )
    assert dump(office) == before
