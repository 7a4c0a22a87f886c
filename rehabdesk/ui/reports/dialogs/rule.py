"""How a line is counted: of what, by which rule, from which papers, in which days."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from rehabdesk.domain.reports.grid import GridRow
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.showing.rules import RuleTold, read_rule
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog


class RuleDialog(FormDialog):
    def __init__(self, desk: Desk, asked: ReportAsked, row: GridRow, parent: QWidget) -> None:
        super().__init__("Cách tính dòng này", "Đón&g", parent, WIDTHS[1])
        self.quiet_button.hide()
        self.form.hide()
        self.name = QLabel(row.name)
        self.name.setProperty("role", "title")
        self.name.setWordWrap(True)
        self.body.addWidget(self.name)
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(16)
        self.lines.setVerticalSpacing(8)
        self.lines.setColumnStretch(1, 1)
        self.body.addLayout(self.lines)
        self.accept_button.setFocus()
        look = partial(read_rule, asked=asked, row_key=row.key)
        desk.look(self, look, self._show, name="rule")

    def submit(self) -> None:
        self.accept()

    def _show(self, told: RuleTold) -> None:
        self.name.setText(told.name)
        for place, (named, words) in enumerate(told.lines):
            head = QLabel(named)
            head.setProperty("role", "label")
            said = QLabel(words)
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.lines.addWidget(head, place, 0, Qt.AlignmentFlag.AlignTop)
            self.lines.addWidget(said, place, 1)
            for label in (head, said):
                label.show()  # what is added to a dialog in sight has no room until it is
        self.make_room()
