"""Xét nghiệm in one person's file, for those alone who may see it; turning to it is on record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.codes import AfterTest
from rehabdesk.services.body_tests.register import (
    Register,
    ResultRow,
    counted,
    open_tests_of,
    read_tests_of,
)
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.ui.bin.throwing import bind_delete
from rehabdesk.ui.body_tests.acts import TestActs
from rehabdesk.ui.body_tests.cards import AfterCard
from rehabdesk.ui.body_tests.columns import OF_PERSON, TestsTable
from rehabdesk.ui.body_tests.outgoing import OutgoingTests
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.keys import OwnKey
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.messages import OneLine
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style

EMPTY = "Chưa ghi lần xét nghiệm nào. Bấm Ctrl+N."
LEAST_ROWS = 2
WATCHES = frozenset({"body_test", "body_test_fact"})


class TestsTab(QWidget):
    __test__ = False  # no case of pytest's

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._person_id: int | None = None
        self._opened_for: int | None = None
        self._opener = QWidget(self)  # waits for the answer, so that the part keeps the focus
        self._opener.hide()
        self.line = OneLine()
        self.table = TestsTable(Rows(OF_PERSON, self), "person_tests", habits)
        self.record_button = KeyButton("Ghi kết quả", "Ctrl+N", "add", is_small=True)
        self.edit_button = KeyButton("Sửa…", "F2", "edit", is_bound=False, is_small=True)
        self.remove_button = KeyButton("Bỏ", "Delete", "delete", is_bound=False, is_small=True)
        self.after = AfterCard()
        self.acts = TestActs(desk, habits, self)
        self.outgoing = OutgoingTests(desk, habits, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.table.setAccessibleName("Các lần xét nghiệm")
        self.table.told = Told("Xét nghiệm của một người", person=_person)
        self.table.set_empty(EMPTY)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.line)
        head.addStretch(1)
        for button in (self.remove_button, self.edit_button, self.record_button):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.after)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.record_button.clicked.connect(self._record)
        self.edit_button.clicked.connect(self._correct)
        self.table.opened.connect(self._correct)
        self.table.moved_to.connect(self._note_row)
        self.table.leave_wanted.connect(lambda way: self.outgoing.leave(self.table, way))
        self.after.step_wanted.connect(self._note_step)
        self.after.drop_wanted.connect(self.acts.drop_step)
        bind_delete(self.table, self.remove_button, self._throw)
        OwnKey(self.table, Qt.Key.Key_F2, self._correct)
        self._desk.changed.connect(self._refresh_if_touched)

    def show_file(self, file: PersonFile) -> None:
        """Take another person; nothing is read before somebody turns to this part."""
        if self._person_id == file.row.id:
            return
        self._person_id = file.row.id
        self.table.show_rows(())
        self._note_row(None)
        if self.isVisible():
            self._open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list its lines where letters are large for the page."""
        super().resizeEvent(event)
        style = Style.current
        lines = style.size("header") + LEAST_ROWS * style.size("row")
        self.after.fit(self.height() - lines - 2 * style.size("control"))

    def refresh(self) -> None:
        if self._person_id is not None and self._opened_for == self._person_id:
            look = partial(read_tests_of, person_id=self._person_id)
            self._desk.look(self, look, self._show, "tests")

    def _open(self) -> None:
        if self._person_id is not None:
            self._opened_for = self._person_id
            act = partial(open_tests_of, person_id=self._person_id)
            self._desk.do(self._opener, act, self._show)

    def _show(self, register: Register) -> None:
        self.table.show_rows(register.rows)
        self.line.setText(counted(register.rows) if register.rows else "")
        self._note_row(self.table.current)

    def _note_row(self, row: ResultRow | None) -> None:
        self.after.setVisible(row is not None)
        self.after.show_row(row)
        is_ours = row is not None and not row.is_elsewhere
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(is_ours)

    def _record(self) -> None:
        if self._person_id is not None:
            self.acts.record((self._person_id,))

    def _correct(self, _: object = None) -> None:
        if (row := self.table.current) is not None and not row.is_elsewhere:
            self.acts.correct(row)

    def _throw(self) -> None:
        self.acts.throw(self.table.chosen)

    def _note_step(self, step: AfterTest, basis: str) -> None:
        if (row := self.table.current) is not None:
            self.acts.note_step(row, step, basis)

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & WATCHES:
            self.refresh()


def _person(row: ResultRow) -> int | None:
    return row.person_id
