"""A count that filters: "3 chờ số"."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from rehabdesk.ui.kit.style import Style, colour

PADDING = 10
GAP = 6


class CountChip(QAbstractButton):
    """Pressed, the list shows only what is counted; pressed again, everything."""

    def __init__(self, words: str, picture: str, tint: str) -> None:
        super().__init__()
        self._words = words
        self._picture = picture
        self._tint = tint
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self.setText(f"{count} {self._words}")
        self.setAccessibleName(f"{self.text()}, bấm để lọc")
        self.setVisible(bool(count) or self.isChecked())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        style = Style.current
        metrics = QFontMetrics(style.font(is_strong=True))
        width = metrics.horizontalAdvance(self.text()) + style.size("icon") + GAP + 2 * PADDING
        return QSize(width, style.size("control.small") - 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Style.current
        is_ringed = self.hasFocus() or self.isChecked()
        ring = colour("focus" if self.hasFocus() else self._tint)
        painter.setPen(QPen(ring, 2) if is_ringed else Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{self._tint}.bg"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        side = style.size("icon")
        pixmap = style.pixmap(self._picture, self._tint, side, self.devicePixelRatioF())
        painter.drawPixmap(PADDING, (self.height() - side) // 2, pixmap)
        painter.setPen(colour(self._tint))
        painter.setFont(style.font(is_strong=True))
        place = QRect(PADDING + side + GAP, 0, self.width(), self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self.text())
