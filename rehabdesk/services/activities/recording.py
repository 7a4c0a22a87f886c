"""Recording, correcting and taking back what teams did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from rehabdesk.domain.codes import FileKind, Right
from rehabdesk.domain.records.teamwork.activities import (
    Activity,
    ActivityAttendance,
    ActivityFigure,
)
from rehabdesk.domain.settling.three_way import Keyed, Labels
from rehabdesk.domain.teamwork.kinds import Figure, Kind
from rehabdesk.services.activities.due import note_tasks
from rehabdesk.services.activities.facts import (
    NextTask,
    Present,
    RecordActivity,
    SameDayAgain,
    figures_of,
    require_whole,
)
from rehabdesk.services.activities.kinds import NoSuchKind, kinds_by_code
from rehabdesk.services.activities.totals import cell_of, renew_totals
from rehabdesk.services.cabinet.files import keep_scan
from rehabdesk.services.editing import GoneMeanwhile, Sides, require_version
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import require_teams
from rehabdesk.services.rights.own_team import require_team


class ActivityGone(GoneMeanwhile):
    def __init__(self) -> None:
        super().__init__("Hoạt động này đã được bỏ vào thùng rác. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class CorrectActivity:
    activity_id: int
    version: int
    facts: RecordActivity


@dataclass(frozen=True, slots=True)
class RecordedActivity:
    """`back` puts a corrected one as it was before."""

    activity_id: int
    version: int
    title: str
    back: CorrectActivity | None = None


@dataclass(frozen=True, slots=True)
class AttachMinutes:
    """A scan or photograph of the paper that was signed."""

    activity_id: int
    name: str
    content: bytes


# Acts


def record_activity(work: Work, order: RecordActivity) -> RecordedActivity:
    """Write down what a team did."""
    require_team(work, order.team_id, Right.KEEP_TEAM)
    _ask_if_again(work, order)
    activity = write_activity(work, order)
    _note_tasks(work, activity)
    renew_totals(work, [cell_of(activity)])
    title = title_of(work, activity)
    work.record("activity.recorded", activity, title=title, **_told(activity))
    return RecordedActivity(activity.id, activity.version, title)


def record_activities(work: Work, orders: Sequence[RecordActivity]) -> tuple[int, ...]:
    """Write down many at once, all or none: a page of an old ledger."""
    work.require(Right.KEEP_TEAM)
    made = write_activities(work, orders)
    for each in made:
        if each.details["tasks"]:
            _note_tasks(work, each)
    work.record("activities.recorded", None, count=len(made))
    return tuple(each.id for each in made)


def correct_activity(work: Work, order: CorrectActivity) -> RecordedActivity:
    """Write an activity anew, and give what takes that back."""
    require_team(work, order.facts.team_id, Right.KEEP_TEAM)
    activity = _own(work, order.activity_id)
    before, cell = facts_of(activity), cell_of(activity)
    require_version(activity, order.version, _sides(work, before, order.facts))
    write_activity(work, order.facts, activity)
    _note_tasks(work, activity)
    renew_totals(work, [cell, cell_of(activity)])
    title = title_of(work, activity)
    work.record("activity.corrected", activity, title=title, **_told(activity))
    back = CorrectActivity(activity.id, activity.version, before)
    return RecordedActivity(activity.id, activity.version, title, back)


def attach_minutes(work: Work, order: AttachMinutes) -> RecordedActivity:
    """Keep the scan of the signed minutes with their meeting."""
    require_teams(work, Right.KEEP_TEAM)
    activity = _own(work, order.activity_id)
    before = facts_of(activity)
    activity.file = keep_scan(work, FileKind.ATTACHMENT, order.name, order.content)
    work.session.flush()
    title = title_of(work, activity)
    work.record("activity.scan_kept", activity, title=title, file=order.name)
    back = CorrectActivity(activity.id, activity.version, before)
    return RecordedActivity(activity.id, activity.version, title, back)


def finish_task(work: Work, activity_id: int, place: int, *, is_done: bool) -> RecordedActivity:
    """Note that what a meeting agreed is done, or is not done after all."""
    require_teams(work, Right.KEEP_TEAM)
    activity = _own(work, activity_id)
    tasks = list(tasks_of(activity))
    if place >= len(tasks):
        raise ActivityGone
    tasks[place] = replace(tasks[place], done_on=work.today if is_done else None)
    activity.details = {**activity.details, "tasks": [_task_row(each) for each in tasks]}
    work.session.flush()
    _note_tasks(work, activity)
    title = title_of(work, activity)
    word = tasks[place].word
    work.record("activity.task_done" if is_done else "activity.task_open", activity, task=word)
    return RecordedActivity(activity.id, activity.version, title)


# For other acts


def write_activity(work: Work, order: RecordActivity, activity: Activity | None = None) -> Activity:
    """Make a record of the order, or write it into one; the caller renews the totals."""
    written = _write(work, order, kinds_by_code(work), activity)
    work.session.flush()
    return written


def write_activities(work: Work, orders: Iterable[RecordActivity]) -> list[Activity]:
    """Make a record of each order, and renew the totals they belong to once."""
    kinds = kinds_by_code(work)
    made = [_write(work, each, kinds, None) for each in orders]
    renew_totals(work, [cell_of(each) for each in made])
    return made


def forget_activities(work: Work, activities: Iterable[Activity]) -> None:
    """Take activities out for good, with their figures: an act that made them undoes itself."""
    cells = []
    for each in activities:
        cells.append(cell_of(each))
        work.session.delete(each)
    renew_totals(work, cells)


def facts_of(activity: Activity) -> RecordActivity:
    """Return what was told of an activity, as it could be told again."""
    plain = {name: getattr(activity, name) for name in (*_PLAIN, *_WORDS)}
    return RecordActivity(
        **plain,
        words=activity.words,
        next_tasks=tasks_of(activity),
        figures={each.measure: Figure(each.amount, each.as_typed) for each in activity.figures},
        attendances=tuple(
            Present(
                each.volunteer_id, each.walk_in, each.walk_in_unit, each.is_present, each.minutes
            )
            for each in activity.attendances
        ),
    )


def tasks_of(activity: Activity) -> tuple[NextTask, ...]:
    return tuple(_task_of(each) for each in activity.details.get("tasks", ()))


_LABELS = {
    "kind": "Loại hoạt động",
    "on": "Ngày",
    "until_on": "Đến ngày",
    "at": "Giờ",
    "minutes": "Số phút",
    "team_id": "Đội",
    "hamlet_id": "Địa bàn",
    "volunteer_id": "Người phụ trách",
    "place": "Nơi",
    "topic": "Nội dung",
    "organiser": "Đơn vị tổ chức",
    "audience": "Đối tượng",
    "words": "Ghi thêm",
    "next_tasks": "Việc đã thống nhất",
    "attendances": "Có mặt",
}


def form_labels(kinds: Mapping[str, Kind]) -> Labels:
    """Call every field of the form, each figure by its measure."""
    measures = {each.code: each.name for kind in kinds.values() for each in kind.measures}
    named = Keyed("Số liệu", lambda code: measures.get(code, str(code)))
    return {**_LABELS, "figures": named}


def _sides(work: Work, kept: RecordActivity, typed: RecordActivity) -> Sides[Any]:
    kinds = kinds_by_code(work)
    figures: dict[str, Figure] = {}
    if (kind := kinds.get(typed.kind)) is not None:
        figures = figures_of(typed, kind)
    return Sides(work, kept, replace(typed, figures=figures), form_labels(kinds))


def title_of(work: Work, activity: Activity) -> str:
    kind = kinds_by_code(work).get(activity.kind)
    return f"{kind.name if kind else activity.kind} {period_of(activity)}"


def period_of(activity: Activity | RecordActivity) -> str:
    """Say when it was: "ngày 14/11/2026", "từ 01/01/2024 đến 30/09/2024"."""
    if activity.until_on is None:
        return f"ngày {activity.on:%d/%m/%Y}"
    return f"từ {activity.on:%d/%m/%Y} đến {activity.until_on:%d/%m/%Y}"


_PLAIN = (
    "kind",
    "on",
    "until_on",
    "at",
    "minutes",
    "team_id",
    "hamlet_id",
    "volunteer_id",
    "audience",
    "file_id",
)
_WORDS = ("place", "topic", "organiser")


def _write(
    work: Work, order: RecordActivity, kinds: Mapping[str, Kind], activity: Activity | None
) -> Activity:
    kind = kinds.get(order.kind)
    if kind is None:
        raise NoSuchKind
    require_whole(order, work.today)
    figures = figures_of(order, kind)
    if activity is None:
        activity = Activity(recorded_by=work.actor.name, recorded_at=work.now)
        work.session.add(activity)
    else:
        flag_modified(activity, "words")  # one whose figures alone changed is another one too
    for name in _PLAIN:
        setattr(activity, name, getattr(order, name))
    for name in _WORDS:
        setattr(activity, name, " ".join(getattr(order, name).split()))
    activity.words = order.words.strip()
    activity.details = {"tasks": [_task_row(each) for each in order.next_tasks]}
    _write_figures(activity, figures)
    _write_attendances(activity, order.attendances)
    return activity


def _own(work: Work, activity_id: int) -> Activity:
    """Return an activity whoever asks may write to."""
    activity = work.session.get(Activity, activity_id)
    if activity is None:
        raise ActivityGone
    require_team(work, activity.team_id, Right.KEEP_TEAM)
    return activity


def _ask_if_again(work: Work, order: RecordActivity) -> None:
    kind = kinds_by_code(work).get(order.kind)
    if kind is None or not _is_there(work, order):
        return
    work.unless_confirmed(SameDayAgain(kind, order.on))


def _is_there(work: Work, order: RecordActivity) -> bool:
    """Tell whether the same kind was recorded for the same team, day, place and matter."""
    same = select(Activity.id).filter_by(
        kind=order.kind,
        on=order.on,
        until_on=order.until_on,
        at=order.at,
        team_id=order.team_id,
        hamlet_id=order.hamlet_id,
        volunteer_id=order.volunteer_id,
        audience=order.audience,
        place=" ".join(order.place.split()),
        topic=" ".join(order.topic.split()),
    )
    return work.session.scalar(same.limit(1)) is not None


def _write_figures(activity: Activity, figures: dict[str, Figure]) -> None:
    there = {each.measure: each for each in activity.figures}
    kept = []
    for measure, figure in figures.items():
        row = there.get(measure) or ActivityFigure(measure=measure)
        row.amount, row.as_typed = figure.amount, figure.as_typed
        kept.append(row)
    activity.figures = kept


def _write_attendances(activity: Activity, present: tuple[Present, ...]) -> None:
    there = {(each.volunteer_id, each.walk_in): each for each in activity.attendances}
    kept = []
    for each in present:
        walk_in = " ".join(each.walk_in.split())
        row = there.pop((each.volunteer_id, walk_in), None) or ActivityAttendance()
        row.volunteer_id, row.walk_in = each.volunteer_id, walk_in
        row.walk_in_unit = " ".join(each.walk_in_unit.split())
        row.is_present, row.minutes = each.is_present, each.minutes
        kept.append(row)
    activity.attendances = kept


def _note_tasks(work: Work, activity: Activity) -> None:
    waiting = [each.due_on for each in tasks_of(activity) if each.done_on is None]
    note_tasks(work, activity.id, waiting)


def _task_row(task: NextTask) -> dict[str, Any]:
    return {
        "word": " ".join(task.word.split()),
        "who": " ".join(task.who.split()),
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "done_on": task.done_on.isoformat() if task.done_on else None,
    }


def _task_of(row: dict[str, Any]) -> NextTask:
    due_on, done_on = row.get("due_on"), row.get("done_on")
    return NextTask(
        row["word"],
        row.get("who", ""),
        date.fromisoformat(due_on) if due_on else None,
        date.fromisoformat(done_on) if done_on else None,
    )


def _told(activity: Activity) -> dict[str, object]:
    """Name in the trail what was counted; the words of the minutes stay with them."""
    return {
        "team": activity.team_id,
        "figures": ", ".join(
            f"{each.measure} {each.as_typed or each.amount}" for each in activity.figures
        ),
        "present": sum(each.is_present for each in activity.attendances) or None,
    }
