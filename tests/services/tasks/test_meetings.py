"""Who was not met for long, and what was agreed: asked for until the fact is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.domain.records.person import Person
from rehabdesk.services.bin.throwing import throw_away
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.law.contact_days import set_contact_days
from rehabdesk.services.noting.recording import RecordContact, record_contact
from rehabdesk.services.office import Office, Work
from rehabdesk.services.tasks.chair_page import count_named
from rehabdesk.services.tasks.of_person import read_with_tasks
from rehabdesk.services.tasks.task import Act, Pile, TaskKind
from rehabdesk.services.tasks.today import TaskRow
from tests.services.tasks.mornings import morning, on

BEGUN = date(2026, 11, 30)
LIMIT = BEGUN + timedelta(days=30)


def met(office: Office, person: int, day: date, **facts: Any) -> int:
    there = replace(office, clock=lambda: datetime.combine(day, time(16)))
    told = NoteFacts(
        day, ContactWay.AT_HOME, MetBy("Ngô Thị Nhàn"), **({"words": "Đi làm đều."} | facts)
    )
    order = RecordContact((person,), told)
    return there.do(partial(record_contact, order=order)).result.contact_id


def unseen(office: Office, day: date) -> tuple[TaskRow, ...]:
    return morning(office, day).pile(Pile.UNSEEN)


def agreed(office: Office, day: date) -> list[TaskRow]:
    return [row for row in morning(office, day).rows if row.task.kind is TaskKind.AGREED]


def test_days_run_from_the_beginning_and_the_thirtieth_is_no_day_too_long(
    office: Office, managed: int
) -> None:
    assert unseen(office, LIMIT) == ()
    [row] = unseen(office, LIMIT + timedelta(days=1))
    assert row.task.person_ids == (managed,)
    assert (row.task.act, row.due.due_on) == (Act.MEET, LIMIT)
    assert "lệ riêng của xã" in row.task.notes[0].lower()
    today = morning(office, LIMIT + timedelta(days=1))
    assert (today.to_meet, today.silent_after) == (1, 30)
    assert row.id not in {each.id for each in today.overdue}


def test_nobody_is_waited_for_before_the_management_begins(office: Office, person: int) -> None:
    assert unseen(office, date(2027, 6, 1)) == ()


def test_a_meeting_closes_it_and_an_empty_place_does_not(office: Office, managed: int) -> None:
    day = LIMIT + timedelta(days=5)
    met(office, managed, day, words="", rating=QuickRating.NOT_MET)
    assert len(unseen(office, day)) == 1
    note = met(office, managed, day)
    assert unseen(office, day) == ()
    [again] = unseen(office, day + timedelta(days=31))
    assert f"{day:%d/%m/%Y}" in again.task.why
    office.do(partial(throw_away, kind="contact", subject_id=note))
    assert len(unseen(office, day)) == 1


def test_the_office_chooses_the_days_or_none(office: Office, managed: int) -> None:
    office.do(partial(set_contact_days, days=7))
    assert len(unseen(office, BEGUN + timedelta(days=8))) == 1
    office.do(partial(set_contact_days, days=0))
    assert unseen(office, date(2027, 6, 1)) == ()


def test_what_was_agreed_is_asked_for_on_its_day_until_they_meet(
    office: Office, managed: int
) -> None:
    first, day = BEGUN + timedelta(days=1), BEGUN + timedelta(days=9)
    note = met(office, managed, first, agreed_word="Hướng dẫn vay vốn", agreed_on=day)
    [row] = agreed(office, first)
    assert (row.task.title, row.due.due_on) == ("Hẹn: Hướng dẫn vay vốn", day)
    assert not row.left.is_late
    [late] = agreed(office, day + timedelta(days=1))
    assert late.left.is_late

    again = met(office, managed, day)
    assert agreed(office, day + timedelta(days=1)) == []
    office.do(partial(throw_away, kind="contact", subject_id=again))
    assert len(agreed(office, day)) == 1
    office.do(partial(throw_away, kind="contact", subject_id=note))
    assert agreed(office, day) == []


def test_the_file_and_the_chairs_page_tell_the_same(office: Office, managed: int) -> None:
    day = LIMIT + timedelta(days=3)
    morning(office, day)
    there = on(office, day)
    read = there.look(partial(read_with_tasks, person_id=managed))
    assert TaskKind.MEET in {row.task.kind for row in read.tasks}
    assert there.look(count_named) == 1
    met(office, managed, day)
    read = there.look(partial(read_with_tasks, person_id=managed))
    assert TaskKind.MEET not in {row.task.kind for row in read.tasks}
    assert read.file.contacts.silent_days == 0
    assert read.file.timeline[0].kind == "Gặp gỡ"


def test_a_file_opened_long_after_the_beginning_has_its_own_thirty_days(
    office: Office, managed: int
) -> None:
    """A list of ten years brought in from Excel does not fill the morning with its past."""
    opened = LIMIT + timedelta(days=90)

    def open_late(work: Work) -> None:
        person = work.session.get_one(Person, managed)
        person.created_at = datetime.combine(opened, time(9))
        work.record("person.corrected", person)

    office.do(open_late)
    assert unseen(office, opened + timedelta(days=30)) == ()
    [row] = unseen(office, opened + timedelta(days=32))
    assert f"{opened:%d/%m/%Y}" in row.task.why
