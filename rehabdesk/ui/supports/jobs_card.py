"""The card below: jobs about which it is asked again after 3, 6 and 12 months."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSettings, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from rehabdesk.services.supports.rows import SupportRow
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.supports.columns import JOB_CARD

TITLE = "Việc làm: hỏi lại sau 3, 6, 12 tháng"
EMPTY = "Chưa có việc làm nào phải hỏi lại. Ghi người bắt đầu đi làm ở tab Việc làm."
HEAD = 36


class JobsCard(QFrame):
    tab_wanted = Signal()

    def __init__(self, habits: QSettings) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title = QLabel(TITLE)
        self.title.setProperty("role", "title")
        self.link = KeyButton("Mở tab Việc làm", kind="link")
        self.table: ListTable[SupportRow] = ListTable(Rows(JOB_CARD, self), "supports.ask", habits)
        self.table.setAccessibleName(TITLE)
        self.table.told = Told(TITLE, person=lambda row: row.person_id)
        self.table.set_empty(EMPTY)
        self.table.setProperty("framed", "no")
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 8, 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.link)
        self._head = QFrame()
        self._head.setLayout(head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self.table, 1)
        self.link.clicked.connect(self.tab_wanted)
        self.setFocusProxy(self.table)
        Style.current.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self._head.setFixedHeight(Style.current.length(HEAD))

    def show_rows(self, rows: Sequence[SupportRow]) -> None:
        """Show the jobs; no line is current before somebody comes here."""
        self.table.show_rows(rows)
        if not self.table.hasFocus():
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
