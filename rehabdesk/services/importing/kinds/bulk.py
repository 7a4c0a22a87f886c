"""Many new persons written at once: rows are gathered by table, then inserted table by table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from sqlalchemy import func, select

from rehabdesk.domain.course.events import Course, DecisionFact, Facts
from rehabdesk.domain.course.standing import closing_of, standing
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.places import OwnPlace, Units
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.case_event import CaseEvent, Standing
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.found_by import FoundBy
from rehabdesk.domain.records.person import (
    ContactPoint,
    IdentityPaper,
    Person,
    PersonName,
    Relative,
    Residence,
    number_key,
)
from rehabdesk.domain.regime import POST_REHAB
from rehabdesk.domain.text import fold, name_order
from rehabdesk.persistence.many_rows import insert_rows
from rehabdesk.persistence.retired import last_retired
from rehabdesk.persistence.search import index_new_persons
from rehabdesk.services.course.acts import EventFacts, event_from
from rehabdesk.services.course.standings import standing_row
from rehabdesk.services.importing.kinds.known import stored_birth
from rehabdesk.services.importing.kinds.past_course import PastCourse
from rehabdesk.services.importing.kinds.persons import PersonPlan
from rehabdesk.services.indexing.persons import own_place
from rehabdesk.services.office import Work
from rehabdesk.services.people.person_facts import PersonFacts, ResidenceFacts
from rehabdesk.services.rows.leaving import serial_name

Row = dict[str, Any]
_ORDER: tuple[type[Entity], ...] = (
    *(Person, PersonName, IdentityPaper, Residence, Relative, ContactPoint),
    *(CaseFile, Episode, CaseEvent, Standing),
)
_PLAIN = (
    *("sex", "ethnicity", "religion", "education", "occupation", "workplace", "note"),
    *("employment", "criminal_record", "drugs"),
)
_PLAIN_OF = attrgetter(*_PLAIN)
_OF_A_ROW = ("full_name", "name_order", "name_fold", "birth", "hamlet_id", *_PLAIN)
_FIRST_VERSION = 1


@dataclass(frozen=True, slots=True)
class Made:
    """A person who will be there once everything is inserted, and the rows of hers by table."""

    person_id: int
    case_code: str
    ids: Mapping[str, list[int]]


@dataclass(slots=True)
class NewPersons:
    """Gathers the rows of new persons. Nobody else can write meanwhile, so ids are counted on."""

    work: Work
    hamlets: Mapping[int, str]
    _rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    _next: dict[str, int] = field(default_factory=dict)
    _words: list[tuple[int, str]] = field(default_factory=list)
    _units: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    _same: dict[str, Row] = field(default_factory=dict)  # by table, what every new row says
    _serial: int = 0
    _places: Units = field(init=False)
    _own: OwnPlace | None = field(init=False)

    def __post_init__(self) -> None:
        self._places, self._own = self.work.resources.units, own_place(self.work)
        session, today = self.work.session, self.work.today
        session.flush()
        for record in _ORDER:
            name, last = record.__tablename__, session.scalar(select(func.max(record.id)))
            self._next[name] = max(last or 0, last_retired(session, name)) + 1
        serial = select(func.max(CaseFile.serial)).filter_by(year=today.year)
        retired = last_retired(session, serial_name(today.year))
        self._serial = max(session.scalar(serial) or 0, retired)
        file = {"year": today.year, "opened_on": today, "clerk_id": None, "version": _FIRST_VERSION}
        self._same = {Person.__tablename__: self._blank_person(), CaseFile.__tablename__: file}

    def add(self, plan: PersonPlan) -> Made:
        """Gather the rows of one person."""
        facts = plan.facts
        ids: dict[str, list[int]] = defaultdict(list)
        person_id = self._put(Person, ids, _person(facts))
        for name in facts.other_names:
            self._put(PersonName, ids, _owned(name, person_id))
        for paper in facts.papers:
            row = _owned(paper, person_id)
            row["number_key"] = number_key(paper.number)
            self._put(IdentityPaper, ids, row)
        places = [self._residence(place, person_id) for place in facts.residences]
        for each in places:
            self._put(Residence, ids, each)
        for relative in facts.relatives:
            self._put(Relative, ids, _owned(relative, person_id))
        for contact in facts.contacts:
            self._put(ContactPoint, ids, _owned(contact, person_id))
        self._serial += 1
        code = f"{self.work.today.year}-{self._serial:03d}"
        case = {"serial": self._serial, "code": code, "person_id": person_id}
        case_id = self._put(CaseFile, ids, case)
        if plan.course is not None:
            self._course(ids, (person_id, case_id), plan.course, facts.birth)
        found_by = self._found_by(facts, places, code)
        self._words.append((person_id, found_by.words(self._places, self._own)))
        return Made(person_id, code, ids)

    def write(self) -> None:
        """Insert everything that was gathered."""
        for record in _ORDER:
            if rows := self._rows.pop(record.__tablename__, None):
                table = Entity.metadata.tables[record.__tablename__]
                insert_rows(self.work.session, table, rows, self._same.get(table.name, {}))
        index_new_persons(self.work.session, self._words)
        self._words.clear()

    def _put(self, record: type[Entity], ids: dict[str, list[int]], row: Row) -> int:
        name = record.__tablename__
        row_id = self._next[name]
        self._next[name] += 1
        row["id"] = row_id
        self._rows[name].append(row)
        ids[name].append(row_id)
        return row_id

    def _blank_person(self) -> Row:
        """Return what a new person says of everything that a row does not tell."""
        made = Person("", self.work.now)
        told = {"id", *_OF_A_ROW}
        columns = Entity.metadata.tables[Person.__tablename__].c
        row = {each.name: getattr(made, each.name) for each in columns if each.name not in told}
        return row | {"version": _FIRST_VERSION}

    def _residence(self, place: ResidenceFacts, person_id: int) -> Row:
        row = _owned(place, person_id)
        if not place.unit_new and place.as_written:
            row["unit_new"], row["unit_old"] = self._units_of(place.as_written)
        return row

    def _units_of(self, written: str) -> tuple[str | None, str | None]:
        if written not in self._units:
            found = self._places.find(written)
            best = found[0] if found else None
            former = best.former.code if best and best.former else None
            self._units[written] = (best.commune.code if best else None, former)
        return self._units[written]

    def _course(
        self,
        ids: dict[str, list[int]],
        owner: tuple[int, int],
        past: PastCourse,
        birth: PartialDate | None,
    ) -> None:
        today, (person_id, case_id), episode = self.work.today, owner, past.episode
        began_on = min([today, *(event.on for event in past.events), *(past.term or ())])
        start, end = past.term or (None, None)
        decided = [DecisionFact(0, POST_REHAB, "", began_on, began_on, start, end)]
        course = Course(
            Facts(
                episode.kind,
                began_on,
                episode.rehab_form,
                episode.rehab_ordinal,
                episode.completes_on,
                born=birth.first_day if birth else None,
            ),
            tuple(event_from(each, place) for place, each in enumerate(past.events, start=1)),
            tuple(decided) if past.term else (),
        )
        closing = closing_of(course)
        row = {"case_id": case_id, "opened_on": began_on, **_values(episode)}
        row |= {"term_start": start, "term_end": end, "decided_by_id": None}
        row |= {"ended_on": closing.on if closing else None, "version": _FIRST_VERSION}
        row |= {"end_reason": closing.reason if closing else ""}
        episode_id = self._put(Episode, ids, row)
        for event in past.events:
            self._put(CaseEvent, ids, self._event(episode_id, event))
        found = standing(course, self.work.resources.regimes, today)
        stands = standing_row(episode_id, person_id, found, today, is_current=True)
        self._put(Standing, {Standing.__tablename__: []}, stands)

    def _event(self, episode_id: int, facts: EventFacts) -> Row:
        event = event_from(facts, 0)
        return {
            "episode_id": episode_id,
            "kind": event.kind,
            "on": event.on,
            "at": event.at,
            "until_on": event.until_on,
            "paper_number": event.paper.number,
            "paper_on": event.paper.on,
            "paper_issuer": event.paper.issuer,
            "paper_file_id": None,
            "reason": event.reason,
            "note": event.note,
            "recorded_by": self.work.actor.name,
            "recorded_at": self.work.now,
            "undone_at": None,
            "version": _FIRST_VERSION,
        }

    def _found_by(self, facts: PersonFacts, places: list[Row], case_code: str) -> FoundBy:
        return FoundBy(
            (facts.full_name, *(each.name for each in facts.other_names)),
            [number_key(each.number) for each in facts.papers],
            [each.value for each in facts.contacts],
            [each.as_written for each in facts.residences],
            [(each["unit_new"], each["unit_old"]) for each in places],
            self.hamlets.get(facts.hamlet_id, "") if facts.hamlet_id else "",
            (case_code,),
        )


def _person(facts: PersonFacts) -> Row:
    name = facts.full_name
    birth = stored_birth(facts.birth) or None
    told = (name, name_order(name), fold(name), birth, facts.hamlet_id, *_PLAIN_OF(facts))
    return dict(zip(_OF_A_ROW, told, strict=True))


_NAMES: dict[type[Any], tuple[tuple[str, ...], attrgetter[tuple[Any, ...]]]] = {}


def _values(facts: Any) -> Row:
    kind = type(facts)
    if kind not in _NAMES:
        names = tuple(each.name for each in fields(kind))
        _NAMES[kind] = names, attrgetter(*names)
    names, read = _NAMES[kind]
    return dict(zip(names, read(facts), strict=True))


def _owned(facts: Any, person_id: int) -> Row:
    row = _values(facts)
    row["person_id"] = person_id
    return row
