from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Look, Style, Theme
from rehabdesk.ui.shell.about import AboutDialog
from rehabdesk.ui.shell.rail import RailItem
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.window import MainWindow
from tests.ui.shell.conftest import (
    PLACES,
    OpenPaper,
    OtherPage,
    ReadCard,
    furnishing,
    page,
)

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def test_places_are_gone_to_by_key_and_keep_their_state(qtbot: QtBot, shell: Shell) -> None:
    page(shell).field.setText("đang gõ dở")
    qtbot.keyClick(shell, KEY.Key_2, CONTROL)
    assert isinstance(shell.trail.page, OtherPage)
    qtbot.keyClick(shell, KEY.Key_1, CONTROL)
    assert page(shell).field.text() == "đang gõ dở"
    assert page(shell).visits == []


def test_a_page_sends_one_to_whoever_receives_its_visit_and_back(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    page(shell).wanted.emit(OpenPaper(7))
    assert page(shell).visits == [OpenPaper(7)]
    assert window.windowTitle() == "Giấy 7 – RehabDesk – UBND xã Yên Thịnh"
    page(shell).wanted.emit(OpenPaper(8))
    qtbot.keyClick(shell, KEY.Key_Left, ALT)
    assert page(shell).visits == [OpenPaper(7), OpenPaper(8), OpenPaper(7)]
    page(shell).back_wanted.emit()
    assert shell.trail.place is PLACES[0]
    assert window.windowTitle() == "RehabDesk – UBND xã Yên Thịnh"


def test_a_page_without_a_rail_item_lights_the_one_it_stands_under(shell: Shell) -> None:
    shell.follow(OpenPaper(7))
    lit = [item.place.key for item in shell.findChildren(RailItem) if item.isChecked()]
    assert lit == ["persons"]


def test_the_cursor_comes_back_to_where_it_was(qtbot: QtBot, shell: Shell) -> None:
    page(shell).field.setFocus()
    shell.follow(OpenPaper(7))
    shell.trail.go_back()
    assert page(shell).field.hasFocus()


def test_counts_are_asked_for_at_once_and_after_every_change(desk: Desk, shell: Shell) -> None:
    items = {item.place.key: item for item in shell.findChildren(RailItem)}
    assert (items["today"].count, items["persons"].count) == (11, 86)
    items["persons"].show_count(0)
    desk.changed.emit(frozenset({"person"}))
    assert items["persons"].count == 86
    assert items["today"].accessibleName() == "Hôm nay, 11"


def test_the_rail_folds_to_icons(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell, KEY.Key_B, CONTROL)
    assert (shell.rail.width(), shell.palette_box.x()) == (48, 64)
    qtbot.keyClick(shell, KEY.Key_B, CONTROL)
    assert (shell.rail.width(), shell.palette_box.x()) == (184, 200)


def test_f6_goes_round_the_panes(qtbot: QtBot, shell: Shell) -> None:
    page(shell).field.setFocus()
    panes = [shell.status, shell.rail, shell.palette_box, shell.trail]
    for pane in panes:
        qtbot.keyClick(shell, KEY.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert pane.isAncestorOf(focus)


def test_daily_verbs_have_keys_on_every_page(qtbot: QtBot, shell: Shell) -> None:
    shell.follow(OpenPaper(7))
    qtbot.keyClick(shell, KEY.Key_F7)
    assert page(shell).visits == [ReadCard("")]


def menu_of(shell: Shell) -> QMenu:
    return next(menu for menu in shell.findChildren(QMenu) if menu.parent() is shell)


def test_the_application_menu_tells_every_command_with_its_key(
    qtbot: QtBot, desk: Desk, shell: Shell
) -> None:
    desk.say("Đã ghi số 46.")
    qtbot.keyClick(shell, KEY.Key_F10)
    menu = menu_of(shell)
    words = [action.text() for action in menu.findChildren(QMenu)[0].actions()]
    assert menu.actions()[0].text() == "Tiếp nhận\tF7"
    assert words == ["Hôm nay\tCtrl+1", "Hồ sơ\tCtrl+2"]
    notices = menu.findChildren(QMenu)[-1]
    assert [action.text() for action in notices.actions()] == ["Đã ghi số 46."]
    menu.close()


def test_the_look_is_chosen_in_the_menu(qtbot: QtBot, dressed: Style, shell: Shell) -> None:
    qtbot.keyClick(shell, KEY.Key_F10)
    menu = menu_of(shell)
    actions = {a.text(): a for sub in menu.findChildren(QMenu) for a in sub.actions()}
    menu.close()
    actions["125 %"].trigger()
    actions["Tối"].trigger()
    assert (dressed.look.text_percent, dressed.look.theme) == (125, Theme.DARK)
    dressed.choose(Look())


def test_about_names_the_licences(shell: Shell) -> None:
    command = next(one for one in shell.commands() if one.title == "Giới thiệu phần mềm")
    command.act()
    [about] = shell.findChildren(AboutDialog)
    assert about.windowTitle() == "Giới thiệu"


def test_a_notice_leaves_by_itself_and_can_be_undone_by_control_z(
    qtbot: QtBot, desk: Desk, shell: Shell
) -> None:
    undone: list[str] = []
    desk.say("Đã ghi số 46/QĐ-UBND.", "Hoàn tác", lambda: undone.append("46"))
    assert shell.bottom.isVisible()
    qtbot.keyClick(shell, KEY.Key_Z, CONTROL)
    qtbot.keyClick(shell, KEY.Key_Z, CONTROL)
    assert undone == ["46"]
    assert not shell.bottom.isVisible()
    assert all(timer.isSingleShot() for timer in shell.bottom.findChildren(QTimer))


def test_the_status_bar_tells_what_is_safe(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    desk.changed.emit(frozenset({"person"}))
    shell.status.show_backup("warn", "Sao lưu hôm qua · chỉ có trên máy này")
    button = next(one for one in shell.status.findChildren(KeyButton) if "Sao lưu" in one.text())
    qtbot.mouseClick(button, LEFT)
    assert page(shell).visits == [OpenPaper(99)]


def test_the_practice_band_is_shown_only_in_practice(
    qtbot: QtBot, desk: Desk, habits: QSettings, shell: Shell
) -> None:
    assert not shell.band.isVisible()
    practice = Shell(desk, habits, furnishing(), is_practice=True)
    qtbot.addWidget(practice)
    practice.resize(1366, 736)
    practice.show()
    assert (practice.band.isVisible(), practice.band.height()) == (True, 26)
    with qtbot.waitSignal(practice.practice_left):
        qtbot.mouseClick(practice.band.findChildren(KeyButton)[0], LEFT)
