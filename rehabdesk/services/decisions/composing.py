"""From the clerk's choices to filled papers: what is drawn, previewed, checked and kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.codes import IN_CHARGE, AssignmentRole, EpisodeKind, RehabForm
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.forms.filling import Changes
from rehabdesk.domain.forms.form import Form, Persons
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.office import Signer
from rehabdesk.domain.records.person import Person, Relative
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.regime import HELPER_ASSIGNMENT, POST_REHAB, Regime, regime_on
from rehabdesk.services.decisions.wording import (
    Concern,
    Signing,
    Subject,
    Wording,
    closest_relative,
    completed,
    word,
)
from rehabdesk.services.decisions.wording.books import symbol_of
from rehabdesk.services.decisions.wording.gathered import NO_TERM, Gathered, gather
from rehabdesk.services.decisions.wording.overrides import office_wording
from rehabdesk.services.decisions.wording.words import Shared, shared_words
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import require_persons_open


class NobodyChosen(Refusal):
    field = "persons"

    def __init__(self) -> None:
        super().__init__("Chọn ít nhất một người.")


class NoSigner(Refusal):
    field = "signer"

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Chọn người ký còn nhiệm vụ ngày {day:%d/%m/%Y}. Thêm ở Cài đặt › Người ký."
        )


class TermEndsBeforeStart(Refusal):
    field = "term_end"

    def __init__(self, start: date) -> None:
        super().__init__(f"Đến ngày phải sau từ ngày ({start:%d/%m/%Y}).")


class TermBeforeBirth(Refusal):
    field = "term_start"

    def __init__(self, person: Person) -> None:
        born = person.born.text if person.born else ""
        super().__init__(f"Từ ngày phải sau ngày sinh của {person.full_name} ({born}).")


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A paper of an order as it is kept, and the version the screen last saw."""

    decision_id: int
    version: int
    person_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DraftDecision:
    """What the composer holds. `together` puts several persons on one paper where the form may."""

    purpose: str
    planned_on: date
    person_ids: tuple[int, ...] = ()
    volunteer_ids: tuple[int, ...] = ()
    organisation_ids: tuple[int, ...] = ()
    signer_id: int | None = None
    term_start: date | None = None
    term_end: date | None = None
    effective_from: date | None = None
    relative_ids: Mapping[int, int] = field(default_factory=dict)  # person id → relative id
    typed: Mapping[str, str] = field(default_factory=dict)
    typed_persons: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    together: bool = False
    replaces_helper: bool = True
    decision_id: int | None = None
    version: int | None = None
    roles: Mapping[int, AssignmentRole] = field(default_factory=dict)  # of volunteers, by id
    drafts: tuple[KeptDraft, ...] = ()  # one for each paper of several, once they are kept

    @property
    def own_ids(self) -> frozenset[int]:
        """The papers this order is kept as: no other paper's rivals."""
        first = () if self.decision_id is None else (self.decision_id,)
        return frozenset((*first, *(each.decision_id for each in self.drafts)))


@dataclass(frozen=True)
class Composition:
    """One paper to be: its form, whom it concerns, and its words."""

    order: DraftDecision
    regime: Regime
    form: Form
    concerns: tuple[Concern, ...]
    assignees: tuple[Volunteer | Organisation, ...]
    signer: Signer | None
    wording: Wording

    @property
    def names(self) -> str:
        return ", ".join(each.person.full_name for each in self.concerns)

    @property
    def person_ids(self) -> tuple[int, ...]:
        return tuple(each.person.id for each in self.concerns)

    @cached_property
    def filled(self) -> FilledPaper:
        changes = Changes(self.order.wording, self.order.left_out)
        return fill(self.form, self.wording, self.order.planned_on, changes)


@dataclass(frozen=True, slots=True)
class TermProposal:
    """The term the law gives, and the sentence that explains it; start is None when unknown."""

    start: date | None
    end: date | None
    months: int
    sentence: str


def form_for(work: Work, purpose: str, day: date) -> tuple[Regime, Form]:
    """Return the form of the law in force on a day, in the words the office uses that day."""
    regime = regime_on(day, work.resources.regimes)
    form = regime.form(purpose, day)
    return regime, form.with_overrides(office_wording(work, form.id, day))


def needs_persons(form: Form) -> bool:
    """Say whether a paper of this form is about somebody; a helper is assigned to somebody too."""
    return form.persons is not Persons.NONE or form.purpose == HELPER_ASSIGNMENT


