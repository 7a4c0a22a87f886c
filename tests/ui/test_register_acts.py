"""Sổ văn bản: papers handed over, replaced, withdrawn, corrected and renumbered from their line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.services.decisions.register import RegisterRow
from rehabdesk.services.office import Office
from rehabdesk.ui.decisions.register.acts import RowAct
from rehabdesk.ui.decisions.register.deliver_dialog import DeliverDialog, TimeField
from rehabdesk.ui.decisions.register.follow_dialog import FollowDialog
from rehabdesk.ui.decisions.register.renumber_dialog import RenumberDialog
from rehabdesk.ui.decisions.register.screen import RegisterScreen
from rehabdesk.ui.kit.buttons import plain
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.visits import Compose
from tests.builders import a_volunteer, taken_in
from tests.services.life.builders import dump
from tests.ui.paper_builders import numbered, submitted

Write = Callable[[QWidget, str], None]
ATTACH, OPEN = "Đính kèm biên bản giao nhận…", "Xem biên bản giao nhận"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def paper(office: Office) -> int:
    """Number 41, on one person, with a helper."""
    person = taken_in(office, full_name="Bùi Thành Đạt")
    decision_id = submitted(office, person, (a_volunteer(office),))
    numbered(office, decision_id, "41", date(2026, 11, 20))
    return decision_id


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    page = QImage(60, 80, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    path = tmp_path / "bien ban.png"
    page.save(str(path))
    return path


@pytest.fixture
def screen(qtbot: QtBot, paper: int, desk: Desk, habits: QSettings) -> RegisterScreen:
    page = RegisterScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    with qtbot.waitExposed(page):
        page.show()
    page.table.choose(paper)
    return page


@pytest.fixture
def notices(desk: Desk) -> list[Notice]:
    told: list[Notice] = []
    desk.noticed.connect(told.append)
    return told


def line(screen: RegisterScreen, number: str) -> RegisterRow:
    return next(row for row in screen.rows.all if row.number_text == number)


def undo(notices: list[Notice]) -> None:
    act = notices[-1].act
    assert act is not None
    act()


def test_a_paper_is_handed_over_and_its_record_stands_ready_to_print(
    qtbot: QtBot, screen: RegisterScreen, notices: list[Notice]
) -> None:
    assert screen.undelivered.text() == "1 chưa giao"
    qtbot.keyClick(screen, Qt.Key.Key_D, CTRL)
    [dialog] = screen.findChildren(DeliverDialog)
    assert dialog.paper.text() == "Quyết định số 41/QĐ-UBND ngày 20/11/2026"
    assert dialog.name.value == "Bùi Thành Đạt"
    dialog.accept_button.click()
    assert line(screen, "41").status is PaperStatus.DELIVERED
    assert notices[-1].text == "Đã ghi giao số 41"
    [record] = screen.findChildren(PaperDialog)
    assert record.windowTitle() == "Mẫu 23 - 41-QĐ-UBND"
    undo(notices)
    assert line(screen, "41").status is PaperStatus.NUMBERED


def test_what_cannot_be_is_said_under_its_field(
    qtbot: QtBot, screen: RegisterScreen, write: Write
) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_D, CTRL)
    [dialog] = screen.findChildren(DeliverDialog)
    dialog.name.clear()
    dialog.accept_button.click()
    assert dialog.form.box("receiver_name").message == "Ghi giao cho ai."
    write(dialog.name, "Bùi Thành Đạt")
    dialog.day.value = date(2026, 11, 19)
    dialog.accept_button.click()
    told = "Ngày giao không trước ngày văn bản (20/11/2026)."
    assert dialog.form.box("given_on").message == told
    assert line(screen, "41").status is PaperStatus.NUMBERED


def given(screen: RegisterScreen, name: str = "") -> None:
    """Hand the chosen paper over, without printing the record."""
    screen.paper_acts.deliver(line(screen, "41"))
    dialog = screen.findChildren(DeliverDialog)[-1]
    if name:
        dialog.name.value = name
    dialog.prints.setChecked(False)
    dialog.accept_button.click()


def fitting(screen: RegisterScreen) -> dict[str, RowAct]:
    row = screen.table.current
    assert row is not None
    return {plain(act.title): act for act in screen.acts._acts if act.fits(row)}


def choose_file(screen: RegisterScreen, path: Path) -> None:
    [dialog] = screen.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.deleteLater()


def test_the_signed_record_of_a_hand_over_is_attached_and_opened_from_the_row(
    qtbot: QtBot, screen: RegisterScreen, notices: list[Notice], office: Office, scan: Path
) -> None:
    """Mẫu 23: signed on paper, its scan kept with the hand-over."""
    assert ATTACH not in fitting(screen)
    given(screen)
    assert OPEN not in fitting(screen)
    fitting(screen)[ATTACH].act()
    choose_file(screen, scan)
    assert notices[-1].text == "Đã đính kèm biên bản giao nhận đã ký"
    [row] = [each for each in screen.rows.all if each.number_text == "41"]
    assert [each.has_record for each in row.hand_overs] == [True]
    fitting(screen)[OPEN].act()
    [paper] = screen.findChildren(PaperDialog)
    assert paper.windowTitle() == "bien ban.png"
    trail = office.look(lambda work: work.session.scalars(select(AuditEntry.act)).all())
    assert trail[-2:] == [
        "decision.delivery_record_attached",
        "decision.delivery_record_opened",
    ]


@pytest.mark.qt_log_ignore("^This plugin does not support")
def test_of_several_hand_overs_a_menu_asks_which(
    screen: RegisterScreen, write: Write, scan: Path
) -> None:
    given(screen)
    given(screen, "Công an xã Yên Thịnh")
    fitting(screen)[ATTACH].act()
    menu = screen.records.menu
    assert menu is not None
    [_, second] = menu.actions()
    assert second.text().endswith("Công an xã Yên Thịnh (chính người này), ký nhận")
    second.trigger()
    choose_file(screen, scan)
    assert [each.has_record for each in line(screen, "41").hand_overs] == [False, True]


def test_what_is_no_scan_is_not_attached_to_a_hand_over(
    screen: RegisterScreen, tmp_path: Path, office: Office
) -> None:
    given(screen)
    before = dump(office)
    letter = tmp_path / "thu.txt"
    letter.write_bytes(b"xin chao")
    fitting(screen)[ATTACH].act()
    choose_file(screen, letter)
    assert dump(office) == before


def test_the_look_beside_the_book_prints_attaches_and_opens_the_record(
    qtbot: QtBot, screen: RegisterScreen, scan: Path
) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_R, CTRL)
    given(screen)
    [each] = line(screen, "41").hand_overs
    assert "Đính kèm bản đã ký" in screen.look.given.text()
    screen.look.given.linkActivated.emit(f"attach {each.id}")
    choose_file(screen, scan)
    assert "Xem biên bản đã ký" in screen.look.given.text()
    screen.look.given.linkActivated.emit(f"kept {each.id}")
    screen.look.given.linkActivated.emit(f"print {each.id}")
    titles = [paper.windowTitle() for paper in screen.findChildren(PaperDialog)]
    assert sorted(titles) == ["Mẫu 23 - 41-QĐ-UBND", "bien ban.png"]


def test_refused_is_shown_as_refused(qtbot: QtBot, screen: RegisterScreen) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_D, CTRL)
    [dialog] = screen.findChildren(DeliverDialog)
    dialog.outcome.value = True
    dialog.prints.setChecked(False)
    dialog.accept_button.click()
    assert line(screen, "41").status is PaperStatus.DELIVERY_REFUSED
    assert not screen.findChildren(PaperDialog)


@pytest.mark.parametrize(
    ("typed", "hour"), [("8:30", (8, 30)), ("0830", (8, 30)), ("8h30", (8, 30)), ("16", (16, 0))]
)
def test_hours_are_read_as_they_are_written(
    qtbot: QtBot, screen: RegisterScreen, typed: str, hour: tuple[int, int]
) -> None:
    field = TimeField(typed)
    qtbot.addWidget(field)
    assert field.time is not None
    assert (field.time.hour, field.time.minute) == hour
    assert not field.error


def test_what_is_no_hour_is_said(qtbot: QtBot, screen: RegisterScreen) -> None:
    field = TimeField("25:00")
    qtbot.addWidget(field)
    assert field.error == "Chưa hiểu giờ “25:00”. Gõ như 8:30 hoặc 0830."


def test_replacing_asks_and_opens_the_draft_in_the_composer(
    qtbot: QtBot, screen: RegisterScreen
) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_H, CTRL)
    [box] = screen.findChildren(QMessageBox)
    assert "gạch ngang" in box.text()
    [begin] = [one for one in box.findChildren(QPushButton) if one.text() == "Soạn bản thay thế"]
    with qtbot.waitSignal(screen.wanted) as asked:
        begin.click()
    [visit] = asked.args or []
    assert isinstance(visit, Compose)
    assert visit.decision_id is not None
    assert line(screen, "–").decision_id == visit.decision_id
    assert line(screen, "41").status is PaperStatus.NUMBERED


def test_a_withdrawal_lists_what_it_does_and_strikes_the_number_through(
    qtbot: QtBot, screen: RegisterScreen, notices: list[Notice], write: Write
) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_U, CTRL)
    [dialog] = screen.findChildren(FollowDialog)
    assert dialog.windowTitle() == "Thu hồi số 41"
    assert dialog.number.value == "42"
    assert dialog.effects.sentences == [
        "Số 41 vẫn nằm trong sổ, gạch ngang",
        "Bỏ thời hạn quản lý 30/11/2026 đến 30/11/2028 của Bùi Thành Đạt",
        "Thôi phân công bà Ngô Thị Nhàn với Bùi Thành Đạt",
    ]
    dialog.accept_button.click()
    assert dialog.form.box("reason").message == "Ghi lý do."
    write(dialog.reason, "Ghi sai thời hạn")
    dialog.accept_button.click()
    withdrawn = line(screen, "41")
    assert (withdrawn.status, withdrawn.validity_text) == (PaperStatus.WITHDRAWN, "Hết, thu hồi")
    assert withdrawn.is_struck
    assert line(screen, "42").title == "Thu hồi quyết định số 41/QĐ-UBND ngày 20/11/2026"
    undo(notices)
    assert [row.number_text for row in screen.rows.all] == ["41"]
    assert line(screen, "41").status is PaperStatus.NUMBERED


def test_a_correction_asks_for_its_words_and_leaves_the_paper_in_force(
    qtbot: QtBot, screen: RegisterScreen, write: Write
) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_I, CTRL)
    [dialog] = screen.findChildren(FollowDialog)
    assert not dialog.form.has("effective_from")
    write(dialog.reason, "Sửa thể thức phần nơi nhận")
    dialog.accept_button.click()
    assert line(screen, "41").status is PaperStatus.NUMBERED
    assert line(screen, "42").title.startswith("Đính chính quyết định số 41/QĐ-UBND")


def test_a_number_is_put_right_with_its_reason(
    qtbot: QtBot, screen: RegisterScreen, notices: list[Notice], write: Write
) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_F2)
    [dialog] = screen.findChildren(RenumberDialog)
    dialog.number.value = "40"
    dialog.accept_button.click()
    assert dialog.form.box("reason").message == "Ghi lý do sửa số."
    write(dialog.reason, "Gõ nhầm")
    dialog.accept_button.click()
    assert line(screen, "40").number_before == "41 ngày 20/11/2026"
    assert notices[-1].text == "Đã sửa số 41 thành 40/QĐ-UBND; sổ giữ lại vết sửa"


def test_the_look_beside_the_book_tells_the_path_and_leads_to_linked_papers(
    qtbot: QtBot, screen: RegisterScreen, paper: int, write: Write
) -> None:
    assert not screen.look.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_R, CTRL)
    assert screen.look.isVisible()
    assert "Ghi số" in screen.look.path.text()
    assert screen.look.given.text() == "Chưa ghi giao cho ai."
    qtbot.keyClick(screen, Qt.Key.Key_U, CTRL)
    [dialog] = screen.findChildren(FollowDialog)
    write(dialog.reason, "Ghi sai thời hạn")
    dialog.accept_button.click()
    newer = line(screen, "42").decision_id
    assert f"href='{newer}'" in screen.look.linked.text()
    screen.look.linked.linkActivated.emit(str(newer))
    assert screen.table.current is not None
    assert screen.table.current.decision_id == newer


def test_a_wide_window_has_the_look_without_asking(qtbot: QtBot, screen: RegisterScreen) -> None:
    screen.resize(1500, 662)
    qtbot.waitUntil(screen.look.isVisible)


def test_rare_acts_stand_in_the_menu_with_their_keys(screen: RegisterScreen) -> None:
    shown = [plain(one.text()) for one in screen.acts.buttons if not one.isHidden()]
    assert shown == ["Xem văn bản", "Ghi đã giao…", "Đính kèm bản đã ký…"]
    assert not screen.acts.more.isHidden()
    row = screen.table.current
    assert row is not None
    fitting = [plain(act.title) for act in screen.acts._acts if act.is_rare and act.fits(row)]
    assert fitting == ["Thay thế…", "Đính chính…", "Thu hồi…", "Sửa số…", "Xem nhanh"]


def test_the_number_of_a_withdrawn_paper_is_struck_through_its_digits(
    qtbot: QtBot, screen: RegisterScreen, write: Write
) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_U, CTRL)
    [dialog] = screen.findChildren(FollowDialog)
    write(dialog.reason, "Ghi sai thời hạn")
    dialog.accept_button.click()
    place = [row.number_text for row in screen.rows.all].index("41")
    table = screen.table
    area = table.visualRect(screen.rows.index(place, 0))
    image = table.viewport().grab(area).toImage()
    digits = table.fontMetrics().horizontalAdvance("41")
    right = image.width() - 9  # the room a list leaves beside its words
    ground = image.pixelColor(4, image.height() // 2)
    lines = [
        y
        for y in range(image.height() // 2 - 4, image.height() // 2 + 5)
        if all(image.pixelColor(x, y) != ground for x in range(right - digits + 2, right - 2))
    ]
    assert lines
