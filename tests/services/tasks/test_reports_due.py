"""Reports on the morning page: the next, the late, those closed or sent, and which are sent."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import pytest

from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.services.office import Office
from rehabdesk.services.reports.closing.calendar import (
    ChooseReports,
    NothingSent,
    choose_reports_sent,
)
from rehabdesk.services.reports.closing.kept import read_kept
from rehabdesk.services.reports.closing.sending import NoteSent, note_sent
from rehabdesk.services.tasks.task import Act, Pile, TaskKind
from tests.services.reports.closing.closed import at, close
from tests.services.tasks.mornings import TODAY, morning

CLOSES, SENT = TaskKind.REPORT_CLOSES, TaskKind.REPORT_SENT


def told(office: Office, day: date = TODAY) -> list[tuple[TaskKind, str]]:
    rows = morning(office, day).pile(Pile.REPORT)
    return [(row.task.kind, row.task.title) for row in rows]


def test_the_next_report_leads_to_its_page(office: Office) -> None:
    rows = morning(office).pile(Pile.REPORT)
    assert [row.task.title for row in rows] == [
        "Chốt số liệu báo cáo năm 2026",
        "Gửi báo cáo năm 2026",
    ]
    assert {row.task.act for row in rows} == {Act.REPORT}
    assert {row.task.report for row in rows} == {("bao-cao-chung", date(2026, 12, 14))}
    assert [row.due.due_on for row in rows] == [date(2026, 12, 14), date(2026, 12, 16)]


def test_near_its_day_it_says_whether_it_is_ready(office: Office) -> None:
    assert told(office, date(2026, 12, 7))[0] == (
        CLOSES,
        "Chốt số liệu báo cáo năm 2026 · sẵn sàng",
    )


def test_closed_and_sent_it_is_gone(office: Office) -> None:
    made = close(office)
    assert told(office, date(2026, 12, 16)) == [(SENT, "Gửi báo cáo năm 2026")]
    version = office.look(partial(read_kept, report_id=made.report_id)).kept.version
    order = NoteSent(made.report_id, version, date(2026, 12, 16), "UBND tỉnh")
    at(office, datetime(2026, 12, 16, 9)).do(partial(note_sent, order=order))
    assert told(office, date(2026, 12, 16))[-1] == (SENT, "Gửi báo cáo 6 tháng đầu năm 2027")


def test_what_is_late_stays_red(office: Office) -> None:
    close(office)
    rows = morning(office, date(2026, 12, 28)).pile(Pile.REPORT)
    assert [(row.task.title, row.left.is_late) for row in rows] == [
        ("Gửi báo cáo năm 2026", True),
        ("Chốt số liệu báo cáo 6 tháng đầu năm 2027", False),
        ("Gửi báo cáo 6 tháng đầu năm 2027", False),
    ]


def test_what_was_before_the_program_is_not_missed(office: Office) -> None:
    assert not any(row.left.is_late for row in morning(office).pile(Pile.REPORT))


def test_the_office_chooses_what_it_sends(office: Office) -> None:
    months = ChooseReports((("thang-quy", PeriodKind.MONTH),))
    office.do(partial(choose_reports_sent, order=months))
    assert told(office)[-1] == (SENT, "Gửi báo cáo tháng 12 năm 2026")
    with pytest.raises(NothingSent):
        office.do(partial(choose_reports_sent, order=ChooseReports(())))
    assert told(office)[-1] == (SENT, "Gửi báo cáo tháng 12 năm 2026")
