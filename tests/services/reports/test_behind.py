"""Names behind figures, why somebody does not count, and what is to be put right."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.members import NearMiss
from rehabdesk.services.office import Office
from rehabdesk.services.reports.behind import lines_of, open_behind, read_behind, why_person
from rehabdesk.services.reports.problems import ProblemKind, problem_words, read_problems
from rehabdesk.services.reports.reading import ReportAsked, read_report
from rehabdesk.services.reports.trend import (
    Point,
    Trend,
    bars_of,
    month_ends,
    read_three,
    read_trend,
)
from tests.services.reports.made_up import NINE, YEAR, MadeUp, somebody

LATE, EARLY = date(2026, 3, 1), date(2025, 3, 1)
ASKED = ReportAsked("own", YEAR)
NOW = ColumnRole.NOW


def test_each_cell_opens_its_own_names(office: Office, made_up: MadeUp) -> None:
    made_up.count("X", somebody(1, LATE, sex="male"), somebody(2, LATE), somebody(3, EARLY))
    made_up.near["X"] = [NearMiss(4, "Người 4", 1992, "Đã ký nhưng chưa nhập số")]
    made_up.divide("X", Breakdown.SEX, "male", "female")
    read = partial(read_behind, asked=ASKED)
    now = office.look(partial(read, row_key="X", role=NOW))
    assert now.person_ids == (1, 2)
    assert now.title == "Chỉ tiêu X: 2 người"
    assert now.near[0].reason == "Đã ký nhưng chưa nhập số"
    then = office.look(partial(read, row_key="X", role=ColumnRole.THEN))
    assert then.person_ids == (3,)
    men = office.look(partial(read, row_key="X.sexmale", role=NOW))
    assert (men.person_ids, men.near) == ((1,), ())
    assert office.look(partial(read, row_key="X.sexfemale", role=NOW)).value is not None


def test_names_that_were_opened_are_on_record(office: Office, made_up: MadeUp) -> None:
    made_up.count("X", somebody(1, LATE))
    office.do(partial(open_behind, asked=ASKED, row_key="X", role=NOW))
    newest = select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1)
    line = office.look(lambda work: work.session.scalars(newest).one())
    assert line.act == "figure.opened"
    assert "Người 1" not in str(line.facts)


def test_names_are_copied_with_their_reasons(office: Office, made_up: MadeUp) -> None:
    made_up.count("M", somebody(1, LATE, amount=45_000_000), unit="đồng")
    behind = office.look(partial(read_behind, asked=ASKED, row_key="M", role=NOW))
    assert lines_of(behind).splitlines() == [
        "Chỉ tiêu M: 45.000.000 đồng",
        "1. Người 1 (1990): việc ngày 01/03/2026 – 45.000.000",
    ]


def test_why_somebody_counts_or_does_not(office: Office, made_up: MadeUp) -> None:
    made_up.count("X", somebody(1, LATE, sex="male"))
    made_up.near["X"] = [NearMiss(4, "Người 4", 1992, "Đã ký nhưng chưa nhập số")]
    made_up.divide("X", Breakdown.SEX, "male", "female")
    ask = partial(why_person, asked=ASKED)
    assert office.look(partial(ask, row_key="X", person_id=1)).startswith("Được tính")
    assert "chưa nhập số" in office.look(partial(ask, row_key="X", person_id=4))
    elsewhere = office.look(partial(ask, row_key="X.sexfemale", person_id=1))
    assert elsewhere == "Không tính ở dòng này: thuộc “Nam”"


def test_what_is_not_given_and_not_known_is_told(office: Office, made_up: MadeUp) -> None:
    made_up.give("G")
    made_up.count("X", somebody(1, LATE, age=""), somebody(2, LATE, age="18-30"))
    made_up.divide("X", Breakdown.AGE)
    found = office.look(partial(read_problems, asked=ASKED))
    assert [(each.kind, each.person_id) for each in found] == [
        (ProblemKind.NOT_GIVEN, None),
        (ProblemKind.BIRTH_UNKNOWN, 1),
    ]
    assert found[0].row_key == "G"
    assert "Công an cấp xã" in problem_words(found[0])


@pytest.mark.parametrize(("parts", "count"), [(("1", "2"), 1), (("1", "2", "3"), 0)])
def test_parts_that_do_not_add_up_are_told(
    office: Office, made_up: MadeUp, parts: tuple[str, ...], count: int
) -> None:
    made_up.count("X", *(somebody(each, LATE, term=str(each)) for each in (1, 2, 3)))
    made_up.divide("X", Breakdown.TERM, *parts)
    found = office.look(partial(read_problems, asked=ASKED))
    assert [each.kind for each in found] == [ProblemKind.SUM_DIFFERS] * count


def test_twelve_months_end_with_today(office: Office, made_up: MadeUp) -> None:
    made_up.stock("S11", lambda day: day.month)
    trend = office.look(partial(read_trend, asked=ASKED))
    assert len(trend.points) == 12
    last, before = trend.points[-1], trend.points[-2]
    assert (last.on, last.count, last.is_today) == (date(2026, 11, 23), 11, True)
    assert (before.on, before.is_today) == (date(2026, 11, 14), False)
    assert "đang quản lý 11 người" in trend.words
    nine = office.look(lambda work: month_ends(Counting(work), NINE))
    assert (nine[-1].on, nine[-1].is_today) == (date(2026, 9, 14), False)


def test_three_periods_stand_side_by_side(office: Office, made_up: MadeUp) -> None:
    made_up.count("X", somebody(1, LATE, hamlet="Hạ"), somebody(2, EARLY, hamlet="Thượng"))
    made_up.divide("X", Breakdown.HAMLET)
    three = office.look(partial(read_three, asked=ASKED))
    assert three.titles == ("Năm 2024", "Năm 2025", "Năm 2026")
    lines = {row.name: (row.words, row.change) for row in three.rows}
    assert lines["Chỉ tiêu X"] == (("0", "1", "1"), "+1")
    assert lines["Hạ"][0] == ("", "", "1")
    assert lines["Thượng"][0] == ("", "1", "")


def test_parts_beside_each_other_stand_as_far_in_as_in_the_report(office: Office) -> None:
    asked = ReportAsked("bao-cao-chung", ASKED.period)
    grid = office.look(partial(read_report, asked=asked))
    three = office.look(partial(read_three, asked=asked))
    told = {row.key: row.level for row in grid.rows}
    assert {row.key: row.level for row in three.rows if row.key in told} == told
    assert any(told.values())


def test_a_figure_is_the_number_of_its_names(office: Office, made_up: MadeUp) -> None:
    made_up.count("X", *(somebody(each, LATE) for each in range(7)))
    grid = office.look(partial(read_report, asked=ASKED))
    behind = office.look(partial(read_behind, asked=ASKED, row_key="X", role=NOW))
    assert grid.row("X").words[NOW] == str(len(behind.members))


def test_bars_go_as_far_as_a_target_is_reached() -> None:
    """Of a share that is asked for, the bar is full when that share is there."""
    told = {"number": ("2", "3", "66,7%"), "share": ("5", "60%", "14,3%")}
    rows = tuple(
        GridRow(
            key,
            "",
            key,
            key,
            values={NOW: Value(1)},
            words=dict(zip((NOW, ColumnRole.TARGET, ColumnRole.REACHED), words, strict=True)),
            is_reached=False,
        )
        for key, words in told.items()
    )
    number, share = bars_of(ReportGrid("own", "", "", YEAR.window, None, (), rows))
    assert (number.words, round(number.share, 1)) == ("2 / 3 · 66,7%", 66.7)
    assert (share.words, round(share.share, 1)) == ("14,3% / 60%", 23.8)


def test_a_line_that_stays_level_has_no_most_and_no_least() -> None:
    level = Trend((Point(date(2026, 8, 14), 0), Point(date(2026, 9, 14), 0)), ())
    assert level.words == (
        "Ngày 14/09/2026 đang quản lý 0 người, không đổi so với ngày 14/08/2026 (0 người)."
    )
