"""A form that loses its connection keeps its text, waits with one line, and saves once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from sqlalchemy import select

from rehabdesk.domain.records import Hamlet
from rehabdesk.domain.records.together import ActReceipt
from rehabdesk.domain.refusals import NeedsConfirmation, OutsideFault, Refusal
from rehabdesk.services.drafts import keep_draft, read_draft
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import add_hamlet
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame, Notice
from rehabdesk.ui.kit.waiting.absence import PAUSES
from rehabdesk.ui.settling.sending import settled
from tests.builders import LAN
from tests.cables import Cable
from tests.ui.together.forms import HamletDialog, waiting_lines


class Page(QWidget):
    """A page in a shell, which is where its waiting line stands."""

    def __init__(self, shell: QWidget) -> None:
        super().__init__(shell)
        self.told: list[str] = []
        self.go_on: Callable[[], None] | None = None
        self.input = QLineEdit()
        QVBoxLayout(self).addWidget(self.input)

    def show_fault(self, fault: OutsideFault) -> None:
        self.told.append(str(fault))

    def show_refusal(self, refusal: Refusal) -> None:
        self.told.append(str(refusal))

    def show_doubt(self, doubt: NeedsConfirmation, go_on: Callable[[], None]) -> None:
        self.told.append(str(doubt))
        self.go_on = go_on


class Shell(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page(self)
        self.lines = QVBoxLayout(self)
        self.lines.addWidget(self.page)

    def place_waiting(self, line: QWidget) -> None:
        self.lines.addWidget(line)


@pytest.fixture
def shell(qtbot: QtBot, desk: Desk) -> Shell:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(900, 500)
    shell.show()
    return shell


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, shell: Shell) -> HamletDialog:
    dialog = HamletDialog(desk, shell)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.name.setText("Thôn Bãi")
    return dialog


class SettledDialog(HamletDialog):
    """A form whose act is sent by somebody standing for it."""

    def submit(self) -> None:
        settled(self._desk, self, partial(add_hamlet, name=self.name.value), self._note)


@pytest.fixture
def settled_dialog(qtbot: QtBot, desk: Desk, shell: Shell) -> SettledDialog:
    dialog = SettledDialog(desk, shell)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.name.setText("Thôn Bãi")
    return dialog


@pytest.fixture
def said(desk: Desk) -> list[str]:
    told: list[str] = []

    def note(notice: Notice) -> None:
        told.append(notice.text)

    desk.noticed.connect(note)
    return told


def press(line: MessageFrame) -> None:
    """Do what the line offers."""
    [link] = [each for each in line.findChildren(KeyButton) if each.isVisible()]
    link.click()


def put_off(window: QWidget) -> None:
    [line] = waiting_lines(window)
    press(line)


def try_again(desk: Desk) -> None:
    """Let the time to the next try pass."""
    assert desk._waits is not None
    assert desk._waits.absence._rest.isActive()
    desk._waits.absence._rest.stop()
    desk._waits.absence._ask()


def named(office: Office, name: str = "Thôn Bãi") -> int:
    rows = select(Hamlet.id).filter_by(name=name)
    return len(office.look(lambda work: work.session.scalars(rows).all()))


@pytest.mark.parametrize("lost", ["is_out", "loses_answers"])
def test_a_dialog_keeps_its_text_waits_and_saves_once(
    qtbot: QtBot, dialog: HamletDialog, desk: Desk, shared: Office, cable: Cable, lost: str
) -> None:
    setattr(cable, lost, True)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [line] = waiting_lines(dialog)
    assert (dialog.isVisible(), dialog.name.value, desk.waiting) == (True, "Thôn Bãi", 1)
    assert not dialog.name.isEnabled()
    assert not dialog.accept_button.isEnabled()
    assert line.isEnabled()
    try_again(desk)
    assert waiting_lines(dialog) == [line]
    dialog.submit()  # whatever key still works
    cable.put_back()
    try_again(desk)
    assert (len(dialog.made), dialog.isVisible(), desk.waiting) == (1, False, 0)
    assert named(shared) == 1


def test_a_form_somebody_stands_for_waits_like_any_other(
    settled_dialog: SettledDialog, desk: Desk, shared: Office, cable: Cable, said: list[str]
) -> None:
    dialog = settled_dialog
    cable.loses_answers = True
    dialog.accept_button.click()
    [line] = waiting_lines(dialog)
    assert (line.isEnabled(), dialog.name.isEnabled()) == (True, False)
    put_off(dialog)
    assert (dialog.isEnabled(), dialog.name.isEnabled()) == (True, True)
    dialog.accept_button.click()
    assert waiting_lines(dialog)
    cable.put_back()
    try_again(desk)
    assert (named(shared), len(dialog.made), dialog.isVisible(), said) == (1, 1, False, [])


def test_the_tries_grow_rare(dialog: HamletDialog, desk: Desk, cable: Cable) -> None:
    cable.pull()
    dialog.accept_button.click()
    assert desk._waits is not None
    rest, pauses = desk._waits.absence._rest, []
    for _ in range(len(PAUSES) + 1):
        pauses.append(rest.interval() // 1000)
        try_again(desk)
    assert tuple(pauses) == (*PAUSES, PAUSES[-1])


def test_who_does_not_want_to_wait_gets_the_form_back_as_it_was(
    dialog: HamletDialog, desk: Desk, shared: Office, cable: Cable
) -> None:
    cable.pull()
    dialog.accept_button.click()
    put_off(dialog)
    assert waiting_lines(dialog) == []
    assert (dialog.name.isEnabled(), dialog.name.value, desk.waiting) == (True, "Thôn Bãi", 0)
    assert dialog.message.text.startswith("Chưa ghi gì vì đang mất nối tới máy chủ.")
    cable.put_back()
    try_again(desk)
    assert named(shared) == 0
    dialog.accept_button.click()
    assert (named(shared), len(dialog.made)) == (1, 1)


def test_escape_and_the_cross_give_a_waiting_dialog_back_before_they_close_it(
    qtbot: QtBot, dialog: HamletDialog, cable: Cable
) -> None:
    cable.pull()
    for leave in (dialog.close, partial(qtbot.keyClick, dialog, Qt.Key.Key_Escape)):
        dialog.accept_button.click()
        assert waiting_lines(dialog)
        leave()
        assert dialog.isVisible()
        assert waiting_lines(dialog) == []
        assert dialog.accept_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_was_given_back_and_had_arrived_is_told_and_not_done_again(
    dialog: HamletDialog, desk: Desk, shared: Office, cable: Cable, said: list[str]
) -> None:
    cable.loses_answers = True
    dialog.accept_button.click()
    put_off(dialog)
    assert dialog.message.text.startswith("Chưa rõ lần lưu này đã tới máy chủ chưa.")
    cable.put_back()
    try_again(desk)
    assert said == ["Đã nối lại. Lần lưu lúc 08:42 đã tới máy chủ và đã ghi rồi."]
    assert dialog.isVisible()
    dialog.accept_button.click()  # the same words: that is the one already there
    assert (named(shared), len(dialog.made), dialog.isVisible()) == (1, 1, False)


def test_other_words_after_what_had_arrived_are_sent_only_when_it_is_insisted(
    dialog: HamletDialog, desk: Desk, shared: Office, cable: Cable
) -> None:
    cable.loses_answers = True
    dialog.accept_button.click()
    put_off(dialog)
    cable.put_back()
    try_again(desk)
    dialog.name.setText("Thôn Nổi")
    dialog.accept_button.click()
    assert dialog.message.text.startswith("Lần lưu lúc 08:42 đã tới máy chủ và đã ghi rồi.")
    assert named(shared, "Thôn Nổi") == 0
    press(dialog.message)
    assert (named(shared), named(shared, "Thôn Nổi"), dialog.isVisible()) == (1, 1, False)


def test_what_is_sent_after_something_unknown_waits_until_that_is_known(
    dialog: HamletDialog, desk: Desk, shared: Office, cable: Cable
) -> None:
    cable.loses_answers = True
    dialog.accept_button.click()
    put_off(dialog)
    dialog.name.setText("Thôn Nổi")
    dialog.accept_button.click()
    assert waiting_lines(dialog)
    cable.put_back()
    try_again(desk)
    assert waiting_lines(dialog) == []
    assert dialog.message.text.startswith("Lần lưu lúc 08:42 đã tới máy chủ và đã ghi rồi.")
    assert (named(shared), named(shared, "Thôn Nổi")) == (1, 0)


def test_a_page_waits_with_the_line_of_its_shell(
    shell: Shell, desk: Desk, shared: Office, cable: Cable
) -> None:
    page, done = shell.page, list[int]()
    cable.pull()
    desk.do(page, partial(add_hamlet, name="Thôn Bãi"), done.append)
    desk.do(page.input, partial(add_hamlet, name="Thôn Nổi"), done.append)
    assert len(waiting_lines(shell)) == 1
    assert not page.isEnabled()
    assert shell.isEnabled()
    cable.put_back()
    try_again(desk)
    assert (len(done), waiting_lines(shell), page.isEnabled()) == (2, [], True)
    assert named(shared) == named(shared, "Thôn Nổi") == 1


def test_a_form_that_has_gone_is_told_of_at_the_bottom(
    shell: Shell, desk: Desk, shared: Office, cable: Cable, said: list[str]
) -> None:
    cable.loses_answers = True
    desk.do(shell.page, partial(add_hamlet, name="Thôn Bãi"), print)
    put_off(shell)
    delete(shell.page)
    cable.put_back()
    try_again(desk)
    assert said == ["Đã nối lại. Lần lưu lúc 08:42 đã tới máy chủ và đã ghi rồi."]
    assert named(shared) == 1


def test_what_was_given_back_and_is_lost_is_told_when_the_server_is_back(
    shell: Shell, desk: Desk, shared: Office, cable: Cable, said: list[str]
) -> None:
    cable.loses_answers = True
    desk.do(shell.page, partial(add_hamlet, name="Thôn Bãi"), print)
    put_off(shell)

    def undo(work: Work) -> None:
        """Make it as if it had been lost on the way there."""
        for kept in work.session.scalars(select(ActReceipt)):
            work.session.delete(kept)

    cable.put_back()
    shared.keep(undo)
    try_again(desk)
    assert said == [
        "Đã nối lại. Lần lưu lúc 08:42 chưa được ghi. Chữ còn trên màn hình; bấm lưu lại."
    ]


def test_a_busy_server_is_told_at_once_but_not_to_who_waits_already(
    shell: Shell, desk: Desk, shared: Office, cable: Cable
) -> None:
    cable.is_busy = True
    desk.do(shell.page, partial(add_hamlet, name="Thôn Bãi"), print)
    assert "máy chủ đang bận" in shell.page.told[0]
    cable.put_back()
    cable.pull()
    desk.do(shell.page, partial(add_hamlet, name="Thôn Bãi"), print)
    cable.put_back()
    cable.is_busy = True
    try_again(desk)
    assert waiting_lines(shell)
    cable.put_back()
    try_again(desk)
    assert (waiting_lines(shell), named(shared)) == ([], 1)


def test_looks_wait_in_silence_and_the_newest_of_a_name_is_asked(
    shell: Shell, desk: Desk, cable: Cable
) -> None:
    turns: list[bool] = []
    desk.away_turned.connect(turns.append)
    told: list[object] = []
    cable.pull()
    for words in ("cũ", "mới"):
        desk.look(shell.page, partial(_echo, words=words), told.append, name="search")
    desk.look(shell.page, partial(_echo, words="khác"), told.append)
    assert (turns, told, shell.page.told, desk.is_away) == ([True], [], [], True)
    assert waiting_lines(shell) == []
    cable.put_back()
    try_again(desk)
    assert (turns, told, desk.is_away) == ([True, False], ["mới", "khác"], False)


def test_drafts_wait_in_silence(shell: Shell, desk: Desk, shared: Office, cable: Cable) -> None:
    shared.do(partial(add_user, facts=UserFacts(LAN.name, LAN.post, LAN.role)))
    cable.pull()
    for words in ("một", "một hai"):
        note = partial(keep_draft, form="x", content={"words": words})
        desk.keep(shell.page, note, lambda _: None, "draft")
    assert (shell.page.told, shell.page.isEnabled()) == ([], True)
    cable.put_back()
    try_again(desk)
    kept = shared.look(partial(read_draft, form="x"))
    assert kept is not None
    assert kept.content == {"words": "một hai"}


def test_the_same_user_goes_on_after_the_lock_and_another_does_not(
    shell: Shell, desk: Desk, shared: Office, cable: Cable
) -> None:
    done: list[int] = []
    cable.loses_answers = True
    desk.do(shell.page, partial(add_hamlet, name="Thôn Bãi"), done.append)
    desk.office = None
    cable.put_back()
    assert desk._waits is not None
    assert not desk._waits.absence._rest.isActive()
    desk.office = replace(shared)
    try_again(desk)
    assert (len(done), named(shared)) == (1, 1)
    cable.pull()
    desk.do(shell.page, partial(add_hamlet, name="Thôn Nổi"), done.append)
    desk.office = None
    cable.put_back()
    desk.office = replace(shared, actor=replace(LAN, user_id=2))
    try_again(desk)
    assert (waiting_lines(shell), desk.waiting, named(shared, "Thôn Nổi")) == ([], 0, 0)


def _echo(_work: Work, words: str) -> str:
    return words
