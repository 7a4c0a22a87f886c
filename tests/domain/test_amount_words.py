"""Amounts in words, held against a second formulation that knows nothing of the first.

The second reads the digits one by one in the plainest way and then mends what the ear does not
take. `python -m tests.domain.test_amount_words` compares every amount to two million, and every
thousandth to two thousand million.
"""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehabdesk.domain.teamwork.amount_words import amount_in_words, number_in_words

_NAMES = {"0": "không", "1": "một", "2": "hai", "3": "ba", "4": "bốn"} | {
    "5": "năm",
    "6": "sáu",
    "7": "bảy",
    "8": "tám",
    "9": "chín",
}
_PLACES = ("", "nghìn", "triệu")
_MENDED = (
    (re.compile(r"không mươi không\b"), ""),
    (re.compile(r"không mươi"), "linh"),
    (re.compile(r"một mươi"), "mười"),
    (re.compile(r"(mươi|mười) không\b"), r"\1"),
    (re.compile(r"(mươi|mười) năm\b"), r"\1 lăm"),
    (re.compile(r"mươi một\b"), "mươi mốt"),
    (re.compile(r"mươi bốn\b"), "mươi tư"),
    (re.compile(r"  +"), " "),
)


def read_by_digits(number: int) -> str:
    """Read the digits from left to right in threes, each with its place, and mend the result."""
    digits = str(number)
    if len(digits) > 9:
        rest = digits[-9:]
        below = _read_threes(rest) if int(rest) else ""
        return f"{read_by_digits(int(digits[:-9]))} tỷ {below}".strip()
    told = _read_threes(digits.zfill((len(digits) + 2) // 3 * 3))
    told = re.sub(r"^không trăm (linh )?", "", told)
    return told or "không"


def _read_threes(digits: str) -> str:
    threes = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    told = []
    for place, three in zip(range(len(threes) - 1, -1, -1), threes, strict=True):
        if three != "000":
            told.append(f"{_read_three(three)} {_PLACES[place]}".strip())
    return " ".join(told)


_READ: dict[str, str] = {}


def _read_three(three: str) -> str:
    if three not in _READ:
        hundreds, tens, ones = (_NAMES[digit] for digit in three)
        told = f"{hundreds} trăm {tens} mươi {ones}"
        for wrong, right in _MENDED:
            told = wrong.sub(right, told)
        _READ[three] = told.strip()
    return _READ[three]


def differing(numbers: range) -> list[int]:
    return [each for each in numbers if number_in_words(each) != read_by_digits(each)]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (1_000, "Một nghìn đồng chẵn"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (10_000, "Mười nghìn đồng chẵn"),
        (21_000, "Hai mươi mốt nghìn đồng chẵn"),
        (104_024, "Một trăm linh bốn nghìn không trăm hai mươi tư đồng"),
        (115_555, "Một trăm mười lăm nghìn năm trăm năm mươi lăm đồng"),
        (632_500, "Sáu trăm ba mươi hai nghìn năm trăm đồng"),
        (1_012_000, "Một triệu không trăm mười hai nghìn đồng chẵn"),
        (1_265_000, "Một triệu hai trăm sáu mươi lăm nghìn đồng chẵn"),
        (1_518_000, "Một triệu năm trăm mười tám nghìn đồng chẵn"),
        (9_108_000, "Chín triệu một trăm linh tám nghìn đồng chẵn"),
        (1_000_000_000, "Một tỷ đồng chẵn"),
        (2_000_000_501, "Hai tỷ năm trăm linh một đồng"),
        (1_000_000_000_000, "Một nghìn tỷ đồng chẵn"),
        (-50_000, "Âm năm mươi nghìn đồng chẵn"),
    ],
)
def test_amounts_as_officials_write_them(amount: int, words: str) -> None:
    assert amount_in_words(amount) == words


def test_everything_below_two_thousand_is_read_alike() -> None:
    assert differing(range(2_000)) == []


def test_every_thousand_and_every_seam_to_two_million_are_read_alike() -> None:
    """Three digits are read alike wherever they stand, so all pairs of seams stand for all."""
    seams = (0, 1, 4, 5, 9, 10, 11, 14, 15, 20, 21, 24, 25, 99, 100, 101, 104, 110, 555, 999)
    for thousand in range(0, 2_000_001, 1_000):
        for rest in seams:
            assert number_in_words(thousand + rest) == read_by_digits(thousand + rest)


@settings(max_examples=200)
@given(st.integers(0, 10**15))
def test_large_amounts_are_read_alike(number: int) -> None:
    assert number_in_words(number) == read_by_digits(number)


def test_two_numbers_never_read_the_same() -> None:
    picked = random.Random(1).sample(range(10**9), 20_000)
    assert len({number_in_words(each) for each in picked}) == len(picked)


if __name__ == "__main__":
    wrong = differing(range(2_000_001)) + differing(range(2_000_000, 2_000_000_001, 1_000))
    print("khác nhau:", wrong[:20] or "không có")  # noqa: T201 -- what this is run for
