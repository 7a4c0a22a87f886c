"""What was taken back can be had again; an episode opened by mistake can be dropped."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind
from rehabdesk.domain.course.soundness import PaperMissing, RecordedTwice
from rehabdesk.services.course.acts import (
    EventFacts,
    NeverUndone,
    RecordEvent,
    bring_back_event,
    undo_event,
)
from rehabdesk.services.course.moving import moved_dates
from rehabdesk.services.people.episodes import (
    BeginEpisode,
    Begun,
    EpisodeInUse,
    SameKindOpen,
    begin_episode,
    drop_episode,
)
from rehabdesk.services.people.intake import EpisodeFacts
from tests.services.course.scene import PAPER, Scene, day

DECIDED = EventFacts(EventKind.USER_DECIDED, day("20/11/2026"), paper=PAPER, reason="first")


def user(scene: Scene, *events: EventFacts) -> BeginEpisode:
    return BeginEpisode(scene.person_id, EpisodeFacts(EpisodeKind.USER_MANAGED), events)


def test_an_event_taken_back_counts_again_with_all_it_moves(scene: Scene) -> None:
    event_id = scene.record(EventKind.ABSENCE_UNREPORTED, "16/11/2026", "20/11/2026")
    again = partial(bring_back_event, event_id=event_id)
    with pytest.raises(NeverUndone):
        scene.office.do(partial(again, version=scene.version(event_id)))
    undo = partial(undo_event, event_id=event_id, version=scene.version(event_id))
    scene.office.do(undo)
    assert scene.kept.term_end == date(2027, 11, 15)
    scene.office.do(partial(again, version=scene.version(event_id)))
    assert scene.kept.term_end == date(2027, 11, 20)
    assert [row.id for row in scene.episode.events] == [event_id]


def test_an_event_written_again_meanwhile_is_not_brought_back_twice(scene: Scene) -> None:
    event_id = scene.record(EventKind.ABSENCE_UNREPORTED, "16/11/2026", "20/11/2026")
    scene.office.do(partial(undo_event, event_id=event_id, version=scene.version(event_id)))
    scene.record(EventKind.ABSENCE_UNREPORTED, "16/11/2026", "18/11/2026")
    again = partial(bring_back_event, event_id=event_id, version=scene.version(event_id))
    with pytest.raises(RecordedTwice):
        scene.office.do(again)
    assert scene.kept.term_end == date(2027, 11, 18)


def test_what_a_new_event_would_move_is_shown_before_it_is_written(scene: Scene) -> None:
    facts = EventFacts(EventKind.PRISON, day("20/11/2026"), paper=PAPER)
    found = scene.office.look(partial(moved_dates, order=RecordEvent(scene.episode.id, facts)))
    [end] = [row for row in found.rows if row.label == "Hết thời hạn"]
    assert (end.before, end.after) == (date(2027, 11, 15), None)
    assert scene.episode.events == ()


def test_an_episode_is_opened_with_what_opened_it(scene: Scene) -> None:
    scene.office.do(partial(begin_episode, order=user(scene, DECIDED)))
    assert scene.state() is CaseState.USER_MANAGED
    assert scene.episode.term is not None
    assert scene.episode.begins_on == date(2026, 11, 20)


def test_an_episode_whose_paper_is_missing_is_not_opened_at_all(scene: Scene) -> None:
    unproved = EventFacts(EventKind.USER_DECIDED, day("20/11/2026"), reason="first")
    with pytest.raises(PaperMissing):
        scene.office.do(partial(begin_episode, order=user(scene, unproved)))
    assert len(scene.course.episodes) == 1


def test_an_episode_just_opened_can_be_dropped_and_the_one_before_speaks_again(
    scene: Scene,
) -> None:
    begun = scene.office.do(partial(begin_episode, order=user(scene, DECIDED))).result
    scene.office.do(partial(drop_episode, begun=begun))
    assert scene.state() is CaseState.POST_REHAB
    assert len(scene.course.episodes) == 1


def test_an_episode_with_something_in_it_stays(scene: Scene) -> None:
    begun = scene.office.do(partial(begin_episode, order=user(scene))).result
    scene.record(EventKind.POSITIVE_TEST, "20/11/2026")
    with pytest.raises(EpisodeInUse, match="Chưa bỏ"):
        scene.office.do(partial(drop_episode, begun=begun))
    assert len(scene.course.episodes) == 2


def test_an_episode_whose_events_were_all_taken_back_can_be_dropped(scene: Scene) -> None:
    begun = scene.office.do(partial(begin_episode, order=user(scene, DECIDED))).result
    late = Begun(begun.episode_id, ())
    with pytest.raises(EpisodeInUse):
        scene.office.do(partial(drop_episode, begun=late))
    event_id = begun.event_ids[0]
    scene.office.do(partial(undo_event, event_id=event_id, version=scene.version(event_id)))
    scene.office.do(partial(drop_episode, begun=late))
    assert len(scene.course.episodes) == 1


def test_a_second_open_episode_of_one_kind_is_asked_about(scene: Scene) -> None:
    order = BeginEpisode(scene.person_id, EpisodeFacts(EpisodeKind.POST_REHAB))
    with pytest.raises(SameKindOpen, match="Vẫn mở"):
        scene.office.do(partial(begin_episode, order=order))
    assert len(scene.course.episodes) == 1


def test_n163_hours_are_asked_for_where_a_deadline_in_hours_hangs_on_the_event(
    scene: Scene,
) -> None:
    offers = {each.kind: each for each in scene.episode.offers}
    assert not offers[EventKind.PRISON].has_hours
    assert offers[EventKind.PRISON].moves_term
    assert not offers[EventKind.POSITIVE_TEST].moves_term
    scene.office.do(partial(begin_episode, order=user(scene)))
    hours = {each.kind for each in scene.episode.offers if each.has_hours}
    assert {EventKind.POSITIVE_TEST, EventKind.USER_ENDED} <= hours
    assert EventKind.ABSENT not in hours
