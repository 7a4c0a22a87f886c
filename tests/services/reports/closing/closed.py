"""A year with two decisions, closed the day after its last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records.reporting.reports import Report
from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.reports.closing.freezing import FreezeReport, Frozen, freeze_report
from rehabdesk.services.reports.reading import ReportAsked

CLOSED_AT = datetime(2026, 12, 15, 9, 30)
PERIOD = ReportPeriod(PeriodKind.YEAR, 2026)
ASKED = ReportAsked("bao-cao-chung", PERIOD)
SPRING, SUMMER = date(2026, 3, 10), date(2026, 7, 1)
NONE = FreezeReport(ASKED, frozenset())
LEADER = Actor(2, "Lê Quang Vịnh", "Chủ tịch", Role.LEADER)


def at(office: Office, moment: datetime = CLOSED_AT) -> Office:
    return replace(office, clock=lambda: moment)


def close(office: Office, order: FreezeReport = NONE, moment: datetime = CLOSED_AT) -> Frozen:
    return at(office, moment).do(partial(freeze_report, order=order)).result


def report_of(work: Work, report_id: int) -> Report:
    return work.session.get_one(Report, report_id)
