from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.visits import OpenPackages


class ConsolidationScreen(QWidget):
    wanted = Signal(object)
    WATCHES: frozenset[str] = frozenset()

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self.desk = desk
        self.habits = habits
        layout = page_layout(self, PageHead("Tổng hợp"))
        layout.addStretch(1)

    def visit(self, visit: OpenPackages) -> None:
        """Show what was asked for."""
