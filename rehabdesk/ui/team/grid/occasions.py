"""Occasions added, corrected and taken back over the sheet, each undone by Ctrl+Z."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.activities.recording import RecordedActivity, correct_activity
from rehabdesk.services.bin.kinds import ACTIVITY
from rehabdesk.services.month_grid.sessions import SessionFacts, add_session, take_session_back
from rehabdesk.services.month_grid.sheet import MonthSheet, SessionColumn
from rehabdesk.ui.bin.throwing import throw
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.team.grid.session_dialog import SessionDialog


class Occasions(QObject):
    """Opens the dialog over the page, and says at the bottom what was done."""

    added = Signal(int, object)  # the id of a new occasion, and its day

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._kind = ""  # of the one before

    def add(self, sheet: MonthSheet) -> None:
        codes = [kind.code for kind in sheet.kinds]
        kind = self._kind if self._kind in codes else codes[0]
        is_now = sheet.month.first <= sheet.today <= sheet.month.last
        begun = SessionFacts(kind, sheet.today if is_now else sheet.month.first)
        dialog = SessionDialog(self._desk, sheet.kinds, begun, self._page.window())
        dialog.add_for(sheet.team_id)
        dialog.recorded.connect(lambda made: self._tell_added(sheet.team_id, dialog.facts(), made))
        dialog.open()

    def correct(self, sheet: MonthSheet, session: SessionColumn) -> None:
        dialog = SessionDialog(self._desk, sheet.kinds, session, self._page.window())
        dialog.recorded.connect(self._tell_corrected)
        dialog.open()

    def throw_away(self, activity_id: int) -> None:
        """Put an occasion into the bin, with whoever was ticked at it."""
        throw(self._desk, self._page, ACTIVITY, activity_id)

    def _tell_added(self, team_id: int, facts: SessionFacts, made: RecordedActivity) -> None:
        self._kind = facts.kind
        words = f"Đã thêm {made.title}."
        back = partial(take_session_back, activity_id=made.activity_id)
        again = partial(add_session, team_id=team_id, facts=facts)

        def redo() -> None:
            self._desk.do(self._page, again, partial(self._tell_added, team_id, facts))

        def undo() -> None:
            self._desk.do(self._page, back, lambda _: self._desk.say(_undone(words)))

        self._desk.say(words, UNDO, undo, redo)
        self.added.emit(made.activity_id, facts.on)

    def _tell_corrected(self, made: RecordedActivity) -> None:
        if made.back is None:
            return
        words, state = f"Đã sửa {made.title}.", [made.back]

        def note(turned: RecordedActivity) -> None:
            state[:] = [turned.back] if turned.back is not None else state
            self._desk.say(_undone(words))

        def undo() -> None:
            settled(self._desk, self._page, partial(correct_activity, order=state[0]), note)

        def redo() -> None:
            act = partial(correct_activity, order=state[0])
            settled(self._desk, self._page, act, self._tell_corrected)

        self._desk.say(words, UNDO, undo, redo)


def _undone(words: str) -> str:
    return f"Đã hoàn tác: {words[:1].lower()}{words[1:]}"
