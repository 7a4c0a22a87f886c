"""What the list names as next is due on the day the morning page counts."""

from __future__ import annotations

from functools import partial

from rehabdesk.services.office import Office
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.tasks.task import TaskKind
from rehabdesk.services.tasks.today import tasks_of
from tests.builders import taken_in


def test_the_list_and_the_morning_page_name_the_same_last_day_to_sign(office: Office) -> None:
    person_id = taken_in(office)
    [row] = office.look(list_persons)
    [task] = office.look(partial(tasks_of, person_id=person_id))
    assert task.task.kind is TaskKind.DECIDE
    assert (row.next_step, row.next_due) == (task.task.title, task.due.due_on)
