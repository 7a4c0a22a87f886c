"""Why a task is late, and until when a paper extends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.office import Work
from rehabdesk.services.tasks.notes import (
    ExtendTask,
    NoteBefore,
    drop_extension,
    drop_reason,
    extend_task,
    note_lateness,
    undo_note,
)
from rehabdesk.services.tasks.today import TaskRow
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry


class NoteDialog(FormDialog):
    """Something noted about a task: written, corrected, taken away, and all of it undone."""

    def __init__(self, desk: Desk, row: TaskRow, words: tuple[str, str], parent: QWidget) -> None:
        super().__init__(*words, parent)
        self._desk = desk
        self._row = row
        self._page = parent
        self.body.insertWidget(0, _about(row))
        self.drop_button = KeyButton("", kind="link")
        self.drop_button.hide()
        self.add_fact(self.drop_button)

    def let_drop(self, words: str, act: Callable[[Work], NoteBefore], told: str) -> None:
        """Offer to take away what is there."""
        self.drop_button.set_text(words)
        self.drop_button.clicked.connect(partial(self._write, act, told))
        self.drop_button.show()

    def _write(self, act: Callable[[Work], NoteBefore], told: str) -> None:
        self._desk.do(self, act, partial(self._close, told))

    def _close(self, told: str, before: NoteBefore) -> None:
        self.accept()
        act = partial(undo_note, before=before)
        undo = partial(self._desk.do, self._page, act, partial(_tell_undone, self._desk))
        self._desk.say(told, "Hoàn tác", undo)


class LateDialog(NoteDialog):
    def __init__(self, desk: Desk, row: TaskRow, parent: QWidget) -> None:
        reason = row.note.late_reason if row.note else ""
        title = "Sửa lý do trễ" if reason else "Ghi lý do trễ"
        super().__init__(desk, row, (title, f"&{title}"), parent)
        self.reason = TextBox(reason)
        self.add("reason", "&Lý do trễ", self.reason)
        if reason:
            drop = partial(drop_reason, task_key=row.id)
            self.let_drop("Bỏ lý &do", drop, "Đã bỏ lý do trễ")

    def submit(self) -> None:
        act = partial(note_lateness, task_key=self._row.id, reason=self.reason.value)
        self._write(act, "Đã ghi lý do trễ")


class ExtendDialog(NoteDialog):
    def __init__(self, desk: Desk, row: TaskRow, today: date, parent: QWidget) -> None:
        note = row.note if row.note and row.note.extended_to else None
        title = "Sửa gia hạn" if note else "Gia hạn việc"
        super().__init__(desk, row, (title, f"&{title}"), parent)
        self.extended_to = DateField(today, note.extended_to if note else None, needs_day=True)
        self.number = TextField(note.paper_number if note else "", "125/UBND-VX")
        self.paper_on = DateField(today, note.paper_on if note else None, needs_day=True)
        self.add("extended_to", "Hạn &mới", self.extended_to)
        self.add_row(
            Entry("paper_number", "&Số văn bản cho gia hạn", self.number),
            Entry("paper_on", "&Ngày văn bản", self.paper_on),
        )
        if note:
            drop = partial(drop_extension, task_key=row.id)
            self.let_drop("&Bỏ gia hạn", drop, "Đã bỏ gia hạn")

    def submit(self) -> None:
        day = self.extended_to.day
        if day is None:
            self.form.box("extended_to").tell("error", "Ghi hạn mới.")
            self.extended_to.setFocus()
            return
        order = ExtendTask(
            self._row.id, self._row.task.due.due_on, day, self.number.value, self.paper_on.day
        )
        self._write(partial(extend_task, order=order), "Đã gia hạn việc")


def _about(row: TaskRow) -> QLabel:
    who = f" · {row.task.who}" if row.task.who else ""
    told = QLabel(f"{row.task.title}{who}. Hạn {row.due_words}, {row.left.words.lower()}.")
    told.setWordWrap(True)
    return told


def _tell_undone(desk: Desk, _: object) -> None:
    desk.say("Đã hoàn tác")
