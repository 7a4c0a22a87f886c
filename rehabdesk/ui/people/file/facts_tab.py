"""The facts of a file, read first and edited in place: F2 begins, Ctrl+S saves, Esc leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.course.moving import MovedDates, moved_dates
from rehabdesk.services.people.correcting import (
    Editing,
    Edition,
    FileFacts,
    SavedEdition,
    anchors_corrected,
    begin_edit,
    correction_told,
    save_file,
)
from rehabdesk.services.people.one_file import PersonFile, see_number
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.people.file.course.moved import MovedDialog
from rehabdesk.ui.people.file.facts_form import FIELDS, FactsForm
from rehabdesk.ui.people.file.facts_view import FactsView
from rehabdesk.ui.people.file.saving import SavedFile
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled


class FactsTab(QFrame):
    """Shows the facts; while they are edited nothing else touches what was typed."""

    saved = Signal()
    edit_turned = Signal(bool)

    def __init__(self, desk: Desk, may_edit: Callable[[], bool]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._may_edit = may_edit
        self._file: PersonFile | None = None
        self._editing: Editing | None = None
        self._field = ""
        self.last_saved: SavedFile | None = None  # None when nothing was changed
        self.form: FactsForm | None = None
        self.view = FactsView()
        self.message = MessageFrame()
        self.save_button = KeyButton("Lưu", "Ctrl+S", kind="primary", is_small=True)
        self.leave_button = KeyButton("Bỏ", "Esc", is_bound=False, is_small=True)
        self._hint = QLabel("Chỉ cần họ tên là giữ được hồ sơ.")
        self._hint.setProperty("role", "hint")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._area)
        self._lay_out()
        self.save_button.clicked.connect(self._save)
        self.leave_button.clicked.connect(self.leave)
        self._turn(is_edited=False)

    @property
    def is_editing(self) -> bool:
        return self.form is not None

    @property
    def has_unsaved(self) -> bool:
        return self.form is not None and self.form.is_edited

    def show_file(self, file: PersonFile) -> None:
        is_other = self._file is None or self._file.row.id != file.row.id
        self._file = file
        if is_other and self.is_editing:
            self.leave()
        self.view.show_file(file, has_sensitive=self._may_edit())

    def edit(self) -> None:
        """Begin to edit; whole numbers come into sight with the form, which is recorded."""
        if self._file is None or self.is_editing or not self._may_edit():
            return
        person_id = self._file.row.id
        if self._file.facts.papers:
            self._desk.do(self, partial(see_number, person_id=person_id), self._begin)
        else:
            self._begin()

    def edit_field(self, label: str) -> None:
        """Begin to edit at the input of a field that is empty."""
        self._field = FIELDS.get(label, "")
        if self.is_editing:
            self._go_to_field()
        else:
            self.edit()

    def leave(self) -> None:
        """Stop editing; what was typed can be had back from the bottom line."""
        form, editing = self.form, self._editing
        self._drop_form()
        self.view.setFocus()
        if form is not None and editing is not None and form.is_edited:
            undo = partial(self._take_up, editing, form.facts)
            self._desk.say("Đã bỏ chữ vừa sửa.", "Hoàn tác", undo)

    def show_refusal(self, refusal: Refusal) -> None:
        if self.form is None or not self.form.show_refusal(refusal):
            self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    def _lay_out(self) -> None:
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(12, 5, 12, 5)
        bar.setSpacing(8)
        bar.addWidget(self._hint)
        bar.addStretch(1)
        for button in (self.leave_button, self.save_button):
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self.message)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    def _begin(self, _number: str = "") -> None:
        if self._file is not None:
            look = partial(begin_edit, person_id=self._file.row.id)
            self._desk.look(self, look, self._open_form, "edit")

    def _open_form(self, editing: Editing, typed: FileFacts | None = None) -> None:
        self._editing = editing
        self.form = FactsForm(editing, typed)
        self.form.past_last.connect(self.save_button.setFocus)
        page = QWidget()
        page.setObjectName("scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(14, 6, 14, 14)
        column.addWidget(self.form)
        self._area.setWidget(page)
        self._turn(is_edited=True)
        self._go_to_field()

    def _go_to_field(self) -> None:
        form = self.form
        if form is None:
            return
        if form.go_to(self._field):
            self._area.ensureWidgetVisible(form.box(self._field))
        else:
            form.focus_first()
        self._field = ""

    def _take_up(self, editing: Editing, typed: FileFacts) -> None:
        """Open the form again with what had been typed, on the edition it was typed over."""
        if self._file is None or self._file.row.id != editing.read.person_id:
            return
        self._open_form(editing, typed)

    def _save(self) -> None:
        form, editing = self.form, self._editing
        if form is None or editing is None:
            return
        self.message.hush()
        if not form.check():
            wrong = form.wrong
            self.message.say("bad", "Xem lại các ô sau:")
            for box in wrong:
                self.message.add_link(f"{box.label_text}: {box.message}", box.field.setFocus)
            return
        self._keep(editing.read, form.facts)

    def _keep(self, read: Edition, facts: FileFacts) -> None:
        save = partial(self._save_now, read, facts)
        order = anchors_corrected(read, facts)
        if facts == read.facts:
            self._close_saved(None)
        elif order is None:
            save()
        else:
            look = partial(moved_dates, order=order)
            self._desk.look(self, look, partial(self._ask_moved, save, read, facts), "moved")

    def _ask_moved(
        self, save: Callable[[], None], read: Edition, facts: FileFacts, found: MovedDates
    ) -> None:
        """Show which dates a corrected day moves before it is saved (F29)."""
        if not (found.rows or found.doubts):
            save()
            return
        dialog = MovedDialog(found, correction_told(read.facts, facts), self)
        dialog.agreed.connect(save)
        dialog.open()

    def _save_now(self, read: Edition, facts: FileFacts) -> None:
        edit = Edit(
            read.facts,
            facts,
            read,
            lambda typed, over: partial(save_file, read=over, facts=typed),
        )
        settled(self._desk, self, edit, self._close_saved)

    def _close_saved(self, saved: SavedEdition | None) -> None:
        self._drop_form()
        self.view.setFocus()
        self.last_saved = SavedFile(self._desk, self, saved.read, saved.made) if saved else None
        self.saved.emit()

    def _drop_form(self) -> None:
        self.form = self._editing = None
        page = self._area.takeWidget()
        if page is not None:
            page.deleteLater()
        self._turn(is_edited=False)

    def _turn(self, *, is_edited: bool) -> None:
        self.message.hush()
        self._stack.setCurrentIndex(int(is_edited))
        self._bar.setVisible(is_edited)
        self.edit_turned.emit(is_edited)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_editing:
            self.leave()
        else:
            super().keyPressEvent(event)
