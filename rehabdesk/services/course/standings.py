"""The standing of every episode, kept beside it, so that lists need not compute it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select, update

from rehabdesk.domain.codes import EventKind
from rehabdesk.domain.course.standing import Closing, Standing, closing_of, standing
from rehabdesk.domain.records import case_event as kept
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.services.course.reading import EpisodeCourse, new_course, precedence, read_courses
from rehabdesk.services.office import Work

_AT_ONCE = 400
_CLOSED = "kết thúc đợt"


def refresh_standing(work: Work, episode_id: int) -> None:
    """Compute anew where the person of an episode stands; called by every act that may move it."""
    case = work.session.get_one(Episode, episode_id).case
    refresh_persons(work, (case.person_id,))


def first_standing(work: Work, episode: Episode) -> None:
    """Write where the only episode of a new person stands: nothing else is known to read."""
    course = new_course(episode)
    found = standing(course, work.resources.regimes, work.today)
    owner = (episode.id, episode.case.person_id)
    row = standing_row(*owner, found, work.today, is_current=True)
    work.session.execute(insert(kept.Standing), row)


def refresh_persons(work: Work, person_ids: Iterable[int]) -> int:
    """Compute anew where these persons stand; say how many episodes that were."""
    wanted = sorted(set(person_ids))
    parts = [wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE)]
    return sum(_refresh(work, part) for part in parts)


def refresh_standings(work: Work) -> int:
    """Compute anew whatever time has moved: at sign-in, and when a day begins."""
    due = _due(work)
    if not due:
        return 0
    count = refresh_persons(work, due)
    work.record("standings.refreshed", None, day=work.today, episodes=count)
    return count


def _due(work: Work) -> Sequence[int]:
    """Return the persons whose standing is of yesterday; all where some have none yet."""
    episodes = work.session.scalar(select(func.count(Episode.id)))
    if episodes != work.session.scalar(select(func.count(kept.Standing.id))):
        return work.session.scalars(select(CaseFile.person_id)).all()
    moved = select(kept.Standing.person_id).where(kept.Standing.changes_on <= work.today)
    return work.session.scalars(moved.distinct()).all()


def _refresh(work: Work, person_ids: Sequence[int]) -> int:
    courses = read_courses(work, person_ids)
    ids = _kept_ids(work, person_ids)
    new, changed = [], []
    for episodes in courses.values():
        found = [standing(each.course, work.resources.regimes, work.today) for each in episodes]
        for each, stands in zip(episodes, found, strict=True):
            _close(work, each, closing_of(each.course), stands)
        speaks = max(episodes, key=precedence)
        for each, stands in zip(episodes, found, strict=True):
            owner = (each.episode.id, each.person_id)
            row = standing_row(*owner, stands, work.today, is_current=each is speaks)
            if each.episode.id in ids:
                changed.append({"id": ids[each.episode.id], **row})
            else:
                new.append(row)
    work.session.flush()
    if new:
        work.session.execute(insert(kept.Standing), new)
    if changed:
        work.session.execute(update(kept.Standing), changed)
    return len(new) + len(changed)


def _kept_ids(work: Work, person_ids: Sequence[int]) -> dict[int, int]:
    rows = work.session.execute(
        select(kept.Standing.episode_id, kept.Standing.id).where(
            kept.Standing.person_id.in_(person_ids)
        )
    )
    return {row.episode_id: row.id for row in rows}


def standing_row(
    episode_id: int, person_id: int, found: Standing, today: date, *, is_current: bool
) -> dict[str, Any]:
    """Return what is kept of where an episode stands."""
    decided = found.term if found.term and found.term.is_decided else None
    return {
        "episode_id": episode_id,
        "person_id": person_id,
        "state": found.state,
        "since": found.since,
        "changes_on": found.changes_on,
        "term_start": decided.start if decided else None,
        "term_end": decided.end if decided else None,
        "is_followed": found.is_followed,
        "is_current": is_current,
        "computed_on": today,
    }


def _close(work: Work, each: EpisodeCourse, closing: Closing | None, found: Standing) -> None:
    """Keep the day an episode was closed; who answered for the person does so to the last day."""
    episode = each.episode
    ended_on = closing.on if closing else None
    if episode.ended_on == ended_on:
        return
    was_open, episode.ended_on = episode.ended_on is None, ended_on
    episode.end_reason = closing.reason if closing else ""
    assignments = work.session.scalars(select(Assignment).filter_by(episode_id=episode.id)).all()
    for assignment in assignments:
        is_ours = assignment.ended_by_id is None and assignment.end_reason.startswith(_CLOSED)
        if is_ours:
            assignment.reopen()
        if closing and assignment.until_on is None and (was_open or is_ours):
            reason = f"{_CLOSED}: {closing.reason[:1].lower()}{closing.reason[1:]}"
            assignment.end(max(assignment.from_on, _last_day(closing, found)), None, reason)


def _last_day(closing: Closing, found: Standing) -> date:
    """Return until when somebody is needed: a certificate is given before its term is over."""
    end = found.term.end if found.term else None
    if closing.reason == EventKind.CERTIFIED.label and end is not None:
        return max(closing.on, end)
    return closing.on
