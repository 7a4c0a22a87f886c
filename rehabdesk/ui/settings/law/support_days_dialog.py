"""After how many days supports are asked about: rules of the office alone."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.supports.coming import SupportDays
from rehabdesk.services.supports.days import set_support_days
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.settings.law.deadline_dialogs import AmountField

ARE_OURS = (
    "Quá số ngày này mà chưa ghi bước tiếp của lần hỗ trợ thì trang Hôm nay nhắc. "
    "Việc làm hỏi lại sau 3, 6 và 12 tháng. Đây là lệ riêng của xã, không phải hạn của luật."
)
NONE = "Ghi 0 để không nhắc việc này"


class SupportDaysDialog(FormDialog):
    def __init__(self, desk: Desk, days: SupportDays, parent: QWidget) -> None:
        super().__init__("Nhắc về hỗ trợ", "Lưu", parent, WIDTHS[1])
        self._desk = desk
        self.approval = _field(days.approval)
        self.repayment = _field(days.repayment)
        self.late = _field(days.late)
        self.message.say("info", ARE_OURS)
        self.add("approval", "Hỏi kết quả &duyệt sau ngày đề nghị, ngày", self.approval, NONE)
        self.add("repayment", "&Kiểm tra trả nợ sau lần ghi gần nhất, ngày", self.repayment, NONE)
        self.add("late", "&Hỏi lại khoản chậm trả, ngày", self.late)

    @property
    def days(self) -> SupportDays:
        return SupportDays(self.approval.amount, self.repayment.amount, self.late.amount)

    def submit(self) -> None:
        self._desk.do(self, partial(set_support_days, days=self.days), self._tell)

    def _tell(self, _: None) -> None:
        self.accept()
        self._desk.say(f"Đã lưu. {support_days_words(self.days)}")


def support_days_words(days: SupportDays) -> str:
    approval = f"sau {days.approval} ngày" if days.approval else "không nhắc"
    repayment = f"mỗi {days.repayment} ngày" if days.repayment else "không nhắc"
    late = f"sau {days.late} ngày" if days.late else "ngay"
    return f"Hỏi kết quả duyệt {approval}, kiểm tra trả nợ {repayment}, khoản chậm trả {late}"


def _field(amount: int) -> AmountField:
    field = AmountField(amount)
    field.setText(str(amount))
    return field
