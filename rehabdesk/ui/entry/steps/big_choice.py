"""A large button: what will happen, and one line that explains it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rehabdesk.ui.kit.buttons import WideButton
from rehabdesk.ui.kit.style import Style, colour

HEIGHT = 64
SIDE = 16


class BigChoice(WideButton):
    """Painted: picture, words with their Alt letter, and a line below; perhaps chosen."""

    def __init__(self, picture: str, words: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._line = line
        self.setText(words)
        self.setAccessibleName(words.replace("&", ""))
        self.setAccessibleDescription(line)
        Style.current.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(Style.current.length(420), Style.current.length(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        style = Style.current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_hot = self.underMouse() or self.isDown()
        surface = "accent.subtle" if self.isChecked() else "bg.hover" if is_hot else "bg.surface"
        edge = "accent" if self.isChecked() else "border"
        painter.setBrush(colour(surface if self.isEnabled() else "bg.header"))
        pen = painter.pen()
        pen.setColor(colour("focus" if self.hasFocus() else edge))
        pen.setWidth(2 if self.hasFocus() else 1)
        painter.setPen(pen)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
        side = style.size("icon.rail")
        pixmap = style.pixmap(self._picture, "accent", side, self.devicePixelRatioF())
        painter.drawPixmap(SIDE, (self.height() - side) // 2, pixmap)
        left, half = 2 * SIDE + side, self.height() // 2
        width = self.width() - left - SIDE
        painter.setPen(colour("text" if self.isEnabled() else "text.disabled"))
        painter.setFont(style.font("body", is_strong=True))
        flags = Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextShowMnemonic
        painter.drawText(QRect(left, 0, width, half - 1), int(flags), self.text())
        painter.setPen(colour("text.secondary"))
        painter.setFont(style.font("small"))
        painter.drawText(QRect(left, half + 2, width, half), 0, self._line)
