"""Taking persons in, correcting what is known of them, and seeing that nobody is taken in twice."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from rehabdesk.domain.codes import EpisodeKind, RehabForm, Right
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.person import IdentityPaper, Person, number_key
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.persistence.retired import last_retired
from rehabdesk.services.course.acts import EventFacts, RecordEvent, record_event
from rehabdesk.services.course.standings import first_standing, refresh_standing
from rehabdesk.services.editing import Difference, Sides, record_of, require_version
from rehabdesk.services.indexing.persons import make_findable
from rehabdesk.services.office import Work
from rehabdesk.services.people.person_facts import (
    LABELS,
    PersonFacts,
    differences,
    read_person,
    told,
    write_person,
)
from rehabdesk.services.rows.gone import require_there
from rehabdesk.services.rows.leaving import serial_name
from rehabdesk.services.secrecy.files import name_clerk, require_open_to


class PersonNameRequired(Refusal):
    field = "full_name"

    def __init__(self) -> None:
        super().__init__("Nhập họ và tên.")


class BornInTheFuture(Refusal):
    field = "birth"

    def __init__(self) -> None:
        super().__init__("Ngày sinh phải trước hôm nay.")


class NumberHasFile(Refusal):
    """An exact number blocks a second file, unless the clerk explains (F03)."""

    field = "id_number"

    def __init__(self, number: str, person_id: int, code: str, opened_on: date) -> None:
        self.person_id = person_id
        super().__init__(
            f"Số {number} trùng với hồ sơ số {code}, mở ngày {opened_on:%d/%m/%Y}. "
            "Chưa có gì được ghi. Nên mở hồ sơ đã có rồi sửa chỗ khác nhau."
        )


class CompletionBeforeBirth(Refusal):
    field = "completes_on"

    def __init__(self) -> None:
        super().__init__("Ngày hoàn thành cai nghiện phải sau ngày sinh.")


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    """What opens an episode; `completes_on` is the day the term will start from."""

    kind: EpisodeKind
    rehab_form: RehabForm | None = None
    rehab_ordinal: int | None = None
    rehab_facility: str = ""
    completes_on: date | None = None
    proposal_number: str = ""
    proposal_on: date | None = None


EPISODE_LABELS = {
    "kind": "Diện quản lý",
    "rehab_form": "Hình thức cai nghiện đã xong",
    "rehab_ordinal": "Lần thứ mấy",
    "rehab_facility": "Cơ sở cai nghiện",
    "completes_on": "Ngày hoàn thành cai nghiện",
    "proposal_number": "Số đề nghị của Công an",
    "proposal_on": "Ngày đề nghị của Công an",
}


@dataclass(frozen=True, slots=True)
class TakeIn:
    """`reason` explains why a second file is opened although the number has one.

    `events` are what opened the episode, where they are known, the first one first.
    """

    person: PersonFacts
    episode: EpisodeFacts | None = None
    reason: str = ""
    events: tuple[EventFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonTakenIn:
    person_id: int
    case_code: str


@dataclass(frozen=True, slots=True)
class CorrectPerson:
    person_id: int
    version: int
    facts: PersonFacts


# A file is found by these; when none of them changes, neither do the words it is found by.
SEARCHED = frozenset({"full_name", "hamlet_id", "other_names", "papers", "residences", "contacts"})


# Acts


def take_in(work: Work, order: TakeIn) -> PersonTakenIn:
    """Open a person's file; one name is enough, one number never gets two files unexplained."""
    work.require(Right.KEEP_FILES)
    _require_sound(work, order.person)
    if not clean(order.reason):
        refuse_known_numbers(work, order.person, None)
    person = Person(clean(order.person.full_name), work.now)
    work.session.add(person)
    write_person(work, person, order.person, PersonFacts(person.full_name))
    case = CaseFile(_next_serial(work), person, work.today)
    work.session.add(case)
    began_on = order.events[0].on if order.events else None
    episode = _add_episode(work, case, order.episode, began_on) if order.episode else None
    work.session.flush()
    if episode:
        first_standing(work, episode)
        for facts in order.events:
            record_event(work, RecordEvent(episode.id, facts))
    make_findable(work, person)
    name_clerk(work, person)
    work.record("person.taken_in", person, case=case.code, duplicate_reason=order.reason or None)
    return PersonTakenIn(person.id, case.code)


