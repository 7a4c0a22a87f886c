"""Guessing which field each column holds: what was settled before, the head, then the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.legacy_letters import Encoding, EncodingGuess, detect, to_unicode
from rehabdesk.domain.legacy_letters.reading import (
    is_unicode_beyond_doubt,
    unread_words,
    words_of,
)
from rehabdesk.domain.tables.cells.gathering import cell_text
from rehabdesk.domain.tables.cells.words import employment_of
from rehabdesk.domain.tables.columns.contents import (
    FITTING,
    MEANT,
    Profile,
    days_are_doubtful,
    profile,
)
from rehabdesk.domain.tables.columns.reasons import review_reasons
from rehabdesk.domain.tables.columns.refining import refined
from rehabdesk.domain.tables.fields import FIELDS, GATHERING, Certainty, ImportField, ImportKind
from rehabdesk.domain.tables.head_words import KEPT_IN_NOTE
from rehabdesk.domain.tables.heads import HeadMeaning, head_key, head_meaning, read_head
from rehabdesk.domain.tables.mapping import ColumnGuess
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.tables.table import Table, TableColumn, column_letters
from rehabdesk.domain.text import clean, fold

_F = ImportField
_CLEAR_HEAD = 0.7  # of the head is the words of the field
_FAINT_HEAD = 0.4  # below that the words of the field are no sign
_MOST_OPEN = 0.5  # of the words may be in either letters
_ENOUGH_FIT = 0.75  # of the cells are what the field may hold
_ENOUGH_ALIKE = 0.6
_MOST_LOOKED_AT = 1_000  # cells of a column
_AS_BEFORE = "Như lần trước."
_LEFT_BEFORE = "Lần trước đã bỏ cột này."
_IS_EMPTY = "Cột này không có chữ nào."
_NO_FIELD = "Chưa có ô riêng cho cột này: đưa vào Ghi chú, kèm tên cột."
_OF_WORK = frozenset({"viec lam", "viec lam hien nay"})
_SERIAL = "Số thứ tự, không cần nhập."


@dataclass(slots=True)
class Draft:
    """What is thought of a column so far."""

    column: int
    head: str
    head_read: str
    encoding: EncodingGuess
    font: str
    cells: list[Cell]  # in the letters of today
    profile: Profile
    meaning: HeadMeaning
    field: ImportField | None = None
    certainty: Certainty = Certainty.SKIP
    reason: str = ""
    is_remembered: bool = False

    @property
    def fit(self) -> float:
        """Say which share of the cells the field may hold."""
        fitting = FITTING.get(self.field) if self.field else None
        return self.profile.share(*fitting) if fitting else 1.0


def guess_columns(
    table: Table,
    kind: ImportKind,
    remembered: Mapping[str, ImportField | None],
    today: date,
) -> tuple[ColumnGuess, ...]:
    """Guess for every column; `remembered` holds the fields of heads settled before."""
    letters = guess_letters(table)
    fonts = dict(table.fonts)
    drafts = [
        _drafted(table, column, letters[column.column], fonts.get(column.column, ""), today)
        for column in table.columns
    ]
    allowed = frozenset(FIELDS[kind])
    for draft in drafts:
        _settle(draft, remembered, allowed)
    if not table.head_row_numbers and _F.BIRTH in allowed:
        _find_birth(drafts)
    refined(drafts, allowed)
    _keep_one_each(drafts)
    return tuple(_guessed(draft, today) for draft in drafts)


def guess_letters(table: Table) -> dict[int, EncodingGuess]:
    """Say in which letters each column is typed; a column of few words follows the others."""
    fonts = dict(table.fonts)
    found = {
        each.column: detect(table.texts(each.column), fonts.get(each.column, ""))
        for each in table.columns
    }
    legacy = [each for each in found.values() if each.encoding is not Encoding.UNICODE]
    strongest = max(legacy, key=lambda each: each.certainty, default=None)
    if strongest is None:
        return found
    for column, guess in found.items():
        is_open = guess.encoding is Encoding.UNICODE
        if is_open and _reads_as_old(table.texts(column), strongest.encoding):
            found[column] = EncodingGuess(strongest.encoding, 0.6, "Như các cột khác của bảng.")
    return found


def _reads_as_old(texts: Sequence[str], encoding: Encoding) -> bool:
    """Tell whether a column reads as well in the old letters as in those of today."""
    words = [word for text in texts for word in words_of(text)]
    open_words = [word for word in words if not is_unicode_beyond_doubt(word)]
    if not open_words:
        return False
    old, new = (unread_words(open_words, each) for each in (encoding, Encoding.UNICODE))
    are_most = len(open_words) > _MOST_OPEN * len(words)
    return old < new or (old == new and are_most)


def _drafted(
    table: Table, column: TableColumn, encoding: EncodingGuess, font: str, today: date
) -> Draft:
    read = read_head(column.head, encoding.encoding)
    cells: list[Cell] = [
        to_unicode(cell, encoding.encoding, font) if isinstance(cell, str) else cell
        for cell in table.cells(column.column, _MOST_LOOKED_AT)
    ]
    return Draft(
        column.column,
        column.head,
        read,
        encoding,
        font,
        cells,
        profile(cells, today),
        head_meaning(read),
    )


def _settle(
    draft: Draft, remembered: Mapping[str, ImportField | None], allowed: frozenset[ImportField]
) -> None:
    keys = [fold(clean(draft.head_read)), head_key(draft.head_read)]
    key = next((each for each in keys if each and each in remembered), None)
    if key is not None:
        _as_before(draft, remembered[key], allowed)
        return
    if not draft.profile.filled and draft.meaning.field not in (_F.MALE, _F.FEMALE):
        draft.reason = _IS_EMPTY
        return
    special = _of_special_head(draft)
    if special in allowed:
        draft.meaning, draft.field = HeadMeaning(special, 1), special
        draft.reason = _NO_FIELD if special is _F.NOTE else ""
        return
    meaning = draft.meaning
    if meaning.field and meaning.field not in allowed:
        meaning = head_meaning(draft.head_read, allowed)
    if meaning.skipped:
        draft.reason = meaning.skipped
    elif meaning.weight >= _FAINT_HEAD:
        draft.meaning, draft.field = meaning, meaning.field
    elif draft.profile.is_serial and not clean(draft.head_read):
        draft.reason = _SERIAL
    else:
        _by_content(draft, allowed)


def _of_special_head(draft: Draft) -> ImportField | None:
    """Tell "tiền sự" from "tiền sử", and a column of work from one of trades by its cells."""
    key = head_key(draft.head_read)
    if key == "tien su" and "sự" in clean(draft.head_read).lower():
        return _F.CRIMINAL_RECORD
    if key not in _OF_WORK:
        return _F.NOTE if key in KEPT_IN_NOTE else None
    texts = [text for each in draft.cells if (text := clean(cell_text(each)))]
    known = sum(employment_of(text) is not None for text in texts)
    return _F.EMPLOYMENT if texts and known >= _ENOUGH_FIT * len(texts) else None


def _as_before(draft: Draft, field: ImportField | None, allowed: frozenset[ImportField]) -> None:
    draft.is_remembered = True
    draft.field = field if field in allowed else None
    draft.certainty = Certainty.SURE if draft.field else Certainty.SKIP
    draft.reason = _AS_BEFORE if draft.field else _LEFT_BEFORE


def _by_content(draft: Draft, allowed: frozenset[ImportField]) -> None:
    """Take a column without a telling head for what its cells look like, else for a note."""
    main = draft.profile.main
    meant = MEANT.get(main) if main else None
    draft.certainty = Certainty.REVIEW
    if main and meant in allowed and draft.profile.share(main) >= _ENOUGH_ALIKE:
        draft.field = meant
        draft.reason = f"Không rõ tên cột; chữ trong cột giống {main.label}."
        return
    draft.field = _F.NOTE
    draft.reason = "Không rõ cột này là gì: đưa vào Ghi chú, kèm tên cột."


def _find_birth(drafts: Sequence[Draft]) -> None:
    """Take the first days of a table without heads for births: nobody is listed without hers."""
    fitting = FITTING[_F.BIRTH]
    dated = (
        each
        for each in drafts
        if each.field is _F.NOTE
        and each.profile.filled
        and each.profile.share(*fitting) >= _ENOUGH_FIT
    )
    first = next(dated, None)
    if first is not None:
        first.field = _F.BIRTH
        first.reason = "Không rõ tên cột; chữ trong cột giống ngày sinh."


def _keep_one_each(drafts: Sequence[Draft]) -> None:
    """Leave a field to the column that shows it best; the others go into the note, told."""
    taken: dict[ImportField, Draft] = {}
    for draft in sorted(drafts, key=_strength, reverse=True):
        field = draft.field
        if field is None or field in GATHERING:
            continue
        first = taken.setdefault(field, draft)
        if first is not draft:
            draft.field, draft.certainty = _F.NOTE, Certainty.REVIEW
            draft.reason = (
                f"Đã có cột {column_letters(first.column)} ghép vào “{field.label}”: "
                "đưa vào Ghi chú, kèm tên cột."
            )


def _strength(draft: Draft) -> tuple[bool, float, float, int, int]:
    by_content = draft.certainty is not Certainty.REVIEW
    weight = draft.meaning.weight if by_content else 0
    return draft.is_remembered, weight, draft.fit, draft.profile.filled, -draft.column


def _guessed(draft: Draft, today: date) -> ColumnGuess:
    is_doubtful = draft.field is not None and days_are_doubtful(draft.cells, today)
    certainty, reason = draft.certainty, draft.reason
    if draft.field is not None:
        certainty, reason = _judged(draft, is_day_doubtful=is_doubtful)
    return ColumnGuess(
        draft.column,
        draft.head,
        draft.head_read,
        draft.field,
        certainty,
        reason,
        draft.encoding.encoding,
        draft.font,
        is_doubtful,
    )


def _judged(draft: Draft, *, is_day_doubtful: bool) -> tuple[Certainty, str]:
    """Say how sure the guess is, and why it should be looked at again."""
    if draft.reason == _NO_FIELD:
        return Certainty.SURE, draft.reason
    reasons = review_reasons(draft.field, draft.profile, draft.cells)
    if is_day_doubtful:
        reasons.append("Excel có thể đã đổi chỗ ngày và tháng ở các ô ngày; xem từng dòng.")
    if draft.reason and draft.reason != _AS_BEFORE:
        reasons.insert(0, draft.reason)
    elif not draft.is_remembered:
        if draft.meaning.weight < _CLEAR_HEAD:
            reasons.insert(0, "Tên cột gần giống, chưa chắc.")
        reasons += _misfits(draft)
    if (
        draft.encoding.encoding is not Encoding.UNICODE
        and draft.encoding.certainty <= _ENOUGH_ALIKE
    ):
        reasons.append(
            f"Bảng mã {draft.encoding.encoding.label} chưa chắc. {draft.encoding.reason}"
        )
    if reasons:
        return Certainty.REVIEW, " ".join(reasons)
    return Certainty.SURE, draft.reason or "Theo tên cột và chữ trong cột."


def _misfits(draft: Draft) -> list[str]:
    """Say what the cells look like where too few are what the head promises."""
    main = draft.profile.main
    if draft.fit >= _ENOUGH_FIT or main is None or draft.field is None:
        return []
    if main in FITTING[draft.field]:
        return [f"Có ô không giống {main.label}, xem lại ở bước kiểm tra từng dòng."]
    return [f"Tên cột như “{draft.field.label}”, nhưng nhiều ô là {main.label}."]
