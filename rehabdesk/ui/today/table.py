"""Tasks as a list, in a card with its title."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSettings, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from rehabdesk.services.tasks.today import TaskRow
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

NEAR = 3  # working days left that are shown in amber
TITLE = 32


def state_sign(row: TaskRow) -> Sign:
    note = row.note
    if row.left.is_late:
        return Sign("note" if note and note.late_reason else "error_circle", "danger")
    is_extended = note is not None and note.extended_to is not None
    picture = "calendar_clock" if is_extended else "clock"
    return Sign(picture, "warn" if row.left.days <= NEAR else "neutral")


def _state_tip(row: TaskRow) -> str:
    note = row.note
    told = [row.left.words]
    if note and note.extension:
        told.append(f"{note.extension[:1].upper()}{note.extension[1:]}")
    if note and note.late_reason:
        told.append(f"Lý do trễ: {note.late_reason}")
    return "\n".join(told)


def _due(row: TaskRow) -> str:
    """Word the deadline as short as the column is: the last day, or the days in which."""
    opens, ends = row.due.opens_on, row.due.due_on
    if opens is None or opens == ends or row.due.due_at is not None:
        return f"{ends:%d/%m/%Y}"
    first = f"{opens:%d}" if opens.month == ends.month else f"{opens:%d/%m}"
    return f"{first}–{ends:%d/%m}"


def _secondary(_row: TaskRow) -> str:
    return "text.secondary"


COLUMNS = (
    Column[TaskRow](
        "Việc cần làm", lambda row: row.task.title, width=222, is_subject=True, is_stretched=True
    ),
    Column[TaskRow]("Người được quản lý", lambda row: row.task.who, width=150),
    Column[TaskRow](
        "Năm sinh · nơi ở", lambda row: row.task.birth_and_place, width=140, tint=_secondary
    ),
    Column[TaskRow](
        "Hạn", _due, lambda row: row.due.due_on, width=88, tip=lambda row: row.due_words
    ),
    Column[TaskRow](
        "Tình trạng",
        lambda row: row.left.words,
        lambda row: row.left.days,
        width=122,
        sign=state_sign,
        tip=_state_tip,
    ),
    Column[TaskRow]("Văn bản, căn cứ", lambda row: row.task.basis, width=132),
    Column[TaskRow](
        "Lý do trễ, gia hạn",
        lambda row: row.note.words if row.note else "",
        width=180,
        is_hidden=True,
    ),
)


def _only_person(row: TaskRow) -> int | None:
    ids = row.task.person_ids
    return ids[0] if len(ids) == 1 else None


class TaskCard(QFrame):
    """A titled list of tasks; as high as it has rows, or all the room there is."""

    def __init__(self, name: str, habits: QSettings) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.line = QLabel()
        self.line.setProperty("role", "secondary")
        self.rows = Rows(COLUMNS, self)
        self.table = ListTable[TaskRow](self.rows, f"today.{name}", habits)
        self.table.setProperty("framed", "no")
        self.table.told = Told("Việc cần làm", self.title.text, _only_person)
        self.foot = QHBoxLayout()
        head = QHBoxLayout()
        head.setContentsMargins(PAD, 0, PAD, 0)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.line)
        head.addStretch(1)
        head.addWidget(self.table.columns_button(), 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(self.foot)

    def show_rows(self, title: str, line: str, rows: Sequence[TaskRow]) -> None:
        self.title.setText(title)
        self.line.setText(line)
        self.table.setAccessibleName(f"{title}, {line}")
        self.table.show_rows(rows)

    def leave(self) -> None:
        """Let go of the current row: another list has the one that is looked at."""
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())

    @property
    def height_of_rows(self) -> int:
        """Return how high the card is with all of its rows, and never less than with two."""
        style = Style.current
        lines = max(self.rows.rowCount(), 2) * style.size("row")
        return style.length(TITLE) + style.size("header") + lines + 6


PAD = 12
