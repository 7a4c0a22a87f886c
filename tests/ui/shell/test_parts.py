from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.style import Look, Style
from rehabdesk.ui.shell.crash import CrashDialog, nameless, report_bug
from rehabdesk.ui.shell.head import SelectionBar, filter_bar
from rehabdesk.ui.shell.language import speak_vietnamese
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.shell.stepper import Step, StepCell, StepList, Stepper, StepState
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.window import MainWindow
from tests.builders import ROOT

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def test_filters_break_into_lines_where_room_is_short(qtbot: QtBot, dressed: Style) -> None:
    bar, filters = QWidget(), [QLineEdit() for _ in range(4)]
    for one in filters:
        one.setFixedWidth(200)
    bar.setLayout(filter_bar(*filters[:3], None, filters[3]))
    qtbot.addWidget(bar)
    places = []
    for width in (1150, 500):
        bar.resize(width, 200)
        bar.show()
        qtbot.waitExposed(bar)
        places.append([(one.x(), one.y() > 40) for one in filters])
    assert places[0] == [(0, False), (208, False), (416, False), (950, False)]
    assert places[1][:3] == [(0, False), (208, False), (0, True)]
    assert not any(
        one.geometry().intersects(other.geometry())
        for one in filters
        for other in filters
        if one is not other
    )


def test_the_selection_bar_counts(qtbot: QtBot, dressed: Style) -> None:
    bar = SelectionBar("người", [KeyButton("&Bỏ chọn")])
    qtbot.addWidget(bar)
    bar.show_count(3, 18)
    assert bar.isVisible()
    bar.show_count(0, 18)
    assert not bar.isVisible()


def test_steps_can_be_read_without_seeing(qtbot: QtBot, dressed: Style) -> None:
    stepper = Stepper()
    qtbot.addWidget(stepper)
    steps = [
        Step("Quyết định quản lý", "30/05/2025", StepState.DONE),
        Step("Phân công người phụ trách", "cần làm lại", StepState.NEEDED),
    ]
    stepper.show_steps(steps)
    stepper.show_steps(steps)
    stepper.resize(600, 49)
    stepper.show()
    qtbot.waitExposed(stepper)
    cells = stepper.findChildren(StepCell)[-2:]
    assert cells[1].accessibleName() == "Phân công người phụ trách: cần làm. cần làm lại"
    numbered = StepList(["Chào mừng", "Cơ quan"])
    qtbot.addWidget(numbered)
    numbered.go_to(1)
    numbered.show()
    qtbot.waitExposed(numbered)
    assert "Bước 2: Cơ quan, đang làm" in [
        one.accessibleName() for one in numbered.findChildren(QWidget)
    ]


def mistake() -> None:
    raise ValueError("Ngô Quang Hùng 099083001416")


def caught() -> tuple[type[BaseException], BaseException]:
    try:
        mistake()
    except ValueError as error:
        return type(error), error
    raise AssertionError


def test_a_crash_tells_where_but_never_who(
    qtbot: QtBot, shell: Shell, caplog: pytest.LogCaptureFixture
) -> None:
    kind, error = caught()
    details = nameless(kind, error.__traceback__)
    assert "ValueError" in details
    assert "mistake" in details
    assert "Hùng" not in details
    report_bug(kind, error, error.__traceback__)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog))
    qtbot.mouseClick(dialog.unfold, LEFT)
    assert dialog.details.isVisible()
    assert "099083001416" not in dialog.details.toPlainText() + caplog.text
    dialog.accept()


def test_qt_speaks_vietnamese(qapp: QApplication) -> None:
    english = {
        ("QPlatformTheme", "Cancel"): "Bỏ",
        ("QWidgetTextControl", "&Copy"): "&Chép",
        ("QLineEdit", "Select All"): "Chọn hết",
        ("QFileDialog", "File &name:"): "Tê&n tệp:",
        ("QPrintDialog", "Print"): "In",
        ("QMessageBox", "Show Details..."): "Xem chi tiết…",
    }
    speak_vietnamese(qapp, ROOT / "resources" / "i18n")
    spoken = {key: QCoreApplication.translate(*key) for key in english}
    assert spoken == english


def test_keys_keep_their_names_whatever_qt_speaks(qapp: QApplication) -> None:
    speak_vietnamese(qapp, ROOT / "resources" / "i18n")
    return_key, enter_key = QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")
    assert return_key != enter_key
    assert QKeySequence("Alt+Left") == QKeySequence(ALT | KEY.Key_Left)


def test_everything_in_the_shell_has_a_name_and_no_two_share_an_alt_letter(shell: Shell) -> None:
    focusable = [
        one
        for one in shell.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    nameless_ones = [one for one in focusable if not one.accessibleName()]
    assert [type(one).__name__ for one in nameless_ones] == []
    letters = [
        one.text()[one.text().index("&") + 1].lower()
        for one in shell.findChildren(KeyButton)
        if one.isVisible() and "&" in one.text()
    ]
    assert sorted(set(letters)) == sorted(letters)
    assert all(letter.isascii() for letter in letters)


def test_no_key_of_the_shell_belongs_to_a_typing_tool(shell: Shell) -> None:
    keys = [command.key for command in shell.commands()]
    assert not [key for key in keys if key.startswith("Ctrl+Shift") or key == "Alt+Z"]


def test_nothing_overlaps_at_the_largest_text(
    qtbot: QtBot, window: MainWindow, shell: Shell, dressed: Style
) -> None:
    dressed.choose(replace(dressed.look, text_percent=150))
    window.resize(1366, 736)
    qtbot.waitExposed(window)
    buttons = [one for one in shell.topbar.findChildren(KeyButton) if one.isVisible()]
    first = min(one.mapTo(shell, one.rect().topLeft()).x() for one in buttons)
    assert shell.palette_box.geometry().right() < first
    dressed.choose(Look())


def test_the_window_comes_back_as_high_as_it_was_left(
    qtbot: QtBot, habits: QSettings, watch: Watch, dressed: Style
) -> None:
    heights = []
    for height in (700, None):
        made = MainWindow(habits, watch)
        qtbot.addWidget(made)
        if height:
            made.resize(1240, height)
        made.show()
        heights.append(made.height())
        made.close()
    assert heights == [700, 700]
