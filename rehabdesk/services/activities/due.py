"""What meetings agreed and nobody has done yet. Read at the start of every day: by plain tables.

Which activities have such tasks is kept as a choice of the office, so that nobody has to look
for them among ten years of activities.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import JSON, Date, Integer, String, column, select, table

from rehabdesk.domain.records.office import OfficeSetting
from rehabdesk.services.office import Work

_KEY = "activities_with_tasks"
_AT_ONCE = 500
_ACTIVITIES = table(
    "activity",
    column("id", Integer),
    column("on", Date),
    column("topic", String),
    column("details", JSON),
    column("team_id", Integer),
)


@dataclass(frozen=True, slots=True)
class MeetingTask:
    activity_id: int
    place: int
    met_on: date
    topic: str
    word: str
    who: str
    due_on: date


def note_tasks(work: Work, activity_id: int, tasks: Sequence[date | None]) -> None:
    """Keep whether an activity has tasks to be done by a day; `tasks` are the days of open ones."""
    setting = work.session.query(OfficeSetting).filter_by(key=_KEY).first()
    known = set(setting.value["value"]) if setting else set()
    waits = any(day is not None for day in tasks)
    if waits == (activity_id in known):
        return
    known = known | {activity_id} if waits else known - {activity_id}
    if setting is None:
        setting = OfficeSetting(_KEY, {})
        work.session.add(setting)
    setting.value = {"value": sorted(known)}


def open_tasks(work: Work, teams: Collection[int] | None = None) -> tuple[MeetingTask, ...]:
    """Return what was agreed for a day and is not done, in all teams or in some."""
    kept = work.session.scalar(select(OfficeSetting.value).filter_by(key=_KEY))
    ids = kept["value"] if kept else []
    found: list[MeetingTask] = []
    for start in range(0, len(ids), _AT_ONCE):
        asked = select(*_ACTIVITIES.c).where(_ACTIVITIES.c.id.in_(ids[start : start + _AT_ONCE]))
        for row in work.session.execute(asked):
            if teams is not None and row.team_id not in teams:
                continue
            found += _open_of(row.id, row.on, row.topic, row.details.get("tasks", ()))
    return tuple(sorted(found, key=lambda each: (each.due_on, each.activity_id, each.place)))


def _open_of(
    activity_id: int, on: date, topic: str, tasks: Sequence[dict[str, str | None]]
) -> Iterator[MeetingTask]:
    for place, task in enumerate(tasks):
        due_on = task.get("due_on")
        if due_on and not task.get("done_on"):
            word, who = task.get("word") or "", task.get("who") or ""
            day = date.fromisoformat(due_on)
            yield MeetingTask(activity_id, place, on, topic, word, who, day)
