"""Before names leave the office: what for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import TextField


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is about to leave: the act, its question, and where its last purpose is remembered."""

    title: str
    question: str
    remembered: str


class PurposeField(TextField):
    """A purpose; a list with names never goes out without one."""

    is_needed = True

    @property
    def error(self) -> str:
        return "" if self.value or not self.is_needed else "Ghi mục đích."


class PurposeDialog(FormDialog):
    """Asks for the purpose, remembers it, and hands it on; the paper is made by who asked."""

    given = Signal(str)

    def __init__(self, leaving: Leaving, habits: QSettings, parent: QWidget) -> None:
        super().__init__(leaving.title, leaving.title, parent)
        self._habits = habits
        self._remembered = leaving.remembered
        self.question = QLabel(leaving.question)
        self.question.setWordWrap(True)
        self.body.insertWidget(1, self.question)
        self.purpose = PurposeField(str(habits.value(leaving.remembered) or ""))
        self.add("purpose", "&Mục đích", self.purpose)

    def submit(self) -> None:
        self._habits.setValue(self._remembered, self.purpose.value)
        self.accept()
        self.given.emit(self.purpose.value)

    def show_refusal(self, refusal: Refusal) -> None:
        self.form.show_refusal(refusal)
