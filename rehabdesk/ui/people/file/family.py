"""Relatives of one person: who they are, and who stands for the family on papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.domain.codes import ContactKind, Relation
from rehabdesk.services.office import Work
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.one_file import PersonFile, read_file
from rehabdesk.services.people.person_facts import ContactFacts, PersonFacts, RelativeFacts
from rehabdesk.services.secrecy.names import hidden
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

Relatives = tuple[RelativeFacts, ...]


@dataclass(frozen=True, slots=True)
class RelativeLine:
    """A relative by his or her place in the file."""

    id: int
    facts: RelativeFacts
    called: str


_text = Column[RelativeLine]
COLUMNS = (
    _text("Họ và tên", lambda line: line.called, width=160, is_subject=True),
    _text("Quan hệ", lambda line: line.facts.relation.label, width=100),
    _text("Năm sinh", lambda line: str(line.facts.birth_year or ""), width=76),
    _text("Nghề nghiệp", lambda line: line.facts.occupation, width=120),
    _text("Nơi cư trú", lambda line: line.facts.residence, width=150, is_stretched=True),
    _text("Điện thoại", lambda line: line.facts.phone, width=110),
    _text(
        "Đại diện",
        lambda line: "Đứng tên" if line.facts.is_representative else "",
        width=96,
        sign=lambda line: Sign("checkmark") if line.facts.is_representative else None,
    ),
)


class FamilyTab(QWidget):
    """The list of relatives; each change is a correction of the file."""

    def __init__(self, desk: Desk, habits: QSettings, may_edit: Callable[[], bool]) -> None:
        super().__init__()
        self._desk = desk
        self._file: PersonFile | None = None
        self.rows = Rows(COLUMNS, self)
        self.table = ListTable(self.rows, "person_family", habits)
        self.table.setAccessibleName("Gia đình")
        self.table.set_empty("Chưa ghi người thân nào. Bấm Thêm người thân.")
        self.add_button = KeyButton("Thê&m người thân…", "Ctrl+N", "person_add")
        self.edit_button = KeyButton("Sửa…", "Enter", "edit", is_bound=False)
        self.remove_button = KeyButton("&Xóa", "Delete", "delete", is_bound=False)
        self.add_button.clicked.connect(self._add)
        self.edit_button.clicked.connect(self._edit)
        self.remove_button.clicked.connect(self._remove)
        self.table.opened.connect(self._edit)
        self.table.moved_to.connect(self._note_current)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.remove_button, self.edit_button, self.add_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        for button in (self.remove_button, self.edit_button, self.add_button):
            button.setVisible(may_edit())
        self.setFocusProxy(self.table)

    def show_file(self, file: PersonFile) -> None:
        self._file = file
        relatives = file.facts.relatives
        call = hidden if file.is_name_hidden else str
        lines = [RelativeLine(at, each, call(each.full_name)) for at, each in enumerate(relatives)]
        self.table.show_rows(lines)
        self._note_current()

    def _note_current(self) -> None:
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(self.table.current is not None)

    def _add(self) -> None:
        self._open(None)

    def _edit(self) -> None:
        if (line := self.table.current) is not None and self.edit_button.isVisibleTo(self):
            self._open(line)

    def _open(self, line: RelativeLine | None) -> None:
        if self._file is not None:
            RelativeDialog(self._desk, self._file, line, self).open()

    def _remove(self) -> None:
        line, file = self.table.current, self._file
        if line is None or file is None:
            return
        kept = tuple(each for at, each in enumerate(file.facts.relatives) if at != line.id)
        name = line.called

        def tell(_done: None) -> None:
            undo = partial(self._bring_back, file.row.id, line.facts)
            self._desk.say(f"Đã bỏ {name} khỏi phần Gia đình.", "Hoàn tác", undo)

        settled(self._desk, self, correction(file, kept), tell)

    def _bring_back(self, person_id: int, relative: RelativeFacts) -> None:
        def put(file: PersonFile) -> None:
            whole = (*file.facts.relatives, relative)
            settled(self._desk, self, correction(file, whole), lambda _: None)

        self._desk.look(self, partial(read_file, person_id=person_id), put, "undo")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.remove_button.isVisibleTo(self):
            self.remove_button.click()
        else:
            super().keyPressEvent(event)


class NameField(TextField):
    @property
    def error(self) -> str:
        return "" if self.value else "Nhập họ và tên."


class RelativeDialog(FormDialog):
    """One relative, in the order papers name him or her."""

    saved = Signal()

    def __init__(
        self, desk: Desk, file: PersonFile, line: RelativeLine | None, parent: QWidget
    ) -> None:
        title = "Thêm người thân" if line is None else "Sửa người thân"
        super().__init__(title, "Lưu", parent, width=640)
        self._desk = desk
        self._file = file
        self._line = line
        facts = line.facts if line else RelativeFacts("", Relation.MOTHER)
        self.full_name = NameField(facts.full_name)
        self.relation = ComboField([(each, each.label) for each in Relation])
        self.relation.value = facts.relation
        self.birth = DateField(file.today, is_birth=True)
        self.birth.setText(str(facts.birth_year or ""))
        self.occupation = TextField(facts.occupation)
        self.workplace = TextField(facts.workplace)
        self.residence = TextField(facts.residence)
        self.phone = TextField(facts.phone)
        self.stands = QCheckBox("Đứng tên cho gia đình trong &quyết định")
        self.stands.setChecked(facts.is_representative)
        self.is_called = QCheckBox("Liên hệ &khi cần gấp")
        self.is_called.setChecked(line is not None and is_called(file, facts))
        self._lay_out()

    def _lay_out(self) -> None:
        self.add_row(
            Entry("full_name", "Họ và &tên", self.full_name, stretch=2),
            Entry("relation", "Quan &hệ", self.relation),
            Entry("birth", "Năm &sinh", self.birth),
        )
        self.add_row(
            Entry("occupation", "N&ghề nghiệp", self.occupation),
            Entry("workplace", "Nơi &làm việc, học tập", self.workplace),
        )
        self.add_row(
            Entry("residence", "Nơi &cư trú", self.residence, stretch=2),
            Entry("phone", "Điện th&oại", self.phone),
        )
        self.form.add_widget(self.stands)
        self.form.add_widget(self.is_called)

    @property
    def facts(self) -> RelativeFacts:
        birth = self.birth.value
        return RelativeFacts(
            self.full_name.value,
            self.relation.value or Relation.OTHER,
            birth.year if birth else None,
            self.occupation.value,
            self.workplace.value,
            self.residence.value,
            self.phone.value,
            self.stands.isChecked(),
        )

    def submit(self) -> None:
        facts = self.facts
        relatives = list(self._file.facts.relatives)
        if facts.is_representative:  # only one stands for the family
            relatives = [replace(each, is_representative=False) for each in relatives]
        if self._line is None:
            relatives.append(facts)
        else:
            relatives[self._line.id] = facts
        if self.is_called.isChecked() and not facts.phone:
            self.form.box("phone").tell("error", "Ghi số điện thoại để gọi khi cần gấp.")
            self.phone.setFocus()
            return
        before = self._line.facts if self._line else None
        contacts = called(self._file, before, facts if self.is_called.isChecked() else None)
        settled(self._desk, self, correction(self._file, tuple(relatives), contacts), self._close)

    def _close(self, _done: None) -> None:
        self.accept()
        self.saved.emit()


def is_called(file: PersonFile, relative: RelativeFacts) -> bool:
    return relative.phone != "" and any(
        each.kind is ContactKind.EMERGENCY and each.value == relative.phone
        for each in file.facts.contacts
    )


def called(
    file: PersonFile, before: RelativeFacts | None, now: RelativeFacts | None
) -> tuple[ContactFacts, ...]:
    """Keep whom to call in need: this relative, in place of what stood there of the same one."""
    phones = {each.phone for each in (before, now) if each is not None}
    kept = tuple(
        each
        for each in file.facts.contacts
        if each.kind is not ContactKind.EMERGENCY or each.value not in phones
    )
    if now is None:
        return kept
    note = f"{now.full_name} ({now.relation.label})"
    return (*kept, ContactFacts(ContactKind.EMERGENCY, now.phone, note))


def correction(
    file: PersonFile, relatives: Relatives, contacts: tuple[ContactFacts, ...] | None = None
) -> Edit[PersonFacts, None]:
    """Make the edit that replaces the relatives of a file as it was read."""
    kept = file.facts.contacts if contacts is None else contacts
    facts = replace(file.facts, relatives=relatives, contacts=kept)
    return Edit(file.facts, facts, file.version, partial(_correcting, file.row.id))


def _correcting(person_id: int, facts: PersonFacts, version: int) -> Callable[[Work], None]:
    return partial(correct_person, order=CorrectPerson(person_id, version, facts))
