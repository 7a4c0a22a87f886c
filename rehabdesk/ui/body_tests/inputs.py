"""Inputs of a sitting: words used before, and a line for each person tested."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from rehabdesk.domain.dates import PartialDate, age_on
from rehabdesk.domain.teamwork.codes import BodyTestResult
from rehabdesk.domain.text import clean
from rehabdesk.services.body_tests.beginning import SittingBegun, Tested
from rehabdesk.services.body_tests.facts import Outcome
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.messages import OneLine
from rehabdesk.ui.kit.style import Style

RESULTS = [(each, each.label) for each in BodyTestResult]
HEADS = ("Người", "Kết quả", "Số phiếu", "Chất", "Chứng kiến", "Lần tới")
_WIDTHS = (150, 130, 90, 110, 150, 134)


class WordsField(QComboBox):
    """Words chosen among those used before, or any typed."""

    def __init__(self, offered: Sequence[str], words: str = "") -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none: no word finishes itself
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.addItems(list(offered))
        self.setEditText(words)

    @property
    def value(self) -> str:
        return clean(self.currentText())

    @value.setter
    def value(self, words: str) -> None:
        self.setEditText(words)


class OutcomeLine:
    """The inputs of one person; the next day is proposed until somebody types another."""

    def __init__(self, tested: Tested, begun: SittingBegun) -> None:
        self.tested = tested
        self._begun = begun
        self._is_next_typed = False
        self.name = OneLine(tested.name)
        self.name.setProperty("role", "title")
        self.name.setAccessibleDescription(tested.detail)
        self.result = ComboField(RESULTS)
        self.slip_number, self.substances, self.witness = TextField(), TextField(), TextField()
        self.next_on = DateField(begun.today, needs_day=True)
        for field, head in zip(self.fields, HEADS[1:], strict=True):
            field.setAccessibleName(f"{head}: {tested.name}")
        self.next_on.textEdited.connect(self._note_typed)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        return (self.result, self.slip_number, self.substances, self.witness, self.next_on)

    @property
    def outcome(self) -> Outcome:
        return Outcome(
            self.tested.id,
            self.result.value or BodyTestResult.NEGATIVE,
            self.slip_number.value,
            self.substances.value,
            self.witness.value if self.witness.isEnabled() else "",
            self.next_on.day,
        )

    def show_outcome(self, outcome: Outcome) -> None:
        self.result.value = outcome.result
        self.slip_number.value, self.substances.value = outcome.slip_number, outcome.substances
        self.witness.value, self.next_on.value = outcome.witness, outcome.next_on
        self._is_next_typed = True

    def propose(self, on: date | None) -> None:
        """Let what hangs on the day and the result follow them."""
        result = self.result.value or BodyTestResult.NEGATIVE
        self.substances.setEnabled(result is not BodyTestResult.NO_SHOW)
        self.witness.setEnabled(self._is_young(on))
        self.witness.setPlaceholderText("cha, mẹ, người giám hộ" if self._is_young(on) else "")
        if not self._is_next_typed:
            self.next_on.value = self._begun.habits.next_on(result, on) if on else None

    def _is_young(self, on: date | None) -> bool:
        if not self.tested.birth:
            return False
        born = PartialDate.parse_stored(self.tested.birth)
        return age_on(born, on or self._begun.today).at_least < self._begun.adult_from

    def _note_typed(self) -> None:
        self._is_next_typed = True


class OutcomeGrid(QWidget):
    """A line a person, in the order they were chosen; heads above, the witness only if needed."""

    turned = Signal()

    def __init__(self, begun: SittingBegun) -> None:
        super().__init__()
        self._begun = begun
        self.lines: list[OutcomeLine] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._heads = [QLabel(head) for head in HEADS]
        for place, (head, width) in enumerate(zip(self._heads, _WIDTHS, strict=True)):
            head.setProperty("role", "label")
            self._grid.addWidget(head, 0, place)
            self._grid.setColumnMinimumWidth(place, Style.current.length(width))
        self._grid.setColumnStretch(0, 1)

    def show_persons(self, persons: Sequence[Tested], on: date | None) -> None:
        """Keep the lines of who stays, and what was typed in them."""
        known = {line.tested.id: line for line in self.lines}
        kept = {each.id for each in persons}
        for line in self.lines:
            if line.tested.id not in kept:
                self._take_out(line)
        self.lines = [known.get(each.id) or self._new(each) for each in persons]
        for row, line in enumerate(self.lines, start=1):
            for place, part in enumerate((line.name, *line.fields)):
                self._grid.addWidget(part, row, place)
        self.propose(on)

    def propose(self, on: date | None) -> None:
        for line in self.lines:
            line.propose(on)
        is_asked = any(line.witness.isEnabled() for line in self.lines)
        place = HEADS.index("Chứng kiến")
        self._heads[place].setVisible(is_asked)
        self._grid.setColumnMinimumWidth(
            place, Style.current.length(_WIDTHS[place]) if is_asked else 0
        )
        for line in self.lines:
            line.witness.setVisible(is_asked)
        self.setVisible(bool(self.lines))

    def height_of(self, lines: int) -> int:
        """Return the room for so many lines under the heads, whether they are laid out or not."""
        line = Style.current.size("control") + self._grid.verticalSpacing()
        return self._heads[0].sizeHint().height() + lines * line

    @property
    def wrong(self) -> str:
        """Return the first sentence a line says of itself."""
        errors = (line.next_on.error for line in self.lines)
        return next((error for error in errors if error), "")

    def _new(self, tested: Tested) -> OutcomeLine:
        line = OutcomeLine(tested, self._begun)
        line.result.chosen.connect(lambda _: self.turned.emit())
        return line

    def _take_out(self, line: OutcomeLine) -> None:
        for part in (line.name, *line.fields):
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
