"""Two short acts on a closed report: it has been sent; it is opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.office import Work
from rehabdesk.services.reports.closing.kept import KeptReport
from rehabdesk.services.reports.closing.sending import (
    NoteSent,
    ReopenReport,
    close_as_before,
    note_sent,
    note_sent_again,
    reopen_again,
    reopen_report,
    take_sending_back,
)
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox, TextField
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.settling.sending import settled

WAYS = (
    "Trục liên thông văn bản",
    "Thư điện tử công vụ",
    "Nộp trực tiếp",
    "Bưu điện",
    "Chép gói vào USB",
)
STAYS = (
    "Bản đã chốt giữ nguyên và xem lại được trong Sổ đăng ký. Kỳ này tính lại từ hồ sơ hiện nay, "
    "chốt lại khi xong."
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What was done and is taken back by Ctrl+Z, as often as Ctrl+Y does it again."""

    told: str
    told_back: str
    back: Callable[[Work], object]
    again: Callable[[Work], object]

    def say(self, desk: Desk, page: QWidget) -> None:
        desk.say(
            self.told,
            UNDO,
            lambda: desk.do(page, self.back, lambda _: desk.say(self.told_back)),
            lambda: desk.do(page, self.again, lambda _: self.say(desk, page)),
        )


class SentDialog(FormDialog):
    def __init__(
        self, desk: Desk, page: QWidget, kept: KeptReport, today: date, receiver: str
    ) -> None:
        super().__init__("Ghi đã gửi", "Ghi đã gửi", page)
        self._desk, self._page, self._kept = desk, page, kept
        self.body.insertWidget(0, QLabel(f"<b>{kept.title}</b>"))
        self.on = DateField(today, today, needs_day=True)
        self.to = TextField(receiver)
        self.how = ComboField[str]([(each, each) for each in WAYS])
        self.add("on", "N&gày gửi", self.on)
        self.add("to", "Nơi &nhận", self.to)
        self.add("how", "&Cách gửi", self.how)

    def submit(self) -> None:
        day = self.on.day
        if day is None:
            self.form.box("on").tell("error", "Ghi ngày gửi.")
            return
        how = self.how.value or ""
        order = NoteSent(self._kept.id, self._kept.version, day, self.to.value, how)
        settled(self._desk, self, partial(note_sent, order=order), partial(self._done, order))

    def _done(self, order: NoteSent, _: object) -> None:
        self.accept()
        turn = Turn(
            f"Đã ghi gửi {self._kept.title} ngày {order.on:%d/%m/%Y}",
            "Đã bỏ ghi gửi",
            partial(take_sending_back, report_id=order.report_id),
            partial(note_sent_again, order=order),
        )
        turn.say(self._desk, self._page)


class ReopenDialog(FormDialog):
    def __init__(self, desk: Desk, page: QWidget, kept: KeptReport) -> None:
        super().__init__("Mở chốt", "Mở chốt", page)
        self._desk, self._page, self._kept = desk, page, kept
        self.body.insertWidget(0, QLabel(f"<b>{kept.title}</b>"))
        self.message.say("warn", STAYS)
        self.reason = TextBox()
        self.add("reason", "&Lý do mở chốt", self.reason)

    def submit(self) -> None:
        order = ReopenReport(self._kept.id, self._kept.version, self.reason.value)
        settled(self._desk, self, partial(reopen_report, order=order), partial(self._done, order))

    def _done(self, order: ReopenReport, report_ids: tuple[int, ...]) -> None:
        self.accept()
        turn = Turn(
            f"Đã mở chốt {self._kept.title}",
            "Đã hoàn tác mở chốt",
            partial(close_as_before, report_ids=report_ids),
            partial(reopen_again, order=order),
        )
        turn.say(self._desk, self._page)
