"""The chosen task beside the lists: why it exists, how its deadline was counted, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.codes import Right
from rehabdesk.domain.deadlines.lines import DueLine
from rehabdesk.services.tasks.task import Act, Task, TaskKind
from rehabdesk.services.tasks.today import TaskRow
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.style import Style

WIDTH = 282
_WORDS = {
    Act.NUMBER: "Nhập số",
    Act.DELIVER: "Ghi đã giao…",
    Act.ATTACH: "Mở sổ để đính kèm",
    Act.RECORD: "Mở hồ sơ để ghi",
    Act.MEET: "Ghi gặp gỡ",
    Act.TEST: "Mở trang Xét nghiệm",
    Act.TEAM: "Mở buổi họp",
    Act.SUPPORT: "Ghi bước tiếp…",
    Act.POINT: "Mở điểm tư vấn",
    Act.REPORT: "Mở báo cáo",
    Act.DROP_FLAG: "Bỏ cờ nhắc",
}
_COMPOSING = {
    TaskKind.ASSIGN: "Phân công người phụ trách",
    TaskKind.DECIDE: "Soạn quyết định",
    TaskKind.CERTIFY: "Soạn giấy xác nhận",
}
NOTHING_CHOSEN = "Chọn một việc để xem vì sao có việc này và hạn tính thế nào."


def act_words(task: Task) -> str:
    """Name the main act of a task, by its kind."""
    return _COMPOSING.get(task.kind, "") if task.act is Act.COMPOSE else _WORDS.get(task.act, "")


class TaskPanel(QFrame):
    acted = Signal()
    opened = Signal()
    late_reason_wanted = Signal()
    extension_wanted = Signal()
    flag_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName("Việc đang chọn")
        self.title, self.who = QLabel(), QLabel()
        self.title.setProperty("role", "title")
        self.who.setProperty("role", "secondary")
        for label in (self.title, self.who):
            label.setWordWrap(True)
        self.act_button = KeyButton("", "Enter", kind="primary", is_bound=False)
        self.open_button = KeyButton("&Mở hồ sơ")
        self.late_button = KeyButton("&Ghi lý do trễ")
        self.extend_button = KeyButton("Gia &hạn…")
        self.flag_button = KeyButton("Gắn &cờ…", "Ctrl+J")
        self.act_button.clicked.connect(self.acted)
        self.open_button.clicked.connect(self.opened)
        self.late_button.clicked.connect(self.late_reason_wanted)
        self.extend_button.clicked.connect(self.extension_wanted)
        self.flag_button.clicked.connect(self.flag_wanted)
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._body = QVBoxLayout(self._inside)
        self._body.setContentsMargins(14, 12, 14, 12)
        self._body.setSpacing(6)
        self._lay_out()
        Style.current.changed.connect(self._measure)
        self._measure()
        self.show_row(None, _nothing_allowed)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(14, 12, 14, 10)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.who)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        self._foot = self._acts()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(_rule())
        layout.addWidget(scroll, 1)
        layout.addWidget(_rule())
        layout.addWidget(self._foot)

    def _acts(self) -> QWidget:
        acts = QWidget()
        foot = QVBoxLayout(acts)
        foot.setContentsMargins(14, 10, 14, 12)
        foot.setSpacing(8)
        foot.addWidget(self.act_button)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(self.open_button, 1)
        pair.addWidget(self.late_button, 1)
        foot.addLayout(pair)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.extend_button, 1)
        below.addWidget(self.flag_button, 1)
        foot.addLayout(below)
        return acts

    def _measure(self) -> None:
        self.setFixedWidth(Style.current.length(WIDTH))

    def show_row(self, row: TaskRow | None, may: Callable[[Right], bool]) -> None:
        self._clear()
        self._foot.setVisible(row is not None)
        if row is None:
            self.title.setText("Chưa chọn việc")
            self.who.setText("")
            self._body.addWidget(_words(NOTHING_CHOSEN, "secondary"))
            self._body.addStretch(1)
            return
        task = row.task
        self.title.setText(task.title)
        self.who.setText("; ".join(_people(task)))
        self.who.setVisible(bool(task.concerns))
        for part in _told(row):
            self._body.addWidget(part)
        self._body.addStretch(1)
        self._show_acts(row, may)

    def _show_acts(self, row: TaskRow, may: Callable[[Right], bool]) -> None:
        task, words, note = row.task, act_words(row.task), row.note
        may_write = may(Right.DRAFT_DECISIONS)
        self.act_button.set_text(words)
        may_act = may(task.act.right) or (task.act is Act.TEAM and may(Right.OWN_TEAM))
        self.act_button.setVisible(bool(words) and may_act)
        about_file = bool(task.concerns) and may(Right.READ_FILES)
        self.open_button.setVisible(about_file and task.act is not Act.RECORD)
        has_deadline = task.kind not in {
            TaskKind.FLAG,
            TaskKind.REPORT_CLOSES,
            TaskKind.REPORT_SENT,
        }
        has_reason = note is not None and bool(note.late_reason)
        is_extended = note is not None and note.extended_to is not None
        self.late_button.set_text("&Sửa lý do trễ" if has_reason else "&Ghi lý do trễ")
        self.late_button.setVisible(may_write and has_deadline and (row.left.is_late or has_reason))
        self.extend_button.set_text("Sửa gia &hạn…" if is_extended else "Gia &hạn…")
        self.extend_button.setVisible(may_write and has_deadline)
        self.flag_button.setVisible(about_file and task.kind is not TaskKind.FLAG)

    @property
    def sentences(self) -> list[str]:
        """Everything the panel tells of the task."""
        return [label.text() for label in self._inside.findChildren(QLabel)]

    def _clear(self) -> None:
        while (item := self._body.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.setParent(None)
                part.deleteLater()


def _nothing_allowed(_: Right) -> bool:
    return False


def _people(task: Task) -> Iterator[str]:
    for each in task.concerns:
        born = f", sinh {each.birth_year}" if each.birth_year else ""
        yield f"{each.name}{born}{f', {each.hamlet}' if each.hamlet else ''}"


def _told(row: TaskRow) -> Iterator[QWidget]:
    yield _words("Vì sao có việc này", "section")
    yield _words(row.task.why)
    if row.task.prepare:
        yield _words("Cần chuẩn bị", "section")
        yield _words("\n".join(f"– {each}" for each in row.task.prepare))
    yield _words("Cách tính hạn", "section")
    for line in row.lines:
        yield _sum_line(line)
    for told in row.task.notes:
        yield _words(told, "secondary")
    note = row.note
    if note is not None and note.late_reason:
        yield _words("Lý do trễ", "section")
        yield _words(f"{note.late_reason} ({note.noted_by})")


def _sum_line(line: DueLine) -> QWidget:
    """Lay out a line of the sum over a rule; the result is strong, an aside stands back."""
    frame = QWidget()
    label, value = _words(line.label), _words(line.value)
    value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    role = "title" if line.is_result else "secondary" if line.is_aside else ""
    for part in (label, value):
        part.setProperty("role", role)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(label, 3)
    row.addWidget(value, 2)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addLayout(row)
    layout.addWidget(_rule())
    return frame


def _words(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _rule() -> QFrame:
    rule = QFrame()
    rule.setObjectName("rule")
    rule.setFixedHeight(1)
    return rule
