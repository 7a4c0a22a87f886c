"""The fields of a person that stand once, and which side's value is proposed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from rehabdesk.domain.codes import Coded, ResidenceKind, Sex
from rehabdesk.domain.daily_codes import AttentionLevel, Confidentiality, Employment
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.services.office import Work
from rehabdesk.services.rows.snapshot import Row

NAME = "full_name"
OWN_FIELDS = "own_fields"  # put together key by key, so nothing has to be chosen
RESIDENCE = "residence:"
_EMPTY: tuple[Any, ...] = (None, "", False, Confidentiality.NORMAL.value, {})


@dataclass(frozen=True, slots=True)
class MergeField:
    """One choice: its columns go together; `tell` words a row's value."""

    name: str
    label: str
    columns: tuple[str, ...]
    tell: Callable[[Work, Row], str]


def _words(name: str, _: Work, row: Row) -> str:
    return str(row[name] or "")


def _label(name: str, codes: type[Coded], _: Work, row: Row) -> str:
    return next((code.label for code in codes if code.value == row[name]), "")


def _birth(_: Work, row: Row) -> str:
    return PartialDate.parse_stored(row["birth"]).text if row["birth"] else ""


def _hamlet(work: Work, row: Row) -> str:
    return work.session.get_one(Hamlet, row["hamlet_id"]).name if row["hamlet_id"] else ""


def _yes(name: str, _: Work, row: Row) -> str:
    return "có" if row[name] else ""


def _day(name: str, _: Work, row: Row) -> str:
    return f"{date.fromisoformat(row[name]):%d/%m/%Y}" if row[name] else ""


def _attention(work: Work, row: Row) -> str:
    level = _label("attention", AttentionLevel, work, row)
    return " – ".join(part for part in (level, row["attention_reason"]) if part)


def _strictest(work: Work, row: Row) -> str:
    is_plain = row["confidentiality"] == Confidentiality.NORMAL.value
    return "" if is_plain else _label("confidentiality", Confidentiality, work, row)


def _plain(name: str, label: str) -> MergeField:
    return MergeField(name, label, (name,), partial(_words, name))


FIELDS = (
    MergeField(NAME, "Họ và tên", (NAME, "name_order", "name_fold"), partial(_words, NAME)),
    MergeField("sex", "Giới tính", ("sex",), partial(_label, "sex", Sex)),
    MergeField("birth", "Ngày sinh", ("birth",), _birth),
    MergeField("hamlet_id", "Thôn", ("hamlet_id",), _hamlet),
    _plain("ethnicity", "Dân tộc"),
    _plain("religion", "Tôn giáo"),
    _plain("education", "Trình độ học vấn"),
    _plain("occupation", "Nghề nghiệp"),
    _plain("workplace", "Nơi làm việc, học tập"),
    MergeField(
        "employment", "Việc làm", ("employment",), partial(_label, "employment", Employment)
    ),
    _plain("criminal_record", "Tiền án, tiền sự"),
    _plain("drugs", "Loại ma túy"),
    MergeField(
        "attention",
        "Mức cần để ý",
        ("attention", "attention_reason", "attention_review_on"),
        _attention,
    ),
    MergeField("confidentiality", "Mức giữ kín", ("confidentiality",), _strictest),
    MergeField(
        "consent_on", "Ngày đồng ý lưu dữ liệu", ("consent_on",), partial(_day, "consent_on")
    ),
    MergeField("photo_id", "Ảnh", ("photo_id",), partial(_yes, "photo_id")),
    MergeField(
        "is_left_out_of_lists",
        "Không hiện trong danh sách in",
        ("is_left_out_of_lists",),
        partial(_yes, "is_left_out_of_lists"),
    ),
    _plain("note", "Ghi chú"),
)


def residence_name(kind: ResidenceKind) -> str:
    return f"{RESIDENCE}{kind.value}"


def is_proposed(field: MergeField, kept: Row, gone: Row) -> bool:
    """Say whether the value of the file that goes is proposed: where the kept one lacks it."""
    mine, theirs = (row[field.columns[0]] for row in (kept, gone))
    if field.name == "birth" and mine and theirs:
        return bool(theirs != mine and str(theirs).startswith(str(mine)))
    return mine in _EMPTY and theirs not in _EMPTY
