"""The persons of an order with all a paper says of them, read at once however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.person import Person
from rehabdesk.services.office import Work

Days = tuple[date | None, date | None]  # from, until
NO_TERM: Days = (None, None)


@dataclass(frozen=True, slots=True)
class Gathered:
    persons: Mapping[int, Person]
    episodes: Mapping[int, Episode]  # the one that speaks for each person
    terms: Mapping[int, Days]  # by episode: as it runs, days added and stretches paused


def gather(work: Work, person_ids: Iterable[int]) -> Gathered:
    wanted = sorted(set(person_ids))
    everything = (
        joinedload(Person.hamlet),
        selectinload(Person.other_names),
        selectinload(Person.papers),
        selectinload(Person.residences),
        selectinload(Person.relatives),
        selectinload(Person.contacts),
    )
    persons = work.session.scalars(select(Person).where(Person.id.in_(wanted)).options(*everything))
    cases = work.session.scalars(
        select(CaseFile)
        .where(CaseFile.person_id.in_(wanted))
        .options(selectinload(CaseFile.episodes))
    )
    found = {case.person_id: episode for case in cases if (episode := case.current) is not None}
    ids = [episode.id for episode in found.values()]
    return Gathered({each.id: each for each in persons}, found, running_terms(work, ids))


def running_terms(work: Work, episode_ids: Iterable[int]) -> dict[int, Days]:
    """Return the terms as they run by today's standing: absence, prison and breaks are in them."""
    rows = work.session.execute(
        select(Standing.episode_id, Standing.term_start, Standing.term_end).where(
            Standing.episode_id.in_(sorted(set(episode_ids)))
        )
    )
    return {row.episode_id: (row.term_start, row.term_end) for row in rows}
