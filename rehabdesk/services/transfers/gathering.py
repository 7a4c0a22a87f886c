"""A file read into a package: what goes, what stays here and why."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from rehabdesk.domain.codes import EventKind, Right
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.decision import UNNUMBERED, Decision, DecisionPerson
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.person import Person
from rehabdesk.services.assignments import helpers_of
from rehabdesk.services.body_tests.register import read_tests_of
from rehabdesk.services.contacts.facts import facts_of
from rehabdesk.services.course.reading import courses_of, precedence
from rehabdesk.services.elsewhere.body_tests import FormerTest
from rehabdesk.services.elsewhere.papers import FormerHelper, FormerPaper
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.people.intake import read_episode
from rehabdesk.services.people.person_facts import PersonFacts, read_person
from rehabdesk.services.transfers.content import (
    Content,
    Enclosed,
    FormerContact,
    FormerEpisode,
    FormerEvent,
    Notice,
    OfficeNamed,
)

# Read only by who keeps files: they go along when wished, else nobody sees that they were there.
_SENSITIVE = ("ethnicity", "religion", "criminal_record", "drugs")
_ATTENTION = ("attention", "attention_reason", "attention_review_on")
_TESTS = frozenset(
    {EventKind.POSITIVE_TEST, EventKind.CRIMINAL_QUESTION, EventKind.CRIMINAL_CASE}
    | {EventKind.CRIMINAL_CLEARED}
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What goes along besides the file itself."""

    has_photo: bool = True
    has_contacts: bool = True
    has_sensitive: bool = True
    has_scans: bool = True


@dataclass(slots=True)
class Cabinet:
    """The files that go along, each once."""

    files: list[Enclosed] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)

    def put(self, kept: StoredFile | None) -> int | None:
        if kept is None:
            return None
        names = [each.sha256 for each in self.files]
        fingerprint = hashlib.sha256(kept.content).hexdigest()
        if fingerprint in names:
            return names.index(fingerprint)
        self.files.append(Enclosed(kept.name, kept.media_type, kept.size, fingerprint))
        self.contents.append(kept.content)
        return len(self.files) - 1


@dataclass(frozen=True, slots=True)
class Gathered:
    content: Content
    files: tuple[bytes, ...]
    running: Episode | None  # the episode the person moves in


@dataclass(frozen=True, slots=True)
class Addressed:
    """The package's own names, and whom it is between."""

    key: str
    secret: str
    receiver: OfficeNamed
    notice: Notice


def gather(work: Work, person: Person, wishes: Wishes, to: Addressed) -> Gathered:
    """Read everything of one person that goes along; nothing is changed."""
    case = work.session.scalars(select(CaseFile).filter_by(person_id=person.id)).one()
    cabinet, left_out = Cabinet(), list[str]()
    facts = replace(read_person(person), hamlet_id=None)
    if not wishes.has_sensitive:
        facts = _without_sensitive(facts)
        left_out.append("tiền án, loại ma túy, dân tộc, tôn giáo, xét nghiệm, mức cần để ý")
    may_tell = work.actor.may(Right.READ_TESTS)
    if wishes.has_sensitive and not may_tell:
        left_out.append("xét nghiệm: người gửi không được xem phần này")
    running = running_episode(work, person.id)
    episodes = tuple(_episode(work, each, running, wishes, cabinet) for each in case.episodes)
    papers = tuple(_papers(work, person.id, case, wishes, cabinet, left_out))
    has_photo = wishes.has_photo and person.photo_id is not None
    photo = cabinet.put(work.session.get(StoredFile, person.photo_id)) if has_photo else None
    content = Content(
        to.key,
        to.secret,
        work.today,
        work.actor.name,
        own_office(work),
        to.receiver,
        to.notice,
        case.code,
        case.opened_on,
        facts,
        person.hamlet.name if person.hamlet else "",
        json.dumps(person.own_fields, sort_keys=True) if person.own_fields else "",
        photo,
        episodes,
        papers,
        tuple(_helpers(work, person.id)),
        tuple(_contacts(work, person.id)) if wishes.has_contacts else (),
        tuple(cabinet.files),
        tuple(_tests(work, person.id)) if wishes.has_sensitive and may_tell else (),
        tuple(left_out),
    )
    return Gathered(content, tuple(cabinet.contents), running)


def own_office(work: Work) -> OfficeNamed:
    profile = profile_on(work, work.today)
    return OfficeNamed(profile.committee_name, profile.commune_code, profile.province_name)


