"""The columns of tests, in the register and in one person's file."""

from __future__ import annotations

from PySide6.QtCore import Signal

from rehabdesk.domain.teamwork.codes import BodyTestResult
from rehabdesk.domain.text import name_order
from rehabdesk.services.body_tests.leaving import TELLING
from rehabdesk.services.body_tests.register import ResultRow
from rehabdesk.ui.kit.lines.leaving import Way
from rehabdesk.ui.kit.rows import Column, Sign
from rehabdesk.ui.kit.table import ListTable

NOTHING = "–"
_RESULTS = {
    BodyTestResult.NEGATIVE: Sign("checkmark_circle", "ok"),
    BodyTestResult.POSITIVE: Sign("add", "warn"),
    BodyTestResult.UNCLEAR: Sign("question_circle"),
    BodyTestResult.NO_SHOW: Sign("subtract"),
}
_column = Column[ResultRow]


def _next(row: ResultRow) -> str:
    on = row.outcome.next_on
    return f"{on:%d/%m/%Y}" if on else NOTHING


def _after_sign(row: ResultRow) -> Sign | None:
    if not row.after:
        return None
    if row.is_waiting:
        return Sign("clock", "warn" if row.result is BodyTestResult.POSITIVE else "neutral")
    return Sign("checkmark_circle", "ok")


ON = _column("Ngày", lambda row: f"{row.on:%d/%m/%Y}", lambda row: row.on, width=92)
WHO = _column(
    "Người",
    lambda row: row.name,
    lambda row: name_order(row.name),
    width=152,
    is_subject=True,
)
_LATER = (
    _column("Nơi làm", lambda row: row.sitting.done_at, width=112),
    _column("Cách làm", lambda row: row.sitting.method.label, width=140),
    _column("Lý do", lambda row: row.sitting.ground.label, width=110),
    _column(
        "Kết quả",
        lambda row: row.result.label,
        width=112,
        sign=lambda row: _RESULTS[row.result],
    ),
    _column("Lần tới", _next, lambda row: str(row.outcome.next_on or ""), width=92),
    _column(
        "Việc sau đó",
        lambda row: row.after or NOTHING,
        width=200,
        sign=_after_sign,
        is_stretched=True,
    ),
    _column("Số phiếu", lambda row: row.outcome.slip_number, width=100, is_hidden=True),
    _column("Chất", lambda row: row.outcome.substances, width=110, is_hidden=True),
    _column("Ai yêu cầu", lambda row: row.sitting.asked_by, width=130, is_hidden=True),
    _column("Người ghi", lambda row: row.recorded_by, width=140, is_hidden=True),
)
OF_REGISTER = (ON, WHO, *_LATER)
OF_PERSON = (
    _column(
        "Ngày",
        lambda row: f"{row.on:%d/%m/%Y}",
        lambda row: row.on,
        width=92,
        is_subject=True,
    ),
    *_LATER,
)


class TestsTable(ListTable[ResultRow]):
    """What is copied, printed and exported of it tells no result, unless that is chosen."""

    __test__ = False  # no case of pytest's
    tells_results = False
    leave_wanted = Signal(object)  # a Way; the page asks what for

    def leave(self, way: Way) -> None:
        self.leave_wanted.emit(way)

    def shown_columns(self) -> list[Column[ResultRow]]:
        shown = super().shown_columns()
        if self.tells_results:
            return shown
        return [each for each in shown if each.title not in TELLING]
