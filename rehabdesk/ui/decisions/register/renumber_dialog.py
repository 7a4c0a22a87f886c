"""Sửa số: the number and day the paper really has, and why the book said otherwise."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.decisions.following.renumbering import CorrectNumber, correct_number
from rehabdesk.services.decisions.register import RegisterRow
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.settling.sending import settled

TOLD = "Sổ giữ cả số cũ, số mới và lý do. Bản PDF được in lại với số mới."


class RenumberDialog(FormDialog):
    corrected = Signal(str)  # the number the paper has now

    def __init__(self, desk: Desk, row: RegisterRow, parent: QWidget) -> None:
        super().__init__(f"Sửa số {row.number_text}", "&Sửa số", parent)
        self._desk = desk
        self._row = row
        today = desk.office.clock().date() if desk.office else date.min
        told = QLabel(TOLD)
        told.setProperty("role", "secondary")
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        self.number = TextField(row.number_text)
        self.day = DateField(today, row.document_date, needs_day=True)
        self.reason = TextBox(lines=2)
        self.add_row(
            Entry("number", "&Số", self.number), Entry("document_date", "Ngà&y văn bản", self.day)
        )
        self.add("reason", "&Lý do", self.reason)
        self.number.selectAll()

    def submit(self) -> None:
        day = self.day.day
        if day is None:
            self.form.box("document_date").tell("error", "Ghi ngày văn bản.")
            self.day.setFocus()
            return
        order = CorrectNumber(
            self._row.decision_id or 0,
            self._row.version,
            self.number.value,
            day,
            self.reason.value,
        )
        settled(self._desk, self, partial(correct_number, order=order), self._close)

    def _close(self, number: str) -> None:
        self.accept()
        self.corrected.emit(number)
