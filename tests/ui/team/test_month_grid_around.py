"""Around the month sheet: others at it, months, drafts, occasions, and the lists behind figures."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.month_grid.saving import CellChange, SaveMonth, save_month
from rehabdesk.services.month_grid.sessions import take_session_back
from rehabdesk.services.month_grid.sheet import WalkIn
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.team import screen as frame
from rehabdesk.ui.team.grid.behind import BehindDialog, SilentDaysDialog, SilentDialog
from rehabdesk.ui.team.grid.cards import BETWEEN
from rehabdesk.ui.team.grid.period_dialog import PeriodDialog
from rehabdesk.ui.team.grid.session_dialog import SessionDialog
from rehabdesk.ui.team.grid.sheet.model import FROZEN
from rehabdesk.ui.team.grid.tab import EMPTY, NO_SESSION, GridTab
from rehabdesk.ui.team.grid.walk_in_dialog import WalkInDialog
from rehabdesk.ui.team.screen import TeamScreen
from rehabdesk.ui.visits import OpenAssignments, OpenTeam
from tests.month_grid_scene import NOVEMBER
from tests.ui.team.grid_room import Open, Room, chosen

# Others at the same sheet


def test_what_another_wrote_is_marked_and_saved_only_knowingly(room: Room) -> None:
    place = (room.scene.members[0], Counted.VISITS)
    room.go(0, 2)
    room.press("5")
    theirs = SaveMonth(room.scene.team_id, NOVEMBER, (CellChange(place, None, 3),))
    room.office.do(partial(save_month, order=theirs))
    room.save()
    assert "Lê Xuân Trường cột Thăm người" in room.tab.message.text
    assert room.cells() == {place: 3}
    section = room.tab.model.section(Counted.VISITS)
    assert room.tab.model.cell(0, section).is_conflict
    assert room.hand.value(place) == 5
    room.save()
    assert room.cells() == {place: 5}


def test_a_gone_session_takes_its_unsaved_cells_along_and_says_so(room: Room, desk: Desk) -> None:
    room.press("x")
    desk.do(room.screen, partial(take_session_back, activity_id=room.scene.sessions[0]), _nothing)
    assert room.hand.unsaved == 0
    assert room.tab.message.text.startswith("1 ô chưa lưu không còn chỗ")


def _nothing(_: object) -> None:
    return


def test_who_may_only_read_types_nothing(open_room: Open, desk: Desk) -> None:
    office = desk.office
    assert office is not None
    desk.office = replace(office, actor=replace(office.actor, role=Role.LEADER))
    scene_office, desk.office = desk.office, office
    room = open_room()
    desk.office = scene_office
    room.again()
    room.press("x", "7", "Ctrl+Space", "Delete")
    assert room.hand.unsaved == 0
    assert not room.tab.save_button.isEnabled()
    assert not room.tab.add_button.isEnabled()


# Months and drafts


def test_leaving_a_month_with_unsaved_cells_asks(room: Room) -> None:
    room.press("x")
    for words, month, unsaved, kept in (
        ("Ở lại", NOVEMBER, 1, 0),
        ("Lưu", NOVEMBER.on(-1), 0, 1),
    ):
        room.tab.months.earlier.click()
        box = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox))
        assert box.text() == "Còn 1 ô chưa lưu trong “Bảng tháng 11/2026”."
        next(each for each in box.buttons() if each.text() == words).click()
        box.deleteLater()
        QApplication.sendPostedEvents(None, 0)
        assert room.hand.sheet.month == month
        assert room.hand.unsaved == unsaved
        assert len(room.cells()) == kept
    assert room.tab.hint.text() == EMPTY
    assert room.tab.months.months.currentText() == "Tháng 10/2026"
    room.tab.months.later.click()
    assert room.hand.sheet.month == NOVEMBER


def test_dropping_unsaved_cells_leaves_none_behind(room: Room) -> None:
    room.press("x")
    room.tab.months.months.setCurrentIndex(room.tab.months.months.findText("Tháng 09/2026"))
    room.tab.months.months.activated.emit(0)
    box = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox))
    next(each for each in box.buttons() if each.text() == "Bỏ chữ này").click()
    assert room.hand.sheet.month == Month(2026, 9)
    room.tab.visit(OpenTeam("grid", month=202611))
    assert room.hand.unsaved == 0


def test_unsaved_cells_come_back_after_a_power_cut(
    qtbot: QtBot, open_room: Open, desk: Desk, habits: QSettings
) -> None:
    room = open_room()
    room.office.do(partial(add_user, facts=UserFacts("Nguyễn Thị Hạnh", "", Role.ADMINISTRATOR)))
    room.press("x", "Down", "x")
    room.go(1, 6)
    room.press("1", "2")
    admit(room, "Bùi Thị Mận")
    before = room.hand.order().changes
    room.screen.hide()  # the window is closed, or the machine stops
    later = TeamScreen(desk, habits)
    qtbot.addWidget(later)
    tab = later.page("grid")
    assert isinstance(tab, GridTab)
    assert tab.message.text == "Còn 4 ô của tháng 11/2026 gõ lúc 08:42 23/11, chưa lưu. Mở lại?"
    next(each for each in tab.message.findChildren(QPushButton) if "Mở" in each.text()).click()
    assert tab.hand is not None
    assert set(tab.hand.order().changes) == set(before)
    tab.save_button.click()
    assert len(room.cells()) == 4


def question(room: Room) -> QMessageBox:
    """Return what is asked over the page now."""
    asked: list[QMessageBox] = []

    def is_asked() -> bool:
        asked[:] = [each for each in room.screen.findChildren(QMessageBox) if each.isVisible()]
        return bool(asked)

    room.qtbot.waitUntil(is_asked)
    return asked[0]


@pytest.mark.parametrize(("answer", "kept", "unsaved"), [("Lưu", 1, 0), ("Bỏ chữ này", 0, 0)])
def test_going_to_another_page_with_unsaved_cells_asks(
    room: Room, answer: str, kept: int, unsaved: int
) -> None:
    room.press("x")
    room.tab.hide()
    box = question(room)
    assert box.text() == "Còn 1 ô chưa lưu trong “Bảng tháng 11/2026”."
    next(each for each in box.buttons() if each.text() == answer).click()
    assert (len(room.cells()), room.hand.unsaved) == (kept, unsaved)


def test_who_would_rather_stay_is_brought_back_to_the_cells(room: Room) -> None:
    room.press("x")
    room.tab.hide()
    stay = next(each for each in question(room).buttons() if each.text() == "Ở lại")
    with room.qtbot.waitSignal(room.screen.wanted) as asked:
        stay.click()
    assert asked.args == [OpenTeam("grid", room.scene.team_id)]
    assert room.hand.unsaved == 1


def test_there_is_a_word_while_there_is_no_team(
    qtbot: QtBot, desk: Desk, habits: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "TABS", tuple(each for each in frame.TABS if each.key == "grid"))
    screen = TeamScreen(desk, habits)
    qtbot.addWidget(screen)
    tab = screen.page("grid")
    assert isinstance(tab, GridTab)
    assert tab.message.text.startswith("Chưa có đội nào.")
    assert not tab.add_button.isEnabled()
    assert not tab.print_button.isEnabled()


# Occasions, and who came from outside


def dialog_of(room: Room, kind: type[SessionDialog | WalkInDialog]) -> object:
    return next(each for each in room.screen.findChildren(kind) if each.isVisible())


def test_a_session_is_added_over_unsaved_cells_and_taken_back(room: Room) -> None:
    room.press("x")
    room.tab.add_button.click()
    dialog = dialog_of(room, SessionDialog)
    assert isinstance(dialog, SessionDialog)
    dialog.kind.value = "patrol"
    dialog.on.setText("12/11/2026")
    dialog.minutes.value = "90"
    dialog.accept_button.click()
    assert [each.on.day for each in room.kept().sessions] == [3, 7, 12]
    assert chosen(room) == (0, "12/11 Tuần tra")
    assert room.hand.unsaved == 1
    room.take_back()
    assert [each.on.day for each in room.kept().sessions] == [3, 7]
    assert room.hand.unsaved == 1
    room.do_again()
    assert [each.on.day for each in room.kept().sessions] == [3, 7, 12]


def test_a_session_without_a_day_is_pointed_at(room: Room) -> None:
    room.tab.add_button.click()
    dialog = dialog_of(room, SessionDialog)
    assert isinstance(dialog, SessionDialog)
    dialog.on.setText("")
    dialog.accept_button.click()
    assert dialog.form.box("on").message == "Ghi ngày của buổi."
    assert len(room.kept().sessions) == 2


def test_a_session_is_corrected_by_f2(room: Room) -> None:
    room.press("F2")
    dialog = dialog_of(room, SessionDialog)
    assert isinstance(dialog, SessionDialog)
    assert (dialog.on.text(), dialog.minutes.value) == ("03/11/2026", "120")
    dialog.place.value = "Nhà văn hóa thôn Hạ"
    dialog.accept_button.click()
    assert room.kept().sessions[0].place == "Nhà văn hóa thôn Hạ"
    room.take_back()
    assert room.kept().sessions[0].place == ""
    room.do_again()
    assert room.kept().sessions[0].place == "Nhà văn hóa thôn Hạ"


def admit(room: Room, name: str) -> None:
    room.tab.guest_button.click()
    dialog = dialog_of(room, WalkInDialog)
    assert isinstance(dialog, WalkInDialog)
    dialog.name.value = name
    dialog.unit.value = "Hội Nông dân"
    dialog.accept_button.click()


def test_somebody_from_outside_is_ticked_like_the_others(room: Room) -> None:
    room.go(0, 1)
    admit(room, "Bùi Thị Mận")
    guest = WalkIn("Bùi Thị Mận", "Hội Nông dân")
    assert chosen(room) == (3, "07/11 T.truyền")
    assert room.hand.rows[3].role == "Ngoài đội"
    room.press("Left", "x", "Right", "Right", "7")
    room.save()
    assert room.cells() == {(guest, each): 1 for each in room.scene.sessions}
    assert room.hand.total(room.scene.sessions[1]) == 1
    room.take_back()
    assert room.kept().walk_ins == ()


def test_nobody_comes_from_outside_to_no_session(open_room: Open) -> None:
    room = open_room(3, 0)
    assert room.tab.hint.text() == EMPTY
    room.tab.guest_button.click()
    assert room.tab.message.text == NO_SESSION


# What stands under the sheet


def test_figures_lead_to_the_lists_behind_them(open_room: Open) -> None:
    room = open_room(3, 7)
    cards = room.tab.cards
    told = [
        each.strip().replace("\N{NO-BREAK SPACE}", " ")
        for each in cards.figures.words.split(BETWEEN)
    ]
    assert told == ["1 buổi họp", "2 cuộc tuyên truyền", "2 buổi tuần tra", "1 lớp tập huấn"]
    cards.figures.linkActivated.emit("talk")
    dialog = next(each for each in room.screen.findChildren(BehindDialog) if each.isVisible())
    assert [row.on.day for row in dialog.table.rows.all] == [7, 14]
    with room.qtbot.waitSignal(room.screen.wanted) as asked:
        dialog.go_button.click()
    assert asked.args == [OpenTeam("activities", room.scene.team_id, month=202611)]


def test_silent_members_are_named_and_their_days_chosen(room: Room) -> None:
    cards = room.tab.cards
    assert cards.silent_title.words == "Đội viên chưa thăm ai trong 30 ngày"
    assert cards.silent.words == "3 người chưa được giao ai"
    cards.silent.linkActivated.emit("others")
    dialog = next(each for each in room.screen.findChildren(SilentDialog) if each.isVisible())
    assert len(dialog.table.rows.all) == 3
    with room.qtbot.waitSignal(room.screen.wanted) as asked:
        dialog.go_button.click()
    assert asked.args == [OpenAssignments()]
    cards.silent_title.linkActivated.emit("days")
    days = next(each for each in room.screen.findChildren(SilentDaysDialog) if each.isVisible())
    days.days.value = "45"
    days.accept_button.click()
    assert cards.silent_title.words == "Đội viên chưa thăm ai trong 45 ngày"


def test_a_new_line_comes_into_sight_where_lines_are_many(open_room: Open) -> None:
    room = open_room(11, 7)
    room.screen.resize(1182, 420)
    room.qtbot.waitUntil(lambda: room.tab.view.verticalScrollBar().maximum() > 0)
    admit(room, "Bùi Thị Mận")
    view = room.tab.view
    room.qtbot.waitUntil(
        lambda: view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
    )
    assert chosen(room)[0] == 11
    assert_names_stand_at_their_lines(room)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    assert_names_stand_at_their_lines(room)
    room.tab.refresh()
    assert_names_stand_at_their_lines(room)
    before = view.verticalScrollBar().value()
    turn_the_wheel(view.names.viewport())
    assert view.verticalScrollBar().value() != before
    assert_names_stand_at_their_lines(room)


def turn_the_wheel(over: QWidget) -> None:
    spot = QPointF(over.rect().center())
    turned = QWheelEvent(
        spot,
        over.mapToGlobal(spot),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 -- as Qt has it
    )
    QApplication.sendEvent(over, turned)


def assert_names_stand_at_their_lines(room: Room) -> None:
    view, names = room.tab.view, room.tab.view.names
    for row in range(room.tab.model.rowCount()):
        line = view.visualRect(room.tab.model.index(row, FROZEN))
        name = names.visualRect(room.tab.model.index(row, 0))
        assert (name.top(), name.height()) == (line.top(), line.height())


@pytest.mark.qt_log_ignore("^This plugin does not support")
def test_the_menu_of_a_cell_throws_its_session_away_and_gets_it_back(room: Room) -> None:
    room.press("x")
    room.save()
    view = room.tab.view
    view.menu_wanted.emit(view.mapToGlobal(view.rect().center()))
    [menu] = room.tab.findChildren(QMenu)
    words = [each.text().partition("\t")[0] for each in menu.actions()]
    assert "Cả cột có mặt" in words
    next(each for each in menu.actions() if each.text() == "Bỏ buổi này").trigger()
    menu.close()
    assert room.tab.message.text == ""
    assert [each.on.day for each in room.kept().sessions] == [7]
    room.take_back()
    assert [each.on.day for each in room.kept().sessions] == [3, 7]
    assert len(room.cells()) == 1


def test_several_months_are_added_up_in_a_list_of_their_own(room: Room) -> None:
    room.press("x")
    room.save()
    room.tab.cards.period_link.linkActivated.emit("period")
    [dialog] = room.screen.findChildren(PeriodDialog)
    assert dialog.period.currentText() == "Năm 2026"
    assert dialog.sums.text() == "3 người · 1 lượt có mặt · 0 lượt tập huấn · 2 giờ"
    dialog.period.value = (Month(2025, 1), Month(2025, 12))
    assert dialog.table.rows.all == ()
    words = [dialog.period.itemText(each) for each in range(dialog.period.count())]
    assert words[1:4] == ["Sáu tháng cuối năm 2026", "Quý 4/2026", "Tháng 11/2026"]
