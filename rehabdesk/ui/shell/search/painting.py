"""A line of the search, with the letters that match."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rehabdesk.domain.text import fold
from rehabdesk.ui.kit.buttons import paint_key
from rehabdesk.ui.kit.rows import Index
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.shell.places import Found
from rehabdesk.ui.shell.search.lines import FoundLines

ROW = 34
HEAD = 26


class FoundDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, FoundLines):
            return
        painter.save()
        found = model.found(index.row())
        if found is None:
            painter.fillRect(option.rect, colour("bg.header"))
            painter.setFont(Style.current.font("small", is_strong=True))
            painter.setPen(colour("text.secondary"))
            words = option.rect.adjusted(12, 0, -12, 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), str(index.data()))
        else:
            self._paint_found(painter, option, found, model.typed)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        is_row = bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        return QSize(0, Style.current.length(ROW if is_row else HEAD))

    def _paint_found(
        self, painter: QPainter, option: QStyleOptionViewItem, found: Found, typed: str
    ) -> None:
        style, rect = Style.current, QRect(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(rect, colour("select"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), colour("accent"))
        side = style.size("icon")
        pixmap = style.pixmap(found.icon, "text.secondary", side, option.widget.devicePixelRatioF())
        painter.drawPixmap(rect.left() + 12, rect.center().y() - side // 2 + 1, pixmap)
        key = found.key or ("Enter" if is_chosen else "")
        right = (
            rect.right() - 12 - (paint_key(painter, rect.adjusted(0, 0, -12, 0), key) if key else 0)
        )
        left = _paint_title(painter, rect, rect.left() + 22 + side, found.title, typed)
        painter.setFont(style.font())
        painter.setPen(colour("text.secondary"))
        room = QRect(left + 10, rect.top(), right - left - 20, rect.height())
        detail = QFontMetrics(style.font()).elidedText(
            found.detail, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), detail)


def matching_letters(title: str, typed: str) -> set[int]:
    """Tell which letters of a title the typed words meant: beginnings of words, or initials."""
    folded, words = fold(title), fold(typed.removeprefix(">")).split()
    if len(folded) != len(title):
        return set()
    starts = [
        at for at in range(len(folded)) if folded[at] != " " and (not at or folded[at - 1] == " ")
    ]
    found: set[int] = set()
    for word in words:
        at = next((start for start in starts if folded.startswith(word, start)), -1)
        if at >= 0:
            found.update(range(at, at + len(word)))
    initials = "".join(folded[start] for start in starts)
    if not found and len(words) == 1 and words[0] in initials:
        first = initials.index(words[0])
        found.update(starts[first : first + len(words[0])])
    return found


def _paint_title(painter: QPainter, rect: QRect, left: int, title: str, typed: str) -> int:
    """Paint a title with its matching letters bold; return where it ends."""
    strong = matching_letters(title, typed)
    at = 0
    while at < len(title):
        is_strong = at in strong
        end = at
        while end < len(title) and (end in strong) == is_strong:
            end += 1
        font: QFont = Style.current.font("body", is_strong=is_strong)
        painter.setFont(font)
        painter.setPen(colour("accent" if is_strong else "text"))
        place = QRect(left, rect.top(), rect.width(), rect.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), title[at:end])
        left += QFontMetrics(font).horizontalAdvance(title[at:end])
        at = end
    return left
