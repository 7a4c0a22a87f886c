"""The law in force on a day: its terms, its deadlines and the forms it prescribes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.domain.forms.form import Form
from rehabdesk.domain.law.deadline import Deadline
from rehabdesk.domain.law.event import EventLaw
from rehabdesk.domain.law.signing import Signing
from rehabdesk.domain.law.terms import Term, TermKind
from rehabdesk.domain.law.text import LegalText
from rehabdesk.domain.law.transition import Follows, Situation, Transition
from rehabdesk.domain.refusals import Refusal

# What the code asks a regime's forms for; each form says which purpose it serves.
POST_REHAB = "post_rehab"
HELPER_ASSIGNMENT = "helper_assignment"
MOVED_IN_ASSIGNMENT = "moved_in_assignment"
SUPPORT_TEAM = "support_team"
COMPLETION = "completion"
HOME_REHAB = "home_rehab"
HOME_REHAB_COMPLETION = "home_rehab_completion"
USER_MANAGEMENT = "user_management"
VOLUNTEER_TEAM = "volunteer_team"
TEAM_MEMBERS = "team_members"
TEAM_RULES = "team_rules"
TEAM_DISSOLUTION = "team_dissolution"
INVITATION = "invitation"
REPORT = "report"
DELIVERY_RECORD = "delivery_record"
COMPLETION_NOTICE = "completion_notice"
POLICE_PROPOSAL = "police_proposal"
COMMITMENT = "commitment"
FOLLOW_UP_SHEET = "follow_up_sheet"
TEAM_PURPOSES = (VOLUNTEER_TEAM, TEAM_MEMBERS, TEAM_RULES, TEAM_DISSOLUTION)
BODY_PURPOSES = frozenset({*TEAM_PURPOSES, SUPPORT_TEAM})  # a team or group follows from these


class NoRegime(Refusal):
    field = "signed_on"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"Thiếu căn cứ cho ngày ký {on:%d/%m/%Y}. Văn bản vẫn còn nguyên. "
            f"Nạp bộ căn cứ của năm {on.year} trong Cài đặt, hoặc đổi ngày."
        )


class NoForm(Refusal):
    field = "form"

    def __init__(self, regime: str) -> None:
        super().__init__(f"{regime} không có mẫu cho việc này. Chọn mẫu khác, hoặc đổi ngày ký.")


class NoDeadline(LookupError):
    """The code asked for a deadline this law does not know."""


@dataclass(frozen=True, slots=True)
class Regime:
    id: str
    name: str
    law: str
    decree: str
    in_force_from: date
    in_force_until: date | None
    terms: tuple[Term, ...]
    deadlines: tuple[Deadline, ...]
    forms: Mapping[str, Form]  # by purpose
    texts: tuple[LegalText, ...] = ()
    signings: tuple[Signing, ...] = ()
    transitions: tuple[Transition, ...] = ()
    changes: tuple[str, ...] = ()  # against the law before, in words
    events: tuple[EventLaw, ...] = ()

    def covers(self, day: date) -> bool:
        ended = self.in_force_until is not None and self.in_force_until < day
        return self.in_force_from <= day and not ended

    def form(self, purpose: str, on: date) -> Form:
        form = self.forms.get(purpose)
        if form is None or not form.covers(on):
            raise NoForm(self.name)
        return form

    def forms_on(self, day: date) -> list[Form]:
        return [form for form in self.forms.values() if form.covers(day)]

    def overlaps(self, form: Form) -> bool:
        """Say whether the form may be used on any day of this law."""
        begins = form.valid_from or date.min
        ends = form.valid_until or date.max
        return begins <= (self.in_force_until or date.max) and self.in_force_from <= ends

    def term(self, rehab_form: str) -> Term:
        """Return the term of management that follows this form of rehabilitation."""
        [only] = [term for term in self._of(TermKind.POST_REHAB) if rehab_form in term.rehab_forms]
        return only

    def rehab_term(self, rehab_form: str, ordinal: int | None) -> Term | None:
        """Return how long such a rehabilitation lasts; None where the law leaves it to others."""
        terms = self._of(TermKind.REHAB)
        fitting = (term for term in terms if rehab_form in term.rehab_forms)
        return next((term for term in fitting if term.ordinal.fits(ordinal)), None)

    @property
    def user_term(self) -> Term:
        [only] = self._of(TermKind.USER)
        return only

    def deadline(self, deadline_id: str) -> Deadline:
        found = self.find_deadline(deadline_id)
        if found is None:
            raise NoDeadline(f"{self.id} knows no deadline {deadline_id}")
        return found

    def find_deadline(self, deadline_id: str) -> Deadline | None:
        return next((each for each in self.deadlines if each.id == deadline_id), None)

    def event_law(self, kind: EventKind, episode: EpisodeKind) -> EventLaw | None:
        """Return what this law says of such a fact in such an episode, if it says anything."""
        told = (each for each in self.events if each.kind is kind and episode in each.episodes)
        return next(told, None)

    def transition(self, concerns: TermKind, situation: Situation) -> Transition | None:
        """Return the rule for what was under way when this law came."""
        fitting = (each for each in self.transitions if each.concerns is concerns)
        return next((each for each in fitting if each.situation is situation), None)

    def _of(self, kind: TermKind) -> list[Term]:
        return [term for term in self.terms if term.kind is kind]


@dataclass(frozen=True, slots=True)
class TermLaw:
    """The law a term runs under, and the rule of transition that says so, where one was needed."""

    regime: Regime
    transition: Transition | None = None


def regime_on(day: date, regimes: Iterable[Regime]) -> Regime:
    """Return the one regime in force on this day."""
    covering = [regime for regime in regimes if regime.covers(day)]
    if not covering:
        raise NoRegime(day)
    [only] = covering  # two at once is a mistake in resources, caught when they are loaded
    return only


def in_order(regimes: Iterable[Regime]) -> tuple[Regime, ...]:
    """Sort by the first day; a law without an end ends the day before the next one begins.

    Of two that begin on the same day the first keeps its open end: they contradict each other.
    """
    known = sorted(regimes, key=lambda regime: regime.in_force_from)
    ends = [each.in_force_from - timedelta(days=1) for each in known[1:]]
    closed = [
        regime
        if regime.in_force_until or end < regime.in_force_from
        else replace(regime, in_force_until=end)
        for regime, end in zip(known, ends, strict=False)
    ]
    return (*closed, *known[-1:])


def law_of_term(
    kind: TermKind, opened_on: date, decided_on: date, ends_on: date, regimes: Sequence[Regime]
) -> TermLaw:
    """Say under which law a term runs: that of the decision, unless a transition says otherwise.

    `opened_on` is the day the file of it was opened, `ends_on` the end the older law would give.
    """
    law = TermLaw(regime_on(decided_on, regimes))
    for newer in regimes:
        begins = newer.in_force_from
        if opened_on < begins <= decided_on:
            rule = newer.transition(kind, Situation.UNDECIDED)
            is_old = rule is not None and rule.follows is Follows.OLD
            law = TermLaw(regime_on(opened_on, regimes) if is_old else law.regime, rule)
        elif decided_on < begins <= ends_on:
            rule = newer.transition(kind, Situation.RUNNING)
            is_new = rule is not None and rule.follows is Follows.NEW
            law = TermLaw(newer if is_new else law.regime, rule)
    return law


def last_day_to_sign(completes_on: date) -> date:
    """Return the day 24 hours before completion: the decision must exist by then (legal.md 3.3)."""
    return completes_on - timedelta(days=1)
