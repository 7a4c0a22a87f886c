"""A place for the scan of the signed paper: drop it there, or press and choose."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect, QSettings, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import WideButton
from rehabdesk.ui.kit.style import Style, colour

KINDS = "Bản đã ký (*.pdf *.png *.jpg *.jpeg)"
FOLDER = "folder/scans"
HEIGHT = 60
EMPTY = "Thả tệp vào đây hoặc bấm để chọn"


class DropArea(WideButton):
    chosen = Signal(object)  # the Path of the file

    def __init__(self, habits: QSettings) -> None:
        super().__init__()
        self._habits = habits
        self._is_over = False
        self._is_held = False
        self.setAcceptDrops(True)
        self.clicked.connect(self.choose)
        self.show_file("")

    def show_file(self, name: str) -> None:
        self._is_held = bool(name)
        self.setText(name or EMPTY)
        self.setAccessibleName(f"Bản đã ký: {name}" if name else f"Bản đã ký: {EMPTY}")
        self.update()

    def choose(self) -> None:
        choose_scan(self, self._habits, self._take)

    def _take(self, path: Path) -> None:
        self.chosen.emit(path)

    def sizeHint(self) -> QSize:
        return QSize(Style.current.length(200), Style.current.length(HEIGHT))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            self._is_over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._is_over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._is_over = False
        self.update()
        if (path := dropped_file(event)) is not None:
            event.acceptProposedAction()
            self._take(path)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = self._is_over or self.underMouse()
        if is_lit:
            painter.fillRect(self.rect(), colour("accent.subtle"))
        pen = QPen(colour("focus" if self.hasFocus() else "border.input"), 1 + self.hasFocus())
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        style = Style.current
        side = style.size("icon")
        painter.setFont(style.font())
        room = self.width() - side - 32
        words = QFontMetrics(style.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, room
        )
        width = QFontMetrics(style.font()).horizontalAdvance(words)
        left = (self.width() - width - side - 8) // 2
        picture = ("checkmark_circle", "ok") if self._is_held else ("attach", "text.secondary")
        pixmap = style.pixmap(*picture, side, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - side) // 2, pixmap)
        painter.setPen(colour("text" if self.isEnabled() else "text.disabled"))
        place = QRect(left + side + 8, 0, width + 2, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)


def choose_scan(
    parent: QWidget, habits: QSettings, then: ask.Chosen, title: str = "Đính kèm bản đã ký"
) -> None:
    """Ask for the scan of a signed paper, in the folder the last one came from."""
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(str(habits.value(FOLDER) or usual))
    ask.open_file(parent, title, folder, KINDS, partial(_remember, habits, then))


def _remember(habits: QSettings, then: ask.Chosen, path: Path) -> None:
    habits.setValue(FOLDER, str(path.parent))
    then(path)


def dropped_file(event: QDropEvent) -> Path | None:
    """Return the one file of this machine that is being dropped."""
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None
