"""Values typed for this one paper, or at once for good into the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.fill_in import FillIn
from rehabdesk.services.decisions.sight import FieldFact
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.fields import TextField
from rehabdesk.ui.kit.form import Form

Key = tuple[int | None, str]  # whose, and which field


class FillLine(QWidget):
    """One field with the offer to write it into the file."""

    edited = Signal()
    keep_wanted = Signal(object)  # a FillIn

    def __init__(self, fact: FieldFact, typed: str | None) -> None:
        super().__init__()
        self.fact = fact
        self._before = "" if typed is not None else fact.value
        self.field = TextField(fact.value if typed is None else typed)
        self.keep_button = KeyButton("Ghi vào hồ sơ", kind="link", is_small=True)
        self.keep_button.setAccessibleName(f"Ghi {fact.label} vào hồ sơ")
        self.keep_button.setVisible(fact.can_be_kept)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.keep_button)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._edit)
        self.keep_button.clicked.connect(self.keep)
        if not fact.is_printed:
            self.field.editingFinished.connect(self.keep)
        self._settle()

    @property
    def key(self) -> Key:
        return self.fact.person_id, self.fact.field

    @property
    def typed(self) -> str | None:
        """What is said on this paper instead of what the file says."""
        value = self.field.value
        return value if self.fact.is_printed and value != self._before else None

    def keep(self) -> None:
        value, person_id = self.field.value, self.fact.person_id
        if self.fact.can_be_kept and person_id is not None and value != self._before:
            fact = self.fact
            self.keep_wanted.emit(FillIn(person_id, fact.field, value, fact.relative_id))

    def note_kept(self, value: str) -> None:
        """Note that the file says so now: nothing of it is this paper's own any more."""
        self._before = value
        if self.field.value != value:
            self.field.value = value
        self._settle()

    def _edit(self) -> None:
        self._settle()
        self.edited.emit()

    def _settle(self) -> None:
        self.keep_button.setEnabled(self.field.value != self._before)


class QuickFill(QFrame):
    """Shows only the fields somebody asked for: by "Điền", by a click on the page, or earlier."""

    edited = Signal()
    keep_wanted = Signal(object)  # a FillIn

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._asked: list[Key] = []
        self._facts: dict[Key, FieldFact] = {}
        self._typed: dict[Key, str] = {}
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

    def show_order(self, order: DraftDecision) -> None:
        """Begin with what was typed for the paper earlier, if anything."""
        self._typed = {(None, field): value for field, value in order.typed.items()}
        for person, fields in order.typed_persons.items():
            self._typed |= {(person, field): value for field, value in fields.items()}
        self._asked = list(self._typed)
        self._facts, self.lines = {}, {}
        self._build()

    def show_facts(self, facts: Sequence[FieldFact]) -> None:
        """Take over what the fields are now; lines being typed in are left alone."""
        self._facts = {(fact.person_id, fact.field): fact for fact in facts}
        wanted = [key for key in self._asked if key in self._facts]
        if wanted != list(self.lines):
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
        self.lines[key].field.setFocus()
        self.lines[key].field.selectAll()
        return True

    def note_kept(self, order: FillIn) -> None:
        key = (order.person_id, order.field)
        self._typed.pop(key, None)
        if key in self.lines:
            self.lines[key].note_kept(order.value)

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
        self.lines = {}
        several = len({person for person, _ in self._facts if person is not None}) > 1
        for key in self._asked:
            if (fact := self._facts.get(key)) is not None:
                self.lines[key] = self._add(fact, several=several)
        self.setVisible(bool(self.lines))

    def _add(self, fact: FieldFact, *, several: bool) -> FillLine:
        line = FillLine(fact, self._typed.get((fact.person_id, fact.field)))
        line.edited.connect(self.edited)
        line.keep_wanted.connect(self.keep_wanted)
        label = f"{fact.label} · {fact.whose}" if several and fact.whose else fact.label
        name = f"{fact.field}_{fact.person_id or 0}"
        self._form.add(name, label, line)
        line.field.setAccessibleName(label)
        line.field.returnPressed.connect(self.focusNextChild)
        return line
