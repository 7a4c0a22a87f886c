"""What the program says on a page: frames at their place, chips, and the line at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.style import Style, restyle

BRIEFLY = 4_000  # milliseconds a notice stays
LONGER = 10_000  # … when something can be done about it
KEPT = 20  # recent notices
UNDO = "Hoàn tác"
_PICTURES = {
    "info": ("info", "accent"),
    "ok": ("checkmark_circle", "ok"),
    "warn": ("warning", "warn"),
    "bad": ("error_circle", "danger"),
}
_CHIP_TINTS = {"ok": "ok", "warn": "warn", "bad": "danger", "neutral": "neutral"}


@dataclass(frozen=True, slots=True)
class Notice:
    """One line above the status bar, perhaps with one thing to do."""

    text: str
    link: str = ""
    act: Callable[[], None] | None = None
    again: Callable[[], None] | None = None  # does once more what was taken back
    undo: Callable[[], None] | None = None  # where the link leads elsewhere

    @property
    def takes_back(self) -> Callable[[], None] | None:
        return self.undo or (self.act if self.link == UNDO else None)


class Picture(QLabel):
    """An icon as a label, in the colour of the present theme."""

    def __init__(self, name: str, tint: str = "text", size: int = 16) -> None:
        super().__init__()
        self._look = (name, tint, size)
        Style.current.changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, tint: str = "text") -> None:
        self._look = (name, tint, self._look[2])
        self._draw()

    def _draw(self) -> None:
        name, tint, size = self._look
        side = Style.current.length(size)
        self.setPixmap(Style.current.pixmap(name, tint, side, self.devicePixelRatioF()))
        self.setFixedSize(QSize(side, side))


class OneLine(QLabel):
    """Words that give way with "…" when room is short; the tip has them all."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        self.setToolTip(self.text() if words != self.text() else "")
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)


def _show_if(part: QWidget, is_shown: bool) -> None:  # noqa: FBT001 -- as Qt has it
    """Show or hide a part of a page; one that has no page yet would be a window of its own."""
    if is_shown and part.parentWidget() is None:
        part.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
    else:
        part.setVisible(is_shown)


class MessageFrame(QFrame):
    """A message at its place on the page: info, ok, warn or bad. Hidden while it has no words."""

    def __init__(self, kind: str = "info", text: str = "") -> None:
        super().__init__()
        self._picture = Picture(*_PICTURES[kind])
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._below = QVBoxLayout()
        self._below.setSpacing(4)
        self._below.addWidget(self._words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._below, 1)
        self._links: list[QWidget] = []
        self.say(kind, text)

    @property
    def text(self) -> str:
        return self._words.text()

    def say(self, kind: str, text: str) -> None:
        restyle(self, "msg", kind)
        self._picture.show_icon(*_PICTURES[kind])
        self._words.setText(text)
        self.setAccessibleName(text)
        for link in self._links:
            link.hide()
            link.deleteLater()
        self._links.clear()
        _show_if(self, bool(text))

    def add_link(self, words: str, act: Callable[[], None]) -> KeyButton:
        link = KeyButton(words, kind="link", is_small=True)
        link.clicked.connect(act)
        self._links.append(link)
        self._below.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        link.show()
        return link

    def hush(self) -> None:
        self.say("info", "")


class StateChip(QFrame):
    """A state in a page's header: icon and word on its colour."""

    def __init__(self, kind: str = "neutral", text: str = "", picture: str = "") -> None:
        super().__init__()
        self._picture = Picture("circle")
        self._words = QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.setSpacing(6)
        layout.addWidget(self._picture)
        layout.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_state(kind, text, picture)

    def show_state(self, kind: str, text: str, picture: str = "") -> None:
        restyle(self, "chip", kind)
        if picture:
            self._picture.show_icon(picture, _CHIP_TINTS[kind])
        self._picture.setVisible(bool(picture))
        self._words.setText(text)
        self.setAccessibleName(text)
        _show_if(self, bool(text))


class BottomLine(QFrame):
    """One line above the status bar; it leaves by itself and can be read later."""

    told = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bottomLine")
        self.recent: list[str] = []
        self._said: Notice | None = None
        self._undos: list[Notice] = []  # what may still be taken back, newest last
        self._is_redoing = False
        self._redos: list[Notice] = []  # what was taken back and may be done once more
        self._picture = Picture("checkmark", "ok")
        self._words = QLabel()
        self._link = KeyButton("", kind="link", is_small=True)
        self._link.clicked.connect(self._follow)
        self._close = IconButton("dismiss", "Đóng dòng này")
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 8, 0)
        layout.setSpacing(8)
        for part in (self._picture, self._words, self._link):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self._close)
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        return self._words.text()

    def say(self, notice: Notice) -> None:
        self._said = notice
        if notice.takes_back is not None:
            self._undos = [*self._undos, notice][-KEPT:]
            if self._is_redoing:
                self._is_redoing = False
            else:
                self._redos.clear()
        self._words.setText(notice.text)
        self._link.set_text(notice.link)
        self._link.setVisible(bool(notice.link))
        self.recent = [notice.text, *self.recent][:KEPT]
        self.show()
        self._leave.start(LONGER if notice.link else BRIEFLY)
        self.told.emit()

    def follow(self) -> bool:
        """Take back the last act not taken back yet, else do what the line offers: Ctrl+Z."""
        said = None if self.isHidden() else self._said
        if self._undos:
            if said is self._undos[-1]:
                self._said = None
                self.hide()
            self._take(self._undos[-1])
        elif said is not None and said.act is not None:
            self._follow()
        else:
            return False
        return True

    def redo(self) -> bool:
        """Do once more what was taken back last: Ctrl+Y."""
        if not self._redos:
            return False
        notice = self._redos.pop()
        self._is_redoing = True  # until it says so itself, and can be taken back in its turn
        if notice.again is not None:
            notice.again()
        return True

    def _follow(self) -> None:
        notice, self._said = self._said, None
        self.hide()
        if notice is None:
            return
        if notice.link == UNDO:
            self._take(notice)
        elif notice.act is not None:
            notice.act()

    def _take(self, notice: Notice) -> None:
        self._undos = [each for each in self._undos if each is not notice]
        if notice.again is not None:
            self._redos = [*self._redos, notice][-KEPT:]
        if notice.takes_back is not None:
            notice.takes_back()
