"""What the records tell of comings and leavings: papers by their day, facts by theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import EpisodeKind, EventKind, LinkKind, PaperStatus, RehabForm
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.decision_life import DecisionLink
from rehabdesk.domain.regime import (
    COMPLETION,
    HELPER_ASSIGNMENT,
    MOVED_IN_ASSIGNMENT,
    POST_REHAB,
    SUPPORT_TEAM,
)
from rehabdesk.services.course.reading import IN_FORCE
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Work

ASSIGNING = (SUPPORT_TEAM, HELPER_ASSIGNMENT, MOVED_IN_ASSIGNMENT)
_PURPOSES = (POST_REHAB, COMPLETION, *ASSIGNING)
_KINDS = (
    EventKind.DECIDED_ELSEWHERE,
    EventKind.MOVED_IN,
    EventKind.MOVED_OUT,
    EventKind.CERTIFIED,
    EventKind.REMOVED,
    EventKind.COMPULSORY_EDUCATION,
    EventKind.PRISON,
    EventKind.DIED,
    EventKind.DECLARED_MISSING,
    EventKind.DIAGNOSED_ADDICTED,
    EventKind.MONITORING,
    EventKind.ABSENCE_UNREPORTED,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A recorded event, as far as a figure asks."""

    id: int
    kind: EventKind
    on: date
    until_on: date | None
    number: str
    paper_on: date | None
    reason: str

    @property
    def papered_on(self) -> date:
        """The day of the paper a figure goes by, else of the fact."""
        return self.paper_on or self.on


@dataclass(frozen=True, slots=True)
class Paper:
    """A person of a decision of ours, signed or numbered."""

    id: int
    purpose: str
    status: PaperStatus
    number: str
    on: date | None
    term_start: date | None
    term_end: date | None
    episode_id: int | None
    person_id: int
    planned_on: date

    @property
    def is_in_force(self) -> bool:
        return self.status in IN_FORCE and self.on is not None

    @property
    def words(self) -> str:
        return f"QĐ {self.number} ngày {self.on:%d/%m/%Y}" if self.on else "QĐ chưa có số"


@dataclass(slots=True)
class ManagedEpisode:
    """An episode of post-rehabilitation management with what is told of it."""

    id: int
    person_id: int
    opened_on: date
    rehab_form: RehabForm | None
    completes_on: date | None
    term_start: date | None
    term_end: date | None
    facts: list[Fact] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)

    def of(self, *kinds: EventKind) -> list[Fact]:
        return [each for each in self.facts if each.kind in kinds]

    def first(self, *kinds: EventKind) -> Fact | None:
        return next((each for each in self.facts if each.kind in kinds), None)


@dataclass(frozen=True, slots=True)
class Told:
    """Every managed episode, every paper on a person, which paper stands in whose place."""

    episodes: Mapping[int, ManagedEpisode]
    of_person: Mapping[int, Sequence[ManagedEpisode]]
    papers: Sequence[Paper]
    instead_of: Mapping[int, Collection[int]]  # the newer paper: the older ones


def told(counting: Counting) -> Told:
    return counting.once("post-rehabilitation", lambda: _read(counting.work))


def _read(work: Work) -> Told:
    episodes = {each.id: each for each in _episodes(work)}
    of_person: dict[int, list[ManagedEpisode]] = defaultdict(list)
    for each in episodes.values():
        of_person[each.person_id].append(each)
    for episode_id, fact in _facts(work):
        episodes[episode_id].facts.append(fact)
    papers = list(_papers(work))
    for paper in papers:
        episode = _episode_of(paper, episodes, of_person)
        if episode is not None:
            episode.papers.append(paper)
    return Told(episodes, of_person, papers, _links(work))


def _episodes(work: Work) -> Iterator[ManagedEpisode]:
    rows = work.session.execute(
        select(
            Episode.id,
            CaseFile.person_id,
            Episode.opened_on,
            Episode.rehab_form,
            Episode.completes_on,
            Episode.term_start,
            Episode.term_end,
        )
        .join(Episode.case)
        .where(Episode.kind == EpisodeKind.POST_REHAB)
        .order_by(Episode.opened_on, Episode.id)
    )
    for row in rows:
        yield ManagedEpisode(*row)


def _facts(work: Work) -> Iterator[tuple[int, Fact]]:
    rows = work.session.execute(
        select(
            CaseEvent.episode_id,
            CaseEvent.id,
            CaseEvent.kind,
            CaseEvent.on,
            CaseEvent.until_on,
            CaseEvent.paper_number,
            CaseEvent.paper_on,
            CaseEvent.reason,
        )
        .join(CaseEvent.episode)
        .where(
            Episode.kind == EpisodeKind.POST_REHAB,
            CaseEvent.kind.in_(_KINDS),
            CaseEvent.undone_at.is_(None),
        )
        .order_by(CaseEvent.on, CaseEvent.id)
    )
    for row in rows:
        yield row[0], Fact(*row[1:])


def _papers(work: Work) -> Iterator[Paper]:
    rows = work.session.execute(
        select(
            Decision.id,
            Decision.purpose,
            Decision.status,
            Decision.number,
            Decision.number_suffix,
            Decision.document_date,
            DecisionPerson.term_start,
            DecisionPerson.term_end,
            DecisionPerson.episode_id,
            DecisionPerson.person_id,
            Decision.planned_on,
        )
        .join(DecisionPerson.decision)
        .where(Decision.purpose.in_(_PURPOSES))
        .order_by(Decision.document_date, Decision.id)
    )
    for key, purpose, status, number, suffix, *rest in rows:
        written = f"{number:02d}{suffix}" if number is not None else ""
        yield Paper(key, purpose, status, written, *rest)


def _episode_of(
    paper: Paper,
    episodes: Mapping[int, ManagedEpisode],
    of_person: Mapping[int, Sequence[ManagedEpisode]],
) -> ManagedEpisode | None:
    """Return the managed episode a paper is about; one that names none is about the newest."""
    if paper.episode_id is not None:
        return episodes.get(paper.episode_id)
    mine = of_person.get(paper.person_id)
    return mine[-1] if mine else None


def _links(work: Work) -> Mapping[int, Collection[int]]:
    """Return which papers were replaced or corrected by which."""
    rows = work.session.execute(
        select(DecisionLink.newer_id, DecisionLink.older_id)
        .join(DecisionLink.older)
        .where(
            DecisionLink.kind.in_((LinkKind.REPLACES, LinkKind.CORRECTS)),
            Decision.purpose == POST_REHAB,
        )
    )
    found: dict[int, list[int]] = defaultdict(list)
    for newer, older in rows:
        found[newer].append(older)
    return found
