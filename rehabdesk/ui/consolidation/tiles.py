"""Five figures above the list; a press shows the units behind one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from rehabdesk.domain.codes import Coded
from rehabdesk.services.consolidation.standing import Stand, Standing, UnitStanding
from rehabdesk.ui.kit.style import Style, colour

HEIGHT, PAD, GAP = 66, 12, 10


class Show(Coded):
    """Which units the list shows."""

    RECEIVED = "received", "Đã nhận"
    ON_TIME = "on_time", "Đúng hạn"
    MISSING = "missing", "Chưa gửi"
    UNREADABLE = "unreadable", "Gói không mở được"
    CLASHES = "clashes", "Trùng người"

    def fits(self, row: UnitStanding) -> bool:
        match self:
            case Show.RECEIVED:
                return row.is_here
            case Show.ON_TIME:
                return row.is_here and not row.days_late
            case Show.MISSING:
                return row.stand is Stand.MISSING
            case Show.UNREADABLE:
                return row.stand in {Stand.SET_ASIDE, Stand.FOREIGN}
            case _:
                return bool(row.clashes)


@dataclass(frozen=True, slots=True)
class TileLook:
    show: Show
    figure: str = "0"
    detail: str = ""
    tint: str = "text"


def looks_of(standing: Standing) -> tuple[TileLook, ...]:
    missing, unreadable = len(standing.missing), standing.unreadable
    clashes = len(standing.clashes)
    late = f"trễ {standing.days_late} ngày" if standing.days_late else ""
    waiting = f"{standing.unsettled} chờ giải quyết" if standing.unsettled else ""
    return (
        TileLook(
            Show.RECEIVED,
            f"{standing.received} / {standing.expected}",
            standing.share(standing.received),
        ),
        TileLook(Show.ON_TIME, str(standing.on_time), standing.share(standing.on_time)),
        TileLook(Show.MISSING, str(missing), late, "danger" if missing and late else "text"),
        TileLook(
            Show.UNREADABLE,
            str(unreadable),
            "cần gửi lại" if unreadable else "",
            "warn" if unreadable else "text",
        ),
        TileLook(
            Show.CLASHES,
            str(clashes),
            waiting or ("giữa hai đơn vị" if clashes else ""),
            "warn" if clashes else "text",
        ),
    )


class Tile(QAbstractButton):
    def __init__(self, show: Show) -> None:
        super().__init__()
        self.look = TileLook(show)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        Style.current.changed.connect(self.updateGeometry)

    def show_look(self, look: TileLook) -> None:
        self.look = look
        words = f"{look.show.label}: {look.figure} {look.detail}".strip()
        self.setAccessibleName(words)
        self.setToolTip(f"{words}. Bấm để lọc, bấm lần nữa để bỏ lọc.")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Style.current.length(150), Style.current.length(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        style, painter = Style.current, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = self.isChecked() or self.hasFocus()
        edge = "accent" if self.isChecked() else "focus" if self.hasFocus() else "line"
        painter.setPen(QPen(colour(edge), 2 if is_marked else 1))
        painter.setBrush(colour("bg.hover" if self.underMouse() else "bg.surface"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        pad, half = style.length(PAD), self.height() // 2
        room = self.width() - 2 * pad
        painter.setPen(colour("text.secondary"))
        painter.setFont(style.font("small"))
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        above = QRect(pad, style.length(6), room, half - style.length(6))
        painter.drawText(above, flags, self.look.show.label)
        font = style.font("number.small", is_strong=True)
        painter.setFont(font)
        painter.setPen(colour(self.look.tint))
        below = QRect(pad, half - style.length(4), room, half - style.length(2))
        painter.drawText(below, flags, self.look.figure)
        used = QFontMetrics(font).horizontalAdvance(self.look.figure) + style.length(6)
        painter.setFont(style.font("small"))
        painter.setPen(colour("text.secondary"))
        rest = below.adjusted(used, style.length(3), 0, style.length(3))
        words = QFontMetrics(style.font("small")).elidedText(
            self.look.detail, Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.drawText(rest, flags, words)


class Tiles(QWidget):
    """One of them may be pressed; pressed again it shows everybody."""

    chosen = Signal(object)  # a Show, or None

    def __init__(self) -> None:
        super().__init__()
        self.tiles = {show: Tile(show) for show in Show}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, GAP)
        row.setSpacing(GAP)
        for show, tile in self.tiles.items():
            row.addWidget(tile, 1)
            tile.clicked.connect(lambda _=False, show=show: self._turn(show))

    @property
    def shown(self) -> Show | None:
        return next((show for show, tile in self.tiles.items() if tile.isChecked()), None)

    def show_looks(self, looks: Sequence[TileLook]) -> None:
        for look in looks:
            self.tiles[look.show].show_look(look)

    def _turn(self, show: Show) -> None:
        for each, tile in self.tiles.items():
            tile.setChecked(each is show and tile.isChecked())
        self.chosen.emit(self.shown)
