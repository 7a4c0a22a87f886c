"""Groups U and N: users under management and addicts on the list, as far as files here tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from sqlalchemy import Row, select

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind, Right
from rehabdesk.domain.course.events import RULES as EVENT_RULES
from rehabdesk.domain.course.ground import user_decisions
from rehabdesk.domain.records.teamwork.helping import BodyTest
from rehabdesk.domain.regime import USER_MANAGEMENT
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.movements import Way
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.teamwork.codes import BodyTestResult
from rehabdesk.services.indicators.counting import Counting, Rule
from rehabdesk.services.indicators.courses import (
    OtherEpisode,
    episodes,
    happened,
    pieces_of,
    standing_on,
    state_on,
)
from rehabdesk.services.indicators.groups.rehab import (
    Persons,
    event_words,
    form_parts,
    members_of,
    once_each,
    seen_of,
    sum_of,
    value_of,
)
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.indicators.movements import ledger, until_today
from rehabdesk.services.indicators.people import Seen, roll
from rehabdesk.services.indicators.told import ManagedEpisode, told
from rehabdesk.services.rights.bound import is_out_of_reach

_DAY = timedelta(days=1)
_USER = (EpisodeKind.USER_MANAGED,)
_OTHERS = tuple(each for each in EpisodeKind if each is not EpisodeKind.POST_REHAB)
_ADDICT = tuple(each for each in _OTHERS if each is not EpisodeKind.USER_MANAGED)
_MANAGED = frozenset(
    {
        CaseState.USER_MANAGED,
        CaseState.USER_SUSPENDED,
        CaseState.TERM_PAUSED,
        CaseState.DIAGNOSING,
    }
)
FREE, IN_REHAB, SUBSTITUTED, IMPRISONED, WAITING = "N02a", "N02b", "N02c", "N02d", "N02e"
PLACES = (FREE, IN_REHAB, SUBSTITUTED, IMPRISONED, WAITING)
_PLACE_OF = {
    CaseState.AWAITING_REGISTRATION: FREE,
    CaseState.REHAB_STOPPED: FREE,
    CaseState.REHAB_HOME: IN_REHAB,
    CaseState.REHAB_PRIVATE: IN_REHAB,
    CaseState.REHAB_PUBLIC: IN_REHAB,
    CaseState.REHAB_COMPULSORY: IN_REHAB,
    CaseState.ABOUT_TO_COMPLETE: IN_REHAB,
    CaseState.SUBSTITUTION: SUBSTITUTED,
    CaseState.IN_PRISON: IMPRISONED,
    CaseState.DOSSIER_MANAGEMENT: WAITING,
    CaseState.REHAB_DEFERRED: WAITING,
}
_ALL_RESULTS, _POSITIVE = tuple(BodyTestResult), (BodyTestResult.POSITIVE,)
_OFF_THE_LIST = (
    EventKind.COMPLETED,
    EventKind.COMPULSORY_EDUCATION,
    EventKind.MOVED_OUT,
    EventKind.DIED,
    EventKind.DECLARED_MISSING,
)


# Users under management


def _managed(counting: Counting, window: Window) -> Mapping[int, Seen]:
    return once_each(
        Seen(each.person_id, f"QĐ ngày {_decided_on(each):%d/%m/%Y} · {state.label}")
        for each, state in standing_on(counting, window.last, *_USER)
        if state in _MANAGED and _is_decided(each, window.last)
    )


def _not_decided(counting: Counting, window: Window) -> Iterator[tuple[int, str]]:
    for each, state in standing_on(counting, window.last, *_USER):
        if state in _MANAGED and not _is_decided(each, window.last):
            yield each.person_id, "Có đợt quản lý nhưng chưa ghi quyết định quản lý"


def _is_decided(episode: OtherEpisode, day: date) -> bool:
    return _decided_on(episode) <= day


def _decided_on(episode: OtherEpisode) -> date:
    decided = user_decisions(episode.course)
    return min((each.on for each in decided), default=date.max)


def _suspended(counting: Counting, window: Window) -> Mapping[int, Seen]:
    return once_each(
        Seen(each.person_id, state.label)
        for each, state in standing_on(counting, window.last, *_USER)
        if state is CaseState.USER_SUSPENDED
    )


def _user_papers(counting: Counting, window: Window) -> tuple[Member, ...]:
    return roll(counting).members(_seen_papers(counting, window), window.last)


def _seen_papers(counting: Counting, window: Window) -> list[Seen]:
    """Find every decision once: those of the police one by one, our own by their paper."""
    days = until_today(counting, window)
    found = [
        Seen(each.person_id, event_words(event), event.on, (), 1, MemberKind.DECISION, event.id)
        for each in episodes(counting, *_USER)
        for event in each.course.of(EventKind.USER_DECIDED)
        if days.holds(event.paper.on or event.on)
    ]
    ours = {
        paper.id: Seen(
            each.person_id,
            f"QĐ {paper.number} ngày {paper.on:%d/%m/%Y}",
            paper.on,
            (),
            1,
            MemberKind.DECISION,
            paper.id,
        )
        for each in reversed(episodes(counting, *_USER))
        for paper in each.course.decisions
        if paper.purpose == USER_MANAGEMENT and days.holds(paper.on)
    }
    return [*found, *ours.values()]


def _user_paper_number(counting: Counting, window: Window) -> Value | None:
    return Value(len(_seen_papers(counting, window))) if episodes(counting, *_USER) else None


def _moved(kind: EventKind, counting: Counting, window: Window) -> Mapping[int, Seen]:
    return once_each(seen_of(*each) for each in happened(counting, window, (kind,), *_USER))


def _stopped(counting: Counting, window: Window) -> Mapping[int, Seen]:
    reasons = EVENT_RULES[EventKind.USER_STOPPED].reasons
    wanted = (EventKind.USER_STOPPED, EventKind.DIED, EventKind.DECLARED_MISSING)
    found = []
    for each, event in happened(counting, window, wanted, *_USER):
        why = reasons.get(event.reason, "") or event.kind.label
        words = f"{event_words(event)} · {why}"
        found.append(Seen(each.person_id, words, event.on, ((Breakdown.REASON, why),)))
    return once_each(found)


def _ended(counting: Counting, window: Window) -> Mapping[int, Seen]:
    """Find whose management ended: by the paper that says so, else by the last day of the term."""
    found = []
    for each in episodes(counting, *_USER):
        event = each.course.last(EventKind.USER_ENDED)
        ended = [p for p in pieces_of(counting, each) if p.state is CaseState.USER_ENDED]
        if not ended or not user_decisions(each.course):
            continue
        on = event.on if event is not None else ended[0].on - _DAY
        if window.holds(on) and on <= counting.today:
            words = event_words(event) if event else f"Hết thời hạn ngày {on:%d/%m/%Y}"
            found.append(Seen(each.person_id, words, on))
    return once_each(found)


# Tests (U07); the names of those are for few


def _tests_of_users(
    results: tuple[BodyTestResult, ...], counting: Counting, window: Window
) -> list[Row[int, int, date]]:
    if is_out_of_reach(counting.work, "body_test"):
        return []
    days = until_today(counting, window)
    users = {each.person_id for each in episodes(counting, *_USER)}
    asked = select(BodyTest.id, BodyTest.person_id, BodyTest.on).where(
        BodyTest.on.between(days.first, days.last), BodyTest.result.in_(results)
    )
    rows = counting.work.session.execute(asked.order_by(BodyTest.on, BodyTest.id))
    return [
        row
        for row in rows
        if row.person_id in users and _is_managed(counting, row.person_id, row.on)
    ]


def _tests(
    results: tuple[BodyTestResult, ...], counting: Counting, window: Window
) -> tuple[Member, ...]:
    found = _tests_of_users(results, counting, window)
    if not counting.work.actor.may(Right.READ_TESTS):
        return tuple(
            Member(MemberKind.BODY_TEST, 0, "Một lượt xét nghiệm", "tên chỉ người được giao xem")
            for _ in found
        )
    seen = (
        Seen(
            row.person_id,
            f"Xét nghiệm ngày {row.on:%d/%m/%Y}",
            row.on,
            (),
            1,
            MemberKind.BODY_TEST,
            row.id,
        )
        for row in found
    )
    return roll(counting).members(seen, window.last)


def _is_managed(counting: Counting, person_id: int, day: date) -> bool:
    known = counting.once("users by person", lambda: _by_person(counting, *_USER))
    mine = known.get(person_id, ())
    return any(each.begun_on <= day and state_on(counting, each, day) in _MANAGED for each in mine)


def _by_person(counting: Counting, *kinds: EpisodeKind) -> Mapping[int, list[OtherEpisode]]:
    found: dict[int, list[OtherEpisode]] = defaultdict(list)
    for each in episodes(counting, *kinds):
        found[each.person_id].append(each)
    return found


def _test_number(
    results: tuple[BodyTestResult, ...], counting: Counting, window: Window
) -> Value | None:
    if not episodes(counting, *_USER) or is_out_of_reach(counting.work, "body_test"):
        return None  # kept from whoever asks, it is no nought
    return Value(len(_tests_of_users(results, counting, window)))


# Addicts (N), each once, by the episode that speaks for the person on that day


def _listed(counting: Counting, window: Window) -> Mapping[int, Seen]:
    return counting.once(("addicts", window), lambda: dict(_addicts(counting, window.last)))


def _addicts(counting: Counting, day: date) -> Iterator[tuple[int, Seen]]:
    known = counting.once("all by person", lambda: _by_person(counting, *_OTHERS))
    managed = told(counting).of_person
    for person_id in {*known, *managed}:
        others = [each for each in known.get(person_id, ()) if each.begun_on <= day]
        last = max(others, key=lambda each: (each.begun_on, each.id), default=None)
        after = [each for each in managed.get(person_id, ()) if each.opened_on <= day]
        if after and (last is None or after[-1].opened_on >= last.begun_on):
            on = _relapsed_on(counting, after[-1], day)
            if on is not None:
                yield person_id, _addict(person_id, FREE, f"Xác định nghiện lại ngày {on:%d/%m/%Y}")
        elif last is not None and (place := _place(counting, last, day)):
            state = state_on(counting, last, day).label
            yield person_id, _addict(person_id, place, state, last)


def _addict(person_id: int, place: str, words: str, episode: OtherEpisode | None = None) -> Seen:
    parts = form_parts(episode) if episode else ()
    return Seen(person_id, words, None, ((Breakdown.KIND, place), *parts))


def _place(counting: Counting, episode: OtherEpisode, day: date) -> str:
    state = state_on(counting, episode, day)
    is_user = episode.kind is EpisodeKind.USER_MANAGED
    if is_user and state is not CaseState.AWAITING_REGISTRATION:
        return ""
    if state is CaseState.DOSSIER_CLOSED:
        applied = episode.course.last(EventKind.COURT_APPLIED)
        return WAITING if applied is not None and applied.on <= day else ""
    return _PLACE_OF.get(state, "")


def _relapsed_on(counting: Counting, episode: ManagedEpisode, day: date) -> date | None:
    """Return since when somebody managed is an addict again, until she moves away or dies."""
    found = [each.on for each in episode.of(EventKind.DIAGNOSED_ADDICTED) if each.on <= day]
    if not found:
        return None
    gone = (Way.MOVED_OUT, Way.TAKEN_AWAY)
    left = [
        each.on
        for each in ledger(counting).moves(episode.person_id)
        if each.way in gone and each.on <= day
    ]
    return max(found) if all(each < max(found) for each in left) else None


def _listed_at(place: str, counting: Counting, window: Window) -> Mapping[int, Seen]:
    return {
        one: each
        for one, each in _listed(counting, window).items()
        if (Breakdown.KIND, place) in each.parts
    }


def _found_addicted(counting: Counting, window: Window) -> Mapping[int, Seen]:
    wanted = (EventKind.DIAGNOSED_ADDICTED,)
    seen = [seen_of(*each) for each in happened(counting, window, wanted, *_OTHERS)]
    for managed in told(counting).episodes.values():
        for fact in managed.of(EventKind.DIAGNOSED_ADDICTED):
            if window.holds(fact.on):
                words = f"{fact.kind.label} ngày {fact.on:%d/%m/%Y} (đang quản lý sau cai)"
                seen.append(Seen(managed.person_id, words, fact.on))
    return once_each(sorted(seen, key=lambda each: each.on or date.max))


def _off_the_list(counting: Counting, window: Window) -> Mapping[int, Seen]:
    return once_each(
        Seen(each.person_id, event_words(event), event.on, ((Breakdown.REASON, event.kind.label),))
        for each, event in happened(counting, window, _OFF_THE_LIST, *_ADDICT)
    )


def _both(counting: Counting, window: Window) -> tuple[Member, ...]:
    if _both_number(counting, window) is None:
        return ()
    return (
        *members_of(counting, RULES, "N01", window),
        *members_of(counting, RULES, "U01", window),
    )


def _both_number(counting: Counting, window: Window) -> Value | None:
    values = [value_of(counting, RULES, code, window) for code in ("N01", "U01")]
    return None if None in values else sum_of(values)


RULES: dict[str, Rule] = {
    "U01": Persons(_managed, _USER, _not_decided).rule(),
    "U02": Rule(_user_papers, quick=_user_paper_number),
    "U03": Persons(partial(_moved, EventKind.MOVED_IN), _USER).rule(),
    "U03d": Persons(partial(_moved, EventKind.MOVED_OUT), _USER).rule(),
    "U04": Persons(_suspended, _USER).rule(),
    "U05": Persons(_stopped, _USER).rule(),
    "U06": Persons(_ended, _USER).rule(),
    "U07": Rule(partial(_tests, _ALL_RESULTS), quick=partial(_test_number, _ALL_RESULTS)),
    "U07d": Rule(partial(_tests, _POSITIVE), quick=partial(_test_number, _POSITIVE)),
    "N01": Persons(_listed, _ADDICT).rule(),
    **{place: Persons(partial(_listed_at, place), _ADDICT).rule() for place in PLACES},
    "N03": Persons(_found_addicted, _OTHERS).rule(),
    "N04": Persons(_off_the_list, _ADDICT).rule(),
    "N01c": Rule(_both, quick=_both_number),
}
