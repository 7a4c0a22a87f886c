"""The page for the chair: one page whatever there is, and whatever is left out is counted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfReader

from rehabdesk.domain.codes import DeadlineUnit, Role
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.deadlines.left import time_left
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.services.office import NotYourRight, Office
from rehabdesk.services.rows.concern import Concern
from rehabdesk.services.tasks.chair_page import LONGEST, draw_chair_page, print_chair_page
from rehabdesk.services.tasks.notes import ExtendTask, extend_task, note_lateness
from rehabdesk.services.tasks.task import Act, Pile, Task, TaskKind
from rehabdesk.services.tasks.today import Note, TaskRow, Today, read_today
from tests.builders import NOW, RESOURCES, taken_in

THREE_DAYS = Span(3, DeadlineUnit.WORKING_DAYS)
NAME = "Nguyễn Hoàng Phương Thảo Nguyên"
STORY = "chờ kết quả xác minh của Công an tỉnh, đã nhắc bằng văn bản nhiều lần, " * 12


def a_row(
    number: int, kind: TaskKind, start: date, note: Note | None = None, name: str = NAME
) -> TaskRow:
    calendar = RESOURCES.calendar
    found = due(THREE_DAYS, start, calendar)
    ending = frozenset({Pile.ENDING}) if kind is TaskKind.CERTIFY else frozenset()
    task = Task(
        f"{kind}:{number}",
        kind,
        f"{kind.label} số {number}",
        (Concern(number, f"{name} {number}", 1990, "Thôn Đồng Bến"),),
        found,
        "",
        "Điều 138 NĐ 163",
        Act.COMPOSE,
        piles=ending,
        ends_on=date(2026, 12, 30),
    )
    return TaskRow(task, found, time_left(found, NOW, calendar), note)


def a_morning(office: Office, rows: list[TaskRow]) -> Today:
    return replace(office.look(read_today), rows=tuple(rows))


def words_of(content: bytes) -> str:
    [page] = PdfReader(BytesIO(content)).pages
    return re.sub(r"\s+", " ", page.extract_text())


def drawn(office: Office, rows: list[TaskRow]) -> str:
    today = a_morning(office, rows)
    return words_of(office.look(partial(draw_chair_page, today=today)))


def test_five_hundred_tasks_are_one_page_and_each_list_counts_what_it_leaves_out(
    office: Office,
) -> None:
    late = [a_row(each, TaskKind.DELIVER, date(2026, 11, 2)) for each in range(200)]
    ending = [a_row(each, TaskKind.CERTIFY, date(2026, 11, 23)) for each in range(200)]
    to_sign = [a_row(each, TaskKind.DECIDE, date(2026, 11, 23)) for each in range(100)]
    told = drawn(office, [*late, *ending, *to_sign])
    assert "1. Văn bản cần ký: 300" in told
    assert "2. Người sắp hết hạn quản lý, trong 30 ngày làm việc: 200" in told
    assert "3. Việc quá hạn: 200" in told
    left_out = [int(each) for each in re.findall(r"Còn (\d+) việc nữa, xem trên máy", told)]
    shown = len(re.findall(r"\d+, 1990", told))
    assert len(left_out) == 3
    assert sum(left_out) + shown == 300 + 200 + 200
    assert shown >= 9


def test_one_list_alone_has_the_page_to_itself(office: Office) -> None:
    rows = [a_row(each, TaskKind.DELIVER, date(2026, 11, 2), name="Ngô Hùng") for each in range(22)]
    told = drawn(office, rows)
    assert "xem trên máy" not in told
    assert told.count("Giao số") == 22


def test_the_longest_reasons_are_cut_with_dots_and_still_one_page(office: Office) -> None:
    note = Note(STORY, None, "", None, "Nguyễn Thị Hạnh")
    rows = [a_row(each, TaskKind.DELIVER, date(2026, 11, 2), note) for each in range(500)]
    told = drawn(office, rows)
    assert "3. Việc quá hạn: 500" in told
    assert "…" in told
    assert STORY[: LONGEST // 2].split(",", maxsplit=1)[0] in told


def test_a_reason_and_an_extension_stand_beside_their_task(office: Office) -> None:
    taken_in(office)
    december = replace(office, clock=lambda: datetime(2026, 12, 2, 8))
    [row] = december.look(read_today).overdue
    december.do(partial(note_lateness, task_key=row.id, reason="chờ xác minh"))
    print_page = partial(print_chair_page, purpose="Giao ban")
    assert "chờ xác minh" in words_of(december.do(print_page).result.content)
    order = ExtendTask(row.id, row.task.due.due_on, date(2026, 12, 10), "125/UBND-VX")
    december.do(partial(extend_task, order=order))
    told = words_of(december.do(print_page).result.content)
    assert "gia hạn theo số 125/UBND-VX" in told
    assert "10/12/2026" in told


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.CONSOLIDATOR])
def test_who_may_not_print_lists_gets_no_page(office: Office, role: Role) -> None:
    other = replace(office, actor=replace(office.actor, role=role))
    with pytest.raises(NotYourRight):
        other.do(partial(print_chair_page, purpose="Giao ban"))
