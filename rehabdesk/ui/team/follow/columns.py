"""The columns of helpers with their load, and of whom one of them helps."""

from __future__ import annotations

from datetime import date

from rehabdesk.services.follow_up.load import Helped, HelperLoad
from rehabdesk.ui.kit.rows import Column, Sign

_helper = Column[HelperLoad]
_person = Column[Helped]


def _day(day: date | None, otherwise: str = "Chưa gặp") -> str:
    return f"{day:%d/%m/%Y}" if day else otherwise


def _met(row: HelperLoad) -> str:
    return _day(row.last_met, "Chưa ghi lần nào")


def _load(row: HelperLoad) -> str:
    return f"{len(row.persons)}/{row.limit}" if row.limit else str(len(row.persons))


HELPERS = (
    _helper("Họ và tên", lambda row: row.name, width=170, is_subject=True, is_stretched=True),
    _helper("Vai trò", lambda row: row.role, width=100),
    _helper("Địa bàn", lambda row: row.area, width=150),
    _helper(
        "Đang giúp",
        _load,
        lambda row: len(row.persons),
        width=84,
        align="right",
        tint=lambda row: "warn" if row.is_full else None,
        tip=lambda row: f"Đang giúp {len(row.persons)} người, mức {row.limit} người",
    ),
    _helper(
        "Gặp gần nhất",
        _met,
        lambda row: row.last_met or date.min,
        width=150,
        sign=lambda row: Sign("warning", "warn") if row.is_silent else None,
    ),
    _helper(
        "Lần gặp",
        lambda row: str(row.meetings),
        lambda row: row.meetings,
        width=70,
        align="right",
        tip=lambda row: f"{row.meetings} lần gặp trong những ngày được tính",
    ),
    _helper(
        "Chưa gặp",
        lambda row: f"{len(row.unmet)} người" if row.unmet else "",
        lambda row: len(row.unmet),
        width=86,
        tint=lambda row: "warn" if row.unmet else None,
    ),
    _helper("Điện thoại", lambda row: row.phone, width=110, is_hidden=True),
)
PERSONS = (
    _person("Người được giúp", lambda row: row.name, width=180, is_subject=True, is_stretched=True),
    _person(
        "Năm sinh", lambda row: str(row.birth_year or ""), width=72, align="right", is_hidden=True
    ),
    _person("Thôn", lambda row: row.hamlet, width=130),
    _person("Từ ngày", lambda row: _day(row.since), lambda row: row.since, width=92),
    _person(
        "Gặp gần nhất",
        lambda row: _day(row.last_met),
        lambda row: row.last_met or date.min,
        width=100,
    ),
    _person(
        "Chưa gặp",
        lambda row: f"{row.silent_days} ngày" if row.silent_days is not None else "",
        lambda row: row.silent_days or 0,
        width=110,
        sign=lambda row: Sign("warning", "warn") if row.is_silent else None,
    ),
    _person("Hẹn việc", lambda row: row.agreed, width=170),
    _person("Vai trò", lambda row: row.role, width=120, is_hidden=True),
)
