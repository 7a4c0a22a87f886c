"""What to do now about one person: the tasks of the morning page, and why the next step waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.domain.codes import EventKind, PaperStatus, Right
from rehabdesk.domain.course.steps import Step
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.services.tasks.task import Act, Task, TaskKind
from rehabdesk.services.tasks.today import TaskRow
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.messages import OneLine
from rehabdesk.ui.people.file.side.cards import SideCard
from rehabdesk.ui.people.file.side.explained import ExplainedSum, Line
from rehabdesk.ui.today.panel import act_words
from rehabdesk.ui.visits import Compose

STEP = "step"  # chosen instead of a task
BLOCKED, NOT_BLOCKED = "Chưa làm tiếp được", "Vẫn soạn được."
NOTHING = "Không có việc phải làm ngay."
OPEN_DRAFT, RECORD = "Mở &bản nháp", "Ghi sự việc…"
# The fact whose recording closes a task.
_CLOSED_BY = {
    TaskKind.ASK_NOTICE: EventKind.COMPLETION_NOTICE,
    TaskKind.ASK_PROPOSAL: EventKind.PROPOSAL,
    TaskKind.USER_DECISION: EventKind.USER_DECIDED,
    TaskKind.REHAB_DECISION: EventKind.REHAB_DECIDED,
}
_KEYS = {Act.COMPOSE: "F8", Act.MEET: "Ctrl+G"}
_NEEDED = {
    Act.RECORD: Right.KEEP_FILES,
    Act.MEET: Right.KEEP_FILES,
    Act.DROP_FLAG: Right.READ_FILES,
}


class NextCard(SideCard):
    """The most urgent task with its deadline and its act; the others stand under it."""

    wanted = Signal(object)
    acted = Signal(object)  # the Task whose main act is to be carried out
    event_wanted = Signal(object)  # the kind of event that does what is next
    late_reason_wanted = Signal(object)  # a TaskRow

    def __init__(self, may: Callable[[Right], bool]) -> None:
        super().__init__("Việc phải làm ngay")
        self._may = may
        self._file: PersonFile | None = None
        self._rows: tuple[TaskRow, ...] = ()
        self._key = ""  # of the task that is looked at
        self._what = self.words("title")
        self._due = self.words()
        self._why = self.words("secondary")
        self.sum = ExplainedSum("Xem cách tính hạn", "Thôi xem cách tính")
        self.late_link = KeyButton("Ghi lý do trễ", kind="link", is_small=True)
        self.late_link.clicked.connect(self._ask_reason)
        self.sum.add_link(self.late_link)
        self.body.addWidget(self.sum)
        self.button = KeyButton("", "Enter", kind="primary", is_bound=False)
        self.button.clicked.connect(self.act)
        self.body.addSpacing(4)
        self.body.addWidget(self.button)
        self.others: list[KeyButton] = []
        self._below = QVBoxLayout()
        self._below.setSpacing(0)
        self.body.addLayout(self._below)

    def show_file(self, file: PersonFile, tasks: Sequence[TaskRow]) -> None:
        if self._file is None or self._file.row.id != file.row.id:
            self._key = ""
            self.sum.fold()
        self._file, self._rows = file, tuple(tasks)
        self._show()

    @property
    def row(self) -> TaskRow | None:
        """The task that is looked at: the one chosen, else the most urgent."""
        rows = self._rows
        if self._key == STEP and self._is_step_apart:
            return None
        return next((each for each in rows if each.id == self._key), rows[0] if rows else None)

    @property
    def composing(self) -> Compose | None:
        """The paper to be written next, if one is wanted."""
        step, shown = self._step, self.row
        tasks = [each.task for each in (shown, *self._rows) if each is not None]
        wanted = [each.purpose for each in tasks if each.act is Act.COMPOSE]
        if step is not None and step.purpose and (shown is None or not tasks):
            wanted.insert(0, step.purpose)
        return self._compose(wanted[0]) if wanted else None

    def act(self) -> None:
        row, step = self.row, self._step
        if row is None:
            if step is not None and step.event is not None:
                self.event_wanted.emit(step.event)
            elif (visit := self.composing) is not None:
                self.wanted.emit(visit)
        elif row.task.act is Act.COMPOSE:
            self.wanted.emit(self._compose(row.task.purpose))
        elif row.task.act is Act.RECORD:
            self.event_wanted.emit(_CLOSED_BY.get(row.task.kind))
        else:
            self.acted.emit(row.task)

    @property
    def _step(self) -> Step | None:
        current = self._file.course.current if self._file else None
        return current.steps.next_cell if current else None

    @property
    def _is_step_apart(self) -> bool:
        """Tell whether the next step is done by something no task asks for."""
        step, tasks = self._step, [each.task for each in self._rows]
        if step is None or not (step.event or step.purpose):
            return False
        if step.event is not None:
            return all(_CLOSED_BY.get(each.kind) is not step.event for each in tasks)
        return all(each.purpose != step.purpose for each in tasks)

    def _show(self) -> None:
        row, step = self.row, self._step
        what = row.task.title if row else step.title if step else ""
        is_late = row is not None and row.left.is_late
        sign = ("error_circle", "danger") if is_late else ("warning", "warn")
        self.sign.show_icon(*(sign if what else ("checkmark_circle", "ok")))
        self.sign.show()
        self._what.setText(what or NOTHING)
        due = f"Hạn {row.due_words}, {_lower(row.left.words)}." if row else ""
        self._due.setText(due)
        self._due.setVisible(bool(due))
        why = blocked(step, row.task if row else None) or (row.task.why if row else "")
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.sum.setVisible(row is not None)
        self.sum.show_lines(_sum_lines(row) if row else ())
        self.late_link.setVisible(is_late and self._may(Right.DRAFT_DECISIONS))
        self._show_button(row, step)
        self._show_others(row)

    def _show_button(self, row: TaskRow | None, step: Step | None) -> None:
        words, key, needed = "", "Enter", Right.DRAFT_DECISIONS
        if row is not None:
            words, key = _words(row.task), _KEYS.get(row.task.act, key)
            needed = _NEEDED.get(row.task.act, needed)
            if row.task.act is Act.COMPOSE and self._draft(row.task.purpose) is not None:
                words = OPEN_DRAFT
        elif step is not None and step.event is not None:
            words, needed = RECORD, Right.KEEP_FILES
        elif step is not None and step.purpose:
            words, key = "Soạn văn bản", "F8"
            words = OPEN_DRAFT if self._draft(step.purpose) is not None else words
        self.button.set_text(words)
        self.button.key = key
        self.button.setVisible(bool(words) and self._may(needed))

    def _show_others(self, shown: TaskRow | None) -> None:
        """Name the other tasks, each a press away from being the one looked at."""
        while (item := self._below.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        self.others = []
        titles = [row.task.title for row in self._rows]
        for row in self._rows:
            if row is not shown:
                task = row.task
                is_one_of_many = titles.count(task.title) > 1
                words = f"{task.title}, {task.basis}" if is_one_of_many else task.title
                self._add_other(row.id, words, _lower(row.left.words), task.why)
        if shown is not None and self._is_step_apart and (step := self._step) is not None:
            self._add_other(STEP, step.title, step.detail, step.why)

    def _add_other(self, key: str, words: str, when: str, tip: str) -> None:
        link, told = KeyButton(words, kind="link", is_small=True), OneLine(when)
        told.setProperty("role", "secondary")
        link.setToolTip(tip)
        link.clicked.connect(partial(self._choose, key))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(link)
        row.addStretch(1)
        row.addWidget(told)
        self.others.append(link)
        self._below.addWidget(line)

    def _choose(self, key: str) -> None:
        self._key = key
        self.sum.fold()
        self._show()
        self.button.setFocus()

    def _ask_reason(self) -> None:
        if (row := self.row) is not None:
            self.late_reason_wanted.emit(row)

    def _compose(self, purpose: str) -> Compose:
        """Go on with the draft of such a paper, else begin it."""
        draft = self._draft(purpose)
        if draft is not None:
            return Compose(decision_id=draft)
        return Compose((self._file.row.id,) if self._file else (), purpose=purpose)

    def _draft(self, purpose: str) -> int | None:
        papers = self._file.papers if self._file else ()
        drafts = (each for each in papers if each.status is PaperStatus.DRAFTING)
        return next((each.decision_id for each in drafts if each.purpose == purpose), None)


def blocked(step: Step | None, task: Task | None) -> str:
    """Say why the next step waits; where the task shown is another, name the step."""
    if step is None or not step.why:
        return ""
    why = step.why
    if not why.startswith(BLOCKED) and not why.endswith(NOT_BLOCKED):
        why = f"{BLOCKED} vì {_lower(why)}"
    is_same = task is None or step.title.casefold() in task.title.casefold()
    return why if is_same else f"Bước “{step.title}”: {_lower(why)}"


def _words(task: Task) -> str:
    return RECORD if task.act is Act.RECORD else act_words(task)


def _sum_lines(row: TaskRow) -> Iterator[Line]:
    yield row.task.why, ""
    for line in row.lines:
        role = "title" if line.is_result else "secondary" if line.is_aside else ""
        yield f"{line.label}: {line.value}", role
    for told in (row.task.basis, *row.task.notes):
        yield told, "secondary"
    if row.note is not None and row.note.late_reason:
        yield f"Lý do trễ: {row.note.late_reason} ({row.note.noted_by})", ""


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
