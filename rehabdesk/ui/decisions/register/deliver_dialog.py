"""Ghi đã giao: to whom, when, taken or refused; the record (Mẫu 23) can be printed at once."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from rehabdesk.domain.text import clean
from rehabdesk.services.decisions.following.preparing import HandOver, Receiver, prepare_hand_over
from rehabdesk.services.decisions.life.deliveries import Deliver, deliver
from rehabdesk.services.decisions.recording import read_scan
from rehabdesk.ui.decisions.numbering.drop_area import DropArea
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry

NARROW = 110


class TimeField(TextField):
    """An hour of the day as it is written: 8:30, 0830, 8h30; it may stay empty."""

    @property
    def error(self) -> str:
        if not self.value or self.time is not None:
            return ""
        return f"Chưa hiểu giờ “{self.value}”. Gõ như 8:30 hoặc 0830."

    @property
    def time(self) -> time | None:
        digits = clean(self.text()).lower().replace("h", ":").replace("g", ":").replace(".", ":")
        hours, colon, minutes = digits.partition(":")
        if not colon and len(digits) in {3, 4}:
            hours, minutes = digits[:-2], digits[-2:]
        if not hours.isdigit() or not (minutes or "0").isdigit():
            return None
        try:
            return time(int(hours), int(minutes or "0"))
        except ValueError:
            return None


class DeliverDialog(FormDialog):
    delivered = Signal(int, bool)  # the hand-over, and whether its record is to be printed

    def __init__(
        self, desk: Desk, habits: QSettings, decision_id: int, now: datetime, parent: QWidget
    ) -> None:
        super().__init__("Ghi đã giao", "&Ghi đã giao", parent, WIDTHS[1])
        self._desk = desk
        self._decision_id = decision_id
        self._record: tuple[str, bytes] | None = None
        self._asker = Asker(self)
        self._asker.refused.connect(self.show_refusal)
        self.paper = QLabel()
        self.paper.setProperty("role", "title")
        self.paper.setWordWrap(True)
        self.body.insertWidget(0, self.paper)
        self.receiver = ComboField[Receiver]()
        self.receiver.chosen.connect(self._take_receiver)
        self.name = TextField()
        self.relation = TextField(placeholder="mẹ, Trưởng Công an xã…")
        self.day = DateField(now.date(), now.date(), needs_day=True)
        self.hour = TimeField(f"{now:%H:%M}")
        self.hour.setFixedWidth(NARROW)
        self.outcome = ComboField([(False, "Ký nhận"), (True, "Không nhận")])
        self.giver = TextField()
        self.note = TextField(placeholder="Lý do không nhận, người làm chứng…")
        self.drop = DropArea(habits)
        self.drop.chosen.connect(self._read_record)
        self.prints = QCheckBox("&In biên bản giao nhận (Mẫu 23)")
        self.prints.setChecked(True)
        self._lay_out()
        look = partial(prepare_hand_over, decision_id=decision_id)
        desk.look(self._asker, look, self._show, name="hand-over")

    def _lay_out(self) -> None:
        self.add("receiver", "&Giao cho", self.receiver)
        self.add_row(
            Entry("receiver_name", "&Người nhận", self.name),
            Entry("receiver_relation", "&Quan hệ, chức vụ", self.relation),
        )
        self.add_row(
            Entry("given_on", "Ngà&y giao", self.day),
            Entry("given_at", "Giờ", self.hour, stretch=0),
            Entry("is_refused", "&Kết quả", self.outcome),
        )
        self.add_row(
            Entry("giver", "Người gia&o", self.giver), Entry("note", "Ghi &chú", self.note)
        )
        label = QLabel("Biên bản giao nhận đã ký (ảnh chụp hoặc PDF)")
        label.setProperty("role", "label")
        label.setBuddy(self.drop)
        self.body.addWidget(label)
        self.body.addWidget(self.drop)
        self.add_fact(self.prints)

    def _show(self, plan: HandOver) -> None:
        self.paper.setText(plan.words)
        self.giver.value = plan.giver
        self.receiver.offer([(each, each.label) for each in plan.receivers])
        self.receiver.value = plan.receivers[0]
        self._take_receiver(plan.receivers[0])
        self.receiver.setFocus()

    def _take_receiver(self, receiver: Receiver | None) -> None:
        if receiver is not None:
            self.name.value = receiver.name
            self.relation.value = receiver.relation

    def _read_record(self, path: Path) -> None:
        keep = partial(self._keep_record, path.name)
        self._desk.run(self._asker, partial(read_scan, path), keep, name="record")

    def _keep_record(self, name: str, content: bytes) -> None:
        self._record = name, content
        self.drop.show_file(name)
        self.prints.setChecked(False)

    def submit(self) -> None:
        day, receiver = self.day.day, self.receiver.value
        if day is None:
            self.form.box("given_on").tell("error", "Ghi ngày giao.")
            self.day.setFocus()
            return
        order = Deliver(
            self._decision_id,
            day,
            self.name.value,
            self.hour.time,
            self.relation.value,
            receiver.person_id if receiver else None,
            bool(self.outcome.value),
            self.giver.value,
            self.note.value,
            self._record,
        )
        self._desk.do(self, partial(deliver, order=order), self._close)

    def _close(self, delivery_id: int) -> None:
        self.accept()
        self.delivered.emit(delivery_id, self.prints.isChecked())
