"""Who is behind the figure of persons in models."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.services.models.counting import Helped, list_helped
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.team.models.model_columns import HELPED

SHOWN_ROWS = 12
NOT_FOR_ALL = "Ai chuyển biến tốt theo xét nghiệm: chỉ người được xem xét nghiệm thấy."


class NamesDialog(FormDialog):
    def __init__(self, desk: Desk, habits: QSettings, on: date, page: QWidget) -> None:
        super().__init__(
            f"Người trong các mô hình ngày {on:%d/%m/%Y}", "Đóng", page, WIDTHS[3], quiet_text="Bỏ"
        )
        self.quiet_button.hide()
        self.table = ListTable(Rows(HELPED, self), "team.models.helped", habits)
        self.table.setAccessibleName("Người trong các mô hình")
        self.table.set_empty("Ngày này không có ai trong mô hình nào.")
        self.table.told = Told(
            "Người được giúp trong các mô hình",
            lambda: f"tính đến ngày {on:%d/%m/%Y}",
            person=lambda row: row.person_id,
        )
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        self.form.add_widget(self.table)
        desk.look(self, partial(list_helped, on=on), self._show, "helped")

    def submit(self) -> None:
        self.accept()

    def _show(self, rows: list[Helped]) -> None:
        self.table.show_rows(rows)
        lines, persons = len(rows), len({row.person_id for row in rows})
        told = f"{persons} người" if lines == persons else f"{persons} người, {lines} lượt tên"
        hidden = all(row.improved is None for row in rows)
        self.set_fact(f"{told}. {NOT_FOR_ALL}" if hidden else f"{told}. Ctrl+P in, Ctrl+E Excel.")
        self.table.setFocus()
