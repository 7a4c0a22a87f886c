"""Rows of a layout with their figures in each period, as the grid shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import Role
from rehabdesk.domain.reports.codes import Breakdown, Comparison, PeriodKind
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole, LayoutRow
from rehabdesk.domain.reports.periods import ReportPeriod, free_period
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.office import Actor, NotYourRight, Office
from rehabdesk.services.reports.reading import ReportAsked, divided, find_row, read_report
from tests.services.reports.made_up import NINE, YEAR, MadeUp, somebody

NOW, THEN, CHANGE = ColumnRole.NOW, ColumnRole.THEN, ColumnRole.CHANGE
LATE, EARLY = date(2026, 3, 1), date(2025, 3, 1)


def read(
    office: Office, period: ReportPeriod = YEAR, comparison: Comparison = Comparison.LAST_YEAR
) -> ReportGrid:
    return office.look(partial(read_report, asked=ReportAsked("own", period, comparison)))


def test_figures_of_two_years_and_the_change(office: Office, made_up: MadeUp) -> None:
    made_up.head("I. Người")
    made_up.count("X", somebody(1, LATE), somebody(2, LATE), somebody(3, EARLY))
    grid = read(office)
    assert grid.row("X").words == {THEN: "1", NOW: "2", CHANGE: "+1"}
    assert [column.title for column in grid.columns] == ["Năm 2025", "Năm 2026", "Tăng, giảm"]
    assert grid.rows[0].is_heading
    assert not grid.rows[0].words


def test_what_nobody_gave_is_a_dash_and_has_no_change(office: Office, made_up: MadeUp) -> None:
    made_up.give("G", d20251214=4)
    row = read(office).row("G")
    assert row.words == {THEN: "4", NOW: "–", CHANGE: ""}
    assert NOW not in row.values
    made_up.give("G", d20261123=0)
    row = read(office).row("G")
    assert (row.words[NOW], row.words[CHANGE], row.remark) == ("0", "−4", "Số của Công an xã")


def test_a_period_not_over_is_counted_until_today(office: Office, made_up: MadeUp) -> None:
    made_up.stock("E", lambda day: day.day)
    grid = read(office)
    assert grid.as_of == date(2026, 11, 23)
    assert grid.window.last == date(2026, 12, 14)
    assert grid.row("E").words[NOW] == "23"
    assert read(office, NINE).as_of is None
    assert read(office, NINE).row("E").words[NOW] == "14"


def test_nothing_compared_leaves_no_column_of_change(office: Office, made_up: MadeUp) -> None:
    made_up.count("X", somebody(1, LATE))
    grid = read(office, comparison=Comparison.NONE)
    assert [column.role for column in grid.columns] == [NOW]
    assert grid.compared is None


def test_every_column_has_its_own_days(office: Office, made_up: MadeUp) -> None:
    made_up.roles = (
        ColumnRole.NOW,
        ColumnRole.PREVIOUS,
        ColumnRole.LAST_YEAR,
        ColumnRole.CUMULATIVE,
        ColumnRole.CHANGE_PER_CENT,
    )
    days = (date(2026, 10, 1), date(2026, 9, 1), date(2025, 10, 1), date(2026, 1, 2))
    made_up.count("X", *(somebody(place, day) for place, day in enumerate(days)))
    grid = read(office, ReportPeriod(PeriodKind.MONTH, 2026, 10))
    assert list(grid.row("X").words.values()) == ["1", "1", "1", "3", "0%"]


def test_parts_of_a_figure_stand_below_it(office: Office, made_up: MadeUp) -> None:
    made_up.count(
        "X",
        somebody(1, LATE, sex="male", hamlet="Thôn Hạ"),
        somebody(2, LATE, sex="female", hamlet=""),
        somebody(3, EARLY, sex="female", hamlet="Thôn Thượng"),
    )
    made_up.divide("X", Breakdown.SEX, "female")
    made_up.divide("X", Breakdown.HAMLET)
    grid = read(office)
    assert grid.row("X.sexfemale").words == {THEN: "1", NOW: "1", CHANGE: "0"}
    hamlets = [row for row in grid.rows if row.key.startswith("X.hamlet:")]
    assert [row.name for row in hamlets] == ["Thôn Hạ", "Thôn Thượng", "Chưa rõ"]
    assert [row.words[NOW] for row in hamlets] == ["1", "0", "1"]
    assert find_row(made_up.layout(), "X.hamlet:Thôn Hạ")[1] == "Thôn Hạ"
    with pytest.raises(LookupError):
        find_row(made_up.layout(), "nothing")


def test_shares_are_told_in_per_cent_with_their_base(office: Office, made_up: MadeUp) -> None:
    made_up.count("P", somebody(1, LATE), somebody(2, LATE))
    made_up.count("W", *(somebody(each, LATE) for each in range(3)))
    made_up.share("S", "P", "W")
    row = read(office).row("S")
    assert row.words[NOW] == "66,7%"
    assert row.words[THEN] == "–"
    assert row.remark == "2/3"


def test_money_is_told_in_the_unit_of_its_row(office: Office, made_up: MadeUp) -> None:
    made_up.count("M", somebody(1, LATE, amount=875_500_000), unit="đồng")
    made_up.rows = [replace(made_up.rows[0], divisor=1_000_000, unit="triệu đồng")]
    row = read(office).row("M")
    assert (row.words[NOW], row.unit, row.words[CHANGE]) == ("875,5", "triệu đồng", "+875,5")
    assert divided(Value(150_000_000), 1_000_000) == Value(150)
    assert divided(Value(3, as_typed="> 2"), 1_000).as_typed == "> 2"


def test_free_days_and_what_they_are_compared_with(office: Office, made_up: MadeUp) -> None:
    made_up.count("X", somebody(1, LATE), somebody(2, date(2026, 2, 27)))
    period = free_period(date(2026, 3, 1), date(2026, 3, 31))
    grid = read(office, period, Comparison.PREVIOUS)
    assert grid.row("X").words == {THEN: "1", NOW: "1", CHANGE: "0"}
    assert grid.title == "Báo cáo thử từ 01/03/2026 đến 31/03/2026"


def test_a_grid_stays_itself_as_a_file(office: Office, made_up: MadeUp) -> None:
    made_up.count("X", somebody(1, LATE, sex="male"))
    made_up.divide("X", Breakdown.SEX)
    grid = read(office)
    assert ReportGrid.from_json(grid.to_json()) == grid


def test_the_delivered_report_is_read_of_an_empty_office(office: Office) -> None:
    asked = ReportAsked("bao-cao-chung", YEAR)
    grid = office.look(partial(read_report, asked=asked))
    assert grid.title == "Báo cáo năm 2026"
    assert grid.balance is not None
    assert grid.balance.is_even
    assert all(row.is_heading or row.words[NOW] in {"0", "–"} for row in grid.rows)


def test_who_may_not_see_reports_sees_none(office: Office, made_up: MadeUp) -> None:
    made_up.rows.append(LayoutRow("h", "Đầu"))
    office.actor = Actor(9, "Ngô Thị Nhàn", "", Role.TEAM_LEADER)
    with pytest.raises(NotYourRight):
        read(office)
