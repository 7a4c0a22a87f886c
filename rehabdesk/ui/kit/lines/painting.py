"""How the lines of a list are painted."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QStaticText, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rehabdesk.ui.kit.rows import BAR, PAD, SIGN_ROLE, Cell, Index, Rows
from rehabdesk.ui.kit.style import Style, colour

_LOUD = {"warn", "danger"}
_SHARES = {"left": 0.0, "centre": 0.5, "right": 1.0}  # of the room left, before the words
BOX = 16  # the side of a tick box
Box = tuple[int, int, int, int]  # left, top, width, height
MOST_WORDS = 4_000  # kept as they were last set


class LinePainter:
    """Paints the lines of a list; what is the same for many cells is made once."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[bool, bool], QFont] = {}
        self._ticks: dict[tuple[bool, float], QPixmap] = {}
        self._laid: dict[tuple[str, int, bool, bool], _Laid] = {}
        self._side = Style.current.size("icon")
        self._font_held: QFont | None = None
        self._tint_held = ""

    def begin(self) -> None:
        """Forget with which font and colour was written last: another painter knows neither."""
        self._font_held, self._tint_held = None, ""

    def ground(self, painter: QPainter, rect: QRect, *, is_current: bool, is_ticked: bool) -> None:
        """Paint selection, bar at the left edge and the line below, for a cell or a whole line."""
        if is_current or is_ticked:
            is_active = self._widget.isActiveWindow() and self._widget.hasFocus()
            painter.fillRect(rect, self._colour("select" if is_active else "select.inactive"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._colour("line"))
        if (is_current or is_ticked) and rect.left() <= 0:
            painter.fillRect(rect.left(), rect.top(), BAR, rect.height(), self._colour("accent"))

    def tick(self, painter: QPainter, rect: QRect, *, is_ticked: bool) -> None:
        side = Style.current.length(BOX)
        key = (is_ticked, self._widget.devicePixelRatioF())
        if key not in self._ticks:
            self._ticks[key] = _tick_box(self._widget, side, is_ticked=is_ticked)
        box = QRect(0, 0, side, side)
        box.moveCenter(rect.center())
        painter.drawPixmap(box.topLeft(), self._ticks[key])

    def words(
        self, painter: QPainter, box: Box, cell: Cell, *, is_current: bool, is_ticked: bool
    ) -> None:
        """Paint what stands in a cell, after its sign."""
        left, top, width, height = box
        end, left, sign = left + width - PAD, left + PAD, cell.sign
        tint = cell.tint or (sign.tint if sign and sign.tint in _LOUD else "text")
        if tint == "text.tertiary" and (is_current or is_ticked):
            tint = "text.secondary"
        if sign:
            side, ratio = self._side, self._widget.devicePixelRatioF()
            pixmap = Style.current.pixmap(sign.icon, sign.tint, side, ratio)
            painter.drawPixmap(left, top + (height - 1) // 2 - side // 2 + 1, pixmap)
            left += side + 6
        if not cell.words:
            return
        room = end - left
        is_strong = cell.is_strong or (is_current and cell.is_subject)
        laid = self._lay(cell.words, room, is_strong=is_strong, is_struck=cell.is_struck)
        self._write_with(painter, laid.font, tint if self._widget.isEnabled() else "text.disabled")
        x = left + (room - laid.width) * _SHARES[cell.align]
        painter.drawStaticText(QPointF(x, top + (height - laid.height) / 2), laid.text)
        if cell.is_struck:  # a prepared text would be struck through beside its letters
            middle = top + height / 2 + 1
            painter.drawLine(QPointF(x, middle), QPointF(x + laid.width, middle))

    def head(
        self,
        painter: QPainter,
        rect: QRect,
        told: tuple[str, str],
        *,
        is_current: bool,
        is_ticked: bool,
    ) -> None:
        """Paint the line over a group: the sign of open or closed, and its words."""
        sign, words = told
        if is_current:
            self.ground(painter, rect, is_current=True, is_ticked=is_ticked)
        else:
            painter.fillRect(rect, self._colour("bg.header"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._colour("line"))
        ratio, style = self._widget.devicePixelRatioF(), Style.current
        pixmap = style.pixmap(sign, "text.secondary", self._side, ratio)
        left = max(rect.left(), 0) + PAD
        painter.drawPixmap(left, rect.center().y() - self._side // 2 + 1, pixmap)
        self._write_with(painter, style.font("small", is_strong=True), "text.secondary")
        room = rect.adjusted(left - rect.left() + self._side + 6, 0, -PAD, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _write_with(self, painter: QPainter, font: QFont, tint: str) -> None:
        """Most cells are written as the one before them; setting both again costs a fifth."""
        if font is not self._font_held:
            painter.setFont(font)
            self._font_held = font
        if tint != self._tint_held:
            painter.setPen(self._colour(tint))
            self._tint_held = tint

    def _lay(self, words: str, room: int, *, is_strong: bool, is_struck: bool) -> _Laid:
        """Lay words into a room; most of them stand in many lines."""
        key = (words, room, is_strong, is_struck)
        if (laid := self._laid.get(key)) is None:
            if len(self._laid) > MOST_WORDS:
                self._laid.clear()
            font = self._font(is_strong=is_strong, is_struck=is_struck)
            laid = self._laid[key] = _Laid(words, room, font)
        return laid

    def _font(self, *, is_strong: bool, is_struck: bool) -> QFont:
        key = (is_strong, is_struck)
        if key not in self._fonts:
            font = Style.current.font("body", is_strong=is_strong)
            self._fonts[key] = font
        return self._fonts[key]

    def _colour(self, token: str) -> QColor:
        if (found := self._colours.get(token)) is None:
            found = self._colours[token] = colour(token)
        return found


class _Laid:
    """Words cut to their room, with the shapes of their letters."""

    def __init__(self, words: str, room: int, font: QFont) -> None:
        self.font = font
        self._set(words)
        if self.width > room:
            self._set(QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room))

    def _set(self, words: str) -> None:
        self.text = QStaticText(words)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.prepare(QTransform(), self.font)
        size = self.text.size()
        self.width, self.height = size.width(), size.height()


class RowDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        Style.current.changed.connect(self._dress)
        self._dress()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows, place, rect = cast("Rows[Any]", index.model()), index.row(), option.rect
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        is_ticked = rows.is_ticked(place)
        self.lines.begin()
        self.lines.ground(painter, rect, is_current=is_current, is_ticked=is_ticked)
        if rows.column(index.column()) is None:
            self.lines.tick(painter, rect, is_ticked=is_ticked)
        else:
            cell = rows.cell(place, index.column())
            box = cast("Box", rect.getRect())
            self.lines.words(painter, box, cell, is_current=is_current, is_ticked=is_ticked)

    def editorEvent(self, *_event: object) -> bool:
        return False  # ticks are turned by the list itself

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        words = QFontMetrics(Style.current.font()).horizontalAdvance(str(index.data() or ""))
        sign = Style.current.size("icon") + 6 if index.data(SIGN_ROLE) else 0
        return QSize(words + sign + 2 * PAD, Style.current.size("row"))

    def _dress(self) -> None:
        """Begin anew when the program looks otherwise."""
        self.lines = LinePainter(cast("QWidget", self.parent()))


def paint_tick(painter: QPainter, widget: QWidget, rect: QRect, state: Qt.CheckState) -> None:
    """Paint a tick box in the middle of a cell."""
    style, side = Style.current, Style.current.length(BOX)
    box = QRect(0, 0, side, side)
    box.moveCenter(rect.center())
    is_on = state != Qt.CheckState.Unchecked
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour("accent" if is_on else "border.input"))
    painter.setBrush(colour("accent" if is_on else "bg.surface"))
    painter.drawRoundedRect(box.adjusted(0, 0, -1, -1).toRectF().translated(0.5, 0.5), 3, 3)
    if is_on:
        name = "checkmark" if state == Qt.CheckState.Checked else "subtract"
        ratio = widget.devicePixelRatioF()
        mark = style.pixmap(name, "on.accent", side - 2, ratio)
        painter.drawPixmap(box.left() + 1, box.top() + 1, mark)
    painter.restore()


def _tick_box(widget: QWidget, side: int, *, is_ticked: bool) -> QPixmap:
    ratio = widget.devicePixelRatioF()
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    state = Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
    paint_tick(painter, widget, QRect(0, 0, side, side), state)
    painter.end()
    return pixmap
