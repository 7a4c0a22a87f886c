"""The papers the rules look at: on their way, or numbered with something still missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, true

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.decision_life import Delivery
from rehabdesk.domain.records.office import DocumentBook, Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.regime import POST_REHAB
from rehabdesk.services.law.deadlines import Deadlines
from rehabdesk.services.law.signed_copies import copies_wanted_since
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.rows.concern import Concern, concern_of

WAITING = (PaperStatus.SUBMITTED, PaperStatus.SIGNED_UNNUMBERED)
FOR_POLICE = "monitoring_decision"  # what the police do once they have the decision
_FOLLOWED_UP = (PaperStatus.NUMBERED, PaperStatus.DELIVERED, PaperStatus.DELIVERY_REFUSED)
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """A paper printed for signature, or numbered and still followed up.

    `is_over` tells that the episodes of all its persons are closed.
    """

    id: int
    purpose: str
    status: PaperStatus
    title: str
    form_code: str
    number: str
    planned_on: date
    document_date: date | None
    concerns: tuple[Concern, ...] = ()
    completes_on: date | None = None  # the first of its persons to complete rehabilitation
    is_over: bool = False
    is_with_police: bool = False
    lacks_copy: bool = False


@dataclass(frozen=True, slots=True)
class _Link:
    concern: Concern
    completes_on: date | None
    is_over: bool


def read_papers(
    work: Work, deadlines: Deadlines, only: Collection[int] | None = None
) -> tuple[PaperSeen, ...]:
    about = select(DecisionPerson.decision_id).where(DecisionPerson.person_id.in_(only or ()))
    with_police, lacks_copy = _with_police(work), _lacks_copy(work)
    rows = work.session.execute(
        select(
            Decision.id,
            Decision.regime_id,
            Decision.purpose,
            Decision.status,
            Decision.title,
            Decision.number,
            Decision.number_suffix,
            DocumentBook.symbol,
            Decision.planned_on,
            Decision.document_date,
            with_police.label("is_with_police"),
            lacks_copy.label("lacks_copy"),
        )
        .join(Decision.book)
        .where(
            or_(
                Decision.status.in_(WAITING),
                and_(
                    Decision.status.in_(_FOLLOWED_UP),
                    Decision.ended_on.is_(None),
                    or_(
                        Decision.status == PaperStatus.NUMBERED,
                        lacks_copy,
                        _for_police(deadlines) & ~with_police,
                    ),
                ),
            ),
            Decision.id.in_(about) if only is not None else true(),
        )
        .order_by(Decision.id)
    ).all()
    links = _links(work, [row.id for row in rows])
    codes = {
        (regime.id, signing.purpose): signing.form_code
        for regime in work.resources.regimes
        for signing in regime.signings
    }
    return tuple(_paper(row, links.get(row.id, ()), codes) for row in rows)


def _paper(row: Any, links: Sequence[_Link], codes: Mapping[tuple[str, str], str]) -> PaperSeen:
    number = f"{row.number:02d}{row.number_suffix}/{row.symbol}" if row.number is not None else ""
    return PaperSeen(
        row.id,
        row.purpose,
        row.status,
        row.title,
        codes.get((row.regime_id, row.purpose), ""),
        number,
        row.planned_on,
        row.document_date,
        tuple(each.concern for each in links),
        min((each.completes_on for each in links if each.completes_on), default=None),
        bool(links) and all(each.is_over for each in links),
        row.is_with_police,
        row.lacks_copy,
    )


def _for_police(deadlines: Deadlines) -> ColumnElement[bool]:
    """Tell whether the police wait for a decision: since the law that has them act on it."""
    laws = (law for law in deadlines.regimes if law.find_deadline(FOR_POLICE) is not None)
    since = min((law.in_force_from for law in laws), default=date.max)
    return and_(Decision.purpose == POST_REHAB, Decision.document_date >= since)


def _with_police(work: Work) -> ColumnElement[bool]:
    """Tell whether the commune police were given the paper."""
    police = profile_on(work, work.today).police_name
    return exists().where(
        Delivery.decision_id == Decision.id,
        Delivery.is_refused.is_(False),
        or_(
            Delivery.receiver_name == police,
            Delivery.receiver_name.contains("Công an"),
            Delivery.receiver_relation.contains("Công an"),
        ),
    )


def _lacks_copy(work: Work) -> ColumnElement[bool]:
    """Tell whether the scan is overdue; papers numbered elsewhere, long ago, are let alone."""
    since = copies_wanted_since(work)
    if since is None:
        return Decision.id.is_(None)
    return and_(
        Decision.numbered_at.is_not(None),
        Decision.signed_copy_id.is_(None),
        Decision.document_date <= since,
    )


def _links(work: Work, decision_ids: Sequence[int]) -> dict[int, list[_Link]]:
    found = defaultdict(list)
    for start in range(0, len(decision_ids), _AT_ONCE):
        rows = work.session.execute(
            select(
                Person.id,
                Person.full_name,
                Person.birth,
                Hamlet.name,
                DecisionPerson.decision_id,
                Episode.completes_on,
                Episode.ended_on,
            )
            .select_from(DecisionPerson)
            .join(DecisionPerson.person)
            .outerjoin(Person.hamlet)
            .outerjoin(DecisionPerson.episode)
            .where(DecisionPerson.decision_id.in_(decision_ids[start : start + _AT_ONCE]))
            .order_by(DecisionPerson.decision_id, DecisionPerson.ordinal)
        )
        for row in rows:
            link = _Link(concern_of(*row[:4]), row.completes_on, row.ended_on is not None)
            found[row.decision_id].append(link)
    return found
