"""Dates and numbers as official papers word them (Decree 30/2020, Annex I, II.3 and II.4)."""

from __future__ import annotations

from datetime import date

BLANK = "\u00a0"  # a blank that no line break and no justification touches

_DAY_LEFT_OPEN = BLANK * 9
_LAST_MONTH_WITH_ZERO = 2


def prose_date(day: date) -> str:
    return f"ngày {day.day:02} tháng {_month(day.month)} năm {day.year}"


def slash_date(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def blank_date(month: int, year: int) -> str:
    """Word a date whose day is written by hand after the signature."""
    return f"ngày{_DAY_LEFT_OPEN}tháng {_month(month)} năm {year}"


def document_number(number: int) -> str:
    return f"{number:02}"


def count(number: int) -> str:
    """Word a number of persons or things in running text."""
    return thousands(number) if number > 9 else f"{number:02}"  # noqa: PLR2004


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _month(month: int) -> str:
    """Zero only before January and February: nobody can turn 1 into 11."""
    return f"{month:02}" if month <= _LAST_MONTH_WITH_ZERO else str(month)
