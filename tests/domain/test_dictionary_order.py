"""Our order of names beside an independent one: Qt's, which is ICU's for Vietnamese."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QCollator, QLocale

from rehabdesk.domain.text import name_order, split_name, word_order
from tests.names import made_up_names

NAMES = 5_000


@pytest.fixture(scope="module")
def collator() -> QCollator:
    """Skip where Qt was built without a dictionary: it then compares code points."""
    made = QCollator(QLocale("vi_VN"))
    if made.compare("đ", "e") > 0:
        pytest.skip("this Qt has no Vietnamese dictionary")
    return made


def compared(collator: QCollator, one: str, other: str) -> int:
    """Compare part by part: given name, middle name, family."""
    parts, others = (
        (name.given, name.middle, name.family) for name in map(split_name, (one, other))
    )
    found = (collator.compare(*pair) for pair in zip(parts, others, strict=True))
    return next((each for each in found if each), 0)


def test_thousands_of_names_stand_as_in_an_independent_dictionary(collator: QCollator) -> None:
    ordered = sorted(made_up_names(NAMES, seed=5), key=name_order)
    wrong = [pair for pair in pairwise(ordered) if compared(collator, *pair) > 0]
    assert wrong == []


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Lê Hoà", "Lê Hòa", "one name, wherever the tone is written; the dictionary tells them"),
        ("Vũ Thuý", "Vũ Thúy", "the same with uy"),
    ],
)
def test_where_the_dictionary_differs_it_is_meant(
    collator: QCollator, one: str, other: str, why: str
) -> None:
    assert name_order(one) == name_order(other), why
    assert collator.compare(one, other) != 0


def test_numbers_stand_by_their_value_where_a_dictionary_compares_figures(
    collator: QCollator,
) -> None:
    assert word_order("Thôn 2") < word_order("Thôn 10")
    assert collator.compare("Thôn 2", "Thôn 10") > 0
