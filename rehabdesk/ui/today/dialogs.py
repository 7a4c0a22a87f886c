"""Why a task is late, until when a paper extends it, and a flag of one's own."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.tasks.notes import ExtendTask, extend_task, note_lateness, set_flag
from rehabdesk.services.tasks.task import Concern
from rehabdesk.services.tasks.today import TaskRow
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry


class LateDialog(FormDialog):
    def __init__(self, desk: Desk, row: TaskRow, parent: QWidget) -> None:
        super().__init__("Ghi lý do trễ", "&Ghi lý do trễ", parent)
        self._desk = desk
        self._row = row
        self.body.insertWidget(0, _about(row))
        self.reason = TextBox()
        if row.note is not None:
            self.reason.value = row.note.late_reason
        self.add("reason", "&Lý do trễ", self.reason)

    def submit(self) -> None:
        act = partial(note_lateness, task_key=self._row.id, reason=self.reason.value)
        self._desk.do(self, act, self._close)

    def _close(self, _: None) -> None:
        self.accept()
        self._desk.say("Đã ghi lý do trễ")


class ExtendDialog(FormDialog):
    def __init__(self, desk: Desk, row: TaskRow, today: date, parent: QWidget) -> None:
        super().__init__("Gia hạn việc", "&Gia hạn việc", parent)
        self._desk = desk
        self._row = row
        self.body.insertWidget(0, _about(row))
        self.extended_to = DateField(today, needs_day=True)
        self.number = TextField(placeholder="125/UBND-VX")
        self.paper_on = DateField(today, needs_day=True)
        self.add("extended_to", "Hạn &mới", self.extended_to)
        self.add_row(
            Entry("paper_number", "&Số văn bản cho gia hạn", self.number),
            Entry("paper_on", "&Ngày văn bản", self.paper_on),
        )

    def submit(self) -> None:
        day = self.extended_to.day
        if day is None:
            self.form.box("extended_to").tell("error", "Ghi hạn mới.")
            self.extended_to.setFocus()
            return
        order = ExtendTask(
            self._row.id, self._row.due.due_on, day, self.number.value, self.paper_on.day
        )
        self._desk.do(self, partial(extend_task, order=order), self._close)

    def _close(self, _: None) -> None:
        self.accept()
        self._desk.say("Đã gia hạn việc")


class FlagDialog(FormDialog):
    """A reminder of one's own, on a person and a day."""

    def __init__(self, desk: Desk, concern: Concern, today: date, parent: QWidget) -> None:
        super().__init__("Gắn cờ nhắc", "&Gắn cờ nhắc", parent)
        self._desk = desk
        self._concern = concern
        self.body.insertWidget(0, QLabel(concern.name))
        self.on = DateField(today, needs_day=True)
        self.word = TextField(placeholder="Hỏi giấy tờ, gọi gia đình…")
        self.add("on", "&Ngày nhắc", self.on)
        self.add("word", "Nhắc &việc gì", self.word)

    def submit(self) -> None:
        day = self.on.day
        if day is None:
            self.form.box("on").tell("error", "Ghi ngày nhắc.")
            self.on.setFocus()
            return
        act = partial(set_flag, person_id=self._concern.person_id, on=day, word=self.word.value)
        self._desk.do(self, act, self._close)

    def _close(self, _: int) -> None:
        self.accept()
        self._desk.say(f"Đã gắn cờ nhắc {self._concern.name}")


def _about(row: TaskRow) -> QLabel:
    who = f" · {row.task.who}" if row.task.who else ""
    told = QLabel(f"{row.task.title}{who}. Hạn {row.due_words}, {row.left.words.lower()}.")
    told.setWordWrap(True)
    return told
