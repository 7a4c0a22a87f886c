"""The office's own days about tests; the law sets none."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QSpinBox, QWidget

from rehabdesk.services.law.test_days import MOST_DAYS, MOST_MONTHS, Habits, set_habits
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog

FACT = "Lệ riêng của xã, không phải hạn của luật. Ghi 0 thì không đề nghị, không nhắc."


class HabitsDialog(FormDialog):
    def __init__(self, desk: Desk, habits: Habits, parent: QWidget) -> None:
        super().__init__("Lệ nhắc xét nghiệm", "&Lưu", parent)
        self._desk = desk
        self.months = _number(habits.months, MOST_MONTHS, " tháng")
        self.again = _number(habits.again_days, MOST_DAYS, " ngày")
        self.ask = _number(habits.ask_days, MOST_DAYS, " ngày")
        self.add("months", "Âm tính: đề nghị lần &tới sau", self.months)
        self.add("again", "&Không đến, chưa rõ: đề nghị làm lại sau", self.again)
        self.add("ask", "Dương tính, đã báo: &hỏi lại Công an sau", self.ask)
        self.set_fact(FACT)

    def submit(self) -> None:
        habits = Habits(self.months.value(), self.again.value(), self.ask.value())
        self._desk.do(self, partial(set_habits, habits=habits), self._close)

    def _close(self, _: object) -> None:
        self.accept()
        self._desk.say("Đã lưu lệ nhắc xét nghiệm.")


def _number(value: int, most: int, unit: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(0, most)
    field.setSuffix(unit)
    field.setValue(value)
    return field
