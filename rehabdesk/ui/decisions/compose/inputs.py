"""Inputs for what a form asks: each takes and gives the words that stand on the paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Protocol

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.forms.field import FieldType
from rehabdesk.domain.text import clean
from rehabdesk.domain.wording import count, prose_date, slash_date
from rehabdesk.services.decisions.sight import FieldFact
from rehabdesk.ui.decisions.compose.table_input import TableInput
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox, TextField

LINES = 3
_PROSE = re.compile(r"^ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})$")
_TIME = re.compile(r"^(\d{1,2})\s*(?:giờ|h|g|:|\.)?\s*(\d{2})?\s*(?:phút|ph|')?$", re.IGNORECASE)


class Said(Protocol):
    """What every input of the composer can do; `said` is worded as on the paper."""

    said: str
    changed: SignalInstance


class SaidText(TextField):
    changed = Signal()

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.setCursorPosition(0)  # its beginning is seen first, however narrow the input
        self.textChanged.connect(self._tell)

    @property
    def said(self) -> str:
        return self.value

    @said.setter
    def said(self, words: str) -> None:
        self.value = words

    def _tell(self) -> None:
        self.changed.emit()


class SaidNumber(SaidText):
    """A number is printed with its zero, however it is typed."""

    @property
    def said(self) -> str:
        typed = self.value
        return count(int(typed)) if typed.isascii() and typed.isdigit() else typed

    @said.setter
    def said(self, words: str) -> None:
        self.value = words


class SaidTime(SaidText):
    """Takes 8:30, 8h30, 830 and gives "08 giờ 30 phút"."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.setPlaceholderText("08:30")
        self.editingFinished.connect(self._write_out)

    @property
    def error(self) -> str:
        if self.value and read_time(self.value) is None:
            return f"Chưa hiểu “{self.value}”. Gõ như 8:30 hoặc 14h."
        return ""

    @property
    def said(self) -> str:
        found = read_time(self.value)
        return f"{found.hour:02} giờ {found.minute:02} phút" if found else self.value

    @said.setter
    def said(self, words: str) -> None:
        self.value = words

    def _write_out(self) -> None:
        if self.said != self.value:
            self.value = self.said


class SaidLines(TextBox):
    changed = Signal()

    def __init__(self, said: str) -> None:
        super().__init__(said, LINES)
        self.textChanged.connect(self.changed)

    @property
    def said(self) -> str:
        return self.value

    @said.setter
    def said(self, words: str) -> None:
        self.value = words


class SaidDate(DateField):
    """A day; what is no day yet stands on the paper as it was typed."""

    changed = Signal()

    def __init__(
        self, said: str, today: date, calendar: WorkingCalendar, *, is_prose: bool
    ) -> None:
        super().__init__(today, calendar=calendar)
        self._is_prose = is_prose
        self.said = said
        self.textChanged.connect(self._tell)

    @property
    def said(self) -> str:
        if self.day is None:
            return clean(self.text())
        return prose_date(self.day) if self._is_prose else slash_date(self.day)

    @said.setter
    def said(self, words: str) -> None:
        prose = _PROSE.match(clean(words))
        self.setText("/".join(f"{int(part):02}" for part in prose.groups()) if prose else words)
        self.setCursorPosition(0)

    def _tell(self) -> None:
        self.changed.emit()


class SaidChoice(ComboField[str]):
    """One of the words the form prints; none of them leaves the place as the form has it."""

    changed = Signal()

    def __init__(self, said: str, choices: Sequence[str]) -> None:
        super().__init__()
        self._choices = list(choices)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(ComboField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.said = said
        self.chosen.connect(self._tell)

    @property
    def said(self) -> str:
        return self.value or ""

    @said.setter
    def said(self, words: str) -> None:
        own = [words] if words and words not in self._choices else []
        offered = [(each, each) for each in (*self._choices, *own)]
        self.offer([("", "chưa chọn"), *offered])
        self.value = words

    def _tell(self) -> None:
        self.changed.emit()


_WORDED: Mapping[FieldType, Callable[[str], QWidget]] = {
    FieldType.LINES: SaidLines,
    FieldType.LIST: SaidLines,
    FieldType.TIME: SaidTime,
    FieldType.NUMBER: SaidNumber,
}


def input_for(fact: FieldFact, said: str, today: date, calendar: WorkingCalendar) -> QWidget:
    """Return the input that fits what a field holds; it is a Said."""
    if fact.type is FieldType.TABLE:
        return TableInput(fact.label, fact.columns, said)
    if fact.type in {FieldType.DATE, FieldType.PROSE_DATE}:
        is_prose = fact.type is FieldType.PROSE_DATE
        return SaidDate(said, today, calendar, is_prose=is_prose)
    if fact.choices:
        return SaidChoice(said, fact.choices)
    return _WORDED.get(fact.type, SaidText)(said)


def read_time(typed: str) -> time | None:
    """Return the time of a day as people write it: 8:30, 8h30, 830, 14h, 08 giờ 30 phút."""
    squeezed = clean(typed)
    if squeezed.isascii() and squeezed.isdigit() and len(squeezed) in {3, 4}:
        squeezed = f"{squeezed[:-2]}:{squeezed[-2:]}"
    found = _TIME.match(squeezed)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004
