"""Values typed for this one paper, or at once for good into the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.forms.field import FieldType
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.fill_in import FillIn
from rehabdesk.services.decisions.sight import FieldFact
from rehabdesk.ui.decisions.compose.candidates import NameButton
from rehabdesk.ui.decisions.compose.inputs import Said, SaidText, input_for
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.form import Entry, Form
from rehabdesk.ui.kit.style import restyle

Key = tuple[int | None, str]  # whose, and which field
BESIDE = 30  # letters of a label that leave room for another input beside it
_SEVERAL = {FieldType.LINES, FieldType.LIST}
_WHOLE_LINE = {FieldType.LINES, FieldType.LIST, FieldType.TABLE}


class FillLine(QWidget):
    """One field with the offer to write it into the file, where the file has a place for it."""

    edited = Signal()
    keep_wanted = Signal(object)  # a FillIn

    def __init__(self, fact: FieldFact, typed: str | None, field: QWidget) -> None:
        super().__init__()
        self.fact = fact
        self.is_taken = False  # from an earlier paper
        self._before = fact.value if typed is None else fact.recorded
        self.field = field
        self._said = cast("Said", field)
        self.keep_button = KeyButton("Ghi vào hồ sơ", kind="link", is_small=True)
        self.keep_button.setAccessibleName(f"Ghi {fact.label} vào hồ sơ")
        self.keep_button.setVisible(fact.can_be_kept)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        if fact.names:
            row.addWidget(self._name_button(), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.keep_button)
        self.setFocusProxy(self.field)
        self._said.changed.connect(self._edit)
        self.keep_button.clicked.connect(self.keep)
        if not fact.is_printed and isinstance(self.field, QLineEdit):
            self.field.editingFinished.connect(self.keep)
        self.settle()

    @property
    def key(self) -> Key:
        return self.fact.person_id, self.fact.field

    @property
    def error(self) -> str:
        return str(getattr(self.field, "error", ""))

    @property
    def typed(self) -> str | None:
        """What is said on this paper instead of what the file says.

        A value remembered from the last time is said too: it is this user's, and whoever goes
        on with the draft must see the same.
        """
        value = self._said.said
        is_own = value != self._before or (self.fact.is_remembered and bool(value))
        return value if self.fact.is_printed and is_own else None

    def keep(self) -> None:
        value, person_id = self._said.said, self.fact.person_id
        if self.fact.can_be_kept and person_id is not None and value != self._before:
            fact = self.fact
            self.keep_wanted.emit(FillIn(person_id, fact.field, value, fact.relative_id))

    def note_kept(self, value: str) -> None:
        """Note that the file says so now: nothing of it is this paper's own any more."""
        self._before = value
        if self._said.said != value:
            self._said.said = value
        self.settle()

    def settle(self) -> None:
        """Offer what can be done with the value, and mark one that is not today's."""
        said, today = self._said.said, self.fact.recorded
        self.keep_button.setEnabled(said != self._before)
        is_compared = self.is_taken or not self.fact.is_asked
        differs = bool(is_compared and self.fact.is_printed and today and said != today)
        restyle(self.field, "state", "differs" if differs else "")
        self.field.setToolTip(f"Khác hồ sơ hôm nay: {today}" if differs else "")

    def _name_button(self) -> NameButton:
        button = NameButton(self.fact.label, self.fact.names)
        button.chosen.connect(self._take_name)
        return button

    def _take_name(self, name: str) -> None:
        """Put a name in: a line more where several may stand, else in the place of another."""
        lines = self._said.said.splitlines() if self.fact.type in _SEVERAL else []
        if name not in lines:
            self._said.said = "\n".join([*lines, name])
        self.field.setFocus()

    def _edit(self) -> None:
        self.settle()
        self.edited.emit()


