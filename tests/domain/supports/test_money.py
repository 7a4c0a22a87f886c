"""Amounts of money are read as clerks type them, or refused in a sentence."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.supports.money import (
    MOST,
    AmountTooLarge,
    AmountUnclear,
    UnitMissing,
    million_words,
    money_words,
    read_money,
)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("50tr", 50_000_000),
        ("50 triệu", 50_000_000),
        ("50 triệu đồng", 50_000_000),
        ("12,5 tr", 12_500_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1.2 tỷ", 1_200_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("1 tỷ 200", 1_200_000_000),
        ("1tỷ2", 1_200_000_000),
        ("50tr500", 50_500_000),
        ("35.000 triệu", 35_000_000_000),
        ("50.000.000", 50_000_000),
        ("50,000,000", 50_000_000),
        ("50 000 000 đ", 50_000_000),
        ("50000000", 50_000_000),
        ("500k", 500_000),
        ("500 ngàn", 500_000),
        ("", None),
        ("  ", None),
    ],
)
def test_an_amount_is_read_as_it_is_typed(typed: str, amount: int | None) -> None:
    assert read_money(typed) == amount


@pytest.mark.parametrize("typed", ["abc", "0", "50tr xyz", "1.2.3", "-5tr", "1,5", "2 tỷ 3 tỷ"])
def test_what_is_no_amount_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(AmountUnclear, match="Gõ như 50tr"):
        read_money(typed)


def test_a_number_too_small_lacks_its_unit() -> None:
    with pytest.raises(UnitMissing, match="50tr hoặc 50 nghìn"):
        read_money("50")


def test_a_sum_no_commune_lends_is_refused() -> None:
    with pytest.raises(AmountTooLarge):
        read_money("1001 tỷ")


@given(st.integers(1_000, MOST))
def test_what_is_written_is_read_back(amount: int) -> None:
    assert read_money(money_words(amount)) == amount
    assert read_money(million_words(amount)) == amount


@given(st.text(alphabet="0123456789., tyriệuđồngk", max_size=20))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    amount: int | None = None
    with suppress(Refusal):
        amount = read_money(typed)
    assert amount is None or 0 < amount <= MOST
