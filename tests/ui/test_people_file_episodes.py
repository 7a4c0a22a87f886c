"""New episodes in the window, and the days that hang on a corrected one."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.services.office import Office
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.ui.kit.buttons import KeyButton, plain
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.people.file.course.event_dialog import EventDialog
from rehabdesk.ui.people.file.course.moved import MovedDialog
from rehabdesk.ui.people.file.course.opening import OpenEpisodeDialog
from rehabdesk.ui.people.file.further.tabs import FACTS
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.people.openings import OPENINGS, Opening, opening_named
from tests.builders import a_person, taken_in
from tests.services.course.scene import Scene
from tests.ui.conftest import Write
from tests.ui.people_course import cells, course, current, menu_line, opened, write_paper


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


def go_on_link(dialog: OpenEpisodeDialog) -> KeyButton:
    [link] = [each for each in dialog.message.findChildren(KeyButton) if each.isVisible()]
    return link


# New episodes


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda each: each.label)
def test_every_kind_of_episode_is_opened_and_has_its_steps(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, write: Write, opening: Opening
) -> None:
    person_id = taken_in(office)
    screen = opened(qtbot, desk, habits, person_id)
    menu_line(screen, "Mở đợt mới…")
    [dialog] = screen.findChildren(OpenEpisodeDialog)
    assert "“Quản lý sau cai” chưa kết thúc" in dialog.message.text
    dialog.opening.value = opening
    dialog.on.setText("23/11/2026")
    write_paper(write, dialog)
    if opening.has_completion:
        dialog.completes_on.setText("15/11/2026")
    dialog.accept_button.click()
    if opening.is_post_rehab:  # another of this kind is still open
        go_on_link(dialog).click()
    assert not dialog.isVisible()
    episode = current(office, person_id)
    assert episode.kind is opening.kind
    assert [row.kind for row in episode.events] == [opening.event]
    assert len(course(office, person_id).episodes) == 2
    assert len(cells(screen)) > 2
    assert screen.aside.episodes.isVisible()


@pytest.mark.thorough
@pytest.mark.parametrize("opening", OPENINGS, ids=lambda each: each.name)
def test_every_kind_that_began_long_ago_is_opened_with_all_its_papers(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, write: Write, opening: Opening
) -> None:
    person_id = office.do(partial(take_in, order=TakeIn(a_person()))).result.person_id
    screen = opened(qtbot, desk, habits, person_id)
    menu_line(screen, "Mở đợt mới…")
    [dialog] = screen.findChildren(OpenEpisodeDialog)
    dialog.opening.value = opening
    dialog.on.setText("02/03/2026")
    write(dialog.paper.number, "15/CAX")
    for month, (fields, _) in enumerate(zip(dialog.later, opening.later, strict=False), start=4):
        fields.on.setText(f"02/{month:02d}/2026")
        write(fields.number, f"{month}/CAX")
    if opening.is_post_rehab:
        dialog.from_on.setText("15/03/2026")
        dialog.until_on.setText("15/03/2028")
        write(dialog.decided.number, "27/QĐ-UBND")
    dialog.accept_button.click()
    assert not dialog.isVisible()
    episode = current(office, person_id)
    assert (episode.kind, episode.opened_on) == (opening.kind, date(2026, 3, 2))
    later = [EventKind.DECIDED_ELSEWHERE] if opening.is_post_rehab else []
    wanted = [opening.event, *(stage.event for stage in opening.later), *later]
    assert [row.kind for row in reversed(episode.events)] == wanted
    assert {row.paper.on for row in episode.events} == {row.on for row in episode.events}
    if opening.is_post_rehab:
        assert screen.aside.term.end_words == "15/03/2028"


def test_an_episode_of_the_past_does_not_speak_over_the_present_one(
    office: Office, scene: Scene, screen: PersonScreen, write: Write
) -> None:
    menu_line(screen, "Mở đợt mới…")
    [dialog] = screen.findChildren(OpenEpisodeDialog)
    dialog.opening.value = opening_named("user_managed")
    dialog.on.setText("02/03/2024")
    write_paper(write, dialog)
    dialog.accept_button.click()
    assert len(course(office, scene.person_id).episodes) == 2
    assert current(office, scene.person_id).kind is EpisodeKind.POST_REHAB


def test_a_later_paper_that_must_be_named_is_asked_for_at_its_own_line(
    office: Office, scene: Scene, screen: PersonScreen
) -> None:
    menu_line(screen, "Mở đợt mới…")
    [dialog] = screen.findChildren(OpenEpisodeDialog)
    dialog.opening.value = opening_named("rehab_home")
    dialog.on.setText("02/03/2026")
    dialog.later[0].on.setText("05/03/2026")
    dialog.accept_button.click()
    assert dialog.form.box("later0_number").message == "Ghi số giấy."
    assert len(course(office, scene.person_id).episodes) == 1


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
    go_on_link(dialog).click()
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
    assert card._what.text() == "Giao quyết định"
    assert card._why.text().startswith("Bước “Thông báo, đọc hồ sơ”: chưa làm tiếp được vì")
    card.others[-1].click()
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
    go_on_link(dialog).click()
    assert screen.aside.term._law.text().startswith("Theo Luật 73/2021/QH14 vì quyết định ngày")
    laws = [each for each in screen.timeline.items.items if each.kind == "Luật"]
    assert [each.on for each in laws] == [date(2026, 7, 1)]


def test_a_further_episode_is_not_opened_by_two_keys(
    office: Office, scene: Scene, screen: PersonScreen
) -> None:
    menu_line(screen, "Mở đợt mới…")
    [dialog] = screen.findChildren(OpenEpisodeDialog)
    dialog.accept_button.click()
    assert dialog.form.box("kind").message == "Chọn diện quản lý."
    assert len(course(office, scene.person_id).episodes) == 1


def test_a_second_episode_of_the_same_kind_asks_first_and_can_be_dropped_later(
    qtbot: QtBot, office: Office, scene: Scene, screen: PersonScreen, notices: list[Notice]
) -> None:
    menu_line(screen, "Mở đợt mới…")
    [dialog] = screen.findChildren(OpenEpisodeDialog)
    dialog.opening.value = opening_named("post_rehab")
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert "đang có đợt “Quản lý sau cai” chưa kết thúc" in dialog.message.text
    assert len(course(office, scene.person_id).episodes) == 1
    go_on_link(dialog).click()
    assert len(course(office, scene.person_id).episodes) == 2
    timeline = screen.timeline
    [place] = [
        place for place, item in enumerate(timeline.items.items) if item.opens_id is not None
    ]
    timeline.view.setCurrentIndex(timeline.items.index(place))
    assert timeline.remove_button.text() == "&Bỏ đợt mở nhầm"
    assert not timeline.edit_button.isVisible()
    qtbot.keyClick(timeline.view, Qt.Key.Key_Delete)
    assert len(course(office, scene.person_id).episodes) == 1
    assert notices[-1].text == "Đã bỏ đợt mở nhầm."
