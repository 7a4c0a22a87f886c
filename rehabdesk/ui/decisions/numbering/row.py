"""One paper in the number dialog: tick, number, day, signer, in the order they are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QLabel, QWidget

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.regime import (
    COMPLETION,
    HELPER_ASSIGNMENT,
    MOVED_IN_ASSIGNMENT,
    POST_REHAB,
    SUPPORT_TEAM,
    TEAM_PURPOSES,
)
from rehabdesk.services.decisions.numbering import NumberOne, NumberUnreadable, read_number
from rehabdesk.services.decisions.proposing import Choice
from rehabdesk.services.decisions.recording import TypedNumber
from rehabdesk.services.decisions.register import Awaiting
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.style import Style, restyle

WIDTHS = (0, 146, 178, 60, 76, 118, 204)  # of the columns; the tick keeps its own
_SHORT = {
    POST_REHAB: "Quản lý sau cai",
    HELPER_ASSIGNMENT: "Phân công",
    MOVED_IN_ASSIGNMENT: "Phân công",
    SUPPORT_TEAM: "Phân công Tổ",
    COMPLETION: "Giấy xác nhận",
    **dict.fromkeys(TEAM_PURPOSES, "Đội tình nguyện"),
}
PASTE = QKeySequence.StandardKey.Paste
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NumberRow(QObject):
    """The widgets of a row; they stand in the grid of all rows."""

    edited = Signal(object)  # the row itself
    entered = Signal(object)  # … now the current one
    finished = Signal(object)  # … Enter after its day
    ticked = Signal(object)
    pasted = Signal(str)  # several cells at once

    def __init__(
        self, paper: Awaiting, today: date, calendar: WorkingCalendar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.paper = paper
        self.is_by_hand = False  # its number was typed or cleared; it follows no row above
        self._today = today
        self.tick = QCheckBox()
        self.tick.setAccessibleName(f"Ghi số cho {paper.concerns}, {paper.title}")
        self.concerns = _elided(paper.concerns, WIDTHS[1])
        self.title = _elided(_short(paper), WIDTHS[2], Qt.TextElideMode.ElideMiddle)
        self.title.setToolTip(paper.title)
        self.number = TextField()
        self.number.setAccessibleName(f"Số cho {paper.concerns}")
        self.symbol = QLabel(f"/{paper.symbol}")
        self.symbol.setProperty("role", "secondary")
        self.day = DateField(today, needs_day=True, calendar=calendar)
        self.day.setAccessibleName(f"Ngày văn bản của {paper.concerns}")
        self.signer = ComboField[int]()
        self.signer.setAccessibleName(f"Người ký văn bản của {paper.concerns}")
        self._listen()
        self._settle()

    @property
    def is_ticked(self) -> bool:
        return self.tick.isChecked()

    @property
    def order(self) -> NumberOne:
        day = self.day.day or self._today
        return NumberOne(self.paper.decision_id, self.number.value, day, self.signer.value)

    @property
    def typed(self) -> TypedNumber:
        day = self.day.day or self._today
        return TypedNumber(self.paper.decision_id, self.paper.book_id, self.number.value, day)

    @property
    def following(self) -> int | None:
        """The number that goes on after this one; None when this one cannot be read."""
        try:
            return read_number(self.number.value)[0] + 1
        except NumberUnreadable:
            return None

    def put_into(self, grid: QGridLayout, line: int) -> None:
        parts = (
            self.tick,
            self.concerns,
            self.title,
            self.number,
            self.symbol,
            self.day,
            self.signer,
        )
        for place, part in enumerate(parts):
            if WIDTHS[place]:
                part.setFixedWidth(Style.current.length(WIDTHS[place]))
            grid.addWidget(part, line, place)

    def offer_signers(self, signers: Sequence[Choice]) -> None:
        """Offer who may sign on the row's day, the paper's own signer first of all."""
        able = [each.id for each in signers]
        before = self.signer.value
        self.signer.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.signer.offer([(each.id, each.label) for each in signers])
        wanted = before if before in able else self.paper.signer_id
        self.signer.value = wanted if wanted in able else next(iter(able), None)
        self.signer.blockSignals(False)  # noqa: FBT003 -- Qt's own signature

    def propose(self, number: int) -> None:
        self.number.setText(str(number))

    def fill(self, number: str, day: str) -> None:
        """Take a number and a day from elsewhere, as if they had been typed."""
        self.tick.setChecked(True)
        self.is_by_hand = True
        self.number.setText(number)
        if day:
            self.day.setText(day)
        self._take_number()

    def go(self) -> None:
        """Begin at the number, chosen whole so that one key replaces it."""
        self.number.setFocus(Qt.FocusReason.TabFocusReason)
        self.number.selectAll()

    def mark(self, *, is_current: bool) -> None:
        restyle(self.concerns, "role", "title" if is_current else "")

    def _listen(self) -> None:
        self.tick.toggled.connect(self._turn)
        self.number.textEdited.connect(self._take_number)
        self.day.textChanged.connect(self._edit)
        self.signer.chosen.connect(self._edit)
        for part in (self.tick, self.number, self.day, self.signer):
            part.installEventFilter(self)

    def _take_number(self) -> None:
        self.is_by_hand = True
        self.edited.emit(self)

    def _edit(self) -> None:
        self.edited.emit(self)

    def _turn(self) -> None:
        self._settle()
        self.ticked.emit(self)

    def _settle(self) -> None:
        for part in (self.number, self.day, self.signer):
            part.setEnabled(self.is_ticked)
        if self.is_ticked:
            if not self.day.text():
                self.day.value = self._today
        else:
            self.is_by_hand = False
            self.number.clear()
            self.day.clear()
            self.signer.setCurrentIndex(-1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text = QApplication.clipboard().text() if event.matches(PASTE) else ""
            if "\t" in text or "\n" in text.strip():
                self.pasted.emit(text)
                return True
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if watched is self.number:
                self.day.setFocus(Qt.FocusReason.TabFocusReason)
                self.day.selectAll()
            else:
                self.finished.emit(self)
            return True
        return super().eventFilter(watched, event)


def _short(paper: Awaiting) -> str:
    """Say "Phân công (Mẫu 59)": the whole title has no room in a row."""
    short = _SHORT.get(paper.purpose)
    _, mark, code = paper.title.rpartition(" (Mẫu ")
    return f"{short}{mark}{code}" if short and mark else paper.title


def _elided(words: str, width: int, how: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> QLabel:
    label = QLabel()
    room = Style.current.length(width - 6)
    label.setText(label.fontMetrics().elidedText(words, how, room))
    label.setToolTip(words)
    return label
