"""The head of a page: its title, one supporting line, its acts at the right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.ui.kit.buttons import IconButton
from rehabdesk.ui.kit.messages import OneLine, StateChip
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.wrap import WrapLayout

SIDE = 16
FOOT = 12


class PageHead(QWidget):
    """Title and line at the left, at most one primary button at the right."""

    back_wanted = Signal()

    def __init__(
        self,
        title: str,
        line: str = "",
        buttons: Iterable[QWidget] = (),
        *,
        has_back: bool = False,
    ) -> None:
        super().__init__()
        self._title = QLabel(title)
        self._title.setProperty("role", "screen")
        self._line = OneLine(line)
        self._line.setProperty("role", "secondary")
        self.chip = StateChip()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        if has_back:
            back = IconButton("chevron_left", "Quay lại (Alt+←)")
            back.clicked.connect(self.back_wanted)
            self._row.addWidget(back)
        for part in (self._title, self.chip, self._line):
            self._row.addWidget(part)
        self._row.insertSpacing(self._row.indexOf(self._line), 3)
        self._row.addStretch(1)
        for button in buttons:
            self._row.addWidget(button)
        Style.current.changed.connect(self._measure)
        self._measure()

    @property
    def title(self) -> str:
        return self._title.text()

    def set_line(self, line: str) -> None:
        self._line.setText(line)

    def add_choice(self, field: QWidget) -> None:
        """Put what the page is about beside its title."""
        self._row.insertWidget(self._row.indexOf(self.chip), field)

    def add_button(self, button: QWidget) -> None:
        self._row.addWidget(button)

    def _measure(self) -> None:
        self.setFixedHeight(Style.current.size("pagehead"))


def page_layout(page: QWidget, head: PageHead) -> QVBoxLayout:
    """Give a page its margins and its head; what is added comes below."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(SIDE, 0, SIDE, FOOT)
    layout.setSpacing(0)
    layout.addWidget(head)
    return layout


def filter_bar(*parts: QWidget | None) -> WrapLayout:
    """Lay filters side by side above a list; None takes the room between."""
    row = WrapLayout()
    row.setContentsMargins(0, 5, 0, 5)
    for part in parts:
        if part is None:
            row.add_stretch()
        else:
            row.addWidget(part)
    return row


class SelectionBar(QFrame):
    """The bar under a list while rows are ticked: "Đã chọn 3 người trong 18" and bulk acts."""

    def __init__(self, noun: str, buttons: Iterable[QWidget]) -> None:
        super().__init__()
        self.setObjectName("selectionBar")
        self._noun = noun
        self._count = QLabel()
        self._count.setProperty("role", "title")
        self._whole = QLabel()
        self._whole.setProperty("role", "secondary")
        row = WrapLayout()
        self.setLayout(row)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self._count)
        row.addWidget(self._whole)
        row.add_stretch()
        for button in buttons:
            row.addWidget(button)
        self.hide()

    def show_count(self, chosen: int, whole: int) -> None:
        self._count.setText(f"Đã chọn {chosen} {self._noun}")
        self._whole.setText(f"trong {whole}")
        self.setVisible(chosen > 0)
