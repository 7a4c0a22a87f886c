"""Beside the list: the chosen activity whole, and what it left to be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.kinds import Figure
from rehabdesk.services.activities.facts import NextTask
from rehabdesk.services.activities.looks import ActivityView
from rehabdesk.services.activities.recording import period_of
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.style import Style

WIDTH, INSIDE = 300, 270
NOTHING_CHOSEN = "Chọn một hoạt động để xem biên bản, người có mặt và việc tiếp theo."
MOST_NAMES = 30


class ActivityCard(QFrame):
    task_turned = Signal(int, bool)  # the place of a task, and whether it is done
    print_wanted = Signal()
    scan_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName("Hoạt động đang chọn")
        self.setFixedWidth(Style.current.length(WIDTH))
        self.view: ActivityView | None = None
        self.tasks: list[QCheckBox] = []
        self.print_button = KeyButton("&In biên bản", picture="print", is_small=True)
        self.scan_button = KeyButton("Đính &kèm bản quét…", picture="attach", is_small=True)
        self.print_button.clicked.connect(self.print_wanted)
        self.scan_button.clicked.connect(self.scan_wanted)
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(4)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 10, 12)
        layout.setSpacing(8)
        layout.addWidget(area, 1)
        layout.addWidget(self.print_button)
        layout.addWidget(self.scan_button)
        Style.current.changed.connect(self._measure)
        self.show_view(None, may_write=False)

    @property
    def sentences(self) -> list[str]:
        """Everything the card tells."""
        return [label.text() for label in self._inside.findChildren(QLabel) if label.text()]

    def show_view(
        self, view: ActivityView | None, *, may_write: bool, may_print: bool = True
    ) -> None:
        self.view = view
        self._clear()
        self.print_button.setVisible(view is not None and may_print)
        self.scan_button.setVisible(view is not None and (may_write or bool(view.scan)))
        if view is None:
            self._say(NOTHING_CHOSEN, "secondary")
            self._column.addStretch(1)
            self._fit()
            return
        self.scan_button.set_text("&Xem bản quét" if view.scan else "Đính &kèm bản quét…")
        self._tell(view)
        self._tell_tasks(view.facts.next_tasks, may_write=may_write)
        self._say(f"{view.recorded_by} ghi {view.recorded_at:%H:%M %d/%m/%Y}", "secondary")
        self._column.addStretch(1)
        self._fit()

    def _tell(self, view: ActivityView) -> None:
        facts = view.facts
        when = period_of(facts)
        at = f", {facts.at:%H:%M}" if facts.at else ""
        self._say(view.kind.name if view.kind else facts.kind, "title")
        self._say(f"{when[:1].upper()}{when[1:]}{at}", "")
        where = ", ".join(part for part in (facts.place, view.hamlet) if part)
        for words in (
            facts.topic,
            where,
            view.team,
            f"Chủ trì: {facts.organiser}" if facts.organiser else "",
            f"Người làm: {view.member}" if view.member else "",
            f"Đối tượng: {facts.audience.label}" if facts.audience else "",
        ):
            self._say(words, "secondary")
        for code, figure in view.figures:
            self._say(self._figure_words(view, code, figure), "")
        self._tell_present(view)
        if facts.words:
            self._say("Biên bản, ghi chú", "section")
            self._say(facts.words, "")

    @staticmethod
    def _figure_words(view: ActivityView, code: str, figure: Figure) -> str:
        measure = view.kind.by_code.get(code) if view.kind else None
        name, unit = (measure.name, measure.unit) if measure else (code, "")
        return f"{name}: {figure.words} {'' if unit.lower() in name.lower() else unit}".rstrip()

    def _tell_present(self, view: ActivityView) -> None:
        facts = view.facts
        if not facts.attendances:
            return
        named = list(zip(facts.attendances, view.names, strict=True))
        there = [
            f"{name} ({each.walk_in_unit})" if each.walk_in_unit else name
            for each, name in named
            if each.is_present
        ]
        away = [name for each, name in named if not each.is_present]
        self._say(f"Có mặt {len(there)}/{len(named)} người", "section")
        rest = f" và {len(there) - MOST_NAMES} người nữa" if len(there) > MOST_NAMES else ""
        self._say(", ".join(there[:MOST_NAMES]) + rest, "")
        if away:
            self._say(f"Vắng: {', '.join(away)}", "secondary")

    def _tell_tasks(self, tasks: tuple[NextTask, ...], *, may_write: bool) -> None:
        self.tasks = []
        if tasks:
            self._say("Việc tiếp theo", "section")
        for place, task in enumerate(tasks):
            due = f"trước {task.due_on:%d/%m/%Y}" if task.due_on else ""
            tick = QCheckBox(task.word)
            tick.setChecked(task.done_on is not None)
            tick.setEnabled(may_write)
            tick.setToolTip("Đánh dấu khi đã xong")
            tick.clicked.connect(partial(self._turn_task, place, tick))
            self.tasks.append(tick)
            self._column.addWidget(tick)
            done = f"xong {task.done_on:%d/%m/%Y}" if task.done_on else ""
            self._say(", ".join(part for part in (task.who, due, done) if part), "secondary")

    def _turn_task(self, place: int, tick: QCheckBox) -> None:
        self.task_turned.emit(place, tick.isChecked())

    def _say(self, words: str, role: str) -> None:
        if not words:
            return
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            label.setProperty("role", role)
        self._column.addWidget(label)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _measure(self) -> None:
        self.setFixedWidth(Style.current.length(WIDTH))
        self._fit()

    def _fit(self) -> None:
        """Be as tall as the words are when broken into lines: what is more is scrolled to."""
        self._column.activate()
        needed = self._column.heightForWidth(Style.current.length(INSIDE))
        self._inside.setMinimumHeight(max(needed, 0))
