"""Before names leave the office: what for, and how many."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import TextField

REMEMBERED = "purpose/list"


class PurposeField(TextField):
    """A purpose; a list with names never goes out without one."""

    @property
    def error(self) -> str:
        return "" if self.value else "Ghi mục đích."


class PurposeDialog(FormDialog):
    """Asks for the purpose, remembers it, and hands it on; the list is made by who asked."""

    given = Signal(str)

    def __init__(
        self, title: str, counts: tuple[int, int], habits: QSettings, parent: QWidget
    ) -> None:
        super().__init__(title, title, parent)
        self._habits = habits
        named, hidden = counts
        self.question = QLabel(f"{title} có {named} tên người. Mục đích?")
        self.question.setWordWrap(True)
        self.body.insertWidget(1, self.question)
        self.purpose = PurposeField(str(habits.value(REMEMBERED) or ""))
        self.add("purpose", "&Mục đích", self.purpose)
        if hidden:
            self.set_fact(f"{hidden} người không in theo yêu cầu")

    def submit(self) -> None:
        self._habits.setValue(REMEMBERED, self.purpose.value)
        self.accept()
        self.given.emit(self.purpose.value)

    def show_refusal(self, refusal: Refusal) -> None:
        self.form.show_refusal(refusal)
