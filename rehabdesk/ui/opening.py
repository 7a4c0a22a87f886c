"""The first thing to be seen: an empty window with one word, painted before the rest is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

FIRST = (1366, 768)
GEOMETRY = "window/geometry"


def close_down(application: QApplication) -> None:
    """Take every window down while Python still stands; left to the end, Qt outlives its owners."""
    for window in application.topLevelWidgets():
        window.hide()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.shutdown()


class OpeningWindow(QWidget):
    """Stands where the main window will stand, makes what comes after it, and keeps that."""

    def __init__(self, habits: QSettings, name: str, then: Callable[[], object]) -> None:
        super().__init__()
        self._is_painted = False
        self._then = then
        self._kept: object = None
        self.setWindowTitle(name)
        self.resize(*FIRST)
        kept = habits.value(GEOMETRY)
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

    def _go_on(self) -> None:
        self._kept = self._then()
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), "Đang mở…")
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self._go_on)
