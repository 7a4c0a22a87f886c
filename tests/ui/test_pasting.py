from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Office
from rehabdesk.services.offices import list_hamlets
from rehabdesk.ui.decisions.numbering.dialog import NumberDialog
from rehabdesk.ui.decisions.register.screen import RegisterScreen
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.settings.lists import hamlets_part
from tests.builders import a_volunteer, taken_in
from tests.services.papers import an_order, submitted

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_pasted_hamlets_are_shown_before_they_are_taken(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    part = hamlets_part(desk, habits)
    qtbot.addWidget(part)
    part.show()
    before = len(office.look(list_hamlets))
    QApplication.clipboard().setText("Thôn Mới\tYên Lâm\nThôn Hạ\t\n")
    qtbot.keyClick(part.table, Qt.Key.Key_V, CONTROL)
    assert part.strip.isVisible()
    assert part.strip.title.text() == "Vừa dán 2 dòng: 1 dòng nhận được, 1 dòng không nhận."
    assert len(office.look(list_hamlets)) == before
    qtbot.mouseClick(part.strip.take_button, LEFT)
    assert not part.strip.isVisible()
    assert "Thôn Mới" in [row.name for row in office.look(list_hamlets)]


def test_what_is_dropped_changes_nothing(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    part = hamlets_part(desk, habits)
    qtbot.addWidget(part)
    part.show()
    before = office.look(list_hamlets)
    QApplication.clipboard().setText("Thôn Mới\n")
    qtbot.keyClick(part.table, Qt.Key.Key_V, CONTROL)
    qtbot.mouseClick(part.strip.drop_button, LEFT)
    assert office.look(list_hamlets) == before


@pytest.fixture
def numbering(qtbot: QtBot, office: Office, desk: Desk, habits: QSettings) -> NumberDialog:
    helper = a_volunteer(office)
    for name in ("Lê An", "Bùi Bình"):
        submitted(office, an_order(office, taken_in(office, full_name=name, papers=()), helper))
    page = RegisterScreen(desk, habits)
    qtbot.addWidget(page)
    page.show()
    dialog = NumberDialog(desk, habits, (), page)
    dialog.open()
    return dialog


def test_pasted_numbers_fill_their_rows_only_when_taken(
    qtbot: QtBot, numbering: NumberDialog
) -> None:
    QApplication.clipboard().setText("Bùi Bình\t46\t20/11/2026\n")
    qtbot.keyClick(numbering.rows[0].number, Qt.Key.Key_V, CONTROL)
    assert numbering.strip.isVisible()
    [row] = [each for each in numbering.rows if each.paper.concerns == "Bùi Bình"]
    assert row.number.value != "46"
    qtbot.mouseClick(numbering.strip.take_button, LEFT)
    assert (row.is_ticked, row.number.value, row.day.text()) == (True, "46", "20/11/2026")


def test_one_cell_is_pasted_into_its_field_as_ever(qtbot: QtBot, numbering: NumberDialog) -> None:
    field = numbering.rows[0].number
    field.selectAll()
    QApplication.clipboard().setText("51")
    qtbot.keyClick(field, Qt.Key.Key_V, CONTROL)
    assert not numbering.strip.isVisible()
    assert field.value == "51"
