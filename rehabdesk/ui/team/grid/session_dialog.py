"""An occasion added or corrected while the sheet is being filled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.kinds import Kind
from rehabdesk.services.activities.recording import RecordedActivity
from rehabdesk.services.month_grid.sessions import (
    CorrectSession,
    SessionFacts,
    add_session,
    correct_session,
)
from rehabdesk.services.month_grid.sheet import SessionColumn
from rehabdesk.services.office import Work
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, MinutesField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

DAY_WIDTH, MINUTES_WIDTH = 134, 84


class DayField(DateField):
    """A day that has to be there."""

    @property
    def error(self) -> str:
        return super().error or ("" if self.text().strip() else "Ghi ngày của buổi.")


class SessionDialog(FormDialog):
    """Asks for day, kind, time and place; what else an occasion has stays as it is."""

    recorded = Signal(object)  # RecordedActivity

    def __init__(
        self,
        desk: Desk,
        kinds: Sequence[Kind],
        begun: SessionColumn | SessionFacts,
        parent: QWidget,
    ) -> None:
        self._known = begun if isinstance(begun, SessionColumn) else None
        title, accept = ("Sửa buổi", "&Lưu") if self._known else ("Thêm buổi", "&Thêm")
        super().__init__(title, accept, parent)
        self._desk = desk
        today, calendar = days(desk)
        self.kind = ComboField([(kind.code, kind.name) for kind in kinds])
        self.on = DayField(today(), begun.on, needs_day=True, calendar=calendar)
        self.minutes = MinutesField(str(begun.minutes or ""))
        self.place = TextField(begun.place)
        self.words = TextBox(begun.words, lines=2)
        self.kind.value = begun.kind
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.minutes.setFixedWidth(Style.current.length(MINUTES_WIDTH))
        self.add_row(
            Entry("on", "&Ngày", self.on, stretch=0),
            Entry("kind", "&Loại", self.kind),
            Entry("minutes", "Số &phút", self.minutes, stretch=0),
        )
        self.add("place", "Nơ&i", self.place)
        self.add("words", "&Ghi chú", self.words)

    def facts(self) -> SessionFacts:
        return SessionFacts(
            self.kind.value or "",
            self.on.day or date.min,
            self.minutes.minutes,
            self.place.value,
            self.words.value,
        )

    def add_for(self, team_id: int) -> None:
        """Say whose occasion it is to be."""
        self._act: Callable[[Work], RecordedActivity] = lambda work: add_session(
            work, team_id, self.facts()
        )

    def submit(self) -> None:
        if self._known is not None:
            known = self._known
            read = SessionFacts(known.kind, known.on, known.minutes, known.place, known.words)
            act_of = partial(_correcting, known.activity_id)
            settled(self._desk, self, Edit(read, self.facts(), known.version, act_of), self._tell)
        else:
            self._desk.do(self, self._act, self._tell)

    def _tell(self, made: RecordedActivity) -> None:
        self.accept()
        self.recorded.emit(made)


def _correcting(
    activity_id: int, facts: SessionFacts, version: int
) -> Callable[[Work], RecordedActivity]:
    return partial(correct_session, order=CorrectSession(activity_id, version, facts))
