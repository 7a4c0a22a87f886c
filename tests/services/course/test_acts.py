"""Events recorded, corrected and undone; episodes closed and reopened, with all that follows."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import CaseState, EventKind
from rehabdesk.domain.course.endings import EndReason
from rehabdesk.domain.course.events import NO_PAPER
from rehabdesk.domain.course.soundness import EventInTheFuture, PaperMissing, StretchesOverlap
from rehabdesk.domain.records import AuditEntry, CaseEvent
from rehabdesk.services.assignments import helpers_of
from rehabdesk.services.course.acts import (
    AlreadyUndone,
    CorrectEvent,
    EventFacts,
    NoSuchEnding,
    NothingToReopen,
    ReasonToReopenMissing,
    correct_event,
    reopen_episode,
    undo_event,
)
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Work
from tests.services.course.scene import PAPER, Scene, day

PDF = b"%PDF-1.7 bien ban"


def events(work: Work) -> int:
    return len(work.session.scalars(select(CaseEvent)).all())


def trail(work: Work) -> list[tuple[str, dict[str, str]]]:
    entries = work.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
    return [(entry.act, entry.facts) for entry in entries]


def test_an_absence_recorded_moves_the_end_and_keeps_the_standing(scene: Scene) -> None:
    assert scene.kept.term_end == date(2027, 11, 15)
    scene.record(EventKind.ABSENCE_UNREPORTED, "16/11/2026", "20/11/2026")
    assert scene.kept.term_end == date(2027, 11, 20)
    assert scene.episode.term is not None
    assert scene.episode.term.end == date(2027, 11, 20)
    [row] = scene.episode.events
    assert (row.kind, row.paper, row.recorded_by) == (
        EventKind.ABSENCE_UNREPORTED,
        PAPER,
        "Nguyễn Thị Hạnh",
    )
    assert row.basis == "điểm a khoản 1 Điều 136 Nghị định 163/2026/NĐ-CP"


def test_an_event_that_cannot_be_so_leaves_nothing_behind(scene: Scene) -> None:
    before = scene.kept.computed_on, scene.office.look(trail)
    with pytest.raises(EventInTheFuture):
        scene.record(EventKind.PRISON, "24/11/2026")
    with pytest.raises(PaperMissing):
        scene.record(EventKind.PRISON, "20/11/2026", paper=NO_PAPER)
    assert scene.office.look(events) == 0
    assert (scene.kept.computed_on, scene.office.look(trail)) == before


def test_an_overlap_is_asked_about_and_counted_once_when_the_clerk_insists(scene: Scene) -> None:
    scene.record(EventKind.ABSENCE_UNREPORTED, "16/11/2026", "20/11/2026")
    with pytest.raises(StretchesOverlap) as asked:
        scene.record(EventKind.ABSENCE_UNREPORTED, "19/11/2026", "22/11/2026")
    assert scene.office.look(events) == 1
    scene.insist(
        asked.value, partial(scene.record, EventKind.ABSENCE_UNREPORTED, "19/11/2026", "22/11/2026")
    )
    assert scene.kept.term_end == date(2027, 11, 22)


def test_a_scan_is_kept_with_its_event(scene: Scene) -> None:
    scene.record(EventKind.PRISON, "20/11/2026", file=("bản án.pdf", PDF))
    [row] = scene.episode.events
    assert row.file_id is not None


def test_a_corrected_event_moves_what_hung_on_it(scene: Scene) -> None:
    scene.record(EventKind.ABSENCE_UNREPORTED, "16/11/2026", "20/11/2026")
    [row] = scene.episode.events
    facts = EventFacts(row.kind, row.on, day("18/11/2026"), paper=row.paper)
    order = CorrectEvent(row.id, row.version, facts)
    scene.office.do(partial(correct_event, order=order))
    assert scene.kept.term_end == date(2027, 11, 18)
    act, facts_told = scene.office.look(trail)[-1]
    assert (act, facts_told) == ("event.corrected", {"Đến ngày": "20/11/2026 → 18/11/2026"})
    with pytest.raises(EditedMeanwhile):
        scene.office.do(partial(correct_event, order=order))


def test_an_event_undone_is_gone_from_the_course_and_stays_in_the_trail(scene: Scene) -> None:
    scene.record(EventKind.PRISON, "20/11/2026")
    assert scene.state() is CaseState.IN_PRISON
    [row] = scene.episode.events
    undo = partial(undo_event, event_id=row.id, version=row.version)
    scene.office.do(undo)
    assert (scene.kept.state, scene.episode.events) == (CaseState.POST_REHAB, ())
    assert [act for act, _ in scene.office.look(trail)][-2:] == ["event.recorded", "event.undone"]
    with pytest.raises(AlreadyUndone):
        scene.office.do(partial(undo, version=row.version + 1))


def test_a_proposal_recorded_is_the_proposal_papers_name(scene: Scene) -> None:
    scene.record(EventKind.PROPOSAL, "21/11/2026", paper=PAPER)
    facts = scene.facts()
    assert (facts.proposal_number, facts.proposal_on) == ("12/CAX", date(2026, 11, 20))


# Closing and reopening


def test_l120_d48_4d_a_death_closes_the_episode_and_ends_who_was_in_charge(scene: Scene) -> None:
    scene.close(EndReason.DIED, "20/11/2026")
    assert scene.state() is CaseState.DECEASED_MISSING
    assert (scene.episode.ended_on, scene.episode.end_reason) == (date(2026, 11, 20), "Chết")
    [helper] = scene.office.look(partial(helpers_of, person_id=scene.person_id))
    assert (helper.until_on, helper.end_reason) == (date(2026, 11, 20), "kết thúc đợt: chết")


def test_reopening_brings_back_state_and_helper(scene: Scene) -> None:
    scene.close(EndReason.MOVED, "20/11/2026")
    assert scene.state() is CaseState.MOVED_OUT
    episode = scene.episode
    reopen = partial(reopen_episode, episode_id=episode.id, version=episode.version)
    with pytest.raises(ReasonToReopenMissing):
        scene.office.do(partial(reopen, reason=" "))
    scene.office.do(partial(reopen, reason="Chuyển nhầm người"))
    assert scene.state() is CaseState.POST_REHAB
    [helper] = scene.office.look(partial(helpers_of, person_id=scene.person_id))
    assert (helper.until_on, helper.end_reason) == (None, "")
    again = partial(reopen, version=scene.episode.version, reason="Nữa")
    with pytest.raises(NothingToReopen):
        scene.office.do(again)


def test_l120_d47_1_prison_closes_nothing_for_good(scene: Scene) -> None:
    scene.close(EndReason.PRISON, "20/11/2026")
    assert (scene.kept.state, scene.kept.is_followed) == (CaseState.IN_PRISON, False)
    assert scene.episode.is_open
    [helper] = scene.office.look(partial(helpers_of, person_id=scene.person_id))
    assert helper.until_on is None


def test_a_reason_of_another_kind_of_episode_is_refused(scene: Scene) -> None:
    with pytest.raises(NoSuchEnding, match="không phải lý do kết thúc đợt “Quản lý sau cai”"):
        scene.close(EndReason.COURT_REFUSED, "20/11/2026")
    assert scene.episode.is_open


@pytest.mark.parametrize("reason", [EndReason.MOVED, EndReason.ADDICTED, EndReason.SERVED])
def test_every_ending_needs_its_paper(scene: Scene, reason: EndReason) -> None:
    with pytest.raises(PaperMissing):
        scene.close(reason, "20/11/2026", paper=NO_PAPER)
    assert scene.episode.is_open


def test_l120_d48_4_the_reasons_offered_name_their_form_and_article(scene: Scene) -> None:
    told = {each.reason: (each.form, each.basis) for each in scene.episode.endings}
    law = "Luật Phòng, chống ma túy 120/2025/QH15"
    assert told[EndReason.ADDICTED] == ("Mẫu 57 Phụ lục V", f"điểm b khoản 4 Điều 48 {law}")
    assert told[EndReason.DIED] == ("Mẫu 57 Phụ lục V", f"điểm d khoản 4 Điều 48 {law}")
    assert told[EndReason.SERVED][0] == "Mẫu 56 Phụ lục V"
