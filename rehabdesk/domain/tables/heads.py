"""What a head says, in whichever letters it was typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rehabdesk.domain.legacy_letters import Encoding, to_unicode
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.head_words import ALSO_HEADS, SKIPPED, UNDER, WORDS
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.tables.table import HEAD_JOINT
from rehabdesk.domain.text import clean, fold

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_HEAD = 90
_EXACT = 1.0
_EXACT_WORDS = {word: field for field, words in reversed(WORDS.items()) for word in words}
_SKIPPED_WORDS = {word: reason for reason, words in SKIPPED.items() for word in words}
_ORDER = {field: place for place, field in enumerate(WORDS)}
_MANY_LETTERS = 6  # shorter words are no sign inside a longer head
_FEMALE_OR_MALE = {"nam": ImportField.MALE, "năm": ImportField.BIRTH_YEAR, "nữ": ImportField.FEMALE}


@dataclass(frozen=True, slots=True)
class HeadMeaning:
    """`weight` is 1 where the head is one of the words themselves, less where it holds them."""

    field: ImportField | None
    weight: float
    skipped: str = ""  # why such a column is not needed


_NOTHING = HeadMeaning(None, 0)


@lru_cache(maxsize=4096)
def head_key(head: str) -> str:
    """Compare heads without marks, capitals, brackets, points and line breaks."""
    parts = (_key(part) for part in head.split(HEAD_JOINT))
    return HEAD_JOINT.join(part for part in parts if part)


def read_head(head: str, encoding: Encoding) -> str:
    """Turn a head into the letters of today, part by part; a part may be in other letters."""
    return HEAD_JOINT.join(_read_part(part, encoding) for part in head.split(HEAD_JOINT))


def _read_part(part: str, encoding: Encoding) -> str:
    turned = clean(_turned(part, encoding))
    if _is_head_word(_key(turned)):
        return turned
    others = (clean(each) for each in readings(part))
    return next((each for each in others if _is_head_word(_key(each))), turned)


def head_meaning(head: str, allowed: Collection[ImportField] | None = None) -> HeadMeaning:
    """Say which field a head in the letters of today means."""
    parts = [part for part in head.split(HEAD_JOINT) if _key(part)]
    if not parts:
        return _NOTHING
    under = _under(parts, allowed)
    if under:
        return HeadMeaning(under, _EXACT)
    whole = " ".join(parts)
    keys = [_words(whole), _key(whole), _words(parts[-1]), _key(parts[-1])]
    keys += [_key(part) for part in parts[:-1]]
    found = [_meaning(key, allowed) for key in keys if key]
    return max(found, key=lambda each: each.weight, default=_NOTHING)


@lru_cache(maxsize=8192)
def looks_like_head(text: str) -> bool:
    """Tell whether a cell holds the words of a head, in any of the encodings."""
    if len(text) > _LONGEST_HEAD:
        return False
    return any(_is_head_word(_key(each)) for each in readings(text))


def readings(text: str) -> list[str]:
    """Read a text in every encoding it may be typed in; plain ASCII has one reading."""
    if text.isascii():
        return [text]
    others = (Encoding.TCVN3, Encoding.TCVN3_CAPITALS, Encoding.VNI)
    return [text, *(_turned(text, each) for each in others)]


def has_name_head(cells: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and is_name_head(cell) for cell in cells)


@lru_cache(maxsize=4096)
def is_name_head(text: str) -> bool:
    """Tell whether a head asks for the name of the person the row is about."""
    names = {ImportField.FULL_NAME, ImportField.FAMILY_NAME}
    if len(text) > _LONGEST_HEAD:
        return False
    return any(_EXACT_WORDS.get(_key(each)) in names for each in readings(text))


def is_serial_head(text: str) -> bool:
    return any(_key(each) in SKIPPED["Số thứ tự, không cần nhập."] for each in readings(text))


def _turned(text: str, encoding: Encoding) -> str:
    return text if encoding is Encoding.UNICODE else to_unicode(text, encoding)


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    return _words(_BRACKETS.sub(" ", fold(clean(text)))) or _words(text)


def _words(text: str) -> str:
    return " ".join(_NO_WORD.sub(" ", fold(clean(text))).split())


def _is_head_word(key: str) -> bool:
    return key in _EXACT_WORDS or key in _SKIPPED_WORDS or key in ALSO_HEADS


def _under(parts: Sequence[str], allowed: Collection[ImportField] | None) -> ImportField | None:
    """Read a short word by what stands above it: "Năm sinh › Nữ"."""
    child = clean(parts[-1]).lower()
    above = {_meaning(_key(part), None).field for part in parts[:-1]}
    for fields, words in UNDER:
        if not above & fields:
            continue
        found = _FEMALE_OR_MALE.get(child) or words.get(_key(parts[-1]))
        if found and (allowed is None or found in allowed):
            return found
    if (
        len(parts) == 1
        and child in ("nam", "nữ")
        and (allowed is None or _FEMALE_OR_MALE[child] in allowed)
    ):
        return _FEMALE_OR_MALE[child]
    return None


@lru_cache(maxsize=8192)
def _best(key: str, allowed: frozenset[ImportField] | None) -> HeadMeaning:
    if key in _SKIPPED_WORDS:
        return HeadMeaning(None, _EXACT, _SKIPPED_WORDS[key])
    found: list[tuple[float, int, ImportField]] = []
    padded = f" {key} "
    for field, words in WORDS.items():
        if allowed is not None and field not in allowed:
            continue
        if key in words:
            return HeadMeaning(field, _EXACT)
        held = [word for word in words if len(word) >= _MANY_LETTERS and f" {word} " in padded]
        if held:
            longest = max(held, key=len)
            found.append((len(longest) / len(key), -_ORDER[field], field))
    if not found:
        return _NOTHING
    share, _, field = max(found)
    return HeadMeaning(field, min(share, 0.9))


def _meaning(key: str, allowed: Collection[ImportField] | None) -> HeadMeaning:
    return _best(key, None if allowed is None else frozenset(allowed))
