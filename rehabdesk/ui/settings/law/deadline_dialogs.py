"""The office sets a deadline of its own, or goes back to the law."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.law.deadline import Deadline
from rehabdesk.services.law.deadlines import OfficeValue
from rehabdesk.services.law.setting_deadlines import (
    DeadlineRow,
    SetDeadline,
    end_value,
    set_deadline,
)
from rehabdesk.ui.entry.office_form import NeededDate, NeededField
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField
from rehabdesk.ui.kit.form import Entry

REASON = "Thí dụ: quy chế làm việc của xã, văn bản của tỉnh"


class AmountField(NeededField):
    """A whole number above zero."""

    def __init__(self, amount: int) -> None:
        super().__init__("Nhập một số.", value=str(amount) if amount else "")

    @property
    def error(self) -> str:
        return super().error or ("" if self.value.isdecimal() else "Chỉ nhập chữ số.")

    @property
    def amount(self) -> int:
        return int(self.value) if self.value.isdecimal() else 0


class DeadlineDialog(FormDialog):
    """A value with its days and its reason; the one before ends by itself."""

    def __init__(self, desk: Desk, row: DeadlineRow, today: date, parent: QWidget) -> None:
        super().__init__("Xã đặt hạn riêng", "Đặt hạn", parent)
        self._desk = desk
        self._row = row
        deadline = row.deadline
        self.amount = AmountField(row.span.amount)
        self.unit = ComboField([(unit, unit.label) for unit in DeadlineUnit])
        self.unit.value = row.span.unit
        self.since = NeededDate(today, today, needs_day=True)
        self.until = DateField(today, needs_day=True)
        self.reason = NeededField(REASON + ".", REASON)
        self.message.say("info", f"{deadline.label}. {_law_words(deadline)}")
        self.add_row(
            Entry("amount", "&Số", self.amount), Entry("unit", "&Đơn vị", self.unit, stretch=2)
        )
        self.add_row(
            Entry("from_on", "&Từ ngày", self.since),
            Entry("until_on", "Đến n&gày", self.until, "Để trống khi chưa biết"),
        )
        self.add("reason", "&Lý do", self.reason)

    def submit(self) -> None:
        order = SetDeadline(
            self._row.deadline.id,
            self.amount.amount,
            self.unit.value or self._row.span.unit,
            self.since.day or date.min,
            self.until.day,
            self.reason.value,
        )
        self._desk.do(self, partial(set_deadline, order=order), self._tell)

    def _tell(self, _: int) -> None:
        self.accept()
        self._desk.say("Đã đặt hạn. Việc tạo từ nay tính theo mức này")


class BackDialog(FormDialog):
    """The last day the office's own value holds; after it the law's is used again."""

    def __init__(
        self, desk: Desk, deadline: Deadline, value: OfficeValue, today: date, parent: QWidget
    ) -> None:
        super().__init__("Về mức của luật", "Về mức của luật", parent)
        self._desk = desk
        self._value = value
        self.last = NeededDate(today, today - timedelta(days=1), needs_day=True)
        self.message.say(
            "info",
            f"{deadline.label}. Xã đang đặt {value.span.words} từ {value.from_on:%d/%m/%Y}. "
            f"{_law_words(deadline)}",
        )
        self.add("last_on", "&Dùng mức của xã đến hết ngày", self.last)

    def submit(self) -> None:
        act = partial(
            end_value,
            value_id=self._value.id,
            version=self._value.version,
            last_on=self.last.day or date.min,
        )
        self._desk.do(self, act, self._tell)

    def _tell(self, _: None) -> None:
        self.accept()
        self._desk.say("Đã về mức của luật")


def _law_words(deadline: Deadline) -> str:
    if deadline.is_office:
        return f"{deadline.why} Mức mặc định: {deadline.span.words}."
    return f"{deadline.basis}: {deadline.span.words} {deadline.counted_from_words}."
