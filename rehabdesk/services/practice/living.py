"""Carries out the life of the made-up commune: every act on its own day, by the services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import EventKind, OrganisationKind, Sex
from rehabdesk.domain.course.events import PaperRef
from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.services.assignments import end_assignment, helpers_of
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.course.acts import EventFacts, RecordEvent, record_event
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.course.view import read_course
from rehabdesk.services.decisions.drafting import (
    begin_order,
    mark_signed,
    print_again,
    submit_decisions,
)
from rehabdesk.services.decisions.following.preparing import AN_OFFICE, HIMSELF, prepare_hand_over
from rehabdesk.services.decisions.life.deliveries import Deliver, deliver
from rehabdesk.services.decisions.numbering import NumberOne, explain_gap, number_decisions
from rehabdesk.services.decisions.papers import attach_signed_copy
from rehabdesk.services.noting.beginning import begin_note
from rehabdesk.services.noting.recording import RecordContact, record_contact
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import list_books, list_hamlets, signers_on
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.practice.activities import activity_steps
from rehabdesk.services.practice.allowances import allowance_steps
from rehabdesk.services.practice.closed import closing_steps
from rehabdesk.services.practice.follow import follow_steps
from rehabdesk.services.practice.given import given_steps
from rehabdesk.services.practice.life import (
    Arrival,
    Certificate,
    Ending,
    Gap,
    Joining,
    Leaving,
    Life,
    Meeting,
    Paper,
    read_life,
)
from rehabdesk.services.practice.models import model_steps
from rehabdesk.services.practice.sittings import sitting_steps
from rehabdesk.services.practice.supports import support_steps
from rehabdesk.services.practice.targets import target_steps
from rehabdesk.services.practice.team import team_steps
from rehabdesk.services.practice.team_months import month_steps
from rehabdesk.services.volunteers import (
    VolunteerFacts,
    add_organisation,
    add_volunteer,
    correct_volunteer,
    list_volunteers,
)

R = TypeVar("R")
Step = tuple[datetime, Callable[[], None]]
Tell = Callable[[int, int], object]  # steps done, steps in all


@dataclass(frozen=True, slots=True)
class Lived:
    """How much happened."""

    persons: int
    papers: int
    numbered: int


@dataclass(slots=True)
class _Commune:
    """The office, and the ids its records gave to the names in the file."""

    office: Office
    hamlets: dict[str, int] = field(default_factory=dict)
    organisations: dict[str, int] = field(default_factory=dict)
    volunteers: dict[str, int] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    papers: dict[int, int] = field(default_factory=dict)  # id() of the told paper → decision

    def do(self, at: datetime, act: Callable[[Work], R]) -> R:
        return self._on(at).do(act).result

    def look(self, at: datetime, question: Callable[[Work], R]) -> R:
        return self._on(at).look(question)

    def _on(self, at: datetime) -> Office:
        return replace(self.office, clock=lambda: at)


def _nobody(_done: int, _steps: int) -> None:
    """Hear nothing of how far it is."""


def live_practice(office: Office, resources: Resources, tell: Tell = _nobody) -> Lived:
    """Let the commune live up to its last told day; the office must be new, with the facts told."""
    life = read_life(resources.folder / "practice" / "life.toml")
    commune = _Commune(office)
    commune.hamlets = {row.name: row.id for row in office.look(list_hamlets)}
    _found_organisations(commune, life)
    told = resources.folder / "practice"
    steps: list[Step] = [
        *_steps(commune, life),
        *team_steps(office, told),
        *month_steps(office, told),
        *activity_steps(office, told),
        *sitting_steps(office, told),
        *support_steps(office, told),
        *follow_steps(office, told),
        *allowance_steps(office, told),
        *model_steps(office, told),
        *target_steps(office, told),
        *given_steps(office, told),
        *closing_steps(office, told),
    ]
    steps.sort(key=_moment)
    for done, (_, step) in enumerate(steps, start=1):
        step()
        tell(done, len(steps))
    office.do(refresh_standings)
    numbered = sum(1 for paper in life.papers if paper.number)
    return Lived(len(life.arrivals), len(life.papers), numbered)


def _moment(step: Step) -> datetime:
    return step[0]


def _steps(commune: _Commune, life: Life) -> Iterator[Step]:
    plain: list[tuple[Any, Callable[[_Commune, Any], None]]] = [
        *((each, _join) for each in life.joinings),
        *((each, _leave) for each in life.leavings),
        *((each, _arrive) for each in life.arrivals),
        *((each, _end) for each in life.endings),
        *((each, _certify) for each in life.certificates),
        *((each, _explain) for each in life.gaps),
        *((each, _meet) for each in life.meetings),
    ]
    for told, step in plain:
        yield told.at, partial(step, commune, told)
    for paper in life.papers:
        yield paper.drafted_at, partial(_draft, commune, paper)
        yield paper.signed_at, partial(_sign, commune, paper)
        if paper.numbered_at:
            yield paper.numbered_at, partial(_number, commune, paper)


def _found_organisations(commune: _Commune, life: Life) -> None:
    first = min(each.at for each in life.joinings)
    for name, kind in life.organisations:
        act = partial(add_organisation, name=name, kind=OrganisationKind[kind.upper()])
        commune.organisations[name] = commune.do(first - timedelta(minutes=5), act)


def _join(commune: _Commune, told: Joining) -> None:
    facts = VolunteerFacts(
        told.full_name,
        Sex[told.sex.upper()],
        told.post,
        commune.organisations[told.organisation] if told.organisation else None,
        commune.hamlets[told.hamlet],
        told.phone,
        told.at.date(),
    )
    commune.volunteers[told.full_name] = commune.do(told.at, partial(add_volunteer, facts=facts))


def _leave(commune: _Commune, told: Leaving) -> None:
    rows = commune.look(told.at, list_volunteers)
    row = next(each for each in rows if each.id == commune.volunteers[told.volunteer])
    facts = replace(row.facts, serves_until=told.at.date())
    act = partial(correct_volunteer, volunteer_id=row.id, version=row.version, facts=facts)
    commune.do(told.at, act)


def _arrive(commune: _Commune, told: Arrival) -> None:
    person = replace(told.person, hamlet_id=commune.hamlets[told.hamlet])
    act = partial(take_in, order=TakeIn(person, told.episode))
    commune.persons[told.called] = commune.do(told.at, act).person_id


def _draft(commune: _Commune, told: Paper) -> None:
    proposed = partial(
        begin_order,
        purpose=told.purpose,
        person_ids=tuple(commune.persons[each] for each in told.persons),
        volunteer_ids=tuple(commune.volunteers[each] for each in told.volunteers),
        planned_on=told.planned_on,
    )
    order = commune.look(told.drafted_at, proposed)
    order = replace(
        order,
        organisation_ids=tuple(commune.organisations[each] for each in told.organisations),
        together=len(told.persons) > 1,
        replaces_helper=told.replaces_helper,
        signer_id=_signer(commune, told) or order.signer_id,
        effective_from=told.effective_from or order.effective_from,
    )
    [printed] = commune.do(told.drafted_at, partial(submit_decisions, order=order))
    commune.papers[id(told)] = printed.decision_id


def _signer(commune: _Commune, told: Paper) -> int | None:
    if not told.signer:
        return None
    able = commune.look(told.drafted_at, partial(signers_on, day=told.planned_on))
    return next(row.id for row in able if row.facts.full_name == told.signer)


def _sign(commune: _Commune, told: Paper) -> None:
    commune.do(told.signed_at, partial(mark_signed, decision_id=commune.papers[id(told)]))


def _number(commune: _Commune, told: Paper) -> None:
    decision_id = commune.papers[id(told)]
    at = told.numbered_at or told.signed_at
    order = NumberOne(decision_id, told.number, told.planned_on)
    commune.do(at, partial(number_decisions, orders=(order,)))
    if told.has_signed_copy:  # a practice office scans nothing: the paper itself stands for it
        paper = commune.look(at, partial(print_again, decision_id=decision_id))
        act = partial(
            attach_signed_copy, decision_id=decision_id, name=paper.name, content=paper.content
        )
        commune.do(at + timedelta(hours=4), act)
    if told.is_delivered:
        _hand_over(commune, decision_id, at + timedelta(hours=5))


def _hand_over(commune: _Commune, decision_id: int, at: datetime) -> None:
    """Give a paper to whom it is for: its persons and the police, or whoever is put in charge."""
    plan = commune.look(at, partial(prepare_hand_over, decision_id=decision_id))
    persons = [each for each in plan.receivers if each.relation == HIMSELF]
    police = [each for each in plan.receivers if each.relation == AN_OFFICE]
    first = plan.receivers[0]
    for receiver in [*persons, *police] if first in persons else [first]:
        order = Deliver(
            decision_id,
            at.date(),
            receiver.name,
            at.time(),
            receiver.relation,
            receiver.person_id,
        )
        commune.do(at, partial(deliver, order=order))


def _end(commune: _Commune, told: Ending) -> None:
    present = commune.look(told.at, partial(helpers_of, person_id=commune.persons[told.person]))
    helper = next(
        each for each in present if each.until_on is None and each.name.endswith(told.assignee)
    )
    act = partial(
        end_assignment,
        assignment_id=helper.assignment_id,
        version=helper.version,
        until_on=told.until_on,
        reason=told.reason,
    )
    commune.do(told.at, act)


def _certify(commune: _Commune, told: Certificate) -> None:
    """Write down the certificate a person was given when the term was over."""
    look = partial(read_course, person_id=commune.persons[told.person])
    current = commune.look(told.at, look).current
    if current is None:
        raise LookupError(told.person)
    paper = PaperRef(told.number, told.on, told.issuer)
    facts = EventFacts(EventKind.CERTIFIED, told.on, paper=paper)
    commune.do(told.at, partial(record_event, order=RecordEvent(current.id, facts)))


def _meet(commune: _Commune, told: Meeting) -> None:
    persons = tuple(commune.persons[each] for each in told.persons)
    begun = commune.look(told.at, partial(begin_note, person_ids=persons))
    named = MetBy(told.met_by, commune.volunteers.get(told.met_by))
    facts = NoteFacts(
        told.at.date(),
        ContactWay[told.way.upper()],
        named if told.met_by else begun.who,
        told.words,
        QuickRating[told.rating.upper()],
        told.minutes,
        told.agreed_word,
        told.agreed_on,
        told.has_pledge,
    )
    commune.do(told.at, partial(record_contact, order=RecordContact(persons, facts)))


def _explain(commune: _Commune, told: Gap) -> None:
    book = commune.look(told.at, list_books)[0]
    act = partial(
        explain_gap, book_id=book.id, year=told.year, number=told.number, reason=told.reason
    )
    commune.do(told.at, act)
