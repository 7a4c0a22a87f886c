"""What became of each file of one receiving."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.services.consolidation.orders import COUNTED, Fate, Outcome
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.dialog import WIDTHS
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

HEIGHT = 420
_TINTS = {True: Sign("checkmark_circle", "ok"), False: Sign("warning", "warn")}
COLUMNS: tuple[Column[Outcome], ...] = (
    Column("Tệp", lambda one: one.file_name, width=190, is_subject=True),
    Column("Đơn vị", lambda one: one.unit_name, width=150),
    Column(
        "Kết quả",
        lambda one: one.fate.label,
        width=170,
        sign=lambda one: _TINTS[one.fate in COUNTED and not one.words],
    ),
    Column("Vì sao", lambda one: one.words, width=330, is_stretched=True),
)


class OutcomesDialog(QDialog):
    """The files that do not count first; the reason of the current one stands in full below."""

    def __init__(self, outcomes: Sequence[Outcome], habits: QSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kết quả nhận gói")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(Style.current.length(WIDTHS[-1]), Style.current.length(HEIGHT))
        rows = Rows(COLUMNS, self, identity=id)
        self.table = ListTable(rows, "outcomes", habits)
        self.table.setAccessibleName("Kết quả nhận gói")
        self.reason = MessageFrame()
        self.close_button = KeyButton("Đóng", "Esc", is_bound=False)
        self.close_button.clicked.connect(self.reject)
        self._assemble()
        self.table.moved_to.connect(self._tell)
        first = {fate: place for place, fate in enumerate(reversed(Fate))}
        ordered = sorted(outcomes, key=lambda one: (one.counts, first[one.fate]))
        self.table.show_rows(ordered)
        self.table.choose(None)

    def _assemble(self) -> None:
        body = QVBoxLayout()
        body.setContentsMargins(16, 14, 16, 12)
        body.setSpacing(10)
        body.addWidget(self.table, 1)
        body.addWidget(self.reason)
        foot = QFrame()
        foot.setObjectName("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(foot)

    def _tell(self, outcome: Outcome | None) -> None:
        kind = "info" if outcome is None or outcome.counts else "warn"
        self.reason.say(kind, outcome.words if outcome is not None else "")
