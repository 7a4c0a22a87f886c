"""Giao chỉ tiêu: what, how much, and each member's part; spread evenly by one press."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.kinds import grouped
from rehabdesk.services.team_targets.done import TargetRow, TargetSheet
from rehabdesk.services.team_targets.keeping import (
    KeepTarget,
    Kept,
    Target,
    keep_target,
    spread_evenly,
)
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.team.targets.shares import AmountField, SharesField

AMOUNT_WIDTH = 120


class TargetDialog(FormDialog):
    kept = Signal(object)  # Kept

    def __init__(
        self,
        desk: Desk,
        team_id: int,
        sheet: TargetSheet,
        parent: QWidget,
        row: TargetRow | None = None,
    ) -> None:
        title = "Giao chỉ tiêu" if row is None else "Sửa chỉ tiêu"
        super().__init__(title, "&Giao" if row is None else "&Lưu", parent, WIDTHS[1])
        self._desk, self._team_id, self._row = desk, team_id, row
        self._sheet = sheet
        handed = {each.target.what for each in sheet.rows if row is None or each is not row}
        offered = [each for each in sheet.offered if each.code not in handed]
        if row is not None and row.measured not in offered:
            offered.append(row.measured)
        self.what = ComboField([(each.code, f"{each.name} ({each.unit})") for each in offered])
        self.amount = AmountField("" if row is None else grouped(row.target.amount))
        self.amount.setFixedWidth(Style.current.length(AMOUNT_WIDTH))
        self.members = SharesField(sheet.members)
        self.spread_button = KeyButton("&Chia đều", is_small=True)
        self.spread_button.clicked.connect(self.spread)
        self._lay_out()
        if row is not None:
            self.what.value = row.target.what
            self.members.show_shares(row.target.shares)
        self.members.edited.connect(self._tell_sum)
        self.amount.textChanged.connect(lambda _: self._tell_sum())
        self._tell_sum()

    def _lay_out(self) -> None:
        period = self._sheet.period
        self.add_row(
            Entry("what", "&Việc gì", self.what),
            Entry("amount", f"&Số giao {period.words if period else ''}", self.amount, stretch=0),
        )
        self.add("shares", "&Phần của từng đội viên (để trống cũng được)", self.members)
        self.add_fact(self.spread_button)

    def spread(self) -> None:
        """Share the amount out among those who serve: the parts differ by one at most."""
        ids = [each.volunteer_id for each in self._sheet.members if each.is_serving]
        self.members.show_shares(spread_evenly(self.amount.amount, ids))

    def _tell_sum(self) -> None:
        shared, amount = sum(self.members.value.values()), self.amount.amount
        if not shared:
            self.set_fact("Chưa chia cho ai")
        elif shared == amount:
            self.set_fact(f"Đã chia đủ {grouped(amount)}")
        else:
            over = shared - amount
            told = f"thừa {grouped(over)}" if over > 0 else f"còn {grouped(-over)}"
            self.set_fact(f"Đã chia {grouped(shared)}, {told}")

    def submit(self) -> None:
        if not self.isVisible():
            return
        period = self._sheet.period
        before = self._row.target if self._row is not None else None
        after = Target(
            period.code if period else "",
            self.what.value or "",
            self.amount.amount,
            self.members.value,
        )
        order = KeepTarget(self._team_id, before, after)
        self._desk.do(self, partial(keep_target, order=order), self._tell)

    def _tell(self, made: Kept) -> None:
        self.accept()
        self.kept.emit(made)
