"""A report closed in the window: the dialog, the files, the grid after it, sending and so on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.reports.codes import PeriodKind, ReportState
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.reports.closing.freezing import FreezeReport, freeze_supplement
from rehabdesk.services.reports.closing.kept import read_kept
from rehabdesk.services.reports.closing.products import made_files
from rehabdesk.services.reports.closing.sending import NoteSent, note_sent
from rehabdesk.services.reports.closing.words import read_words
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.reports.freezing.calendar_dialog import CalendarDialog
from rehabdesk.ui.reports.freezing.changes_dialog import ChangesDialog
from rehabdesk.ui.reports.freezing.files import write_files
from rehabdesk.ui.reports.freezing.freeze_dialog import FreezeDialog
from rehabdesk.ui.reports.freezing.register_dialog import RegisterDialog
from rehabdesk.ui.reports.freezing.short_dialogs import ReopenDialog, SentDialog
from rehabdesk.ui.reports.freezing.words_dialog import WordsDialog
from rehabdesk.ui.reports.screen import ReportsScreen
from rehabdesk.ui.visits import OpenPerson, OpenReports
from tests.builders import InlineLane
from tests.services.indicators.lives import Lives
from tests.services.reports.closing.closed import ASKED, SPRING, at, close
from tests.ui.mnemonics import clashes

LATER = datetime(2026, 12, 20, 10, 15)


@pytest.fixture
def lives(office: Office) -> Lives:
    found = Lives(office)
    found.decided(SPRING, 24, full_name="Lê Hoàng An")
    found.keep()
    return found


@pytest.fixture
def page(
    qtbot: QtBot, office: Office, lives: Lives, dressed: object, habits: QSettings
) -> ReportsScreen:
    del lives, dressed
    screen = ReportsScreen(Desk(at(office), InlineLane()), habits)
    qtbot.addWidget(screen)
    screen.resize(1180, 660)
    screen.show()
    screen.show_report(ASKED)
    return screen


def the(page: ReportsScreen, kind: type[FormDialog]) -> FormDialog:
    [dialog] = [each for each in page.findChildren(kind) if each.isVisible()]
    return dialog


def state(page: ReportsScreen) -> ReportState:
    assert page.page is not None
    return page.page.standing.state


def frozen(page: ReportsScreen, folder: Path) -> None:
    page.closing.button.click()
    dialog = the(page, FreezeDialog)
    assert isinstance(dialog, FreezeDialog)
    dialog.path.setText(str(folder / dialog.offer.package_name))
    dialog.accept_button.click()


def test_closing_leaves_the_files_and_another_grid(page: ReportsScreen, tmp_path: Path) -> None:
    page.closing.button.click()
    dialog = the(page, FreezeDialog)
    assert isinstance(dialog, FreezeDialog)
    assert not clashes(dialog)
    assert dialog.accept_button.text() == "Chốt và tạo 3 bản"
    assert dialog.early is None
    assert not dialog.password.isEnabled()
    dialog.path.setText(str(tmp_path / "khong-co" / "goi.rdgoi"))
    dialog.accept_button.click()
    assert "Không thấy thư mục" in dialog.message.text
    assert page.page is not None
    assert page.page.kept is None
    dialog.path.setText(str(tmp_path / dialog.offer.package_name))
    dialog.accept_button.click()
    assert page.page.kept is not None
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".ini") == [
        "BC-nam-2026-xa-Yen-Thinh.docx",
        "BC-nam-2026-xa-Yen-Thinh.pdf",
        "BC-nam-2026-xa-Yen-Thinh.xlsx",
        "yen-thinh-nam-2026.rdgoi",
    ]
    titles = [column.title for column in page.table.grid_rows.columns]
    assert titles[-1] == "Nay"
    assert page.closing.button.text() == "Ghi đã &gửi…"
    assert not page.closing.zero_link.isVisible()
    assert not page.state.problems.isVisible()
    assert not clashes(page)


def test_before_its_day_a_reason_is_asked(
    qtbot: QtBot, office: Office, lives: Lives, dressed: object, habits: QSettings
) -> None:
    del lives, dressed
    screen = ReportsScreen(Desk(office, InlineLane()), habits)
    qtbot.addWidget(screen)
    screen.show()
    screen.show_report(ASKED)
    screen.closing.button.click()
    dialog = the(screen, FreezeDialog)
    assert isinstance(dialog, FreezeDialog)
    dialog.path.clear()
    for each in dialog.products.values():
        each.tick.setChecked(False)
    dialog.accept_button.click()
    assert dialog.form.box("early_reason").message.startswith("Chưa tới ngày chốt 14/12/2026")
    assert dialog.early is not None
    dialog.early.setText("Tỉnh yêu cầu")
    dialog.accept_button.click()
    assert screen.page is not None
    assert screen.page.standing.state is ReportState.FROZEN


def test_what_changed_stands_beside_and_opens_the_file(
    page: ReportsScreen, office: Office, lives: Lives, tmp_path: Path
) -> None:
    frozen(page, tmp_path)
    person, _ = lives.decided(date(2026, 9, 9), full_name="Mai Xuân Nam")
    lives.keep()
    page.desk.office = at(office, LATER)
    page.refresh()
    assert "dòng nay đã khác" in page.closing.changes_chip.accessibleName()
    page.closing.changes_chip.clicked.emit()
    dialog = the(page, ChangesDialog)
    assert isinstance(dialog, ChangesDialog)
    assert {row.name for row in dialog.table.rows.all} == {"Mai Xuân Nam"}
    assert (row := dialog.table.current) is not None
    assert row.reason in dialog.whole.text()
    assert row.cause in dialog.whole.text()
    seen: list[object] = []
    page.wanted.connect(seen.append)
    dialog.accept_button.click()
    assert seen == [OpenPerson(person)]


def test_a_frozen_figure_opens_the_names_of_then(
    page: ReportsScreen, office: Office, lives: Lives, tmp_path: Path
) -> None:
    frozen(page, tmp_path)
    lives.decided(date(2026, 9, 9), full_name="Mai Xuân Nam")
    lives.keep()
    page.desk.office = at(office, LATER)
    page.refresh()
    row = next(each for each in page.table.grid_rows.grid.rows if each.code == "S02")  # type: ignore[union-attr]
    for role, count in ((ColumnRole.NOW, 1), (ColumnRole.TODAY, 2)):
        page.beside.open_figure(row.key, role)
        assert page.panel.behind is not None
        assert len(page.panel.behind.members) == count


def test_sent_and_undone(page: ReportsScreen, tmp_path: Path) -> None:
    frozen(page, tmp_path)
    said: list[Notice] = []
    page.desk.noticed.connect(said.append)
    page.closing.button.click()
    dialog = the(page, SentDialog)
    assert isinstance(dialog, SentDialog)
    assert dialog.to.value == "Ủy ban nhân dân tỉnh Hòa Sơn"
    dialog.accept_button.click()
    assert state(page) is ReportState.SENT
    assert not page.closing.button.isVisible()
    assert page.focusWidget() is page.table  # the button the keys were on has gone
    done = said[-1]
    assert done.act is not None
    assert done.again is not None
    for _ in range(2):
        done.act()
        assert state(page) is ReportState.FROZEN
        done.again()
        assert state(page) is ReportState.SENT


def test_an_opening_is_taken_back_and_done_again(page: ReportsScreen, tmp_path: Path) -> None:
    frozen(page, tmp_path)
    said: list[Notice] = []
    page.desk.noticed.connect(said.append)
    page.closing.open_reopening()
    dialog = the(page, ReopenDialog)
    assert isinstance(dialog, ReopenDialog)
    dialog.reason.setPlainText("Tỉnh trả lại")
    dialog.accept_button.click()
    for _ in range(2):
        done = said[-1]
        assert done.act is not None
        assert done.again is not None
        assert state(page) is ReportState.REOPENED
        done.act()
        assert state(page) is ReportState.FROZEN
        assert said[-1].text == "Đã hoàn tác mở chốt"
        done.again()
    page.closing.open_register()
    register = the(page, RegisterDialog)
    assert isinstance(register, RegisterDialog)
    assert [row.note for row in register.table.rows.all] == ["Tỉnh trả lại"]


def test_beside_a_supplement_the_first_is_one_click_away(
    page: ReportsScreen, office: Office, lives: Lives
) -> None:
    first = close(office).report_id
    version = office.look(partial(read_kept, report_id=first)).kept.version
    order = NoteSent(first, version, date(2026, 12, 16), "UBND tỉnh Hòa Sơn", "")
    at(office, LATER).do(partial(note_sent, order=order))
    lives.decided(date(2026, 9, 9), full_name="Mai Xuân Nam")
    lives.keep()
    at(office, LATER).do(partial(freeze_supplement, order=FreezeReport(ASKED, frozenset())))
    page.desk.office = at(office, LATER)
    page.refresh()
    chip = page.state.state
    assert chip.accessibleName() == ("Bổ sung lần 1, chốt 20/12/2026 · bản đầu đã gửi 16/12/2026")
    chip.clicked.emit()
    assert page.message.text.startswith("Đang xem Báo cáo năm 2026, số đã chốt 15/12/2026")
    assert chip.accessibleName() == "Đã gửi 16/12/2026 · có bổ sung lần 1, chốt 20/12/2026"
    assert "= <b>1</b>" in page.balance.words.text()  # of the figures looked at
    chip.clicked.emit()
    assert page.closing.kept is not None
    assert page.closing.kept.serial == 1
    assert chip.accessibleName().startswith("Bổ sung lần 1")


def test_opened_again_it_can_still_be_looked_at(page: ReportsScreen, tmp_path: Path) -> None:
    frozen(page, tmp_path)
    page.closing.open_reopening()
    dialog = the(page, ReopenDialog)
    assert isinstance(dialog, ReopenDialog)
    dialog.accept_button.click()
    assert "lý do" in dialog.form.box("reason").message
    dialog.reason.setPlainText("Tỉnh trả lại")
    dialog.accept_button.click()
    assert page.page is not None
    assert page.page.standing.state is ReportState.REOPENED
    page.closing.open_register()
    register = the(page, RegisterDialog)
    assert isinstance(register, RegisterDialog)
    [line] = register.table.rows.all
    assert (line.state, len(line.products)) == (ReportState.REOPENED, 4)
    register.table.choose(line.id)
    register.accept_button.click()
    assert page.message.text.startswith("Đang xem Báo cáo năm 2026, số đã chốt 15/12/2026")
    assert page.closing.has_files


def test_a_visit_opens_a_closed_report(
    qtbot: QtBot, office: Office, lives: Lives, dressed: object, habits: QSettings
) -> None:
    del lives, dressed
    made = close(office)
    screen = ReportsScreen(Desk(at(office, LATER), InlineLane()), habits)
    qtbot.addWidget(screen)
    screen.visit(OpenReports(report_id=made.report_id))
    assert screen.page is not None
    assert screen.page.kept is not None
    assert screen.page.kept.id == made.report_id


def test_words_are_kept_and_an_earlier_report_is_proposed(
    page: ReportsScreen, office: Office
) -> None:
    page.closing.open_words()
    dialog = the(page, WordsDialog)
    assert isinstance(dialog, WordsDialog)
    assert not clashes(dialog)
    dialog.boxes["causes"].setPlainText("Địa bàn rộng.")
    dialog.accept_button.click()
    assert at(office).look(partial(read_words, asked=ASKED)).words == {"causes": "Địa bàn rộng."}
    following = replace(ASKED.period, year=2027)
    page.show_report(replace(ASKED, period=following))
    page.closing.open_words()
    dialog = the(page, WordsDialog)
    assert isinstance(dialog, WordsDialog)
    box = dialog.form.box("causes")
    assert box.message == "Lấy từ Báo cáo năm 2026. Xem lại cho kỳ này."
    dialog.boxes["causes"].setPlainText("Khác")
    assert "Lấy từ" not in box.message


def test_where_there_is_something_no_zero_is_confirmed(page: ReportsScreen) -> None:
    page.closing.open_zero()
    dialog = the(page, FreezeDialog)
    assert isinstance(dialog, FreezeDialog)
    assert dialog.message.text.startswith("Kỳ này có ")  # before anything is filled in
    assert not dialog.accept_button.isEnabled()
    dialog.submit()  # Ctrl+Enter does not get by either
    assert page.page is not None
    assert page.page.kept is None


def test_where_there_is_nothing_a_zero_goes_to_the_register(
    page: ReportsScreen, tmp_path: Path
) -> None:
    before = ReportPeriod(PeriodKind.MONTH, 2022, 5)
    page.show_report(ReportAsked("thang-quy", before))
    page.closing.open_zero()
    dialog = the(page, FreezeDialog)
    assert isinstance(dialog, FreezeDialog)
    assert dialog.message.text == ""
    dialog.path.setText(str(tmp_path / dialog.offer.package_name))
    dialog.accept_button.click()
    page.closing.open_register()
    register = the(page, RegisterDialog)
    assert isinstance(register, RegisterDialog)
    register.year.value = 2022
    register.year.chosen.emit(2022)
    [line] = register.table.rows.all
    assert (line.state_words, len(line.products)) == ("Đã chốt, không phát sinh", 4)


def test_the_office_chooses_what_it_sends(page: ReportsScreen) -> None:
    page.closing.open_calendar()
    dialog = the(page, CalendarDialog)
    assert isinstance(dialog, CalendarDialog)
    assert dialog.ticks["bao-cao-chung", PeriodKind.YEAR].isChecked()
    for tick in dialog.ticks.values():
        tick.setChecked(False)
    dialog.accept_button.click()
    assert "ít nhất một" in dialog.message.text


def test_who_only_reads_has_no_buttons_of_closing(
    qtbot: QtBot, office: Office, lives: Lives, dressed: object, habits: QSettings
) -> None:
    del lives, dressed
    leader = replace(at(office), actor=Actor(1, "Lê Quang Vịnh", "", Role.LEADER))
    screen = ReportsScreen(Desk(leader, InlineLane()), habits)
    qtbot.addWidget(screen)
    screen.show()
    assert not screen.closing.button.isVisible()
    assert "Lời của báo cáo…" not in [words for words, _, _ in screen.menu_lines()]


def test_a_file_somebody_worked_on_is_not_written_over(page: ReportsScreen, tmp_path: Path) -> None:
    frozen(page, tmp_path)
    path = tmp_path / "BC-nam-2026-xa-Yen-Thinh.docx"
    path.write_bytes(b"edited")
    assert page.page is not None
    assert page.page.kept is not None
    files = page.desk.office.look(partial(made_files, report_id=page.page.kept.id))  # type: ignore[union-attr]
    names = [each.name for each in write_files(tmp_path, files)]
    assert "BC-nam-2026-xa-Yen-Thinh (2).docx" in names
    assert path.read_bytes() == b"edited"
