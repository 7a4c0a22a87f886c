"""A page of several panes: F6 goes round them before it leaves the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class PanedPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.panes: tuple[QWidget, ...] = ()

    def _pane_after(self, event: QKeyEvent) -> QWidget | None:
        focus = self.focusWidget()
        panes = [pane for pane in self.panes if pane.isVisible()]
        here = next((at for at, one in enumerate(panes) if focus and one.isAncestorOf(focus)), 0)
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        there = here + (-1 if is_back else 1)
        return panes[there] if 0 <= there < len(panes) else None

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_F6
            and self._pane_after(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pane = self._pane_after(event) if event.key() == Qt.Key.Key_F6 else None
        if pane is None:
            super().keyPressEvent(event)
        else:
            _focus_in(pane)


def _focus_in(pane: QWidget) -> None:
    """Go to the heart of a pane where it names one, else to its first input."""
    if (heart := pane.focusProxy()) is not None:
        heart.setFocus(Qt.FocusReason.TabFocusReason)
        return
    inputs = [
        one
        for one in pane.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled()
    ]
    if inputs:
        inputs[0].setFocus(Qt.FocusReason.TabFocusReason)
