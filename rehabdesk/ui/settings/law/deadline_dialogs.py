"""The office sets a deadline of its own, or goes back to the law."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.law.deadline import Deadline
from rehabdesk.services.law.contact_days import set_contact_days
from rehabdesk.services.law.deadlines import OfficeValue
from rehabdesk.services.law.moving import with_value, without_value
from rehabdesk.services.law.setting_deadlines import (
    MOST,
    DeadlineRow,
    SetDeadline,
    ValueEnd,
    end_value,
    set_deadline,
)
from rehabdesk.services.law.signed_copies import set_copy_days
from rehabdesk.services.office import Work
from rehabdesk.services.tasks.moved import Change, MovedTask, by, moved_words, telling_moved
from rehabdesk.ui.entry.office_form import NeededDate, NeededField
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.settings.law.moved_preview import MovedPreview
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

Act = Callable[[Work], Any]
COPIES_ARE_OURS = (
    "Văn bản đã có số mà chưa đính bản quét có chữ ký, dấu thì trang Hôm nay nhắc. "
    "Đây là lệ riêng của xã, không phải hạn của luật."
)
MEETINGS_ARE_OURS = (
    "Người đang quản lý mà quá số ngày này chưa ghi lần gặp nào thì trang Hôm nay nhắc. "
    "Không gặp được thì không tính là gặp. Đây là lệ riêng của xã, không phải hạn của luật."
)
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
        super().__init__("Xã đặt hạn riêng", "Đặt hạn", parent, WIDTHS[1])
        self._desk = desk
        self._row = row
        deadline = row.deadline
        self.amount = AmountField(row.span.amount)
        self.unit = ComboField([(unit, unit.label) for unit in DeadlineUnit])
        self.unit.value = row.span.unit
        self.since = NeededDate(today, today, needs_day=True)
        self.until = DateField(today, needs_day=True)
        self.reason = NeededField("Ghi lý do xã đặt hạn này.", REASON)
        self.message.say("info", f"{deadline.label}. {_law_words(deadline)}")
        self.add_row(
            Entry("amount", "&Số", self.amount), Entry("unit", "&Đơn vị", self.unit, stretch=2)
        )
        self.add_row(
            Entry("from_on", "&Từ ngày", self.since),
            Entry("until_on", "Đến n&gày", self.until, "Để trống khi chưa biết"),
        )
        self.add("reason", "&Lý do", self.reason)
        self.moved = MovedPreview(desk, self)
        self.body.addWidget(self.moved)
        for field in (self.amount, self.since, self.until):
            field.textChanged.connect(self._foretell)
        self.unit.chosen.connect(self._foretell)
        self._foretell()

    @property
    def _order(self) -> SetDeadline:
        return SetDeadline(
            self._row.deadline.id,
            self.amount.amount,
            self.unit.value or self._row.span.unit,
            self.since.day or date.min,
            self.until.day,
            self.reason.value,
        )

    def _foretell(self, *_: object) -> None:
        order = self._order
        is_possible = 1 <= order.amount <= MOST and self.since.day is not None
        is_other = (order.amount, order.unit) != (self._row.span.amount, self._row.span.unit)
        change = by(partial(with_value, order=order)) if is_possible and is_other else None
        self.moved.foretell(change)

    def submit(self) -> None:
        order = self._order
        act: Act = partial(set_deadline, order=order)
        if 1 <= order.amount <= MOST:
            act = partial(telling_moved, act=act, change=by(partial(with_value, order=order)))
        self._desk.do(self, act, self._tell)

    def _tell(self, done: tuple[int, Sequence[MovedTask]]) -> None:
        self.accept()
        self._desk.say(f"Đã đặt hạn{moved_words(done[1])}")


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
        self.moved = MovedPreview(desk, self)
        self.body.addWidget(self.moved)
        self.last.textChanged.connect(self._foretell)
        self._foretell()

    @property
    def _change(self) -> Change:
        last_on = self.last.day or date.min
        return by(partial(without_value, value_id=self._value.id, last_on=last_on))

    def _foretell(self, *_: object) -> None:
        self.moved.foretell(self._change if self.last.day else None)

    def submit(self) -> None:
        value, change = self._value, self._change

        def act_of(end: ValueEnd, version: int) -> Callable[[Work], Any]:
            last_on = end.last_on or date.min
            act = partial(end_value, value_id=value.id, version=version, last_on=last_on)
            return partial(telling_moved, act=act, change=change)

        edit = Edit(ValueEnd(value.until_on), ValueEnd(self.last.day), value.version, act_of)
        settled(self._desk, self, edit, self._tell)

    def _tell(self, done: tuple[None, Sequence[MovedTask]]) -> None:
        self.accept()
        self._desk.say(f"Đã về mức của luật{moved_words(done[1])}")


class CopyDaysDialog(FormDialog):
    """After how many days the scan of a signed paper is missed: a rule of the office alone."""

    def __init__(self, desk: Desk, days: int, parent: QWidget) -> None:
        super().__init__("Nhắc đính bản đã ký", "Lưu", parent, WIDTHS[1])
        self._desk = desk
        self.days = AmountField(days)
        self.days.setText(str(days))
        self.message.say("info", COPIES_ARE_OURS)
        self.add(
            "amount",
            "&Số ngày làm việc kể từ ngày văn bản",
            self.days,
            "Ghi 0 để không nhắc việc này",
        )

    def submit(self) -> None:
        self._desk.do(self, partial(set_copy_days, days=self.days.amount), self._tell)

    def _tell(self, _: None) -> None:
        self.accept()
        self._desk.say(f"Đã lưu. {copies_words(self.days.amount)}")


class ContactDaysDialog(FormDialog):
    """After how many days without a meeting a person is told of: a rule of the office alone."""

    def __init__(self, desk: Desk, days: int, parent: QWidget) -> None:
        super().__init__("Nhắc gặp gỡ", "Lưu", parent, WIDTHS[1])
        self._desk = desk
        self.days = AmountField(days)
        self.days.setText(str(days))
        self.message.say("info", MEETINGS_ARE_OURS)
        self.add(
            "amount",
            "&Số ngày kể từ lần gặp gần nhất",
            self.days,
            "Tính cả ngày nghỉ. Ghi 0 để không nhắc việc này",
        )

    def submit(self) -> None:
        self._desk.do(self, partial(set_contact_days, days=self.days.amount), self._tell)

    def _tell(self, _: None) -> None:
        self.accept()
        self._desk.say(f"Đã lưu. {meetings_words(self.days.amount)}")


def meetings_words(days: int) -> str:
    return f"Nhắc khi đã quá {days:02} ngày chưa gặp" if days else "Không nhắc gặp gỡ"


def copies_words(days: int) -> str:
    if not days:
        return "Không nhắc đính bản đã ký"
    return f"Nhắc đính bản đã ký sau {days:02} ngày làm việc kể từ ngày văn bản"


def _law_words(deadline: Deadline) -> str:
    if deadline.is_office:
        return f"{deadline.why} Mức mặc định: {deadline.span.words}."
    return f"{deadline.basis}: {deadline.span.words} {deadline.counted_from_words}."
