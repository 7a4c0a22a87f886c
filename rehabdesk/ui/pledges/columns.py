"""The columns of commitments, in a list of all and in one person's file."""

from __future__ import annotations

from datetime import date

from rehabdesk.services.pledges.looks import Without
from rehabdesk.services.pledges.rows import PledgeRow
from rehabdesk.ui.kit.rows import Column, Sign

_column = Column[PledgeRow]


def _sign(row: PledgeRow) -> Sign:
    if not row.is_running:
        return Sign("subtract")
    return Sign("checkmark_circle", "ok") if row.has_copy else Sign("circle", "warn")


def _words(row: PledgeRow) -> str:
    told = (row.facts.words.replace("\n", " "), row.facts.end_words)
    return " · ".join(part for part in told if part)


_DAY = _column(
    "Ngày ký",
    lambda row: f"{row.facts.on:%d/%m/%Y}" if row.facts.on else "",
    lambda row: (row.facts.on or date.min, row.id),
    width=92,
)
_BY = _column("Ai ký", lambda row: row.facts.by.label, width=140)
_STATE = _column("Bản đã ký", lambda row: row.state, sign=_sign, width=168)
_FROM = _column(
    "Ký ở đâu", lambda row: "Khi gặp gỡ" if row.facts.contact_id else "Ghi riêng", width=100
)
_WORDS = _column("Ghi chú, lý do thôi", _words, width=170, is_stretched=True)
_CLERK = _column("Người ghi", lambda row: row.recorded_by, width=130, is_hidden=True)

EVERYBODY = (
    _column("Người, đơn vị ký", lambda row: row.who, width=220, is_subject=True),
    _DAY,
    _BY,
    _column("Thôn", lambda row: row.hamlet, width=130),
    _STATE,
    _FROM,
    _WORDS,
    _CLERK,
)
OF_PERSON = (_DAY, _BY, _STATE, _FROM, _WORDS, _CLERK)
WITHOUT = (
    Column[Without]("Họ và tên", lambda row: row.name, width=220, is_subject=True),
    Column[Without]("Năm sinh", lambda row: str(row.birth_year or ""), width=76, align="right"),
    Column[Without]("Thôn", lambda row: row.hamlet, width=160),
    Column[Without](
        "Lần ký trước",
        lambda row: f"{row.had_on:%d/%m/%Y}, đã thôi" if row.had_on else "Chưa ký lần nào",
        lambda row: row.had_on or date.min,
        width=160,
        is_stretched=True,
    ),
)
