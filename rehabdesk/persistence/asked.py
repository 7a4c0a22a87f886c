"""What a search asks for and what is kept for it, cut alike, whichever engine looks it up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from rehabdesk.domain.text import MARK, fold

# One word of the search: other ways to read it, each a list of beginnings that must all be there.
Part = tuple[tuple[str, ...], ...]

_LEAST_ENDING, _LEAST_NUMBER = 3, 6  # figures
_LONGEST, _MOST = 60, 40  # letters of a word, words of a search
_WORD = re.compile(r"[^\W_]+")
_ABROAD = re.compile(r"(?:\+|(?<!\d)00) ?84[ .()-]*0?(?=\d)")
_ABROAD_WITHOUT_SIGN = re.compile(r"84\d{9}")


def cut(text: str) -> list[str]:
    """Cut a text into folded words of letters and figures."""
    return [word[:_LONGEST] for word in _WORD.findall(fold(text))]


def kept_words(text: str) -> list[str]:
    """Return each word once; a long number also from its end, by which people tell it."""
    marked = [f"{MARK}{word}" for part in text.split(MARK)[1:] for word in _first_word(part)]
    words = dict.fromkeys([*cut(text.replace(MARK, " ")), *marked])
    numbers = [word for word in words if len(word) >= _LEAST_NUMBER and word.isdecimal()]
    return [*words, *(_ending(number) for number in numbers)]


@lru_cache(maxsize=10_000)  # words of names come again and again
def _first_word(part: str) -> Sequence[str]:
    word = part.strip()
    is_one = word.isascii() and word.isalnum() and len(word) <= _LONGEST
    return (word.lower(),) if is_one else cut(part)[:1]


def asked(typed: str) -> list[Part]:
    """Make every typed word a beginning, in any order.

    Neighbouring figures may also be one number, written with blanks or dots in it, or the end of
    one, or a telephone as it is dialled from abroad.
    """
    words = cut(_ABROAD.sub(" 0", fold(typed)))[:_MOST]
    parts: list[Part] = []
    for is_number, group in groupby(words, str.isdecimal):
        near = [*group]
        parts += [_number(near)] if is_number else [((word,),) for word in near]
    return parts


def asked_of_names(typed: str) -> list[Part]:
    """Make every typed word a beginning of a word of a name; of a number there is none."""
    words = cut(typed)[:_MOST]
    is_name = not any(sign.isdecimal() for word in words for sign in word)
    return [((f"{MARK}{word}",),) for word in words] if is_name else []


def _number(group: list[str]) -> Part:
    joined = "".join(group)[:_LONGEST]
    readings: list[tuple[str, ...]] = [(joined,)]
    if len(joined) >= _LEAST_ENDING:
        readings.append((_ending(joined),))
    if _ABROAD_WITHOUT_SIGN.fullmatch(joined):
        readings.append((f"0{joined[2:]}",))
    if len(group) > 1:
        readings.append(tuple(group))
    return tuple(readings)


def _ending(number: str) -> str:
    return f"{MARK}{number[::-1]}"
