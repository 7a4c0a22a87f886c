"""Why a column should be looked at again: what Excel has done to its values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rehabdesk.domain.tables.cells.gathering import cell_text
from rehabdesk.domain.tables.columns.contents import Profile, Shape
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.wording import thousands

_F = ImportField
_NUMBERS = frozenset({_F.ANY_NUMBER, _F.ID_NUMBER, _F.OLD_ID_NUMBER})
_DAYS = frozenset(
    {
        *(_F.BIRTH, _F.MALE, _F.FEMALE, _F.ID_ISSUED_ON, _F.COMPLETED_ON, _F.DECISION_ON),
        *(_F.TERM_START, _F.TERM_END, _F.SERVES_FROM, _F.SERVES_UNTIL, _F.CONTACT_ON),
    }
)
_EXCEL_BEGAN = date(1899, 12, 30)
_SERIAL_DIGITS = 5


def review_reasons(field: ImportField | None, profile: Profile, cells: Sequence[Cell]) -> list[str]:
    """Tell each thing once, with its count: "184 số có 8 chữ số: Excel đã làm mất số 0 ở đầu."."""
    reasons = []
    if field in _NUMBERS:
        reasons += _of_numbers(profile)
    if field is _F.PHONE:
        short = profile.count(Shape.PHONE_SHORT) + profile.count(Shape.NUMBER_9)
        reasons += _lost_nought(short, "số điện thoại có 9 chữ số")
    if field in _NUMBERS or field is _F.PHONE:
        lost = profile.count(Shape.POWER)
        if lost:
            reasons.append(f"{thousands(lost)} số bị Excel làm mất chữ số cuối, phải gõ lại.")
    if field in _DAYS and profile.count(Shape.SERIAL):
        reasons.append(_of_serials(cells))
    return reasons


def _of_numbers(profile: Profile) -> list[str]:
    return [
        *_lost_nought(profile.count(Shape.NUMBER_8), "số có 8 chữ số"),
        *_lost_nought(profile.count(Shape.NUMBER_SHORT), "số có 10 hoặc 11 chữ số"),
    ]


def _lost_nought(count: int, what: str) -> list[str]:
    if not count:
        return []
    says = "Excel đã làm mất số 0 ở đầu. Phần mềm thêm lại số 0."
    return [f"{thousands(count)} {what}: {says}"]


def _of_serials(cells: Sequence[Cell]) -> str:
    texts = (cell_text(cell) for cell in cells)
    serial = next(text for text in texts if len(text) == _SERIAL_DIGITS and text.isdigit())
    day = _EXCEL_BEGAN + timedelta(days=int(serial))
    return f"Excel lưu ngày dạng số. Đã đổi {serial} thành {day:%d/%m/%Y}."
