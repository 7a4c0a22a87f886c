"""Papers that follow papers: which one replaces, corrects, withdraws or ends which."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select

from rehabdesk.domain.codes import LinkKind, PaperStatus
from rehabdesk.domain.records.decision import UNNUMBERED, Decision
from rehabdesk.domain.records.decision_life import DecisionLink, Delivery, NumberCorrection
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.decisions.life.deliveries import status_of
from rehabdesk.services.decisions.life.effects import IN_FORCE, lapse, starts_on
from rehabdesk.services.decisions.life.journal import HasLaterWork, Journal
from rehabdesk.services.office import Work

OUTSIDE = ""  # the form of a paper that was written outside the program


class NotInForce(Refusal):
    def __init__(self, number: str, status: PaperStatus) -> None:
        told = f"Số {number} đang ở bước" if number else "Văn bản đang ở bước"
        super().__init__(f"{told} “{status.label}”. Việc này chỉ làm với văn bản đã có số.")


class WrittenOutside(Refusal):
    def __init__(self, number: str) -> None:
        super().__init__(
            f"Số {number} soạn ngoài phần mềm, chưa có bản để xem. Đính kèm bản đã ký, rồi mở lại."
        )


def require_in_force(decision: Decision) -> None:
    if decision.status not in IN_FORCE:
        raise NotInForce(decision.full_number, decision.status)


def forget_links(work: Work, draft: Decision) -> None:
    """Let a draft that is thrown away leave the paper it was to replace."""
    for link in work.session.scalars(select(DecisionLink).filter_by(newer_id=draft.id)):
        work.session.delete(link)
    work.session.flush()


# What numbering and its undoing do


def take_over(work: Work, newer: Decision, journal: Journal) -> list[Decision]:
    """Let older papers give way to the one that has just been numbered in their place."""
    replaced = []
    for older in _replaced_by(work, newer):
        if older.status is not PaperStatus.REPLACED:  # one for two persons gives way to two
            require_in_force(older)
        starts = {link.person_id: starts_on(work, newer, link) for link in newer.persons}
        lapse(work, older, newer, starts, journal)
        if _is_covered(work, older):
            journal.note(older)
            older.status = PaperStatus.REPLACED
            older.ended_on = max(starts.values(), default=newer.effective_from or work.today)
            older.end_reason = ""
        replaced.append(older)
    return replaced


def give_back(work: Work, newer: Decision) -> list[Decision]:
    """Let older papers stand again whose place a paper no longer takes."""
    older_ones = _replaced_by(work, newer)
    for older in older_ones:
        if older.status is PaperStatus.REPLACED and not _is_covered(work, older):
            older.status = status_of(work, older)
    return older_ones


def remove_outside(work: Work, paper: Decision) -> list[Decision]:
    """Take a paper out of the book that was only entered there; return those it was about."""
    links = links_of(work, [paper.id])
    for link in links:
        if link.kind is LinkKind.WITHDRAWS:
            link.older.status = status_of(work, link.older)
        work.session.delete(link)
    work.session.delete(paper)
    work.session.flush()
    return [link.older for link in links]


def require_untouched(work: Work, paper: Decision) -> None:
    """Refuse to undo a number on which something rests: a hand-over, another paper, a correction.

    Of several papers in the place of one, only the last to be numbered can be undone.
    """
    followed = select(DecisionLink.id).filter_by(older_id=paper.id)
    given = select(Delivery.id).filter_by(decision_id=paper.id)
    corrected = select(NumberCorrection.id).filter_by(decision_id=paper.id)
    rests = any(work.session.scalar(query.limit(1)) for query in (followed, given, corrected))
    rivals = (rival for older in _replaced_by(work, paper) for rival in _replacing(work, older))
    later = any(
        rival.numbered_at and paper.numbered_at and rival.numbered_at > paper.numbered_at
        for rival in rivals
    )
    if rests or later:
        raise HasLaterWork(paper.full_number)


# Looks


def links_of(work: Work, decision_ids: Iterable[int]) -> list[DecisionLink]:
    """Return every link these papers are part of, the older first."""
    wanted = list(decision_ids)
    either = or_(DecisionLink.newer_id.in_(wanted), DecisionLink.older_id.in_(wanted))
    return list(work.session.scalars(select(DecisionLink).where(either).order_by(DecisionLink.id)))


def drafted_instead(work: Work, older: Decision) -> int | None:
    drafts = (each for each in _replacing(work, older) if each.status in UNNUMBERED)
    return next((each.id for each in drafts), None)


def _replaced_by(work: Work, newer: Decision) -> list[Decision]:
    return list(
        work.session.scalars(
            select(Decision)
            .join(DecisionLink, DecisionLink.older_id == Decision.id)
            .where(DecisionLink.newer_id == newer.id, DecisionLink.kind == LinkKind.REPLACES)
        )
    )


def _replacing(work: Work, older: Decision) -> list[Decision]:
    return list(
        work.session.scalars(
            select(Decision)
            .join(DecisionLink, DecisionLink.newer_id == Decision.id)
            .where(DecisionLink.older_id == older.id, DecisionLink.kind == LinkKind.REPLACES)
            .order_by(Decision.id)
        )
    )


def _is_covered(work: Work, older: Decision) -> bool:
    """Tell whether every person of a paper has another numbered paper in its place."""
    numbered = [each for each in _replacing(work, older) if each.status not in UNNUMBERED]
    covered = {link.person_id for each in numbered for link in each.persons}
    return bool(numbered) and {link.person_id for link in older.persons} <= covered
