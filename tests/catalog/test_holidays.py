from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rehabdesk.catalog.holidays import load_year_tables
from tests.builders import RESOURCES

HOLIDAYS = Path(__file__).parents[2] / "resources" / "holidays"
DAY = '[[days]]\nday = {day}\nname = "{name}"\nkind = "{kind}"\nsource = ""\n'


def written(folder: Path, year: int, *days: tuple[str, str]) -> Path:
    text = "".join(DAY.format(day=day, name="Nghỉ", kind=kind) for day, kind in days)
    (folder / f"{year}.toml").write_text(text, "utf-8")
    return folder


def test_the_years_of_both_laws_are_covered() -> None:
    calendar = RESOURCES.calendar
    assert all(calendar.covers(year) for year in range(2021, 2028))
    assert not calendar.covers(2028)


def test_the_new_holiday_of_november_is_off() -> None:
    calendar = RESOURCES.calendar
    assert calendar.reason(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert calendar.add_working_days(date(2026, 11, 23), 2) == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_swapped_days_are_known(off: date, worked: date) -> None:
    calendar = RESOURCES.calendar
    assert not calendar.is_working(off)
    assert calendar.is_working(worked)
    assert worked.weekday() == 5


def test_the_long_holiday_of_the_new_year_is_skipped() -> None:
    calendar = RESOURCES.calendar
    assert calendar.add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 23)


@pytest.mark.parametrize(
    "days",
    [
        [("2026-01-01", "holiday"), ("2026-01-01", "substitute")],
        [("2026-01-03", "working_saturday"), ("2026-01-03", "holiday")],
        [("2025-01-01", "holiday")],
        [("2026-01-01", "party")],
    ],
)
def test_a_year_that_contradicts_itself_does_not_load(
    tmp_path: Path, days: list[tuple[str, str]]
) -> None:
    with pytest.raises(ValueError, match=r"2026\.toml"):
        load_year_tables(written(tmp_path, 2026, *days))


def test_days_not_yet_announced_are_marked_as_foretold() -> None:
    foretold = {table.year for table in load_year_tables(HOLIDAYS) if table.is_estimate}
    assert foretold == RESOURCES.calendar.estimated == {2027}


def test_every_day_says_where_it_was_announced() -> None:
    assert all(day.source for table in load_year_tables(HOLIDAYS) for day in table.days)
