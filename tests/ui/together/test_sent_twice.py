"""A double click, Enter and a click, or Ctrl+Enter twice: whatever is sent so is made once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from rehabdesk.domain.records import AuditEntry
from rehabdesk.services.office import Office
from rehabdesk.ui.contacts.dialog import ContactDialog
from rehabdesk.ui.contacts.noting import note_meeting
from rehabdesk.ui.decisions.numbering.dialog import NumberDialog
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.people.intake.screen import IntakeScreen
from rehabdesk.ui.visits import TakeIn
from tests.builders import InlineLane, a_volunteer, taken_in
from tests.ui.conftest import Write
from tests.ui.paper_builders import submitted

pytestmark = pytest.mark.qt_log_ignore("^Keyboard event not accepted", "propagateSizeHints")
T = TypeVar("T")
LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
Press = Callable[[QtBot, KeyButton], None]


class Gate(InlineLane):
    """A lane that keeps what is handed in until it is opened again."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[Callable[[], None]] | None = None

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        if self._kept is None:
            return super().submit(fn, *args, **kwargs)
        future: Future[T] = Future()
        self._kept.append(partial(self._answer, future, partial(fn, *args, **kwargs)))
        return future

    def close(self) -> None:
        self._kept = []

    def open(self) -> None:
        kept, self._kept = self._kept or [], None
        for answer in kept:
            answer()

    def _answer(self, future: Future[T], job: Callable[[], T]) -> None:
        if future.set_running_or_notify_cancel():
            done = super().submit(job)
            error = done.exception()
            if error is None:
                future.set_result(done.result())
            else:
                future.set_exception(error)


def _clicks(qtbot: QtBot, button: KeyButton) -> None:
    for _ in range(2):
        qtbot.mouseClick(button, LEFT)
    qtbot.mouseDClick(button, LEFT)


def _enter_and_click(qtbot: QtBot, button: KeyButton) -> None:
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.mouseClick(button, LEFT)


def _keys(qtbot: QtBot, button: KeyButton) -> None:
    for _ in range(2):
        qtbot.keyClick(button.window(), Qt.Key.Key_Return, CONTROL)


@pytest.fixture(params=[_clicks, _enter_and_click, _keys])
def press(request: pytest.FixtureRequest) -> Press:
    found: Press = request.param
    return found


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture(params=[False, True], ids=["alone", "shared"])
def desk(request: pytest.FixtureRequest, office: Office, dressed: Style, gate: Gate) -> Desk:
    return Desk(replace(office, is_shared=request.param), gate, InlineLane())


@dataclass
class Scene:
    """A window over an office whose lane can be held up."""

    qtbot: QtBot
    desk: Desk
    gate: Gate
    office: Office
    habits: QSettings
    press: Press

    def __post_init__(self) -> None:
        self.page = QWidget()
        self.show(self.page)

    def show(self, page: QWidget) -> None:
        self.qtbot.addWidget(page)
        page.resize(1366, 768)
        with self.qtbot.waitExposed(page):
            page.show()

    def send(self, button: KeyButton) -> None:
        """Press before an answer can come, then let it come."""
        self.qtbot.waitUntil(button.window().isActiveWindow)
        self.gate.close()
        self.press(self.qtbot, button)
        self.gate.open()

    def lines(self, act: str) -> int:
        count = select(func.count(AuditEntry.id)).filter_by(act=act)
        return self.office.look(lambda work: work.session.scalar(count) or 0)


@pytest.fixture
def scene(
    qtbot: QtBot, desk: Desk, gate: Gate, office: Office, habits: QSettings, press: Press
) -> Scene:
    return Scene(qtbot, desk, gate, office, habits, press)


def test_a_person_is_taken_in_once(scene: Scene, write: Write) -> None:
    screen = IntakeScreen(scene.desk, scene.habits)
    scene.show(screen)
    screen.visit(TakeIn())
    write(screen.search.field, "Cao Bá Phúc")
    scene.qtbot.keyClick(screen.search.field, Qt.Key.Key_Return)
    assert screen.check is not None
    scene.send(screen.check.primary)
    assert scene.lines("person.taken_in") == 1


def test_a_meeting_is_noted_once(scene: Scene, write: Write) -> None:
    page = scene.page
    note_meeting(scene.desk, scene.habits, page, (taken_in(scene.office),))
    [dialog] = page.findChildren(ContactDialog)
    write(dialog.words, "Đang đi làm đều.")
    scene.send(dialog.accept_button)
    assert scene.lines("contact.recorded") == 1


def test_a_number_is_given_once(scene: Scene) -> None:
    page, office = scene.page, scene.office
    paper = submitted(office, taken_in(office), (a_volunteer(office),))
    dialog = NumberDialog(scene.desk, scene.habits, (paper,), page)
    with scene.qtbot.waitExposed(dialog):
        dialog.open()
    dialog.rows[0].number.value = "46"
    scene.send(dialog.accept_button)
    assert scene.lines("decision.numbered") == 1
