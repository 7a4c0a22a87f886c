"""A morning on any day, and what stands on its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from functools import partial

from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.decisions.papers import attach_signed_copy
from rehabdesk.services.office import Office
from rehabdesk.services.tasks.task import TaskKind
from rehabdesk.services.tasks.today import TaskRow, Today, read_today
from tests.builders import NOW

TODAY = NOW.date()


def on(office: Office, day: date) -> Office:
    return replace(office, clock=lambda: datetime.combine(day, time(8)))


def morning(office: Office, day: date = TODAY) -> Today:
    there = on(office, day)
    there.do(refresh_standings)
    return there.look(read_today)


def kinds(today: Today) -> set[TaskKind]:
    return {row.task.kind for row in today.rows} - {TaskKind.REPORT_CLOSES, TaskKind.REPORT_SENT}


def the(today: Today, kind: TaskKind) -> TaskRow:
    [row] = [row for row in today.rows if row.task.kind is kind]
    return row


def attach(office: Office, decision_id: int) -> None:
    scan = partial(attach_signed_copy, decision_id=decision_id, name="41.pdf", content=b"%PDF-1.7")
    office.do(scan)
