"""One support opened: what it is, and its steps, each to be put right or taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.supports.money import money_words
from rehabdesk.services.supports.looks import read_support
from rehabdesk.services.supports.rows import StepRow, SupportRow
from rehabdesk.ui.bin.throwing import bind_delete
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.supports.acts import SupportActs
from rehabdesk.ui.supports.columns import day
from rehabdesk.ui.visits import OpenPerson

EMPTY = "Chưa ghi bước nào. Bấm F2."
SHOWN = 6
_column = Column[StepRow]
STEPS = (
    _column("Ngày", lambda row: day(row.fact.on), lambda row: row.fact.on, width=92),
    _column("Bước", lambda row: row.told, width=230, is_subject=True),
    _column(
        "Ghi chú",
        lambda row: row.fact.words.replace("\n", " "),
        width=180,
        is_stretched=True,
    ),
    _column("Người ghi", lambda row: row.recorded_by, width=130),
)


class SupportDetails(QDialog):
    wanted = Signal(object)  # a visit

    def __init__(
        self, desk: Desk, habits: QSettings, row: SupportRow, page: QWidget, *, may_keep: bool
    ) -> None:
        super().__init__(page.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(Style.current.length(WIDTHS[2]))
        self._desk, self._may_keep, self.row = desk, may_keep, row
        self.acts = SupportActs(desk, habits, self)
        self.message = MessageFrame()
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.table = ListTable(Rows(STEPS, self), "support_steps", habits)
        self.table.setAccessibleName("Các bước đã ghi")
        self.table.set_empty(EMPTY)
        self.step_button = KeyButton("Ghi &bước tiếp…", "F2", "add", is_bound=False)
        self.edit_button = KeyButton("&Sửa bước…", "Enter", "edit", is_bound=False)
        self.drop_button = KeyButton("Bỏ bướ&c", "Delete", "delete", is_bound=False)
        self.correct_button = KeyButton("Sửa &hỗ trợ…")
        self.person_button = KeyButton("&Mở hồ sơ", picture="folder_person")
        self.close_button = KeyButton("Đóng", "Esc", kind="primary", is_bound=False)
        self._lay_out()
        self._connect()
        self._show(row)

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_doubt(self, doubt: NeedsConfirmation, go_on: Callable[[], None]) -> None:
        self.message.say("warn", str(doubt))
        self.message.add_link("Vẫn làm", go_on)

    def _lay_out(self) -> None:
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN * style.size("row") + 4)
        body = QVBoxLayout()
        body.setContentsMargins(16, 14, 16, 14)
        body.setSpacing(10)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.step_button, self.edit_button, self.drop_button):
            acts.addWidget(button)
            if not self._may_keep:
                button.hide()
        acts.addStretch(1)
        for part in (self.message, self.facts, self.table):
            body.addWidget(part)
        body.addLayout(acts)
        foot = QFrame()
        foot.setObjectName("footer")
        below = QHBoxLayout(foot)
        below.setContentsMargins(16, 10, 16, 10)
        below.setSpacing(8)
        below.addWidget(self.person_button)
        below.addWidget(self.correct_button)
        below.addStretch(1)
        below.addWidget(self.close_button)
        self.correct_button.setVisible(self._may_keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(foot)

    def _connect(self) -> None:
        self.step_button.clicked.connect(lambda: self.acts.step_on(self.row, self))
        self.edit_button.clicked.connect(self._edit)
        self.table.opened.connect(lambda _: self._edit())
        self.correct_button.clicked.connect(lambda: self.acts.correct(self.row.id, self))
        self.person_button.clicked.connect(self._open_person)
        self.close_button.clicked.connect(self.reject)
        bind_delete(self.table, self.drop_button, self._drop)
        QShortcut(QKeySequence("F2"), self).activated.connect(self.step_button.click)
        self._desk.changed.connect(self._refresh)

    def _refresh(self, touched: frozenset[str]) -> None:
        if touched & {"support", "support_fact"}:
            look = partial(read_support, support_id=self.row.id)
            self._desk.look(self, look, self._show, name="support")

    def _show(self, row: SupportRow | None) -> None:
        if row is None:  # thrown away meanwhile
            self.reject()
            return
        self.row = row
        self.setWindowTitle(f"{row.kind.label} – {row.who}")
        self.facts.setText("\n".join(told_of(row)))
        self.table.show_rows(row.steps)
        self.person_button.setVisible(row.person_id is not None)
        for button in (self.edit_button, self.drop_button):
            button.setEnabled(bool(row.steps))

    def _edit(self) -> None:
        if (step := self.table.current) is not None and self._may_keep:
            self.acts.correct_step(self.row, step, self)

    def _drop(self) -> None:
        if (step := self.table.current) is not None and self._may_keep:
            self.acts.drop_step(step)

    def _open_person(self) -> None:
        if self.row.person_id is not None:
            self.reject()
            self.wanted.emit(OpenPerson(self.row.person_id))


def told_of(row: SupportRow) -> list[str]:
    """Tell a support in a few lines: what, by whom, how much, what it is for, what comes."""
    course = row.course
    money = f"{money_words(course.amount)} đồng" if course.amount is not None else ""
    months = f"{course.months} tháng" if course.months else ""
    planned = f"dự kiến trước {course.planned_on:%d/%m/%Y}" if course.planned_on else ""
    first = (row.title, row.source, money, months, planned)
    told = [
        " · ".join(part for part in first if part),
        f"Dùng vào việc: {row.use}" if row.use else "",
        f"Người giúp: {row.helper}" if row.helper else "",
        f"Tình trạng: {course.told}",
        f"Việc tiếp theo: {row.coming.words}" if row.coming is not None else "",
        row.note,
        f"Ghi bởi {row.recorded_by}, {row.recorded_at:%d/%m/%Y}",
    ]
    return [line for line in told if line]
