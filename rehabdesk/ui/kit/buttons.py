"""Buttons that show their key, and the few icons that may stand alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from rehabdesk.ui.kit.style import Style, colour, icon, restyle

PRIMARY = "Ctrl+Enter"
PADDING = 12
ICON_GAP = 6
KEY_GAP = 9
_TINTS = {
    "primary": "on.accent",
    "danger": "danger",
    "link": "accent",
    "band": "on.band",
    "quiet": "text.secondary",
}
_SMALL = {"band", "quiet"}


def plain(text: str) -> str:
    """Return a label without the mark of its Alt letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def paint_key(painter: QPainter, rect: QRect, key: str) -> int:
    """Paint a key cap at the right edge and return the room it took."""
    style = Style.current
    font = style.font("key")
    width = QFontMetrics(font).horizontalAdvance(key) + style.length(12)
    height = style.length(18)
    cap = QRect(rect.right() - width, rect.center().y() - height // 2 + 1, width, height)
    painter.setPen(colour("line"))
    painter.setBrush(colour("bg.surface"))
    painter.drawRoundedRect(cap, 3, 3)
    painter.setPen(colour("text.secondary"))
    painter.setFont(font)
    painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)
    return width + 8


def key_sequences(key: str) -> list[QKeySequence]:
    """Return what answers to a key as it is shown: "Enter" is the large key and the keypad's."""
    keys = {key, key.replace("Enter", "Return")}
    return [QKeySequence(each) for each in sorted(keys)]


class WideButton(QAbstractButton):
    """A large area, painted by whoever inherits it: Enter presses it as a click does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)


class KeyButton(QPushButton):
    """A button with its key beside its words, painted in one go.

    The key is bound unless is_bound is False: where another button of the page, the dialog
    or the shell already answers to it, it is only shown.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        picture: str = "",
        kind: str = "",
        *,
        is_bound: bool = True,
        is_small: bool = False,
    ) -> None:
        super().__init__(text)
        self.key = key
        self._picture = picture
        self._kind = kind
        if kind:
            self.setProperty("kind", kind)
        if is_small:
            self.setProperty("small", "yes")
        self._padding = {"link": 4, "quiet": 4}.get(kind, 8 if is_small else PADDING)
        self.setAutoDefault(False)
        self._gives_way = kind == "quiet" and not key
        across = QSizePolicy.Policy.Maximum if self._gives_way else QSizePolicy.Policy.Minimum
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(plain(text))
        if key:
            self.setAccessibleDescription(f"Phím {key}")
        if key and is_bound:
            shortcut = QShortcut(self)
            is_saving = kind == "primary" and key == "Ctrl+S"  # the primary's own key works too
            shortcut.setKeys(key_sequences(key) + (key_sequences(PRIMARY) if is_saving else []))
            shortcut.activated.connect(self.click)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(plain(text))
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        self._picture = name
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        restyle(self, "kind", kind)

    def _label_width(self) -> int:
        metrics = QFontMetrics(self._label_font())
        return metrics.horizontalAdvance(plain(self.text()))

    def _key_width(self) -> int:
        if not self.key:
            return 0
        metrics = QFontMetrics(Style.current.font("key"))
        return metrics.horizontalAdvance(self.key) + KEY_GAP

    def _icon_width(self) -> int:
        return Style.current.size("icon") + ICON_GAP if self._picture else 0

    def _label_font(self) -> QFont:
        name = "small" if self._kind in _SMALL else "body"
        return Style.current.font(name, is_strong=self._kind in {"primary", "band"})

    def _tint(self) -> str:
        if not self.isEnabled():
            return "text.disabled"
        return _TINTS.get(self._kind, "text")

    def sizeHint(self) -> QSize:
        height = "control.small" if self.property("small") else "control"
        content = self._icon_width() + self._label_width() + self._key_width()
        return QSize(content + 2 * self._padding + 2, Style.current.size(height))

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(40, wanted.height()) if self._gives_way else wanted

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _shown_words(self, room: int) -> str:
        if room >= self._label_width():
            return self.text()
        metrics = QFontMetrics(self._label_font())
        return metrics.elidedText(plain(self.text()), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        style = Style.current
        content = self._icon_width() + self._label_width() + self._key_width()
        left = self.rect().left() + max(0, (self.width() - content) // 2)
        if self._picture:
            side = style.size("icon")
            pixmap = style.pixmap(self._picture, self._tint(), side, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - side) // 2, pixmap)
            left += self._icon_width()
        painter.setPen(colour(self._tint()))
        painter.setFont(self._label_font())
        room = self.width() - left - self._key_width() - 2
        words = QRect(left, 0, min(self._label_width() + 2, room), self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(words, int(flags), self._shown_words(words.width()))
        if self.key:
            if self._kind != "primary" and self.isEnabled():
                painter.setPen(colour("text.secondary"))
            painter.setFont(style.font("key"))
            key = QRect(left + self._label_width() + KEY_GAP, 0, self._key_width(), self.height())
            painter.drawText(key, int(Qt.AlignmentFlag.AlignVCenter), self.key)


class IconButton(QToolButton):
    """An icon alone: back, close, columns, eye, calendar, menu. Its word and key are its tip."""

    def __init__(self, name: str, word: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("icon")
        self._name = name
        self.setToolTip(f"{word} ({key})" if key else word)
        self.setAccessibleName(word)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._draw()
        Style.current.changed.connect(self._draw)
        if key:
            QShortcut(QKeySequence(key), self).activated.connect(self.click)

    def set_icon(self, name: str, word: str) -> None:
        self._name = name
        self.setToolTip(word)
        self.setAccessibleName(word)
        self._draw()

    def _draw(self) -> None:
        self.setIcon(icon(self._name))
        side = Style.current.size("icon")
        self.setIconSize(QSize(side, side))
        height = Style.current.size("control")
        self.setFixedSize(height, height)
