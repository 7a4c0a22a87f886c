"""What holds for every course: one state a day, and every day of a term served once."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from rehabdesk.domain.codes import EpisodeKind, EventKind, RehabForm
from rehabdesk.domain.course.clock import ruled_stretches
from rehabdesk.domain.course.events import RULES, Course, DecisionFact, Event, Facts, offered
from rehabdesk.domain.course.pieces import piece_on
from rehabdesk.domain.course.standing import standing
from rehabdesk.domain.course.term_sum import term_sum
from tests.domain.course.courses import day, decision, post_rehab, regimes

DAYS = some.dates(date(2024, 1, 1), date(2029, 12, 31))


@some.composite
def an_event(draw: some.DrawFn, kind: EpisodeKind) -> Event:
    event_kind = draw(some.sampled_from(offered(kind)))
    rule = RULES[event_kind]
    on = draw(DAYS)
    until = None
    if rule.is_stretch and draw(some.booleans()):
        until = on + timedelta(days=draw(some.integers(0, 400)))
    reason = draw(some.sampled_from(list(rule.reasons))) if rule.reasons else ""
    return Event(event_kind, on, until, reason=reason, id=draw(some.integers(1, 10**6)))


@some.composite
def a_course(draw: some.DrawFn) -> Course:
    kind = draw(some.sampled_from(EpisodeKind))
    start = draw(DAYS)
    facts = Facts(
        kind,
        start,
        draw(some.none() | some.sampled_from(RehabForm)),
        draw(some.none() | some.integers(1, 4)),
        draw(some.none() | DAYS),
    )
    decisions: tuple[DecisionFact, ...] = ()
    if kind is EpisodeKind.POST_REHAB and draw(some.booleans()):
        months = draw(some.integers(300, 800))
        until = start + timedelta(days=months)
        decisions = (decision(f"{start:%d/%m/%Y}", f"{start:%d/%m/%Y}", f"{until:%d/%m/%Y}"),)
    return Course(facts, tuple(draw(some.lists(an_event(kind), max_size=6))), decisions)


@given(a_course())
def test_every_day_has_exactly_one_state(course: Course) -> None:
    pieces = standing(course, regimes(), date(2026, 7, 1)).pieces
    assert pieces[0].on == date.min
    assert pieces[-1].until_on is None
    for before, after in pairwise(pieces):
        assert before.until_on is not None
        assert before.until_on + timedelta(days=1) == after.on
        assert before.state is not after.state


@given(a_course(), DAYS)
def test_a_state_holds_from_since_until_it_changes(course: Course, on: date) -> None:
    now = standing(course, regimes(), on)
    assert now.since is None or now.since <= on
    if now.changes_on is not None:
        assert on < now.changes_on
        last = now.changes_on - timedelta(days=1)
        assert standing(course, regimes(), last).state is now.state
        assert piece_on(now.pieces, now.changes_on).state is not now.state


@given(some.permutations(range(4)))
def test_the_order_in_which_events_are_typed_changes_nothing(order: list[int]) -> None:
    stretches = [
        Event(EventKind.ABSENCE_UNREPORTED, day("01/09/2026"), day("20/09/2026"), id=1),
        Event(EventKind.PRISON, day("11/09/2026"), day("30/10/2026"), id=2),
        Event(EventKind.ABSENCE_UNREPORTED, day("15/10/2026"), day("05/11/2026"), id=3),
        Event(EventKind.SOCIAL_PROTECTION, day("01/10/2026"), day("15/10/2026"), id=4),
    ]
    typed = post_rehab(*(stretches[place] for place in order))
    assert term_sum(typed, regimes()) == term_sum(post_rehab(*stretches), regimes())


@given(some.lists(an_event(EpisodeKind.POST_REHAB), max_size=6))
def test_every_day_of_a_term_is_served_once(events: list[Event]) -> None:
    """Count the days by hand: as many run as the decision gave, whatever lies over whatever."""
    course = post_rehab(*events)
    term = term_sum(course, regimes())
    assert term is not None
    stops = [
        each.stretch
        for each in ruled_stretches(course.events, EpisodeKind.POST_REHAB, regimes())
        if each.clock in {"added", "paused"}
    ]
    on, served = term.start, 0
    wanted = (term.first_end - term.start).days
    last = date(2045, 1, 1)
    while served < wanted and on < last:
        on += timedelta(days=1)
        is_out = any(each.on <= on <= (each.until_on or last) for each in stops)
        served += not is_out
    if term.end is None:
        assert wanted - served == term.days_left
    else:
        assert on == term.end
