"""The page of reports by its keys: from a figure to its names, to a file, and back to the cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.reports.codes import Comparison, PeriodKind
from rehabdesk.domain.reports.grid import Balance
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.services.consolidation.units import list_units
from rehabdesk.services.indicators.members import NearMiss
from rehabdesk.services.office import Office
from rehabdesk.services.reports.closing.freezing import FreezeReport, freeze_report
from rehabdesk.services.reports.reading import Reader, ReportAsked
from rehabdesk.services.reports.showing.page import Choice
from rehabdesk.ui.consolidation.view_dialog import PackageDialog
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.reports.balance_line import balance_words
from rehabdesk.ui.reports.dialogs.period import PeriodDialog
from rehabdesk.ui.reports.dialogs.rule import RuleDialog
from rehabdesk.ui.reports.dialogs.three import ThreeDialog
from rehabdesk.ui.reports.grid.table import FigureTable
from rehabdesk.ui.reports.head import OTHER
from rehabdesk.ui.reports.screen import ReportsScreen
from rehabdesk.ui.visits import OpenPackages, OpenPerson, OpenReports
from tests.builders import taken_in
from tests.services.consolidation.scene import (
    ASKED,
    LAYOUT,
    PASSWORD,
    a_member,
    a_sender,
    an_upper_office,
    receive,
    row_keys,
    the_file,
)
from tests.services.reports.made_up import NINE, MadeUp, made_up, somebody
from tests.ui.mnemonics import clashes

__all__ = ["made_up"]

LATE, CARD = date(2026, 3, 1), "099092000001"
SIDES = 40  # of a choice: its frame and its arrow
NOW, THEN = ColumnRole.NOW, ColumnRole.THEN
BROKEN = Balance(11, 8, 6, 14, ((7, "Mai Xuân Nam", "có giấy xác nhận nhưng còn đợt mở"),))


@pytest.fixture
def page(
    qtbot: QtBot,
    desk: Desk,
    habits: QSettings,
    made_up: MadeUp,
    monkeypatch: pytest.MonkeyPatch,
) -> ReportsScreen:
    made_up.head("I. Người")
    made_up.count("X", somebody(1, LATE), somebody(2, LATE))
    made_up.near["X"] = [NearMiss(4, "Người 4", 1992, "Đã ký nhưng chưa nhập số")]
    made_up.head("II. Việc")
    made_up.count("Y")
    made_up.give("G")
    made_up.stock("S11", lambda day: day.month)
    monkeypatch.setattr(Reader, "balance", lambda _: BROKEN)
    screen = ReportsScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1180, 660)
    with qtbot.waitActive(screen):
        screen.show()
    screen.table.setFocus()
    return screen


def press(qtbot: QtBot, page: ReportsScreen, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.table, key)


def test_arrows_pass_over_heads_and_enter_opens_names(qtbot: QtBot, page: ReportsScreen) -> None:
    assert page.table.current_cell == ("X", NOW)
    press(qtbot, page, Qt.Key.Key_Down)
    assert page.table.current_cell == ("Y", NOW)
    press(qtbot, page, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert page.panel.title.text() == "Chỉ tiêu X: 2 người"
    assert page.panel.title.width() > page.panel.width() / 2
    titles = [line.title for line in page.panel.list.shown.lines]
    assert titles == ["Người 1", "Người 2", "Gần đủ nhưng không tính · 1", "Người 4"]
    press(qtbot, page, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert page.table.current_cell == ("X", THEN)
    assert page.panel.title.text() == "Chỉ tiêu X: 0 người"
    assert page.panel.empty.isVisible()


def test_the_cell_stays_in_sight_when_names_take_the_room(
    qtbot: QtBot, page: ReportsScreen
) -> None:
    assert page.page is not None
    table = FigureTable()
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    table.show_grid(page.page.grid)
    table.choose("X")
    table.resize(250, 300)
    qtbot.waitUntil(lambda: table.viewport().width() < 250)
    seen = table.visualRect(table.currentIndex())
    assert table.viewport().rect().contains(seen.center())


def test_f6_goes_to_the_names_and_back_to_the_cell(qtbot: QtBot, page: ReportsScreen) -> None:
    page.table.choose("X")
    press(qtbot, page, Qt.Key.Key_Return, Qt.Key.Key_F6)
    assert page.panel.list.hasFocus()
    with qtbot.waitSignal(page.wanted) as told:
        qtbot.keyClick(page.panel.list, Qt.Key.Key_Down)
        qtbot.keyClick(page.panel.list, Qt.Key.Key_Return)
    assert told.args == [OpenPerson(2, (1, 2))]
    page.refresh()
    assert page.table.current_cell == ("X", NOW)
    assert page.panel.list.current is not None
    assert page.panel.list.current.title == "Người 2"
    qtbot.keyClick(page.panel.list, Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert page.table.hasFocus()


def test_a_click_opens_a_zero_too(qtbot: QtBot, page: ReportsScreen) -> None:
    rows = page.table.grid_rows
    place = next(at for at in range(rows.rowCount()) if rows.row(at).key == "Y")
    index = page.table.grid_rows.index(place, 3)
    spot = page.table.visualRect(index).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.panel.title.text() == "Chỉ tiêu Y: 0 người"


def test_the_open_panel_follows_the_arrows(qtbot: QtBot, page: ReportsScreen) -> None:
    press(qtbot, page, Qt.Key.Key_Return, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.panel.title.text() == "Chỉ tiêu Y: 0 người")


def test_names_are_copied_as_text(qtbot: QtBot, page: ReportsScreen) -> None:
    page.table.choose("X")
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines()[0] == "Chỉ tiêu X: 2 người"
    page.beside.close()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines()[0].startswith("STT\tNội dung\tNăm 2025")


def test_what_is_wrong_is_counted_and_led_to(qtbot: QtBot, page: ReportsScreen) -> None:
    assert page.state.problems.accessibleName() == "2 chỗ cần sửa"
    qtbot.keyClick(page.state.problems, Qt.Key.Key_Return)
    kinds = [line.title for line in page.panel.list.shown.lines if line.is_head]
    assert [each.partition(" · ")[0] for each in kinds] == [
        "Chưa có số được cung cấp",
        "Đầu kỳ, vào, ra và cuối kỳ chưa khớp",
    ]
    page.panel.list.setCurrentIndex(page.panel.list.shown.index(3))
    with qtbot.waitSignal(page.wanted) as told:
        qtbot.keyClick(page.panel.list, Qt.Key.Key_Return)
    assert told.args == [OpenPerson(7)]


def test_a_broken_balance_names_who_breaks_it(qtbot: QtBot, page: ReportsScreen) -> None:
    assert "cuối kỳ là <b>14</b> vì:" in page.balance.words.text()
    with qtbot.waitSignal(page.wanted) as told:
        page.balance._names[0].click()
    assert told.args == [OpenPerson(7)]
    even = balance_words(Balance(11, 8, 6, 13))
    assert even == "Cân đối: đầu kỳ 11 + vào 8 − ra 6 = <b>13</b>, đúng bằng cuối kỳ"


def test_another_period_is_chosen_and_remembered(
    qtbot: QtBot, page: ReportsScreen, habits: QSettings
) -> None:
    assert page.page is not None
    nine = next(each for each in page.page.choices if each.period.kind is PeriodKind.NINE_MONTHS)
    page.choices.report.value = (nine.layout_key, nine.period)
    assert page.page.grid.title == "Báo cáo thử 9 tháng năm 2026"
    assert str(habits.value("reports/kind")) == "nine_months"
    page.choices.compared.value = Comparison.NONE
    assert [column.role for column in page.page.grid.columns] == [NOW]
    page.choices.report.value = OTHER
    [dialog] = page.findChildren(PeriodDialog)
    dialog.kind.value = PeriodKind.FREE
    dialog.first.setText("01/03/2026")
    dialog.last.setText("28/02/2026")
    assert not dialog.accept_button.isEnabled()
    dialog.last.setText("31/03/2026")
    dialog.accept_button.click()
    assert page.page.asked.period.words == "từ 01/03/2026 đến 31/03/2026"


def test_charts_stand_in_place_of_the_grid(qtbot: QtBot, page: ReportsScreen) -> None:
    page.state.charts.click()
    assert page.charts.isVisible()
    assert page.charts.trend.count == 12
    assert "đang quản lý 11 người" in page.charts.words.text()
    qtbot.keyClick(page.charts.trend, Qt.Key.Key_Left)
    assert page.charts.trend.accessibleDescription() == "Ngày 14/11/2026: 11 người"
    page.state.charts.click()
    assert page.table.isVisible()


def test_a_visit_turns_to_its_report_and_figure(qtbot: QtBot, page: ReportsScreen) -> None:
    page.visit(OpenReports("own", date(2026, 9, 14), row_key="Y"))
    assert page.page is not None
    assert page.page.asked.period.kind is PeriodKind.NINE_MONTHS
    assert page.table.current_cell == ("Y", NOW)


def test_the_rule_of_a_line_and_three_periods(
    page: ReportsScreen,
) -> None:
    words = [line[0] for line in page.menu_lines()]
    assert words[0] == "Cách tính dòng này"
    page.open_rule()
    [dialog] = page.findChildren(RuleDialog)
    assert dialog.lines.rowCount() >= 4
    dialog.submit()
    page.open_three()
    [three] = page.findChildren(ThreeDialog)
    assert three.table is not None
    assert three.table.current_identity == "X"
    three.submit()


def test_no_two_buttons_answer_to_one_letter(page: ReportsScreen) -> None:
    page.table.open_current()
    assert clashes(page) == {}


def test_the_delivered_report_opens_on_real_records(
    qtbot: QtBot, desk: Desk, habits: QSettings
) -> None:
    assert desk.office is not None
    taken_in(desk.office)
    screen = ReportsScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1366, 700)
    screen.show()
    assert screen.page is not None
    assert screen.page.grid.title == "Báo cáo năm 2026"
    key = next(row.key for row in screen.page.grid.rows if row.code == "S02")
    screen.beside.open_figure(key)
    assert screen.panel.behind is not None
    assert screen.panel.title.text() == "Quyết định mới trong kỳ: 0 người"


def test_an_upper_office_sees_totals_and_their_units(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    senders = (a_sender(1), a_sender(2, S11=20))
    an_upper_office(office, *senders)
    office.clock = lambda: datetime(2026, 12, 16, 9)
    receive(office, *(the_file(each) for each in senders))
    screen = ReportsScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1366, 700)
    screen.show()
    assert screen.page is not None
    assert screen.page.is_upper
    key = next(row.key for row in screen.page.grid.rows if row.code == "S11")
    assert screen.page.grid.row(key).words[NOW] == "33"
    screen.beside.open_figure(key)
    names = [line.title for line in screen.panel.list.shown.lines if not line.is_head]
    assert names == ["Xã Số 1", "Xã Số 2"]
    screen.turn_charts()
    assert screen.charts.trend.points[-1].count == 33


def test_units_without_figures_are_put_right_on_the_page_of_packages(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    senders = (a_sender(1), a_sender(2))
    an_upper_office(office, *senders)
    office.clock = lambda: datetime(2026, 12, 17, 9)
    receive(office, the_file(senders[0]))
    screen = ReportsScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show_report(ASKED)
    assert screen.state.problems.accessibleName() == "1 chỗ cần sửa"
    assert screen.state.words.text().endswith("(02 ngày làm việc), quá hạn 1 ngày")
    screen.beside.open_problems()
    told = [(line.title, line.below) for line in screen.panel.list.shown.lines if not line.is_head]
    assert told == [("Xã Số 2", "Chưa có số liệu. Trễ 1 ngày")]
    with qtbot.waitSignal(screen.wanted) as asked:
        screen.panel.open_current()
    [visit] = asked.args or [None]
    assert isinstance(visit, OpenPackages)
    assert (visit.layout_key, visit.until_on) == (LAYOUT, date(2026, 12, 14))
    assert visit.unit_id == office.look(list_units)[1].id


def test_the_days_of_a_report_are_read_whole(qtbot: QtBot, page: ReportsScreen) -> None:
    """The longest name on offer takes no room from the days and what they are held against."""
    page.show_report(ReportAsked("own", NINE))
    assert page.page is not None
    long = Choice("other", NINE, f"{page.page.grid.title} theo mẫu riêng của tỉnh")
    page.choices.show_page(replace(page.page, choices=(*page.page.choices, long)))
    fields = (page.choices.window, page.choices.compared)
    qtbot.waitUntil(lambda: all(each.width() >= _needed(each) for each in fields), timeout=2_000)


def _needed(field: QComboBox) -> int:
    return field.fontMetrics().horizontalAdvance(field.currentText()) + SIDES


def test_from_a_total_over_a_unit_to_the_names_it_sent_and_back(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    plain = a_sender(1)
    named = replace(a_sender(2), members=[a_member("S02", CARD, "Lê An"), a_member("S11", CARD)])
    an_upper_office(office, plain, named)
    office.clock = lambda: datetime(2026, 12, 16, 9)
    receive(office, the_file(plain), the_file(named, PASSWORD))
    screen = ReportsScreen(desk, habits)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    key = row_keys()["S02"]
    screen.table.choose(key)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.panel.open_button.text() == "Mở gói"
    assert said_by(screen, qtbot) == ("Xã Số 1 · Báo cáo năm 2026", key, [])
    qtbot.keyClick(screen.panel.list, Qt.Key.Key_Down)
    assert said_by(screen, qtbot) == ("Xã Số 2 · Báo cáo năm 2026", key, ["Lê An"])
    opened = select(AuditEntry.facts).where(AuditEntry.act == "figure.opened")
    trail = office.look(lambda work: work.session.scalars(opened).all())
    assert "Xã Số 2" in str(trail[-1])
    qtbot.keyClick(screen.panel.list, Qt.Key.Key_Escape)
    assert screen.table.current_cell == (key, NOW)


def said_by(screen: ReportsScreen, qtbot: QtBot) -> tuple[str, str | None, list[str]]:
    """Open the line gone to, read what is shown, and close it."""
    screen.panel.open_current()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, PackageDialog)]
    title, row = dialog.windowTitle(), dialog.table.current
    told = [each.name for each in dialog.people.rows.all]
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close_button.click()
    return title, row.key if row else None, told


def test_a_closed_report_shows_then_beside_now(
    page: ReportsScreen, office: Office, made_up: MadeUp
) -> None:
    """What was closed keeps its figures and names; what has changed since stands beside them."""
    asked = ReportAsked("own", NINE)
    office.do(partial(freeze_report, order=FreezeReport(asked, frozenset())))
    made_up.members["X"].append(somebody(3, LATE))
    page.show_report(asked)
    assert page.page is not None
    row = page.page.grid.row("X")
    assert (row.words[NOW], row.words[ColumnRole.TODAY]) == ("2", "3")
    assert page.state.problems.accessibleName() == ""
    page.beside.open_figure("X")
    assert page.panel.title.text() == "Chỉ tiêu X: 2 người"
    page.beside.open_figure("X", ColumnRole.TODAY)
    assert page.panel.title.text() == "Chỉ tiêu X: 3 người"


def test_the_pages_are_shown_before_they_are_printed(
    qtbot: QtBot, desk: Desk, habits: QSettings
) -> None:
    screen = ReportsScreen(desk, habits)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    [dialog] = screen.window().findChildren(PaperDialog)
    assert dialog.isVisible()
    dialog.reject()
