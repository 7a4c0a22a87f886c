"""The columns of the roster."""

from __future__ import annotations

from rehabdesk.domain.text import name_order
from rehabdesk.services.teams.roster import MemberRow
from rehabdesk.ui.kit.rows import Column, Sign


def _note(row: MemberRow) -> str:
    if row.left_on is not None:
        return f"thôi sau ngày {row.left_on:%d/%m/%Y}: {_small(row.leave_reason)}"
    return " · ".join(each for each in (row.start, row.note) if each)


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _sign(row: MemberRow) -> Sign | None:
    if row.is_wrong:
        return Sign("error_circle", "danger")
    return Sign("warning", "warn") if row.is_doubtful else None


def _tint(row: MemberRow) -> str | None:
    return None if row.is_serving else "text.secondary"


COLUMNS = (
    Column[MemberRow](
        "Họ và tên",
        lambda row: row.full_name,
        lambda row: name_order(row.full_name),
        width=160,
        tint=_tint,
        is_subject=True,
    ),
    Column[MemberRow]("Vai trò", lambda row: row.role.label, width=92, tint=_tint),
    Column[MemberRow]("Địa bàn", lambda row: row.area, width=120, tint=_tint),
    Column[MemberRow]("Đại diện", lambda row: row.represents, width=150, tint=_tint),
    Column[MemberRow](
        "Vào đội",
        lambda row: f"{row.joined_on:%d/%m/%Y}",
        lambda row: row.joined_on,
        width=92,
        tint=_tint,
    ),
    Column[MemberRow]("Điện thoại", lambda row: row.phone, width=104, tint=_tint),
    Column[MemberRow](
        "Tập huấn",
        lambda row: str(row.trainings) if row.trainings else "–",
        lambda row: row.trainings,
        width=78,
        align="right",
        tint=_tint,
    ),
    Column[MemberRow](
        "Phụ trách",
        lambda row: str(row.helps) if row.helps else "–",
        lambda row: row.helps,
        width=80,
        align="right",
        tint=_tint,
    ),
    Column[MemberRow](
        "Cần xem lại",
        _note,
        width=180,
        sign=_sign,
        tint=lambda row: None if row.is_wrong or row.is_doubtful else "text.secondary",
        tip=lambda row: row.sentences or _note(row),
        is_stretched=True,
    ),
)
