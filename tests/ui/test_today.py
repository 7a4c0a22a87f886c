"""Hôm nay: piles by their keys, the main act by Enter, the month, the page for the chair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.decisions.papers import attach_signed_copy
from rehabdesk.services.law.calendar_days import import_days
from rehabdesk.services.office import Office
from rehabdesk.services.tasks.task import Pile, TaskKind
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.decisions.register.deliver_dialog import DeliverDialog
from rehabdesk.ui.flagging import FlagDialog
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.purpose import PurposeDialog
from rehabdesk.ui.today.dialogs import ExtendDialog, LateDialog
from rehabdesk.ui.today.screen import ALL_SEEN, NO_RIGHT, TodayScreen
from rehabdesk.ui.visits import Compose, NumberPapers, OpenPerson, OpenRegister, OpenReports
from tests.builders import InlineLane, a_volunteer, taken_in
from tests.services.law.test_calendar_days import whole_year
from tests.ui.paper_builders import numbered, submitted

Write = Callable[[QWidget, str], None]


@pytest.fixture
def desk(office: Office, dressed: Style) -> Desk:
    """A morning three working days after completion: what was not done is late."""
    return Desk(replace(office, clock=lambda: datetime(2026, 12, 3, 8)), InlineLane())


@pytest.fixture
def person(office: Office) -> int:
    return taken_in(office)


@pytest.fixture
def paper(office: Office) -> int:
    """Number 41, not handed over; its person completed rehabilitation on 30/11."""
    decision_id = submitted(office, taken_in(office, full_name="Bùi Thành Đạt", papers=()), ())
    numbered(office, decision_id, "41", date(2026, 11, 23))
    return decision_id


def screen_over(qtbot: QtBot, desk: Desk, habits: QSettings) -> TodayScreen:
    page = TodayScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.setFocus()
    return page


def kinds(page: TodayScreen) -> list[TaskKind]:
    return [row.task.kind for row in page.pile_card.rows.all]


def choose(page: TodayScreen, kind: TaskKind) -> None:
    for card in (page.pile_card, page.coming_card):
        for row in card.rows.all:
            if row.task.kind is kind:
                card.table.choose(row.id)
                return
    raise AssertionError(kind)


def test_what_is_late_comes_first_and_tells_why(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings
) -> None:
    page = screen_over(qtbot, desk, habits)
    assert page.piles.pile is Pile.OVERDUE
    assert kinds(page) == [TaskKind.DECIDE]
    assert page.panel.title.text() == "Quyết định quản lý sau cai"
    told = page.panel.sentences
    assert "27/11/2026" in told
    assert any("Hoàn thành cai nghiện ngày 30/11/2026" in each for each in told)
    assert page.panel.act_button.text() == "Soạn quyết định"


def test_enter_does_the_main_act_and_the_button_opens_the_file(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings
) -> None:
    page = screen_over(qtbot, desk, habits)
    with qtbot.waitSignal(page.wanted) as asked:
        qtbot.keyClick(page.pile_card.table, Qt.Key.Key_Return)
    assert asked.args == [Compose((person,), purpose="post_rehab")]
    with qtbot.waitSignal(page.wanted) as asked:
        page.panel.open_button.click()
    assert asked.args == [OpenPerson(person, (person,))]


def test_the_piles_answer_to_their_keys(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings, office: Office
) -> None:
    decision_id = submitted(office, person)
    page = screen_over(qtbot, desk, habits)
    qtbot.keyClick(page, Qt.Key.Key_1)
    assert page.piles.pile is Pile.AWAITING
    assert kinds(page) == [TaskKind.UNSIGNED]
    with qtbot.waitSignal(page.wanted) as asked:
        qtbot.keyClick(page.pile_card.table, Qt.Key.Key_Return)
    assert asked.args == [NumberPapers((decision_id,))]
    qtbot.keyClick(page, Qt.Key.Key_5)
    assert kinds(page) == [TaskKind.REPORT_CLOSES, TaskKind.REPORT_SENT]
    assert page.panel.act_button.text() == "Mở báo cáo"
    with qtbot.waitSignal(page.wanted) as asked:
        page.panel.act_button.click()
    assert asked.args == [OpenReports("bao-cao-chung", date(2026, 12, 14))]
    qtbot.keyClick(page, Qt.Key.Key_4)
    assert kinds(page) == []


def test_a_paper_given_leaves_the_page(
    qtbot: QtBot, paper: int, desk: Desk, habits: QSettings
) -> None:
    page = screen_over(qtbot, desk, habits)
    assert TaskKind.DELIVER in kinds(page)
    choose(page, TaskKind.DELIVER)
    page.panel.act_button.click()
    [dialog] = page.findChildren(DeliverDialog)
    dialog.prints.setChecked(False)
    dialog.accept_button.click()
    assert TaskKind.DELIVER not in kinds(page)


def test_numbering_elsewhere_refreshes_the_page(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings, office: Office
) -> None:
    decision_id = submitted(office, person, (a_volunteer(office),))
    page = screen_over(qtbot, desk, habits)
    assert TaskKind.DECIDE in kinds(page)
    numbered(office, decision_id, "41")
    desk.changed.emit(frozenset({"decision"}))
    assert TaskKind.DECIDE not in kinds(page)


def test_lateness_gets_its_reason_and_a_new_day(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings, write: Write
) -> None:
    page = screen_over(qtbot, desk, habits)
    page.panel.late_button.click()
    [late] = page.findChildren(LateDialog)
    late.accept_button.click()
    assert late.form.box("reason").message == "Ghi lý do trễ."
    write(late.reason, "chờ Công an xác minh")
    late.accept_button.click()
    assert any("chờ Công an xác minh" in each for each in page.panel.sentences)
    page.panel.extend_button.click()
    [extend] = page.findChildren(ExtendDialog)
    extend.extended_to.value = date(2026, 12, 20)
    write(extend.number, "125/UBND-VX")
    extend.accept_button.click()
    assert kinds(page) == []
    assert page.pile_card.table._empty.text().startswith("Không có việc quá hạn. Việc gần nhất:")


def test_a_flag_of_ones_own_comes_on_its_day_and_is_dropped(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings, write: Write, office: Office
) -> None:
    office.do(partial(add_user, facts=UserFacts("Nguyễn Thị Hạnh", "", Role.CLERK)))
    page = screen_over(qtbot, desk, habits)
    page.panel.flag_button.click()
    [dialog] = page.findChildren(FlagDialog)
    dialog.on.value = date(2026, 12, 4)
    write(dialog.word, "Gọi gia đình")
    dialog.accept_button.click()
    choose(page, TaskKind.FLAG)
    assert page.panel.title.text() == "Gọi gia đình"
    assert page.panel.act_button.text() == "Bỏ cờ nhắc"
    page.panel.act_button.click()
    assert TaskKind.FLAG not in [row.task.kind for row in page.coming_card.rows.all]


def test_the_month_shows_the_tasks_of_a_day(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings
) -> None:
    page = screen_over(qtbot, desk, habits)
    page.month_button.click()
    page.month.grid.go_to(date(2026, 11, 27))
    [row] = page.month.card.rows.all
    assert row.task.kind is TaskKind.DECIDE
    assert page.panel.title.text() == "Quyết định quản lý sau cai"
    qtbot.keyClick(page.month.grid, Qt.Key.Key_Right)
    assert page.month.grid.day == date(2026, 11, 28)
    assert page.month.card.rows.all == ()


def later(desk: Desk, day: datetime, role: Role = Role.ADMINISTRATOR) -> Desk:
    assert desk.office is not None
    actor = replace(desk.office.actor, role=role)
    return Desk(replace(desk.office, clock=lambda: day, actor=actor), InlineLane())


def test_a_missing_scan_leads_to_its_line_in_the_book_and_leaves_with_the_scan(
    qtbot: QtBot, paper: int, desk: Desk, habits: QSettings, office: Office
) -> None:
    page = screen_over(qtbot, desk, habits)
    choose(page, TaskKind.ATTACH_COPY)
    assert page.panel.act_button.text() == "Mở sổ để đính kèm"
    told = page.panel.sentences
    assert "Lệ riêng của xã (Cài đặt › Hạn việc), không phải hạn của luật." in told
    with qtbot.waitSignal(page.wanted) as asked:
        page.panel.act_button.click()
    assert asked.args == [OpenRegister(paper)]
    act = partial(attach_signed_copy, decision_id=paper, name="41.pdf", content=b"%PDF-1.7")
    desk.do(page, act, lambda _: None)
    assert TaskKind.ATTACH_COPY not in kinds(page)


def test_a_reason_and_an_extension_are_corrected_taken_away_and_undone(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings, write: Write
) -> None:
    page = screen_over(qtbot, desk, habits)
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    page.panel.late_button.click()
    write(page.findChildren(LateDialog)[-1].reason, "chờ xác minh")
    page.findChildren(LateDialog)[-1].accept_button.click()
    assert page.panel.late_button.text() == "&Sửa lý do trễ"
    page.panel.late_button.click()
    again = page.findChildren(LateDialog)[-1]
    assert again.reason.value == "chờ xác minh"
    again.drop_button.click()
    assert "Lý do trễ" not in page.panel.sentences
    undo = said[-1].act
    assert undo is not None
    undo()
    assert any("chờ xác minh" in each for each in page.panel.sentences)
    page.panel.extend_button.click()
    extend = page.findChildren(ExtendDialog)[-1]
    extend.extended_to.value = date(2026, 12, 20)
    write(extend.number, "125/UBND-VX")
    extend.accept_button.click()
    assert kinds(page) == []
    undo = said[-1].act
    assert undo is not None
    undo()
    assert kinds(page) == [TaskKind.DECIDE]


def test_a_leader_begins_with_what_waits_for_him_and_is_offered_no_act(
    qtbot: QtBot, paper: int, desk: Desk, habits: QSettings, office: Office
) -> None:
    submitted(office, taken_in(office, full_name="Mai Xuân Nam", papers=()))
    page = screen_over(qtbot, later(desk, datetime(2026, 12, 3, 8), Role.LEADER), habits)
    assert page.piles.pile is Pile.AWAITING
    assert kinds(page) == [TaskKind.UNSIGNED]
    assert not page.panel.act_button.isVisible()
    assert not page.panel.extend_button.isVisible()
    assert page.chair_button.isVisible()


def test_who_may_not_read_files_sees_one_sentence_and_no_numbers(
    qtbot: QtBot, paper: int, desk: Desk, habits: QSettings
) -> None:
    page = screen_over(qtbot, later(desk, datetime(2026, 12, 3, 8), Role.CONSOLIDATOR), habits)
    assert page.message.text == NO_RIGHT
    for part in (page.piles, page.panel, page.pile_card, page.month_button, page.chair_button):
        assert not part.isVisible()


def test_nobody_is_called_unseen_before_the_management_has_begun(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings
) -> None:
    page = screen_over(qtbot, desk, habits)
    page.piles.buttons[Pile.UNSEEN].click()
    assert page.pile_card.table._empty.text() == ALL_SEEN
    assert "Chưa gặp quá 30 ngày: 0. Trong 0 người" in (
        page.piles.buttons[Pile.UNSEEN].accessibleName()
    )


def test_the_warnings_before_the_end_are_counted_and_tell_what_to_prepare(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office
) -> None:
    decision_id = submitted(office, taken_in(office), (a_volunteer(office),))
    numbered(office, decision_id, "41")
    autumn = later(desk, datetime(2028, 11, 10, 8))
    autumn.do(QWidget(), refresh_standings, lambda _: None)
    page = screen_over(qtbot, autumn, habits)
    qtbot.keyClick(page, Qt.Key.Key_2)
    assert kinds(page) == [TaskKind.CERTIFY]
    assert page.pile_card.line.text().endswith("mốc 15 ngày: 1 người")
    assert "Cần chuẩn bị" in page.panel.sentences
    assert any("– Ý kiến của Công an xã" in each for each in page.panel.sentences)


def test_the_month_names_worked_saturdays_and_years_it_does_not_know(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings, office: Office
) -> None:
    page = screen_over(qtbot, desk, habits)
    page.month_button.click()
    page.month.grid.go_to(date(2026, 8, 22))
    assert page.month.card.line.text() == "0 việc · Làm bù cho ngày 31/8/2026"
    assert page.month.doubt.text() == ""
    assert page.panel.title.text() == "Chưa chọn việc"
    page.month.grid.go_to(date(2027, 3, 1))
    assert page.month.doubt.text() == "Ngày nghỉ năm 2027 là dự kiến, chưa có thông báo"
    page.month.grid.go_to(date(2028, 3, 1))
    assert page.month.doubt.text().startswith("Chưa có ngày nghỉ, làm bù năm 2028")
    office.do(partial(import_days, table=whole_year(2028)))
    desk.changed.emit(frozenset({"calendar_day"}))
    assert page.month.doubt.text() == ""


def test_the_page_for_the_chair_asks_what_for_and_is_one_page(
    qtbot: QtBot, person: int, paper: int, desk: Desk, habits: QSettings
) -> None:
    page = screen_over(qtbot, desk, habits)
    page.chair_button.click()
    [purpose] = page.findChildren(PurposeDialog)
    assert purpose.question.text() == "Trang có 2 tên người. Mục đích?"
    purpose.accept_button.click()
    [shown] = page.findChildren(PaperDialog)
    assert shown.windowTitle() == "Trang trình Chủ tịch 2026-12-03"


def test_a_pile_asked_for_before_the_morning_is_there_stays(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as slow:
        slow.setattr(desk, "look", lambda *_, **__: None)
        page = screen_over(qtbot, desk, habits)
        page.show_pile(Pile.ENDING)
    page.refresh()
    assert (page.today is not None, page.piles.pile) == (True, Pile.ENDING)


def test_what_is_wrong_with_a_report_is_counted_after_the_morning_stands(
    qtbot: QtBot, person: int, desk: Desk, habits: QSettings
) -> None:
    page = screen_over(qtbot, desk, habits)
    page.show_pile(Pile.REPORT)
    assert "Chốt số liệu báo cáo năm 2026" in [row.task.title for row in page.pile_card.rows.all]
    page._later.timeout.emit()
    told = [row.task.title for row in page.pile_card.rows.all]
    assert told[0].startswith("Chốt số liệu báo cáo năm 2026 · ")
    page.refresh()
    assert [row.task.title for row in page.pile_card.rows.all] == told
