"""Why a number of the book was left blank."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.services.decisions.numbering import explain_gap
from rehabdesk.services.decisions.register import RegisterRow
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import TextBox


class GapDialog(FormDialog):
    def __init__(self, desk: Desk, row: RegisterRow, year: int, parent: QWidget) -> None:
        super().__init__(f"Giải thích số {row.number} bỏ trống", "&Giải thích", parent)
        self._desk = desk
        self._row = row
        self._year = year
        self.reason = TextBox(row.gap_reason)
        hint = "Dòng này vẫn nằm trong sổ, in cùng lời giải thích."
        self.add("reason", "&Lý do", self.reason, hint)

    def submit(self) -> None:
        act = partial(
            explain_gap,
            book_id=self._row.book_id,
            year=self._year,
            number=self._row.number or 0,
            reason=self.reason.value,
        )
        self._desk.do(self, act, self._close)

    def _close(self, _: None) -> None:
        self.accept()
