"""The columns of the units' list."""

from __future__ import annotations

from decimal import Decimal

from rehabdesk.domain.reports.values import decimal_words
from rehabdesk.domain.text import word_order
from rehabdesk.services.consolidation.standing import Stand, UnitStanding
from rehabdesk.services.consolidation.units import bare_name
from rehabdesk.ui.kit.rows import Column, Sign

NOTHING = "–"
_SIGNS = {
    Stand.MISSING: Sign("error_circle", "danger"),
    Stand.SET_ASIDE: Sign("warning", "warn"),
    Stand.FOREIGN: Sign("warning", "warn"),
    Stand.SENT: Sign("checkmark_circle", "ok"),
    Stand.SENT_AGAIN: Sign("checkmark_circle", "ok"),
    Stand.NOTHING: Sign("checkmark_circle", "ok"),
}


def columns_of(end_title: str) -> tuple[Column[UnitStanding], ...]:
    return (
        Column(
            "Đơn vị",
            lambda row: row.name,
            order=lambda row: word_order(bare_name(row.name)),
            width=150,
            is_subject=True,
            is_stretched=True,
            tip=_about,
        ),
        Column(
            "Trạng thái",
            lambda row: row.state_words,
            width=150,
            sign=_state_sign,
            tip=_about,
        ),
        Column(
            "Ngày nhận",
            lambda row: f"{row.received_on:%d/%m/%Y}" if row.received_on else NOTHING,
            order=lambda row: row.received_on.toordinal() if row.received_on else 0,
            width=94,
        ),
        Column("Đúng hạn", lambda row: row.time_words, width=124, sign=_time_sign),
        *_figures(end_title),
    )


def _figures(end_title: str) -> tuple[Column[UnitStanding], ...]:
    return (
        Column(
            end_title,
            lambda row: decimal_words(_number(row.end)) if row.end is not None else NOTHING,
            order=lambda row: -1 if row.end is None else row.end,
            width=72,
            align="right",
        ),
        Column(
            "So kỳ trước",
            _change,
            order=lambda row: row.change or 0,
            width=92,
            align="right",
        ),
        Column(
            "Trùng người",
            lambda row: f"{row.clashes} người" if row.clashes else NOTHING,
            order=lambda row: row.clashes,
            width=104,
            sign=lambda row: Sign("people", "warn") if row.clashes else None,
        ),
        Column(
            "Lần",
            lambda row: str(row.serial) if row.serial else NOTHING,
            order=lambda row: row.serial,
            width=44,
            align="right",
        ),
    )


def _state_sign(row: UnitStanding) -> Sign | None:
    if row.is_here and row.remarks:
        return Sign("warning", "warn")
    return _SIGNS[row.stand]


def _time_sign(row: UnitStanding) -> Sign | None:
    if row.stand is Stand.SET_ASIDE:
        return Sign("warning", "warn")
    if not row.days_late or row.stand is Stand.FOREIGN:
        return None
    return Sign("clock", "warn") if row.is_here else Sign("error_circle", "danger")


def _change(row: UnitStanding) -> str:
    if row.change is None:
        return NOTHING
    told = decimal_words(_number(row.change))
    return f"+{told}" if row.change > 0 else told


def _about(row: UnitStanding) -> str:
    """Say all that is odd about a line."""
    told = [row.name, row.trouble, *row.remarks]
    if row.file_name:
        told.append(f"Tệp: {row.file_name}")
    return "\n".join(each for each in told if each)


def _number(amount: int) -> Decimal:
    return Decimal(amount)
