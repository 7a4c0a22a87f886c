"""Months by number, and cells as people write them on paper and in Excel."""

from __future__ import annotations

from datetime import date

import pytest

from rehabdesk.domain.teamwork.month_cells import NotReadable, read_count, read_tick
from rehabdesk.domain.teamwork.months import Month


@pytest.mark.parametrize("text", ["x", "X", " x ", "✓", "✔", "1", "có", "Có mặt", "CÓ", "v"])
def test_read_as_there(text: str) -> None:
    assert read_tick(text)


@pytest.mark.parametrize(
    "text", ["", " ", "0", "-", "–", "·", "vắng", "Vắng mặt", "không", "k", "."]
)
def test_read_as_not_there(text: str) -> None:
    assert not read_tick(text)


@pytest.mark.parametrize("text", ["ốm", "2", "xx", "Họp", "x?"])
def test_neither_is_told(text: str) -> None:
    with pytest.raises(NotReadable):
        read_tick(text)


@pytest.mark.parametrize(
    ("text", "count"), [("4", 4), (" 12 ", 12), ("0", 0), ("", None), ("–", None), ("3,0", 3)]
)
def test_counts_are_read(text: str, count: int | None) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize("text", ["bốn", "1000", "-2", "1,5", "4 lần", "x"])
def test_what_is_no_count_is_told(text: str) -> None:
    with pytest.raises(NotReadable):
        read_count(text)


def test_months_go_on_and_back() -> None:
    november = Month.of(date(2026, 11, 23))
    assert november == Month.numbered(202611)
    assert (november.number, november.words) == (202611, "11/2026")
    assert (november.first, november.last) == (date(2026, 11, 1), date(2026, 11, 30))
    assert november.on(2) == Month(2027, 1)
    assert november.on(-11) == Month(2025, 12)
    assert Month(2024, 2).last == date(2024, 2, 29)
