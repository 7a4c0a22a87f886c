"""Cam kết of one person, below the meetings: what was signed, and its signed copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.services.contacts.looks import ContactRow
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.services.pledges.rows import PledgeRow
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.numbering.drop_area import dropped_file
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.messages import OneLine
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.pledges.acts import PledgeActs
from rehabdesk.ui.pledges.columns import OF_PERSON

ROWS, ROW = 3, 30
NOTHING = "Chưa ký cam kết nào. In bản cam kết, ký, rồi thả bản quét vào đây."


class PledgePane(QWidget):
    """A scan dropped here goes with the commitment chosen, or the last one without a copy."""

    def __init__(self, desk: Desk, habits: QSettings, may_keep: Callable[[], bool]) -> None:
        super().__init__()
        self._may_keep = may_keep
        self._file: PersonFile | None = None
        self.acts = PledgeActs(desk, habits, self)
        self.line = OneLine()
        self.table: ListTable[PledgeRow] = ListTable(
            Rows(OF_PERSON, self), "person_pledges", habits
        )
        self.table.setAccessibleName("Các bản cam kết")
        self.table.told = Told("Cam kết của một người", person=lambda row: row.facts.person_id)
        self.print_button = KeyButton("In bản ca&m kết", picture="print", is_small=True)
        self.copy_button = KeyButton("Đính &bản đã ký…", picture="attach", is_small=True)
        self.record_button = KeyButton("Ghi cam &kết…", picture="add", is_small=True)
        self.ticked_button = KeyButton("", kind="link", picture="attach", is_small=True)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.line, 1)
        for button in self._buttons:
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.table)

    @property
    def _buttons(self) -> tuple[KeyButton, ...]:
        first = (self.ticked_button, self.copy_button)
        return *first, self.print_button, self.record_button

    def _connect(self) -> None:
        self.table.opened.connect(self._correct)
        self.table.moved_to.connect(lambda _: self._note_current())
        self.copy_button.clicked.connect(self._show_or_attach)
        self.print_button.clicked.connect(self._print)
        self.ticked_button.clicked.connect(self._attach_to_ticked)
        self.record_button.clicked.connect(lambda _: self._record())
        self.table.menu_wanted.connect(self._open_menu)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._throw)

    def show_file(self, file: PersonFile) -> None:
        self._file = file
        rows = file.pledges
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight(Style.current.length(ROW * (min(len(rows), ROWS) + 1) + 4))
        running = sum(row.is_running for row in rows)
        told = f"Cam kết: {running} bản còn hiệu lực" if rows else NOTHING
        lacking = sum(row.is_running and not row.has_copy for row in rows)
        self.line.setText(f"{told}, {lacking} bản chưa có bản đã ký" if lacking else told)
        self._note_current()

    def _note_current(self) -> None:
        may, row = self._may_keep(), self.table.current
        for button in self._buttons:
            button.setVisible(may)
        met = self._ticked
        self.ticked_button.setVisible(may and met is not None)
        if met is not None and met.facts.on is not None:
            self.ticked_button.set_text(f"Đính bản ký ngày {met.facts.on:%d/%m/%Y}…")
        self.copy_button.setVisible(row is not None and (may or row.has_copy))
        has_copy = row is not None and row.has_copy
        self.copy_button.set_text("Xem &bản đã ký" if has_copy else "Đính &bản đã ký…")

    def _correct(self, row: PledgeRow) -> None:
        if self._may_keep():
            self.acts.correct(row)

    def _open_menu(self, row: PledgeRow, place: QPoint) -> None:
        may = self._may_keep()
        lines: list[Line] = [
            ("Sửa…\tEnter", partial(self.acts.correct, row), may),
            ("Đính bản khác…", partial(self.acts.choose_copy, row.id), may and row.has_copy),
            ("Thôi cam kết…", self._end, may and row.is_running),
            ("Bỏ vào thùng rác\tDelete", self._throw, may),
        ]
        open_menu(self, lines, place)

    def _show_or_attach(self) -> None:
        if (row := self.table.current) is not None:
            self.acts.show_or_attach(row)

    def _record(self, path: Path | None = None) -> None:
        if self._file is not None:
            row = self._file.row
            self.acts.record([Suggestion(row.id, row.full_name, row.hamlet)], path)

    @property
    def _ticked(self) -> ContactRow | None:
        """Return a meeting where something was signed, and no commitment stands for it yet."""
        if self._file is None:
            return None
        known = {row.facts.contact_id for row in self._file.pledges}
        rows = (row for row in self._file.contacts.rows if row.facts.has_pledge)
        return next((row for row in rows if row.id not in known), None)

    def _attach_to_ticked(self) -> None:
        if (met := self._ticked) is not None and self._file is not None:
            self.acts.choose_for_contact(met.id, self._file.row.id)

    def _end(self) -> None:
        if (row := self.table.current) is not None:
            self.acts.end(row)

    def _throw(self) -> None:
        if (row := self.table.current) is not None and self._may_keep():
            self.acts.throw([row])

    def _print(self) -> None:
        if self._file is not None:
            self.acts.print_forms([self._file.row.id])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and self._may_keep():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (path := dropped_file(event)) is None or self._file is None:
            return
        event.acceptProposedAction()
        row = self.table.current
        lacking = [each for each in self.table.rows.all if each.is_running and not each.has_copy]
        chosen = row if row in lacking else next(iter(lacking), None)
        if chosen is not None:
            self.acts.attach(chosen.id, path)
        elif (met := self._ticked) is not None:
            self.acts.attach_for_contact(met.id, self._file.row.id, path)
        else:
            self._record(path)
