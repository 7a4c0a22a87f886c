"""The five piles of the morning, each a number with its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from rehabdesk.services.tasks.task import Pile
from rehabdesk.services.tasks.today import Today
from rehabdesk.ui.kit.style import Style, colour

NOT_ASKED = "Xã không đặt số ngày"
HEIGHT = 89
PAD = 12
GAP = 10


@dataclass(frozen=True, slots=True)
class PileLook:
    """What stands on a pile: its picture, its name, its number and one line below."""

    pile: Pile
    title: str
    picture: str
    tint: str
    count: int | None = 0  # None where nothing can be counted yet
    noun: str = ""
    line: str = ""


def unseen_title(today: Today) -> str:
    days = today.silent_after
    return f"Chưa gặp quá {days} ngày" if days else "Chưa gặp đã lâu"


def looks_of(today: Today) -> tuple[PileLook, ...]:
    """Word the piles; the office may ask for no meetings, and then none are counted."""
    looks = _looks_of_all(today)
    return tuple(each for each in looks if each.pile in today.piles)


def _looks_of_all(today: Today) -> tuple[PileLook, ...]:
    awaiting = today.pile(Pile.AWAITING)
    unsigned = sum(1 for row in awaiting if row.task.kind == "unsigned")
    overdue = today.overdue
    worst = max((-row.left.days for row in overdue), default=0)
    report = today.report
    return (
        PileLook(
            Pile.AWAITING,
            "Đã ký, chờ số",
            "signature",
            "text.secondary",
            len(awaiting),
            line=f"Trong đó {unsigned} còn chờ ký" if unsigned else "Nhập số để có hiệu lực",
        ),
        PileLook(
            Pile.ENDING,
            "Sắp hết hạn quản lý",
            "hourglass",
            "warn",
            len(today.pile(Pile.ENDING)),
            line="Trong 30 ngày làm việc tới",
        ),
        PileLook(
            Pile.OVERDUE,
            "Quá hạn",
            "error_circle",
            "danger",
            len(overdue),
            line=f"Trễ nhất: {worst} ngày làm việc" if worst else "Không việc nào trễ",
        ),
        PileLook(
            Pile.UNSEEN,
            unseen_title(today),
            "person_clock",
            "warn",
            len(today.pile(Pile.UNSEEN)) if today.silent_after else None,
            line=f"Trong {today.to_meet} người phải gặp" if today.silent_after else NOT_ASKED,
        ),
        PileLook(
            Pile.REPORT,
            report.title,
            "data_bar_vertical",
            "text.secondary",
            today.to_report,
            "ngày làm việc nữa",
            f"Chốt {report.closes_on:%d/%m} · hạn gửi {report.sent_by:%d/%m}",
        ),
    )


class PileButton(QAbstractButton):
    def __init__(self, pile: Pile) -> None:
        super().__init__()
        self.pile = pile
        self.look = PileLook(pile, "", "circle", "text.secondary")
        self.setCheckable(True)
        QShortcut(QKeySequence(str(int(pile))), self).activated.connect(self.click)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        Style.current.changed.connect(self.updateGeometry)

    def show_look(self, look: PileLook) -> None:
        self.look = look
        words = " ".join(part for part in (self._number, look.noun) if part)
        self.setAccessibleName(f"{look.title}: {words}. {look.line}")
        self.setAccessibleDescription(f"Phím {int(look.pile)}")
        self.setToolTip(look.title)
        self.update()

    @property
    def _number(self) -> str:
        return "–" if self.look.count is None else str(self.look.count)

    def sizeHint(self) -> QSize:
        return QSize(Style.current.length(160), Style.current.length(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = self.isChecked() or self.hasFocus()
        border = "focus" if self.hasFocus() else "accent" if self.isChecked() else "line"
        painter.setPen(QPen(colour(border), 2 if is_marked else 1))
        painter.setBrush(colour("bg.hover" if self.underMouse() else "bg.surface"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        self._paint_head(painter)
        self._paint_number(painter)
        painter.setFont(Style.current.font("small"))
        painter.setPen(colour("text.secondary"))
        self._words(painter, self.look.line, PAD, 60, self.width() - 2 * PAD)

    def _paint_head(self, painter: QPainter) -> None:
        style, side = Style.current, Style.current.size("icon")
        picture = style.pixmap(self.look.picture, self.look.tint, side, self.devicePixelRatioF())
        painter.drawPixmap(PAD, style.length(11), picture)
        key = style.length(18)
        box = QRect(self.width() - PAD - key, style.length(10), key, key)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(colour("line"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(colour("text.secondary"))
        painter.setFont(style.font("key"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(int(self.look.pile)))
        painter.setFont(style.font("small", is_strong=self.isChecked()))
        painter.setPen(colour("text" if self.isChecked() else "text.secondary"))
        left = PAD + side + 6
        self._words(painter, self.look.title, left, 10, box.left() - left - 4)

    def _paint_number(self, painter: QPainter) -> None:
        style = Style.current
        painter.setFont(style.font("number", is_strong=True))
        painter.setPen(colour("text" if self.look.count else "text.tertiary"))
        top, height = style.length(29), style.length(32)
        number = self._number
        width = QFontMetrics(painter.font()).horizontalAdvance(number)
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(PAD, top, width + 4, height), flags, number)
        painter.setFont(style.font())
        painter.setPen(colour("text.secondary"))
        left = PAD + width + 8
        place = QRect(left, top + style.length(3), self.width() - left - PAD, height)
        metrics, right = QFontMetrics(painter.font()), Qt.TextElideMode.ElideRight
        painter.drawText(place, flags, metrics.elidedText(self.look.noun, right, place.width()))

    def _words(self, painter: QPainter, words: str, left: int, top: int, room: int) -> None:
        style = Style.current
        cut = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
        place = QRect(left, style.length(top), room, style.length(18))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), cut)


class PileBar(QWidget):
    """The piles side by side; one of them is always chosen."""

    chosen = Signal(object)  # a Pile

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Năm nhóm việc")
        self.buttons = {pile: PileButton(pile) for pile in Pile}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for button in self.buttons.values():
            self._group.addButton(button)
            row.addWidget(button, 1)
        self._group.buttonClicked.connect(self._tell)

    @property
    def pile(self) -> Pile | None:
        button = self._group.checkedButton()
        return button.pile if isinstance(button, PileButton) else None

    def light(self, pile: Pile) -> None:
        self.buttons[pile].setChecked(True)

    def show_looks(self, looks: Sequence[PileLook]) -> None:
        told = {look.pile: look for look in looks}
        for pile, button in self.buttons.items():
            button.setVisible(pile in told)
            if pile in told:
                button.show_look(told[pile])

    def _tell(self) -> None:
        if self.pile is not None:
            self.chosen.emit(self.pile)
