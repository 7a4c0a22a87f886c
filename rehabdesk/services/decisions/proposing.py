"""What the composer can offer before anything is typed: forms, signers, terms, people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import IN_CHARGE, AssignmentRole, CaseState, Right
from rehabdesk.domain.regime import POLICE_PROPOSAL, POST_REHAB, regime_on
from rehabdesk.domain.text import fold
from rehabdesk.services.assigning.carrying import list_helpers
from rehabdesk.services.assignments import present_helpers
from rehabdesk.services.decisions.composing import (
    DraftDecision,
    TermProposal,
    current_episode,
    propose_effective,
    propose_term,
)
from rehabdesk.services.decisions.drafting import FormChoice, list_forms, list_other_forms
from rehabdesk.services.decisions.wording.gathered import NO_TERM, running_terms
from rehabdesk.services.office import Work
from rehabdesk.services.offices import helper_limit, signers_on
from rehabdesk.services.people.files import (
    PersonRow,
    list_persons,
    list_persons_by_id,
)
from rehabdesk.services.people.hits import PersonHit, find_best
from rehabdesk.services.people.one_file import list_relatives
from rehabdesk.services.volunteers import list_organisations, list_volunteers

MOST = 8
KEPT = "Theo thời hạn đang ghi trong hồ sơ."
EACH_KEPT = "Mỗi người theo thời hạn đang ghi trong hồ sơ của mình."
SEVERAL = "Mỗi người tính từ ngày hoàn thành cai nghiện của mình."


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person, a helper or an organisation that may be chosen by name."""

    id: int
    name: str
    detail: str = ""
    is_organisation: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    id: int
    label: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What follows from the day, the form and the people chosen so far."""

    law: str
    forms: tuple[FormChoice, ...]
    signers: tuple[Choice, ...]
    term: TermProposal
    effective_from: date | None
    relatives: tuple[Choice, ...]
    persons: tuple[Candidate, ...]
    assignees: tuple[Candidate, ...]
    present_helpers: tuple[str, ...]  # who looks after the persons now


# Looks


def propose(work: Work, order: DraftDecision) -> Proposal:
    day = order.planned_on
    term = _term(work, order)
    is_post_rehab = order.purpose == POST_REHAB
    is_several = len(order.person_ids) > 1 and is_post_rehab
    helpers = present_helpers(work, work.today)
    present = [helpers[each].name for each in order.person_ids if each in helpers]
    return Proposal(
        regime_on(day, work.resources.regimes).name,
        (*list_forms(work, day), *list_other_forms(work, day)),
        tuple(
            Choice(row.id, f"{row.facts.full_name} · {row.facts.authority_line or row.facts.title}")
            for row in signers_on(work, day)
        ),
        term,
        None if is_several else propose_effective(day, term.start if is_post_rehab else None),
        _relatives(work, order),
        tuple(_person(row) for row in list_persons_by_id(work, order.person_ids)),
        _assignees(work, order),
        () if _stands_beside(order) else tuple(dict.fromkeys(present)),
    )


def find_candidates(work: Work, words: str, purpose: str) -> list[Candidate]:
    """Return persons by their words; without words, those such a paper is most likely for."""
    work.require(Right.READ_FILES)
    if words.strip():
        return [_person(row) for row in find_best(work, words, MOST)]
    rows = [row for row in list_persons(work) if row.is_followed]
    if purpose == POST_REHAB:
        rows.sort(key=lambda row: row.state is not CaseState.PENDING_DECISION)
    else:
        rows.sort(key=lambda row: bool(row.helper))
    return [_person(row) for row in rows[:MOST]]


def find_assignees(work: Work, words: str, person_ids: tuple[int, ...]) -> list[Candidate]:
    """Return who may be put in charge today: near the persons and with room first."""
    near = [row.hamlet_id for row in list_persons_by_id(work, person_ids)]
    everybody = [
        Candidate(
            row.id,
            row.full_name,
            _told(row.hamlet or row.organisation, f"{row.load}/{row.limit}"),
        )
        for row in list_helpers(work, near)
    ]
    everybody += [
        Candidate(row.id, row.name, "tổ chức", is_organisation=True)
        for row in list_organisations(work)
        if row.is_active
    ]
    wanted = fold(words).split()
    found = [each for each in everybody if all(word in fold(each.name) for word in wanted)]
    return found[:MOST]


def _stands_beside(order: DraftDecision) -> bool:
    """Say whether nobody chosen takes anybody's place, such as a health officer alone."""
    roles = {order.roles.get(each, AssignmentRole.HELPER) for each in order.volunteer_ids}
    return bool(roles) and not order.organisation_ids and roles.isdisjoint(IN_CHARGE)


def _term(work: Work, order: DraftDecision) -> TermProposal:
    if not order.person_ids:
        return TermProposal(None, None, 0, "")
    is_post_rehab = order.purpose == POST_REHAB
    if len(order.person_ids) > 1:
        return TermProposal(None, None, 0, SEVERAL if is_post_rehab else EACH_KEPT)
    if not is_post_rehab:
        episode = current_episode(work, order.person_ids[0])
        runs = running_terms(work, [episode.id]) if episode else {}
        start, end = runs.get(episode.id, NO_TERM) if episode else NO_TERM
        if start is None and order.purpose == POLICE_PROPOSAL:
            return propose_term(work, order.person_ids[0], order.planned_on)
        return TermProposal(start, end, 0, KEPT if start else "")
    return propose_term(work, order.person_ids[0], order.planned_on)


def _relatives(work: Work, order: DraftDecision) -> tuple[Choice, ...]:
    if len(order.person_ids) != 1:
        return ()
    return tuple(
        Choice(relative_id, f"{facts.full_name} ({facts.relation.label})")
        for relative_id, facts in list_relatives(work, order.person_ids[0])
    )


def _assignees(work: Work, order: DraftDecision) -> tuple[Candidate, ...]:
    limit = helper_limit(work)
    serving = {row.id: row for row in list_helpers(work)}
    named = {row.id: row for row in list_volunteers(work)}
    bodies = {row.id: row.name for row in list_organisations(work)}
    chosen = []
    for each in order.volunteer_ids:
        row, known = serving.get(each), named[each]
        unit = known.hamlet or known.organisation or known.facts.post
        load = f"{row.load}/{limit}" if row else "thôi nhiệm vụ"
        role = order.roles.get(each, AssignmentRole.HELPER)
        beside = role.label if role is not AssignmentRole.HELPER else ""
        chosen.append(Candidate(each, known.facts.full_name, _told(beside, unit, load)))
    chosen += [
        Candidate(each, bodies[each], "tổ chức", is_organisation=True)
        for each in order.organisation_ids
    ]
    return tuple(chosen)


def _person(row: PersonRow | PersonHit) -> Candidate:
    year = str(row.birth_year or "")
    return Candidate(row.id, row.full_name, _told(year, row.hamlet.removeprefix("Thôn ")))


def _told(*facts: str) -> str:
    return " · ".join(fact for fact in facts if fact)
