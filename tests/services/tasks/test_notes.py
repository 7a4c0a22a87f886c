"""What clerks add to a task, who may, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import Role
from rehabdesk.services.office import NotYourRight, Office
from rehabdesk.services.tasks.notes import (
    ExtendedBackwards,
    ExtendTask,
    NoteBefore,
    PaperMissing,
    ReasonMissing,
    WordMissing,
    drop_extension,
    drop_flag,
    drop_reason,
    extend_task,
    note_lateness,
    set_flag,
    undo_note,
)
from rehabdesk.services.tasks.task import TaskKind
from rehabdesk.services.tasks.today import read_today, tasks_of
from rehabdesk.services.users import UserFacts, add_user
from tests.services.tasks.mornings import kinds, morning, on, the


def test_lateness_is_explained_and_a_paper_extends(office: Office, person: int) -> None:
    december = on(office, date(2026, 12, 2))
    row = the(morning(office, date(2026, 12, 2)), TaskKind.DECIDE)
    with pytest.raises(ReasonMissing):
        december.do(partial(note_lateness, task_key=row.id, reason=" "))
    december.do(partial(note_lateness, task_key=row.id, reason="chờ Công an xác minh"))
    order = ExtendTask(row.id, row.due.due_on, date(2026, 12, 10), "125/UBND-VX", date(2026, 12, 2))
    with pytest.raises(PaperMissing):
        december.do(partial(extend_task, order=replace(order, paper_number="")))
    with pytest.raises(ExtendedBackwards):
        december.do(partial(extend_task, order=replace(order, extended_to=row.due.due_on)))
    december.do(partial(extend_task, order=order))
    after = the(morning(office, date(2026, 12, 2)), TaskKind.DECIDE)
    assert after.note is not None
    assert after.note.late_reason == "chờ Công an xác minh"
    assert not after.left.is_late
    assert after.due.due_on == date(2026, 12, 10)
    assert after.lines[-1].is_result
    assert after.lines[-1].value == "10/12/2026"
    assert [line.is_result for line in after.lines].count(True) == 1


def test_a_flag_is_a_task_of_its_own_user_until_it_is_dropped(office: Office, person: int) -> None:
    for name in ("Nguyễn Thị Hạnh", "Trần Văn Kiên"):
        office.do(partial(add_user, facts=UserFacts(name, "", Role.CLERK)))
    with pytest.raises(WordMissing):
        office.do(partial(set_flag, person_id=person, on=date(2026, 11, 25), word=""))
    act = partial(set_flag, person_id=person, on=date(2026, 11, 25), word="Hỏi giấy tờ")
    flag_id = office.do(act).result
    row = the(morning(office), TaskKind.FLAG)
    assert (row.task.title, row.left.words) == ("Hỏi giấy tờ", "Còn 1 ngày")
    other = replace(office, actor=replace(office.actor, user_id=2))
    assert TaskKind.FLAG not in kinds(other.look(read_today))
    office.do(partial(drop_flag, flag_id=flag_id))
    assert TaskKind.FLAG not in kinds(morning(office))


@pytest.mark.parametrize("role", [Role.LEADER, Role.TEAM_LEADER, Role.CONSOLIDATOR])
def test_who_may_not_draft_notes_nothing(office: Office, person: int, role: Role) -> None:
    row = the(morning(office), TaskKind.DECIDE)
    other = replace(office, actor=replace(office.actor, role=role))
    order = ExtendTask(row.id, row.due.due_on, date(2026, 12, 10), "125/UBND-VX")
    for act in (
        partial(note_lateness, task_key=row.id, reason="chờ"),
        partial(drop_reason, task_key=row.id),
        partial(drop_extension, task_key=row.id),
        partial(extend_task, order=order),
        partial(undo_note, before=NoteBefore(row.id)),
    ):
        with pytest.raises(NotYourRight):
            other.do(act)
    assert the(morning(office), TaskKind.DECIDE).note is None


@pytest.mark.parametrize("role", [Role.CONSOLIDATOR])
def test_who_may_not_read_files_has_no_morning_and_no_flags(
    office: Office, person: int, role: Role
) -> None:
    other = replace(office, actor=replace(office.actor, role=role))
    for look in (read_today, partial(tasks_of, person_id=person)):
        with pytest.raises(NotYourRight):
            other.look(look)
    with pytest.raises(NotYourRight):
        other.do(partial(set_flag, person_id=person, on=date(2026, 11, 25), word="Hỏi"))
    with pytest.raises(NotYourRight):
        other.do(partial(drop_flag, flag_id=1))


def test_what_was_noted_is_corrected_taken_away_and_put_back(office: Office, person: int) -> None:
    december = on(office, date(2026, 12, 2))
    row = the(morning(office, date(2026, 12, 2)), TaskKind.DECIDE)

    def noted() -> tuple[str, date | None]:
        note = the(morning(office, date(2026, 12, 2)), TaskKind.DECIDE).note
        return (note.late_reason, note.extended_to) if note else ("", None)

    first = december.do(partial(note_lateness, task_key=row.id, reason="chờ xác minh")).result
    second = december.do(partial(note_lateness, task_key=row.id, reason="mất điện")).result
    assert noted() == ("mất điện", None)
    december.do(partial(undo_note, before=second))
    assert noted() == ("chờ xác minh", None)
    order = ExtendTask(row.id, row.due.due_on, date(2026, 12, 20), "125/UBND-VX")
    december.do(partial(extend_task, order=order))
    nearer = replace(order, extended_to=date(2026, 12, 10))
    december.do(partial(extend_task, order=nearer))  # put right, although it comes nearer
    dropped = december.do(partial(drop_extension, task_key=row.id)).result
    assert noted() == ("chờ xác minh", None)
    december.do(partial(undo_note, before=dropped))
    assert noted() == ("chờ xác minh", date(2026, 12, 10))
    december.do(partial(drop_reason, task_key=row.id))
    assert noted() == ("", date(2026, 12, 10))
    december.do(partial(undo_note, before=first))
    assert noted() == ("", None)
