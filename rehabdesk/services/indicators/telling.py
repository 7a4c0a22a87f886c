"""What papers and facts of an episode say of a coming or a leaving, and of which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from rehabdesk.domain.codes import EventKind, PaperStatus
from rehabdesk.domain.course.events import ADDICTED
from rehabdesk.domain.regime import COMPLETION, HELPER_ASSIGNMENT, MOVED_IN_ASSIGNMENT, POST_REHAB
from rehabdesk.domain.reports.movements import (
    Movement,
    Way,
    months_between,
    term_words,
)
from rehabdesk.services.course.reading import IN_FORCE
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.told import Fact, ManagedEpisode, Paper, Told

ADDICTED_AGAIN = "Được xác định là nghiện ma túy"
REMOVED_OTHERWISE = "Lý do khác"
_DAY = timedelta(days=1)
_GONE = {
    EventKind.PRISON: EventKind.PRISON.label,
    EventKind.COMPULSORY_EDUCATION: EventKind.COMPULSORY_EDUCATION.label,
    EventKind.DIED: EventKind.DIED.label,
    EventKind.DECLARED_MISSING: EventKind.DECLARED_MISSING.label,
}


def roots_of(episode: ManagedEpisode, known: Told) -> Iterator[tuple[Paper, Paper]]:
    """Return the decisions in force, each with the one in whose place it stands at last."""
    decided = {each.id: each for each in episode.papers if each.purpose == POST_REHAB}
    in_force = [each for each in decided.values() if each.is_in_force]
    older = {key for each in in_force for key in _older(each, decided, known)}
    for each in in_force:
        if each.id in older:
            continue
        line = [decided[key] for key in _older(each, decided, known) if decided[key].on]
        yield each, min([*line, each], key=lambda paper: (paper.on or date.max, paper.id))


def is_named_by_law(counting: Counting, on: date, purpose: str = MOVED_IN_ASSIGNMENT) -> bool:
    """Tell whether the law of a day has a paper for it: by which who moves here is taken on."""
    regimes = counting.work.resources.regimes
    return any(each.covers(on) and purpose in each.forms for each in regimes)


def taken_on(episode: ManagedEpisode, moved: Fact, since: date, until: date) -> Paper | None:
    """Return the paper that takes on who moved here: Mẫu 60, else whoever was assigned first."""
    for purpose, first in ((MOVED_IN_ASSIGNMENT, since), (HELPER_ASSIGNMENT, moved.on)):
        for paper in episode.papers:
            counts = paper.status in IN_FORCE or paper.status is PaperStatus.REPLACED
            if paper.purpose == purpose and counts and paper.on and first <= paper.on <= until:
                return paper
    return None


def arrivals(episode: ManagedEpisode) -> Iterator[tuple[Fact, Paper | None]]:
    """Return every coming here with the paper that took the person on, if there is one."""
    moves = episode.of(EventKind.MOVED_IN, EventKind.MOVED_OUT)
    since = date.min
    for place, fact in enumerate(moves):
        if fact.kind is EventKind.MOVED_OUT:
            since = fact.on
            continue
        left = (each.on for each in moves[place:] if each.kind is EventKind.MOVED_OUT)
        yield fact, taken_on(episode, fact, since, next(left, date.max))


def _older(paper: Paper, decided: Mapping[int, Paper], known: Told) -> set[int]:
    """Return every earlier paper this one stands in the place of, in the same episode."""
    found: set[int] = set()
    waiting = [paper.id]
    while waiting:
        for key in known.instead_of.get(waiting.pop(), ()):
            if key in decided and key not in found and key != paper.id:
                found.add(key)
                waiting.append(key)
    return found


# What an episode tells


def movements_of(counting: Counting, episode: ManagedEpisode, known: Told) -> Iterator[Movement]:
    decided = list(_decided(episode, known))
    yield from decided
    if episode.facts:
        yield from _moved_in(counting, episode, decided)
        yield from _left_by_fact(episode)
    for paper in episode.papers:
        if paper.purpose == COMPLETION and paper.is_in_force and paper.on:
            words = f"Giấy xác nhận {paper.number} ngày {paper.on:%d/%m/%Y}"
            yield _told(episode, paper.on, Way.SERVED, words, paper.id)


def _decided(episode: ManagedEpisode, known: Told) -> Iterator[Movement]:
    days = set()
    for paper, root in roots_of(episode, known):
        if root.on is None:
            continue
        days.add(root.on)
        months = months_between(paper.term_start, paper.term_end)
        instead = f" (thay QĐ {root.number} ngày {root.on:%d/%m/%Y})" if root is not paper else ""
        status = " · chưa giao" if paper.status is PaperStatus.NUMBERED else ""
        words = f"{paper.words}{instead}{_term(months)}{status}"
        yield _deciding(episode, root.on, words, paper.id, months)
    if not is_of_elsewhere(episode):
        yield from _decided_before(episode, days)


def _deciding(
    episode: ManagedEpisode, on: date, words: str, record_id: int, months: int | None
) -> Movement:
    return Movement(episode.person_id, episode.id, on, Way.DECIDED, words, record_id, months=months)


def _decided_before(episode: ManagedEpisode, days: set[date]) -> Iterator[Movement]:
    """Tell what was decided here before files were kept here: by an old paper, or a bare term."""
    earlier = episode.of(EventKind.DECIDED_ELSEWHERE)
    for fact in earlier:
        if fact.papered_on not in days:
            days.add(fact.papered_on)
            months = months_between(fact.on, fact.until_on)
            number = f"{fact.number} " if fact.number else ""
            words = f"QĐ {number}ngày {fact.papered_on:%d/%m/%Y}{_term(months)} · có từ trước"
            yield _deciding(episode, fact.papered_on, words, fact.id, months)
    if not days and episode.term_start and episode.term_end:
        months = months_between(episode.term_start, episode.term_end)
        words = (
            f"Hồ sơ ghi thời hạn từ {episode.term_start:%d/%m/%Y}{_term(months)}, "
            "chưa có số quyết định"
        )
        on = min(episode.opened_on, episode.term_start)
        yield _deciding(episode, on, words, 0, months)


def is_of_elsewhere(episode: ManagedEpisode) -> bool:
    """Tell whether the person came here with the decision of another office."""
    first = episode.first(EventKind.MOVED_IN, EventKind.MOVED_OUT)
    return first is not None and first.kind is EventKind.MOVED_IN


def _moved_in(
    counting: Counting, episode: ManagedEpisode, decided: Sequence[Movement]
) -> Iterator[Movement]:
    for fact, paper in arrivals(episode):
        if not is_named_by_law(counting, fact.on):
            if not _was_to_be_decided(episode, fact, decided):
                words = f"Chuyển đến ngày {fact.on:%d/%m/%Y}"
                yield _told(episode, fact.on, Way.MOVED_IN, words, fact.id)
        elif paper is not None and paper.on is not None:
            words = f"{paper.words} · chuyển đến ngày {fact.on:%d/%m/%Y}"
            yield _told(episode, paper.on, Way.MOVED_IN, words, paper.id)


def _was_to_be_decided(episode: ManagedEpisode, fact: Fact, decided: Sequence[Movement]) -> bool:
    """Tell whether somebody moved here before anything was decided, and was decided on here."""
    if episode.first(EventKind.DECIDED_ELSEWHERE):
        return False
    return bool(decided) and all(each.on >= fact.on for each in decided)


def _left_by_fact(episode: ManagedEpisode) -> Iterator[Movement]:
    diagnosed = episode.first(EventKind.DIAGNOSED_ADDICTED)
    for fact in episode.facts:
        if fact.kind is EventKind.MOVED_OUT:
            words = f"Chuyển đi, thông báo{_paper(fact)} ngày {fact.papered_on:%d/%m/%Y}"
            yield _told(episode, fact.papered_on, Way.MOVED_OUT, words, fact.id)
        elif fact.kind is EventKind.CERTIFIED:
            words = f"Giấy xác nhận{_paper(fact)} ngày {fact.papered_on:%d/%m/%Y}"
            yield _told(episode, fact.papered_on, Way.SERVED, words, fact.id)
        elif fact.kind is EventKind.REMOVED:
            yield _removed(episode, fact, diagnosed)
        elif fact.kind in _GONE:
            words = f"{_GONE[fact.kind]} từ ngày {fact.on:%d/%m/%Y}"
            reason = _GONE[fact.kind]
            yield _told(episode, fact.on, Way.TAKEN_AWAY, words, fact.id, reason)
            if fact.kind is EventKind.PRISON and fact.until_on:
                back = fact.until_on + _DAY
                words = f"Trở lại ngày {back:%d/%m/%Y} sau khi chấp hành án phạt tù"
                yield _told(episode, back, Way.CAME_BACK, words, fact.id)


def _removed(episode: ManagedEpisode, fact: Fact, diagnosed: Fact | None) -> Movement:
    again = diagnosed is not None and diagnosed.on <= fact.papered_on
    is_addicted = fact.reason == ADDICTED or again
    words = f"Đưa ra khỏi danh sách{_paper(fact)} ngày {fact.papered_on:%d/%m/%Y}"
    if diagnosed is not None and again:
        words += f" · xác định nghiện ngày {diagnosed.on:%d/%m/%Y}"
    return Movement(
        episode.person_id,
        episode.id,
        fact.papered_on,
        Way.REMOVED,
        words,
        fact.id,
        ADDICTED_AGAIN if is_addicted else REMOVED_OTHERWISE,
        _months_of(episode),
        is_addicted,
    )


def _told(
    episode: ManagedEpisode, on: date, way: Way, words: str, record_id: int, reason: str = ""
) -> Movement:
    months = _months_of(episode)
    return Movement(episode.person_id, episode.id, on, way, words, record_id, reason, months)


def _months_of(episode: ManagedEpisode) -> int | None:
    """Return the term of an episode: by the newest decision, one of elsewhere, or the file."""
    decided = [each for each in episode.papers if each.purpose == POST_REHAB and each.is_in_force]
    if decided:
        return months_between(decided[-1].term_start, decided[-1].term_end)
    for fact in reversed(episode.of(EventKind.DECIDED_ELSEWHERE)):
        return months_between(fact.on, fact.until_on)
    return months_between(episode.term_start, episode.term_end)


def _term(months: int | None) -> str:
    words = term_words(months)
    return f" · {words}" if words else ""


def _paper(fact: Fact) -> str:
    return f" {fact.number}" if fact.number else ""
