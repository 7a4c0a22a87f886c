"""Where a thing stands: steps side by side on a card, or one under another at the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Coded
from rehabdesk.ui.kit.style import Style, colour

CELL = 49


class StepState(Coded):
    DONE = "done", "đã xong"
    CURRENT = "current", "đang làm"
    NEEDED = "needed", "cần làm"
    WAITING = "waiting", "chưa tới"


_SIGNS = {
    StepState.DONE: ("checkmark_circle/filled", "ok"),
    StepState.CURRENT: ("circle_half_fill", "accent"),
    StepState.NEEDED: ("warning/filled", "warn"),
    StepState.WAITING: ("circle", "neutral"),
}


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    detail: str
    state: StepState


class StepCell(QWidget):
    """One step: readable, focusable, painted."""

    def __init__(self, step: Step, *, is_last: bool) -> None:
        super().__init__()
        self._step = step
        self._is_last = is_last
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{step.title}: {step.state.label}. {step.detail}")
        self.setToolTip(f"{step.title} – {step.detail}")

    def sizeHint(self) -> QSize:
        return QSize(Style.current.length(120), Style.current.length(CELL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        style, step = Style.current, self._step
        is_needed = step.state == StepState.NEEDED
        painter = QPainter(self)
        if is_needed:
            painter.fillRect(self.rect(), colour("warn.bg"))
        if not self._is_last:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), colour("line"))
        if self.hasFocus():
            painter.setPen(colour("focus"))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        name, tint = _SIGNS[step.state]
        side, middle = style.size("icon"), self.height() // 2
        painter.drawPixmap(
            12, middle - side, style.pixmap(name, tint, side, self.devicePixelRatioF())
        )
        left = 12 + side + 7
        strong = style.font("body", is_strong=is_needed)
        _write(painter, strong, "text", QRect(left, 0, self.width() - left - 8, middle), step.title)
        small = style.font("small")
        low = QRect(left, middle + 1, self.width() - left - 8, middle - 4)
        _write(painter, small, "warn" if is_needed else "text.secondary", low, step.detail)


def _write(painter: QPainter, font: QFont, tint: str, rect: QRect, words: str) -> None:
    painter.setFont(font)
    painter.setPen(colour(tint))
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignBottom), shown)


class Stepper(QFrame):
    """Steps side by side, as on the card of a person's file."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def show_steps(self, steps: Sequence[Step]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (cell := item.widget()) is not None:
                cell.deleteLater()
        for step in steps:
            self._row.addWidget(StepCell(step, is_last=step is steps[-1]), 1)


class StepList(QWidget):
    """Numbered steps one under another, as in the first setting up."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self._at = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._labels = [QLabel(title) for title in titles]
        for label in self._labels:
            label.setFixedHeight(Style.current.length(40))
            label.setContentsMargins(Style.current.length(32), 0, 0, 0)
            layout.addWidget(label)
        layout.addStretch(1)
        self.go_to(0)

    def go_to(self, place: int) -> None:
        self._at = place
        for number, label in enumerate(self._labels):
            label.setFont(Style.current.font("body", is_strong=number == place))
            state = "đã xong" if number < place else "đang làm" if number == place else "chưa tới"
            label.setAccessibleName(f"Bước {number + 1}: {self._titles[number]}, {state}")
        self.update()

    def pass_over(self, place: int) -> None:
        """Leave a step out that is not needed."""
        self._labels[place].hide()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = Style.current.length(20)
        told = [place for place, label in enumerate(self._labels) if not label.isHidden()]
        for number, place in enumerate(told, 1):
            middle = self._labels[place].geometry().center().y()
            circle = QRect(QPoint(0, middle - side // 2), QSize(side, side))
            self._paint_number(painter, circle, place, number)

    def _paint_number(self, painter: QPainter, circle: QRect, place: int, number: int) -> None:
        style = Style.current
        if place < self._at:
            mark = style.pixmap(
                "checkmark_circle/filled", "ok", circle.width(), self.devicePixelRatioF()
            )
            painter.drawPixmap(circle.topLeft(), mark)
            return
        is_current = place == self._at
        painter.setPen(colour("accent" if is_current else "border.input"))
        painter.setBrush(colour("accent" if is_current else "bg.surface"))
        painter.drawEllipse(circle.adjusted(0, 0, -1, -1))
        painter.setPen(colour("on.accent" if is_current else "text"))
        painter.setFont(style.font("small", is_strong=True))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(number))
