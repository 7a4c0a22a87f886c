"""What the cells, and the columns beside, say against the first guess of a head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol

from rehabdesk.domain.tables.columns.contents import Profile, Shape
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.text import clean, fold

_F = ImportField
_MOST = 0.6
_NINE = (Shape.NUMBER_9, Shape.NUMBER_8)
_TWELVE = (Shape.NUMBER_12, Shape.NUMBER_SHORT)
_DAYS = (Shape.DAY, Shape.SERIAL)


class Column(Protocol):
    """What is known of a column while guesses are made."""

    column: int
    head_read: str
    cells: list[Cell]
    profile: Profile
    field: ImportField | None
    reason: str
    is_remembered: bool


def refined(columns: Sequence[Column], allowed: frozenset[ImportField]) -> None:
    """Put guesses right that the cells or the neighbours contradict."""
    loose = [each for each in columns if not each.is_remembered]
    for column in loose:
        refine = _BY_FIELD.get(column.field) if column.field else None
        found = refine(column) if refine else None
        if found and found in allowed:
            column.field = found
    _split_names(loose)
    _birth_in_parts(loose)
    _one_sex_only(columns)
    _hamlet_or_address(loose, columns, allowed)


def _of_number(column: Column) -> ImportField | None:
    nines, twelves = column.profile.share(*_NINE), column.profile.share(*_TWELVE)
    if column.field is _F.OLD_ID_NUMBER and twelves:
        return _F.ANY_NUMBER if nines else _F.ID_NUMBER
    if column.field is _F.ID_NUMBER and nines:
        return _F.ANY_NUMBER
    return None


def _of_decision(column: Column) -> ImportField | None:
    share = column.profile.share
    if share(Shape.DECISION_DAY) > 0:
        return _F.DECISION
    if share(*_DAYS, Shape.YEAR) > _MOST:
        return _F.DECISION_ON
    return _F.DECISION_NUMBER if share(Shape.DECISION, Shape.COUNT) > _MOST else None


def _of_term(column: Column) -> ImportField | None:
    return _F.TERM_END if column.profile.share(*_DAYS) > _MOST else None


def _of_sex(column: Column) -> ImportField | None:
    """Take "Giới tính (nữ: x)" for a column of marks."""
    if column.profile.share(Shape.MARK) <= _MOST:
        return None
    head = clean(column.head_read).lower()
    is_female, is_male = "nữ" in head, "nam" in head
    if is_female == is_male:
        return None
    return _F.FEMALE if is_female else _F.MALE


def _of_given_name(column: Column) -> ImportField | None:
    return _F.FULL_NAME if column.profile.share(Shape.NAME) > _MOST else None


def _of_form(column: Column) -> ImportField | None:
    """Take a form that speaks of being followed after rehabilitation for the kind."""
    texts = [fold(cell) for cell in column.cells if isinstance(cell, str)]
    after = sum("sau cai" in text for text in texts)
    return _F.KIND if texts and after > _MOST * len(texts) else None


_BY_FIELD: dict[ImportField, Callable[[Column], ImportField | None]] = {
    _F.ID_NUMBER: _of_number,
    _F.OLD_ID_NUMBER: _of_number,
    _F.DECISION: _of_decision,
    _F.DECISION_NUMBER: _of_decision,
    _F.TERM: _of_term,
    _F.SEX: _of_sex,
    _F.GIVEN_NAME: _of_given_name,
    _F.REHAB_FORM: _of_form,
}


def _split_names(columns: Sequence[Column]) -> None:
    """See that a name stands in two columns: one head over both, or "Họ đệm" and "Tên"."""
    for column, after in pairwise(columns):
        if column.field not in (_F.FULL_NAME, _F.FAMILY_NAME) or not _is_given(after):
            continue
        is_same = after.head_read == column.head_read or not clean(after.head_read)
        if after.column == column.column + 1 and (is_same or after.field is _F.GIVEN_NAME):
            column.field, after.field = _F.FAMILY_NAME, _F.GIVEN_NAME
            column.reason = after.reason = ""
    fields = [column.field for column in columns]
    if _F.FAMILY_NAME not in fields or _F.GIVEN_NAME not in fields:
        for column in columns:
            if column.field in (_F.FAMILY_NAME, _F.GIVEN_NAME) and _F.FULL_NAME not in fields:
                column.field = _F.FULL_NAME


def _is_given(column: Column) -> bool:
    """Tell whether a column holds single words with a capital, as given names are."""
    texts = [cell for cell in column.cells if isinstance(cell, str)]
    single = sum(len(text.split()) == 1 and text.strip()[:1].isalpha() for text in texts)
    return bool(texts) and single > 0.9 * len(texts)


def _birth_in_parts(columns: Sequence[Column]) -> None:
    """Read "Ngày", "Tháng", "Nam" without marks as parts of a day: "nam" is no man there."""
    fields = {column.field for column in columns}
    if not fields & {_F.BIRTH_DAY, _F.BIRTH_MONTH}:
        return
    for column in columns:
        if column.field in (_F.MALE, _F.BIRTH) and _F.FEMALE not in fields:
            column.field = _F.BIRTH_YEAR


def _one_sex_only(columns: Sequence[Column]) -> None:
    fields = [column.field for column in columns]
    for column in columns:
        if column.field is _F.FEMALE and not {_F.MALE, _F.SEX} & set(fields):
            column.reason = "Chỉ có cột Nữ: dòng không đánh dấu hiểu là Nam."


def _hamlet_or_address(
    loose: Sequence[Column], columns: Sequence[Column], allowed: frozenset[ImportField]
) -> None:
    has_hamlet = any(column.field is _F.HAMLET for column in columns)
    for column in loose:
        is_place = column.profile.share(Shape.PLACE) > _MOST
        if column.field is _F.CURRENT and is_place and not has_hamlet and _F.HAMLET in allowed:
            column.field, has_hamlet = _F.HAMLET, True
        elif column.field is _F.HAMLET and _is_long(column) and _F.CURRENT in allowed:
            column.field = _F.CURRENT


def _is_long(column: Column) -> bool:
    """Tell whether a column of hamlets holds whole addresses."""
    texts = [cell for cell in column.cells if isinstance(cell, str)]
    return sum("," in text or " - " in text for text in texts) > _MOST * len(texts) > 0
