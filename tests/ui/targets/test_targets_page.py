"""The page of targets by its keys: parts, names behind, spread, added, changed, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.office import Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.targets.columns import bar_tint
from rehabdesk.ui.targets.dialog import TargetDialog
from rehabdesk.ui.targets.plans_dialog import PlansDialog
from rehabdesk.ui.targets.screen import TargetsScreen
from rehabdesk.ui.targets.short_dialogs import PlanDialog, ReachedDialog
from rehabdesk.ui.targets.spread_dialog import Kind, SpreadDialog
from rehabdesk.ui.visits import OpenTargets
from tests.builders import LAN
from tests.services.reports.made_up import MadeUp, made_up, somebody
from tests.services.targets.conftest import own_catalogue
from tests.services.targets.scene import GOAL, hamlets, occasions, plan, spread, target
from tests.ui.mnemonics import clashes

__all__ = ["made_up", "own_catalogue"]

MARCH = date(2026, 3, 1)


@pytest.fixture
def notices(desk: Desk) -> list[Notice]:
    told: list[Notice] = []
    desk.noticed.connect(told.append)
    return told


@pytest.fixture
def page(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, made_up: MadeUp
) -> TargetsScreen:
    occasions(made_up, ("Thôn Hạ", MARCH), ("Thôn Hạ", MARCH))
    made_up.count("H", somebody(1, MARCH))
    one = plan(office)
    made = target(office, one, name="Buổi", code="P", unit="buổi", amount=Value(5))
    _, ha, thuong = hamlets(office, made.row_id)
    spread(office, made.row_id, (ha, 2), (thuong, 3))
    target(office, one)
    target(office, one, **GOAL)
    screen = TargetsScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1180, 660)
    screen.show()
    qtbot.waitActive(screen)
    screen.table.setFocus()
    return screen


def names(page: TargetsScreen) -> list[str]:
    return [row.name for row in page.table.rows.all]


def dialog_of(page: TargetsScreen, kind: type[QDialog]) -> QDialog:
    [found] = [each for each in page.window().findChildren(kind) if each.isVisible()]
    assert clashes(found) == {}
    return found


def test_arrows_open_and_close_the_parts(qtbot: QtBot, page: TargetsScreen) -> None:
    parts = ["Thôn Hạ", "Thôn Thượng"]
    assert names(page) == ["Buổi", *parts, "Học nghề", "Xã không ma túy"]
    assert page.sums.words.text() == ("Chia chỉ tiêu “Buổi”: 2 + 3 = 5, đúng bằng số được giao.")
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    assert names(page) == ["Buổi", "Học nghề", "Xã không ma túy"]
    assert page.table.current is not None
    assert page.table.current.name == "Buổi"
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    assert names(page)[1:3] == parts
    tints = [bar_tint(row) for row in page.table.rows.all]
    assert tints == ["warn", "ok", "warn", "warn", "accent"]


def test_enter_shows_the_names_and_esc_goes_back(qtbot: QtBot, page: TargetsScreen) -> None:
    page.table.choose(page.table.rows.all[3].id)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert page.panel.title.text() == "Học nghề: 1 người"
    columns = [each.title for each in page.table.shown_columns()]
    assert page.table.isColumnHidden(1)
    assert columns[1] == "Giao theo"  # which goes to paper all the same
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()


def test_what_is_typed_is_typed_here_and_taken_back(
    qtbot: QtBot, page: TargetsScreen, notices: list[Notice]
) -> None:
    page.table.choose(page.table.rows.all[-1].id)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = dialog_of(page, ReachedDialog)
    assert isinstance(dialog, ReachedDialog)
    dialog.reached.setText("6")
    dialog.accept_button.click()
    assert page.table.rows.all[-1].reached_words == "6/9 tiêu chí"
    done = notices[-1]
    undo = done.takes_back
    assert undo is not None
    undo()
    assert page.table.rows.all[-1].reached_words == "–"
    again = done.again
    assert again is not None
    again()
    assert page.table.rows.all[-1].reached_words == "6/9 tiêu chí"
    assert notices[-1].text == done.text
    undo = notices[-1].takes_back
    assert undo is not None
    undo()
    assert page.table.rows.all[-1].reached_words == "–"


def test_a_target_is_added_by_a_new_plan(page: TargetsScreen, notices: list[Notice]) -> None:
    page.add_button.click()
    dialog = dialog_of(page, TargetDialog)
    assert isinstance(dialog, TargetDialog)
    dialog.plan.value = 0
    dialog.issuer.setText("UBND xã")
    dialog.code.value = "H"
    assert dialog.name.value == "Chỉ tiêu H"
    assert clashes(dialog) == {}
    assert dialog.sizeHint().height() < 660  # with a plan of its own, on a low screen
    dialog.accept_button.click()
    assert dialog.isVisible()  # nothing is asked yet
    dialog.amount.setText("1")
    dialog.accept_button.click()
    assert names(page)[-1] == "Chỉ tiêu H"
    assert page.table.rows.all[-1].target.given_by == "UBND xã"
    undo = notices[-1].takes_back
    assert undo is not None
    undo()
    assert "Chỉ tiêu H" not in names(page)
    again = notices[-2].again
    assert again is not None
    again()
    assert names(page)[-1] == "Chỉ tiêu H"


def test_a_target_with_a_plan_of_its_own_fits_a_low_screen_in_large_letters(
    page: TargetsScreen, dressed: Style
) -> None:
    dressed.choose(replace(dressed.look, text_percent=150))
    page.resize(1366, 700)
    page.add_button.click()
    dialog = dialog_of(page, TargetDialog)
    assert isinstance(dialog, TargetDialog)
    dialog.plan.setCurrentIndex(1)
    dialog.code.value = "H"
    dialog.share.setCurrentIndex(1)
    dialog.accept_button.click()  # with what is said below the fields
    assert dialog.form.box("base_code").isVisible()
    assert dialog.issuer.isVisible()
    assert dialog.width() <= 1366
    assert dialog.sizeHint().height() < 690
    dialog.reject()


def test_an_edit_shows_what_is_kept(page: TargetsScreen) -> None:
    page.edit()
    dialog = dialog_of(page, TargetDialog)
    assert isinstance(dialog, TargetDialog)
    kept = page.table.rows.all[0].target.facts
    assert dialog.facts == kept
    dialog.reject()


def test_a_spread_is_checked_while_it_is_typed(page: TargetsScreen) -> None:
    page.spread()
    dialog = dialog_of(page, SpreadDialog)
    assert isinstance(dialog, SpreadDialog)
    assert dialog.sum.text() == "2 + 3 = 5, đúng bằng số được giao."
    dialog.even_button.click()
    assert dialog.sum.text() == "2 + 2 + 1 = 5, đúng bằng số được giao."
    assert not dialog.last_button.isEnabled()
    dialog.kind.value = Kind.OTHERS
    dialog.other.setText("Trường THCS")
    dialog.other_button.click()
    assert dialog.fields is not None
    dialog.fields.fields[0].setText("2")
    assert dialog.sum.text().endswith("= 7, thừa 2 so với số được giao.")
    dialog.accept_button.click()
    assert dialog.isVisible()  # it asks first
    assert dialog.message.text.endswith("Vẫn chia như vậy?")
    dialog.reject()


def test_a_plan_is_put_right_from_its_target(page: TargetsScreen) -> None:
    row = page.table.rows.all[0]
    page.acts.edit_plan(row)
    dialog = dialog_of(page, PlanDialog)
    assert isinstance(dialog, PlanDialog)
    dialog.issuer.setText("Tỉnh ủy")
    dialog.accept_button.click()
    assert page.table.rows.all[0].target.given_by == "Tỉnh ủy, KH 41"


def test_a_plan_is_thrown_away_from_the_list_of_plans(
    page: TargetsScreen, notices: list[Notice]
) -> None:
    page.acts.list_plans()
    dialog = dialog_of(page, PlansDialog)
    assert isinstance(dialog, PlansDialog)
    [row] = dialog.table.rows.all
    assert (row.words, row.targets) == ("UBND tỉnh, KH 41", 3)
    dialog.gone_button.click()
    assert names(page) == []
    assert dialog.table.rows.all == ()
    assert not dialog.gone_button.isEnabled()
    dialog.reject()
    done = notices[-1]
    assert done.text.endswith("cùng 3 chỉ tiêu vào thùng rác.")
    assert done.takes_back is not None
    done.takes_back()
    assert "Thôn Hạ" in names(page)
    assert done.again is not None
    done.again()
    assert names(page) == []


def test_a_plan_is_put_right_from_the_list_of_plans(page: TargetsScreen) -> None:
    page.acts.list_plans()
    listed = dialog_of(page, PlansDialog)
    assert isinstance(listed, PlansDialog)
    listed.accept_button.click()
    dialog = dialog_of(page, PlanDialog)
    assert isinstance(dialog, PlanDialog)
    dialog.issuer.setText("Tỉnh ủy")
    dialog.accept_button.click()
    assert page.table.rows.all[0].target.given_by == "Tỉnh ủy, KH 41"


def test_deleting_goes_to_the_bin_and_back(
    qtbot: QtBot, page: TargetsScreen, notices: list[Notice]
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert names(page) == ["Học nghề", "Xã không ma túy"]
    undo = notices[-1].takes_back
    assert undo is not None
    undo()
    assert "Thôn Hạ" in names(page)


def test_an_empty_year_offers_the_one_before(page: TargetsScreen) -> None:
    page.visit(OpenTargets(2031))
    assert page.message.text == "Chưa có chỉ tiêu năm 2031. Chép từ năm 2030 hoặc thêm mới."
    page.acts.copy(2030, 2031)
    assert names(page) == ["Xã không ma túy"]
    assert page.message.text == ""


def test_a_leader_sees_and_changes_nothing(
    qtbot: QtBot, page: TargetsScreen, desk: Desk, office: Office, habits: QSettings
) -> None:
    desk.office = replace(office, actor=replace(LAN, role=Role.LEADER))
    screen = TargetsScreen(desk, habits)
    qtbot.addWidget(screen)
    assert not screen.add_button.isVisibleTo(screen)
    assert [words for words, *_ in screen.menu_lines()] == [
        "Xem những người đứng sau",
        "Xuất Excel…\tCtrl+E",
    ]


def test_a_share_passed_on_the_way_down_the_list_leaves_nothing_behind(
    page: TargetsScreen, made_up: MadeUp
) -> None:
    made_up.share("Q", "H", "P")
    page.add_button.click()
    dialog = dialog_of(page, TargetDialog)
    assert isinstance(dialog, TargetDialog)
    dialog.code.value = "Q"
    assert dialog.share.value is True
    dialog.code.value = "H"
    assert dialog.share.value is False
    dialog.share.setCurrentIndex(1)
    dialog.code.value = "P"
    assert dialog.share.value is True  # chosen by hand, it stays
    dialog.reject()