def fill(form: Form, wording: Wording, day: date, changes: Changes) -> FilledPaper:
    persons = () if form.persons is Persons.NONE else wording.persons
    return form.fill(wording.values, persons, day, wording.lists, changes)


def compose(work: Work, order: DraftDecision) -> tuple[Composition, ...]:
    """Make the papers of an order: one for all where the form says so, else by name one each."""
    require_persons_open(work, order.person_ids)
    regime, form = form_for(work, order.purpose, order.planned_on)
    gathered = gather(work, order.person_ids)
    concerns = [_concern(work, order, gathered, person_id) for person_id in order.person_ids]
    signer = work.session.get(Signer, order.signer_id) if order.signer_id else None
    assignees = assignees_of(work, order.volunteer_ids, order.organisation_ids)
    shared = shared_words(work, form, order.planned_on, symbol_of(work, form))
    is_shared = form.persons is Persons.NONE or (form.persons is Persons.MANY and order.together)
    by_name = sorted(concerns, key=lambda each: each.person.name_order)
    groups = [tuple(concerns)] if is_shared or not concerns else [(each,) for each in by_name]
    return tuple(
        Composition(
            order,
            regime,
            form,
            group,
            assignees,
            signer,
            _wording(work, order, shared, group, assignees, signer),
        )
        for group in groups
    )


def said_by_records(work: Work, paper: Composition) -> Wording:
    """Word a paper by the records alone, as if nothing had been typed for it."""
    order = replace(paper.order, typed={}, typed_persons={})
    concerns = tuple(replace(each, typed={}) for each in paper.concerns)
    shared = shared_words(work, paper.form, order.planned_on, symbol_of(work, paper.form))
    return _wording(work, order, shared, concerns, paper.assignees, paper.signer)


def propose_term(work: Work, person_id: int, planned_on: date) -> TermProposal:
    """Compute the term from the completed rehabilitation by the law of the day of signing."""
    return _proposed_term(work, current_episode(work, person_id), planned_on)


def _proposed_term(work: Work, episode: Episode | None, planned_on: date) -> TermProposal:
    regime = regime_on(planned_on, work.resources.regimes)
    rehab_form = episode.rehab_form if episode else None
    term = regime.term((rehab_form or RehabForm.HOME).value)
    start = episode.completes_on if episode else None
    end = add_months(start, term.months) if start else None
    years = f"{term.months // 12:02d} năm"
    told = f"{years}: {term.label[:1].lower()}{term.label[1:]} ({term.article})."
    if rehab_form is None:
        told = f"Chưa ghi hình thức cai nghiện đã xong; tạm tính {told}"
    return TermProposal(start, end, term.months, told)


def propose_effective(planned_on: date, term_start: date | None) -> date:
    """Return the later of completion and signing (an inference of the law folder; editable)."""
    return max(planned_on, term_start) if term_start else planned_on


def effective_of(order: DraftDecision, concerns: tuple[Concern, ...]) -> date | None:
    """Of several papers each takes effect by its own person's term, unless a day was typed."""
    starts = [each.term_start for each in concerns if each.term_start]
    if order.effective_from or order.purpose != POST_REHAB or not starts:
        return order.effective_from
    return propose_effective(order.planned_on, max(starts))


def current_episode(work: Work, person_id: int) -> Episode | None:
    case = work.session.scalars(select(CaseFile).filter_by(person_id=person_id)).first()
    return case.current if case else None


def frozen(paper: Composition) -> dict[str, Any]:
    """Return what was printed for signature, as it is kept with the paper."""
    wording = paper.wording
    return {
        "values": dict(wording.values),
        "persons": [dict(person) for person in wording.persons],
        "lists": {name: list(items) for name, items in wording.lists.items()},
        "office_wording": paper.form.office_wording,
    }


def thawed(work: Work, form: Form, kept: Mapping[str, Any], anew: Mapping[str, str]) -> Wording:
    """Return the words that were printed, with number, day and signature put in."""
    wording = Wording({**kept["values"], **anew}, kept["persons"], kept["lists"])
    return completed(form, wording, work.resources.fields)


def require_term_after_birth(paper: Composition) -> None:
    """Refuse a term that begins before somebody of the paper was born."""
    for each in paper.concerns:
        born, start = each.person.born, each.term_start
        if born and start and start <= born.first_day:
            raise TermBeforeBirth(each.person)


