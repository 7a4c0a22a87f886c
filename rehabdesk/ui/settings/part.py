"""What every page of the settings is, and the commonest of them: a list with a dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.office import Work
from rehabdesk.ui.bin.throwing import bind_delete, throw
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.pasting import Act, Look, PasteStrip, Pasting

T = TypeVar("T")
NO_RIGHT = "Phần này chỉ người được giao quyền xem. Hỏi người quản trị nếu cần."


class SettingsPart(QWidget):
    """One page: a heading, its buttons, and a body; without the right only a sentence."""

    WATCHES: frozenset[str] = frozenset()

    def __init__(self, desk: Desk, title: str, right: Right | None = None) -> None:
        super().__init__()
        self._desk = desk
        actor = desk.office.actor if desk.office else None
        self.is_allowed = right is None or (actor is not None and actor.may(right))
        self.message = MessageFrame()
        heading = QLabel(title)
        heading.setProperty("role", "subtitle")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(heading)
        head.addStretch(1)
        head.addLayout(self.buttons)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)
        self.body.addLayout(head)
        self.body.addWidget(self.message)
        if not self.is_allowed:
            self.message.say("info", NO_RIGHT)
            self.body.addStretch(1)
        desk.changed.connect(self._refresh_if_touched)

    def refresh(self) -> None:
        """Ask again for what is shown; parts that keep nothing have nothing to ask."""

    def take_focus(self) -> None:
        """Go to the first thing in the part that can be used."""
        inside = (one for one in self.findChildren(QWidget) if one.isEnabled() and one.isVisible())
        usable = (one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        target = self.focusProxy() or next(usable, None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if self.is_allowed and touched & self.WATCHES and self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_allowed and not event.spontaneous():
            self.refresh()


@dataclass(frozen=True)
class PasteSpec:
    """How rows copied in Excel come into a list."""

    heads: tuple[str, ...]
    look: Look
    act: Act


@dataclass(frozen=True)
class ListSpec(Generic[T]):
    """A list of the settings: its columns, who may see it, and the dialog for one line."""

    name: str
    title: str
    columns: Sequence[Column[T]]
    look: Callable[[Work], list[T]]
    dialog: Callable[[T | None, QWidget], FormDialog]
    watches: frozenset[str]
    add_words: str
    hint: str = ""
    empty: str = ""
    edit_words: str = "&Sửa…"
    bin_kind: str = ""  # as what a line goes into the bin; lists without it keep their lines
    right: Right = field(default=Right.KEEP_OFFICE)
    paste: PasteSpec | None = None


class ListPart(SettingsPart, Generic[T]):
    """Ctrl+N adds a line, F2 or Enter corrects the current one."""

    def __init__(self, desk: Desk, habits: QSettings, spec: ListSpec[T]) -> None:
        super().__init__(desk, spec.title, spec.right)
        self._spec = spec
        self.WATCHES = spec.watches
        self.add_button = KeyButton(spec.add_words, "Ctrl+N")
        self.edit_button = KeyButton(spec.edit_words, "F2", "edit")
        self.delete_button = KeyButton("&Xóa", "Delete", "delete", "flat", is_bound=False)
        self.table = ListTable(Rows(spec.columns, self), f"settings/{spec.name}", habits)
        self.table.set_empty(spec.empty)
        self.table.setAccessibleName(spec.title)
        self.table.told = Told(spec.title, names_persons=False)
        if not self.is_allowed:
            return
        if spec.bin_kind:
            self.buttons.addWidget(self.delete_button)
            bind_delete(self.table, self.delete_button, self._throw)
        self.buttons.addWidget(self.edit_button)
        self.buttons.addWidget(self.add_button)
        if spec.hint:
            hint = QLabel(spec.hint)
            hint.setProperty("role", "secondary")
            hint.setWordWrap(True)
            self.body.addWidget(hint)
        if spec.paste is not None:
            self._accept_pasted(spec.paste, habits)
        self.body.addWidget(self.table, 1)
        self.add_button.clicked.connect(self._add)
        self.edit_button.clicked.connect(self._edit)
        self.table.opened.connect(self._edit)
        self.table.moved_to.connect(self._note_row)
        self.setFocusProxy(self.table)
        self._note_row(None)

    def _accept_pasted(self, paste: PasteSpec, habits: QSettings) -> None:
        self.strip = PasteStrip(self._spec.name, paste.heads, habits)
        self.pasting = Pasting(self._desk, self.strip, paste.look, paste.act)
        self.table.pasted.connect(self.pasting.offer)
        self.body.addWidget(self.strip)

    def refresh(self) -> None:
        self._desk.look(self, self._spec.look, self._show, "rows")

    def _show(self, rows: list[T]) -> None:
        self.table.show_rows(rows)
        self._note_row(self.table.current)

    def _note_row(self, row: T | None) -> None:
        self.edit_button.setEnabled(row is not None)

    def _add(self) -> None:
        self._open(None)

    def _edit(self) -> None:
        if self.table.current is not None:
            self._open(self.table.current)

    def _throw(self) -> None:
        row = self.table.current_identity
        if isinstance(row, int):
            throw(self._desk, self, self._spec.bin_kind, row)

    def _open(self, row: T | None) -> None:
        dialog = self._spec.dialog(row, self)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()
