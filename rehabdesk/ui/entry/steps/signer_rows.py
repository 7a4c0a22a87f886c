"""Who signs: a name, a title, and from when; one line each."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.services.offices import SignerFacts
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.messages import Picture
from rehabdesk.ui.kit.style import Style, restyle

MOST = 4
_ORDINALS = ("thứ nhất", "thứ hai", "thứ ba", "thứ tư")
CHAIR = ("CHỦ TỊCH", "")
DEPUTY = ("PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH")
TITLES: tuple[tuple[tuple[str, str], str], ...] = (
    (CHAIR, "CHỦ TỊCH"),
    (DEPUTY, "KT. CHỦ TỊCH"),
    (("PHÓ CHỦ TỊCH", "Q. CHỦ TỊCH"), "Q. CHỦ TỊCH"),
)


class SignerRow(QWidget):
    """One signer; an empty name is wrong, for the whole line can be dropped."""

    dropped = Signal(object)
    passed = Signal(object)  # Enter on the last input

    def __init__(self, place: int, today: date, since: date) -> None:
        super().__init__()
        self._place = place
        self.name = TextField(placeholder="Họ và tên")
        self.title = ComboField(TITLES)
        self.title.value = DEPUTY if place else CHAIR
        self.since = DateField(today, since, needs_day=True)
        self.since.setFixedWidth(Style.current.length(124))
        self.drop = KeyButton("Bỏ dòng này", kind="flat")
        self.drop.clicked.connect(self._drop)
        self._trouble = QLabel()
        self._trouble.setProperty("role", "error")
        self._sign = Picture("error_circle", "danger")
        self.name.editingFinished.connect(self._check_again)
        self.since.editingFinished.connect(self._check_again)
        for field in (self.name, self.title, self.since):
            field.installEventFilter(self)
        self._lay_out()
        self.stand_at(place)
        self._tell(None, "")

    def stand_at(self, place: int) -> None:
        """Take this line's number among the signers; the first line stays."""
        self._place = place
        who = f"Người ký {_ORDINALS[place]}"
        self.name.setAccessibleName(f"{who}: họ và tên")
        self.title.setAccessibleName(f"{who}: chức vụ")
        self.since.setAccessibleName(f"{who}: từ ngày")
        self.drop.setAccessibleName(f"{who}: bỏ dòng này")
        self.drop.setVisible(place > 0)

    @property
    def facts(self) -> SignerFacts:
        title, authority = self.title.value or CHAIR
        return SignerFacts(self.name.value, title, authority, self.since.day or date.min)

    @property
    def trouble(self) -> str:
        return self._trouble.text()

    def check(self) -> bool:
        """Say in one line below what is missing; the input concerned is marked."""
        if not self.name.value:
            words = f"Nhập họ tên người ký {_ORDINALS[self._place]}"
            way_out = ", hoặc bấm Bỏ dòng này." if self._place else "."
            self._tell(self.name, f"{words}{way_out}")
        elif not self.since.text().strip():
            self._tell(self.since, "Nhập ngày.")
        else:
            self._tell(self.since if self.since.error else None, self.since.error)
        return not self.trouble

    def focus_wrong(self) -> None:
        (self.since if self.name.value else self.name).setFocus()

    def _check_again(self) -> None:
        if self.trouble:
            self.check()

    def _tell(self, field: QWidget | None, words: str) -> None:
        for each in (self.name, self.since):
            restyle(each, "state", "error" if each is field else "")
            each.setAccessibleDescription(words if each is field else "")
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self._sign.setVisible(bool(words))

    def _lay_out(self) -> None:
        kept = self.drop.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.drop.setSizePolicy(kept)
        since_word = QLabel("từ")
        since_word.setProperty("role", "secondary")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        parts = (self.name, self.title, since_word, self.since, self.drop)
        for column, (part, stretch) in enumerate(zip(parts, (6, 5, 0, 0, 0), strict=True)):
            grid.addWidget(part, 0, column)
            grid.setColumnStretch(column, stretch)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._sign)
        below.addWidget(self._trouble, 1)
        grid.addLayout(below, 1, 0, 1, len(parts))

    def _drop(self) -> None:
        self.dropped.emit(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go on to the next input, as in every form."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if watched is self.since:
                self.passed.emit(self)
            else:
                (self.title if watched is self.name else self.since).setFocus()
            return True
        return super().eventFilter(watched, event)


class SignerRows(QWidget):
    """The signers, the head first; more lines as needed."""

    past_last = Signal()

    def __init__(self, today: date, since: date) -> None:
        super().__init__()
        self._today = today
        self._since = since
        self.rows: list[SignerRow] = []
        label = QLabel("Người ký")
        label.setProperty("role", "label")
        self.more = KeyButton("Thêm n&gười ký", kind="link", is_small=True)
        self.more.clicked.connect(self.add)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label)
        layout.addLayout(self._lines)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.add()

    @property
    def facts(self) -> tuple[SignerFacts, ...]:
        return tuple(row.facts for row in self.rows)

    def check(self) -> bool:
        wrong = [row for row in self.rows if not row.check()]
        if wrong:
            wrong[0].focus_wrong()
        return not wrong

    def add(self) -> None:
        row = SignerRow(len(self.rows), self._today, self._since)
        row.dropped.connect(self._drop)
        row.passed.connect(self._go_on)
        self.rows.append(row)
        self._lines.addWidget(row)
        self.more.setVisible(len(self.rows) < MOST)
        row.name.setFocus()

    def _go_on(self, row: SignerRow) -> None:
        later = self.rows[self.rows.index(row) + 1 :]
        if later:
            later[0].name.setFocus()
        else:
            self.past_last.emit()

    def _drop(self, row: SignerRow) -> None:
        self.rows.remove(row)
        row.deleteLater()
        for place, left in enumerate(self.rows):
            left.stand_at(place)
        self.more.setVisible(True)
        self.rows[-1].name.setFocus()
