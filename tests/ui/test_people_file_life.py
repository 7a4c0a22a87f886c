"""One clerk, one person, one file: from the proposal of the police to the certificate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import CaseState, EventKind, RehabForm
from rehabdesk.domain.course.steps import Step, StepState
from rehabdesk.domain.regime import COMPLETION, POST_REHAB
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.office import Office
from rehabdesk.services.tasks.task import TaskKind
from rehabdesk.ui.decisions.register.deliver_dialog import DeliverDialog
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.file.course.event_dialog import EventDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.people.intake.screen import IntakeScreen
from rehabdesk.ui.visits import Compose, NumberPapers, OpenPerson, TakeIn
from tests.builders import a_volunteer
from tests.ui.conftest import Write
from tests.ui.paper_builders import numbered, submitted
from tests.ui.people_course import cells, choose_task, current


def test_from_the_proposal_of_the_police_to_the_certificate(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, write: Write
) -> None:
    walk = _Walk(qtbot, office, desk, habits, write)
    person_id = walk.take_in()
    screen = walk.open(person_id)
    assert _done(screen) == ["Công an đề nghị"]
    _decide(walk, screen, person_id)
    _live(walk, screen)
    _certify(walk, screen, person_id)


def _decide(walk: _Walk, screen: PersonScreen, person_id: int) -> None:
    """The decision is wanted, printed, numbered and handed over, each from the card."""
    card = screen.aside.next
    choose_task(card, TaskKind.DECIDE)
    assert card.row is not None
    assert card.row.due.due_on == date(2026, 11, 27)
    walk.qtbot.keyClick(card.button, Qt.Key.Key_Return)
    assert walk.wishes.pop() == Compose((person_id,), purpose=POST_REHAB)
    decision_id = submitted(walk.office, person_id, (a_volunteer(walk.office),))
    screen.refresh()
    choose_task(card, TaskKind.UNSIGNED)
    card.button.click()
    assert walk.wishes.pop() == NumberPapers((decision_id,))
    numbered(walk.office, decision_id, "46")
    screen.refresh()
    assert _done(screen)[:2] == ["Công an đề nghị", "Quyết định quản lý"]
    choose_task(card, TaskKind.DELIVER)
    card.button.click()
    [handing] = screen.findChildren(DeliverDialog)
    handing.prints.setChecked(False)
    handing.accept_button.click()
    assert TaskKind.DELIVER not in [row.task.kind for row in card._rows]


def _live(walk: _Walk, screen: PersonScreen) -> None:
    """The term runs; an absence is recorded and moves its end."""
    walk.on(datetime(2027, 3, 1, 8))
    assert screen.card.state.accessibleName() == CaseState.POST_REHAB.label
    assert ("Người phụ trách", "Bà Ngô Thị Nhàn") in screen.aside.helpers.pairs
    assert screen.aside.term.end_words == "30/11/2028"
    screen.timeline.record_button.click()
    event = screen.findChildren(EventDialog)[-1]
    event.kind.value = EventKind.ABSENCE_UNREPORTED
    event.on.setText("08/02/2027")
    event.until_on.setText("17/02/2027")
    walk.write(event.paper.number, "31/CAX")
    event.paper.on.setText("19/02/2027")
    event.accept_button.click()
    assert screen.aside.term.end_words == "10/12/2028"


def _certify(walk: _Walk, screen: PersonScreen, person_id: int) -> None:
    """Near the end the certificate is wanted; numbered, it closes the episode."""
    card = screen.aside.next
    walk.on(datetime(2028, 12, 6, 8))
    choose_task(card, TaskKind.CERTIFY)
    card.button.click()
    assert walk.wishes.pop() == Compose((person_id,), purpose=COMPLETION)
    certificate = submitted(walk.office, person_id, purpose=COMPLETION)
    walk.on(datetime(2028, 12, 8, 8))
    numbered(walk.office, certificate, "88", date(2028, 12, 8))
    walk.on(datetime(2028, 12, 11, 8))
    assert [cell.state for cell in _steps(screen)] == [StepState.DONE] * len(cells(screen))
    episode = current(walk.office, person_id)
    assert episode.state is CaseState.POST_REHAB_COMPLETED
    assert not episode.is_open
    kinds = {row.task.kind for row in card._rows}
    assert not kinds & {TaskKind.ASSIGN, TaskKind.CERTIFY, TaskKind.DECIDE}


class _Walk:
    """The office on the day it is, and the windows of the clerk."""

    def __init__(
        self, qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, write: Write
    ) -> None:
        self.qtbot, self.office, self.desk, self.habits = qtbot, office, desk, habits
        self.write = write
        self.wishes: list[object] = []
        self.refresh: Callable[[], None] = lambda: None

    def take_in(self) -> int:
        """F7: the name, the kind, how rehabilitation ended, the proposal: nothing else."""
        page = IntakeScreen(self.desk, self.habits)
        self.qtbot.addWidget(page)
        page.show()
        page.visit(TakeIn(name="Cao Bá Phúc"))
        assert page.check is not None
        form = page.check.form
        form.rehab_form.value = RehabForm.COMPULSORY
        form.completes_on.setText("30/11/2026")
        form.began_on.setText("20/11/2026")
        self.write(form.paper_number, "212/CAX")
        told: list[object] = []
        page.wanted.connect(told.append)
        page.check.primary.click()
        [opened] = told
        assert isinstance(opened, OpenPerson)
        return opened.person_id

    def open(self, person_id: int) -> PersonScreen:
        screen = PersonScreen(self.desk, self.habits)
        self.qtbot.addWidget(screen)
        screen.resize(1182, 662)
        screen.show()
        screen.wanted.connect(self.wishes.append)
        screen.visit(OpenPerson(person_id))
        self.refresh = screen.refresh
        return screen

    def on(self, moment: datetime) -> None:
        """Let the day come; whatever time has moved is computed anew, as at sign-in."""
        self.office = replace(self.office, clock=lambda: moment)
        self.office.do(refresh_standings)
        self.desk.office = self.office
        self.refresh()


def _steps(screen: PersonScreen) -> tuple[Step, ...]:
    assert screen._file is not None
    return screen._file.steps


def _done(screen: PersonScreen) -> list[str]:
    return [cell.title for cell in _steps(screen) if cell.state is StepState.DONE]
