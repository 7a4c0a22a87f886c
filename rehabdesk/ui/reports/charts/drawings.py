"""Two drawings of a report: a line of months, and bars against their targets."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rehabdesk.services.reports.trend import Bar, Point
from rehabdesk.ui.kit.style import Style, colour

TREND_HEIGHT, LINE_HEIGHT, BAR_HEIGHT = 230, 40, 10
LEFT, RIGHT, TOP, FOOT = 40, 36, 26, 30
STEPS = 4
MOST = 150.0  # per cent: a bar that goes further is cut off there
_NICE = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)


class Drawing(QWidget):
    """What is drawn can be gone along by the arrows, and is told in words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.at = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        Style.current.changed.connect(self._measure)

    @property
    def count(self) -> int:
        raise NotImplementedError

    def words_at(self, place: int) -> str:
        raise NotImplementedError

    def place_at(self, at: QPoint) -> int:
        raise NotImplementedError

    def go_to(self, place: int) -> None:
        """Go to one of what is drawn; its words are told to who cannot see it."""
        self.at = max(0, min(self.count - 1, place)) if self.count else -1
        self.setAccessibleDescription(self.words_at(self.at) if self.at >= 0 else "")
        self.update()

    def _measure(self) -> None:
        self.updateGeometry()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place >= 0 and place != self.at:
            self.go_to(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
        }
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.count - 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.go_to(self.at + steps[key])
        elif key in ends:
            self.go_to(ends[key])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            if place >= 0:
                QToolTip.showText(event.globalPos(), self.words_at(place), self)
            return True
        return super().event(event)

    def _focus_frame(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


class TrendChart(Drawing):
    """How many were under management at the end of each month."""

    def __init__(self) -> None:
        super().__init__("Biểu đồ số người đang quản lý theo tháng")
        self.points: tuple[Point, ...] = ()

    def show_points(self, points: Sequence[Point]) -> None:
        self.points = tuple(points)
        self.go_to(len(self.points) - 1)

    @property
    def count(self) -> int:
        return len(self.points)

    def words_at(self, place: int) -> str:
        point = self.points[place]
        return f"Ngày {point.on:%d/%m/%Y}: {point.count} người"

    def place_at(self, at: QPoint) -> int:
        if not self.points:
            return -1
        spots = self._spots()
        return min(range(self.count), key=lambda place: abs(spots[place].x() - at.x()))

    def sizeHint(self) -> QSize:
        return QSize(400, Style.current.length(TREND_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.points:
            return
        self._paint_steps(painter)
        spots = self._spots()
        painter.setPen(QPen(colour("accent"), 2))
        painter.drawPolyline(spots)
        for place, spot in enumerate(spots):
            self._paint_point(painter, place, spot)
        self._paint_months(painter, spots)
        self._focus_frame(painter)

    @property
    def _room(self) -> QRect:
        length = Style.current.length
        return self.rect().adjusted(length(LEFT), length(TOP), -length(RIGHT), -length(FOOT))

    @property
    def _step(self) -> int:
        most = max((each.count for each in self.points), default=0)
        return next((nice for nice in _NICE if nice * STEPS >= most), ceil(most / STEPS))

    def _spots(self) -> list[QPointF]:
        room, top = self._room, max(1, self._step * STEPS)
        between = room.width() / max(1, self.count - 1)
        return [
            QPointF(
                room.left() + place * between,
                room.bottom() - each.count / top * room.height(),
            )
            for place, each in enumerate(self.points)
        ]

    def _paint_steps(self, painter: QPainter) -> None:
        room, step = self._room, self._step
        painter.setFont(Style.current.font("small"))
        for place in range(STEPS + 1):
            height = room.bottom() - place / STEPS * room.height()
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(room.left(), height), QPointF(room.right(), height))
            painter.setPen(colour("text.tertiary"))
            words = QRectF(0, height - 10, room.left() - 8, 20)
            where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(words, int(where), str(place * step))

    def _paint_point(self, painter: QPainter, place: int, spot: QPointF) -> None:
        is_here = place == self.at
        painter.setPen(QPen(colour("accent"), 2))
        painter.setBrush(colour("accent" if is_here else "bg.surface"))
        painter.drawEllipse(spot, 5 if is_here else 3.5, 5 if is_here else 3.5)
        painter.setPen(colour("text" if is_here else "text.secondary"))
        painter.setFont(Style.current.font("small", is_strong=is_here))
        above = QRectF(spot.x() - 30, spot.y() - Style.current.length(24), 60, 18)
        painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), str(self.points[place].count))

    def _paint_months(self, painter: QPainter, spots: Sequence[QPointF]) -> None:
        painter.setFont(Style.current.font("small"))
        wide = painter.fontMetrics().horizontalAdvance("00/0000") + 10
        between = spots[1].x() - spots[0].x() if self.count > 1 else wide
        each = max(1, ceil(wide / max(1.0, between)))
        for place, spot in enumerate(spots):
            if (self.count - 1 - place) % each:
                continue
            painter.setPen(colour("text" if place == self.at else "text.secondary"))
            below = QRectF(spot.x() - wide / 2, self._room.bottom() + 6, wide, 20)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), self.points[place].label)


