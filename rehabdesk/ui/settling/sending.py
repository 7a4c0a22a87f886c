"""The one way an edit is sent: saved, or laid beside what somebody else saved meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.settling.three_way import Outcome, Path
from rehabdesk.services.editing import EditedMeanwhile, GoneMeanwhile, Meeting
from rehabdesk.services.office import Work
from rehabdesk.ui.kit import ask, clipboard
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.settling.dialog import SettlingDialog
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.typed_words import typed_words

R = TypeVar("R")
Then = Callable[[R], None]
HandIn = Callable[[QWidget, Any, Callable[[Any], None]], None]
COPY, COPIED = "Chép những gì vừa gõ", "Đã chép những gì vừa gõ"


def settled(
    desk: Desk, owner: QWidget, act: Callable[[Work], R] | Edit[Any, R], then: Then[R]
) -> None:
    """Carry out an act for its owner.

    An `Edit` that meets another's is laid beside it and sent anew as it was chosen; any other act
    is refused in a sentence, and the pages that show the record are read anew.
    """
    _Sending(desk, owner, then, desk.do).send(act)


def settled_job(
    desk: Desk, owner: QWidget, job: Callable[[], R] | Edit[Any, R], then: Then[R]
) -> None:
    """Do the same with work that is more than an act; what an `Edit` makes is then a job."""
    _Sending(desk, owner, then, desk.run).send(job)


class _Sending(QWidget):
    """Stands for its owner at the desk, so that it hears what comes back first."""

    def __init__(self, desk: Desk, owner: QWidget, then: Then[Any], hand_in: HandIn) -> None:
        super().__init__(owner)
        self.hide()
        self._desk = desk
        self._owner = self.stands_for = owner
        self._then = then
        self._hand_in = hand_in
        self._edit: Edit[Any, Any] | None = None

    def send(self, act: Any) -> None:
        self._edit = act if isinstance(act, Edit) else None
        self._hand_in(self, act.act if isinstance(act, Edit) else act, self._finish)

    def show_refusal(self, refusal: Refusal) -> None:
        meeting = refusal.meeting if isinstance(refusal, EditedMeanwhile) else None
        if isinstance(refusal, EditedMeanwhile) and meeting is not None and self._edit is not None:
            self._settle(self._edit, refusal, meeting)
            return
        self._tell(refusal)
        if isinstance(refusal, EditedMeanwhile) and refusal.table:
            self._desk.changed.emit(frozenset({refusal.table}))
        elif isinstance(refusal, GoneMeanwhile):
            self._offer_words()
        self.deleteLater()

    # The desk disables, enables and looks for the focus in whom this stands for.

    def setEnabled(self, is_enabled: bool) -> None:  # noqa: FBT001 -- as Qt has it
        self._owner.setEnabled(is_enabled)

    def isAncestorOf(self, child: QWidget) -> bool:
        return self._owner.isAncestorOf(child)

    def _finish(self, result: Any) -> None:
        self.deleteLater()
        self._then(result)

    def _settle(
        self, edit: Edit[Any, Any], refusal: EditedMeanwhile, meeting: Meeting[Any]
    ) -> None:
        """Ask; where the other save touched nothing of this form, there is nothing to ask."""
        lines = edit.lines(meeting)
        if all(line.outcome is Outcome.MINE for line in lines):
            self._send_settled(edit, meeting, frozenset())
            return
        dialog = SettlingDialog(refusal, meeting, lines, self._owner)
        dialog.settled.connect(partial(self._send_settled, edit, meeting))
        dialog.rejected.connect(self.deleteLater)
        dialog.open()

    def _send_settled(
        self, edit: Edit[Any, Any], meeting: Meeting[Any], of_mine: frozenset[Path]
    ) -> None:
        self.send(edit.settled(meeting, of_mine))

    def _tell(self, refusal: Refusal) -> None:
        place: QObject | None = self._owner
        while place is not None:
            if callable(shown := getattr(place, "show_refusal", None)):
                shown(refusal)
                return
            place = place.parent()
        ask.refuse(self._owner, refusal)

    def _offer_words(self) -> None:
        """Let what was typed over something that is gone be taken along."""
        message = getattr(self._owner, "message", None)
        words = typed_words(self._owner)
        if isinstance(message, MessageFrame) and words:
            message.add_link(COPY, partial(self._copy, self._desk, words)).setFocus()

    @staticmethod
    def _copy(desk: Desk, words: str) -> None:
        clipboard.copy(words)
        desk.say(COPIED)