def correct_person(work: Work, order: CorrectPerson) -> None:
    """Save what was edited, unless somebody saved the same file meanwhile."""
    work.require(Right.KEEP_FILES)
    person = require_there(work, order.person_id)
    require_open_to(work, person)
    before = read_person(person)
    changed = differences(before, order.facts)
    require_version(person, order.version, Sides(work, before, order.facts, LABELS))
    _require_sound(work, order.facts)
    if order.facts.papers != before.papers:
        refuse_known_numbers(work, order.facts, person.id)
    write_person(work, person, order.facts, before)
    name_clerk(work, person)
    flag_modified(person, "full_name")  # lists are the file too: its version counts them
    work.session.flush()
    if not SEARCHED.isdisjoint(each.field for each in changed):
        make_findable(work, person)
    work.record("person.corrected", person, **changes_told(changed))


def open_episode(
    work: Work, person_id: int, facts: EpisodeFacts, began_on: date | None = None
) -> int:
    work.require(Right.KEEP_FILES)
    case = work.session.scalars(select(CaseFile).filter_by(person_id=person_id)).one()
    episode = _add_episode(work, case, facts, began_on)
    work.session.flush()
    refresh_standing(work, episode.id)
    work.record("episode.opened", episode, kind=facts.kind.value, completes_on=facts.completes_on)
    return episode.id


def correct_episode(work: Work, episode_id: int, version: int, facts: EpisodeFacts) -> None:
    """Correct what an episode rests on; its term changes only with a decision."""
    work.require(Right.KEEP_FILES)
    episode = record_of(work, Episode, episode_id)
    before = read_episode(episode)
    changed = episode_differences(before, facts)
    require_version(episode, version, Sides(work, before, facts, EPISODE_LABELS))
    _write_episode(episode, facts)
    refresh_standing(work, episode.id)
    work.record("episode.corrected", episode, **changes_told(changed))


# Looks


def read_episode(episode: Episode) -> EpisodeFacts:
    return EpisodeFacts(**{each.name: getattr(episode, each.name) for each in fields(EpisodeFacts)})


def episode_differences(before: EpisodeFacts, after: EpisodeFacts) -> tuple[Difference, ...]:
    return tuple(
        Difference(name, label, told(before, name), told(after, name))
        for name, label in EPISODE_LABELS.items()
        if getattr(before, name) != getattr(after, name)
    )


def changes_told(changed: tuple[Difference, ...]) -> dict[str, str]:
    """Tell each change for the audit trail, by the label of its field."""
    return {each.label: f"{each.kept or '–'} → {each.yours or '–'}" for each in changed}


def case_opened(work: Work, person_id: int) -> tuple[str, date]:
    """Return the code of a person's file and the day it was opened."""
    row = work.session.execute(
        select(CaseFile.code, CaseFile.opened_on).filter_by(person_id=person_id)
    ).one()
    return row.code, row.opened_on


def find_by_number(work: Work, number: str) -> int | None:
    key = number_key(number)
    if not key:
        return None
    found = select(IdentityPaper.person_id).filter_by(number_key=key).limit(1)
    return work.session.scalar(found)


def refuse_known_numbers(work: Work, facts: PersonFacts, own_id: int | None) -> None:
    """Refuse when a number of these facts already stands in another person's file."""
    for paper in facts.papers:
        other = find_by_number(work, paper.number)
        if other is None or other == own_id:
            continue
        code, opened_on = case_opened(work, other)
        raise NumberHasFile(paper.number, other, code, opened_on)


def _require_sound(work: Work, facts: PersonFacts) -> None:
    if not clean(facts.full_name):
        raise PersonNameRequired
    if facts.birth and facts.birth.first_day > work.today:
        raise BornInTheFuture


def _next_serial(work: Work) -> int:
    last = work.session.scalar(select(func.max(CaseFile.serial)).filter_by(year=work.today.year))
    return max(last or 0, last_retired(work.session, serial_name(work.today.year))) + 1


def _add_episode(work: Work, case: CaseFile, facts: EpisodeFacts, began_on: date | None) -> Episode:
    opened_on = min(began_on, work.today) if began_on else work.today
    episode = Episode(case, facts.kind, opened_on)
    work.session.add(episode)
    _write_episode(episode, facts)
    return episode


def _write_episode(episode: Episode, facts: EpisodeFacts) -> None:
    born = episode.case.person.born
    if born and facts.completes_on and facts.completes_on <= born.first_day:
        raise CompletionBeforeBirth
    episode.kind = facts.kind
    episode.rehab_form = facts.rehab_form
    episode.rehab_ordinal = facts.rehab_ordinal
    episode.rehab_facility = clean(facts.rehab_facility)
    episode.completes_on = facts.completes_on
    episode.proposal_number = clean(facts.proposal_number)
    episode.proposal_on = facts.proposal_on
