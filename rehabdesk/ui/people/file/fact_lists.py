"""Facts a person has several of: names, papers, residences, ways to reach. A line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Coded, ContactKind, IdentityKind, NameKind, ResidenceKind
from rehabdesk.domain.identity import check_id_number
from rehabdesk.services.people.card_check import AddressBook
from rehabdesk.services.people.person_facts import (
    ContactFacts,
    NameFacts,
    PaperFacts,
    ResidenceFacts,
)
from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.style import Style, restyle
from rehabdesk.ui.people.addresses import AddressField

F = TypeVar("F")
K = TypeVar("K", bound=Coded)
_CARDS = {IdentityKind.CITIZEN_CARD, IdentityKind.IDENTITY_CARD}


@dataclass(frozen=True, slots=True)
class Context:
    """What lines are checked against."""

    today: date
    provinces: frozenset[str]
    book: AddressBook


class FactLine(QWidget, Generic[F]):
    """The inputs of one fact, side by side; an empty line is no fact."""

    removed = Signal()
    past_last = Signal()
    parts: tuple[QWidget, ...]  # its inputs
    stops: tuple[QWidget, ...]  # … and the button that removes it

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._row)
        layout.addWidget(self._words)

    @property
    def value(self) -> F | None:
        raise NotImplementedError

    @property
    def error(self) -> str:
        return ""

    @property
    def warning(self) -> str:
        return ""

    def check(self) -> str:
        """Say what is wrong under the line, and return it; a warning stops nothing."""
        error, warning = self.error, self.warning
        restyle(self._words, "role", "error" if error else "warning")
        self._words.setText(error or warning)
        self._words.setVisible(bool(error or warning))
        return error

    def _lay(self, *parts: tuple[QWidget, str, int]) -> None:
        """Put inputs with their names and widths in a row; width 0 takes the rest."""
        for part, name, width in parts:
            part.setAccessibleName(name)
            if width:
                part.setFixedWidth(Style.current.length(width))
            part.installEventFilter(self)
            if isinstance(part, QLineEdit):
                part.setPlaceholderText(name)
                part.editingFinished.connect(self.check)
            self._row.addWidget(part, 0 if width else 1)
        remove = IconButton("dismiss", "Bỏ dòng này")
        remove.clicked.connect(self.removed)
        self._row.addWidget(remove)
        self.parts = tuple(part for part, _, _ in parts)
        self.stops = (*self.parts, remove)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go from input to input; past the last it is the next line's."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            later = self.parts[self.parts.index(watched) + 1 :]
            if later:
                later[0].setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.past_last.emit()
            return True
        return super().eventFilter(watched, event)


def _choice(kinds: type[K], value: K) -> ComboField[K]:
    combo = ComboField([(kind, kind.label) for kind in kinds])
    combo.value = value
    return combo


class PaperLine(FactLine[PaperFacts]):
    def __init__(self, facts: PaperFacts | None, context: Context) -> None:
        super().__init__()
        self._provinces = context.provinces
        self.kind = _choice(IdentityKind, facts.kind if facts else IdentityKind.IDENTITY_CARD)
        self.number = TextField(facts.number if facts else "")
        self.issued_on = DateField(
            context.today, facts.issued_on if facts else None, needs_day=True
        )
        self.issued_by = TextField(facts.issued_by if facts else "")
        self._lay(
            (self.kind, "Loại giấy tờ", 160),
            (self.number, "Số giấy tờ", 150),
            (self.issued_on, "Ngày cấp", 116),
            (self.issued_by, "Nơi cấp", 0),
        )

    @property
    def value(self) -> PaperFacts | None:
        if not self.number.value:
            return None
        kind = self.kind.value or IdentityKind.IDENTITY_CARD
        return PaperFacts(kind, self.number.value, self.issued_on.day, self.issued_by.value)

    @property
    def error(self) -> str:
        return self.issued_on.error

    @property
    def warning(self) -> str:
        if not self.number.value or self.kind.value not in _CARDS:
            return ""
        check = check_id_number(self.number.value, None, None, self._provinces)
        return "" if check.is_match else check.sentence


class ResidenceLine(FactLine[ResidenceFacts]):
    def __init__(self, facts: ResidenceFacts | None, context: Context) -> None:
        super().__init__()
        self._facts = facts
        self.kind = _choice(ResidenceKind, facts.kind if facts else ResidenceKind.CURRENT)
        self.as_written = AddressField(context.book, facts.as_written if facts else "")
        self.from_on = DateField(context.today, facts.from_on if facts else None, needs_day=True)
        self.until_on = DateField(context.today, facts.until_on if facts else None, needs_day=True)
        self._lay(
            (self.kind, "Loại cư trú", 150),
            (self.as_written, "Ghi như trên giấy", 0),
            (self.from_on, "Từ ngày", 116),
            (self.until_on, "Đến ngày", 116),
        )

    @property
    def value(self) -> ResidenceFacts | None:
        written = self.as_written.value
        if not written:
            return None
        kind = self.kind.value or ResidenceKind.CURRENT
        start, end = self.from_on.day, self.until_on.day
        if self._facts is not None and self._facts.as_written == written:  # its units are known
            return replace(self._facts, kind=kind, from_on=start, until_on=end)
        new, old = self.as_written.codes
        return ResidenceFacts(kind, written, start, end, new, old)

    @property
    def error(self) -> str:
        start, end = self.from_on.day, self.until_on.day
        if start and end and end < start:
            return f"Đến ngày phải sau từ ngày ({start:%d/%m/%Y})."
        return self.from_on.error or self.until_on.error


class NameLine(FactLine[NameFacts]):
    def __init__(self, facts: NameFacts | None, _context: Context) -> None:
        super().__init__()
        self.kind = _choice(NameKind, facts.kind if facts else NameKind.ALIAS)
        self.name = TextField(facts.name if facts else "")
        self._lay((self.kind, "Loại tên", 130), (self.name, "Tên", 0))

    @property
    def value(self) -> NameFacts | None:
        if not self.name.value:
            return None
        return NameFacts(self.kind.value or NameKind.ALIAS, self.name.value)


class ContactLine(FactLine[ContactFacts]):
    def __init__(self, facts: ContactFacts | None, _context: Context) -> None:
        super().__init__()
        self.kind = _choice(ContactKind, facts.kind if facts else ContactKind.PHONE)
        self.contact = TextField(facts.value if facts else "")
        self.note = TextField(facts.note if facts else "")
        self._lay(
            (self.kind, "Cách liên hệ", 150),
            (self.contact, "Số hoặc địa chỉ", 170),
            (self.note, "Ghi chú", 0),
        )

    @property
    def value(self) -> ContactFacts | None:
        if not self.contact.value:
            return None
        kind = self.kind.value or ContactKind.PHONE
        return ContactFacts(kind, self.contact.value, self.note.value)


class FactList(QWidget, Generic[F]):
    """Lines of one kind of fact, with a button for one more."""

    def __init__(
        self,
        add_words: str,
        make: Callable[[F | None, Context], FactLine[F]],
        values: Sequence[F],
        context: Context,
    ) -> None:
        super().__init__()
        self._make = make
        self._context = context
        self._lines: list[FactLine[F]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.add_button = KeyButton(add_words, "", "add", "link", is_small=True)
        self.add_button.clicked.connect(self._add_empty)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        self._layout.addLayout(row)
        self.setFocusProxy(self.add_button)
        for value in values:
            self._add(value)

    @property
    def lines(self) -> tuple[FactLine[F], ...]:
        return tuple(self._lines)

    @property
    def values(self) -> tuple[F, ...]:
        return tuple(value for line in self._lines if (value := line.value) is not None)

    @property
    def error(self) -> str:
        """Say the first thing wrong; every line says its own below itself."""
        wrong = [error for line in self._lines if (error := line.check())]
        return wrong[0] if wrong else ""

    def begin(self) -> None:
        """Put the cursor in the first line, a new one if need be."""
        if self._lines:
            _first_input(self._lines[0]).setFocus()
        else:
            self._add_empty()

    def _add_empty(self) -> None:
        _first_input(self._add(None)).setFocus()

    def _add(self, value: F | None) -> FactLine[F]:
        line = self._make(value, self._context)
        line.removed.connect(self._remove_sender)
        line.past_last.connect(self._go_past)
        above = self._lines[-1].stops[-1] if self._lines else _stop_before(self.add_button)
        self._layout.insertWidget(len(self._lines), line)
        self._order(above, line)
        self._lines.append(line)
        return line

    def _order(self, above: QWidget, line: FactLine[F]) -> None:
        """Let Tab find a new line between the one above it and the button below."""
        if above is not self.add_button:
            QWidget.setTabOrder(above, line.stops[0])
        for stop, following in pairwise(line.stops):
            QWidget.setTabOrder(stop, following)
        if above is self.add_button or not self.parentWidget():  # the page is still being made
            QWidget.setTabOrder(line.stops[-1], self.add_button)

    def _go_past(self) -> None:
        line = self.sender()
        place = next(at for at, each in enumerate(self._lines) if each is line) + 1
        if place < len(self._lines):
            self._lines[place].parts[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.add_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove_sender(self) -> None:
        line = self.sender()
        if isinstance(line, FactLine):
            self._lines.remove(line)
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
            self.add_button.setFocus()


def _stop_before(widget: QWidget) -> QWidget:
    """Return where Shift+Tab goes from here; the widget itself when it stands alone."""
    before = widget.previousInFocusChain()
    while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
        before = before.previousInFocusChain() if before is not widget else None
    return before or widget


def _first_input(line: QWidget) -> QWidget:
    return line.findChild(QLineEdit) or line
