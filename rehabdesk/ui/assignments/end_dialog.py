"""Ending an assignment without another helper in its place."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.assignments import AssignmentEnd, ManagedRow, ending_of
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import DateField, TextBox
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.undoing import LineAct, do_undoably


class EndDialog(FormDialog):
    def __init__(self, desk: Desk, row: ManagedRow, today: date, parent: QWidget) -> None:
        super().__init__("Thôi phân công", "&Thôi phân công", parent)
        self._desk = desk
        self._page = parent
        self._row = row
        since = f", từ ngày {row.since:%d/%m/%Y}" if row.since else ""
        told = QLabel(
            f"{row.helper} đang phụ trách {row.full_name}{since}. "
            f"Sau đó {row.full_name} đứng ở nhóm Chưa có người phụ trách."
        )
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        self.until_on = DateField(today, today, needs_day=True)
        self.reason = TextBox()
        self.add("until_on", "Đến &ngày", self.until_on)
        self.add("reason", "&Lý do", self.reason)

    def submit(self) -> None:
        until_on, assignment_id = self.until_on.day, self._row.assignment_id
        if until_on is None:
            self.form.box("until_on").tell("error", "Ghi ngày thôi phân công.")
            self.until_on.setFocus()
            return
        if assignment_id is None:
            return
        typed = AssignmentEnd(until_on, self.reason.value)
        act_of = partial(ending_of, assignment_id)
        edit = Edit(AssignmentEnd(), typed, self._row.assignment_version, act_of)
        told = f"Đã ghi thôi phân công {self._row.helper} cho {self._row.full_name}"
        line = LineAct(edit, "assignment", assignment_id, told)
        do_undoably(self._desk, self, self._page, line, self._close)

    def _close(self, _: None) -> None:
        self.accept()
