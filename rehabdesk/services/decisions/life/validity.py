"""Whether papers are in force on a day, and what ended those that are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from rehabdesk.domain.codes import LinkKind, PaperStatus, Validity
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import UNNUMBERED, Decision, DecisionPerson, validity_of
from rehabdesk.domain.records.decision_life import DecisionLink
from rehabdesk.services.decisions.life.effects import ASSIGNING, MANAGING
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class Standing:
    validity: Validity
    reason: str = ""  # "do số 39", "thu hồi", "chuyển đi"

    @property
    def words(self) -> str:
        return f"{self.validity.label}, {self.reason}" if self.reason else self.validity.label


@dataclass(slots=True)
class _Facts:
    """What the records say around one paper."""

    ended_by: list[tuple[LinkKind, str]] = field(default_factory=list)
    terms: list[date | None] = field(default_factory=list)
    episodes: list[tuple[date | None, str]] = field(default_factory=list)
    assignments: list[tuple[date | None, str, str]] = field(default_factory=list)


def standings_of(work: Work, papers: Sequence[Decision]) -> dict[int, Standing]:
    """Return how every paper stands today."""
    facts = _facts(work, [each.id for each in papers])
    return {each.id: _standing(each, facts[each.id], work.today) for each in papers}


def _standing(paper: Decision, facts: _Facts, day: date) -> Standing:
    if paper.status is PaperStatus.WITHDRAWN:
        return Standing(Validity.EXPIRED, "thu hồi")
    if paper.status is PaperStatus.REPLACED:
        return Standing(Validity.EXPIRED, _by(facts, LinkKind.REPLACES))
    plainly = validity_of(paper.status, paper.effective_from, paper.ended_on, day)
    if plainly is Validity.EXPIRED:
        return Standing(plainly, _by(facts, LinkKind.ENDS) or _small(paper.end_reason))
    if plainly is Validity.EFFECTIVE and paper.purpose in MANAGING:
        return _by_its_cases(paper, facts, day)
    return Standing(plainly)


def _by_its_cases(paper: Decision, facts: _Facts, day: date) -> Standing:
    """Say of a paper on persons that it is over when all it says of them is."""
    if _all_over([until for until, _, _ in facts.assignments], day) and paper.purpose in ASSIGNING:
        _, by, reason = facts.assignments[-1]
        return Standing(Validity.EXPIRED, f"do số {by}" if by else _small(reason))
    if _all_over([ended for ended, _ in facts.episodes], day + timedelta(days=1)):
        return Standing(Validity.EXPIRED, _small(facts.episodes[-1][1]))
    if _all_over(facts.terms, day):
        return Standing(Validity.EXPIRED, "hết thời hạn")
    return Standing(Validity.EFFECTIVE)


def _all_over(days: Sequence[date | None], today: date) -> bool:
    """Tell whether each of these last days has passed."""
    return bool(days) and all(day is not None and day < today for day in days)


def _by(facts: _Facts, kind: LinkKind) -> str:
    numbers = [number for each, number in facts.ended_by if each is kind]
    return f"do số {', '.join(numbers)}" if numbers else ""


def _small(reason: str) -> str:
    return f"{reason[:1].lower()}{reason[1:]}"


def _facts(work: Work, decision_ids: Iterable[int]) -> dict[int, _Facts]:
    ids = list(decision_ids)
    found: dict[int, _Facts] = defaultdict(_Facts)
    links = work.session.execute(
        select(DecisionLink.older_id, DecisionLink.kind, Decision.number, Decision.number_suffix)
        .join(Decision, Decision.id == DecisionLink.newer_id)
        .where(DecisionLink.older_id.in_(ids), Decision.status.not_in(UNNUMBERED))
    )
    for older_id, kind, number, suffix in links:
        found[older_id].ended_by.append((kind, f"{number}{suffix}"))
    persons = work.session.execute(
        select(
            DecisionPerson.decision_id,
            DecisionPerson.term_end,
            DecisionPerson.episode_id,
            Episode.ended_on,
            Episode.end_reason,
        )
        .outerjoin(DecisionPerson.episode)
        .where(DecisionPerson.decision_id.in_(ids))
    )
    for decision_id, term_end, episode_id, ended_on, reason in persons:
        found[decision_id].terms.append(term_end)
        if episode_id is not None:
            found[decision_id].episodes.append((ended_on, reason))
    made = work.session.execute(
        select(
            Assignment.made_by_id,
            Assignment.until_on,
            Decision.number,
            Decision.number_suffix,
            Assignment.end_reason,
        )
        .outerjoin(Decision, Decision.id == Assignment.ended_by_id)
        .where(Assignment.made_by_id.in_(ids))
        .order_by(Assignment.until_on)
    )
    for made_by, until_on, number, suffix, reason in made:
        by = f"{number}{suffix}" if number else ""
        found[made_by].assignments.append((until_on, by, reason))
    return found
