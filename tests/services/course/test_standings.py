"""The standings lists read: kept by every act, refreshed as days pass, never drifting."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import delete, select

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind, RehabForm
from rehabdesk.domain.course.endings import EndReason
from rehabdesk.domain.course.events import RULES, offered
from rehabdesk.domain.course.steps import StepState
from rehabdesk.domain.records import Assignment, Standing
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.course.acts import EventFacts, RecordEvent, record_event, undo_event
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.decisions.numbering import undo_numbering
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.intake import EpisodeFacts, TakeIn, open_episode, take_in
from tests.builders import a_person, taken_in
from tests.services.course.scene import PAPER, Scene

Kept = list[tuple[object, ...]]


def kept(work: Work) -> Kept:
    columns = (
        Standing.episode_id,
        Standing.state,
        Standing.since,
        Standing.changes_on,
        Standing.term_start,
        Standing.term_end,
        Standing.is_followed,
        Standing.is_current,
    )
    return [tuple(row) for row in work.session.execute(select(*columns).order_by(columns[0]))]


def forget(work: Work) -> None:
    work.session.execute(delete(Standing))
    work.record("test.forgot", None)


def test_n163_d138_the_helper_stays_until_the_term_is_over_and_in_the_steps(scene: Scene) -> None:
    """The certificate is given in the last days of the term, and the term still runs."""
    last = Scene(scene.on("11/11/2027"), scene.person_id)
    last.close(EndReason.SERVED, "11/11/2027")
    [helper] = last.office.look(lambda work: work.session.scalars(select(Assignment)).all())
    assert helper.until_on == date(2027, 11, 15)
    over = Scene(scene.on("16/11/2027"), scene.person_id)
    over.office.do(refresh_standings)
    assert over.state() is CaseState.POST_REHAB_COMPLETED
    cells = over.episode.steps.cells
    assert [cell.title for cell in cells if cell.state is not StepState.DONE] == []


def test_whoever_is_taken_in_has_a_standing(office: Office) -> None:
    taken_in(office)
    [row] = office.look(kept)
    assert row[1:3] == (CaseState.PENDING_DECISION, date(2026, 10, 30))
    assert row[-2:] == (True, True)


def test_a_person_without_an_episode_has_none(office: Office) -> None:
    office.do(partial(take_in, order=TakeIn(a_person())))
    assert office.look(kept) == []
    assert office.do(refresh_standings).result == 0


def test_numbering_keeps_the_standing_and_undoing_restores_it(scene: Scene) -> None:
    assert (scene.kept.state, scene.kept.changes_on) == (CaseState.POST_REHAB, date(2027, 11, 16))
    scene.office.do(partial(undo_numbering, decision_id=scene.decision_id))
    assert (scene.kept.state, scene.kept.term_end) == (CaseState.PENDING_DECISION, None)


def test_a_day_that_changes_a_state_is_seen_at_the_next_sign_in(scene: Scene) -> None:
    last = scene.on("15/11/2027")
    assert last.do(refresh_standings).result == 0
    after = scene.on("16/11/2027")
    assert after.do(refresh_standings).result == 1
    assert scene.kept.state is CaseState.POST_REHAB_COMPLETED
    assert after.do(refresh_standings).result == 0


def test_nothing_due_leaves_no_line_in_the_trail(scene: Scene) -> None:
    assert scene.office.do(refresh_standings).touched == frozenset()


def test_standings_lost_are_made_again_as_they_were(scene: Scene) -> None:
    scene.record(EventKind.ABSENCE_UNREPORTED, "16/11/2026", "20/11/2026")
    before = scene.office.look(kept)
    scene.office.do(forget)
    scene.office.do(refresh_standings)
    assert scene.office.look(kept) == before


def test_the_newest_open_episode_speaks_for_the_person(scene: Scene) -> None:
    facts = EpisodeFacts(EpisodeKind.USER_MANAGED)
    open_ = partial(open_episode, person_id=scene.person_id, facts=facts)
    second = scene.on("01/12/2026").do(open_).result
    assert [(row[0], row[-1]) for row in scene.office.look(kept)] == [
        (scene.course.episodes[0].id, False),
        (second, True),
    ]
    order = RecordEvent(second, EventFacts(EventKind.USER_ENDED, date(2026, 12, 1), paper=PAPER))
    scene.on("02/12/2026").do(partial(record_event, order=order))
    assert [row[-1] for row in scene.office.look(kept)] == [True, False]


def test_l120_d37_2_a_dossier_s_time_is_taken_off_the_rehabilitation_after_it(
    office: Office,
) -> None:
    facts = EpisodeFacts(EpisodeKind.DOSSIER)
    person = office.do(partial(take_in, order=TakeIn(a_person(), facts))).result.person_id
    scene = Scene.of(office, person)
    scene.record(EventKind.DOSSIER_MANAGEMENT, "14/10/2026", "12/11/2026")
    scene.record(EventKind.COURT_APPLIED, "12/11/2026")
    assert scene.kept.state is CaseState.DOSSIER_CLOSED
    compulsory = EpisodeFacts(EpisodeKind.REHAB_COMPULSORY, RehabForm.COMPULSORY, rehab_ordinal=1)
    office.do(partial(open_episode, person_id=person, facts=compulsory))
    scene.record(EventKind.COURT_APPLIED, "12/11/2026")
    scene.record(EventKind.REHAB_STARTED, "13/11/2026")
    assert scene.kept.term_end == date(2028, 11, 13) - timedelta(days=30)


DAYS = some.dates(date(2025, 1, 1), date(2026, 11, 23))


@some.composite
def some_facts(draw: some.DrawFn) -> EventFacts:
    kind = draw(some.sampled_from(offered(EpisodeKind.POST_REHAB)))
    rule = RULES[kind]
    on = draw(DAYS)
    length = draw(some.none() | some.integers(0, 200)) if rule.is_stretch else None
    until = on + timedelta(days=length) if length is not None else None
    reason = draw(some.sampled_from(list(rule.reasons))) if rule.reasons else ""
    return EventFacts(kind, on, until, paper=PAPER, reason=reason)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(facts=some_facts())
def test_an_event_recorded_and_undone_restores_every_date(scene: Scene, facts: EventFacts) -> None:
    """Whatever is recorded: once it is taken back, standings, dates and sums are as before."""
    before = scene.office.look(kept), scene.episode.dates, scene.episode.term
    order = RecordEvent(scene.episode.id, facts)
    try:
        event_id = scene.office.do(partial(record_event, order=order)).result
    except Refusal:
        event_id = None
    if event_id is not None:
        scene.office.do(partial(undo_event, event_id=event_id, version=scene.version(event_id)))
    assert (scene.office.look(kept), scene.episode.dates, scene.episode.term) == before
