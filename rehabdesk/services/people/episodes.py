"""Opening a further episode together with what opened it, and dropping one opened by mistake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from rehabdesk.domain.codes import EpisodeKind, Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_event import CaseEvent, Standing
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import DecisionPerson
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.services.course.acts import EventFacts, RecordEvent, record_event
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.office import Work
from rehabdesk.services.people.intake import EpisodeFacts, open_episode


class EpisodeInUse(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Đợt này đã có văn bản, phân công hoặc sự việc. Chưa bỏ. Bỏ các sự việc ấy trước, "
            "hoặc dùng Kết thúc theo dõi… nếu đợt đã xong."
        )


class SameKindOpen(NeedsConfirmation):
    def __init__(self, kind: EpisodeKind) -> None:
        super().__init__(
            f"Người này đang có đợt “{kind.label}” chưa kết thúc. Mở thêm thì tình trạng, thời hạn "
            "tính theo đợt mới. Vẫn mở?"
        )


@dataclass(frozen=True, slots=True)
class BeginEpisode:
    """An episode to be opened, and the events that opened it, where they are known."""

    person_id: int
    facts: EpisodeFacts
    events: tuple[EventFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    episode_id: int
    event_ids: tuple[int, ...]


# Acts


def begin_episode(work: Work, order: BeginEpisode) -> Begun:
    """Open an episode and write down what opened it, all or nothing.

    One that began on a past day is opened as of that day: the law then in force, its place among
    the other episodes and the time since which somebody is wanted are counted from it.
    """
    work.require(Right.KEEP_FILES)
    if _has_open(work, order.person_id, order.facts.kind):
        work.unless_confirmed(SameKindOpen(order.facts.kind))
    began_on = order.events[0].on if order.events else None
    episode_id = open_episode(work, order.person_id, order.facts, began_on)
    events = [record_event(work, RecordEvent(episode_id, facts)) for facts in order.events]
    return Begun(episode_id, tuple(events))


def drop_episode(work: Work, begun: Begun) -> None:
    """Take back an episode opened by mistake, unless something has come to hang on it."""
    work.require(Right.KEEP_FILES)
    episode = work.session.get_one(Episode, begun.episode_id)
    if _is_used(work, begun.episode_id, begun.event_ids):
        raise EpisodeInUse
    person_id, kind = episode.case.person_id, episode.kind.label
    work.record("episode.dropped", episode, kind=kind)
    for record in (CaseEvent, Standing):
        work.session.execute(delete(record).where(record.episode_id == begun.episode_id))
    work.session.delete(episode)
    work.session.flush()
    work.session.expire_all()
    refresh_persons(work, (person_id,))


def _has_open(work: Work, person_id: int, kind: EpisodeKind) -> bool:
    query = (
        select(func.count(Episode.id))
        .join(Episode.case)
        .where(CaseFile.person_id == person_id, Episode.kind == kind, Episode.ended_on.is_(None))
    )
    return bool(work.session.scalar(query))


def _is_used(work: Work, episode_id: int, own_events: Iterable[int]) -> bool:
    others = select(func.count(CaseEvent.id)).where(
        CaseEvent.episode_id == episode_id,
        CaseEvent.id.not_in(tuple(own_events)),
        CaseEvent.undone_at.is_(None),
    )
    papers = select(func.count(DecisionPerson.id)).filter_by(episode_id=episode_id)
    helpers = select(func.count(Assignment.id)).filter_by(episode_id=episode_id)
    return any(work.session.scalar(each) for each in (others, papers, helpers))
