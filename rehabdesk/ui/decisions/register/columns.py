"""What the document book shows of a paper, and in which words."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.text import name_order, word_order
from rehabdesk.services.decisions.register import RegisterRow
from rehabdesk.ui.kit.rows import Column, Sign

AWAITED = "chờ số"
SIGNS = {
    PaperStatus.DRAFTING: Sign("document_edit", "neutral"),
    PaperStatus.SUBMITTED: Sign("signature", "warn"),
    PaperStatus.SIGNED_UNNUMBERED: Sign("signature", "warn"),
    PaperStatus.NUMBERED: Sign("document_arrow_right", "warn"),
    PaperStatus.DELIVERED: Sign("checkmark_circle", "ok"),
    PaperStatus.DELIVERY_REFUSED: Sign("document_prohibited", "warn"),
    PaperStatus.WITHDRAWN: Sign("document_prohibited", "neutral"),
    PaperStatus.REPLACED: Sign("arrow_swap", "neutral"),
}


def identity(row: RegisterRow) -> Hashable:
    return row.decision_id if row.decision_id is not None else f"gap {row.number}"


def day_text(row: RegisterRow) -> str:
    if row.is_gap:
        return "bỏ trống"
    if row.document_date:
        return f"{row.document_date:%d/%m/%Y}"
    return AWAITED if row.awaits_number else "–"


def place_text(row: RegisterRow) -> str:
    """Say where the paper is; of a blank number, whether anybody has said why."""
    if row.status is not None:
        return row.status.label
    return "Đã giải thích" if row.gap_reason else "Bỏ trống"


def place_sign(row: RegisterRow) -> Sign | None:
    if row.status is not None:
        return SIGNS[row.status]
    return Sign("info", "neutral") if row.gap_reason else Sign("warning", "warn")


def subject_text(row: RegisterRow) -> str:
    return row.title or ("Giải thích…" if row.is_gap else "")


def copy_text(row: RegisterRow) -> str:
    if row.is_gap or row.number is None:
        return "" if row.is_gap else "–"
    return "Có" if row.has_signed_copy else "Chưa có"


def copy_sign(row: RegisterRow) -> Sign | None:
    if row.is_gap or row.number is None:
        return None
    return Sign("checkmark_circle", "ok") if row.has_signed_copy else Sign("warning", "warn")


def _tint(row: RegisterRow) -> str | None:
    if row.awaits_number:
        return "warn"
    return "text.tertiary" if row.is_gap else None


def _number_order(row: RegisterRow) -> tuple[int, str]:
    return row.number or 0, row.number_text


def _gap_tint(row: RegisterRow) -> str | None:
    if not row.is_gap:
        return None
    return "text.secondary" if row.gap_reason else "accent"


def _number_tip(row: RegisterRow) -> str:
    return (
        f"{row.number_text}, sửa từ {row.number_before}" if row.number_before else row.number_text
    )


def _is_struck(row: RegisterRow) -> bool:
    return row.is_struck


def _date_text(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _number_tint(row: RegisterRow) -> str | None:
    return "warn" if row.awaits_number else None


COLUMNS = (
    Column[RegisterRow](
        "Số",
        lambda row: row.number_text,
        _number_order,
        width=66,
        align="right",
        tint=_number_tint,
        struck=_is_struck,
        tip=_number_tip,
    ),
    Column[RegisterRow](
        "Ngày văn bản", day_text, lambda row: row.document_date or date.max, width=108, tint=_tint
    ),
    Column[RegisterRow]("Giấy đang ở đâu", place_text, width=154, sign=place_sign),
    Column[RegisterRow](
        "Trích yếu",
        subject_text,
        lambda row: word_order(subject_text(row)),
        width=240,
        tint=_gap_tint,
        is_stretched=True,
    ),
    Column[RegisterRow](
        "Liên quan đến",
        lambda row: row.concerns,
        lambda row: name_order(row.concerns),
        width=144,
        is_subject=True,
    ),
    Column[RegisterRow](
        "Người ký", lambda row: row.signer, lambda row: name_order(row.signer), width=132
    ),
    Column[RegisterRow]("Hiệu lực", lambda row: row.validity_text, width=118),
    Column[RegisterRow]("Bản đã ký", copy_text, width=100, sign=copy_sign),
    Column[RegisterRow]("Nơi nhận", lambda row: row.sent_to, width=240, is_hidden=True),
    Column[RegisterRow]("Lưu", lambda row: row.kept_by, width=90, is_hidden=True),
    Column[RegisterRow](
        "Số bản",
        lambda row: str(row.copies or ""),
        lambda row: row.copies or 0,
        width=70,
        align="right",
        is_hidden=True,
    ),
    Column[RegisterRow]("Người nhận", lambda row: row.receivers, width=150, is_hidden=True),
    Column[RegisterRow](
        "Ngày giao",
        lambda row: _date_text(row.delivered_on),
        lambda row: row.delivered_on or date.min,
        width=100,
        is_hidden=True,
    ),
    Column[RegisterRow]("Mẫu", lambda row: row.form_code, width=80, is_hidden=True),
    Column[RegisterRow]("Căn cứ", lambda row: row.law, width=240, is_hidden=True),
    Column[RegisterRow]("Số trước khi sửa", lambda row: row.number_before, is_hidden=True),
)
