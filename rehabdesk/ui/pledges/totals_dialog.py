"""How many street groups, offices, schools and families there are, for the share that signed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.codes import PledgeBy
from rehabdesk.services.pledges.looks import Share, set_totals
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import TextField


class CountField(TextField):
    """A whole number, or nothing where nobody has counted."""

    @property
    def count(self) -> int | None:
        text = self.value.replace(".", "").replace(" ", "")
        return int(text) if text.isdigit() else None

    @property
    def error(self) -> str:
        return "Gõ số, hoặc để trống." if self.value and self.count is None else ""


class TotalsDialog(FormDialog):
    def __init__(self, desk: Desk, shares: Sequence[Share], parent: QWidget) -> None:
        super().__init__("Tổng số để tính tỷ lệ ký", "&Lưu", parent)
        self._desk = desk
        self.fields: dict[PledgeBy, CountField] = {}
        for share in shares:
            field = CountField("" if share.total is None else str(share.total))
            self.fields[share.by] = field
            self.add(share.by.value, share.by.label, field)
        self.set_fact("Để trống thì không tính tỷ lệ")

    def submit(self) -> None:
        totals = {by: field.count for by, field in self.fields.items()}
        self._desk.do(self, partial(set_totals, totals=totals), lambda _: self.accept())
