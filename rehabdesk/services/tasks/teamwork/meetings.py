"""Tasks a meeting of the team agreed on."""

from __future__ import annotations

from collections.abc import Iterator

from rehabdesk.domain.deadlines.due import due
from rehabdesk.services.activities.due import MeetingTask
from rehabdesk.services.tasks.paper_rules import ON_THE_DAY
from rehabdesk.services.tasks.sight import Sight
from rehabdesk.services.tasks.task import Act, Task, TaskKind


def agreed_in_the_team(sight: Sight) -> Iterator[Task]:
    """Remind of what a meeting agreed for a day, until it is marked as done there."""
    for each in sight.meeting_tasks:
        yield Task(
            f"team_task:{each.activity_id}:{each.place}",
            TaskKind.TEAM_TASK,
            f"Việc của đội: {each.word}",
            (),
            due(ON_THE_DAY, each.due_on, sight.deadlines.calendar),
            _why(each),
            "Việc giao ở buổi họp",
            Act.TEAM,
            record_id=each.activity_id,
        )


def _why(task: MeetingTask) -> str:
    about = f" ({task.topic})" if task.topic else ""
    who = f" Người làm: {task.who}." if task.who else ""
    return (
        f"Giao ở buổi ngày {task.met_on:%d/%m/%Y}{about}.{who} "
        "Đánh dấu đã xong ở buổi ấy thì việc này tự hết."
    )
