"""What a number moves beside the paper itself: tasks that come and go, a figure of the year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.codes import LinkKind, PaperStatus
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.decision_life import DecisionLink
from rehabdesk.domain.regime import (
    COMPLETION,
    HELPER_ASSIGNMENT,
    HOME_REHAB,
    HOME_REHAB_COMPLETION,
    MOVED_IN_ASSIGNMENT,
    POST_REHAB,
    SUPPORT_TEAM,
    USER_MANAGEMENT,
)
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.decisions.life.effects import IN_FORCE, has_term
from rehabdesk.services.law.signed_copies import copies_wanted_since
from rehabdesk.services.office import Work
from rehabdesk.services.tasks.calendar_rules import CLOSES_ON
from rehabdesk.services.tasks.papers_seen import PaperSeen
from rehabdesk.services.tasks.sight import Sight, look_round
from rehabdesk.services.tasks.task import Task, TaskKind
from rehabdesk.services.tasks.today import RULES

_DAYS_A_YEAR = 365.25
# What a paper in force puts an end to, for the persons it names.
_CALLED_FOR = {
    POST_REHAB: TaskKind.DECIDE,
    USER_MANAGEMENT: TaskKind.USER_DECISION,
    HOME_REHAB: TaskKind.REHAB_DECISION,
}
_CLOSING = frozenset({COMPLETION, HOME_REHAB_COMPLETION})


@dataclass(frozen=True, slots=True)
class Known:
    """What is typed for a paper, and whether its scan is at hand."""

    number: str
    on: date
    has_copy: bool = False


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of the year: which papers it is made of, and whether persons are counted."""

    name: str
    purposes: frozenset[str]
    unit: str = "người"
    by_years: bool = False

    @property
    def counts_papers(self) -> bool:
        return self.unit == "quyết định"


_ASSIGNING = frozenset({HELPER_ASSIGNMENT, MOVED_IN_ASSIGNMENT, SUPPORT_TEAM})
_FIGURES = (
    _Figure("Quyết định quản lý sau cai ban hành mới", frozenset({POST_REHAB}), by_years=True),
    _Figure("Quyết định phân công người, Tổ giúp đỡ", _ASSIGNING, "quyết định"),
    _Figure("Chấp hành xong, được cấp giấy xác nhận", frozenset({COMPLETION})),
    _Figure("Cai nghiện tự nguyện tại gia đình, cộng đồng", frozenset({HOME_REHAB})),
    _Figure("Quyết định quản lý người sử dụng", frozenset({USER_MANAGEMENT}), "quyết định"),
)


# Looks


def tasks_moved(work: Work, decision: Decision, known: Known) -> Iterator[str]:
    """Tell which tasks of the morning go, and which come with which day."""
    persons = [link.person_id for link in decision.persons]
    now = look_round(work, only=persons if len(persons) == 1 else None)
    before, after = _tasks(now), _tasks(_numbered(work, now, decision, known))
    gone = _ended(decision)
    coming = [each for key, each in after.items() if key not in before]
    going = [each for key, each in before.items() if key not in after or gone(each)]
    if coming:
        told = ", ".join(f"{_small(each.title)} (hạn {_day(each)})" for each in coming)
        yield f"Thêm {len(coming)} việc: {told}"
    if going:
        yield f"Xong {len(going)} việc: {', '.join(_small(each.title) for each in going)}"


def figure_moved(work: Work, decision: Decision, on: date) -> Iterator[str]:
    """Tell the figure of the yearly report the paper is counted in, before and after."""
    figure = next((each for each in _FIGURES if decision.purpose in each.purposes), None)
    if figure is None:
        return
    years = _years(decision) if figure.by_years else None
    papers = _papers(work, figure, _window(on))
    counted = [each for each in papers if years is None or _years(each) == years]
    replaced = set(_older(work, decision))
    before = {key for each in counted for key in _keys(each, figure)}
    left = {key for each in counted if each.id not in replaced for key in _keys(each, figure)}
    after = left | _keys(decision, figure)
    named = f"{figure.name}, {years} năm" if years else figure.name
    more = len(after) > len(before)
    told = f"tăng từ {len(before)} lên {len(after)}" if more else f"vẫn là {len(after)}"
    year = _window(on)[1].year
    yield f"Báo cáo năm {year}: “{named}” {told} {figure.unit}"


def _numbered(work: Work, sight: Sight, paper: Decision, known: Known) -> Sight:
    """Return what the rules would see with the number on the paper."""
    done = {link.person_id for link in paper.persons} if paper.purpose in _CLOSING else set()
    replaced = set(_older(work, paper))
    seen = (
        _with_number(work, each, paper, known) if each.id == paper.id else each
        for each in sight.papers
        if each.id not in replaced
    )
    papers = (replace(each, is_over=True) if _is_over(each, done) else each for each in seen)
    return replace(
        sight,
        papers=tuple(papers),
        cases=tuple(each for each in sight.cases if each.concern.person_id not in done),
        endings=tuple(each for each in sight.endings if each.concern.person_id not in done),
    )


def _with_number(work: Work, seen: PaperSeen, paper: Decision, known: Known) -> PaperSeen:
    wanted_since = copies_wanted_since(work)
    return replace(
        seen,
        status=PaperStatus.NUMBERED,
        number=f"{known.number}/{paper.book.symbol}",
        document_date=known.on,
        lacks_copy=not known.has_copy and wanted_since is not None and known.on <= wanted_since,
    )


def _is_over(paper: PaperSeen, done: set[int]) -> bool:
    """Say whether the episodes of all persons of a paper end."""
    named = {each.person_id for each in paper.concerns}
    return paper.is_over or (bool(named) and named <= done)


def _tasks(sight: Sight) -> dict[str, Task]:
    return {task.key: task for rule in RULES for task in rule(sight)}


def _ended(decision: Decision) -> Callable[[Task], bool]:
    """Say which task of the persons named a paper puts an end to, once it has what it needs."""
    kind = _CALLED_FOR.get(decision.purpose)
    named = {link.person_id for link in decision.persons if has_term(link)}
    return lambda task: task.kind is kind and bool(named) and named >= set(task.person_ids)


def _day(task: Task) -> str:
    return slash_date(task.due.due_on)


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _older(work: Work, decision: Decision) -> Iterable[int]:
    return work.session.scalars(
        select(DecisionLink.older_id).filter_by(newer_id=decision.id, kind=LinkKind.REPLACES)
    )


def _window(on: date) -> tuple[date, date]:
    """Return the year of reports a day falls in: from the 15th of December (NĐ 09/2019 Đ12)."""
    year = on.year + (on > date(on.year, 12, CLOSES_ON))
    return date(year - 1, 12, CLOSES_ON + 1), date(year, 12, CLOSES_ON)


def _papers(work: Work, figure: _Figure, window: tuple[date, date]) -> Sequence[Decision]:
    return work.session.scalars(
        select(Decision)
        .where(
            Decision.purpose.in_(figure.purposes),
            Decision.status.in_(IN_FORCE),
            Decision.document_date.between(*window),
        )
        .options(selectinload(Decision.persons))
    ).all()


def _keys(decision: Decision, figure: _Figure) -> set[tuple[int, int]]:
    """Return what a paper adds to a figure: itself, or its persons, each once a year."""
    if figure.counts_papers:
        return {(decision.id, 0)}
    return {(0, link.person_id) for link in decision.persons}


def _years(decision: Decision) -> int | None:
    """Return how many years a paper decides on; nothing when it does not say."""
    start, end = decision.term_start, decision.term_end
    return round((end - start).days / _DAYS_A_YEAR) if start and end else None
