"""Group C: who registered, who is in rehabilitation, completed or left it, what went to court."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from rehabdesk.catalog.reporting.indicators import load_indicators
from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind, RehabForm
from rehabdesk.domain.course.events import BY_HIMSELF, REHAB, Event
from rehabdesk.domain.course.events import RULES as EVENT_RULES
from rehabdesk.domain.regime import HOME_REHAB, HOME_REHAB_COMPLETION
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.counting import Counting, Rule
from rehabdesk.services.indicators.courses import (
    OtherEpisode,
    episodes,
    happened,
    standing_on,
)
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.indicators.movements import until_today
from rehabdesk.services.indicators.people import Parts, Seen, roll
from rehabdesk.services.indicators.told import told
from rehabdesk.services.indicators.typed import typed_answer

_HOME = (EpisodeKind.REHAB_HOME,)
_FACILITY = (EpisodeKind.REHAB_PUBLIC, EpisodeKind.REHAB_PRIVATE)
_REGISTERING = (*_HOME, *_FACILITY)
_VOLUNTARY = (*_REGISTERING, EpisodeKind.SUBSTITUTION)
_DOSSIER = (EpisodeKind.DOSSIER,)
_COURT = (EpisodeKind.DOSSIER, EpisodeKind.REHAB_COMPULSORY)
_REHABS = tuple(each for each in EpisodeKind if each in REHAB)
_ANY = (*_REHABS, EpisodeKind.DOSSIER)
_RUNNING = {
    EpisodeKind.REHAB_HOME: CaseState.REHAB_HOME,
    EpisodeKind.REHAB_PUBLIC: CaseState.REHAB_PUBLIC,
    EpisodeKind.REHAB_PRIVATE: CaseState.REHAB_PRIVATE,
    EpisodeKind.REHAB_COMPULSORY: CaseState.REHAB_COMPULSORY,
    EpisodeKind.SUBSTITUTION: CaseState.SUBSTITUTION,
}
Find = Callable[[Counting, Window], Mapping[int, Seen]]


@dataclass(frozen=True, slots=True)
class Persons:
    """A figure of persons, each once.

    `asks` are the episodes without any of which the records know nothing of it: then whoever
    gives the figure is asked for it.
    """

    find: Find
    asks: tuple[EpisodeKind, ...] = ()
    near: Callable[[Counting, Window], Iterable[tuple[int, str]]] | None = None
    why: str = "hồ sơ không ghi việc này trong kỳ"

    def rule(self) -> Rule:
        return Rule(self._members, self._nearly, self._amount, self._why_not)

    def _members(self, counting: Counting, window: Window) -> tuple[Member, ...]:
        if self._is_unknown(counting):
            return ()
        return roll(counting).members(self._found(counting, window).values(), window.last)

    def _amount(self, counting: Counting, window: Window) -> Value | None:
        if self._is_unknown(counting):
            return None
        return Value(len(self._found(counting, window)))

    def _is_unknown(self, counting: Counting) -> bool:
        return bool(self.asks) and not episodes(counting, *self.asks)

    def _nearly(self, counting: Counting, window: Window) -> tuple[NearMiss, ...]:
        counted = self._found(counting, window)
        found = self.near(counting, window) if self.near else ()
        return roll(counting).near(each for each in found if each[0] not in counted)

    def _why_not(self, _counting: Counting, _window: Window, _person_id: int) -> str:
        return self.why

    def _found(self, counting: Counting, window: Window) -> Mapping[int, Seen]:
        days = until_today(counting, window)
        return counting.once(("persons", self.find, days), lambda: self.find(counting, days))


def once_each(seen: Iterable[Seen]) -> Mapping[int, Seen]:
    """Keep the first of each person."""
    found: dict[int, Seen] = {}
    for each in seen:
        found.setdefault(each.person_id, each)
    return found


def form_parts(episode: OtherEpisode) -> Parts:
    return ((Breakdown.REHAB_FORM, episode.form),)


def event_words(event: Event) -> str:
    number = f" · {event.paper.number}" if event.paper.number else ""
    return f"{event.kind.label} ngày {event.on:%d/%m/%Y}{number}"


def seen_of(episode: OtherEpisode, event: Event) -> Seen:
    return Seen(episode.person_id, event_words(event), event.on, form_parts(episode))


# C01: registrations; of several within a window the first counts


def _registrations(counting: Counting, window: Window) -> Mapping[int, Seen]:
    found = list(happened(counting, window, (EventKind.REGISTERED,), *_REGISTERING))
    found.sort(key=lambda pair: (pair[1].on, pair[1].id))
    return once_each(seen_of(*each) for each in found)


def _registered(
    forms: tuple[RehabForm, ...], counting: Counting, window: Window
) -> Mapping[int, Seen]:
    wanted = {each.value for each in forms}
    return {
        one: each
        for one, each in _registrations(counting, window).items()
        if dict(each.parts)[Breakdown.REHAB_FORM] in wanted
    }


def _all_registered(counting: Counting, window: Window) -> tuple[Member, ...]:
    """Add the four places up: what was typed for one stands for that one."""
    return tuple(member for code in _PLACES for member in members_of(counting, RULES, code, window))


def _all_registered_number(counting: Counting, window: Window) -> Value | None:
    return sum_of([value_of(counting, RULES, code, window) for code in _PLACES])


_PLACES = ("C01a", "C01b", "C01c", "C01d")


def members_of(
    counting: Counting, rules: Mapping[str, Rule], code: str, window: Window
) -> tuple[Member, ...]:
    """Return those behind another code: as it was typed, else as it is counted."""
    indicator = load_indicators(counting.work.resources.folder)[code]
    typed = typed_answer(counting, indicator, window) if indicator.is_typed else None
    return typed.members if typed else tuple(rules[code].members(counting, window))


def value_of(
    counting: Counting, rules: Mapping[str, Rule], code: str, window: Window
) -> Value | None:
    indicator = load_indicators(counting.work.resources.folder)[code]
    typed = typed_answer(counting, indicator, window) if indicator.is_typed else None
    if typed is not None:
        return typed.value
    quick = rules[code].quick
    return quick(counting, window) if quick else None


def sum_of(values: Iterable[Value | None]) -> Value | None:
    """Add up what is known; of nothing known there is no sum."""
    known = [each for each in values if each is not None]
    return Value(sum(each.amount for each in known)) if known else None


# C02, C03: into rehabilitation


def _decided_home(counting: Counting, window: Window) -> Mapping[int, Seen]:
    return once_each(_home_decisions(counting, window))


def _home_decisions(counting: Counting, window: Window) -> Iterator[Seen]:
    for each in episodes(counting, *_HOME):
        days = [
            (paper.on, f"QĐ {paper.number} ngày {paper.on:%d/%m/%Y}")
            for paper in each.course.decisions
            if paper.purpose == HOME_REHAB
        ]
        for event in each.course.of(EventKind.REHAB_DECIDED):
            on = event.paper.on or event.on
            days.append((on, f"QĐ {event.paper.number} ngày {on:%d/%m/%Y}".replace("  ", " ")))
        for on, words in sorted(days):
            if window.holds(on) and on <= counting.today:
                yield Seen(each.person_id, words, on, form_parts(each))


def _registered_only(counting: Counting, window: Window) -> Iterator[tuple[int, str]]:
    for each, event in happened(counting, window, (EventKind.REGISTERED,), *_HOME):
        yield each.person_id, f"{event_words(event)}, chưa có quyết định trong kỳ"


def _admitted(counting: Counting, window: Window) -> Mapping[int, Seen]:
    found = happened(counting, window, (EventKind.REHAB_STARTED,), *_FACILITY)
    return once_each(seen_of(*each) for each in found)


def _decided_only(counting: Counting, window: Window) -> Iterator[tuple[int, str]]:
    for each, event in happened(counting, window, (EventKind.REHAB_DECIDED,), *_FACILITY):
        yield each.person_id, f"{event_words(event)}, chưa ghi ngày vào cơ sở trong kỳ"


def _both(counting: Counting, window: Window) -> tuple[Member, ...]:
    """Name who is in either figure once; a number typed for one of them has no names to compare."""
    found: dict[object, Member] = {}
    for code in ("C02", "C03"):
        for member in members_of(counting, RULES, code, window):
            key = member.person_id or (code, member.kind, member.record_id)
            found.setdefault(key, member)
    return tuple(found.values())


def _both_number(counting: Counting, window: Window) -> Value | None:
    return Value(sum(each.amount for each in _both(counting, window)))


# Under way on the last day


def _under_way(
    kinds: tuple[EpisodeKind, ...], counting: Counting, window: Window
) -> Mapping[int, Seen]:
    day = window.last
    return once_each(
        Seen(
            each.person_id,
            f"{each.kind.label} từ {_since(each):%d/%m/%Y}",
            _since(each),
            form_parts(each),
        )
        for each, state in standing_on(counting, day, *kinds)
        if state in {_RUNNING[each.kind], CaseState.ABOUT_TO_COMPLETE}
    )


def _since(episode: OtherEpisode) -> date:
    started = episode.course.first(EventKind.REHAB_STARTED, EventKind.REHAB_DECIDED)
    return started.on if started else episode.begun_on


# C04, C05: out of it


def _completed(counting: Counting, window: Window) -> Mapping[int, Seen]:
    known = counting.once("completions", lambda: tuple(_completions(counting)))
    return once_each(each for each in known if window.holds(each.on))


def _completions(counting: Counting) -> Iterator[Seen]:
    """Find who ever completed it by a fact, a certificate, or the day a later file tells."""
    until_now = Window(date.min, counting.today)
    for each, event in happened(counting, until_now, (EventKind.COMPLETED,), *_REHABS):
        yield seen_of(each, event)
    for each in episodes(counting, *_HOME):
        for paper in each.course.decisions:
            if paper.purpose == HOME_REHAB_COMPLETION and until_now.holds(paper.on):
                words = f"Giấy xác nhận {paper.number} ngày {paper.on:%d/%m/%Y}"
                yield Seen(each.person_id, words, paper.on, form_parts(each))
    for managed in told(counting).episodes.values():
        on = managed.completes_on
        if on is None or on > counting.today:
            continue
        moved = managed.first(EventKind.MOVED_IN)
        if moved is None or moved.on <= on:
            form = managed.rehab_form
            yield Seen(
                managed.person_id,
                f"Hoàn thành cai nghiện ngày {on:%d/%m/%Y} (hồ sơ sau cai)",
                on,
                ((Breakdown.REHAB_FORM, form.value if form else ""),),
            )


def _left(counting: Counting, window: Window) -> Mapping[int, Seen]:
    found = happened(counting, window, (EventKind.REHAB_STOPPED,), *_VOLUNTARY)
    return once_each(seen_of(*each) for each in found if each[1].reason in {BY_HIMSELF, ""})


def _stopped_otherwise(counting: Counting, window: Window) -> Iterator[tuple[int, str]]:
    reasons = EVENT_RULES[EventKind.REHAB_STOPPED].reasons
    for each, event in happened(counting, window, (EventKind.REHAB_STOPPED,), *_VOLUNTARY):
        yield each.person_id, f"{reasons.get(event.reason, '')} ngày {event.on:%d/%m/%Y}"


# C06, C07: what went to court; one dossier may name several


def _sent(counting: Counting, window: Window) -> Iterator[tuple[OtherEpisode, Event]]:
    yield from happened(counting, window, (EventKind.DOSSIER_TO_COURT,), *_DOSSIER)


def _sent_together(
    counting: Counting, window: Window
) -> Collection[list[tuple[OtherEpisode, Event]]]:
    """Put persons of one paper together: the same number, day and issuer is the same dossier."""
    sent: dict[object, list[tuple[OtherEpisode, Event]]] = {}
    for each, event in _sent(counting, until_today(counting, window)):
        sent.setdefault(event.paper if event.paper.number else event.id, []).append((each, event))
    return sent.values()


def _dossiers(counting: Counting, window: Window) -> tuple[Member, ...]:
    names = roll(counting)
    found = []
    for together in _sent_together(counting, window):
        event = together[0][1]
        who = ", ".join(names.name_of(each.person_id) for each, _ in together)
        title = f"Hồ sơ {event.paper.number}".rstrip()
        reason = f"gửi Tòa án ngày {event.on:%d/%m/%Y} · {len(together)} người: {who}"
        only = together[0][0].person_id if len(together) == 1 else None
        found.append(Member(MemberKind.DOSSIER, event.id, title, reason, event.on, only))
    return tuple(found)


def _dossier_number(counting: Counting, window: Window) -> Value | None:
    if not episodes(counting, *_DOSSIER):
        return None
    return Value(len(_sent_together(counting, window)))


def _in_dossiers(counting: Counting, window: Window) -> Mapping[int, Seen]:
    return once_each(seen_of(*each) for each in _sent(counting, window))


def _not_sent(counting: Counting, window: Window) -> Iterator[tuple[int, str]]:
    for each in episodes(counting, *_DOSSIER):
        is_open = each.begun_on <= window.last and (each.ended_on is None)
        if is_open and each.course.first(EventKind.DOSSIER_TO_COURT) is None:
            yield each.person_id, "Đang lập hồ sơ, chưa ghi ngày gửi Tòa án"


def _sentenced(counting: Counting, window: Window) -> Mapping[int, Seen]:
    found = happened(counting, window, (EventKind.COURT_APPLIED,), *_COURT)
    return once_each(seen_of(*each) for each in found)


RULES: dict[str, Rule] = {
    "C01": Rule(_all_registered, quick=_all_registered_number),
    **{
        code: Persons(partial(_registered, forms), _VOLUNTARY).rule()
        for code, forms in (
            ("C01a", (RehabForm.HOME,)),
            ("C01b", (RehabForm.PUBLIC,)),
            ("C01c", (RehabForm.REFORM_SCHOOL,)),
            ("C01d", (RehabForm.PRIVATE,)),
        )
    },
    "C02": Persons(_decided_home, near=_registered_only).rule(),
    "C02s": Persons(partial(_under_way, _HOME)).rule(),
    "C02c": Rule(_both, quick=_both_number),
    "C03": Persons(_admitted, _VOLUNTARY, _decided_only).rule(),
    "C03s": Persons(partial(_under_way, _FACILITY), _VOLUNTARY).rule(),
    "C04": Persons(_completed).rule(),
    "C05": Persons(_left, _VOLUNTARY, _stopped_otherwise).rule(),
    "C06": Rule(_dossiers, quick=_dossier_number),
    "C07": Persons(_in_dossiers, _DOSSIER, _not_sent).rule(),
    "C07q": Persons(_sentenced, _COURT).rule(),
    "C08": Persons(
        partial(_under_way, (EpisodeKind.REHAB_COMPULSORY,)), (EpisodeKind.REHAB_COMPULSORY,)
    ).rule(),
    "C09": Persons(
        partial(_under_way, (EpisodeKind.SUBSTITUTION,)), (EpisodeKind.SUBSTITUTION,)
    ).rule(),
    "C10": Persons(
        partial(_under_way, (*_FACILITY, EpisodeKind.REHAB_COMPULSORY)),
        (*_FACILITY, EpisodeKind.REHAB_COMPULSORY),
    ).rule(),
}
