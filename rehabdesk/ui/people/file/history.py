"""Who changed and who looked: field, before, after, who, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehabdesk.services.people.one_file import HistoryRow, list_history
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.table import ListTable

_text = Column["HistoryLine"]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    id: int
    row: HistoryRow


COLUMNS = (
    _text("Lúc", lambda line: f"{line.row.at:%H:%M %d/%m/%Y}", lambda line: line.row.at, width=126),
    _text("Ai", lambda line: line.row.actor, width=130),
    _text("Làm gì", lambda line: line.row.what, width=116),
    _text("Ô", lambda line: line.row.field, width=130),
    _text("Trước", lambda line: line.row.before, width=130),
    _text("Sau", lambda line: line.row.after, width=150, is_stretched=True),
)


class HistoryTab(QWidget):
    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self.rows = Rows(COLUMNS, self)
        self.table = ListTable(self.rows, "person_history", habits)
        self.table.setAccessibleName("Lịch sử sửa")
        self.table.set_empty("Chưa có ai sửa hoặc xem hồ sơ này.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.setFocusProxy(self.table)

    def show_person(self, person_id: int) -> None:
        self._desk.look(self, partial(list_history, person_id=person_id), self._show, "history")

    def _show(self, history: Sequence[HistoryRow]) -> None:
        total = len(history)
        lines = [HistoryLine(total - place, row) for place, row in enumerate(history)]
        self.table.show_rows(lines)
