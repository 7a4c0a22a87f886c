"""The columns of targets, of each member's part, and of the lines behind a figure."""

from __future__ import annotations

from rehabdesk.domain.teamwork.kinds import grouped
from rehabdesk.services.team_targets.done import Behind, MemberDone, TargetRow
from rehabdesk.ui.kit.rows import Column, Sign

FULL = 100
_target = Column[TargetRow]
_member = Column[MemberDone]
_line = Column[Behind]


def rate_words(rate: float | None) -> str:
    if rate is None:
        return ""
    return f"{rate:.1f}".rstrip("0").rstrip(".").replace(".", ",") + "%"


def _sign(rate: float | None) -> Sign | None:
    return Sign("checkmark_circle", "ok") if rate is not None and rate >= FULL else None


def _spread(row: TargetRow) -> str:
    target = row.target
    return f"{grouped(target.shared)}/{grouped(target.amount)}" if target.shares else "Chưa chia"


def _is_off(row: TargetRow) -> bool:
    return bool(row.target.shares) and row.target.shared != row.target.amount


TARGETS = (
    _target(
        "Chỉ tiêu", lambda row: row.measured.name, width=280, is_subject=True, is_stretched=True
    ),
    _target("Đơn vị", lambda row: row.measured.unit, width=80),
    _target(
        "Giao",
        lambda row: grouped(row.target.amount),
        lambda row: row.target.amount,
        width=90,
        align="right",
    ),
    _target("Đã làm", lambda row: grouped(row.done), lambda row: row.done, width=90, align="right"),
    _target(
        "Tỷ lệ",
        lambda row: rate_words(row.rate),
        lambda row: row.rate,
        width=100,
        sign=lambda row: _sign(row.rate),
    ),
    _target(
        "Đã chia",
        _spread,
        lambda row: row.target.shared,
        width=110,
        tint=lambda row: "warn" if _is_off(row) else None,
        tip=lambda row: (
            "Số chia cho đội viên trên số giao cho đội"
            if row.target.shares
            else "Chưa chia cho đội viên nào"
        ),
    ),
)
MEMBERS = (
    _member("Đội viên", lambda row: row.member.name, width=220, is_subject=True, is_stretched=True),
    _member("Vai trò", lambda row: row.member.role, width=110),
    _member(
        "Giao",
        lambda row: grouped(row.target) if row.target else "–",
        lambda row: row.target,
        width=90,
        align="right",
    ),
    _member("Đã làm", lambda row: grouped(row.done), lambda row: row.done, width=90, align="right"),
    _member(
        "Tỷ lệ",
        lambda row: rate_words(row.rate),
        lambda row: row.rate or 0.0,
        width=100,
        sign=lambda row: _sign(row.rate),
    ),
)
BEHIND = (
    _line("Ngày", lambda row: f"{row.on:%d/%m/%Y}", lambda row: row.on, width=92),
    _line("Ai, việc gì", lambda row: row.what, width=280, is_subject=True, is_stretched=True),
    _line("Ở đâu, cách nào", lambda row: row.where, width=200),
    _line("Số", lambda row: grouped(row.amount), lambda row: row.amount, width=80, align="right"),
)
