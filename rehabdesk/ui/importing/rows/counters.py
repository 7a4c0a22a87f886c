"""Four counts over the rows of a file; each shows only its own when pressed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from rehabdesk.ui.kit.style import Style, colour

HEIGHT = 46
SIDE = 12
GAP = 8


class Counter(QAbstractButton):
    """Icon, number and words on a card; pressed again, everything is shown."""

    def __init__(self, words: str, picture: str, tint: str) -> None:
        super().__init__()
        self._words = words
        self._picture = picture
        self._tint = tint
        self.count = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        Style.current.changed.connect(self.updateGeometry)
        self.show_count(0)

    def show_count(self, count: int, words: str = "") -> None:
        self.count, self._words = count, words or self._words
        self.setText(f"{f'{count:,}'.replace(',', '.')} {self._words}")
        self.setAccessibleName(f"{self.text()}, bấm để lọc")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Style.current.length(200), Style.current.length(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(Style.current.length(120), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        style, painter = Style.current, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_ringed = self.hasFocus() or self.isChecked()
        painter.setPen(QPen(colour("focus" if is_ringed else "line"), 2 if is_ringed else 1))
        painter.setBrush(colour("bg.hover" if self.underMouse() else "bg.surface"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 4, 4)
        side = style.size("icon")
        pixmap = style.pixmap(self._picture, self._tint, side, self.devicePixelRatioF())
        painter.drawPixmap(SIDE, (self.height() - side) // 2, pixmap)
        left = SIDE + side + GAP
        number, _, words = self.text().partition(" ")
        font = style.font("title", is_strong=True)
        painter.setFont(font)
        painter.setPen(colour("text"))
        upright = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(left, 0, self.width(), self.height()), upright, number)
        left += QFontMetrics(font).horizontalAdvance(number) + GAP
        painter.setFont(style.font("body"))
        painter.setPen(colour("text.secondary"))
        room = self.width() - left - SIDE
        shown = QFontMetrics(style.font("body")).elidedText(
            words, Qt.TextElideMode.ElideRight, room
        )
        self.setToolTip("" if shown == words else self.text())
        painter.drawText(QRect(left, 0, room, self.height()), upright, shown)
