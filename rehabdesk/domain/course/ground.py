"""What a term rests on: the day it is counted from, its months, and the law that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rehabdesk.domain.codes import EpisodeKind, EventKind, RehabForm
from rehabdesk.domain.course.events import MOVED_IN, Course, Event, PaperRef
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.law.terms import Term, TermKind
from rehabdesk.domain.regime import (
    POST_REHAB,
    USER_MANAGEMENT,
    NoRegime,
    Regime,
    TermLaw,
    law_of_term,
)

_FORMS = {
    EpisodeKind.REHAB_HOME: RehabForm.HOME,
    EpisodeKind.REHAB_PRIVATE: RehabForm.PRIVATE,
    EpisodeKind.REHAB_PUBLIC: RehabForm.PUBLIC,
    EpisodeKind.SUBSTITUTION: RehabForm.SUBSTITUTION,
    EpisodeKind.REHAB_COMPULSORY: RehabForm.COMPULSORY,
}
_FORMS_ALIKE = {
    RehabForm.REFORM_SCHOOL: RehabForm.PUBLIC,
    RehabForm.COMPULSORY_MINOR: RehabForm.COMPULSORY,
}
# From which event a rehabilitation counts, the better one first (L120 Đ32.2, Đ33.2).
_ANCHORS = {
    EpisodeKind.REHAB_HOME: (
        EventKind.REGISTERED,
        EventKind.REHAB_STARTED,
        EventKind.REHAB_DECIDED,
    ),
    EpisodeKind.REHAB_PRIVATE: (EventKind.REHAB_STARTED, EventKind.REHAB_DECIDED),
    EpisodeKind.REHAB_PUBLIC: (EventKind.REHAB_STARTED, EventKind.REHAB_DECIDED),
    EpisodeKind.SUBSTITUTION: (EventKind.REHAB_STARTED, EventKind.REHAB_DECIDED),
    EpisodeKind.REHAB_COMPULSORY: (EventKind.REHAB_STARTED, EventKind.COURT_APPLIED),
}
_DECIDING = (EventKind.REHAB_DECIDED, EventKind.COURT_APPLIED)
_NO_ORDINAL = "Chưa ghi lần cai thứ mấy: đang tính như lần đầu."
_NO_LAW = "Chưa có bộ căn cứ cho ngày này: chỉ tính được theo giấy tờ."


@dataclass(frozen=True, slots=True)
class Ground:
    """`end` is what months or the paper give, before events move it."""

    start: date
    counted_from: str
    end: date
    months: int | None = None  # None where only a paper says the end
    label: str = ""
    basis: str = ""
    paper: str = ""  # the decision or paper the dates come from
    is_decided: bool = False
    law: str = ""
    transition: str = ""
    transition_basis: str = ""
    doubts: tuple[str, ...] = ()


def ground_of(course: Course, regimes: Sequence[Regime]) -> Ground | None:
    match course.facts.kind:
        case EpisodeKind.POST_REHAB:
            return _post_rehab(course, regimes)
        case EpisodeKind.USER_MANAGED:
            return _user(course, regimes)
        case EpisodeKind.DOSSIER:
            return None
    return _rehab(course, regimes)


def user_decisions(course: Course) -> list[Event]:
    """Return the decisions to manage a user, those of the police and our own of the older law."""
    ours = [
        Event(EventKind.USER_DECIDED, each.on, each.term_end, paper=PaperRef(each.number, each.on))
        for each in course.decisions
        if each.purpose == USER_MANAGEMENT
    ]
    return sorted([*ours, *course.of(EventKind.USER_DECIDED)], key=lambda each: (each.on, each.id))


def _post_rehab(course: Course, regimes: Sequence[Regime]) -> Ground | None:
    facts = course.facts
    start, end, paper, decided_on = _decided_term(course)
    if start is None:
        start = facts.completes_on
    if start is None or (end is None and facts.rehab_form is None):
        return None
    law = _law(
        course, TermKind.POST_REHAB, (max(decided_on or start, start), end or start), regimes
    )
    term = law.regime.term(facts.rehab_form) if law and facts.rehab_form else None
    if end is None and term is None:
        return None
    ground = Ground(
        start,
        term.counted_from if term else "ngày ghi trong quyết định",
        end or add_months(start, term.months if term else 0),
        paper=paper,
        is_decided=end is not None,
        doubts=_post_rehab_doubts(course, start, law),
    )
    return _under(ground, law, term)


def _decided_term(course: Course) -> tuple[date | None, date | None, str, date | None]:
    """Return the term of our decision, else of the decision that came with who moved in."""
    ours = course.decided(POST_REHAB)
    if ours and ours.term_start and ours.term_end:
        return ours.term_start, ours.term_end, f"Quyết định số {ours.number}", ours.on
    other = course.last(EventKind.DECIDED_ELSEWHERE)
    if other and other.until_on:
        number = other.paper.words
        words = f"Quyết định số {number}" if number else "Quyết định có từ trước"
        return other.on, other.until_on, words, other.paper.on or other.on
    return None, None, "", None


def _post_rehab_doubts(course: Course, start: date, law: TermLaw | None) -> tuple[str, ...]:
    facts = course.facts
    doubts = [] if law else [_NO_LAW]
    if facts.rehab_form is None:
        doubts.append("Chưa ghi hình thức cai nghiện đã xong: không đối chiếu được số tháng.")
    if facts.completes_on is not None and facts.completes_on != start:
        doubts.append(
            f"Quyết định ghi từ ngày {start:%d/%m/%Y}, hồ sơ ghi hoàn thành cai nghiện ngày "
            f"{facts.completes_on:%d/%m/%Y}."
        )
    return tuple(doubts)


def _rehab(course: Course, regimes: Sequence[Regime]) -> Ground | None:
    facts = course.facts
    anchor = course.first(*_ANCHORS[facts.kind][:1]) or course.first(*_ANCHORS[facts.kind])
    if anchor is None:
        return None
    decided = course.first(*_DECIDING)
    decided_on = decided.on if decided else anchor.on
    ends_on = facts.completes_on or anchor.on
    law = _law(course, TermKind.REHAB, (decided_on, ends_on), regimes)
    term = law.regime.rehab_term(_form(course), facts.rehab_ordinal) if law else None
    is_fixed = term is not None and term.is_fixed
    if not is_fixed and facts.completes_on is None:
        return None
    end = add_months(anchor.on, term.months) if term and is_fixed else facts.completes_on
    if end is None:
        return None
    ground = Ground(
        anchor.on,
        f"ngày {anchor.kind.label[:1].lower()}{anchor.kind.label[1:]}",
        end,
        paper=f"Giấy tờ {anchor.paper.words}" if anchor.paper.words else "Hồ sơ",
        is_decided=decided is not None,
        doubts=_rehab_doubts(course, end, law, is_fixed=is_fixed),
    )
    return _under(ground, law, term if is_fixed else None)


def _rehab_doubts(
    course: Course, end: date, law: TermLaw | None, *, is_fixed: bool
) -> tuple[str, ...]:
    facts = course.facts
    doubts = [] if law else [_NO_LAW]
    if is_fixed and facts.rehab_ordinal is None:
        doubts.append(_NO_ORDINAL)
    if is_fixed and facts.completes_on is not None and facts.completes_on != end:
        doubts.append(
            f"Hồ sơ ghi hoàn thành ngày {facts.completes_on:%d/%m/%Y}, "
            f"số tháng của luật cho đến {end:%d/%m/%Y}."
        )
    return tuple(doubts)


def _user(course: Course, regimes: Sequence[Regime]) -> Ground | None:
    decisions = user_decisions(course)
    if not decisions:
        return None
    newest = decisions[-1]
    first = newest
    elsewhere = course.last(EventKind.DECIDED_ELSEWHERE)
    if newest.reason == MOVED_IN and elsewhere is not None:
        first = replace(elsewhere, paper=newest.paper)
    law = _law(course, TermKind.USER, (first.on, first.until_on or first.on), regimes)
    term = law.regime.user_term if law else None
    end = first.until_on or (add_months(first.on, term.months) if term else None)
    if end is None:
        return None
    ground = Ground(
        first.on,
        "ngày ra quyết định quản lý",
        end,
        paper=f"Quyết định số {newest.paper.words}" if newest.paper.words else "Quyết định",
        is_decided=True,
        doubts=() if law else (_NO_LAW,),
    )
    return _under(ground, law, term)


def _form(course: Course) -> RehabForm:
    """Return the form of rehabilitation, as exactly as the file says it."""
    form, said = _FORMS[course.facts.kind], course.facts.rehab_form
    return said if said is not None and _FORMS_ALIKE.get(said) is form else form


def _law(
    course: Course, kind: TermKind, days: tuple[date, date], regimes: Sequence[Regime]
) -> TermLaw | None:
    decided_on, ends_on = days
    opened_on = min(course.facts.opened_on, decided_on)
    try:
        return law_of_term(kind, opened_on, decided_on, ends_on, regimes)
    except NoRegime:
        return None


def _under(ground: Ground, law: TermLaw | None, term: Term | None) -> Ground:
    """Add what the law says: months, article, and the rule of transition where there is one."""
    if law is None:
        return ground
    rule = law.transition
    told = replace(
        ground,
        law=law.regime.name,
        transition=rule.rule if rule else "",
        transition_basis=rule.basis if rule else "",
    )
    if term is None:
        return told
    notes = (term.note,) if term.note else ()
    return replace(
        told,
        months=term.months,
        label=term.label,
        basis=term.citation.words,
        doubts=(*told.doubts, *notes),
    )
