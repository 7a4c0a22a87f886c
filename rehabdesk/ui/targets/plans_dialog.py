"""Các kế hoạch: every paper that sets targets, put right or thrown away from here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rehabdesk.services.targets.plans import PlanRow
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

SHOWN_ROWS = 8
_plan = Column[PlanRow]


def _years(row: PlanRow) -> str:
    first, last = row.facts.from_year, row.facts.until_year
    return str(first) if first == last else f"{first}–{last}"


COLUMNS = (
    _plan("Kế hoạch", lambda row: row.facts.name, width=280, is_subject=True, is_stretched=True),
    _plan("Giao theo", lambda row: row.words, width=150),
    _plan("Số văn bản", lambda row: row.facts.number, width=120),
    _plan("Năm", _years, width=96),
    _plan("Chỉ tiêu", lambda row: str(row.targets), lambda row: row.targets, 76, "right"),
    _plan("Bản quét", lambda row: row.scan_name, width=110, is_hidden=True),
)


class PlansDialog(FormDialog):
    """Enter opens a plan, Delete throws it away with its targets; Ctrl+Z gets it back."""

    edited = Signal(object)  # a PlanRow

    def __init__(
        self,
        habits: QSettings,
        plans: Sequence[PlanRow],
        throw: Callable[[PlanRow], None],
        parent: QWidget,
    ) -> None:
        super().__init__("Các kế hoạch", "&Sửa…", parent, WIDTHS[3], "Đóng")
        self._throw = throw
        self.table = ListTable(Rows(COLUMNS, self), "targets.plans", habits)
        self.table.setAccessibleName("Các kế hoạch")
        self.table.set_empty("Chưa có kế hoạch nào. Kế hoạch mới ghi cùng chỉ tiêu đầu tiên.")
        self.table.told = Told("Các kế hoạch", names_persons=False)
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        self.body.addWidget(self.table)
        self.gone_button = KeyButton("&Xóa kế hoạch", "Delete", "delete", is_bound=False)
        self.add_fact(self.gone_button)
        self.table.opened.connect(lambda _: self.submit())
        self.table.moved_to.connect(lambda _: self._offer())
        self.gone_button.clicked.connect(self.throw_current)
        gone = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self.throw_current)
        self.show_plans(plans)
        self.table.setFocus()

    def show_plans(self, plans: Sequence[PlanRow]) -> None:
        self.table.show_rows(plans)
        self._offer()

    def throw_current(self) -> None:
        row = self.table.current
        if row is not None:
            self._throw(row)

    def submit(self) -> None:
        row = self.table.current
        if row is not None:
            self.accept()
            self.edited.emit(row)

    def _offer(self) -> None:
        row = self.table.current
        self.accept_button.setEnabled(row is not None)
        self.gone_button.setEnabled(row is not None)
        told = f"cùng {row.targets} chỉ tiêu và các phần đã chia" if row and row.targets else ""
        self.gone_button.setToolTip(f"Xóa kế hoạch {told}".strip() if row is not None else "")
