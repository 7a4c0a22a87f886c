"""Group S: what came of it, who is watched, who stayed away unreported (S12–S16)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from rehabdesk.domain.codes import EpisodeKind, EventKind, Right
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.teamwork.helping import BodyTest, BodyTestFact
from rehabdesk.domain.reports.movements import Movement, Way
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.teamwork.codes import AfterTest
from rehabdesk.services.indicators.counting import Counting, Rule
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.indicators.movements import ledger, until_today
from rehabdesk.services.indicators.people import Seen, roll
from rehabdesk.services.indicators.told import Fact, told
from rehabdesk.services.rights.bound import addicted_by_test
from rehabdesk.services.supports import sums
from rehabdesk.services.supports.outcomes import (
    Known,
    Need,
    Outcomes,
    count_outcomes,
    criterion,
    outcomes,
    read_known,
)

_YEAR = 12  # months
_DAY = timedelta(days=1)
_REHABS = frozenset(EpisodeKind) - {EpisodeKind.POST_REHAB, EpisodeKind.USER_MANAGED}


# S12: changed for the better, by the criterion printed with the figure


def _known(counting: Counting) -> Known | None:
    """Read what may count for or against everybody, where whoever asks may read files at all."""
    if not counting.work.actor.may(Right.READ_FILES):
        return None
    return counting.once("outcomes", lambda: read_known(counting.work))


def _asked(counting: Counting, window: Window) -> sums.Window:
    days = until_today(counting, window)
    return sums.Window(days.first, days.last)


def _outcomes(counting: Counting, window: Window) -> Outcomes | None:
    known, asked = _known(counting), _asked(counting, window)
    if known is None:
        return None
    return counting.once(
        ("outcomes", asked), lambda: outcomes(counting.work, asked, Need.ANY, known)
    )


def _numbers(counting: Counting, window: Window) -> tuple[int, int] | None:
    known, asked = _known(counting), _asked(counting, window)
    if known is None:
        return None
    return counting.once(("outcome numbers", asked), lambda: count_outcomes(known, asked))


def _better(counting: Counting, window: Window) -> tuple[Member, ...]:
    found = _outcomes(counting, window)
    rows = found.counted if found else ()
    seen = (Seen(each.person_id, each.reasons) for each in rows)
    return roll(counting).members(seen, window.last)


def _nearly_better(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    found = _outcomes(counting, window)
    rows = found.rows if found else ()
    return roll(counting).near((each.person_id, each.why_not) for each in rows if not each.met)


def _better_number(counting: Counting, window: Window) -> Value | None:
    numbers = _numbers(counting, window)
    return Value(numbers[0]) if numbers else None


def _criterion(counting: Counting, window: Window) -> str:
    return criterion(_asked(counting, window), Need.ANY) if _known(counting) else ""


def _why_not_better(counting: Counting, window: Window, person_id: int) -> str:
    found = _outcomes(counting, window)
    rows = found.rows if found else ()
    mine = next((each for each in rows if each.person_id == person_id), None)
    return mine.why_not if mine else "không có đợt theo dõi nào trong kỳ"


def _judged(counting: Counting, window: Window) -> tuple[Member, ...]:
    found = _outcomes(counting, window)
    rows = found.rows if found else ()
    seen = (Seen(each.person_id, "Có đợt theo dõi trong kỳ") for each in rows)
    return roll(counting).members(seen, window.last)


def _judged_number(counting: Counting, window: Window) -> Value | None:
    numbers = _numbers(counting, window)
    return Value(numbers[1]) if numbers else None


# S14: a year after the certificate without a relapse


def _clean(counting: Counting, window: Window) -> tuple[Member, ...]:
    seen = (
        Seen(one, f"{each.words} · đủ một năm không tái nghiện", each.on)
        for one, each in _stayed_clean(counting, window).items()
    )
    return roll(counting).members(seen, window.last)


def _clean_number(counting: Counting, window: Window) -> Value:
    return Value(len(_stayed_clean(counting, window)))


def _stayed_clean(counting: Counting, window: Window) -> Mapping[int, Movement]:
    day = _day(counting, window)
    return {
        one: each
        for one, each in _certified(counting, window).items()
        if add_months(each.on, _YEAR) <= day and _again(counting, window, each) is None
    }


def _nearly_clean(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    found = []
    for one, each in _certified(counting, window).items():
        again = _again(counting, window, each)
        year_after = add_months(each.on, _YEAR)
        if again is not None:
            found.append((one, f"Tái nghiện ngày {again:%d/%m/%Y}"))
        elif year_after > _day(counting, window):
            found.append((one, f"Đến {year_after:%d/%m/%Y} mới đủ một năm"))
    return roll(counting).near(found)


def _day(counting: Counting, window: Window) -> date:
    return until_today(counting, window).last


def _certified(counting: Counting, window: Window) -> Mapping[int, Movement]:
    """Return the last certificate of each person by the end of the window."""
    day = _day(counting, window)
    found: dict[int, Movement] = {}
    for each in ledger(counting).movements:
        known = found.get(each.person_id)
        if each.way is Way.SERVED and each.on <= day and (known is None or known.on < each.on):
            found[each.person_id] = each
    return found


def _again(counting: Counting, window: Window, since: Movement) -> date | None:
    day = _day(counting, window)
    days = counting.once("relapses", lambda: _relapses(counting))
    mine = days.get(since.person_id, ())
    return min((each for each in mine if since.on < each <= day), default=None)


def _relapses(counting: Counting) -> Mapping[int, list[date]]:
    """Return when persons were found addicted, or went to rehabilitation again."""
    session = counting.work.session
    found: dict[int, list[date]] = defaultdict(list)
    diagnosed = (
        select(CaseFile.person_id, CaseEvent.on)
        .join(CaseEvent.episode)
        .join(Episode.case)
        .where(CaseEvent.kind == EventKind.DIAGNOSED_ADDICTED, CaseEvent.undone_at.is_(None))
    )
    tested = (
        select(BodyTest.person_id, BodyTestFact.on)
        .join(BodyTestFact, BodyTestFact.test_id == BodyTest.id)
        .where(BodyTestFact.step == AfterTest.FOUND_ADDICTED)
    )
    begun = (
        select(CaseFile.person_id, Episode.opened_on)
        .join(Episode.case)
        .where(Episode.kind.in_(_REHABS))
    )
    for asked in (diagnosed, addicted_by_test(counting.work, tested), begun):
        for person_id, on in session.execute(asked):
            found[person_id].append(on)
    return found


def _why_not_clean(counting: Counting, window: Window, person_id: int) -> str:
    if person_id not in _certified(counting, window):
        return "chưa có giấy xác nhận chấp hành xong trước ngày cuối kỳ"
    return "chưa đủ một năm kể từ giấy xác nhận, hoặc đã tái nghiện"


# S15: watched electronically


def _watched(counting: Counting, window: Window) -> tuple[Member, ...]:
    return roll(counting).members(_seen_watched(counting, window).values(), window.last)


def _seen_watched(counting: Counting, window: Window) -> Mapping[int, Seen]:
    day = _day(counting, window)
    inside = ledger(counting).stock(day)
    return {
        one: Seen(one, f"Giám sát điện tử từ {fact.on:%d/%m/%Y}", fact.on)
        for one, fact in _facts(counting, EventKind.MONITORING)
        if _covers(fact, day) and one in inside
    }


def _nearly_watched(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    day = _day(counting, window)
    inside = ledger(counting).stock(day)
    near = []
    for one, fact in _facts(counting, EventKind.MONITORING):
        if _covers(fact, day) and one not in inside:
            near.append((one, f"Giám sát từ {fact.on:%d/%m/%Y}, không ở số đang quản lý sau cai"))
        elif fact.until_on is not None and window.holds(fact.until_on) and fact.until_on < day:
            near.append((one, f"Giám sát xong ngày {fact.until_on:%d/%m/%Y}"))
    return roll(counting).near(near)


def _is_anybody_watched(counting: Counting, window: Window) -> Value | None:
    """Count only where the records know of it at all; else the police are to be asked."""
    if not _facts(counting, EventKind.MONITORING):
        return None
    return Value(len(_seen_watched(counting, window)))


# S16: stayed away unreported, persons and days


def _absent(counting: Counting, window: Window) -> tuple[Member, ...]:
    seen = [
        Seen(one, _absence_words(facts), facts[0].on)
        for one, (facts, days) in _absences(counting, window).items()
        if days
    ]
    return roll(counting).members(seen, window.last)


def _absent_days(counting: Counting, window: Window) -> tuple[Member, ...]:
    seen = [
        Seen(one, f"{_absence_words(facts)} · {days} ngày trong kỳ", facts[0].on, amount=days)
        for one, (facts, days) in _absences(counting, window).items()
        if days
    ]
    return roll(counting).members(seen, window.last)


def _absent_number(counting: Counting, window: Window) -> Value:
    return Value(sum(1 for _, days in _absences(counting, window).values() if days))


def _absent_days_number(counting: Counting, window: Window) -> Value:
    return Value(sum(days for _, days in _absences(counting, window).values()))


def _absence_words(facts: list[Fact]) -> str:
    return "; ".join(
        f"Vắng mặt từ {each.on:%d/%m/%Y}"
        + (f" đến {each.until_on:%d/%m/%Y}" if each.until_on else ", chưa ghi ngày về")
        for each in facts
    )


def _absences(counting: Counting, window: Window) -> Mapping[int, tuple[list[Fact], int]]:
    """Return who was away within the window, and on how many of its days, each day once."""
    days = until_today(counting, window)
    facts: dict[int, list[Fact]] = defaultdict(list)
    away: dict[int, set[date]] = defaultdict(set)
    for one, fact in _facts(counting, EventKind.ABSENCE_UNREPORTED):
        first, last = max(fact.on, days.first), min(fact.until_on or days.last, days.last)
        if first <= min(last, counting.today):
            facts[one].append(fact)
            away[one].update(first + _DAY * place for place in range((last - first).days + 1))
    return {one: (facts[one], len(away[one])) for one in facts}


def _facts(counting: Counting, kind: EventKind) -> Sequence[tuple[int, Fact]]:
    return counting.once(
        ("facts", kind),
        lambda: [
            (episode.person_id, fact)
            for episode in told(counting).episodes.values()
            for fact in episode.facts
            if fact.kind is kind
        ],
    )


def _covers(fact: Fact, day: date) -> bool:
    return fact.on <= day and (fact.until_on is None or day <= fact.until_on)


RULES: Mapping[str, Rule] = {
    "S12": Rule(_better, _nearly_better, _better_number, _why_not_better, _criterion),
    "S12b": Rule(_judged, None, _judged_number, _why_not_better, _criterion),
    "S14": Rule(_clean, _nearly_clean, _clean_number, _why_not_clean),
    "S15": Rule(_watched, _nearly_watched, _is_anybody_watched),
    "S16": Rule(_absent, quick=_absent_number),
    "S16n": Rule(_absent_days, quick=_absent_days_number),
}
