"""The navigation rail: the places of a working day with their counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.shell.places import Place

MOST_SHOWN = 999


class RailItem(QAbstractButton):
    """A place: icon, word and count, painted."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.count = 0
        self.is_collapsed = False
        self.setText(place.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def show_count(self, count: int) -> None:
        self.count = count
        self._tell()
        self.update()

    def _tell(self) -> None:
        key = f" ({self.place.shortcut})" if self.place.shortcut else ""
        self.setToolTip(f"{self.place.title}{key}")
        self.setAccessibleName(f"{self.place.title}, {self.count}" if self.count else self.text())

    def sizeHint(self) -> QSize:
        return QSize(0, Style.current.size("rail.item"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        style = Style.current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(colour("bg.surface" if self.isChecked() else "bg.hover"))
            painter.drawRoundedRect(self.rect(), 4, 4)
        if self.isChecked():
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(QRectF(0, self.height() / 2 - 8, 3, 16), 1.5, 1.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colour("focus"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 4, 4)
        side = style.size("icon.rail")
        name = f"{self.place.icon}/filled" if self.isChecked() else self.place.icon
        tint = "accent" if self.isChecked() else "text.secondary"
        pixmap = style.pixmap(name, tint, side, self.devicePixelRatioF())
        left = (self.width() - side) // 2 if self.is_collapsed else style.length(8)
        painter.drawPixmap(left, (self.height() - side) // 2, pixmap)
        if not self.is_collapsed:
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        style = Style.current
        painter.setFont(style.font("body", is_strong=self.isChecked()))
        painter.setPen(colour("text"))
        left = style.length(38)
        words = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if not self.count:
            return
        shown = str(self.count) if self.count <= MOST_SHOWN else f"{MOST_SHOWN}+"
        is_strong = self.isChecked() or self.place.is_urgent
        font = style.font("small" if is_strong else "key", is_strong=is_strong)
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(shown)
        if self.place.is_urgent:
            height = style.length(17)
            pill = QRect(0, 0, max(width + style.length(11), height), height)
            pill.moveCenter(
                QRect(self.width() - pill.width() - 8, 0, pill.width(), self.height()).center()
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("danger"))
            painter.drawRoundedRect(pill, height / 2, height / 2)
            painter.setPen(colour("on.danger"))
            painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), shown)
            return
        painter.setPen(colour("text.secondary"))
        place = QRect(self.width() - width - 11, 0, width + 2, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)


class Rail(QWidget):
    """The places at the left, under the name of the office."""

    chosen = Signal(str)  # a place's key

    def __init__(self, office: str, province: str, places: Sequence[Place]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Các trang")
        self.is_collapsed = False
        self._office = QLabel(office)
        self._office.setProperty("role", "title")
        self._province = QLabel(province)
        self._province.setProperty("role", "label")
        self._items: dict[str, RailItem] = {}
        self._group = QButtonGroup(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 6, 9, 8)
        self._layout.setSpacing(1)
        for label in (self._office, self._province):
            label.setContentsMargins(8, 0, 0, 0)
            label.setWordWrap(True)
            self._layout.addWidget(label)
        self._layout.addSpacing(5)
        for place in places:
            if not place.under:
                self._add(place)
        self._layout.addStretch(1)
        self._group.buttonClicked.connect(self._choose)
        Style.current.changed.connect(self._measure)
        self._measure()

    def light(self, key: str) -> None:
        self._items[key].setChecked(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for key, count in counts.items():
            self.show_count(key, count)

    def show_count(self, key: str, count: int) -> None:
        if key in self._items:
            self._items[key].show_count(count)

    def toggle(self) -> None:
        """Collapse to icons, or open again."""
        self.is_collapsed = not self.is_collapsed
        self._measure()

    def _add(self, place: Place) -> None:
        if place.starts_group:
            line = QFrame()
            line.setObjectName("railLine")
            line.setFixedHeight(1)
            self._layout.addSpacing(6)
            self._layout.addWidget(line)
            self._layout.addSpacing(6)
        item = RailItem(place)
        self._items[place.key] = item
        self._group.addButton(item)
        self._layout.addWidget(item)
        if place.shortcut:
            QShortcut(QKeySequence(place.shortcut), self).activated.connect(item.click)

    def _choose(self, item: QAbstractButton) -> None:
        if isinstance(item, RailItem):
            self.chosen.emit(item.place.key)

    def _measure(self) -> None:
        style = Style.current
        self.setFixedWidth(style.size("rail.collapsed" if self.is_collapsed else "rail"))
        for label in (self._office, self._province):
            label.setVisible(not self.is_collapsed)
        for item in self._items.values():
            item.is_collapsed = self.is_collapsed
            item.updateGeometry()
            item.update()
