from __future__ import annotations

from datetime import date

import pytest

from rehabdesk.domain.wording import (
    blank_date,
    count,
    document_number,
    prose_date,
    slash_date,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 6, 5), "ngày 05 tháng 6 năm 2026"),
        (date(2026, 12, 15), "ngày 15 tháng 12 năm 2026"),
        (date(2026, 1, 10), "ngày 10 tháng 01 năm 2026"),
    ],
)
def test_a_zero_goes_before_days_below_ten_and_the_first_two_months(day: date, words: str) -> None:
    assert prose_date(day) == words


def test_a_date_in_slashes_has_two_digits_each() -> None:
    assert slash_date(date(2026, 2, 5)) == "05/02/2026"


def test_an_unsigned_date_leaves_a_day_no_line_can_break_or_stretch() -> None:
    words = blank_date(2, 2026)
    assert words.split(" ") == [words.split(" ")[0], "02", "năm", "2026"]
    assert words.replace("\u00a0", "") == "ngàytháng 02 năm 2026"
    assert words.count("\u00a0") >= 6


def test_numbers_are_worded_as_on_papers() -> None:
    assert document_number(5) == "05"
    assert document_number(212) == "212"
    assert count(2) == "02"
    assert count(1200) == "1.200"
