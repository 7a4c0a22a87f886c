"""Gặp gỡ: every meeting with one person, how long ago the last was, what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.domain.daily_codes import QuickRating
from rehabdesk.services.contacts.looks import ContactRow, ContactsOfPerson
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.ui.bin.throwing import bind_delete
from rehabdesk.ui.contacts.button import NoteButton
from rehabdesk.ui.contacts.noting import correct_meeting, remove_meeting
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.keys import OwnKey
from rehabdesk.ui.kit.messages import OneLine
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.people.file.further.tabs import pledges_part

EMPTY = "Chưa ghi gặp gỡ nào. Bấm Ctrl+G."
_RATINGS = {
    QuickRating.GOOD: Sign("checkmark_circle", "ok"),
    QuickRating.NORMAL: Sign("circle"),
    QuickRating.WATCH: Sign("warning", "warn"),
    QuickRating.NOT_MET: Sign("subtract"),
}
_column = Column[ContactRow]


def _agreed(row: ContactRow) -> str:
    facts = row.facts
    return f"{facts.agreed_on:%d/%m/%Y} {facts.agreed_word}" if facts.agreed_on else ""


def _rating(row: ContactRow) -> str:
    return row.facts.rating.label if row.facts.rating else ""


def _sign(row: ContactRow) -> Sign | None:
    return _RATINGS[row.facts.rating] if row.facts.rating else None


def _words(row: ContactRow) -> str:
    told = [row.facts.words.replace("\n", " ")]
    told.append("Có ký cam kết." if row.facts.has_pledge else "")
    told.append(f"Gặp chung với {', '.join(row.others)}." if row.others else "")
    return " ".join(part for part in told if part)


COLUMNS = (
    _column(
        "Ngày",
        lambda row: f"{row.facts.on:%d/%m/%Y}" if row.facts.on else "",
        lambda row: row.facts.on or date.min,
        width=92,
        is_subject=True,
    ),
    _column("Ai gặp", lambda row: row.who, width=132),
    _column("Cách gặp", lambda row: row.facts.way.label, width=100),
    _column("Nội dung", _words, width=180, is_stretched=True),
    _column("Đánh giá nhanh", _rating, sign=_sign, width=152),
    _column("Hẹn việc", _agreed, width=150),
    _column(
        "Số phút",
        lambda row: str(row.facts.minutes or ""),
        lambda row: row.facts.minutes or 0,
        width=68,
        align="right",
        is_hidden=True,
    ),
    _column("Người ghi", lambda row: row.recorded_by, width=132, is_hidden=True),
)


class ContactsTab(QWidget):
    """Notes are corrected by Enter and F2, and thrown into the bin by Delete."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, habits: QSettings, may_keep: Callable[[], bool]) -> None:
        super().__init__()
        self._desk = desk
        self._may_keep = may_keep
        self._person_id = 0
        self.line = OneLine()
        self.table = ListTable(Rows(COLUMNS, self), "person_contacts", habits)
        self.table.setAccessibleName("Các lần gặp gỡ")
        self.table.set_empty(EMPTY)
        self.pledges = pledges_part(desk, habits, may_keep)
        self.note_button = NoteButton("Ghi gặp gỡ", self.wanted, is_small=True)
        self.edit_button = KeyButton("Sửa…", "F2", "edit", is_bound=False, is_small=True)
        self.remove_button = KeyButton("Bỏ", "Delete", "delete", is_bound=False, is_small=True)
        self._lay_out()
        self.table.opened.connect(lambda _: self._correct_current())
        self.table.moved_to.connect(self._note_current)
        self.edit_button.clicked.connect(self._correct_current)
        bind_delete(self.table, self.remove_button, self._remove_current)
        OwnKey(self.table, Qt.Key.Key_F2, self._correct_current)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.line)
        head.addStretch(1)
        for button in (self.remove_button, self.edit_button, self.note_button):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.pledges)
        self.setFocusProxy(self.table)

    def show_file(self, file: PersonFile) -> None:
        self._person_id = file.row.id
        self.table.show_rows(file.contacts.rows)
        self.pledges.show_file(file)
        self.line.setText(told_of(file.contacts))
        self._note_current()

    def correct(self, contact_id: int) -> None:
        if self._may_keep():
            correct_meeting(self._desk, self, contact_id, self._person_id)

    def remove(self, contact_id: int) -> None:
        if self._may_keep():
            remove_meeting(self._desk, self, contact_id)

    def _note_current(self, _row: object = None) -> None:
        may_keep, row = self._may_keep(), self.table.current
        self.note_button.setVisible(may_keep)
        for button in (self.edit_button, self.remove_button):
            button.setVisible(may_keep)
            button.setEnabled(may_keep and row is not None)

    def _correct_current(self) -> None:
        if (row := self.table.current) is not None:
            self.correct(row.id)

    def _remove_current(self) -> None:
        if (row := self.table.current) is not None:
            self.remove(row.id)


def told_of(contacts: ContactsOfPerson) -> str:
    """Say when the last meeting was, how long ago, and what comes next."""
    told = []
    if contacts.last_met is not None:
        told.append(f"Gặp gần nhất {contacts.last_met:%d/%m/%Y}")
    elif contacts.rows:
        told.append("Chưa gặp được lần nào")
    if (days := contacts.silent_days) is not None:
        again = " lại" if contacts.last_met is not None else ""
        told.append("hôm nay" if days == 0 else f"đã {days} ngày chưa gặp{again}")
    agreed = contacts.next_agreed
    if agreed is not None and agreed.facts.agreed_on is not None:
        facts = agreed.facts
        told.append(f"hẹn {facts.agreed_on:%d/%m/%Y}: {facts.agreed_word}")
    words = " · ".join(told)
    return f"{words[:1].upper()}{words[1:]}"
