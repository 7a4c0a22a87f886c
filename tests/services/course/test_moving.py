"""What a corrected date moves is shown before it is written (F29)."""

from __future__ import annotations

from datetime import date
from functools import partial

from rehabdesk.domain.codes import EventKind
from rehabdesk.services.course.acts import CorrectEvent, EventFacts
from rehabdesk.services.course.moving import (
    CorrectDecisionDate,
    CorrectFacts,
    Correction,
    MovedDates,
    UndoEvent,
    moved_dates,
)
from rehabdesk.services.office import Office
from tests.builders import taken_in
from tests.services.course.scene import PAPER, Scene, day


def shown(scene: Scene, order: Correction) -> MovedDates:
    return scene.office.look(partial(moved_dates, order=order))


def completed_on(scene: Scene, on: date) -> CorrectFacts:
    facts = scene.facts()
    return CorrectFacts(
        scene.episode.id,
        facts.kind,
        facts.rehab_form,
        facts.rehab_ordinal,
        on,
        facts.proposal_on,
    )


def test_a_corrected_completion_shows_every_date_that_hangs_on_it(office: Office) -> None:
    scene = Scene.of(office, taken_in(office))  # completes on 30/11/2026, nothing decided yet
    found = shown(scene, completed_on(scene, date(2026, 12, 10)))
    assert {row.label: (row.before, row.after) for row in found.rows} == {
        "Báo trước ngày hoàn thành cai nghiện (Mẫu 51)": (day("31/10/2026"), day("10/11/2026")),
        "Chủ tịch ra quyết định quản lý sau cai (Mẫu 53)": (day("27/11/2026"), day("09/12/2026")),
        "Giao quyết định trước khi về (Mẫu 23)": (day("30/11/2026"), day("10/12/2026")),
        "Hết thời hạn (dự kiến)": (day("30/11/2028"), day("10/12/2028")),
    }
    assert found.title == "4 hạn việc đổi theo"
    assert scene.facts().completes_on == date(2026, 11, 30)  # only shown


def test_a_term_that_was_decided_stays_and_is_pointed_at(scene: Scene) -> None:
    found = shown(scene, completed_on(scene, date(2026, 11, 18)))
    assert "Hết thời hạn" not in {row.label for row in found.rows}
    assert found.doubts == (
        "Quyết định ghi từ ngày 15/11/2026, hồ sơ ghi hoàn thành cai nghiện ngày 18/11/2026.",
    )


def test_a_corrected_or_undone_event_shows_the_end_it_moves(scene: Scene) -> None:
    event_id = scene.record(EventKind.ABSENCE_UNREPORTED, "16/11/2026", "20/11/2026")
    facts = EventFacts(
        EventKind.ABSENCE_UNREPORTED, day("16/11/2026"), day("17/11/2026"), paper=PAPER
    )
    ends = {row.label: row.after for row in shown(scene, CorrectEvent(event_id, 1, facts)).rows}
    assert ends["Hết thời hạn"] == date(2027, 11, 17)
    undone = {row.label: row.after for row in shown(scene, UndoEvent(event_id)).rows}
    assert undone["Hết thời hạn"] == date(2027, 11, 15)


def test_a_corrected_date_of_a_decision_shows_what_was_counted_from_it(scene: Scene) -> None:
    found = shown(scene, CorrectDecisionDate(scene.decision_id, date(2026, 11, 20)))
    assert [(row.label, row.before, row.after) for row in found.rows] == [
        ("Quyết định giám sát điện tử", day("23/11/2026"), day("20/11/2026"))
    ]
    same = shown(scene, CorrectDecisionDate(scene.decision_id, date(2026, 11, 23)))
    assert same.title == "Không hạn việc nào đổi"
