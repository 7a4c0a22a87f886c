"""Tests: what of them waits for somebody, who sees it, and what is on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.daily_codes import Confidentiality
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.teamwork.codes import AfterTest
from rehabdesk.services.bin.throwing import throw_away
from rehabdesk.services.body_tests.beginning import begin_sitting, find_tested
from rehabdesk.services.body_tests.facts import (
    Outcome,
)
from rehabdesk.services.body_tests.leaving import without_results
from rehabdesk.services.body_tests.recording import (
    RecordTests,
    record_tests,
)
from rehabdesk.services.body_tests.register import (
    Register,
    open_register,
    open_tests_of,
    read_register,
    read_tests_of,
)
from rehabdesk.services.body_tests.steps import (
    NoteStep,
    note_step,
)
from rehabdesk.services.law.test_days import (
    HabitImpossible,
    Habits,
    habits_of_tests,
    set_habits,
)
from rehabdesk.services.lists.leaving import LeavingColumn, LeavingList
from rehabdesk.services.office import Actor, NotYourRight, Office
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.tasks.chair_page import count_named
from rehabdesk.services.tasks.task import TaskKind
from rehabdesk.services.tasks.today import read_today, tasks_of
from tests.builders import taken_in
from tests.services.body_tests.scene import (
    CLERK,
    LEADER,
    NEGATIVE,
    NO_SHOW,
    ON,
    POSITIVE,
    TODAY,
    noted,
    rows,
    sat,
    wrote,
)

# What waits


def kinds(office: Office) -> list[TaskKind]:
    tests = {TaskKind.TEST_AFTER, TaskKind.TEST_NEXT}
    return [row.task.kind for row in office.look(read_today).rows if row.task.kind in tests]


def test_a_positive_is_a_task_until_its_steps_are_recorded(office: Office) -> None:
    wrote(office, Outcome(taken_in(office, full_name="Mai Xuân Nam", papers=())))
    wrote(office, Outcome(taken_in(office, full_name="Lý Anh Quân", papers=())))
    person = taken_in(office)
    wrote(office, Outcome(person), sitting=sat(on=date(2026, 8, 20)))
    [test_id] = wrote(office, Outcome(person, POSITIVE)).test_ids
    [row] = [each for each in office.look(read_today).rows if each.task.kind is TaskKind.TEST_AFTER]
    assert row.due.due_on == ON
    assert "Điều 23 khoản 2" in row.task.basis
    assert "ương tính" not in row.task.title + row.task.why
    noted(office, test_id, AfterTest.POLICE_TOLD)
    [row] = [each for each in office.look(read_today).rows if each.task.kind is TaskKind.TEST_AFTER]
    assert (row.due.due_on, row.task.basis) == (date(2026, 12, 18), "Lệ của xã")
    noted(office, test_id, AfterTest.FOUND_ADDICTED, paper="12/PKQ")
    assert kinds(office) == []


def test_the_next_test_is_a_task_until_it_is_done(office: Office) -> None:
    person = taken_in(office)
    wrote(office, Outcome(person, next_on=date(2026, 11, 20)), sitting=sat(on=date(2026, 8, 20)))
    assert kinds(office) == [TaskKind.TEST_NEXT]
    wrote(office, Outcome(person, next_on=date(2027, 2, 18)))
    assert kinds(office) == []


def test_who_has_not_the_right_sees_no_task_of_it_and_the_chair_page_has_none(
    office: Office,
) -> None:
    person = taken_in(office)
    named = office.look(count_named)
    wrote(office, Outcome(person, POSITIVE))
    leader = replace(office, actor=LEADER)

    assert TaskKind.TEST_AFTER in kinds(office)
    assert kinds(leader) == []
    of_person = leader.look(partial(tasks_of, person_id=person))
    assert not {row.task.kind for row in of_person} & {TaskKind.TEST_AFTER, TaskKind.TEST_NEXT}
    assert office.look(count_named) == named


# Who may


@pytest.mark.parametrize("actor", [LEADER, replace(CLERK, sensitive=frozenset())])
def test_only_who_was_given_the_right_reads_and_writes(office: Office, actor: Actor) -> None:
    person = taken_in(office)
    [test_id] = wrote(office, Outcome(person, POSITIVE)).test_ids
    other = replace(office, actor=actor)
    order = RecordTests(sat(on=TODAY), (Outcome(person),))
    for look in (
        partial(read_register, year=2026),
        partial(read_tests_of, person_id=person),
        begin_sitting,
        partial(find_tested, words="Thắng"),
    ):
        with pytest.raises(NotYourRight):
            other.look(look)
    for act in (
        partial(record_tests, order=order),
        partial(note_step, order=NoteStep(test_id, AfterTest.POLICE_TOLD, ON)),
        partial(throw_away, kind="body_test", subject_id=test_id),
    ):
        with pytest.raises(NotYourRight):
            other.do(act)


def test_opening_is_on_record_and_no_result_is(office: Office) -> None:
    person = taken_in(office)
    [test_id] = wrote(office, Outcome(person, POSITIVE, substances="Heroin")).test_ids
    noted(office, test_id, AfterTest.FOUND_ADDICTED, paper="12/PKQ")
    office.do(partial(open_register, year=2026))
    register: Register = office.do(partial(open_tests_of, person_id=person)).result
    assert len(register.rows) == 1
    assert [reader.name for reader in register.readers] == []  # nobody is written down in here

    trail = office.look(lambda work: work.session.scalars(select(AuditEntry)).all())
    told = [f"{entry.act} {entry.facts}" for entry in trail if entry.act.startswith("body_test")]
    assert any(line.startswith("body_tests.opened ") for line in told)
    assert any(line.startswith("body_tests.opened_of ") for line in told)
    assert not any(word in line for line in told for word in ("positive", "addicted", "Heroin"))


def test_a_file_kept_close_has_no_line_for_others(office: Office) -> None:
    person = taken_in(office)
    wrote(office, Outcome(person, POSITIVE))
    file = office.look(partial(read_file, person_id=person))
    close = replace(file.facts, confidentiality=Confidentiality.CLERK_ONLY)
    order = CorrectPerson(person, file.version, close)
    office.do(partial(correct_person, order=order))

    other = replace(office, actor=CLERK)
    assert rows(other) == ()
    assert kinds(other) == []
    assert len(rows(office)) == 1


def test_a_list_leaves_without_what_tells_a_result() -> None:
    titles = ("Ngày", "Người", "Nơi làm", "Cách làm", "Lý do", "Kết quả", "Lần tới", "Việc sau đó")
    order = LeavingList(
        "body_tests", "", tuple(LeavingColumn(each, 90) for each in titles), (titles,)
    )
    assert without_results(order).rows == (("Ngày", "Người", "Nơi làm", "Cách làm"),)


def test_habits_are_the_offices_own(office: Office) -> None:
    assert office.look(habits_of_tests) == Habits(3, 7, 30)
    office.do(partial(set_habits, habits=Habits(1, 0, 30)))
    habits = office.look(habits_of_tests)
    assert habits.next_on(NEGATIVE, date(2026, 1, 31)) == date(2026, 2, 28)
    assert habits.next_on(NO_SHOW, ON) is None
    assert habits.next_on(POSITIVE, ON) is None
    with pytest.raises(HabitImpossible):
        office.do(partial(set_habits, habits=Habits(months=25)))
