"""Tasks that a change of the calendar or of a rule would move, with their persons."""

from __future__ import annotations

from datetime import date
from functools import partial

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.services.law.calendar_days import DayFacts, add_day
from rehabdesk.services.law.moving import with_day, with_value
from rehabdesk.services.law.setting_deadlines import SetDeadline
from rehabdesk.services.office import Office
from rehabdesk.services.tasks.moved import by, find_moved, moved_words, telling_moved
from rehabdesk.services.tasks.notes import ExtendTask, extend_task
from rehabdesk.services.tasks.today import TaskRow, read_today
from tests.builders import a_volunteer, taken_in
from tests.ui.paper_builders import numbered, submitted

FLOOD = DayFacts(date(2026, 11, 25), "Nghỉ phòng bão", is_working=False)
OFF = by(partial(with_day, facts=FLOOD))


def managed(office: Office) -> int:
    """Number 41 of 23/11: to be sent to the police within a working day, the 25th."""
    person = taken_in(office)
    decision_id = submitted(office, person, (a_volunteer(office),))
    numbered(office, decision_id, "41")
    return decision_id


def due_words(office: Office) -> dict[str, TaskRow]:
    return {row.id: row for row in office.look(read_today).rows}


def test_a_day_off_names_the_tasks_it_moves_and_moves_no_others(office: Office) -> None:
    decision_id = managed(office)
    before = due_words(office)
    [moved] = office.look(partial(find_moved, change=OFF))
    assert (moved.id, moved.who) == (f"send_police:decision:{decision_id}", "Trần Văn Thắng")
    assert (moved.before, moved.after) == ("25/11/2026", "26/11/2026")
    act = partial(telling_moved, act=partial(add_day, facts=FLOOD), change=OFF)
    _, told = office.do(act).result
    assert told == (moved,)
    after = due_words(office)
    assert {key for key in before if before[key].due != after[key].due} == {moved.id}
    assert after[moved.id].due_words == moved.after
    assert moved_words(told) == (
        ". 1 hạn việc đổi: Gửi quyết định cho Công an xã, Trần Văn Thắng (25/11/2026 → 26/11/2026)"
    )
    assert office.look(partial(find_moved, change=OFF)) == ()


def test_an_office_value_names_what_it_moves(office: Office) -> None:
    managed(office)
    week = SetDeadline("send_decision", 3, DeadlineUnit.WORKING_DAYS, date(2026, 11, 1))
    [moved] = office.look(partial(find_moved, change=by(partial(with_value, order=week))))
    assert moved.after == "27/11/2026"


def test_a_deadline_a_paper_extended_stays_where_the_paper_put_it(office: Office) -> None:
    decision_id = managed(office)
    key, until = f"send_police:decision:{decision_id}", date(2026, 12, 4)
    order = ExtendTask(key, date(2026, 11, 25), until, "125/UBND-VX")
    office.do(partial(extend_task, order=order))
    assert office.look(partial(find_moved, change=OFF)) == ()


def test_many_are_counted_after_the_first_two(office: Office) -> None:
    decision_id = managed(office)
    [moved] = office.look(partial(find_moved, change=OFF))
    assert str(decision_id) in moved.id
    assert moved_words((moved, moved, moved, moved)).endswith(" và 2 việc nữa")
    assert moved_words(()) == ""
