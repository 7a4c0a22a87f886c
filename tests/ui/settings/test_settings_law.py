"""The law, the deadlines and the calendar, as the administrator keeps them."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import DeadlineUnit, Role
from rehabdesk.domain.teamwork.supports.coming import SupportDays
from rehabdesk.services.law.calendar_days import list_days
from rehabdesk.services.law.contact_days import contact_days
from rehabdesk.services.law.deadlines import list_values, office_deadlines
from rehabdesk.services.law.packs import list_packs
from rehabdesk.services.law.signed_copies import copy_days
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.supports.days import support_days
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settings.law.calendar_dialogs import (
    DayDialog,
    RemovalDialog,
    TableDialog,
)
from rehabdesk.ui.settings.law.calendar_part import CalendarPart
from rehabdesk.ui.settings.law.deadline_dialogs import (
    BackDialog,
    ContactDaysDialog,
    CopyDaysDialog,
    DeadlineDialog,
)
from rehabdesk.ui.settings.law.deadlines_part import DeadlinesPart
from rehabdesk.ui.settings.law.law_part import LawPart
from rehabdesk.ui.settings.law.pack_dialog import PackDialog, RefusedDialog
from rehabdesk.ui.settings.law.support_days_dialog import SupportDaysDialog
from rehabdesk.ui.settings.part import SettingsPart
from rehabdesk.ui.settings.screen import SettingsScreen
from tests.services.law.offers import offered
from tests.ui.conftest import Write
from tests.ui.settings.conftest import dialog_of, shown

P = TypeVar("P", bound=SettingsPart)
TABLE = "Ngày;Tên;Loại\n" + "\n".join(f"{day:02}/01/2028;Nghỉ {day};" for day in range(1, 13))


def part_of(screen: SettingsScreen, key: str, kind: type[P]) -> P:
    screen.open_part(key)
    assert isinstance(screen.part, kind)
    return screen.part


# Căn cứ pháp lý


def test_the_law_is_read_with_its_days_terms_deadlines_and_articles(screen: SettingsScreen) -> None:
    part = part_of(screen, "law", LawPart)
    texts = {row.text.title: row for row in part.texts.rows.all}
    assert list(texts)[:2] == ["Luật Phòng, chống ma túy 120/2025/QH15", "Nghị định 163/2026/NĐ-CP"]
    assert texts["Nghị định 163/2026/NĐ-CP"].used_for == "35 hạn, 5 mẫu"
    assert texts["Luật Phòng, chống ma túy 73/2021/QH14"].state == "Hết, giữ cho hồ sơ cũ"
    assert texts["Nghị định 105/2021/NĐ-CP"].state == "Hết, chỉ để in lại"
    assert "Luật Xử lý vi phạm hành chính" not in texts
    terms = {row.id: row for row in part.terms.rows.all}
    assert (terms["post_rehab_compulsory"].count, terms["post_rehab_compulsory"].article) == (
        "02 năm",
        "Khoản 2 Điều 42",
    )
    assert terms["rehab_later"].count == "36 tháng"
    assert (terms["hand_over"].count, terms["hand_over"].counted) == (
        "24 giờ",
        "tính cả ngày nghỉ, trước hạn",
    )


def test_another_law_shows_its_own_terms_and_who_signed(screen: SettingsScreen) -> None:
    part = part_of(screen, "law", LawPart)
    part.texts.choose("n116/users")
    assert "user_reports_in" not in {row.id for row in part.terms.rows.all}
    hands = {row.purpose: row.by.label for row in part.signings.rows.all}
    assert hands["user_management"] == "Chủ tịch UBND xã"
    part.texts.choose("n163/law")
    hands = {row.purpose: row.by.label for row in part.signings.rows.all}
    assert hands["user_management"] == "Công an xã"
    assert part.changes.count() == 6


def test_a_rule_of_transition_is_told_in_full_with_whether_the_law_says_it(
    screen: SettingsScreen,
) -> None:
    part = part_of(screen, "law", LawPart)
    part.tabs.setCurrentWidget(part.transitions)
    part.transitions.choose("rehab_under_way")
    assert part.details.words.text().endswith(
        "Theo khoản 1 Điều 56 Luật Phòng, chống ma túy 120/2025/QH15."
    )
    part.transitions.choose("user_under_way")
    assert part.details.words.text().endswith("Luật không nói; suy ra, xã xem lại.")


def test_a_law_from_a_file_is_shown_before_it_is_taken(
    screen: SettingsScreen, office: Office, tmp_path: Path
) -> None:
    part = part_of(screen, "law", LawPart)
    offer = tmp_path / "n2030.zip"
    offer.write_bytes(offered())
    part.load(offer)
    dialog = dialog_of(screen, PackDialog)
    assert "Luật năm 2030, áp dụng từ 01/01/2030" in dialog.message.text
    assert office.look(list_packs) == []
    dialog.accept_button.click()
    assert [pack.pack_id for pack in office.look(list_packs)] == ["n2030"]
    first = part.texts.rows.all[0]
    assert (first.regime.id, first.state) == ("n2030", "Chưa áp dụng")


def test_a_law_that_contradicts_itself_is_refused_with_the_whole_list(
    screen: SettingsScreen, office: Office, tmp_path: Path
) -> None:
    part = part_of(screen, "law", LawPart)
    offer = tmp_path / "n2030.zip"
    offer.write_bytes(offered(("months = 36\n", ""), ('who = "chair"', 'who = "boss"')))
    part.load(offer)
    dialog = dialog_of(screen, RefusedDialog)
    assert dialog.lines.count() == 2
    dialog.accept_button.click()
    assert "“who” không nhận “boss”" in QApplication.clipboard().text()
    assert office.look(list_packs) == []


def test_a_law_brought_in_can_be_put_away_and_a_delivered_one_not(
    screen: SettingsScreen, office: Office, tmp_path: Path
) -> None:
    part = part_of(screen, "law", LawPart)
    offer = tmp_path / "n2030.zip"
    offer.write_bytes(offered())
    part.load(offer)
    dialog_of(screen, PackDialog).accept_button.click()
    part.texts.choose("n163/law")
    assert not part.remove_button.isEnabled()
    part.texts.choose("n2030/decree")
    assert part.remove_button.isEnabled()
    part._remove("n2030")
    assert office.look(list_packs) == []


# Hạn việc


def test_the_office_sets_a_deadline_and_goes_back(
    screen: SettingsScreen, office: Office, write: Write
) -> None:
    part = part_of(screen, "deadlines", DeadlinesPart)
    part.table.choose("helper_assignment")
    assert "Nghị định không nêu hạn phân công." in part.details.words.text()
    part.table.setFocus()
    QTest.keyClick(part.table, Qt.Key.Key_F2)
    dialog = dialog_of(screen, DeadlineDialog)
    dialog.amount.setText("x")
    dialog.accept_button.click()
    assert dialog.form.box("amount").message == "Chỉ nhập chữ số."
    dialog.amount.setText("5")
    dialog.accept_button.click()
    assert dialog.form.box("reason").is_wrong
    write(dialog.reason, "Quy chế của xã")
    dialog.accept_button.click()
    [value] = office.look(list_values)
    assert (value.span.words, value.reason) == ("05 ngày làm việc", "Quy chế của xã")
    row = part.table.current
    assert row is not None
    assert row.office is not None
    assert "Xã đặt 05 ngày làm việc, từ 23/11/2026 đến nay" in part.details.words.text()
    part.back_button.click()
    back = dialog_of(screen, BackDialog)
    back.accept_button.click()
    assert office.look(list_values) == []


def test_the_office_chooses_when_it_misses_a_scan(screen: SettingsScreen, office: Office) -> None:
    part = part_of(screen, "deadlines", DeadlinesPart)
    assert part.copies.text().startswith("Lệ riêng của xã: nhắc đính bản đã ký sau 05 ngày")
    part.copies_button.click()
    dialog = dialog_of(screen, CopyDaysDialog)
    assert "không phải hạn của luật" in dialog.message.text
    dialog.days.setText("x")
    dialog.accept_button.click()
    assert dialog.form.box("amount").is_wrong
    dialog.days.setText("0")
    dialog.accept_button.click()
    assert office.look(copy_days) == 0
    assert part.copies.text() == "Lệ riêng của xã: không nhắc đính bản đã ký."


def test_the_office_chooses_how_long_nobody_is_left_unseen(
    screen: SettingsScreen, office: Office
) -> None:
    part = part_of(screen, "deadlines", DeadlinesPart)
    assert part.meetings.text() == "Lệ riêng của xã: nhắc khi đã quá 30 ngày chưa gặp."
    part.meetings_button.click()
    dialog = dialog_of(screen, ContactDaysDialog)
    assert "không phải hạn của luật" in dialog.message.text
    dialog.days.setText("45")
    dialog.accept_button.click()
    assert office.look(contact_days) == 45
    assert "quá 45 ngày" in part.meetings.text()


def test_the_office_chooses_when_supports_are_asked_about(
    screen: SettingsScreen, office: Office
) -> None:
    part = part_of(screen, "deadlines", DeadlinesPart)
    assert "hỏi kết quả duyệt sau 20 ngày" in part.supports.text()
    part.supports_button.click()
    dialog = dialog_of(screen, SupportDaysDialog)
    assert "không phải hạn của luật" in dialog.message.text
    dialog.approval.setText("14")
    dialog.repayment.setText("0")
    dialog.accept_button.click()
    assert office.look(support_days) == SupportDays(approval=14, repayment=0)
    assert "sau 14 ngày, kiểm tra trả nợ không nhắc" in part.supports.text()


def test_a_laxer_deadline_is_asked_about_in_the_dialog(
    screen: SettingsScreen, office: Office, write: Write
) -> None:
    part = part_of(screen, "deadlines", DeadlinesPart)
    part.table.choose("police_proposal")
    part.set_button.click()
    dialog = dialog_of(screen, DeadlineDialog)
    dialog.amount.setText("5")
    dialog.unit.value = DeadlineUnit.WORKING_DAYS
    write(dialog.reason, "Theo tỉnh")
    dialog.accept_button.click()
    assert "là khác luật" in dialog.message.text
    assert office.look(list_values) == []
    [go_on] = [each for each in dialog.message._links if each.isVisible()]
    QTest.keyClick(go_on, Qt.Key.Key_Space)
    due = office.look(
        lambda work: office_deadlines(work).due("police_proposal", date(2026, 11, 23))
    )
    assert due is not None
    assert due.words == "01/12/2026"


def test_the_law_before_has_its_own_deadlines(screen: SettingsScreen) -> None:
    part = part_of(screen, "deadlines", DeadlinesPart)
    part.law.value = "n116"
    assert {row.deadline.citation.short for row in part.table.rows.all} >= {"Điều 78 NĐ 116"}
    assert "monitoring_decision" not in {row.id for row in part.table.rows.all}


# Ngày nghỉ, làm bù


def test_a_year_without_data_is_said(screen: SettingsScreen) -> None:
    part = part_of(screen, "calendar", CalendarPart)
    assert part.years.current is not None
    assert part.years.current.year == 2026
    assert part.doubt.text == ""
    part.years.choose(2028)
    assert part.doubt.text.startswith("Chưa có ngày nghỉ, làm bù của năm 2028.")
    assert part.days.rows.all == ()
    part.years.choose(2027)
    assert part.doubt.text.startswith("Bảng năm 2027 là dự kiến.")


def test_a_day_is_added_corrected_and_taken_away(
    screen: SettingsScreen, office: Office, write: Write
) -> None:
    part = part_of(screen, "calendar", CalendarPart)
    part.days.setFocus()
    QTest.keyClick(part.days, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(screen, DayDialog)
    dialog.on.setText("26/11/2026")
    dialog.accept_button.click()
    assert dialog.form.box("name").is_wrong
    write(dialog.name, "Nghỉ phòng bão")
    dialog.accept_button.click()
    part.days.choose(date(2026, 11, 26))
    assert part.remove_button.isEnabled()
    part.edit_button.click()
    again = next(each for each in screen.findChildren(DayDialog) if each is not dialog)
    again.name.value = "Nghỉ chống bão"
    again.accept_button.click()
    rows = office.look(partial(list_days, year=2026))
    assert [row.day.name for row in rows if row.kept_id] == ["Nghỉ chống bão"]
    part.days.choose(date(2026, 11, 26))
    part.remove_button.click()
    dialog_of(screen, RemovalDialog).accept_button.click()
    assert not [row for row in office.look(partial(list_days, year=2026)) if row.kept_id]


def test_a_delivered_day_is_not_taken_away_but_overruled(
    screen: SettingsScreen, office: Office
) -> None:
    part = part_of(screen, "calendar", CalendarPart)
    part.days.choose(date(2026, 11, 24))
    assert not part.remove_button.isEnabled()
    part.edit_button.click()
    dialog = dialog_of(screen, DayDialog)
    assert not dialog.on.isEnabled()
    dialog.kind.value = True
    dialog.accept_button.click()
    assert office.look(lambda work: work.resources.calendar.is_working(date(2026, 11, 24)))


def test_a_yearly_table_shows_what_changes_before_it_is_taken(
    screen: SettingsScreen, office: Office, tmp_path: Path
) -> None:
    part = part_of(screen, "calendar", CalendarPart)
    file = tmp_path / "2028.csv"
    file.write_text(TABLE, "utf-8")
    part.load(file)
    dialog = dialog_of(screen, TableDialog)
    assert dialog.message.text.startswith("Bảng năm 2028: thêm 12 ngày.")
    assert len(dialog.list.rows.all) == 12
    dialog.accept_button.click()
    assert office.look(lambda work: work.resources.calendar.covers(2028))
    part.years.choose(2028)
    assert part.doubt.text == ""
    part.back_button.click()
    dialog_of(screen, RemovalDialog).accept_button.click()
    assert not office.look(lambda work: work.resources.calendar.covers(2028))


def test_a_table_not_understood_is_refused_line_by_line(
    screen: SettingsScreen, tmp_path: Path
) -> None:
    part = part_of(screen, "calendar", CalendarPart)
    file = tmp_path / "2028.csv"
    file.write_text("Ngày;Tên\n31/02/2028;Nghỉ\n;Nghỉ", "utf-8")
    part.load(file)
    assert dialog_of(screen, RefusedDialog).lines.count() == 2


def test_who_may_not_change_reads_all_and_is_offered_nothing(
    qtbot: QtBot, dressed: Style, folder: OfficeFolder, habits: QSettings
) -> None:
    screen = shown(qtbot, folder, habits, Role.CLERK)
    law = part_of(screen, "law", LawPart)
    assert law.terms.rows.all
    assert not law.load_button.isVisible()
    deadlines = part_of(screen, "deadlines", DeadlinesPart)
    assert deadlines.table.rows.all
    assert not deadlines.set_button.isVisible()
    calendar = part_of(screen, "calendar", CalendarPart)
    assert calendar.days.rows.all
    assert not calendar.add_button.isVisible()
    assert not calendar.complete_button.isVisible()
