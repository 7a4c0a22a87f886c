"""What is to be done now, beside a file: the tasks of the morning page, and their sums."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import EventKind, Role
from rehabdesk.domain.regime import POST_REHAB, SUPPORT_TEAM
from rehabdesk.services.decisions.drafting import begin_order, save_draft
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.people.intake import EpisodeFacts, TakeIn, take_in
from rehabdesk.services.tasks.of_person import read_with_tasks
from rehabdesk.services.tasks.task import TaskKind
from rehabdesk.services.tasks.today import read_today, tasks_of
from rehabdesk.ui.decisions.register.deliver_dialog import DeliverDialog
from rehabdesk.ui.kit.buttons import plain
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.file.course.event_dialog import EventDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.today.dialogs import LateDialog
from rehabdesk.ui.visits import Compose, NumberPapers
from tests.builders import NOW, a_person, a_volunteer, an_episode, taken_in
from tests.services.course.scene import Scene, day
from tests.ui.conftest import Write
from tests.ui.paper_builders import numbered, submitted
from tests.ui.people_course import choose_task, opened


@pytest.fixture
def person_id(office: Office) -> int:
    """Completes on 30/11/2026; the decision is due on 27/11."""
    return taken_in(office)


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings, person_id: int) -> PersonScreen:
    return opened(qtbot, desk, habits, person_id)


def wishes(screen: PersonScreen) -> list[object]:
    told: list[object] = []
    screen.wanted.connect(told.append)
    return told


def test_the_file_and_the_morning_page_ask_for_the_same(office: Office) -> None:
    persons = [taken_in(office, full_name=name, papers=()) for name in ("Bùi Thành Đạt", "Vũ Tú")]
    decision_id = submitted(office, persons[0], (a_volunteer(office),))
    numbered(office, decision_id, "41")
    morning = office.look(read_today).rows
    for person_id in persons:
        ours = tuple(row for row in morning if person_id in row.task.person_ids)
        assert ours
        assert office.look(partial(tasks_of, person_id=person_id)) == ours
        assert office.look(partial(read_with_tasks, person_id=person_id)).tasks == ours


def test_the_task_is_told_with_its_deadline_and_done_with_enter(
    qtbot: QtBot, screen: PersonScreen, person_id: int
) -> None:
    told, card = wishes(screen), screen.aside.next
    assert card._what.text() == "Quyết định quản lý sau cai"
    assert card._due.text() == "Hạn 27/11/2026, còn 3 ngày."
    card.button.setFocus()
    qtbot.keyClick(card.button, Qt.Key.Key_Return)
    assert told == [Compose((person_id,), purpose=POST_REHAB)]


def test_a_paper_on_its_way_is_numbered_from_the_card(
    office: Office, screen: PersonScreen, person_id: int
) -> None:
    told = wishes(screen)
    decision_id = submitted(office, person_id)
    screen.refresh()
    card = screen.aside.next
    choose_task(card, TaskKind.UNSIGNED)
    assert card._why.text().startswith("Bước “Quyết định quản lý”: chưa làm tiếp được vì quyết")
    card.button.click()
    assert told == [NumberPapers((decision_id,))]


def test_a_numbered_paper_is_handed_over_from_the_card(
    office: Office, screen: PersonScreen, person_id: int
) -> None:
    numbered(office, submitted(office, person_id), "41")
    screen.refresh()
    choose_task(screen.aside.next, TaskKind.DELIVER)
    screen.aside.next.button.click()
    [dialog] = screen.findChildren(DeliverDialog)
    assert dialog.isVisible()


def test_a_draft_is_gone_on_with_instead_of_a_second_one(
    office: Office, screen: PersonScreen, person_id: int
) -> None:
    told = wishes(screen)
    look = partial(
        begin_order,
        purpose=POST_REHAB,
        person_ids=(person_id,),
        volunteer_ids=(),
        planned_on=NOW.date(),
    )
    drafted = office.do(partial(save_draft, order=office.look(look))).result
    screen.refresh()
    card = screen.aside.next
    assert plain(card.button.text()) == "Mở bản nháp"
    card.button.click()
    assert told == [Compose(decision_id=drafted.decision_ids[0])]


def test_a_question_to_the_police_opens_the_event_that_answers_it(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    facts = an_episode(proposal_number="", proposal_on=None)
    person = office.do(partial(take_in, order=TakeIn(a_person(), facts))).result.person_id
    scene = Scene.of(office, person)
    scene.record(EventKind.COMPLETION_NOTICE, "20/11/2026")
    screen = opened(qtbot, desk, habits, person)
    choose_task(screen.aside.next, TaskKind.ASK_PROPOSAL)
    screen.aside.next.button.click()
    [dialog] = screen.findChildren(EventDialog)
    assert dialog.kind.value is EventKind.PROPOSAL


def test_a_step_no_deadline_is_counted_for_still_has_its_paper(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    facts = EpisodeFacts(an_episode().kind, proposal_on=day("30/10/2026"), proposal_number="212")
    person = office.do(partial(take_in, order=TakeIn(a_person(), facts))).result.person_id
    screen = opened(qtbot, desk, habits, person)
    told, card = wishes(screen), screen.aside.next
    assert card.row is None
    assert card._what.text() == "Quyết định quản lý"
    card.button.click()
    assert told == [Compose((person,), purpose=POST_REHAB)]


def test_the_sum_of_a_deadline_opens_and_takes_the_focus(
    qtbot: QtBot, screen: PersonScreen
) -> None:
    card = screen.aside.next
    assert card.sum.words == ""
    card.sum.link.click()
    qtbot.waitUntil(card.sum.frame.hasFocus)
    assert "Tính lùi từ: 30/11/2026" in card.sum.words
    assert "Hạn: 27/11/2026" in card.sum.words
    assert "Mẫu 53" in card.sum.words
    card.sum.link.click()
    assert card.sum.words == ""


def test_the_sum_of_the_term_is_scrolled_to_in_a_low_window(
    qtbot: QtBot, screen: PersonScreen
) -> None:
    screen.resize(1182, 420)
    term = screen.aside.term
    assert screen.aside.verticalScrollBar().value() == 0
    term.link.click()
    qtbot.waitUntil(term.sum.frame.hasFocus)
    top = term.sum.frame.mapTo(screen.aside.viewport(), term.sum.frame.rect().topLeft()).y()
    assert 0 <= top < screen.aside.viewport().height() // 2


def test_why_a_task_is_late_is_written_from_the_file(
    qtbot: QtBot, office: Office, habits: QSettings, desk: Desk, person_id: int, write: Write
) -> None:
    desk.office = Scene.of(office, person_id).on("03/12/2026")
    screen = opened(qtbot, desk, habits, person_id)
    card = screen.aside.next
    assert card._due.text() == "Hạn 27/11/2026, trễ 4 ngày."
    card.late_link.click()
    [dialog] = screen.findChildren(LateDialog)
    dialog.reason.value = "Chờ ý kiến của Công an xã"
    dialog.accept_button.click()
    card.sum.link.click()
    assert "Lý do trễ: Chờ ý kiến của Công an xã (Nguyễn Thị Hạnh)" in card.sum.words


def test_who_may_only_read_has_no_button(
    qtbot: QtBot, office: Office, habits: QSettings, desk: Desk, person_id: int
) -> None:
    reader = Actor(9, "Phạm Hồng Kỳ", "Ủy ban nhân dân", Role.LEADER)
    desk.office = Office(office.sessions, office.resources, reader, office.clock)
    screen = opened(qtbot, desk, habits, person_id)
    assert screen.aside.next._what.text() == "Quyết định quản lý sau cai"
    assert not screen.aside.next.button.isVisible()


def test_two_tasks_of_one_name_are_told_apart_by_their_papers(
    office: Office, screen: PersonScreen, person_id: int
) -> None:
    for purpose, number in ((POST_REHAB, "41"), (SUPPORT_TEAM, "42")):
        helpers = (a_volunteer(office),)
        numbered(office, submitted(office, person_id, helpers, purpose), number)
    screen.refresh()
    told = [link.text() for link in screen.aside.next.others]
    given = [words for words in told if words.startswith("Giao quyết định")]
    assert given
    assert all("/QĐ-UBND" in words for words in given)


def test_f6_goes_from_the_page_to_what_is_to_be_done_and_enter_does_it(
    qtbot: QtBot, screen: PersonScreen, person_id: int
) -> None:
    told = wishes(screen)
    screen.activateWindow()
    screen.timeline.view.setFocus()
    qtbot.keyClick(screen.timeline.view, Qt.Key.Key_F6)
    assert screen.aside.next.button.hasFocus()
    qtbot.keyClick(screen.aside.next.button, Qt.Key.Key_Return)
    assert told == [Compose((person_id,), purpose=POST_REHAB)]
    qtbot.keyClick(screen.aside.next.button, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert screen.timeline.view.hasFocus()
