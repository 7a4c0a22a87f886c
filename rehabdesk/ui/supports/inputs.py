"""The inputs no other form has: an amount of money, a count of months, words written before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QRadioButton, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.supports.money import money_words, read_money
from rehabdesk.domain.text import clean
from rehabdesk.services.supports.facts import LONGEST
from rehabdesk.ui.kit.fields import TextField
from rehabdesk.ui.kit.style import Style

MONEY_HINT = "Gõ 50tr, 1,2 tỷ hoặc 50.000.000"


class MoneyField(TextField):
    """An amount in any way a clerk types it; written out with dots once it is left."""

    def __init__(self, amount: int | None = None) -> None:
        super().__init__(money_words(amount), "50tr")
        self.editingFinished.connect(self._write_out)

    @property
    def error(self) -> str:
        try:
            read_money(self.text())
        except Refusal as refusal:
            return str(refusal)
        return ""

    @property
    def amount(self) -> int | None:
        return None if self.error else read_money(self.text())

    @amount.setter
    def amount(self, amount: int | None) -> None:
        self.value = money_words(amount)

    def _write_out(self) -> None:
        if self.value and (amount := self.amount) is not None:
            self.setText(money_words(amount))


class MonthsField(TextField):
    @property
    def error(self) -> str:
        is_good = not self.value or (self.value.isdigit() and 1 <= int(self.value) <= LONGEST)
        return "" if is_good else f"Gõ số từ 1 đến {LONGEST}."

    @property
    def months(self) -> int | None:
        return int(self.value) if self.value and not self.error else None

    @months.setter
    def months(self, months: int | None) -> None:
        self.value = str(months or "")


class WordsField(QComboBox):
    """Any words typed, or some that were written before; no word finishes itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none: no word finishes itself
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(12)

    def offer(self, words: Sequence[str]) -> None:
        """Offer others, and leave what stands in it."""
        held = self.currentText()
        self.clear()
        self.addItems(list(words))
        self.value = held

    @property
    def value(self) -> str:
        return clean(self.currentText())

    @value.setter
    def value(self, words: str) -> None:
        self.setEditText(words)
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)


class KeptField(QWidget):
    """Whether somebody still works there; neither is chosen beforehand."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.yes, self.no = QRadioButton("Còn là&m"), QRadioButton("Đã &thôi")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Style.current.length(22))
        for button in (self.yes, self.no):
            button.toggled.connect(lambda _: self.changed.emit())
            row.addWidget(button)
        row.addStretch(1)
        self.setFocusProxy(self.yes)
        self.setMinimumHeight(Style.current.size("control"))

    @property
    def value(self) -> bool | None:
        return True if self.yes.isChecked() else False if self.no.isChecked() else None

    @value.setter
    def value(self, is_kept: bool | None) -> None:
        for button in (self.yes, self.no):
            button.setAutoExclusive(False)
        self.yes.setChecked(is_kept is True)
        self.no.setChecked(is_kept is False)
        for button in (self.yes, self.no):
            button.setAutoExclusive(True)
