"""Two short questions of taking in: why a second file, and which values to take from the card."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QWidget

from rehabdesk.services.people.comparison import (
    CompareRow,
    Comparison,
    TakeFromCard,
    take_from_card,
)
from rehabdesk.services.people.intake import PersonTakenIn, TakeIn, take_in
from rehabdesk.services.people.person_facts import PersonFacts
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import TextBox
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.settling.sending import settled

SHORT = 34  # letters that leave room for two values on one line


class ReasonDialog(FormDialog):
    """Asks why a second file is opened for a number that has one."""

    taken_in = Signal(object)  # a PersonTakenIn

    def __init__(self, desk: Desk, order: TakeIn, parent: QWidget) -> None:
        super().__init__("Vẫn mở hồ sơ mới", "&Mở hồ sơ mới", parent)
        self._desk = desk
        self._order = order
        question = "Vẫn mở hồ sơ mới dù trùng số căn cước? Ghi lý do."
        self.body.insertWidget(0, MessageFrame("warn", question))
        self.reason = TextBox()
        self.add("reason", "&Lý do", self.reason)

    def submit(self) -> None:
        if not self.reason.value:
            self.form.box("reason").tell("error", "Ghi lý do.")
            self.reason.setFocus()
            return
        order = replace(self._order, reason=self.reason.value)
        self._desk.do(self, partial(take_in, order=order), self._close_with)

    def _close_with(self, done: PersonTakenIn) -> None:
        self.accept()
        self.taken_in.emit(done)


class EitherField(QWidget):
    """Two radio buttons: the file's value stays, or that of the card, or a package, is taken."""

    def __init__(self, row: CompareRow, source: str = "thẻ") -> None:
        super().__init__()
        self.keep = QRadioButton(f"Giữ như cũ: {row.kept or '–'}".replace("&", "&&"))
        self.take = QRadioButton(f"Lấy theo {source}: {row.card}".replace("&", "&&"))
        self.keep.setChecked(True)
        self._group = QButtonGroup(self)
        is_short = max(len(row.kept), len(row.card)) <= SHORT
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        layout = QBoxLayout(across if is_short else down, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for button in (self.keep, self.take):
            self._group.addButton(button)
            button.setAccessibleName(f"{row.label}. {button.text()}")
            layout.addWidget(button, 1)
        self.setFocusProxy(self.keep)

    @property
    def is_taken(self) -> bool:
        return self.take.isChecked()


class DifferencesDialog(FormDialog):
    """Goes through what differs, one by one; nothing is taken unless chosen."""

    settled = Signal(int)  # the person whose file is to be opened

    def __init__(
        self, desk: Desk, comparison: Comparison, card: PersonFacts, parent: QWidget
    ) -> None:
        super().__init__("Mở hồ sơ đã có", "&Mở hồ sơ đã có", parent, WIDTHS[2])
        self._desk = desk
        self._comparison = comparison
        self._card = card
        self.choices: dict[str, EitherField] = {}
        for row in comparison.open_questions:
            self.choices[row.name] = EitherField(row)
            self.add(row.name, row.label, self.choices[row.name])
        self.set_fact(f"{comparison.full_name} · hồ sơ số {comparison.case_code}")

    def submit(self) -> None:
        names = frozenset(name for name, choice in self.choices.items() if choice.is_taken)
        if not names:
            self._close(len(names))
            return
        of = self._comparison
        order = TakeFromCard(of.person_id, of.version, self._card, names)
        act = partial(take_from_card, order=order)
        settled(self._desk, self, act, lambda _: self._close(len(names)))

    def _close(self, taken: int) -> None:
        self.accept()
        if taken:
            self._desk.say(f"Đã lấy {taken} ô theo thẻ vào hồ sơ số {self._comparison.case_code}")
        self.settled.emit(self._comparison.person_id)
