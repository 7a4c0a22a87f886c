"""Names and numbers that one slip of the hand turns into each other."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase, digits

_LEAST_LETTERS = 6  # a shorter name is another name when one letter differs
_LEAST_DIGITS = 8
_LONGEST_TURNED = 4  # words of a name whose every order is looked up


def is_one_slip(one: str, other: str) -> bool:
    """Tell whether one sign more, less, other, or two neighbours swapped make the difference."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if min(len(one), len(other)) > 2 and one[0] != other[0] and one[-1] != other[-1]:  # noqa: PLR2004
        return False
    at = _first_difference(one, other)
    if len(one) != len(other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        return longer[at + 1 :] == shorter[at:]
    if one[at + 1 :] == other[at + 1 :]:
        return True
    return one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]


def is_name_slip(one: str, other: str) -> bool:
    """Tell it of folded names; of short ones every letter counts."""
    return min(len(one), len(other)) >= _LEAST_LETTERS and is_one_slip(one, other)


def is_number_slip(one: str, other: str) -> bool:
    """Tell it of numbers: one digit, two swapped, or the zero in front that Excel takes away."""
    if not (one.isdigit() and other.isdigit()) or min(len(one), len(other)) < _LEAST_DIGITS:
        return False
    if len(one) != len(other):
        return one.lstrip("0") == other.lstrip("0")
    return is_one_slip(one, other)


def name_slips(name: str) -> set[str]:
    """Return every folded name one slip away from this one."""
    if len(name) < _LEAST_LETTERS:
        return set()
    return {found for found in _slips(name, ascii_lowercase, is_fixed=False) if "  " not in found}


def number_slips(number: str) -> set[str]:
    """Return every number of as many digits one slip away, and the one with its zero lost."""
    if not number.isdigit() or len(number) < _LEAST_DIGITS:
        return set()
    found = set(_slips(number, digits, is_fixed=True))
    return found | {number.lstrip("0"), f"0{number}"} - {number}


def word_orders(name: str) -> set[str]:
    """Return the other orders the words of a folded name may have been written in."""
    words = name.split()
    if len(words) > _LONGEST_TURNED:
        turned = [words[at:] + words[:at] for at in range(len(words))]
        return {" ".join(each) for each in (*turned, words[::-1])} - {name}
    return set(_orders(words)) - {name}


def _orders(words: list[str]) -> Iterator[str]:
    if len(words) <= 1:
        yield " ".join(words)
        return
    for at, word in enumerate(words):
        for rest in _orders(words[:at] + words[at + 1 :]):
            yield f"{word} {rest}"


def _slips(text: str, signs: str, *, is_fixed: bool) -> Iterator[str]:
    for at in range(len(text) + 1):
        before, after = text[:at], text[at:]
        if after:
            yield from (f"{before}{sign}{after[1:]}" for sign in signs if sign != after[0])
        if len(after) > 1 and after[0] != after[1]:
            yield f"{before}{after[1]}{after[0]}{after[2:]}"
        if not is_fixed:
            yield from (f"{before}{sign}{after}" for sign in signs)
            if after:
                yield before + after[1:]


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))
