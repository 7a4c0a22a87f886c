"""Hỗ trợ of one person: what is planned, what was given, how far it has come."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.codes import SupportKind
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.services.supports.facts import SupportFacts
from rehabdesk.services.supports.rows import SupportRow
from rehabdesk.ui.bin.throwing import bind_delete
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.keys import OwnKey
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.messages import OneLine
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.supports.acts import SupportActs
from rehabdesk.ui.supports.columns import OF_PERSON
from rehabdesk.ui.supports.details_dialog import SupportDetails

EMPTY = "Chưa ghi hỗ trợ nào, dự kiến hay đã làm. Bấm Ctrl+N."


class SupportsTab(QWidget):
    """Enter opens a support, F2 writes down its next step, Delete throws it into the bin."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, habits: QSettings, may_keep: Callable[[], bool]) -> None:
        super().__init__()
        self._desk, self._habits, self._may_keep = desk, habits, may_keep
        self._person_id = 0
        self._awaited: int | None = None
        self.acts = SupportActs(desk, habits, self)
        self.line = OneLine()
        self.plan = QLabel()
        self.plan.setProperty("role", "secondary")
        self.plan.setWordWrap(True)
        self.table: ListTable[SupportRow] = ListTable(
            Rows(OF_PERSON, self), "person_supports", habits
        )
        self.table.setAccessibleName("Các hỗ trợ")
        self.table.told = Told("Hỗ trợ của một người", person=lambda row: row.person_id)
        self.table.set_empty(EMPTY)
        self.record_button = KeyButton("Ghi hỗ trợ…", "Ctrl+N", "add", is_small=True)
        self.step_button = KeyButton("Bước tiếp…", "F2", "edit", is_bound=False, is_small=True)
        self.remove_button = KeyButton("Bỏ", "Delete", "delete", is_bound=False, is_small=True)
        self._lay_out()
        self.table.opened.connect(self._open)
        self.table.moved_to.connect(self._note_current)
        self.record_button.clicked.connect(self._record)
        self.step_button.clicked.connect(self._step_on)
        bind_delete(self.table, self.remove_button, self._throw)
        OwnKey(self.table, Qt.Key.Key_F2, self._step_on)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.line)
        head.addStretch(1)
        for button in (self.remove_button, self.step_button, self.record_button):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.plan)
        self.setFocusProxy(self.table)

    def show_file(self, file: PersonFile) -> None:
        self._person_id = file.row.id
        self.table.show_rows(file.supports)
        self.line.setText(told_of(file.supports))
        self._note_current()

    def open(self, support_id: int) -> None:
        """Open one support of this person."""
        self.table.choose(support_id)
        row = self.table.current
        if row is not None and row.id == support_id:
            self._open(row)

    def _note_current(self, _row: object = None) -> None:
        may_keep, row = self._may_keep(), self.table.current
        self.record_button.setVisible(may_keep)
        for button in (self.step_button, self.remove_button):
            button.setVisible(may_keep)
            button.setEnabled(may_keep and row is not None)
        self.plan.setText(_plan(row) if row is not None else "")
        self.plan.setVisible(bool(self.plan.text()))

    def _open(self, row: SupportRow) -> None:
        dialog = SupportDetails(self._desk, self._habits, row, self, may_keep=self._may_keep())
        dialog.person_button.hide()
        dialog.open()

    def _record(self) -> None:
        if self._person_id:
            self.acts.record(SupportFacts(SupportKind.LOAN, self._person_id))

    def _step_on(self) -> None:
        if (row := self.table.current) is not None and self._may_keep():
            self.acts.step_on(row)

    def _throw(self) -> None:
        if (row := self.table.current) is not None and self._may_keep():
            self.acts.throw(row.id)


def told_of(rows: tuple[SupportRow, ...]) -> str:
    """Say how much of what was planned has been given, and how much was given in all."""
    if not rows:
        return ""
    meant = [row for row in rows if row.course.planned_on is not None or row.course.is_planned]
    kept = sum(1 for row in meant if row.course.is_given)
    given = sum(1 for row in rows if row.course.is_given)
    told = [f"Đã hỗ trợ {given} việc"]
    if meant:
        told.append(f"kế hoạch {len(meant)} việc, đã làm {kept}")
    pressing = sum(1 for row in rows if row.is_pressing)
    if pressing:
        told.append(f"{pressing} việc cần hỏi lại")
    return " · ".join(told)


def _plan(row: SupportRow) -> str:
    told = (f"Dùng vào việc: {row.use}" if row.use else "", row.note)
    return "\n".join(part for part in told if part)
