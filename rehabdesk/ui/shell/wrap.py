"""A row of filters that breaks into lines where room is short."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QSpacerItem

from rehabdesk.ui.kit.style import Style

GAP = 8


class WrapLayout(QLayout):
    """Lays its items side by side; a stretch sends what follows to the right end of its line."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []

    def add_stretch(self) -> None:
        self.addItem(QSpacerItem(0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        lines = self._lines(room)
        height = len(lines) * (self._line_height() + GAP) - GAP
        return max(0, height) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        wide = sum(_width(item) + GAP for item in self._shown())
        return QSize(wide, self.heightForWidth(wide + GAP))

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        widest = max((_width(item) for item in self._shown()), default=0)
        height = self._line_height() + margins.top() + margins.bottom()
        return QSize(widest, height)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        height, top = self._line_height(), inner.top()
        for line in self._lines(inner.width()):
            self._place(line, QRect(inner.left(), top, inner.width(), height))
            top += height + GAP

    def _shown(self) -> list[QLayoutItem]:
        """Leave out hidden widgets; stretches are empty but take part."""
        return [one for one in self._items if one.spacerItem() is not None or not one.isEmpty()]

    @staticmethod
    def _line_height() -> int:
        return Style.current.size("control")

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        taken = 0
        for item in self._shown():
            width = _width(item)
            if lines[-1] and taken + width > room:
                lines.append([])
                taken = 0
            lines[-1].append(item)
            taken += width + GAP if width else 0
        return lines

    @staticmethod
    def _place(line: list[QLayoutItem], room: QRect) -> None:
        widths = [_width(item) for item in line]
        gaps = GAP * (sum(1 for width in widths if width) - 1)
        left, over = room.left(), max(0, room.width() - sum(widths) - gaps)
        for item, width in zip(line, widths, strict=True):
            if item.spacerItem() is not None:
                left, over = left + over, 0
                continue
            height = min(item.sizeHint().height(), room.height())
            top = room.top() + (room.height() - height) // 2
            item.setGeometry(QRect(QPoint(left, top), QSize(width, height)))
            left += width + GAP


def _width(item: QLayoutItem) -> int:
    return max(item.sizeHint().width(), item.minimumSize().width())
