"""The line at the foot of the window: what is saved, how safe it is, which law, who."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.messages import OneLine, Picture
from rehabdesk.ui.kit.style import Style, colour

DOT = 9
AWAY = "Mất nối tới máy chủ"


class Dot(QWidget):
    """A small disc in a state's colour; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._tint = "neutral"
        self.setFixedSize(QSize(DOT, DOT))

    def show_state(self, tint: str) -> None:
        self._tint = tint
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._tint))
        painter.drawEllipse(self.rect())


class StatusBar(QWidget):
    """Saved at, backup, law of the day, user, lock."""

    backups_wanted = Signal()
    lock_wanted = Signal()
    names_wanted = Signal()  # to be shown again

    def __init__(self, user: str) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._away = _away_words()
        self._saved_sign = Picture("checkmark", "text.secondary")
        self._saved = QLabel()
        self._dot = Dot()
        self._backup = _quiet_button("Chưa có bản sao lưu")
        self._backup.clicked.connect(self.backups_wanted)
        self.names = KeyButton("Đang che tên", picture="eye_off", kind="quiet", is_small=True)
        self.names.setToolTip("Hiện lại tên")
        self.names.clicked.connect(self.names_wanted)
        self._regime_sign = Picture("scales", "text.secondary")
        self._regime = OneLine()
        self._row = QHBoxLayout(self)
        self._lay_out(user)
        self.show_saved(None)
        self.show_regime("")
        self.names.hide()
        self._away.hide()
        Style.current.changed.connect(self._measure)
        self._measure()

    def _lay_out(self, user: str) -> None:
        lock = KeyButton("&Khóa", "Ctrl+L", "lock_closed", "quiet", is_bound=False, is_small=True)
        lock.clicked.connect(self.lock_wanted)
        self._row.setContentsMargins(12, 0, 6, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self._away)
        self._put(self._saved_sign, self._saved, after=14)
        self._put(self._dot, self._backup, after=14)
        self._row.addWidget(self.names)
        self._row.addStretch(1)
        self._put(self._regime_sign, self._regime, after=14)
        self._put(Picture("person", "text.secondary"), OneLine(user), after=6)
        self._row.addWidget(lock)

    def show_saved(self, at: datetime | None) -> None:
        self._saved.setText(f"Đã lưu {at:%H:%M}" if at else "")
        self._saved_sign.setVisible(at is not None)
        self._saved.setVisible(at is not None)

    def show_backup(self, tint: str, words: str) -> None:
        """Show the state of the backups: ok, warn or danger, always with words."""
        self._dot.show_state(tint)
        self._backup.set_text(words)

    def show_away(self, is_away: bool) -> None:  # noqa: FBT001 -- a slot
        """Say for as long as it lasts that the server of the office does not answer."""
        self._away.setVisible(is_away)

    def show_names_hidden(self, are_hidden: bool) -> None:  # noqa: FBT001 -- a slot
        """Say for as long as it lasts that no name is shown."""
        self.names.setVisible(are_hidden)

    def show_regime(self, words: str) -> None:
        self._regime.setText(words)
        self._regime.setVisible(bool(words))
        self._regime_sign.setVisible(bool(words))

    def _put(self, sign: QWidget, words: QWidget, after: int) -> None:
        self._row.addWidget(sign)
        self._row.addWidget(words)
        self._row.addSpacing(after)

    def _measure(self) -> None:
        self.setFixedHeight(Style.current.size("statusbar"))


def _away_words() -> QWidget:
    """Return what stands first while the server of the office does not answer."""
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 14, 0)
    row.setSpacing(6)
    words = QLabel(AWAY)
    words.setProperty("role", "error")
    row.addWidget(Picture("error_circle", "danger"))
    row.addWidget(words)
    return part


def _quiet_button(words: str) -> KeyButton:
    button = KeyButton(words, kind="quiet", is_small=True)
    button.setToolTip("Mở Sao lưu")
    return button
