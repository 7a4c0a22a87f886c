"""Hôm nay of an upper office: the reports being received, each with what still waits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.consolidation.morning import DueReport, read_morning
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.visits import OpenPackages

EMPTY = "Chưa có báo cáo nào sắp tới hạn nhận."
HINT = "Enter mở trang Tổng hợp của báo cáo đang chọn."
NO_RIGHT = "Việc nhận và tổng hợp báo cáo chỉ người được giao quyền làm. Hỏi người quản trị."


def _sign(row: DueReport) -> Sign:
    if row.has_begun and row.standing.days_late:
        return Sign("error_circle", "danger")
    if row.words == "Đã đủ":
        return Sign("checkmark_circle", "ok")
    return Sign("clock", "neutral")


COLUMNS: tuple[Column[DueReport], ...] = (
    Column("Báo cáo", lambda row: row.standing.title, width=260, is_subject=True),
    Column("Số liệu", lambda row: row.asked.period.window.dashed, width=190),
    Column(
        "Hạn gửi",
        lambda row: f"{row.standing.due_on:%d/%m/%Y}" if row.standing.due_on else "–",
        order=lambda row: row.standing.due_on.toordinal() if row.standing.due_on else 0,
        width=100,
    ),
    Column(
        "Đã nhận",
        lambda row: f"{row.standing.received} / {row.standing.expected}",
        order=lambda row: row.standing.received,
        width=90,
        align="right",
    ),
    Column("Còn phải làm", lambda row: row.words, width=320, sign=_sign, is_stretched=True),
)


class MorningScreen(QWidget):
    """The report whose deadline is nearest stands first."""

    wanted = Signal(object)
    WATCHES = frozenset({"received_package", "reporting_unit", "clash_answer"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self.head = PageHead("Hôm nay")
        self.message = MessageFrame()
        self.table = ListTable(Rows(COLUMNS, self), "packages_morning", habits)
        self.table.setAccessibleName("Báo cáo đang nhận")
        self.table.set_empty(EMPTY)
        hint = QLabel(HINT)
        hint.setProperty("role", "hint")
        layout = page_layout(self, self.head)
        layout.addWidget(self.message)
        layout.addWidget(self.table, 1)
        layout.addWidget(hint)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._open)
        desk.changed.connect(self._refresh_if_touched)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def refresh(self) -> None:
        self._desk.look(self, read_morning, self._show, "morning")

    def show_refusal(self, _refusal: object) -> None:
        self.message.say("info", NO_RIGHT)

    def _show(self, rows: Sequence[DueReport]) -> None:
        office = self._desk.office
        if office is not None:
            self.head.set_line(f"{office.clock():%d/%m/%Y}")
        self.table.show_rows(rows)

    def _open(self, row: DueReport) -> None:
        period = row.asked.period
        self.wanted.emit(OpenPackages(layout_key=row.asked.layout_key, until_on=period.window.last))

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES and self.isVisible():
            self.refresh()
