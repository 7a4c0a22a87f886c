"""What cannot be so is refused in one plain sentence; what is odd is asked about."""

from __future__ import annotations

from typing import Any

import pytest

from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.domain.course import soundness
from rehabdesk.domain.course.endings import EndReason, ending, endings_of
from rehabdesk.domain.course.events import NO_PAPER, RULES, Event, offered
from rehabdesk.domain.course.soundness import doubts_of, require_sound
from rehabdesk.domain.refusals import Refusal
from tests.domain.course.courses import day, event, post_rehab

TODAY = day("20/11/2026")


@pytest.mark.parametrize(
    ("wrong", "refusal", "sentence"),
    [
        (
            event(EventKind.USER_SUSPENDED, "01/09/2026"),
            soundness.EventNotOffered,
            "“Tạm đình chỉ quản lý” không có trong đợt “Quản lý sau cai”. Chọn việc khác.",
        ),
        (
            event(EventKind.PRISON, "21/11/2026"),
            soundness.EventInTheFuture,
            "Ngày 21/11/2026 chưa tới. Ghi khi việc đã xảy ra.",
        ),
        (
            event(EventKind.PRISON, "01/01/1980"),
            soundness.EventBeforeBirth,
            "Ngày phải sau ngày sinh (05/03/1985).",
        ),
        (
            event(EventKind.PRISON, "10/09/2026", "09/09/2026"),
            soundness.EventEndsBeforeStart,
            "Đến ngày không trước từ ngày (10/09/2026).",
        ),
        (
            event(EventKind.REMOVED, "10/09/2026"),
            soundness.ReasonMissing,
            "Chọn lý do của “Đưa ra khỏi danh sách”.",
        ),
        (
            event(EventKind.DIED, "02/10/2026", paper=NO_PAPER),
            soundness.PaperMissing,
            "Ghi số hoặc nơi ban hành, và ngày của giấy tờ kèm theo “Chết”.",
        ),
        (
            event(EventKind.DIED, "01/10/2026"),
            soundness.RecordedTwice,
            "“Chết” ngày 01/10/2026 đã ghi rồi.",
        ),
    ],
)
def test_what_cannot_be_so_is_refused(wrong: Event, refusal: type[Refusal], sentence: str) -> None:
    person = post_rehab(event(EventKind.DIED, "01/10/2026", id=9), born=day("05/03/1985"))
    with pytest.raises(refusal) as refused:
        require_sound(wrong, person, TODAY)
    assert str(refused.value) == sentence
    assert refused.value.field is not None


def test_a_last_day_may_lie_ahead() -> None:
    require_sound(event(EventKind.PRISON, "01/10/2026", "01/10/2028"), post_rehab(), TODAY)


def test_two_stretches_of_one_kind_that_overlap_are_asked_about() -> None:
    person = post_rehab(event(EventKind.ABSENCE_UNREPORTED, "01/09/2026", "10/09/2026", id=1))
    [doubt] = doubts_of(event(EventKind.ABSENCE_UNREPORTED, "10/09/2026", id=2), person)
    assert "Trùng ngày với “Vắng mặt không khai báo” từ 01/09/2026 đến 10/09/2026" in str(doubt)
    assert not list(doubts_of(event(EventKind.ABSENCE_UNREPORTED, "11/09/2026", id=2), person))
    assert not list(doubts_of(event(EventKind.PRISON, "05/09/2026", id=2), person))


def test_something_after_a_death_is_asked_about() -> None:
    person = post_rehab(event(EventKind.DIED, "01/10/2026", id=1))
    [doubt] = doubts_of(event(EventKind.PRISON, "02/10/2026", id=2), person)
    assert "sau “chết” (01/10/2026)" in str(doubt)


@pytest.mark.parametrize("kind", EpisodeKind)
def test_every_ending_is_recorded_by_an_event_its_episode_offers(kind: EpisodeKind) -> None:
    for each in endings_of(kind):
        assert each.event in offered(kind)
        rule = RULES[each.event]
        assert rule.needs_paper
        assert not rule.reasons or each.event_reason in rule.reasons
    assert len({each.reason for each in endings_of(kind)}) == len(endings_of(kind))


def test_l120_d48_4_names_the_ways_out_of_post_rehabilitation() -> None:
    reasons = [each.reason for each in endings_of(EpisodeKind.POST_REHAB)]
    assert reasons == [
        EndReason.SERVED,
        EndReason.PRISON,
        EndReason.COMPULSORY_EDUCATION,
        EndReason.ADDICTED,
        EndReason.MOVED,
        EndReason.DIED,
        EndReason.MISSING,
    ]
    prison = ending(EpisodeKind.POST_REHAB, EndReason.PRISON)
    assert prison is not None
    assert prison.is_for_now


def words(**facts: Any) -> str:
    return event(EventKind.PRISON, "01/10/2026", **facts).paper.words


def test_a_paper_is_told_with_what_is_known_of_it() -> None:
    assert words() == "12/CAX ngày 05/01/2026 Công an xã Yên Thịnh"
    assert words(paper=NO_PAPER) == ""
