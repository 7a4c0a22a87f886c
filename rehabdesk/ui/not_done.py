"""Of an act on many: who was not done, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.lists.bulk import NotDone
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.table import ListTable

LIST_HEIGHT = 240
COLUMNS = (
    Column[NotDone]("Họ và tên", lambda row: row.name or "–", width=200, is_subject=True),
    Column[NotDone]("Lý do", lambda row: row.reason, width=320, is_stretched=True),
)


class NotDoneDialog(FormDialog):
    """Who was not done, and why; Enter opens the file."""

    opened = Signal(int)

    def __init__(
        self, title: str, failed: Sequence[NotDone], habits: QSettings, page: QWidget
    ) -> None:
        super().__init__(title, "&Mở hồ sơ", page, WIDTHS[1], quiet_text="Đóng")
        self.form.hide()
        self.table = ListTable(Rows(COLUMNS, self), "people.not_done", habits)
        self.table.setFixedHeight(LIST_HEIGHT)
        self.table.show_rows(failed)
        self.table.opened.connect(lambda _: self.submit())
        self.body.addWidget(self.table)
        self.table.setFocus()

    def submit(self) -> None:
        row = self.table.current
        if row is not None:
            self.accept()
            self.opened.emit(row.person_id)
