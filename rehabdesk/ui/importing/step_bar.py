"""The five steps on top of the page: what is done, what is being done, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rehabdesk.ui.kit.style import Style, colour

HEIGHT = 36
CIRCLE = 18
GAP = 7  # between the circle and its words
LINE = 34  # between two steps
BESIDE = 10  # of that line


class StepBar(QWidget):
    """Painted; a step already done is gone back to by a click."""

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self._places: list[QRect] = []
        self.at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        Style.current.changed.connect(self.updateGeometry)
        self.go_to(0)

    def go_to(self, place: int) -> None:
        self.at = place
        count, title = len(self._titles), self._titles[place]
        self.setAccessibleName(f"Bước {place + 1} trong {count}: {title}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Style.current.length(700), Style.current.length(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, place in enumerate(self._places):
            if number < self.at and place.contains(event.position().toPoint()):
                self.chosen.emit(number)

    def paintEvent(self, _event: QPaintEvent) -> None:
        style, painter = Style.current, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, middle = style.length(CIRCLE), self.height() // 2
        left = 0
        self._places = []
        for number, title in enumerate(self._titles):
            begun = left
            circle = QRect(left, middle - side // 2, side, side)
            self._paint_circle(painter, circle, number)
            font = style.font("body", is_strong=number == self.at)
            width = QFontMetrics(font).horizontalAdvance(title)
            left = circle.right() + style.length(GAP)
            painter.setFont(font)
            painter.setPen(colour("text" if number <= self.at else "text.secondary"))
            words = QRect(left, 0, width + 2, self.height())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), title)
            left += width + style.length(BESIDE)
            self._places.append(QRect(begun, 0, left - begun, self.height()))
            if number < len(self._titles) - 1:
                painter.fillRect(left, middle, style.length(LINE), 1, colour("border.input"))
                left += style.length(LINE + BESIDE)

    def _paint_circle(self, painter: QPainter, circle: QRect, number: int) -> None:
        style = Style.current
        if number < self.at:
            ratio = self.devicePixelRatioF()
            mark = style.pixmap("checkmark_circle/filled", "ok", circle.width(), ratio)
            painter.drawPixmap(circle.topLeft(), mark)
            return
        is_current = number == self.at
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent" if is_current else "border.input"))
        painter.drawEllipse(circle)
        painter.setPen(colour("on.accent" if is_current else "bg.surface"))
        painter.setFont(style.font("key", is_strong=True))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(number + 1))
