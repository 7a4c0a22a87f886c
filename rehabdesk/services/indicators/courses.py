"""Episodes of users and of rehabilitation: their facts, and where they stood on any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind, RehabForm
from rehabdesk.domain.course.events import Course, DecisionFact, Event, Facts, PaperRef
from rehabdesk.domain.course.pieces import Piece, painted, piece_on
from rehabdesk.domain.course.states import begins_on, layers_of
from rehabdesk.domain.course.term_sum import term_sum
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.course.reading import IN_FORCE
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Work

# What a kind of episode is a form of, where the file does not say it more exactly.
_FORMS = {
    EpisodeKind.REHAB_HOME: RehabForm.HOME,
    EpisodeKind.REHAB_PRIVATE: RehabForm.PRIVATE,
    EpisodeKind.REHAB_PUBLIC: RehabForm.PUBLIC,
    EpisodeKind.SUBSTITUTION: RehabForm.SUBSTITUTION,
    EpisodeKind.DOSSIER: RehabForm.COMPULSORY,
    EpisodeKind.REHAB_COMPULSORY: RehabForm.COMPULSORY,
}
_MORE_EXACT = {
    RehabForm.REFORM_SCHOOL: EpisodeKind.REHAB_PUBLIC,
    RehabForm.COMPULSORY_MINOR: EpisodeKind.REHAB_COMPULSORY,
}


@dataclass(frozen=True, slots=True)
class OtherEpisode:
    """An episode that is no post-rehabilitation management."""

    id: int
    person_id: int
    course: Course
    ended_on: date | None
    begun_on: date

    @property
    def kind(self) -> EpisodeKind:
        return self.course.facts.kind

    @property
    def form(self) -> str:
        said = self.course.facts.rehab_form
        if said is not None and _MORE_EXACT.get(said) is self.kind:
            return said.value
        form = _FORMS.get(self.kind)
        return form.value if form else ""


def episodes(counting: Counting, *kinds: EpisodeKind) -> Sequence[OtherEpisode]:
    """Return the episodes of these kinds, oldest first; read once for a report."""
    known = counting.once("other episodes", lambda: _read(counting.work))
    return [each for kind in kinds for each in known.get(kind, ())]


def state_on(counting: Counting, episode: OtherEpisode, day: date) -> CaseState:
    """Return where an episode stood at the end of a day, as its file would say it."""
    return piece_on(pieces_of(counting, episode), day).state


def pieces_of(counting: Counting, episode: OtherEpisode) -> tuple[Piece, ...]:
    return counting.once(("pieces", episode.id), lambda: _pieces(counting, episode.course))


def standing_on(
    counting: Counting, day: date, *kinds: EpisodeKind
) -> Iterator[tuple[OtherEpisode, CaseState]]:
    """Go through the episodes that may be under way on a day, with their states."""
    for each in episodes(counting, *kinds):
        is_over = each.ended_on is not None and each.ended_on < day
        if not is_over and each.begun_on <= day:
            yield each, state_on(counting, each, day)


def happened(
    counting: Counting, window: Window, wanted: Sequence[EventKind], *kinds: EpisodeKind
) -> Iterator[tuple[OtherEpisode, Event]]:
    """Go through what happened within a window, by its own day, until today."""
    for each in episodes(counting, *kinds):
        for event in each.course.events:
            if event.kind in wanted and window.holds(event.on) and event.on <= counting.today:
                yield each, event


def _pieces(counting: Counting, course: Course) -> tuple[Piece, ...]:
    term = None
    if course.facts.kind is EpisodeKind.USER_MANAGED:
        term = term_sum(course, counting.work.resources.regimes)
    return painted(layers_of(course, term))


def _read(work: Work) -> Mapping[EpisodeKind, list[OtherEpisode]]:
    events, decisions = _events(work), _decisions(work)
    rows = work.session.execute(
        select(
            Episode.id,
            CaseFile.person_id,
            Episode.kind,
            Episode.opened_on,
            Episode.rehab_form,
            Episode.rehab_ordinal,
            Episode.completes_on,
            Episode.proposal_on,
            Episode.ended_on,
        )
        .join(Episode.case)
        .where(Episode.kind != EpisodeKind.POST_REHAB)
        .order_by(Episode.opened_on, Episode.id)
    )
    found: dict[EpisodeKind, list[OtherEpisode]] = defaultdict(list)
    for row in rows:
        key, person_id = row[:2]
        course = Course(Facts(*row[2:8]), tuple(events.get(key, ())), tuple(decisions.get(key, ())))
        found[course.facts.kind].append(
            OtherEpisode(key, person_id, course, row.ended_on, begins_on(course))
        )
    return found


def _events(work: Work) -> Mapping[int, list[Event]]:
    rows = work.session.execute(
        select(
            CaseEvent.episode_id,
            CaseEvent.kind,
            CaseEvent.on,
            CaseEvent.until_on,
            CaseEvent.at,
            CaseEvent.paper_number,
            CaseEvent.paper_on,
            CaseEvent.paper_issuer,
            CaseEvent.reason,
            CaseEvent.id,
        )
        .join(CaseEvent.episode)
        .where(Episode.kind != EpisodeKind.POST_REHAB, CaseEvent.undone_at.is_(None))
        .order_by(CaseEvent.on, CaseEvent.id)
    )
    found: dict[int, list[Event]] = defaultdict(list)
    for episode_id, kind, on, until_on, at, number, paper_on, issuer, reason, key in rows:
        paper = PaperRef(number, paper_on, issuer)
        found[episode_id].append(Event(kind, on, until_on, at, paper, reason, id=key))
    return found


def _decisions(work: Work) -> Mapping[int, list[DecisionFact]]:
    rows = work.session.execute(
        select(
            DecisionPerson.episode_id,
            Decision.id,
            Decision.purpose,
            Decision.number,
            Decision.number_suffix,
            Decision.document_date,
            Decision.effective_from,
            DecisionPerson.term_start,
            DecisionPerson.term_end,
        )
        .join(DecisionPerson.decision)
        .join(DecisionPerson.episode)
        .where(
            Episode.kind != EpisodeKind.POST_REHAB,
            Decision.status.in_(IN_FORCE),
            Decision.document_date.is_not(None),
        )
    )
    found: dict[int, list[DecisionFact]] = defaultdict(list)
    for row in rows:
        number = f"{row.number:02d}{row.number_suffix}"
        found[row.episode_id].append(
            DecisionFact(row.id, row.purpose, number, row.document_date or date.max, *row[6:])
        )
    return found
