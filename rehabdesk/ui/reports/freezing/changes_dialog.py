"""Thay đổi sau khi chốt: which figure, who, and the edit that did it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.reports.closing.changes import Change
from rehabdesk.services.reports.closing.kept import KeptReport
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.visits import OpenPerson

ROWS = 11
_column = Column[Change]


class ChangesDialog(FormDialog):
    """Enter opens the file; Ctrl+P and Ctrl+E take the list away as a difference sheet."""

    wanted = Signal(object)  # a visit

    def __init__(
        self, habits: QSettings, kept: KeptReport, changes: Sequence[Change], parent: QWidget
    ) -> None:
        title = "Thay đổi sau khi chốt"
        super().__init__(title, "&Mở hồ sơ", parent, WIDTHS[3], "Đóng")
        since = f" lúc {kept.frozen_at:%H:%M %d/%m/%Y}" if kept.frozen_at else ""
        words = f"{kept.title}, chốt{since}"
        self.body.insertWidget(0, QLabel(f"<b>{kept.title}</b> · chốt{since}"))
        self.table = ListTable(
            Rows(_columns(), self, identity=lambda row: row.id), "reports.changes", habits
        )
        self.table.setAccessibleName(title)
        self.table.set_empty("Từ khi chốt không có con số nào khác đi.")
        self.table.told = Told(
            f"BẢNG THAY ĐỔI SAU KHI CHỐT\n{kept.title}",
            lambda: words,
            person=lambda row: row.person_id,
            names_persons=True,
        )
        style = Style.current
        self.table.setFixedHeight(style.size("header") + ROWS * style.size("row.two_lines") // 2)
        self.body.addWidget(self.table)
        self.whole = QLabel()
        self.whole.setProperty("role", "label")
        self.whole.setWordWrap(True)
        self.whole.setMinimumHeight(2 * self.whole.fontMetrics().lineSpacing())
        self.body.addWidget(self.whole)
        self.table.moved_to.connect(self._tell_whole)
        self.table.opened.connect(lambda _: self.submit())
        self.table.show_rows(changes)
        rows = len({each.row_key for each in changes})
        self.set_fact(f"{len(changes)} chỗ khác ở {rows} dòng" if changes else "Không có chỗ khác")
        self.accept_button.setEnabled(any(each.person_id for each in changes))
        self.table.setFocus()

    def _tell_whole(self, row: Change | None) -> None:
        """Say in full what a column may have no room for: why it counts, and which edit it was."""
        told = [row.reason, row.cause or "Chưa rõ sửa ở đâu"] if row is not None else []
        self.whole.setText(". ".join(each for each in told if each))

    def submit(self) -> None:
        row = self.table.current
        if row is not None and row.person_id is not None:
            self.accept()
            self.wanted.emit(OpenPerson(row.person_id))


def _columns() -> tuple[Column[Change], ...]:
    return (
        _column("Dòng", lambda row: row.number, width=52, align="centre"),
        _column("Nội dung", lambda row: row.row_name, width=160),
        _column("Đã chốt → nay", lambda row: row.figures, width=112, align="centre"),
        _column("Thay đổi", lambda row: row.kind.label, width=108),
        _column("Ai", lambda row: row.name, width=130, is_subject=True),
        _column("Năm sinh", lambda row: str(row.birth_year or ""), width=72, is_hidden=True),
        _column("Lý do tính", lambda row: row.reason, width=120),
        _column("Sửa ở đâu", lambda row: row.cause or "chưa rõ", width=220, is_stretched=True),
    )