def order_of(decision: Decision) -> DraftDecision:
    """Return the choices a kept draft was made from."""
    kept = decision.values
    return DraftDecision(
        decision.purpose,
        decision.planned_on,
        tuple(each.person_id for each in decision.persons),
        tuple(each.volunteer_id for each in decision.assignees if each.volunteer_id),
        tuple(each.organisation_id for each in decision.assignees if each.organisation_id),
        decision.signer_id,
        decision.term_start,
        decision.term_end,
        decision.effective_from,
        {int(key): value for key, value in kept.get("relative_ids", {}).items()},
        kept.get("typed", {}),
        {int(key): value for key, value in kept.get("typed_persons", {}).items()},
        kept.get("wording", {}),
        frozenset(kept.get("left_out", ())),
        together=kept.get("together", False),
        replaces_helper=kept.get("replaces_helper", True),
        decision_id=decision.id,
        version=decision.version,
        roles={
            each.volunteer_id: each.role
            for each in decision.assignees
            if each.volunteer_id and each.role is not AssignmentRole.HELPER
        },
    )


def kept_choices(order: DraftDecision) -> dict[str, Any]:
    return {
        "relative_ids": {str(key): value for key, value in order.relative_ids.items()},
        "typed": dict(order.typed),
        "typed_persons": {str(key): dict(value) for key, value in order.typed_persons.items()},
        "wording": dict(order.wording),
        "left_out": sorted(order.left_out),
        "together": order.together,
        "replaces_helper": order.replaces_helper,
    }


def signing_of(decision: Decision) -> Signing:
    return Signing(
        decision.planned_on,
        decision.book.symbol,
        decision.signer,
        decision.number,
        decision.number_suffix,
        decision.document_date,
        decision.effective_from,
    )


def assignees_of(
    work: Work, volunteer_ids: Iterable[int], organisation_ids: Iterable[int]
) -> tuple[Volunteer | Organisation, ...]:
    volunteers = [work.session.get_one(Volunteer, each) for each in volunteer_ids]
    return (*volunteers, *(work.session.get_one(Organisation, each) for each in organisation_ids))


def _concern(work: Work, order: DraftDecision, known: Gathered, person_id: int) -> Concern:
    person = known.persons.get(person_id) or work.session.get_one(Person, person_id)
    episode = known.episodes.get(person_id)
    start, end = order.term_start, order.term_end
    if order.purpose == POST_REHAB and start is None and len(order.person_ids) > 1:
        proposal = _proposed_term(work, episode, order.planned_on)
        start, end = proposal.start, proposal.end
    relative_id = order.relative_ids.get(person_id)
    relative = work.session.get(Relative, relative_id) if relative_id else None
    return Concern(
        person,
        episode if episode and episode.kind is not EpisodeKind.USER_MANAGED else None,
        start,
        end,
        relative or closest_relative(person),
        order.typed_persons.get(person_id, {}),
        known.terms.get(episode.id, NO_TERM) if episode else NO_TERM,
    )


def _wording(
    work: Work,
    order: DraftDecision,
    shared: Shared,
    concerns: tuple[Concern, ...],
    assignees: tuple[Volunteer | Organisation, ...],
    signer: Signer | None,
) -> Wording:
    effective = effective_of(order, concerns)
    signing = Signing(order.planned_on, shared.symbol, signer, effective_from=effective)
    subject = Subject(signing, concerns, assignees, order.typed, _in_charge(order, assignees))
    return word(work, shared, subject)


def _in_charge(
    order: DraftDecision, assignees: tuple[Volunteer | Organisation, ...]
) -> tuple[Volunteer | Organisation, ...]:
    """Leave out who only stands beside: who speaks for an organisation, a health officer.

    A paper that puts nobody else in charge names whom it assigns.
    """
    ranks = [
        tuple(each for each in assignees if _is_answering(order, each)),
        tuple(each for each in assignees if _role(order, each) in IN_CHARGE),
    ]
    return next((found for found in ranks if found), assignees)


def _is_answering(order: DraftDecision, assignee: Volunteer | Organisation) -> bool:
    is_body = isinstance(assignee, Organisation)
    return is_body or _role(order, assignee) is AssignmentRole.HELPER


def _role(order: DraftDecision, assignee: Volunteer | Organisation) -> AssignmentRole:
    if isinstance(assignee, Organisation):
        return AssignmentRole.ORGANISATION
    return order.roles.get(assignee.id, AssignmentRole.HELPER)
