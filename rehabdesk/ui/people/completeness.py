"""How complete a file is: a thin bar that opens the list of what is still empty."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QProgressBar, QVBoxLayout, QWidget

from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.style import Style

WIDTH = 110


class CompletenessBar(QWidget):
    field_wanted = Signal(str)  # the label of an empty field

    def __init__(self) -> None:
        super().__init__()
        self._empty: Sequence[str] = ()
        self._here: Collection[str] | None = None
        self.button = KeyButton("", kind="flat", is_small=True)
        self.button.clicked.connect(self._open)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button)
        layout.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignRight)
        Style.current.changed.connect(self._measure)
        self._measure()

    def show_state(
        self, per_cent: int, empty: Sequence[str], here: Collection[str] | None = None
    ) -> None:
        """Show how much is filled in; `here` are the fields that can be filled in on this page."""
        self._empty, self._here = empty, here
        self.button.set_text(f"Hồ sơ đủ {per_cent}%")
        self._bar.setValue(per_cent)

    def choices(self) -> QMenu:
        """Make the list of what is empty; a field that has its input leads there."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for label in self._empty:
            is_here = self._here is None or label in self._here
            words = f"Còn trống: {label}" if is_here else f"Điền sau trong hồ sơ: {label}"
            action = menu.addAction(words)
            action.setEnabled(is_here)
            action.triggered.connect(partial(self.field_wanted.emit, label))
        if not self._empty:
            menu.addAction("Không còn ô trống").setEnabled(False)
        return menu

    def _open(self) -> None:
        self.choices().popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _measure(self) -> None:
        self._bar.setFixedWidth(Style.current.length(WIDTH))
