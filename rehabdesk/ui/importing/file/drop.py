"""Where a workbook is dropped, or chosen by a press."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rehabdesk.ui.kit.buttons import WideButton, paint_key
from rehabdesk.ui.kit.style import Style, colour

HEIGHT = 132
_ENDINGS = {".xlsx", ".xlsm", ".xls", ".ods", ".csv"}
_DROPPING = {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop}
WORDS = "Thả tệp Excel vào đây, hoặc bấm để chọn"
KINDS_TOLD = (
    ".xlsx · .xls · .ods · .csv, đến 50 MB, chỉ đọc, không sửa. "
    "Dòng chép trong Excel: Ctrl+V để dán."
)


class WorkbookDrop(WideButton):
    """A large area; the file dropped on it may be of any kind, whoever reads it says no."""

    dropped = Signal(object)  # the Path of the file

    def __init__(self) -> None:
        super().__init__()
        self._is_over = False
        self.setText(WORDS)
        self.setAccessibleName(WORDS)
        self.setAccessibleDescription(KINDS_TOLD)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        Style.current.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(Style.current.length(420), Style.current.length(HEIGHT))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_workbook(event) is not None:
            self._lift(is_over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._lift(is_over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._lift(is_over=False)
        if (path := dropped_workbook(event)) is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _lift(self, *, is_over: bool) -> None:
        self._is_over = is_over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        style, painter = Style.current, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = self._is_over or self.underMouse()
        painter.setBrush(colour("accent.subtle" if is_lit else "bg.surface"))
        pen = QPen(colour("focus" if self.hasFocus() else "border.input"), 1 + self.hasFocus())
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 4, 4)
        side, middle = style.length(24), self.width() // 2
        pixmap = style.pixmap("arrow_import", "accent", side, self.devicePixelRatioF())
        top = self.height() // 2 - style.length(44)
        painter.drawPixmap(middle - side // 2, top, pixmap)
        centred = int(Qt.AlignmentFlag.AlignHCenter)
        painter.setPen(colour("text"))
        painter.setFont(style.font("body", is_strong=True))
        top += side + style.length(8)
        painter.drawText(QRect(0, top, self.width(), style.length(22)), centred, WORDS)
        painter.setPen(colour("text.secondary"))
        painter.setFont(style.font("small"))
        top += style.length(24)
        painter.drawText(QRect(8, top, self.width() - 16, style.length(20)), centred, KINDS_TOLD)
        corner = QRect(0, self.height() - style.length(30), self.width() - 10, style.length(24))
        paint_key(painter, corner, "Ctrl+O")


class WorkbookGate(QObject):
    """Lets a workbook be dropped anywhere on another page."""

    dropped = Signal(object)  # the Path of the file

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in _DROPPING:
            path = dropped_workbook(event)
            if path is not None and path.suffix.lower() in _ENDINGS:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.dropped.emit(path)
                return True
        return super().eventFilter(watched, event)


def dropped_workbook(event: QDropEvent) -> Path | None:
    """Return the one file of this machine that is being dropped."""
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None
