"""The lists behind the figures under the sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.services.month_grid.figures import (
    MOST_DAYS,
    BehindRow,
    MonthFigures,
    SilentMember,
    set_silent_days,
)
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import TextField
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

WIDTH, HEIGHT = 706, 380
_behind = Column[BehindRow]
_silent = Column[SilentMember]
BEHIND = (
    _behind(
        "Ngày", lambda row: f"{row.on:%d/%m/%Y}", lambda row: row.on, width=92, is_subject=True
    ),
    _behind("Nội dung", lambda row: row.what, width=190, is_stretched=True),
    _behind("Nơi", lambda row: row.place, width=140),
    _behind("Số liệu", lambda row: row.figures, width=150),
    _behind(
        "Có mặt",
        lambda row: str(row.present or ""),
        lambda row: row.present,
        width=70,
        align="right",
    ),
)
SILENT = (
    _silent("Đội viên", lambda row: row.name, width=200, is_subject=True),
    _silent(
        "Đang phụ trách",
        lambda row: "Có người được giao" if row.has_persons else "Chưa được giao ai",
        width=200,
        is_stretched=True,
    ),
)


class _ListDialog(QDialog):
    """A list over the page, and one way on from it."""

    def __init__(self, title: str, table: QWidget, way: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(Style.current.length(WIDTH), Style.current.length(HEIGHT))
        self.go_button = KeyButton(way, "Ctrl+Enter", kind="primary")
        close = KeyButton("Đóng", "Esc", is_bound=False)
        close.clicked.connect(self.reject)
        footer = QFrame()
        footer.setObjectName("footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(16, 10, 16, 10)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.go_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        body = QVBoxLayout()
        body.setContentsMargins(16, 16, 16, 12)
        body.addWidget(table)
        layout.addLayout(body, 1)
        layout.addWidget(footer)
        table.setFocus()


class BehindDialog(_ListDialog):
    """The occasions, or tips, a figure was added up from."""

    def __init__(
        self, title: str, rows: Sequence[BehindRow], habits: QSettings, parent: QWidget
    ) -> None:
        self.table = ListTable(Rows(BEHIND), "month_grid_behind", habits)
        super().__init__(title, self.table, "&Mở trang Buổi họp, hoạt động", parent)
        self.table.rows.setParent(self)
        self.table.setAccessibleName(title)
        self.table.show_rows(rows)


class SilentDialog(_ListDialog):
    """Members who met nobody for so many days."""

    def __init__(self, told: MonthFigures, habits: QSettings, parent: QWidget) -> None:
        title = f"Đội viên chưa thăm ai trong {told.days} ngày"
        self.table = ListTable(Rows(SILENT, identity=_id), "month_grid_silent", habits)
        super().__init__(title, self.table, "&Mở phân công", parent)
        self.table.rows.setParent(self)
        self.table.setAccessibleName(title)
        self.table.show_rows(told.silent)


def _id(row: SilentMember) -> int:
    return row.volunteer_id


class DaysField(TextField):
    @property
    def error(self) -> str:
        is_good = self.value.isdigit() and 1 <= int(self.value) <= MOST_DAYS
        return "" if is_good else f"Gõ số ngày, từ 1 đến {MOST_DAYS}."


class SilentDaysDialog(FormDialog):
    """After how many days without a visit a member is named."""

    def __init__(self, desk: Desk, days: int, parent: QWidget, then: Callable[[], None]) -> None:
        super().__init__("Đội viên chưa thăm ai", "&Lưu", parent)
        self._desk, self._then = desk, then
        self.days = DaysField(str(days))
        self.add("days", "Nêu tên khi chưa thăm ai &trong (ngày)", self.days)

    def submit(self) -> None:
        self._desk.do(self, partial(set_silent_days, days=int(self.days.value)), self._tell)

    def _tell(self, _: object) -> None:
        self.accept()
        self._then()
