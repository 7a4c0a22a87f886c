"""Cells of words: sex and its marks, kinds of management, terms, ordinals, free text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from rehabdesk.domain.codes import Coded, EpisodeKind, RehabForm, Sex
from rehabdesk.domain.daily_codes import ContactWay, Employment, QuickRating
from rehabdesk.domain.tables.cells.days import take_birth
from rehabdesk.domain.tables.cells.gathering import CellRead, Gathering, shown
from rehabdesk.domain.tables.cells.office_words import (
    EMPLOYMENTS,
    FORMS,
    KINDS,
    LOOSE_FORMS,
    LOOSE_KINDS,
    MARKS,
    NO_MARKS,
    ORDINALS,
    RATINGS,
    ROMAN,
    SEX_NUMBERS,
    SEXES,
    WAYS,
)
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.heads import HeadMeaning, head_meaning
from rehabdesk.domain.text import digits_only, fold

_F = ImportField
_C = TypeVar("_C", bound=Coded)
_NO_WORD = re.compile(r"[^a-z0-9]+")
_NOT = re.compile(r" (chua|khong|thoi|bo|tron|cho|sap) ")
_FIRST_ORDINAL, _MOST_TIMES = 1, 20


def take_sex(cell: CellRead, out: Gathering) -> None:
    """Read Nam or Nữ, said in words, letters or numbers."""
    key = _key(cell.text)
    sex = SEXES.get(key)
    if sex is None and key in SEX_NUMBERS:
        sex = SEX_NUMBERS[key]
        out.doubt(cell, f"“{cell.text}” hiểu là {sex.label}", _F.SEX)
    if sex is None:
        out.fault(cell, f"chưa hiểu “{shown(cell.text)}”, ghi Nam hoặc Nữ", _F.SEX)
        return
    out.put(cell, _F.SEX, sex)


def take_marked(cell: CellRead, out: Gathering) -> None:
    """Read a column for men or for women: a mark says the sex, a year the birth as well."""
    sex = Sex.MALE if cell.field is _F.MALE else Sex.FEMALE
    key = _mark(cell.text)
    if key in NO_MARKS:
        return
    if key not in MARKS and SEXES.get(key) is not sex:
        faults = len(out.faults)
        take_birth(cell, out)
        if len(out.faults) > faults:
            return
    known = out.values.get(_F.SEX)
    if known is not None and known is not sex:
        out.fault(cell, "có dấu ở cả cột Nam và cột Nữ, giữ một cột", _F.SEX)
        return
    out.put(cell, _F.SEX, sex)


def take_kind(cell: CellRead, out: Gathering) -> None:
    kind: EpisodeKind | None = _of_label(cell.text, EpisodeKind) or _held(cell.text, KINDS)
    if kind is None:
        kind = _held(cell.text, LOOSE_KINDS)
        if kind:
            out.doubt(cell, f"“{shown(cell.text)}” hiểu là {kind.label}")
    if kind and _NOT.search(f" {_key(cell.text)} "):
        out.doubt(cell, f"“{shown(cell.text)}” hiểu là {kind.label}, xem lại")
    if kind is None:
        out.fault(cell, f"chưa hiểu diện “{shown(cell.text)}”, chọn một diện quản lý")
        return
    out.put(cell, _F.KIND, kind)
    form = _held(cell.text, FORMS)
    if kind is EpisodeKind.POST_REHAB and form and _F.REHAB_FORM not in out.values:
        out.values[_F.REHAB_FORM] = form
        says = f"hình thức đã cai lấy theo “{shown(cell.text)}” là {form.label}"
        out.doubt(cell, says, _F.REHAB_FORM)


def take_form(cell: CellRead, out: Gathering) -> None:
    form: RehabForm | None = _of_label(cell.text, RehabForm) or _held(cell.text, FORMS)
    if form is None:
        form = _held(cell.text, LOOSE_FORMS)
        if form:
            out.doubt(cell, f"“{shown(cell.text)}” hiểu là {form.label}")
    if form is None:
        out.doubt(cell, f"chưa hiểu hình thức “{shown(cell.text)}”, đã chuyển sang Ghi chú")
        out.keep(cell, cell.text)
        return
    out.put(cell, _F.REHAB_FORM, form)


def take_way(cell: CellRead, out: Gathering) -> None:
    way = _of_label(cell.text, ContactWay) or _held(cell.text, WAYS)
    if way is None:
        out.fault(cell, f"chưa hiểu cách gặp “{shown(cell.text)}”, chọn một cách gặp")
        return
    out.put(cell, _F.CONTACT_WAY, way)


def take_rating(cell: CellRead, out: Gathering) -> None:
    rating = _of_label(cell.text, QuickRating) or _held(cell.text, RATINGS)
    if rating is None:
        out.doubt(cell, f"chưa hiểu đánh giá “{shown(cell.text)}”, đã chuyển sang Ghi chú")
        out.keep(cell, cell.text)
        return
    out.put(cell, _F.CONTACT_RATING, rating)


def take_employment(cell: CellRead, out: Gathering) -> None:
    employment = employment_of(cell.text)
    if employment is None:
        out.doubt(cell, f"chưa hiểu việc làm “{shown(cell.text)}”, đã chuyển sang Ghi chú")
        out.keep(cell, cell.text)
        return
    out.put(cell, _F.EMPLOYMENT, employment)


def take_record(cell: CellRead, out: Gathering) -> None:
    """Take what is told of earlier sentences; a column of one sort alone says its head."""
    if not _key(cell.text):
        return
    known, head = out.values.get(cell.field), f" {_key(cell.name)} "
    is_of_both = " an " in head and " su " in head
    said = cell.text if is_of_both else f"{cell.name}: {cell.text}"
    out.values[cell.field] = f"{known}; {said}" if isinstance(known, str) else said
    out.tell(cell, cell.field, said)


def take_ordinal(cell: CellRead, out: Gathering) -> None:
    """Read "lần 2", "thứ hai", "II", "02"."""
    key = _key(cell.text).replace("lan thu", "").replace("lan", "").replace("thu", "").strip()
    digits = digits_only(key)
    number = int(digits) if digits and digits == key else ROMAN.get(key) or ORDINALS.get(key)
    if number is None or not _FIRST_ORDINAL <= number <= _MOST_TIMES:
        out.doubt(cell, f"chưa hiểu “{shown(cell.text)}” là lần mấy, đã chuyển sang Ghi chú")
        out.keep(cell, cell.text)
        return
    out.put(cell, _F.REHAB_ORDINAL, number)


def take_text(cell: CellRead, out: Gathering) -> None:
    """Take words as they are; several columns of one field are put together."""
    known = out.values.get(cell.field)
    if not isinstance(known, str):
        out.put(cell, cell.field, cell.text)
        return
    if known != cell.text:
        out.values[cell.field] = f"{known}, {cell.text}"


def take_note(cell: CellRead, out: Gathering) -> None:
    """Take a note; beside another one it says the head of its column."""
    known = out.values.get(cell.field)
    is_note = head_meaning(cell.name) == HeadMeaning(cell.field, 1)
    said = cell.text if is_note else f"{cell.name}: {cell.text}"
    out.values[cell.field] = f"{known}; {said}" if isinstance(known, str) else said
    out.tell(cell, cell.field, said)


def is_mark(text: str) -> bool:
    return _mark(text) in MARKS


def kind_of(text: str) -> EpisodeKind | None:
    return _of_label(text, EpisodeKind) or _held(text, KINDS)


def employment_of(text: str) -> Employment | None:
    return _of_label(text, Employment) or EMPLOYMENTS.get(_key(text))


def form_of(text: str) -> RehabForm | None:
    return _of_label(text, RehabForm) or _held(text, FORMS)


def _of_label(text: str, codes: type[_C]) -> _C | None:
    key = _key(text)
    return next((each for each in codes if _key(each.label) == key), None)


def _held(text: str, table: Sequence[tuple[_C, tuple[str, ...]]]) -> _C | None:
    padded = f" {_key(text)} "
    for code, words in table:
        if any(f" {word} " in padded for word in words):
            return code
    return None


@lru_cache(maxsize=10_000)
def _key(text: str) -> str:
    return " ".join(_NO_WORD.sub(" ", fold(text)).split())


def _mark(text: str) -> str:
    return fold(text).strip(" .()")
