"""The columns of the lists of models, members, persons and reviews."""

from __future__ import annotations

from datetime import date

from rehabdesk.domain.teamwork.care import number_words
from rehabdesk.domain.text import name_order
from rehabdesk.services.models.counting import Helped
from rehabdesk.services.models.looks import MemberRow, ModelRow, PersonRow, ReviewRow
from rehabdesk.ui.kit.rows import Column, Sign
from rehabdesk.ui.team.models.inputs import short_day


def _state_sign(row: ModelRow) -> Sign | None:
    is_good = row.is_running and row.until_on is None
    return Sign("checkmark_circle", "ok") if is_good else Sign("subtract")


def _paper_sign(row: ModelRow) -> Sign | None:
    return Sign("book_number", "accent") if row.is_in_book else None


def _improved(row: ModelRow) -> str:
    found = row.improvement
    if found is None or not found.base:
        return ""
    told = f"{number_words(found.improved)}/{number_words(found.base)}"
    return f"{told} ({found.ratio})"


MODELS = (
    Column[ModelRow](
        "Mô hình",
        lambda row: row.facts.name,
        width=230,
        is_subject=True,
        is_stretched=True,
        tip=lambda row: row.facts.kind.label,
    ),
    Column[ModelRow]("Loại", lambda row: row.facts.kind.label, width=170),
    Column[ModelRow](
        "Từ ngày",
        lambda row: short_day(row.facts.on),
        lambda row: row.facts.on or date.min,
        width=92,
    ),
    Column[ModelRow](
        "Quyết định, kế hoạch", lambda row: row.facts.paper, width=170, sign=_paper_sign
    ),
    Column[ModelRow](
        "Được giúp",
        lambda row: str(row.persons),
        lambda row: row.persons,
        width=80,
        align="right",
    ),
    Column[ModelRow](
        "Chuyển biến tốt",
        _improved,
        lambda row: row.improvement.improved if row.improvement else -1,
        width=124,
        align="right",
        tip=lambda row: row.improvement.criterion if row.improvement else "",
    ),
    Column[ModelRow](
        "Thành viên",
        lambda row: str(row.members),
        lambda row: row.members,
        width=86,
        align="right",
    ),
    Column[ModelRow]("Tình trạng", lambda row: row.state, width=180, sign=_state_sign),
    Column[ModelRow](
        "Điểm", lambda row: "làm điểm" if row.facts.is_pilot else "", width=76, is_hidden=True
    ),
    Column[ModelRow](
        "Địa bàn, nơi",
        lambda row: ", ".join(part for part in (row.hamlet, row.facts.place) if part),
        width=150,
        is_hidden=True,
    ),
    Column[ModelRow]("Vì sao dừng", lambda row: row.end_reason, width=150, is_hidden=True),
)


def _until(until_on: date | None) -> str:
    return short_day(until_on) or "đến nay"


PERSONS = (
    Column[PersonRow](
        "Người được giúp",
        lambda row: row.name,
        lambda row: name_order(row.name),
        width=190,
        is_subject=True,
    ),
    Column[PersonRow]("Địa bàn", lambda row: row.hamlet, width=130),
    Column[PersonRow](
        "Từ ngày", lambda row: short_day(row.from_on), lambda row: row.from_on, width=96
    ),
    Column[PersonRow](
        "Đến ngày",
        lambda row: _until(row.until_on),
        lambda row: row.until_on or date.max,
        width=96,
    ),
    Column[PersonRow]("Ghi chú", lambda row: row.words, width=200, is_stretched=True),
)
MEMBERS = (
    Column[MemberRow](
        "Thành viên",
        lambda row: row.name,
        lambda row: name_order(row.name),
        width=190,
        is_subject=True,
    ),
    Column[MemberRow]("Vai trò", lambda row: row.role, width=200, is_stretched=True),
    Column[MemberRow](
        "Từ ngày", lambda row: short_day(row.from_on), lambda row: row.from_on, width=96
    ),
    Column[MemberRow](
        "Đến ngày",
        lambda row: _until(row.until_on),
        lambda row: row.until_on or date.max,
        width=96,
    ),
)
REVIEWS = (
    Column[ReviewRow]("Năm", lambda row: str(row.year), lambda row: row.year, width=64),
    Column[ReviewRow]("Tình trạng", lambda row: row.state.label, width=150, is_subject=True),
    Column[ReviewRow]("Số liệu ngày", lambda row: short_day(row.on), width=100),
    Column[ReviewRow](
        "Được giúp", lambda row: str(row.figures.get("persons", "")), width=84, align="right"
    ),
    Column[ReviewRow](
        "Chuyển biến tốt",
        lambda row: row.improved,
        width=130,
        align="right",
        tip=lambda row: str(row.figures.get("criterion", "")),
    ),
    Column[ReviewRow](
        "Thành viên", lambda row: str(row.figures.get("members", "")), width=86, align="right"
    ),
    Column[ReviewRow](
        "Lượt tư vấn", lambda row: str(row.figures.get("visits", "")), width=90, align="right"
    ),
    Column[ReviewRow]("Nhận xét", lambda row: row.words, width=200, is_stretched=True),
)


def _better(row: Helped) -> str:
    return "" if row.improved is None else ("có" if row.improved else "chưa")


HELPED = (
    Column[Helped](
        "Họ và tên",
        lambda row: row.name,
        lambda row: name_order(row.name),
        width=190,
        is_subject=True,
    ),
    Column[Helped]("Địa bàn", lambda row: row.hamlet, width=120),
    Column[Helped]("Mô hình", lambda row: row.model, width=220, is_stretched=True),
    Column[Helped](
        "Từ ngày", lambda row: short_day(row.from_on), lambda row: row.from_on, width=96
    ),
    Column[Helped]("Chuyển biến tốt", _better, width=120),
)
