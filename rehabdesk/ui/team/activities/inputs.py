"""Inputs of an activity: its figures, what is to be done next, who came from outside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.kinds import OCCASIONS, Figure, Kind, read_figure
from rehabdesk.services.activities.facts import NextTask, Present
from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.fields import DateField, TextField
from rehabdesk.ui.kit.style import Style

AT_ONCE = 4  # figures side by side
WHO_WIDTH, DAY_WIDTH = 170, 126
_CLOCK = re.compile(r"(\d{1,2})(?:[h:.](\d{0,2}))?")
_OUTSIDE = re.compile(r"([^()]+?)(?:\(([^()]*)\))?")


class ClockField(TextField):
    """An hour of the day: 14:00, 14h30, 8."""

    @property
    def error(self) -> str:
        return "" if not self.value or self._read() else "Gõ giờ, ví dụ 14:00."

    @property
    def at(self) -> time | None:
        return self._read()

    def _read(self) -> time | None:
        found = _CLOCK.fullmatch(self.value)
        if found is None:
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004


class DayField(DateField):
    """A day that has to be there."""

    @property
    def error(self) -> str:
        return super().error or ("" if self.text().strip() else "Ghi đủ ngày, tháng, năm.")


class FigureField(TextField):
    """An amount, plain or with its words: 120, > 1.500, gần 50, 35 triệu."""

    def __init__(self, name: str, value: str = "") -> None:
        super().__init__(value)
        self._name = name

    @property
    def error(self) -> str:
        try:
            self.figure  # noqa: B018 -- read for its refusal
        except Refusal as refusal:
            return str(refusal)
        return ""

    @property
    def figure(self) -> Figure | None:
        return read_figure(self.value, self._name) if self.value else None


class FiguresField(QWidget):
    """One input for each measure of the kind chosen; what was typed stays by its measure."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[str, str] = {}
        self.fields: dict[str, FigureField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)

    @property
    def error(self) -> str:
        return next((field.error for field in self.fields.values() if field.error), "")

    @property
    def figures(self) -> dict[str, int | str | Figure]:
        found = ((code, field.figure) for code, field in self.fields.items())
        return {code: figure for code, figure in found if figure is not None}

    def show_kind(self, kind: Kind | None) -> None:
        """Ask for the figures of this kind."""
        self._kept |= {code: field.value for code, field in self.fields.items() if field.value}
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {}
        for place, measure in enumerate(kind.measures if kind else ()):
            field = FigureField(measure.name, self._kept.get(measure.code, ""))
            field.setAccessibleName(measure.name)
            if measure.code == OCCASIONS:
                field.setPlaceholderText("1")
            label = QLabel(
                f"{measure.name} ({measure.unit})" if _says_more(measure) else measure.name
            )
            label.setProperty("role", "label")
            label.setBuddy(field)
            row, column = divmod(place, AT_ONCE)
            self._grid.addWidget(label, row * 2, column)
            self._grid.addWidget(field, row * 2 + 1, column)
            self.fields[measure.code] = field
        for column in range(AT_ONCE):
            self._grid.setColumnStretch(column, 1)
        if self.fields:
            self.setFocusProxy(next(iter(self.fields.values())))

    def show_figures(self, figures: Mapping[str, int | str | Figure]) -> None:
        for code, figure in figures.items():
            words = figure.words if isinstance(figure, Figure) else str(figure)
            self._kept[code] = words
            if code in self.fields:
                self.fields[code].value = words

    def clear(self) -> None:
        self._kept = {}
        for field in self.fields.values():
            field.clear()


def _says_more(measure: object) -> bool:
    name, unit = getattr(measure, "name", ""), getattr(measure, "unit", "")
    return unit.lower() not in name.lower()


