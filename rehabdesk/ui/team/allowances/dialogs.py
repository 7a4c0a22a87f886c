"""The day a list was signed or paid, and another amount for one line."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.amount_words import amount_in_words
from rehabdesk.domain.teamwork.codes import AllowanceState
from rehabdesk.domain.wording import thousands
from rehabdesk.services.allowances.computing import ListKey, PayLine
from rehabdesk.services.allowances.lists import (
    MonthList,
    SetLine,
    pay_list,
    set_line,
    sign_list,
)
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import DateField, TextField

SIGNING = "Bảng đã ký giữ nguyên số tiền; danh sách đội đổi sau đó chỉ được báo bên cạnh."


class DayDialog(FormDialog):
    noted = Signal(object)  # the act, to be done once more after it was taken back

    def __init__(self, desk: Desk, shown: MonthList, today: date, parent: QWidget) -> None:
        self._is_draft = shown.state is AllowanceState.DRAFT
        words = "Ghi đã ký" if self._is_draft else "Ghi đã chi"
        super().__init__(f"{words} – tháng {shown.key.month.words}", "&Ghi", parent)
        self._desk = desk
        self._key = shown.key
        self.on = DateField(today, today, needs_day=True)
        self.add("on", "Ngà&y ký" if self._is_draft else "Ngà&y chi", self.on)
        self.message.say("info", SIGNING if self._is_draft else _paying(shown))

    def submit(self) -> None:
        way = sign_list if self._is_draft else pay_list
        act = partial(way, key=self._key, on=self.on.day)
        self._desk.do(self, act, lambda _: self._close(act))

    def _close(self, act: object) -> None:
        self.accept()
        self.noted.emit(act)


class MoneyField(TextField):
    """An amount of đồng as it is typed: 1.012.000, 1012000, 500 nghìn."""

    @property
    def amount(self) -> int | None:
        digits = self.value.lower().replace(".", "").replace(" ", "").removesuffix("đồng")
        digits = digits.removesuffix("đ").replace("nghìn", "000").replace("triệu", "000000")
        return int(digits) if digits.isdigit() else None

    @property
    def error(self) -> str:
        return "" if self.amount is not None else "Ghi số tiền bằng đồng, ví dụ 1.012.000."


class AmountDialog(FormDialog):
    changed = Signal(object)  # what changes it back

    def __init__(self, desk: Desk, key: ListKey, line: PayLine, parent: QWidget) -> None:
        super().__init__(f"Sửa số tiền của {line.full_name}", "&Lưu", parent)
        self._desk = desk
        self._key = key
        self._line = line
        self.amount = MoneyField(thousands(line.amount))
        self.why = TextField(line.reason if line.is_changed else "", "Xin không nhận tháng này")
        box = self.add("amount", "Số &tiền, đồng", self.amount)
        self.add("why", "Lý &do (in ở cột ghi chú)", self.why)
        self.set_fact(f"Máy tính: {thousands(line.computed)} đồng")
        self.amount.textEdited.connect(lambda _: box.tell("hint", self._words()))
        box.tell("hint", self._words())

    def submit(self) -> None:
        order = SetLine(self._key, self._line.volunteer_id, self.amount.amount, self.why.value)
        self._desk.do(self, partial(set_line, order=order), self._close)

    def _words(self) -> str:
        amount = self.amount.amount
        return amount_in_words(amount) if amount is not None else ""

    def _close(self, back: SetLine) -> None:
        self.accept()
        self.changed.emit(back)


def _paying(shown: MonthList) -> str:
    return f"{len(shown.lines)} người, {thousands(shown.total)} đồng ({shown.words})."