class TargetBars(Drawing):
    """Each figure as a bar on the way to its target."""

    def __init__(self) -> None:
        super().__init__("Biểu đồ kết quả so với chỉ tiêu")
        self.bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self.bars = tuple(bars)
        self.go_to(0)
        self.updateGeometry()

    @property
    def count(self) -> int:
        return len(self.bars)

    def words_at(self, place: int) -> str:
        bar = self.bars[place]
        state = "đạt" if bar.is_reached else "chưa đạt"
        return f"{bar.name}: {bar.words} ({state})"

    def place_at(self, at: QPoint) -> int:
        place = at.y() // max(1, self._line)
        return place if 0 <= place < self.count else -1

    def sizeHint(self) -> QSize:
        return QSize(400, max(1, self.count) * self._line + 4)

    @property
    def _line(self) -> int:
        return Style.current.length(LINE_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, bar in enumerate(self.bars):
            self._paint_bar(painter, place, bar)
        self._focus_frame(painter)

    def _paint_bar(self, painter: QPainter, place: int, bar: Bar) -> None:
        style, top = Style.current, place * self._line
        row = QRect(4, top, self.width() - 8, self._line)
        if place == self.at and self.hasFocus():
            painter.fillRect(row, colour("select.inactive"))
        words = QRect(row.left() + 6, top + 2, row.width() - 12, self._line // 2)
        painter.setFont(style.font("small"))
        painter.setPen(colour("text"))
        wide = painter.fontMetrics().horizontalAdvance(bar.words)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(words, right, bar.words)
        room = words.adjusted(0, 0, -wide - 12, 0)
        name = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), name)
        self._paint_length(painter, words, bar, _tint(bar))

    def _paint_length(self, painter: QPainter, words: QRect, bar: Bar, tint: QColor) -> None:
        """Paint the bar, with a mark where the target is."""
        high = Style.current.length(BAR_HEIGHT)
        whole = QRectF(words.left(), words.bottom() + 3, words.width(), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("neutral.bg"))
        painter.drawRoundedRect(whole, 3, 3)
        done = QRectF(whole)
        done.setWidth(whole.width() * min(bar.share, MOST) / MOST)
        painter.setBrush(tint)
        painter.drawRoundedRect(done, 3, 3)
        mark = whole.left() + whole.width() * 100 / MOST
        painter.setPen(QPen(colour("text"), 2))
        painter.drawLine(QPointF(mark, whole.top() - 2), QPointF(mark, whole.bottom() + 2))


def _tint(bar: Bar) -> QColor:
    return colour("ok" if bar.is_reached else "warn")
