"""The line under a form that waits for the server, and the place it stands in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget
from shiboken6 import isValid

from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.messages import MessageFrame

WAITING = "Mất nối tới máy chủ. Chữ đang gõ còn nguyên; phần mềm sẽ lưu ngay khi nối lại."
PUT_OFF = "Thôi, để sau"


class WaitingPlace(QObject):
    """A window or the shell around pages, with the line while anything sent from it waits."""

    put_off = Signal()

    def __init__(self, host: QWidget, put: Callable[[QWidget], None]) -> None:
        super().__init__(host)
        self.host = host
        self._dimmed: list[QWidget] = []
        self.line = MessageFrame("warn", WAITING)
        self.link = KeyButton(PUT_OFF, kind="link", is_small=True)
        self.link.clicked.connect(self.put_off)
        row = self.line.layout()
        if row is not None:
            row.addWidget(self.link)
        put(self.line)
        self.line.show()
        if host.isWindow():
            escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.line)
            escape.activated.connect(self.put_off)
            host.installEventFilter(self)
        self._make_room()

    def hold(self, form: QWidget) -> None:
        """Keep the form as it is; of a whole window everything but the line."""
        if form is not self.host or self._dimmed:
            return
        parts = [each for each in form.children() if isinstance(each, QWidget)]
        form.setEnabled(True)
        self._dimmed = [
            each
            for each in parts
            if not each.isWindow() and each is not self.line and each.isEnabledTo(form)
        ]
        for part in self._dimmed:
            QWidget.setEnabled(part, False)  # noqa: FBT003 -- itself, whomever it stands for

    def clear(self) -> None:
        """Take the line away and give everything back as it stood."""
        self.host.removeEventFilter(self)
        for part in self._dimmed:
            if isValid(part):
                QWidget.setEnabled(part, True)  # noqa: FBT003
        self.line.hide()
        self.line.deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who closes a dialog that waits gets it back first."""
        if watched is self.host and event.type() == QEvent.Type.Close:
            event.ignore()
            self.put_off.emit()
            return True
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        make_room = getattr(self.host, "make_room", None)
        if callable(make_room):
            make_room()


def place_for(form: QWidget) -> tuple[QWidget, Callable[[QWidget], None]] | None:
    """Return where the line of a form stands: in its shell, else at the end of its window."""
    place: QWidget | None = form
    while place is not None:
        put = getattr(place, "place_waiting", None)
        if callable(put):
            return place, put
        if place.isWindow():
            layout = place.layout()
            return (place, layout.addWidget) if isinstance(layout, QBoxLayout) else None
        place = place.parentWidget()
    return None