class QuickFill(QFrame):
    """Shows what only this form asks, and fields somebody asked for: by "Điền", by a click."""

    edited = Signal()
    keep_wanted = Signal(object)  # a FillIn

    def __init__(self, today: date, calendar: WorkingCalendar) -> None:
        super().__init__()
        self.setObjectName("card")
        self._today = today
        self._calendar = calendar
        self._asked: list[Key] = []
        self._facts: dict[Key, FieldFact] = {}
        self._typed: dict[Key, str] = {}
        self._taken: frozenset[Key] = frozenset()
        self.lines: dict[Key, FillLine] = {}
        title = QLabel("Thông tin riêng lần này")
        title.setProperty("role", "section")
        self._form = Form()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 10, 14, 10)
        self._layout.setSpacing(4)
        self._layout.addWidget(title)
        self._layout.addWidget(self._form)
        self.hide()

    @property
    def typed(self) -> Mapping[str, str]:
        return {field: value for (person, field), value in self._all_typed() if person is None}

    @property
    def typed_persons(self) -> Mapping[int, Mapping[str, str]]:
        found: dict[int, dict[str, str]] = {}
        for (person, field), value in self._all_typed():
            if person is not None:
                found.setdefault(person, {})[field] = value
        return found

    @property
    def taken(self) -> frozenset[Key]:
        """Whose values come from an earlier paper."""
        return self._taken

    def show_order(self, order: DraftDecision, *, is_taken: bool = False) -> None:
        """Begin with what was typed for the paper earlier, or taken from another one."""
        self._typed = {(None, field): value for field, value in order.typed.items()}
        for person, fields in order.typed_persons.items():
            self._typed |= {(person, field): value for field, value in fields.items()}
        self._asked = list(self._typed)
        self._taken = frozenset(self._typed) if is_taken else frozenset()
        self._facts, self.lines = {}, {}
        self._build()

    def show_facts(self, facts: Sequence[FieldFact]) -> None:
        """Take over what the fields are now; lines being typed in are left alone."""
        self._facts = {(fact.person_id, fact.field): fact for fact in facts}
        if self._wanted() != list(self.lines):
            self._build()

    def ask(self, field: str, person_id: int | None) -> bool:
        """Open a field and go there; False when this paper has no such field."""
        keys = [key for key in self._facts if key[1] == field]
        key = next((one for one in keys if one[0] == person_id), next(iter(keys), None))
        if key is None:
            return False
        if key not in self.lines:
            self._asked.append(key)
            self._build()
        line = self.lines[key].field
        line.setFocus()
        if isinstance(line, QLineEdit):
            line.selectAll()
        return True

    def note_kept(self, order: FillIn) -> None:
        key = (order.person_id, order.field)
        self._typed.pop(key, None)
        if key in self.lines:
            self.lines[key].note_kept(order.value)

    def _wanted(self) -> list[Key]:
        """Return what has a line: what the form asks in its own order, then what was asked for."""
        first = [key for key, fact in self._facts.items() if fact.is_foremost]
        return [*first, *(key for key in self._asked if key in self._facts and key not in first)]

    def _all_typed(self) -> list[tuple[Key, str]]:
        """Return what is typed in the lines, and what waits for its line to be shown."""
        found = {key: value for key, value in self._typed.items() if key not in self.lines}
        for key, line in self.lines.items():
            if (value := line.typed) is not None:
                found[key] = value
        return list(found.items())

    def _build(self) -> None:
        self._typed = dict(self._all_typed())
        anew = Form()
        self._layout.replaceWidget(self._form, anew)
        self._form.hide()
        self._form.deleteLater()
        self._form = anew
        facts = [self._facts[key] for key in self._wanted()]
        self.lines = {(fact.person_id, fact.field): self._line(fact) for fact in facts}
        several = len({person for person, _ in self._facts if person is not None}) > 1
        for row in _rows(facts):
            boxes = self._form.add_row(*(self._entry(fact, several=several) for fact in row))
            for fact, box in zip(row, boxes, strict=True):
                field = self.lines[fact.person_id, fact.field].field
                if isinstance(field, QLineEdit):
                    field.editingFinished.connect(box.check)
        self.setVisible(bool(self.lines))

    def _line(self, fact: FieldFact) -> FillLine:
        key = (fact.person_id, fact.field)
        typed = self._typed.get(key)
        said = fact.value if typed is None else typed
        is_plain = not fact.is_asked and fact.type is not FieldType.TABLE
        field = SaidText(said) if is_plain else input_for(fact, said, self._today, self._calendar)
        line = FillLine(fact, typed, field)
        line.is_taken = key in self._taken
        line.settle()
        line.edited.connect(self.edited)
        line.keep_wanted.connect(self.keep_wanted)
        if isinstance(field, QLineEdit):
            field.returnPressed.connect(self.focusNextChild)
        return line

    def _entry(self, fact: FieldFact, *, several: bool) -> Entry:
        label = f"{fact.label} · {fact.whose}" if several and fact.whose else fact.label
        line = self.lines[fact.person_id, fact.field]
        line.field.setAccessibleName(label)
        return Entry(f"{fact.field}_{fact.person_id or 0}", label, line)


def _rows(facts: Iterable[FieldFact]) -> list[list[FieldFact]]:
    """Put two short inputs side by side, and long ones on a line of their own."""
    rows: list[list[FieldFact]] = []
    for fact in facts:
        if rows and len(rows[-1]) == 1 and _is_short(rows[-1][0]) and _is_short(fact):
            rows[-1].append(fact)
        else:
            rows.append([fact])
    return rows


def _is_short(fact: FieldFact) -> bool:
    is_small = fact.type not in _WHOLE_LINE and not fact.can_be_kept and not fact.names
    return fact.is_foremost and is_small and len(fact.label) <= BESIDE