class _TaskLine(QWidget):
    def __init__(self, today: date, calendar: WorkingCalendar) -> None:
        super().__init__()
        self.word = TextField(placeholder="Việc gì")
        self.who = TextField(placeholder="Ai làm")
        self.due = DateField(today, needs_day=True, calendar=calendar)
        self.due.setPlaceholderText("xong trước")
        self.done_on: date | None = None
        self.word.setAccessibleName("Việc tiếp theo")
        self.who.setAccessibleName("Ai làm")
        self.due.setAccessibleName("Xong trước ngày")
        self.who.setFixedWidth(Style.current.length(WHO_WIDTH))
        self.due.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.drop = IconButton("dismiss", "Bỏ việc này")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.word, 1)
        row.addWidget(self.who)
        row.addWidget(self.due)
        row.addWidget(self.drop)

    @property
    def task(self) -> NextTask | None:
        if not self.word.value and not self.who.value and self.due.day is None:
            return None
        return NextTask(self.word.value, self.who.value, self.due.day, self.done_on)


class TasksField(QWidget):
    """What a meeting leaves to be done: what, who, by when."""

    grown = Signal()

    def __init__(self, today: date, calendar: WorkingCalendar) -> None:
        super().__init__()
        self._today, self._calendar = today, calendar
        self.lines: list[_TaskLine] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.more = KeyButton("Thêm &việc", kind="link", picture="add", is_small=True)
        self.more.clicked.connect(self._add_and_go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._column)
        layout.addWidget(self.more)
        self._add()
        self.setFocusProxy(self.lines[0].word)

    @property
    def error(self) -> str:
        for line in self.lines:
            if line.due.error:
                return line.due.error
            if (task := line.task) is not None and not task.word:
                return "Ghi việc gì, hoặc bỏ dòng đó."
        return ""

    @property
    def tasks(self) -> tuple[NextTask, ...]:
        return tuple(task for line in self.lines if (task := line.task) is not None)

    def show_tasks(self, tasks: Sequence[NextTask]) -> None:
        for line in list(self.lines):
            self._remove(line)
        for task in tasks or (None,):
            line = self._add()
            if task is not None:
                line.word.value, line.who.value = task.word, task.who
                line.due.value, line.done_on = task.due_on, task.done_on
        self.setFocusProxy(self.lines[0].word)
        self.grown.emit()

    def show_texts(self, tasks: Sequence[Sequence[str]]) -> None:
        """Show tasks as they were typed, read or not."""
        self.show_tasks([NextTask(word, who) for word, who, _ in tasks])
        for line, (_, _, due) in zip(self.lines, tasks, strict=False):
            line.due.setText(due)

    def _add(self) -> _TaskLine:
        line = _TaskLine(self._today, self._calendar)
        line.drop.clicked.connect(self._drop_sender)
        self.lines.append(line)
        self._column.addWidget(line)
        return line

    def _add_and_go(self) -> None:
        line = self._add()
        self.grown.emit()
        line.word.setFocus()

    def _drop_sender(self) -> None:
        sender = self.sender()
        line = next(each for each in self.lines if each.drop is sender)
        self._remove(line)
        if not self.lines:
            self._add()
        self.lines[0].word.setFocus()
        self.grown.emit()

    def _remove(self, line: _TaskLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()


def read_outside(words: str) -> tuple[Present, ...]:
    """Read who came from outside: "Trần Minh (Công an xã); Lê Thị Hoa"."""
    found = []
    for part in re.split(r"[;\n]", words):
        if part.strip() and (read := _OUTSIDE.fullmatch(part.strip())) is not None:
            found.append(Present(walk_in=read[1].strip(), walk_in_unit=(read[2] or "").strip()))
        elif part.strip():
            found.append(Present(walk_in=part.strip()))
    return tuple(found)


def outside_words(present: Sequence[Present]) -> str:
    """Write who came from outside as it is typed."""
    told = [each for each in present if each.volunteer_id is None]
    return "; ".join(
        f"{each.walk_in} ({each.walk_in_unit})" if each.walk_in_unit else each.walk_in
        for each in told
    )
