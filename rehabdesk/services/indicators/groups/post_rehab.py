"""Group S: who is under post-rehabilitation management, who came and who left (S01–S11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from rehabdesk.domain.codes import EventKind, PaperStatus
from rehabdesk.domain.regime import COMPLETION, POST_REHAB
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.movements import Movement, Way, term_part
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.counting import Counting, Rule
from rehabdesk.services.indicators.counting import Near as FindNear
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.indicators.movements import (
    CAME,
    DECIDED,
    REMOVED,
    SERVED,
    WENT,
    Flow,
    flow,
    ledger,
    relapses,
    until_today,
)
from rehabdesk.services.indicators.people import Parts, Seen, roll
from rehabdesk.services.indicators.telling import arrivals, is_named_by_law, roots_of
from rehabdesk.services.indicators.told import Fact, ManagedEpisode, told

_DAY = timedelta(days=1)
_OF_PAPERS = frozenset({Breakdown.TERM, Breakdown.REHAB_FORM, Breakdown.REASON})
_WAITING = {
    PaperStatus.SIGNED_UNNUMBERED: "Đã ký nhưng chưa nhập số",
    PaperStatus.SUBMITTED: "Đã trình ký, chưa có số",
}
Near = Iterator[tuple[int, str]]
NO_EPISODE = "không có đợt quản lý sau cai"
NO_DECISION = "chưa có quyết định quản lý sau cai đã ghi số, cũng chưa có giấy tiếp nhận"


# Who is there on a day


def _at_start(counting: Counting, window: Window) -> date:
    return until_today(counting, window).day_before


def _at_end(counting: Counting, window: Window) -> date:
    return until_today(counting, window).last


def _stock(counting: Counting, day: date) -> list[Seen]:
    found = counting.once(("stock", day), lambda: ledger(counting).stock(day))
    return [
        Seen(one, each.came.words, each.came.on, _parts(counting, each.came))
        for one, each in found.items()
    ]


def _there_at_start(counting: Counting, window: Window) -> tuple[Member, ...]:
    return roll(counting).members(_stock(counting, _at_start(counting, window)), window.last)


def _there_at_end(counting: Counting, window: Window) -> tuple[Member, ...]:
    return roll(counting).members(_stock(counting, _at_end(counting, window)), window.last)


def _number_at_start(counting: Counting, window: Window) -> Value:
    return _number(counting, _at_start(counting, window))


def _number_at_end(counting: Counting, window: Window) -> Value:
    return _number(counting, _at_end(counting, window))


def _number(counting: Counting, day: date) -> Value:
    return Value(len(counting.once(("stock", day), lambda: ledger(counting).stock(day))))


def _nearly_at_start(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    return roll(counting).near(_nearly_there(counting, _at_start(counting, window)))


def _nearly_at_end(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    return roll(counting).near(_nearly_there(counting, _at_end(counting, window)))


def _nearly_there(counting: Counting, day: date) -> Near:
    """Name who left on the very day, came the day after, or waits for the paper that counts."""
    inside = ledger(counting).stock(day)
    for each in ledger(counting).movements:
        is_close = each.on == day + _DAY if each.way.comes else each.on == day
        if is_close and each.person_id not in inside:
            yield each.person_id, each.words
    for episode, fact in _not_taken_on(counting):
        if fact.on <= day and episode.person_id not in inside:
            yield episode.person_id, _waits(fact)
    if day == counting.today:
        for paper in told(counting).papers:
            is_waiting = paper.purpose == POST_REHAB and paper.status in _WAITING
            if is_waiting and paper.person_id not in inside:
                yield paper.person_id, _WAITING[paper.status]


def _why_not_there(counting: Counting, person_id: int, day: date) -> str:
    if person_id not in told(counting).of_person:
        return NO_EPISODE
    moved = [each for each in ledger(counting).moves(person_id) if each.on <= day]
    later = [each for each in ledger(counting).moves(person_id) if each.on > day]
    if moved:
        return f"{moved[-1].words}, trước hoặc đúng ngày {day:%d/%m/%Y}"
    return f"{later[0].words}, sau ngày {day:%d/%m/%Y}" if later else NO_DECISION


def _why_not_at_start(counting: Counting, window: Window, person_id: int) -> str:
    return _why_not_there(counting, person_id, _at_start(counting, window))


def _why_not_at_end(counting: Counting, window: Window, person_id: int) -> str:
    return _why_not_there(counting, person_id, _at_end(counting, window))


# Who came and who left


def _members(ways: tuple[Way, ...], counting: Counting, window: Window) -> tuple[Member, ...]:
    return _named(counting, window, flow(counting, window, ways))


def _amount(ways: tuple[Way, ...], counting: Counting, window: Window) -> Value:
    return Value(len(flow(counting, window, ways)))


def _taken_apart(
    ways: tuple[Way, ...], counting: Counting, window: Window, breakdown: Breakdown
) -> Mapping[str, int] | None:
    """Take a number apart by what the papers say; by what the persons are only names tell."""
    if breakdown not in _OF_PAPERS:
        return None
    found = flow(counting, window, ways).values()
    return Counter(dict(_parts(counting, each))[breakdown] for each in found)


def _why_not(ways: tuple[Way, ...], counting: Counting, window: Window, person_id: int) -> str:
    if person_id not in told(counting).of_person:
        return NO_EPISODE
    mine = ledger(counting).moves(person_id)
    outside = [each.words for each in mine if each.way in ways]
    if outside:
        return f"{'; '.join(outside)}: ngoài kỳ {window.dashed}"
    return _NOTHING_OF[ways] if mine or ways == DECIDED else f"{_NOTHING_OF[ways]}; {NO_DECISION}"


_NOTHING_OF = {
    DECIDED: "chưa có quyết định quản lý sau cai đã ghi số",
    CAME: "không ghi chuyển đến, hoặc chưa có quyết định tiếp nhận (Mẫu 60)",
    WENT: "không ghi chuyển đi",
    SERVED: "chưa có giấy xác nhận chấp hành xong đã ghi số",
    REMOVED: "không ghi đưa ra khỏi danh sách",
}


def _nearly_decided(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    counted = flow(counting, window, DECIDED)
    found = [
        *_not_numbered(counting, window, POST_REHAB),
        *_followed(counting, window),
        *((one, _came_words(each)) for one, each in flow(counting, window, CAME).items()),
        *_just_outside(counting, window, DECIDED),
    ]
    return roll(counting).near(each for each in found if each[0] not in counted)


def _came_words(came: Movement) -> str:
    way = "Trở lại" if came.way is Way.CAME_BACK else "Chuyển đến"
    return f"{way}: tính ở dòng Chuyển đến"


def _nearly_came(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    counted = flow(counting, window, CAME)
    found = [
        *(
            (episode.person_id, _waits(fact))
            for episode, fact in _not_taken_on(counting)
            if window.holds(fact.on)
        ),
        *_just_outside(counting, window, CAME),
    ]
    return roll(counting).near(each for each in found if each[0] not in counted)


def _nearly_went(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    counted = flow(counting, window, WENT)
    known = told(counting)
    found = [
        (episode.person_id, f"Chuyển đi ngày {fact.on:%d/%m/%Y} khi chưa có quyết định quản lý")
        for episode in known.episodes.values()
        for fact in episode.of(EventKind.MOVED_OUT)
        if window.holds(fact.papered_on) and not ledger(counting).moves(episode.person_id)
    ]
    found += _just_outside(counting, window, WENT)
    return roll(counting).near(each for each in found if each[0] not in counted)


def _nearly_served(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    counted = flow(counting, window, SERVED)
    day = _at_end(counting, window)
    inside = ledger(counting).stock(day)
    found = [*_not_numbered(counting, window, COMPLETION)]
    for episode in told(counting).episodes.values():
        end = term_end(episode)
        if episode.person_id in inside and end is not None and window.holds(end):
            until = f"ngày {end:%d/%m/%Y}"
            is_over = end <= day
            over = f"Hết thời hạn {until}, chưa có giấy xác nhận"
            found.append((episode.person_id, over if is_over else f"Đến {until} mới hết thời hạn"))
    found += _just_outside(counting, window, SERVED)
    return roll(counting).near(each for each in found if each[0] not in counted)


def _nearly_removed(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    counted = flow(counting, window, REMOVED)
    found = [*_still_listed(counting, window), *_just_outside(counting, window, REMOVED)]
    return roll(counting).near(each for each in found if each[0] not in counted)


# Addicted again: part of those removed


def _relapsed(counting: Counting, window: Window) -> tuple[Member, ...]:
    return _named(counting, window, relapses(counting, window))


def _relapse_amount(counting: Counting, window: Window) -> Value:
    return Value(len(relapses(counting, window)))


def _nearly_relapsed(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    counted = relapses(counting, window)
    found = [
        *_still_listed(counting, window),
        *(each for each in _just_outside(counting, window, (Way.REMOVED,))),
    ]
    return roll(counting).near(each for each in found if each[0] not in counted)


def _why_no_relapse(counting: Counting, window: Window, person_id: int) -> str:
    removed = flow(counting, window, REMOVED).get(person_id)
    if removed is not None:
        return f"{removed.words}: không phải vì được xác định nghiện lại"
    return _why_not(REMOVED, counting, window, person_id)


# What is shared


def _named(counting: Counting, window: Window, found: Flow) -> tuple[Member, ...]:
    seen = (Seen(one, each.words, each.on, _parts(counting, each)) for one, each in found.items())
    return roll(counting).members(seen, window.last)


def _parts(counting: Counting, movement: Movement) -> Parts:
    form = told(counting).episodes[movement.episode_id].rehab_form
    return (
        (Breakdown.TERM, term_part(movement.months)),
        (Breakdown.REHAB_FORM, form.value if form else ""),
        (Breakdown.REASON, movement.reason),
    )


def _just_outside(counting: Counting, window: Window, ways: tuple[Way, ...]) -> Near:
    for each in ledger(counting).movements:
        if each.way in ways and each.on == window.day_before:
            yield each.person_id, f"{each.words}: trước kỳ một ngày"
        elif each.way in ways and each.on == window.last + _DAY:
            yield each.person_id, f"{each.words}: sau kỳ một ngày"


def _not_numbered(counting: Counting, window: Window, purpose: str) -> Near:
    """Name whose paper is on its way; of a closed window, what was to be signed within it."""
    for paper in told(counting).papers:
        if paper.purpose != purpose or paper.status not in _WAITING:
            continue
        if window.last >= counting.today or window.holds(paper.planned_on):
            yield paper.person_id, _WAITING[paper.status]


def _followed(counting: Counting, window: Window) -> Near:
    """Name whose decision was withdrawn, or stands in the place of one counted earlier."""
    known = told(counting)
    for paper in known.papers:
        if paper.purpose == POST_REHAB and window.holds(paper.on):
            if paper.status is PaperStatus.WITHDRAWN:
                yield paper.person_id, f"{paper.words}: đã thu hồi"
            elif paper.status is PaperStatus.REPLACED:
                yield paper.person_id, f"{paper.words}: đã bị thay thế"
    for episode in known.episodes.values():
        for paper, root in roots_of(episode, known):
            if paper is not root and window.holds(paper.on) and not window.holds(root.on):
                words = f"{paper.words} thay {root.words}: tính theo ngày của quyết định đầu"
                yield episode.person_id, words


def _not_taken_on(counting: Counting) -> Iterator[tuple[ManagedEpisode, Fact]]:
    """Return who moved here under a law that wants a paper for it, and has none yet."""
    for episode in told(counting).episodes.values():
        for fact, paper in arrivals(episode):
            if paper is None and is_named_by_law(counting, fact.on):
                yield episode, fact


def _waits(fact: Fact) -> str:
    return f"Chuyển đến ngày {fact.on:%d/%m/%Y}, chưa có quyết định tiếp nhận (Mẫu 60)"


def _still_listed(counting: Counting, window: Window) -> Near:
    for episode in told(counting).episodes.values():
        for fact in episode.of(EventKind.DIAGNOSED_ADDICTED):
            if window.holds(fact.on) and episode.first(EventKind.REMOVED) is None:
                yield (
                    episode.person_id,
                    f"Xác định nghiện ngày {fact.on:%d/%m/%Y}, chưa ghi đưa ra khỏi danh sách",
                )


def term_end(episode: ManagedEpisode) -> date | None:
    """Return when the decided term ends, before absences move it."""
    ends = [
        each.term_end for each in episode.papers if each.purpose == POST_REHAB and each.is_in_force
    ]
    ends += [each.until_on for each in episode.of(EventKind.DECIDED_ELSEWHERE)]
    return max((each for each in ends if each is not None), default=episode.term_end)


def _flow_rule(ways: tuple[Way, ...], near: FindNear) -> Rule:
    return Rule(
        partial(_members, ways),
        near,
        partial(_amount, ways),
        partial(_why_not, ways),
        parts=partial(_taken_apart, ways),
    )


RULES: Mapping[str, Rule] = {
    "S01": Rule(_there_at_start, _nearly_at_start, _number_at_start, _why_not_at_start),
    "S02": _flow_rule(DECIDED, _nearly_decided),
    "S06": _flow_rule(CAME, _nearly_came),
    "S07": _flow_rule(WENT, _nearly_went),
    "S08": _flow_rule(SERVED, _nearly_served),
    "S09": _flow_rule(REMOVED, _nearly_removed),
    "S10": Rule(_relapsed, _nearly_relapsed, _relapse_amount, _why_no_relapse),
    "S11": Rule(_there_at_end, _nearly_at_end, _number_at_end, _why_not_at_end),
}
