"""The course of a case in the window: events, terms, endings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from rehabdesk.domain.codes import CaseState, EventKind, Role
from rehabdesk.domain.course.endings import EndReason
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.services.office import Actor, Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.people.file.course.ending import CloseDialog, ReopenDialog
from rehabdesk.ui.people.file.course.event_dialog import EventDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from tests.services.course.scene import Scene
from tests.ui.conftest import Write
from tests.ui.people_course import PNG, cells, current, menu_line, opened, write_paper

CONTROL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return


@pytest.fixture
def scene(office: Office) -> Scene:
    """A person managed from 15/11/2026 for a year, by a decision of 23/11/2026."""
    return Scene.managed(office)


@pytest.fixture
def notices(desk: Desk) -> list[Notice]:
    told: list[Notice] = []
    desk.noticed.connect(told.append)
    return told


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings, scene: Scene) -> PersonScreen:
    return opened(qtbot, desk, habits, scene.person_id)


def recorded_absence(
    qtbot: QtBot, screen: PersonScreen, write: Write, until: str = "20/11/2026"
) -> None:
    qtbot.keyClick(screen.timeline.view, Qt.Key.Key_N, CONTROL)
    [dialog] = screen.findChildren(EventDialog)
    dialog.kind.value = EventKind.ABSENCE_UNREPORTED
    dialog.on.setText("16/11/2026")
    dialog.until_on.setText(until)
    write_paper(write, dialog)
    dialog.accept_button.click()
    assert not dialog.isVisible()


def test_an_absence_recorded_by_keys_moves_the_term_and_stands_in_the_timeline(
    qtbot: QtBot, screen: PersonScreen, write: Write, notices: list[Notice]
) -> None:
    assert screen.aside.term._until.text() == "15/11/2027"
    assert screen.aside.term._stops.text() == "Không có ngày tạm dừng."
    recorded_absence(qtbot, screen, write)
    assert screen.aside.term._until.text() == "20/11/2027"
    assert screen.aside.term._stops.text() == (
        "Vắng mặt không khai báo 16/11/2026–20/11/2026: cộng 5 ngày."
    )
    [item] = [each for each in screen.timeline.items.items if each.kind == "Sự việc"]
    assert item.title == "Vắng mặt không khai báo"
    assert "12/CAX ngày 20/11/2026 Công an xã Yên Thịnh" in item.detail
    screen.aside.term.link.click()
    assert "+5 ngày → 20/11/2027" in screen.aside.term.sum_words
    assert "điểm a khoản 1 Điều 136 Nghị định 163/2026/NĐ-CP" in screen.aside.term.sum_words
    assert (notices[-1].text, notices[-1].link) == ("Đã ghi “Vắng mặt không khai báo”.", "Hoàn tác")


def test_what_is_recorded_is_undone_from_the_bottom_line(
    qtbot: QtBot, screen: PersonScreen, write: Write, notices: list[Notice]
) -> None:
    recorded_absence(qtbot, screen, write)
    assert notices[-1].act is not None
    notices[-1].act()
    assert screen.aside.term._until.text() == "15/11/2027"
    assert "Sự việc" not in {each.kind for each in screen.timeline.items.items}


def test_a_paper_that_is_missing_is_said_under_its_field_and_nothing_is_written(
    qtbot: QtBot, office: Office, scene: Scene, screen: PersonScreen
) -> None:
    screen.timeline.record_button.click()
    [dialog] = screen.findChildren(EventDialog)
    dialog.kind.value = EventKind.PRISON
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert "ngày của giấy tờ kèm theo" in dialog.form.box("paper_number").message
    dialog.on.setText("24/11/2026")
    dialog.accept_button.click()
    assert "chưa tới" in dialog.form.box("on").message
    assert current(office, scene.person_id).events == ()


def test_nothing_is_recorded_before_it_is_said_what_happened(
    office: Office, scene: Scene, screen: PersonScreen
) -> None:
    screen.timeline.record_button.click()
    [dialog] = screen.findChildren(EventDialog)
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert dialog.form.box("kind").message == "Chọn sự việc."
    assert current(office, scene.person_id).events == ()


def test_only_what_belongs_to_an_event_is_asked_for(screen: PersonScreen) -> None:
    screen.timeline.record_button.click()
    [dialog] = screen.findChildren(EventDialog)
    kinds = [dialog.kind.itemText(place) for place in range(dialog.kind.count())]
    assert "Tòa án quyết định không áp dụng" not in kinds
    dialog.kind.value = EventKind.PRISON
    assert dialog.until_on.isVisible()
    assert not dialog.at.isVisible()
    dialog.kind.value = EventKind.REMOVED
    assert dialog.reason.isVisible()
    assert not dialog.until_on.isVisible()
    assert "Mẫu 57 Phụ lục V · điểm" in dialog.form.box("kind").message
    dialog.kind.value = next(each.kind for each in dialog._plan.offers if each.has_hours)
    assert dialog.at.isVisible()


def test_f42_the_end_before_and_after_is_seen_before_a_pause_is_saved(
    screen: PersonScreen, office: Office, scene: Scene, write: Write
) -> None:
    menu_line(screen, "Sửa thời hạn…")
    [dialog] = screen.findChildren(EventDialog)
    offered = {dialog.kind.itemText(place) for place in range(dialog.kind.count())}
    assert {
        "Vắng mặt không khai báo",
        "Tạm giam, chấp hành án phạt tù",
        "Ở cơ sở bảo trợ xã hội",
    } <= offered
    assert "Xét nghiệm dương tính" not in offered
    dialog.kind.value = EventKind.PRISON
    dialog.on.setText("16/11/2026")
    dialog.until_on.setText("22/11/2026")
    dialog.until_on.editingFinished.emit()
    assert "Hết thời hạn: 15/11/2027 → 22/11/2027" in dialog.moved.words
    assert current(office, scene.person_id).events == ()
    write_paper(write, dialog)
    dialog.accept_button.click()
    assert screen.aside.term._until.text() == "22/11/2027"


def test_an_event_is_corrected_with_enter_and_corrected_back(
    qtbot: QtBot, screen: PersonScreen, write: Write, notices: list[Notice]
) -> None:
    recorded_absence(qtbot, screen, write)
    screen.timeline.kind.value = "Sự việc"
    assert screen.timeline.edit_button.isVisible()
    qtbot.keyClick(screen.timeline.view, RETURN)
    dialog = screen.findChildren(EventDialog)[-1]
    assert dialog.kind.value is EventKind.ABSENCE_UNREPORTED
    assert dialog.paper.value.number == "12/CAX"
    dialog.until_on.setText("18/11/2026")
    dialog.accept_button.click()
    assert screen.aside.term._until.text() == "18/11/2027"
    assert notices[-1].act is not None
    notices[-1].act()
    assert screen.aside.term._until.text() == "20/11/2027"


def test_an_event_taken_back_with_delete_can_be_had_again(
    qtbot: QtBot, screen: PersonScreen, write: Write, notices: list[Notice]
) -> None:
    recorded_absence(qtbot, screen, write)
    screen.timeline.kind.value = "Sự việc"
    qtbot.keyClick(screen.timeline.view, Qt.Key.Key_Delete)
    assert screen.aside.term._until.text() == "15/11/2027"
    assert notices[-1].text == "Đã bỏ “Vắng mặt không khai báo” ngày 16/11/2026."
    assert notices[-1].act is not None
    notices[-1].act()
    assert screen.aside.term._until.text() == "20/11/2027"


def test_a_paper_of_the_timeline_is_not_taken_back_with_delete(
    qtbot: QtBot, screen: PersonScreen, notices: list[Notice]
) -> None:
    screen.timeline.kind.value = "Quyết định"
    assert not screen.timeline.remove_button.isVisible()
    qtbot.keyClick(screen.timeline.view, Qt.Key.Key_Delete)
    assert notices == []


# Papers behind the lines


def test_the_scan_of_an_event_is_opened_from_its_line_and_the_look_is_on_record(
    qtbot: QtBot, office: Office, scene: Scene, screen: PersonScreen
) -> None:
    scene.record(EventKind.PRISON, "20/11/2026", file=("trich-luc.png", PNG))
    scene.record(EventKind.POSITIVE_TEST, "21/11/2026")
    screen.refresh()
    screen.timeline.kind.value = "Sự việc"
    view, items = screen.timeline.view, screen.timeline.items
    assert [each.scan for each in items.items] == ["", "trich-luc.png"]
    assert not screen.timeline.scan_button.isVisible()
    view.setCurrentIndex(items.index(1))
    assert screen.timeline.scan_button.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_O, CONTROL)
    [dialog] = screen.findChildren(PaperDialog)
    assert dialog.preview._sheets
    acts = office.look(lambda work: work.session.scalars(select(AuditEntry.act)).all())
    assert acts[-1] == "event.paper_opened"


def test_who_may_only_read_opens_the_scan_with_enter(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, scene: Scene
) -> None:
    scene.record(EventKind.PRISON, "20/11/2026", file=("trich-luc.png", PNG))
    reader = Actor(9, "Phạm Hồng Kỳ", "Ủy ban nhân dân", Role.LEADER)
    desk.office = Office(office.sessions, office.resources, reader, office.clock)
    screen = opened(qtbot, desk, habits, scene.person_id)
    screen.timeline.kind.value = "Sự việc"
    assert not screen.timeline.edit_button.isVisible()
    qtbot.keyClick(screen.timeline.view, RETURN)
    assert screen.message.text == ""
    assert len(screen.findChildren(PaperDialog)) == 1
    assert screen.findChildren(EventDialog) == []


@pytest.mark.parametrize("kind", ["Quyết định", "Phân công"])
def test_a_paper_and_an_assignment_open_their_decision_with_enter(
    qtbot: QtBot, screen: PersonScreen, kind: str
) -> None:
    screen.timeline.kind.value = kind
    qtbot.keyClick(screen.timeline.view, RETURN)
    [dialog] = screen.findChildren(PaperDialog)
    assert dialog.preview._sheets


# Endings


def test_l120_d48_4_an_episode_is_closed_with_reason_and_paper_and_reopened(
    office: Office, scene: Scene, screen: PersonScreen, write: Write, notices: list[Notice]
) -> None:
    menu_line(screen, "Kết thúc theo dõi…")
    [dialog] = screen.findChildren(CloseDialog)
    dialog.reason.value = EndReason.DIED
    assert "điểm d khoản 4 Điều 48" in dialog.form.box("reason").message
    assert not dialog.until_on.isVisible()
    dialog.on.setText("20/11/2026")
    dialog.accept_button.click()
    assert "ngày của giấy tờ" in dialog.form.box("paper_number").message
    write_paper(write, dialog)
    dialog.accept_button.click()
    assert current(office, scene.person_id).state is CaseState.DECEASED_MISSING
    assert cells(screen)[-1] == "Đã chết, mất tích"
    assert screen.aside.term._over.text() == (
        "Đợt này kết thúc ngày 20/11/2026; thời hạn không tính tiếp ở đây."
    )
    assert ("", "Chết") in screen.aside.episodes.pairs
    assert screen.aside.next._what.text() == "Không có việc phải làm ngay."
    menu_line(screen, "Mở lại…")
    [reopening] = screen.findChildren(ReopenDialog)
    reopening.accept_button.click()
    assert reopening.form.box("reason").message == "Ghi lý do mở lại."
    write(reopening.reason, "Ghi nhầm người")
    reopening.accept_button.click()
    assert current(office, scene.person_id).state is CaseState.POST_REHAB
    assert notices[-1].act is not None
    notices[-1].act()
    assert current(office, scene.person_id).state is CaseState.DECEASED_MISSING


def test_an_ending_is_undone_from_the_bottom_line(
    office: Office, scene: Scene, screen: PersonScreen, write: Write, notices: list[Notice]
) -> None:
    menu_line(screen, "Kết thúc theo dõi…")
    [dialog] = screen.findChildren(CloseDialog)
    dialog.reason.value = EndReason.MOVED
    write_paper(write, dialog)
    dialog.accept_button.click()
    assert notices[-1].text == "Đã kết thúc theo dõi: chuyển đến cư trú ở địa phương khác."
    assert notices[-1].act is not None
    notices[-1].act()
    assert current(office, scene.person_id).is_open


def test_prison_stops_the_term_and_closes_nothing(
    office: Office, scene: Scene, screen: PersonScreen, write: Write
) -> None:
    menu_line(screen, "Kết thúc theo dõi…")
    [dialog] = screen.findChildren(CloseDialog)
    dialog.reason.value = EndReason.PRISON
    assert dialog.until_on.isVisible()
    assert "đợt không khép" in dialog.effects.text()
    dialog.on.setText("20/11/2026")
    write_paper(write, dialog)
    dialog.accept_button.click()
    assert current(office, scene.person_id).is_open
    assert screen.aside.term._until.text() == "đang dừng"
    assert screen.aside.term._over.text() == ("Thời hạn đang dừng. Còn 361 ngày khi chạy tiếp.")
