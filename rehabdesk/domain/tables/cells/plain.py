"""Cells typed as they should be: what they mean is seen at once, and the full readers agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.legacy_letters import Encoding, to_unicode
from rehabdesk.domain.tables.cells.names import ALIAS_STARTS, is_bare_name, is_title, proper_name
from rehabdesk.domain.tables.cells.office_words import NOTHING
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.row import FieldValue
from rehabdesk.domain.text import clean, fold

Plain = tuple[ImportField, FieldValue]
PlainReader = Callable[[str], Plain | None]

_F = ImportField
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})", re.ASCII)
_CARD = re.compile(r"\d{3}[0-3]\d{8}", re.ASCII)
_PHONE = re.compile(r"0\d{9}", re.ASCII)
_LOST_DIGITS = "00000"
_TWO, _MOST_WORDS = 2, 7
_YOUNGEST, _OLDEST = 13, 99  # a year on this side of what is doubted
_STARTS_NOTHING = frozenset(word for words in NOTHING for word in words.split())


def plain_reader(field: ImportField, today: date) -> PlainReader | None:
    """Return what reads the plain cells of a field; it answers nothing for any other cell."""
    if field is _F.FULL_NAME:
        return _plain_name
    if field in (_F.ANY_NUMBER, _F.ID_NUMBER):
        return _plain_card
    if field is _F.PHONE:
        return _plain_phone
    if field is _F.BIRTH:
        return lambda text: _plain_birth(text, today)
    return None


def _plain_name(text: str) -> Plain | None:
    words = text.split(" ")
    if not _TWO <= len(words) <= _MOST_WORDS or not _may_begin(words[0]):
        return None
    return (_F.FULL_NAME, text) if all(map(_is_proper, words)) else None


@lru_cache(maxsize=20_000)
def _may_begin(word: str) -> bool:
    return not is_title(word) and fold(word) not in _STARTS_NOTHING


@lru_cache(maxsize=20_000)
def _is_proper(word: str) -> bool:
    """Tell whether a word of a name needs nothing done, and says nothing but itself."""
    is_clean = word.isalpha() and clean(word) == word == to_unicode(word, Encoding.UNICODE)
    is_name = is_clean and is_bare_name(word) and proper_name(word) == word
    return is_name and word.lower() not in ALIAS_STARTS


def _plain_card(text: str) -> Plain | None:
    is_plain = _CARD.fullmatch(text) and not text.endswith(_LOST_DIGITS)
    return (_F.ID_NUMBER, text) if is_plain else None


def _plain_phone(text: str) -> Plain | None:
    is_plain = _PHONE.fullmatch(text) and not text.endswith(_LOST_DIGITS)
    return (_F.PHONE, (text,)) if is_plain else None


def _plain_birth(text: str, today: date) -> Plain | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    if not today.year - _OLDEST <= year <= today.year - _YOUNGEST:
        return None
    try:
        return _F.BIRTH, PartialDate(year, month, day)
    except ValueError:
        return None
