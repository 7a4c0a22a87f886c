"""Short acts of an upper office: receive, settle, try again, say when it came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

from rehabdesk.services.consolidation.again import TryAgain, try_again
from rehabdesk.services.consolidation.clashes import Clash
from rehabdesk.services.consolidation.opening import Delivered
from rehabdesk.services.consolidation.orders import Outcome
from rehabdesk.services.consolidation.packages import ReceivedDay, correct_received_day
from rehabdesk.services.consolidation.settling import (
    SettleClash,
    Settled,
    reopen_clash,
    settle_clash,
)
from rehabdesk.services.consolidation.standing import UnitStanding
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import DateField, PasswordField, TextBox
from rehabdesk.ui.kit.messages import UNDO

_MOST_NAMED = 6
_WHEN_NEEDED = "Chỉ cần khi gói có danh sách người. Mật khẩu do đơn vị đọc qua điện thoại."


class ReceiveDialog(FormDialog):
    """Says what is about to be received, from which day, and by which password names open."""

    given = Signal(object, object)  # passwords, the day it came

    def __init__(
        self, paths: Sequence[Path | Delivered], title: str, today: date, parent: QWidget
    ) -> None:
        count = len(paths)
        super().__init__("Nhận gói", f"&Nhận {count} gói", parent)
        named = ", ".join(path.name for path in paths[:_MOST_NAMED])
        more = f" và {count - _MOST_NAMED} tệp nữa" if count > _MOST_NAMED else ""
        told = QLabel(f"{title}: {count} tệp. {named}{more}")
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        self.day = DateField(today, today, needs_day=True)
        self.password = PasswordField()
        self.add("received_on", "N&gày nhận", self.day, "Đổi nếu gói đã tới từ hôm trước.")
        self.add("password", "&Mật khẩu gói", self.password, _WHEN_NEEDED)
        self.set_fact("Gói hỏng để riêng, gói còn lại vẫn nhận.")

    def submit(self) -> None:
        password = self.password.value
        self.accept()
        self.given.emit((password,) if password else (), self.day.day)


class ReceivedDayDialog(FormDialog):
    """The day a package truly came, where it had come by other means before."""

    def __init__(self, desk: Desk, row: UnitStanding, today: date, parent: QWidget) -> None:
        super().__init__("Sửa ngày nhận", "&Ghi ngày nhận", parent)
        self._desk, self._row, self._over = desk, row, parent
        came = f" · đang ghi nhận {row.received_on:%d/%m/%Y}" if row.received_on else ""
        self.body.insertWidget(0, QLabel(f"<b>{row.name}</b>{came}"))
        self.day = DateField(today, row.received_on, needs_day=True)
        self.reason = TextBox(lines=2)
        self.add("on", "N&gày gói đã tới", self.day)
        self.add("reason", "&Vì sao sửa, căn cứ vào đâu", self.reason)
        self.set_fact("Lý do ghi vào Nhật ký.")

    def submit(self) -> None:
        row, day = self._row, self.day.day
        if day is None:
            self.form.box("on").tell("error", "Ghi ngày gói đã tới.")
            return
        if row.package_id is not None and row.received_on is not None:
            order = ReceivedDay(row.package_id, row.received_on, day, self.reason.value)
            act = partial(correct_received_day, order=order)
            self._desk.do(self, act, lambda _: self._tell(order))

    def _tell(self, order: ReceivedDay) -> None:
        self.accept()
        self._say(order)

    def _say(self, order: ReceivedDay) -> None:
        """Say so, and let it be taken back and done again."""
        desk, over = self._desk, self._over
        taken_back = f"Hoàn tác: {order.reason}"
        back = ReceivedDay(order.package_id, order.on, order.kept, taken_back)
        undo, again = (partial(correct_received_day, order=each) for each in (back, order))
        told = f"{self._row.name}: ngày nhận là {order.on:%d/%m/%Y}."
        told_back = f"{self._row.name}: ngày nhận lại là {order.kept:%d/%m/%Y}."
        desk.say(
            told,
            UNDO,
            partial(desk.do, over, undo, lambda _: desk.say(told_back)),
            partial(desk.do, over, again, lambda _: self._say(order)),
        )


class SettleDialog(FormDialog):
    """Where somebody counted twice counts, and how one came to know."""

    def __init__(self, desk: Desk, asked: ReportAsked, clash: Clash, parent: QWidget) -> None:
        super().__init__("Ghi cách giải quyết", "&Ghi", parent)
        self._desk, self._asked, self._clash = desk, asked, clash
        self._over = parent
        born = f", sinh năm {clash.birth_year}" if clash.birth_year else ""
        self.body.insertWidget(0, QLabel(f"{clash.name}{born}: tính ở đâu?"))
        self.places = {side.unit_id: QRadioButton(side.words) for side in clash.sides}
        self.everywhere = QRadioButton("Tính ở cả hai bên (hai người khác nhau, hoặc đúng là vậy)")
        for place, button in enumerate((*self.places.values(), self.everywhere), 1):
            self.body.insertWidget(place, button)
        self.words = TextBox(lines=2)
        self.words.value = clash.answer
        self.add("words", "&Đã hỏi ai, kết quả thế nào", self.words)
        if clash.is_answered and clash.counts_at is None:
            self.everywhere.setChecked(True)
        elif clash.counts_at in self.places:
            self.places[clash.counts_at].setChecked(True)
        if clash.is_answered:
            reopen = KeyButton("&Bỏ cách giải quyết cũ", kind="quiet")
            reopen.clicked.connect(self._reopen)
            self.add_fact(reopen)

    def submit(self) -> None:
        at = next((unit for unit, button in self.places.items() if button.isChecked()), None)
        order = SettleClash(
            self._asked,
            self._clash.known_by,
            at,
            self.words.value,
            is_everywhere=self.everywhere.isChecked(),
        )
        self._desk.do(self, partial(settle_clash, order=order), self._tell)

    def _reopen(self) -> None:
        act = partial(reopen_clash, asked=self._asked, known_by=self._clash.known_by)
        self._desk.do(self, act, self._tell)

    def _tell(self, settled: Settled) -> None:
        self.accept()
        change = (
            f"Tổng cuối kỳ: {settled.before} → {settled.after}."
            if settled.before != settled.after
            else f"Tổng cuối kỳ vẫn là {settled.after}."
        )
        undo = partial(reopen_clash, asked=self._asked, known_by=self._clash.known_by)
        if self._clash.is_answered:
            self._desk.say(f"Đã ghi. {change}")
            return
        desk = self._desk
        act = partial(
            desk.do, self._over, undo, lambda _: desk.say("Đã bỏ cách giải quyết vừa ghi.")
        )
        desk.say(f"Đã ghi cách giải quyết. {change}", UNDO, act)


class TryAgainDialog(FormDialog):
    """Opens what was set aside: by another password, or because somebody has asked the unit."""

    def __init__(self, desk: Desk, asked: ReportAsked, row: UnitStanding, parent: QWidget) -> None:
        title = "Nhận khóa mới" if row.asks_for_seal else "Mở lại gói"
        super().__init__(title, f"&{title}", parent)
        self._desk, self._asked, self._row = desk, asked, row
        self.message.say("warn", row.trouble)
        self.password, self.reason = PasswordField(), TextBox(lines=2)
        if row.asks_for_seal:
            self.add("reason", "Đã hỏi &ai ở đơn vị, ngày nào", self.reason)
        self.add("password", "&Mật khẩu gói", self.password, _WHEN_NEEDED)

    def submit(self) -> None:
        if self._row.package_id is None:
            return
        order = TryAgain(
            self._row.package_id,
            self._asked,
            self.password.value,
            takes_new_seal=self._row.asks_for_seal,
            reason=self.reason.value,
        )
        self._desk.do(self, partial(try_again, order=order), self._tell)

    def _tell(self, outcome: Outcome) -> None:
        if outcome.counts:
            self.accept()
            self._desk.say(f"Đã nhận gói của {outcome.unit_name}.")
        else:
            self.message.say("warn", outcome.words)
            self.make_room()
