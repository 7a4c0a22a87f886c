from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.layouts import layouts_beside
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.leaving import LeavingDialog, LeavingLists
from rehabdesk.ui.people.outgoing import Shape
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.settings.lists import hamlets_part
from rehabdesk.ui.settings.part import ListPart
from tests.builders import taken_in

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hamlets(qtbot: QtBot, desk: Desk, habits: QSettings) -> ListPart:  # type: ignore[type-arg]
    leaving = LeavingLists(desk, habits)
    layouts_beside(habits).leaving_wanted.connect(leaving.leave)
    part = hamlets_part(desk, habits)
    qtbot.addWidget(part)
    part.leaving = leaving  # type: ignore[attr-defined]  # kept as long as the page
    part.show()
    return part


def test_any_list_is_printed_as_it_stands_by_its_key(
    qtbot: QtBot,
    hamlets: ListPart,  # type: ignore[type-arg]
) -> None:
    hamlets.table.setFocus()
    qtbot.keyClick(hamlets.table, Qt.Key.Key_P, CONTROL)
    [dialog] = hamlets.window().findChildren(LeavingDialog)
    assert not dialog.form.isVisible()  # nobody is named, so nobody asks what for
    qtbot.mouseClick(dialog.accept_button, LEFT)
    [paper] = hamlets.window().findChildren(PaperDialog)
    assert paper.isVisible()


def test_a_whole_list_is_copied_from_the_menu_of_its_columns(hamlets: ListPart) -> None:  # type: ignore[type-arg]
    menu = hamlets.table.columns.menu()
    hamlets.table.columns.menu_opened.emit(menu)
    [copy] = [each for each in menu.actions() if each.text() == "Chép cả danh sách"]
    copy.trigger()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0] == "Thôn, tổ dân phố\tXã cũ trước 01/07/2025\tTình trạng"
    assert len(lines) == 1 + hamlets.table.rows.rowCount()


@pytest.mark.parametrize("wanted", list(Shape))
def test_persons_leave_in_the_shape_chosen_and_it_is_remembered(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, wanted: Shape
) -> None:
    taken_in(office, full_name="Lê An")
    screen = PeopleScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    made: list[str] = []
    screen._outgoing._offer_file = lambda file: made.append(file.name)  # type: ignore[method-assign, assignment]
    qtbot.mouseClick(screen.export_button, LEFT)
    dialog = screen.findChildren(LeavingDialog)[-1]
    dialog.shapes[wanted].setChecked(True)
    dialog.purpose.value = "Báo cáo"
    qtbot.mouseClick(dialog.accept_button, LEFT)
    begins = {
        Shape.OFFICIAL: "Danh sách quản lý sau cai",
        Shape.SCREEN: "Danh sách người được quản lý",
        Shape.CORRECTIONS: "Danh sách để sửa",
    }
    assert [name.startswith(begins[wanted]) for name in made] == [True]
    qtbot.mouseClick(screen.export_button, LEFT)
    assert screen.findChildren(LeavingDialog)[-1].shape is wanted
