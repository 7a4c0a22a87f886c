"""Which dates move, before and after: shown while it is typed, or asked before it is saved."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rehabdesk.domain.course.anchors import MovedDate
from rehabdesk.services.course.moving import MovedDates
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.messages import MessageFrame

HEADS = ("Hạn", "Trước", "Sau")
UNKNOWN = "chưa tính được"
MOST = 4  # lines seen at once; the others are scrolled to
LINE = 24


class MovedList(QFrame):
    """The dates that move, one a line; hidden while none does and nothing is doubtful."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("msg", "info")
        self._words: list[str] = []
        self._title = QLabel()
        self._title.setProperty("role", "section")
        self._doubts = QLabel()
        self._doubts.setWordWrap(True)
        self._doubts.setProperty("role", "warning")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        for part in (self._title, self._area, self._doubts):
            layout.addWidget(part)
        self.hide()

    @property
    def words(self) -> str:
        """Everything shown, as it is read aloud."""
        return "\n".join(self._words) if not self.isHidden() else ""

    def show_moved(self, found: MovedDates) -> None:
        told = [_told(row) for row in found.rows]
        self._words = [found.title, *told, *found.doubts]
        self._title.setText(found.title)
        self._doubts.setText("\n".join(found.doubts))
        self._doubts.setVisible(bool(found.doubts))
        self._area.setWidget(_grid(found.rows))
        page = self._area.widget()
        height = page.sizeHint().height() if page is not None else 0
        self._area.setFixedHeight(min(height, (MOST + 1) * LINE))
        self._area.setVisible(bool(found.rows))
        self.setAccessibleName(". ".join(self._words))
        self.setVisible(bool(found.rows or found.doubts))


class MovedDialog(FormDialog):
    """Asks before a corrected day is saved that other days hang on."""

    agreed = Signal()

    def __init__(self, found: MovedDates, act: str, parent: QWidget) -> None:
        super().__init__(found.title, "&Lưu", parent, WIDTHS[1], quiet_text="Để sau")
        self.question = MessageFrame("info", f"{act}: {found.title.lower()}. Xem trước.")
        self.body.insertWidget(0, self.question)
        self.moved = MovedList()
        self.moved.show_moved(found)
        self.body.addWidget(self.moved)
        self.accept_button.setFocus()

    def submit(self) -> None:
        self.accept()
        self.agreed.emit()


def _grid(rows: tuple[MovedDate, ...]) -> QWidget:
    page = QWidget()
    page.setObjectName("scrolled")
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for column, head in enumerate(HEADS):
        label = QLabel(head)
        label.setProperty("role", "label")
        grid.addWidget(label, 0, column)
    for line, row in enumerate(rows, start=1):
        parts = (row.label, _day(row.before), _day(row.after))
        for column, words in enumerate(parts):
            label = QLabel(words)
            label.setWordWrap(column == 0)
            label.setToolTip(row.basis)
            grid.addWidget(label, line, column, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 1)
    return page


def _told(row: MovedDate) -> str:
    return f"{row.label}: {_day(row.before)} → {_day(row.after)}"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else UNKNOWN
