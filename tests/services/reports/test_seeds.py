"""Every figure of the founding documents comes back from offices that lived it, in its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from sqlalchemy import Engine

from rehabdesk.domain.reports.codes import Breakdown, Comparison, PeriodKind, WindowRule
from rehabdesk.domain.reports.indicators import Nature
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.periods import ReportPeriod, Window, free_period
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.answers import answer, figure, rules
from rehabdesk.services.indicators.counting import Answer, Counting
from rehabdesk.services.office import Office, Work
from rehabdesk.services.reports.reading import ReportAsked, divided, read_report
from rehabdesk.services.targets.against import hold_figure, reached_words, target_of
from tests.seed_offices import (
    AUGUST_2015,
    DECADE,
    DISTRICTS,
    FUND,
    HALF_2024,
    NINE_2021,
    NINE_2024,
    SINCE_2019,
    SINCE_AUGUST_2020,
    UNTIL_FEBRUARY_2023,
    UNTIL_MARCH_2022,
    YEAR_2021,
    YEAR_2022,
    YEAR_2023,
    an_office_of,
)


@dataclass(frozen=True)
class Seed:
    """A row of the table of figures: where, what, when, and how a report prints it."""

    row: int
    place: str
    code: str
    window: Window
    words: str
    part: tuple[Breakdown, str] | None = None
    divisor: int = 1  # money is printed in triệu đồng


@dataclass(frozen=True)
class Reached:
    """A row of the table that holds a figure against a target."""

    row: int
    place: str
    code: str
    window: Window
    target: int
    words: str
    is_about: bool = False


LEAST = {"Ba Vì": 12, "Đống Đa": 13, "Đồng Tháp": 1}  # figures a delivered layout holds
_AUDIENCE, _KIND = Breakdown.AUDIENCE, Breakdown.KIND
SEEDS = (
    Seed(1, "Ba Vì", "M01", NINE_2024, "31/31"),
    Seed(2, "Ba Vì", "M01r", NINE_2024, "100"),
    Seed(3, "Ba Vì", "C06", NINE_2024, "31"),
    Seed(4, "Ba Vì", "C07", NINE_2024, "32"),
    Seed(5, "Ba Vì", "C03", NINE_2024, "21"),
    Seed(5, "Ba Vì", "T12", NINE_2024, "21"),
    Seed(6, "Ba Vì", "S03", NINE_2024, "58"),
    Seed(7, "Ba Vì", "S04", NINE_2024, "62"),
    Seed(8, "Ba Vì", "S05", NINE_2024, "100"),
    Seed(9, "Ba Vì", "T05", NINE_2024, "93"),
    Seed(10, "Ba Vì", "T07", NINE_2024, "5.236"),
    Seed(11, "Ba Vì", "T10", NINE_2024, "58"),
    Seed(11, "Ba Vì", "T03", NINE_2024, "41"),
    Seed(12, "Ba Vì", "T15", NINE_2024, "15"),
    Seed(13, "Ba Vì", "T16", NINE_2024, "3.249"),
    Seed(14, "Ba Vì", "T20", NINE_2024, "1"),
    Seed(15, "Ba Vì", "C09", YEAR_2023, "215"),
    Seed(16, "Ba Vì", "C09", HALF_2024, "218"),
    Seed(17, "Ba Vì", "V01", YEAR_2022, "1"),
    Seed(17, "Ba Vì", "V01", YEAR_2022, "1", (_KIND, "Kế hoạch")),
    Seed(18, "Tây Hồ", "N01", YEAR_2021, "420"),
    Seed(19, "Tây Hồ", "C06", NINE_2021, "35"),
    Seed(19, "Tây Hồ", "C07", NINE_2021, "35"),
    Seed(21, "Tây Hồ", "C02c", NINE_2021, "82"),
    Seed(23, "Hai Bà Trưng", "M04n", SINCE_AUGUST_2020, "≈ 50"),
    Seed(24, "Hai Bà Trưng", "T11", SINCE_AUGUST_2020, "16"),
    Seed(25, "Hai Bà Trưng", "C02", YEAR_2021, "83"),
    Seed(27, "Đồng Tháp", "M01", UNTIL_MARCH_2022, "127/143"),
    Seed(28, "Đồng Tháp", "M02", UNTIL_MARCH_2022, "1.619"),
    Seed(29, "Đồng Tháp", "M03", UNTIL_MARCH_2022, "427/1.619"),
    Seed(29, "Đồng Tháp", "S12", UNTIL_MARCH_2022, "427/1.619"),
    Seed(30, "Đồng Tháp", "S13", UNTIL_MARCH_2022, "26,4"),
    Seed(31, "Đồng Tháp", "H04", UNTIL_MARCH_2022, "52"),
    Seed(32, "Đồng Tháp", "H06", UNTIL_MARCH_2022, "25"),
    Seed(32, "Đồng Tháp", "H06", UNTIL_MARCH_2022, "25", (Breakdown.SOURCE, FUND)),
    Seed(33, "Đồng Tháp", "H08", UNTIL_MARCH_2022, "875", divisor=1_000_000),
    Seed(34, "39 tỉnh", "T01", AUGUST_2015, "2.781"),
    Seed(35, "39 tỉnh", "T02", AUGUST_2015, "18.290"),
    Seed(36, "TP. Hồ Chí Minh", "T01", AUGUST_2015, "319", (_KIND, "Xã, phường")),
    Seed(37, "TP. Hồ Chí Minh", "T01", AUGUST_2015, "152", (_KIND, "Thôn, tổ dân phố")),
    Seed(38, "39 tỉnh", "T07", AUGUST_2015, "hàng trăm nghìn"),
    Seed(39, "TP. Hồ Chí Minh", "M01", AUGUST_2015, "5/24"),
    Seed(42, "Đống Đa", "T08", DECADE, "> 5.000"),
    Seed(43, "Đống Đa", "T09", DECADE, "3.800"),
    Seed(44, "Đống Đa", "P03", DECADE, "35.500"),
    Seed(45, "Đống Đa", "P04", DECADE, "> 1.500"),
    Seed(46, "Đống Đa", "P01", DECADE, "1.270"),
    Seed(47, "Đống Đa", "P02", DECADE, "> 11.300"),
    Seed(48, "Đống Đa", "T10l", DECADE, "> 2.480"),
    Seed(49, "Đống Đa", "T01", DECADE, "21"),
    Seed(50, "Đống Đa", "T17", DECADE, "100"),
    Seed(51, "Đống Đa", "T07", DECADE, "2.902"),
    Seed(51, "Đống Đa", "T07", DECADE, "2.902", (_AUDIENCE, "Người nghiện")),
    Seed(52, "Đống Đa", "S12", DECADE, "246/2.902"),
    Seed(52, "Đống Đa", "T18", DECADE, "246"),
    Seed(53, "Đống Đa", "T13", DECADE, "1.564"),
    Seed(54, "Đống Đa", "T14", DECADE, "1.060"),
    Seed(55, "Đống Đa", "T15", DECADE, "1.890"),
    Seed(56, "Đống Đa", "H07", DECADE, "> 1.500"),
    Seed(57, "Đống Đa", "H08", DECADE, "35.000", divisor=1_000_000),
    Seed(58, "Đống Đa", "H03c", DECADE, "> 1.400"),
    Seed(59, "Đồng Tháp", "A01", YEAR_2022, "27"),
    Seed(61, "Đồng Tháp", "N01c", UNTIL_FEBRUARY_2023, "692"),
    Seed(62, "Đồng Tháp", "H09", YEAR_2022, "235"),
    Seed(63, "Đồng Tháp", "C10", UNTIL_FEBRUARY_2023, "188"),
    Seed(64, "Đồng Tháp", "M01", UNTIL_FEBRUARY_2023, "127/143"),
    Seed(65, "Đồng Tháp", "V03", UNTIL_FEBRUARY_2023, "11"),
    Seed(66, "Đồng Tháp", "V04", UNTIL_FEBRUARY_2023, "1.294"),
    Seed(67, "Hà Nội", "M04", SINCE_2019, "7"),
)
REACHED = (
    Reached(20, "Tây Hồ", "C06", NINE_2021, 25, "140%"),
    Reached(22, "Tây Hồ", "C02c", NINE_2021, 85, "> 96%", is_about=True),
    Reached(26, "Hai Bà Trưng", "C02", YEAR_2021, 57, "145,6%"),
)


@pytest.fixture(scope="module")
def offices(furnished: Engine) -> Callable[[str], Office]:
    """Each place is built when it is first asked for."""
    built: dict[str, Office] = {}

    def of(place: str) -> Office:
        if place not in built:
            built[place] = an_office_of(furnished, place)
        return built[place]

    return of


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.row}-{seed.code}")
def test_the_figure_is_what_the_document_says(offices: Callable[[str], Office], seed: Seed) -> None:
    assert offices(seed.place).look(lambda work: _words(work, seed)) == seed.words


def _words(work: Work, seed: Seed) -> str:
    counting = Counting(work)
    found = answer(counting, seed.code, seed.window)
    assert found.value is not None
    assert figure(counting, seed.code, seed.window) == found.value
    _is_what_stands_behind(found)
    if seed.part is None:
        return divided(found.value, seed.divisor).words
    parts = found.parts(seed.part[0])
    assert sum(parts.values()) == found.value.amount
    return Value(parts[seed.part[1]]).words


def _is_what_stands_behind(found: Answer) -> None:
    if found.indicator.nature is not Nature.SHARE:
        assert found.value is not None
        assert found.value.amount == sum(each.amount for each in found.members)


@pytest.mark.parametrize(
    ("place", "layout", "period"),
    [
        ("Ba Vì", "sau-thang-nam", ReportPeriod(PeriodKind.NINE_MONTHS, 2024)),
        ("Đống Đa", "doi-tinh-nguyen", free_period(DECADE.first, DECADE.last)),
        ("Đồng Tháp", "sau-thang-nam", free_period(YEAR_2022.first, YEAR_2022.last)),
    ],
)
def test_the_delivered_layouts_print_it(
    offices: Callable[[str], Office], place: str, layout: str, period: ReportPeriod
) -> None:
    asked = ReportAsked(layout, period, Comparison.NONE)
    grid = offices(place).look(partial(read_report, asked=asked))
    printed = {
        row.code: row.words[ColumnRole.NOW] for row in grid.rows if row.code and not row.part
    }
    held = {
        each.code: each.words
        for each in SEEDS
        if (each.place, each.window, each.part) == (place, period.window, None)
    }
    both = held.keys() & printed.keys()
    assert len(both) >= LEAST[place]
    shares = {code for code in both if printed[code].endswith("%")}
    assert {code: printed[code].removesuffix("%") for code in both} == {
        code: held[code] for code in both
    }
    assert shares <= {"S05", "T17", "M01r"}


@pytest.mark.parametrize("seed", REACHED, ids=lambda seed: f"{seed.row}-{seed.code}")
def test_a_figure_is_held_against_its_target(
    offices: Callable[[str], Office], seed: Reached
) -> None:
    def look(work: Work) -> tuple[int, str]:
        counting = Counting(work)
        now = figure(counting, seed.code, seed.window)
        held = hold_figure(counting, seed.code, seed.window, now)
        assert held is not None
        assert now is not None
        if seed.is_about:
            return held.value.amount, reached_words(now, held.value, is_about=True)
        return held.value.amount, held.words

    assert offices(seed.place).look(look) == (seed.target, seed.words)


@pytest.mark.parametrize(
    ("place", "code", "period", "words"),
    [
        ("Tây Hồ", "C06", ReportPeriod(PeriodKind.NINE_MONTHS, 2021), "140%"),
        (
            "Hai Bà Trưng",
            "C02",
            ReportPeriod(PeriodKind.YEAR, 2021, rule=WindowRule.CALENDAR),
            "145,6%",
        ),
    ],
)
def test_the_report_prints_what_is_reached_of_a_plan(
    offices: Callable[[str], Office], place: str, code: str, period: ReportPeriod, words: str
) -> None:
    asked = ReportAsked("sau-thang-nam", period, Comparison.NONE)
    grid = offices(place).look(partial(read_report, asked=asked))
    row = next(each for each in grid.rows if each.code == code)
    assert row.words[ColumnRole.REACHED] == words


def test_a_target_stands_before_anything_is_reached(offices: Callable[[str], Office]) -> None:
    """Row 60: every district is to turn one commune free within 2023."""
    asked = partial(target_of, code="A02", window=YEAR_2023)
    assert offices("Đồng Tháp").look(asked) == Value(DISTRICTS)


def test_every_row_of_the_table_is_held() -> None:
    """Rows 40, 41 and 60 have tests of their own: an aim, a word of the text, a target."""
    held = {each.row for each in (*SEEDS, *REACHED)}
    assert set(range(1, 68)) - held == {40, 41, 60}


def test_each_volunteer_helps_somebody(offices: Callable[[str], Office]) -> None:
    """Row 40: the aim of the movement, one volunteer for at least one person."""
    rate = offices("Ba Vì").look(lambda work: figure(Counting(work), "K03", NINE_2024))
    assert rate is not None
    assert rate.number >= 1


def test_teams_have_worked_for_more_than_ten_years(offices: Callable[[str], Office]) -> None:
    """Row 41: told by the day each team was founded on."""
    teams = offices("Đống Đa").look(lambda work: answer(Counting(work), "T01", DECADE))
    assert all(each.on and (DECADE.last - each.on).days > 10 * 365 for each in teams.members)


def test_58_decisions_name_62_persons_and_31_dossiers_32(offices: Callable[[str], Office]) -> None:
    office = offices("Ba Vì")
    papers = office.look(lambda work: answer(Counting(work), "S03", NINE_2024))
    persons = office.look(lambda work: answer(Counting(work), "S04", NINE_2024))
    assert len(papers.members) == 58
    assert len({each.person_id for each in persons.members}) == 62
    assert sum("2 người" in each.reason for each in papers.members) == 4
    dossiers = office.look(lambda work: answer(Counting(work), "C06", NINE_2024))
    assert sum("2 người" in each.reason for each in dossiers.members) == 1


def test_a_decade_is_quick(offices: Callable[[str], Office]) -> None:
    """Ten years of 21 teams come from running totals: hardly a statement a figure."""
    office = offices("Đống Đa")

    def count(work: Work) -> int:
        counting = Counting(work)
        for code in ("T08", "T09", "P01", "P02", "P03", "T13", "T14", "T15"):
            assert rules()[code].quick is not None
            figure(counting, code, DECADE)
        return len([key for key in counting.known if "activity sums" in str(key)])

    assert office.look(count) == 1
