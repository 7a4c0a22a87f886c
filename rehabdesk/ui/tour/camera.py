"""Pictures of the window as a person sees it: the page, and any dialog over it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from rehabdesk.ui.kit.style import Style, colour

SIZE = (1366, 768)
TITLE = 34  # the frame a system draws round a dialog
SETTLE = 180  # milliseconds until answers are in and painted


class Camera:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.taken: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)

    def shoot(self, window: QWidget, name: str) -> None:
        """Take a picture when the window has settled."""
        let_pass(SETTLE)
        picture = QPixmap(*SIZE)
        picture.fill(colour("bg.window"))
        painter = QPainter(picture)
        painter.drawPixmap(0, 0, window.grab(QRect(QPoint(0, 0), window.size())))
        for each in _over(window):
            _lay_over(painter, window, each)
        painter.end()
        picture.save(str(self._folder / f"{name}.png"))
        self.taken.append(name)


def _over(window: QWidget) -> list[QWidget]:
    return [
        each
        for each in QApplication.topLevelWidgets()
        if each is not window and each.isVisible() and isinstance(each, QDialog | QMenu)
    ]


def _lay_over(painter: QPainter, window: QWidget, over: QWidget) -> None:
    """Paint a dialog in the middle, with the title a system would give it."""
    head = TITLE if isinstance(over, QDialog) else 0
    area = QRect(QPoint(0, 0), over.size())
    if head:
        area.moveCenter(window.rect().center())
        painter.fillRect(window.rect(), QColor(0, 0, 0, 40))
    else:
        area.moveTopLeft(over.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0)))
    frame = area.adjusted(-1, -head - 1, 1, 1)
    painter.fillRect(frame, colour("bg.header"))
    painter.setPen(colour("border"))
    painter.drawRect(frame.adjusted(0, 0, -1, -1))
    if head:
        painter.setPen(colour("text"))
        painter.setFont(Style.current.font("body", is_strong=True))
        title = QRect(area.left() + 16, area.top() - head, area.width() - 32, head)
        painter.drawText(title, int(Qt.AlignmentFlag.AlignVCenter), over.windowTitle())
    painter.drawPixmap(area.topLeft(), over.grab())


def let_pass(milliseconds: int) -> None:
    """Let the window live on for so long; QTest.qWait holds the interpreter all the while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()
