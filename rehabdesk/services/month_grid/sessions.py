"""Occasions added, corrected and taken back from within the sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.activities import Activity, ActivityAttendance
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.activities.facts import NoDay, RecordActivity
from rehabdesk.services.activities.recording import (
    ActivityGone,
    CorrectActivity,
    RecordedActivity,
    correct_activity,
    facts_of,
    forget_activities,
    record_activity,
    title_of,
)
from rehabdesk.services.editing import Sides, require_version
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import require_teams
from rehabdesk.services.rights.own_team import require_team


class SessionHasTicks(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Buổi này đã có người được đánh dấu có mặt nên chưa bỏ. "
            "Bỏ dấu và lưu bảng trước, hoặc bỏ buổi ở “Buổi họp, hoạt động”."
        )


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is asked of an occasion while the sheet is being filled."""

    kind: str
    on: date | None
    minutes: int | None = None
    place: str = ""
    words: str = ""


SESSION_LABELS = {
    "kind": "Loại",
    "on": "Ngày",
    "minutes": "Số phút",
    "place": "Nơi",
    "words": "Ghi chú",
}


@dataclass(frozen=True, slots=True)
class CorrectSession:
    activity_id: int
    version: int
    facts: SessionFacts


# Acts


def add_session(work: Work, team_id: int, facts: SessionFacts) -> RecordedActivity:
    """Record an occasion of the team at which nobody is ticked yet."""
    require_team(work, team_id, Right.KEEP_TEAM)
    if facts.on is None:
        raise NoDay
    order = RecordActivity(
        facts.kind,
        facts.on,
        minutes=facts.minutes,
        team_id=team_id,
        place=facts.place,
        words=facts.words,
    )
    return record_activity(work, order)


def correct_session(work: Work, order: CorrectSession) -> RecordedActivity:
    """Write day, kind, time and place of an occasion anew; all else stays as it was told."""
    require_teams(work, Right.KEEP_TEAM)
    if order.facts.on is None:
        raise NoDay
    activity = work.session.get(Activity, order.activity_id)
    if activity is None:
        raise ActivityGone
    told = (activity.kind, activity.on, activity.minutes, activity.place, activity.words)
    sides = Sides(work, SessionFacts(*told), order.facts, SESSION_LABELS)
    require_version(activity, order.version, sides)
    facts = replace(
        facts_of(activity),
        kind=order.facts.kind,
        on=order.facts.on,
        minutes=order.facts.minutes,
        place=order.facts.place,
        words=order.facts.words,
    )
    return correct_activity(work, CorrectActivity(order.activity_id, order.version, facts))


def take_session_back(work: Work, activity_id: int) -> None:
    """Undo the adding of an occasion at which nobody has been ticked since."""
    require_teams(work, Right.KEEP_TEAM)
    activity = work.session.get(Activity, activity_id)
    if activity is None:
        raise ActivityGone
    require_team(work, activity.team_id, Right.KEEP_TEAM)
    ticked = select(ActivityAttendance.id).filter_by(activity_id=activity_id, is_present=True)
    if work.session.scalar(ticked.limit(1)) is not None:
        raise SessionHasTicks
    title = title_of(work, activity)
    forget_activities(work, [activity])
    work.record("activity.taken_back", None, title=title)