def running_episode(work: Work, person_id: int) -> Episode | None:
    """Return the episode that speaks for the person, while it is open or closed by the move."""
    courses = courses_of(work, person_id)
    if not courses:
        return None
    episode = max(courses, key=precedence).episode
    is_moved = episode.end_reason == EventKind.MOVED_OUT.label
    return episode if episode.ended_on is None or is_moved else None


def _without_sensitive(facts: PersonFacts) -> PersonFacts:
    bare = PersonFacts(facts.full_name)
    return replace(facts, **{name: getattr(bare, name) for name in (*_SENSITIVE, *_ATTENTION)})


def _episode(
    work: Work, episode: Episode, running: Episode | None, wishes: Wishes, cabinet: Cabinet
) -> FormerEpisode:
    events = work.session.scalars(
        select(CaseEvent)
        .filter_by(episode_id=episode.id, undone_at=None)
        .order_by(CaseEvent.on, CaseEvent.id)
    )
    told = tuple(
        _event(each, cabinet if wishes.has_scans else None)
        for each in events
        if wishes.has_sensitive or each.kind not in _TESTS
    )
    return FormerEpisode(
        read_episode(episode),
        episode.opened_on,
        episode.term_start,
        episode.term_end,
        episode.ended_on,
        episode.end_reason,
        running is not None and episode.id == running.id,
        told,
    )


def _event(event: CaseEvent, cabinet: Cabinet | None) -> FormerEvent:
    return FormerEvent(
        event.kind,
        event.on,
        event.until_on,
        event.at,
        event.paper_number,
        event.paper_on,
        event.paper_issuer,
        event.reason,
        event.note,
        cabinet.put(event.paper_file) if cabinet else None,
    )


def _papers(
    work: Work,
    person_id: int,
    case: CaseFile,
    wishes: Wishes,
    cabinet: Cabinet,
    left_out: list[str],
) -> list[FormerPaper]:
    """Return the numbered papers; the pages of one that names others too stay here."""
    links = work.session.scalars(
        select(DecisionPerson)
        .join(DecisionPerson.decision)
        .where(DecisionPerson.person_id == person_id, Decision.status.not_in(UNNUMBERED))
        .order_by(Decision.document_date, Decision.id)
    )
    places = {each.id: at for at, each in enumerate(case.episodes)}
    found = []
    for link in links:
        decision = link.decision
        is_shared = len(decision.persons) > 1
        if is_shared:
            left_out.append(f"trang in của {decision.full_number}, vì ghi tên cả người khác")
        pages = decision.signed_copy or decision.paper
        encloses = wishes.has_scans and not is_shared
        found.append(
            FormerPaper(
                decision.full_number,
                decision.document_date or decision.planned_on,
                decision.title,
                profile_on(work, decision.document_date or decision.planned_on).committee_name,
                decision.purpose,
                decision.status,
                decision.effective_from,
                link.term_start or decision.term_start,
                link.term_end or decision.term_end,
                decision.ended_on,
                decision.end_reason,
                places.get(link.episode_id) if link.episode_id else None,
                cabinet.put(pages) if encloses else None,
            )
        )
    return found


def _helpers(work: Work, person_id: int) -> list[FormerHelper]:
    return [
        FormerHelper(
            each.name,
            each.role,
            each.from_on,
            each.until_on,
            each.made_by,
            each.ended_by,
            each.end_reason,
        )
        for each in helpers_of(work, person_id)
    ]


def _contacts(work: Work, person_id: int) -> list[FormerContact]:
    links = work.session.scalars(
        select(ContactPerson)
        .join(ContactPerson.contact)
        .where(ContactPerson.person_id == person_id)
        .order_by(Contact.on, Contact.id)
    )
    found = []
    for facts in map(facts_of, links):
        if facts.on is None:
            continue
        found.append(
            FormerContact(
                facts.on,
                facts.way,
                facts.who.name,
                facts.words,
                facts.rating,
                facts.minutes,
                facts.agreed_word,
                facts.agreed_on,
                facts.has_pledge,
            )
        )
    return found


def _tests(work: Work, person_id: int) -> list[FormerTest]:
    return [
        FormerTest(
            row.on,
            row.sitting.done_at,
            row.sitting.method,
            row.sitting.ground,
            row.result,
            row.sitting.at,
            row.sitting.asked_by,
            row.outcome.slip_number,
            row.outcome.substances,
            row.outcome.witness,
            row.outcome.note,
            row.after,
            row.recorded_by,
        )
        for row in read_tests_of(work, person_id).rows
    ]
