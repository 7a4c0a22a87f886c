"""Names behind any cell of a closed report: as they were kept, and said plainly where not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.daily.merging import PersonMerge
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.indicators.behind import Behind
from rehabdesk.services.office import Office
from rehabdesk.services.reports.closing.freezing import FreezeReport
from rehabdesk.services.reports.closing.kept import read_kept
from rehabdesk.services.reports.showing.kept_names import (
    CellAsked,
    WhyTold,
    open_cell,
    read_cell,
    why_in_cell,
)
from tests.builders import NOW
from tests.services.indicators.lives import Lives
from tests.services.reports.closing.closed import ASKED, PERIOD, SPRING, at, close

LATER = datetime(2027, 2, 1, 8)
YEAR_BEFORE = replace(ASKED, period=ReportPeriod(PERIOD.kind, 2025))
NOW_COLUMN, THEN, TODAY = ColumnRole.NOW, ColumnRole.THEN, ColumnRole.TODAY


@pytest.fixture
def lives(office: Office) -> Lives:
    found = Lives(office)
    found.decided(date(2025, 4, 2), 24, full_name="Đỗ Thị Hòa")
    found.decided(SPRING, 24, full_name="Lê Hoàng An")
    found.keep()
    return found


def cell_of(office: Office, report_id: int, role: ColumnRole) -> CellAsked:
    grid = office.look(partial(read_kept, report_id=report_id)).grid
    row = next(each for each in grid.rows if each.code == "S02" and not each.part)
    return CellAsked(report_id, row.key, role)


def behind(office: Office, report_id: int, role: ColumnRole) -> Behind:
    cell = cell_of(office, report_id, role)
    return at(office, LATER).look(partial(read_cell, cell=cell))


def why(office: Office, report_id: int, person_id: int, role: ColumnRole = NOW_COLUMN) -> WhyTold:
    cell = cell_of(office, report_id, role)
    return at(office, LATER).look(partial(why_in_cell, cell=cell, person_id=person_id))


def decided_late(lives: Lives, on: date) -> int:
    person, _ = lives.decided(on, full_name="Mai Xuân Nam")
    lives.keep()
    return person


def names(told: Behind) -> list[str]:
    return [each.name for each in told.members]


def test_an_earlier_period_opens_the_names_its_own_report_keeps(
    office: Office, lives: Lives
) -> None:
    close(office, FreezeReport(YEAR_BEFORE, frozenset()), datetime(2025, 12, 15, 9))
    made = close(office)
    decided_late(lives, date(2025, 9, 9))
    told = behind(office, made.report_id, THEN)
    assert names(told) == ["Đỗ Thị Hòa"]
    assert told.role is THEN
    assert told.title == "Quyết định mới trong kỳ: 1 người"
    assert told.standing == "Danh sách giữ trong Báo cáo năm 2025, chốt 15/12/2025."
    assert told.window == YEAR_BEFORE.period.window
    assert names(behind(office, made.report_id, NOW_COLUMN)) == ["Lê Hoàng An"]


def test_where_that_report_said_otherwise_both_figures_are_told(
    office: Office, lives: Lives
) -> None:
    close(office, FreezeReport(YEAR_BEFORE, frozenset()), datetime(2025, 12, 15, 9))
    decided_late(lives, date(2025, 9, 9))
    made = close(office)
    told = behind(office, made.report_id, THEN)
    assert names(told) == ["Đỗ Thị Hòa"]
    assert told.standing.endswith("Báo cáo ấy ghi 1, ô này ghi 2.")


def test_names_kept_nowhere_are_counted_today_and_said_to_be(office: Office, lives: Lives) -> None:
    made = close(office)
    assert behind(office, made.report_id, THEN).standing == (
        "Lúc chốt không giữ danh sách của cột này. Danh sách dưới đây tính theo hồ sơ "
        "hôm nay (01/02/2027)."
    )
    decided_late(lives, date(2025, 9, 9))
    told = behind(office, made.report_id, THEN)
    assert names(told) == ["Đỗ Thị Hòa", "Mai Xuân Nam"]
    assert told.title == "Quyết định mới trong kỳ: 1 người"
    assert told.standing.endswith("hôm nay (01/02/2027), được 2; ô này ghi 1.")
    assert told.kept_in is None


def test_what_it_is_now_opens_the_records(office: Office, lives: Lives) -> None:
    made = close(office)
    decided_late(lives, date(2026, 9, 9))
    told = behind(office, made.report_id, TODAY)
    assert (names(told), told.standing) == (["Lê Hoàng An", "Mai Xuân Nam"], "")
    opened = at(office, LATER).do(
        partial(open_cell, cell=cell_of(office, made.report_id, NOW_COLUMN))
    )
    assert opened.result.kept_in == made.report_id


def test_the_names_kept_answer_and_today_is_said_apart(office: Office, lives: Lives) -> None:
    made = close(office)
    late = decided_late(lives, date(2026, 9, 9))
    before, early = lives.persons[:2]
    told = why(office, made.report_id, early)
    assert told.is_counted
    assert told.words.startswith("Có trong danh sách giữ lúc chốt 15/12/2026: QĐ ")
    assert told.today == ""  # so it is still
    told = why(office, made.report_id, late)
    assert not told.is_counted
    assert told.words == "Không có trong danh sách giữ lúc chốt 15/12/2026 (1 tên)"
    assert told.today.startswith("Theo hồ sơ hôm nay thì được tính: QĐ ")
    told = why(office, made.report_id, before)
    assert told.today.startswith("Theo hồ sơ hôm nay thì không tính: ")
    assert why(office, made.report_id, late, TODAY).is_counted
    assert why(office, made.report_id, before, THEN).is_counted


def test_who_counts_no_more_was_counted_then(office: Office, lives: Lives) -> None:
    made = close(office)
    person = lives.persons[1]
    with office.sessions.begin() as session:
        for paper in session.query(Decision):
            if any(each.person_id == person for each in paper.persons):
                paper.status = PaperStatus.DRAFTING
    told = why(office, made.report_id, person)
    assert told.is_counted
    assert told.today.startswith("Theo hồ sơ hôm nay thì không tính")


def test_who_was_merged_since_is_still_known(office: Office, lives: Lives) -> None:
    made = close(office)
    gone = lives.persons[1]
    with office.sessions.begin() as session:
        kept = Person("Lê Hoàng An", NOW)
        session.add(CaseFile(999, kept, date(2026, 1, 5)))
        session.flush()
        old = session.get_one(Person, gone)
        session.add(PersonMerge(kept, old, "HS-2", "Hạnh", NOW))
        session.flush()
        kept_id = kept.id
    assert why(office, made.report_id, kept_id).is_counted
