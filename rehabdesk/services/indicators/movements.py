"""The comings and leavings of managed persons, and whether they add up over a window.

At the start + in − out = at the end is held person by person, so that who breaks it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.catalog.reporting.indicators import load_indicators
from rehabdesk.domain.codes import CaseState, EpisodeKind
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.reports.grid import Balance
from rehabdesk.domain.reports.movements import Ledger, Movement, Way, ledger_of
from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.people import roll_of_few
from rehabdesk.services.indicators.telling import movements_of
from rehabdesk.services.indicators.told import told
from rehabdesk.services.indicators.typed import typed_answer

# The ways of each line of a report.
DECIDED = (Way.DECIDED,)
CAME = (Way.MOVED_IN, Way.CAME_BACK)
WENT = (Way.MOVED_OUT,)
SERVED = (Way.SERVED,)
REMOVED = (Way.REMOVED, Way.TAKEN_AWAY)
_COMING = (DECIDED, CAME)
_LEAVING = (WENT, SERVED, REMOVED)
_RUNS = frozenset({CaseState.POST_REHAB, CaseState.TERM_PAUSED, CaseState.IN_SOCIAL_PROTECTION})
_IS_OUT = frozenset(
    {
        CaseState.PENDING_DECISION,
        CaseState.POST_REHAB_REMOVED,
        CaseState.MOVED_OUT,
        CaseState.DECEASED_MISSING,
        CaseState.IN_PRISON,
        CaseState.IN_COMPULSORY_EDUCATION,
    }
)
_NOT_DECIDED = (
    f"Hồ sơ ghi “{CaseState.POST_REHAB.label}” nhưng chưa có quyết định hay giấy tiếp nhận để tính"
)
Flow = Mapping[int, Movement]


@dataclass(frozen=True, slots=True)
class _Stands:
    """Where an episode stands by its file, as far as a day is concerned."""

    person_id: int
    state: CaseState


# Looks


def ledger(counting: Counting) -> Ledger:
    """Return every movement the records tell, read once for a report."""
    return counting.once("movements", lambda: _ledger(counting))


def until_today(counting: Counting, window: Window) -> Window:
    """Cut a window off at today: nothing counts before it happened."""
    return window.until(counting.today)


def flow(counting: Counting, window: Window, ways: tuple[Way, ...]) -> Flow:
    """Return who came or left in these ways, each person once."""
    days = until_today(counting, window)
    if days.first > counting.today:
        return {}
    return counting.once(("flow", days, ways), lambda: ledger(counting).flow(days, *ways))


def relapses(counting: Counting, window: Window) -> Flow:
    """Return who was removed in a window for being addicted again, each person once."""
    days = until_today(counting, window)
    if days.first > counting.today:
        return {}
    return counting.once(("relapses", days), lambda: ledger(counting).relapses(days))


def balance(counting: Counting, window: Window) -> Balance:
    """Hold the movements of a window against the numbers at its ends."""
    known = ledger(counting)
    days = until_today(counting, window)
    start, end = known.stock(days.day_before), known.stock(days.last)
    came = [flow(counting, window, ways) for ways in _COMING]
    went = [flow(counting, window, ways) for ways in _LEAVING]
    broken: dict[int, str] = {}
    for person_id in {*start, *end, *(one for each in (*came, *went) for one in each)}:
        change = sum(person_id in each for each in came) - sum(person_id in each for each in went)
        if (person_id in end) - (person_id in start) != change:
            broken[person_id] = _why_uneven(known, days, person_id)
    for odd in known.oddities:
        if days.holds(odd.on):
            broken[odd.person_id] = odd.why
    for person_id, why in _disagreeing(counting, known, days.last):
        broken.setdefault(person_id, why)
    ordered = roll_of_few(counting, broken.keys()).near(broken.items())
    return Balance(
        len(start),
        sum(map(len, came)),
        sum(map(len, went[:-1])) + _removed(counting, window, went[-1]),
        len(end),
        tuple((each.person_id or 0, each.name, each.reason) for each in ordered),
    )


def _ledger(counting: Counting) -> Ledger:
    known = told(counting)
    return ledger_of(
        {each.id: list(movements_of(counting, each, known)) for each in known.episodes.values()}
    )


def _removed(counting: Counting, window: Window, counted: Flow) -> int:
    """Return what the line of other leavings shows: what the police told stands before."""
    indicator = load_indicators(counting.work.resources.folder)["S09"]
    typed = typed_answer(counting, indicator, window) if indicator.is_typed else None
    return typed.value.amount if typed and typed.value else len(counted)


def _why_uneven(known: Ledger, days: Window, person_id: int) -> str:
    moved = [each for each in known.moves(person_id) if days.holds(each.on)]
    if not moved:
        return "Đầu kỳ và cuối kỳ khác nhau mà trong kỳ không có việc vào, ra"
    words = "; ".join(each.words for each in moved)
    ways = [each.way for each in moved]
    if len(set(ways)) < len(ways):
        return f"Vào hoặc ra hơn một lần trong kỳ, mỗi dòng chỉ tính một lần: {words}"
    return f"Còn một đợt quản lý khác chưa kết thúc: {words}"


# What the files say of the same day


def _disagreeing(counting: Counting, known: Ledger, day: date) -> Iterator[tuple[int, str]]:
    """Say where the state in a file and the figures differ, and no paper explains it.

    A term that is over without a certificate is no contradiction: whoever waits for it is counted.
    """
    inside = known.stock(day)
    running: set[int] = set()
    others: dict[int, _Stands] = {}
    for each in _standings(counting, day):
        if each.state in _RUNS:
            running.add(each.person_id)
        else:
            others[each.person_id] = each
    leaving = {each.person_id for each in known.movements if not each.way.comes and each.on > day}
    for person_id, each in others.items():
        is_alone = person_id in inside and person_id not in running | leaving
        if is_alone and each.state in _IS_OUT:
            yield person_id, f"Hồ sơ ghi “{each.state.label}”, số liệu vẫn tính cuối kỳ"
    moved = {each.person_id for each in known.movements}
    for person_id in running - set(inside) - moved:
        yield person_id, _NOT_DECIDED


def _standings(counting: Counting, day: date) -> Iterator[_Stands]:
    """Return where managed episodes stood on a day, as far as the kept standing reaches it."""
    rows = counting.work.session.execute(
        select(
            Standing.person_id,
            Standing.state,
            Standing.since,
            Standing.changes_on,
        )
        .join(Standing.episode)
        .where(Episode.kind == EpisodeKind.POST_REHAB)
    )
    for person_id, state, since, changes_on in rows:
        is_reached = (since is None or since <= day) and (changes_on is None or day < changes_on)
        if is_reached:
            yield _Stands(person_id, state)
