"""The columns of the list of activities, and of the list of tips."""

from __future__ import annotations

from rehabdesk.domain.teamwork.codes import TipState
from rehabdesk.services.activities.looks import ActivityRow
from rehabdesk.services.activities.tips import TipRow
from rehabdesk.ui.kit.rows import Column, Sign

_STATES = {
    TipState.RECEIVED: Sign("circle", "warn"),
    TipState.FORWARDED: Sign("arrow_right", "accent"),
    TipState.CONFIRMED: Sign("checkmark_circle", "ok"),
    TipState.UNFOUNDED: Sign("subtract"),
}


def _signs(row: ActivityRow) -> str:
    told = []
    if row.open_tasks:
        told.append(f"{row.open_tasks} việc")
    if row.has_scan:
        told.append("bản quét")
    elif row.has_minutes:
        told.append("biên bản")
    return ", ".join(told)


def _all_signs(row: ActivityRow) -> str:
    return f"Còn {row.open_tasks} việc chưa xong" if row.open_tasks else _signs(row)


def _present(row: ActivityRow) -> str:
    whole = row.present + row.absent
    if not whole:
        return ""
    return f"{row.present}/{whole}" if row.absent else str(row.present)


ACTIVITIES = (
    Column[ActivityRow]("Ngày", lambda row: row.when, lambda row: (row.on, row.id), width=104),
    Column[ActivityRow](
        "Loại",
        lambda row: row.kind_short,
        width=116,
        is_subject=True,
        tip=lambda row: row.kind_name,
        paper=lambda row: row.kind_name,
    ),
    Column[ActivityRow](
        "Nội dung", lambda row: row.topic, width=236, is_stretched=True, tip=lambda row: row.topic
    ),
    Column[ActivityRow](
        "Địa bàn, nơi",
        lambda row: ", ".join(part for part in (row.hamlet, row.place) if part),
        width=128,
    ),
    Column[ActivityRow]("Số liệu", lambda row: row.figure_words, width=170),
    Column[ActivityRow]("Có mặt", _present, lambda row: row.present, width=62, align="right"),
    Column[ActivityRow]("Kèm theo", _signs, width=96, tip=_all_signs),
    Column[ActivityRow]("Người làm", lambda row: row.member, width=140, is_hidden=True),
    Column[ActivityRow](
        "Đối tượng",
        lambda row: row.audience.label if row.audience else "",
        width=130,
        is_hidden=True,
    ),
    Column[ActivityRow]("Đội", lambda row: row.team, width=150, is_hidden=True),
    Column[ActivityRow]("Chủ trì", lambda row: row.organiser, width=140, is_hidden=True),
    Column[ActivityRow]("Người ghi", lambda row: row.recorded_by, width=140, is_hidden=True),
)


def _passed(row: TipRow) -> str:
    if row.forwarded_on is None:
        return ""
    return f"{row.forwarded_on:%d/%m/%Y}"


TIPS = (
    Column[TipRow](
        "Ngày nhận",
        lambda row: f"{row.facts.on:%d/%m/%Y}",
        lambda row: (row.facts.on, row.id),
        width=96,
    ),
    Column[TipRow]("Việc gì", lambda row: row.facts.about, width=110),
    Column[TipRow](
        "Nội dung tin", lambda row: row.facts.words, width=260, is_subject=True, is_stretched=True
    ),
    Column[TipRow](
        "Nơi",
        lambda row: ", ".join(part for part in (row.hamlet, row.facts.place) if part),
        width=150,
    ),
    Column[TipRow]("Người nhận tin", lambda row: row.member, width=130),
    Column[TipRow](
        "Đã tới đâu", lambda row: row.state.label, width=160, sign=lambda row: _STATES[row.state]
    ),
    Column[TipRow]("Chuyển ngày", _passed, lambda row: row.forwarded_on or row.facts.on, width=96),
    Column[TipRow]("Trả lời", lambda row: row.answer, width=150, is_hidden=True),
)
