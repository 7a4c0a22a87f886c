from __future__ import annotations

import gc
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.refusals import NeedsConfirmation, OutsideFault, Refusal
from rehabdesk.services.office import Work
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = date(2026, 11, 23)


class NumberTaken(Refusal):
    field = "number"


class Gap(NeedsConfirmation):
    pass


class NumberDialog(FormDialog):
    """Types a number; what the office answers is up to the test."""

    def __init__(self, desk: Desk, parent: QWidget, answer: Refusal | OutsideFault | None) -> None:
        super().__init__("Đã ký – nhập số", "Ghi số", parent)
        self._desk = desk
        self._answer = answer
        self.number = TextField()
        self.add("number", "&Số", self.number)
        self.add_row(
            Entry("from_on", "&Từ ngày", DateField(TODAY)),
            Entry("until_on", "Đến n&gày", DateField(TODAY)),
        )
        self.submitted = 0

    def submit(self) -> None:
        self.submitted += 1
        self._desk.do(self, self._act, self._close)

    def _act(self, work: Work) -> None:
        if isinstance(self._answer, NeedsConfirmation):
            work.unless_confirmed(self._answer)
        elif self._answer is not None:
            raise self._answer
        work.record("number.typed", None)

    def _close(self, _: None) -> None:
        self.accept()


@pytest.fixture
def page(qtbot: QtBot, dressed: Style) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def opened(
    qtbot: QtBot, desk: Desk, page: QWidget, answer: Refusal | OutsideFault | None = None
) -> NumberDialog:
    dialog = NumberDialog(desk, page, answer)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def links(dialog: FormDialog) -> list[KeyButton]:
    return [one for one in dialog.message.findChildren(KeyButton) if one.isVisible()]


def test_the_cursor_stands_in_the_first_field_and_the_primary_button_closes_when_done(
    qtbot: QtBot, desk: Desk, page: QWidget
) -> None:
    dialog = opened(qtbot, desk, page)
    assert dialog.number.hasFocus()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.accept_button, LEFT)


def test_control_enter_presses_the_primary_button_and_escape_the_quiet_one(
    qtbot: QtBot, desk: Desk, page: QWidget
) -> None:
    dialog = opened(qtbot, desk, page, NumberTaken("Số 46 đã có trong sổ."))
    qtbot.keyClick(dialog.number, Qt.Key.Key_Return, CONTROL)
    assert dialog.submitted == 1
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_refusal_stands_under_its_field_and_the_dialog_stays(
    qtbot: QtBot, desk: Desk, page: QWidget
) -> None:
    dialog = opened(qtbot, desk, page, NumberTaken("Số 46 đã có trong sổ."))
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.form.box("number").message == "Số 46 đã có trong sổ."
    assert dialog.isVisible()
    assert dialog.isEnabled()


@pytest.mark.parametrize("trouble", [Refusal("Chưa ghi được."), OutsideFault("Ổ đĩa đầy.")])
def test_trouble_of_no_field_stands_on_top(
    qtbot: QtBot, desk: Desk, page: QWidget, trouble: Refusal | OutsideFault
) -> None:
    dialog = opened(qtbot, desk, page, trouble)
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.message.text == str(trouble)
    assert dialog.message.isVisible()


def test_a_doubt_is_asked_in_the_dialog_itself(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    dialog = opened(qtbot, desk, page, Gap("Trống số 47."))
    qtbot.mouseClick(dialog.accept_button, LEFT)
    [link] = links(dialog)
    assert (dialog.message.text, link.text()) == ("Trống số 47.", "Vẫn ghi số")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(link, LEFT)


def test_several_wrong_fields_are_listed_and_each_line_leads_to_its_field(
    qtbot: QtBot, desk: Desk, page: QWidget
) -> None:
    dialog = opened(qtbot, desk, page)
    for name in ("from_on", "until_on"):
        field = dialog.form.box(name).field
        assert isinstance(field, DateField)
        field.setText("hôm nào")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.submitted == 0
    first, second = links(dialog)
    assert first.text().startswith("Từ ngày: Chưa hiểu “hôm nào”")
    assert dialog.form.box("from_on").field.hasFocus()
    qtbot.mouseClick(second, LEFT)
    assert dialog.form.box("until_on").field.hasFocus()


def test_tab_reaches_the_buttons_after_all_fields(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    opened(qtbot, desk, page)
    seen = []
    for _ in range(5):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus.accessibleName())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert seen == ["Số", "Từ ngày", "Đến ngày", "Bỏ", "Ghi số"]


def test_a_dialog_whose_act_is_under_way_is_not_left(
    qtbot: QtBot, desk: Desk, page: QWidget
) -> None:
    dialog = opened(qtbot, desk, page)
    dialog.setEnabled(False)
    dialog.reject()
    assert dialog.isVisible()


def test_a_dialog_nobody_holds_outlives_a_clean_up_of_memory(
    qtbot: QtBot, desk: Desk, page: QWidget
) -> None:
    NumberDialog(desk, page, None).open()
    gc.collect()
    assert len(page.findChildren(NumberDialog)) == 1
