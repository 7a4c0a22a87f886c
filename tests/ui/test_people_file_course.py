"""The course of a case in the window: events, terms, endings, new episodes, moved days."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind
from rehabdesk.domain.course.endings import EndReason
from rehabdesk.services.course.view import CourseView, EpisodeView, read_course
from rehabdesk.services.office import Office
from rehabdesk.ui.kit.buttons import plain
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.people.file.course.ending import CloseDialog, ReopenDialog
from rehabdesk.ui.people.file.course.event_dialog import EventDialog
from rehabdesk.ui.people.file.course.moved import MovedDialog
from rehabdesk.ui.people.file.course.opening import OPENINGS, OpenEpisodeDialog
from rehabdesk.ui.people.file.screen import FACTS, PersonScreen
from rehabdesk.ui.visits import OpenPerson
from tests.builders import taken_in
from tests.services.course.scene import Scene
from tests.ui.conftest import Write

LEFT = Qt.MouseButton.LeftButton
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


def opened(qtbot: QtBot, desk: Desk, habits: QSettings, person_id: int) -> PersonScreen:
    screen = PersonScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    screen.visit(OpenPerson(person_id))
    return screen


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings, scene: Scene) -> PersonScreen:
    return opened(qtbot, desk, habits, scene.person_id)


def course(office: Office, person_id: int) -> CourseView:
    return office.look(partial(read_course, person_id=person_id))


def current(office: Office, person_id: int) -> EpisodeView:
    found = course(office, person_id).current
    assert found is not None
    return found


def menu_line(screen: PersonScreen, words: str) -> None:
    """Take a line of the menu of other acts."""
    [(_, act, is_able)] = [each for each in screen.menu_lines if each[0].startswith(words)]
    assert is_able
    act()


def write_paper(write: Write, dialog: EventDialog | CloseDialog | OpenEpisodeDialog) -> None:
    write(dialog.paper.number, "12/CAX")
    dialog.paper.on.setText("20/11/2026")
    write(dialog.paper.issuer, "Công an xã Yên Thịnh")


def cells(screen: PersonScreen) -> list[str]:
    assert screen._file is not None
    return [cell.title for cell in screen._file.steps]


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


# New episodes


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda each: each.label)
def test_every_kind_of_episode_is_opened_and_has_its_steps(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, write: Write, opening: object
) -> None:
    person_id = taken_in(office)
    screen = opened(qtbot, desk, habits, person_id)
    menu_line(screen, "Mở đợt mới…")
    [dialog] = screen.findChildren(OpenEpisodeDialog)
    assert "“Quản lý sau cai” chưa kết thúc" in dialog.message.text
    chosen = next(each for each in OPENINGS if each is opening)
    dialog.opening.value = chosen
    dialog.on.setText("20/11/2026")
    write_paper(write, dialog)
    if chosen.has_completion:
        dialog.completes_on.setText("15/11/2026")
    dialog.accept_button.click()
    assert not dialog.isVisible()
    episode = current(office, person_id)
    assert episode.kind is chosen.kind
    assert [row.kind for row in episode.events] == [chosen.event]
    assert len(course(office, person_id).episodes) == 2
    assert len(cells(screen)) > 2
    assert screen.aside.episodes.isVisible()


def test_who_moved_in_brings_the_term_decided_elsewhere(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, write: Write
) -> None:
    person_id = taken_in(office)
    screen = opened(qtbot, desk, habits, person_id)
    menu_line(screen, "Mở đợt mới…")
    [dialog] = screen.findChildren(OpenEpisodeDialog)
    dialog.opening.value = next(each for each in OPENINGS if each.is_moved_in)
    dialog.on.setText("20/11/2026")
    dialog.from_on.setText("01/09/2026")
    dialog.until_on.setText("01/09/2028")
    write(dialog.decided.number, "88/QĐ-UBND")
    dialog.decided.on.setText("28/08/2026")
    dialog.accept_button.click()
    assert screen.aside.term._until.text() == "01/09/2028"
    assert cells(screen)[0] == "Thông báo chuyển đến"


def test_an_episode_opened_by_mistake_is_dropped_from_the_bottom_line(
    office: Office, scene: Scene, screen: PersonScreen, notices: list[Notice]
) -> None:
    menu_line(screen, "Mở đợt mới…")
    [dialog] = screen.findChildren(OpenEpisodeDialog)
    dialog.opening.value = next(each for each in OPENINGS if each.kind is EpisodeKind.DOSSIER)
    dialog.accept_button.click()
    assert current(office, scene.person_id).kind is EpisodeKind.DOSSIER
    assert notices[-1].act is not None
    notices[-1].act()
    assert len(course(office, scene.person_id).episodes) == 1


def test_the_step_that_waits_for_an_event_opens_its_dialog(
    office: Office, scene: Scene, screen: PersonScreen
) -> None:
    menu_line(screen, "Mở đợt mới…")
    [dialog] = screen.findChildren(OpenEpisodeDialog)
    dialog.opening.value = next(each for each in OPENINGS if each.kind is EpisodeKind.DOSSIER)
    dialog.accept_button.click()
    card = screen.aside.next
    assert card._what.text() == "Thông báo, đọc hồ sơ"
    assert card._why.text() == ("Chưa làm tiếp được vì chưa ghi ngày thông báo cho đọc hồ sơ.")
    assert plain(card.button.text()) == "Ghi sự việc…"
    card.button.click()
    [recording] = screen.findChildren(EventDialog)
    assert recording.kind.value is EventKind.DOSSIER_READ


# Days that others hang on


def test_f29_a_corrected_completion_shows_what_moves_before_it_is_saved(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    person_id = taken_in(office)  # completes on 30/11/2026, nothing decided yet
    screen = opened(qtbot, desk, habits, person_id)
    screen.edit()
    form = screen.facts.form
    assert form is not None
    form.completes_on.setText("02/12/2026")
    screen.facts.save_button.click()
    [dialog] = screen.findChildren(MovedDialog)
    assert dialog.windowTitle() == "4 hạn việc đổi theo"
    assert dialog.question.text == (
        "Sửa ngày hoàn thành cai nghiện từ 30/11/2026 thành 02/12/2026: "
        "4 hạn việc đổi theo. Xem trước."
    )
    assert "Hết thời hạn (dự kiến): 30/11/2028 → 02/12/2028" in dialog.moved.words
    dialog.reject()
    assert screen.facts.is_editing
    assert screen._file is not None
    assert screen._file.episode is not None
    assert screen._file.episode.facts.completes_on == date(2026, 11, 30)
    screen.facts.save_button.click()
    screen.findChildren(MovedDialog)[-1].accept_button.click()
    assert not screen.facts.is_editing
    assert screen.tabs.currentIndex() == FACTS
    assert screen._file.episode.facts.completes_on == date(2026, 12, 2)


def test_a_term_under_the_older_law_says_so_with_the_day_of_its_decision(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, write: Write
) -> None:
    person_id = taken_in(office)
    screen = opened(qtbot, desk, habits, person_id)
    menu_line(screen, "Mở đợt mới…")
    [dialog] = screen.findChildren(OpenEpisodeDialog)
    dialog.opening.value = next(each for each in OPENINGS if each.is_moved_in)
    dialog.on.setText("20/11/2026")
    dialog.from_on.setText("30/05/2025")
    dialog.until_on.setText("30/05/2027")
    write(dialog.decided.number, "27/QĐ-UBND")
    dialog.decided.on.setText("30/05/2025")
    dialog.accept_button.click()
    assert screen.aside.term._law.text().startswith("Theo Luật 73/2021/QH14 vì quyết định ngày")
    laws = [each for each in screen.timeline.items.items if each.kind == "Luật"]
    assert [each.on for each in laws] == [date(2026, 7, 1)]
