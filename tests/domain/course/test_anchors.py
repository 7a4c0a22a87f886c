"""Which dates hang on which, and what a correction moves."""

from __future__ import annotations

from datetime import date, time

from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.domain.course.anchors import hanging_dates, moved
from rehabdesk.domain.course.events import Course
from tests.domain.course.courses import calendar, course, day, event, post_rehab, regimes, user


def dates(of: Course) -> dict[str, date | None]:
    return {each.id: each.on for each in hanging_dates(of, regimes(), calendar())}


def test_n163_d134_every_date_of_a_coming_completion() -> None:
    coming = post_rehab(
        event(EventKind.COMPLETION_NOTICE, "02/07/2026"),
        event(EventKind.PROPOSAL, "06/07/2026"),
        completes_on=day("05/08/2026"),
        decisions=[],
    )
    assert dates(coming) == {
        "police_proposal": day("06/07/2026"),
        "completion_notice": day("06/07/2026"),
        "chair_decision": day("04/08/2026"),
        "hand_over": day("05/08/2026"),
        "term_end": day("05/08/2027"),
    }


def test_n163_d138_the_certificate_is_due_in_the_last_three_working_days() -> None:
    [certificate] = [
        each
        for each in hanging_dates(post_rehab(), regimes(), calendar())
        if each.id == "completion_certificate"
    ]
    assert certificate.due is not None
    assert (certificate.due.opens_on, certificate.on) == (day("12/07/2027"), day("14/07/2027"))
    assert "Điều 138 Nghị định 163/2026/NĐ-CP" in certificate.basis


def test_n116_d78_the_older_law_counted_the_decision_from_the_proposal() -> None:
    old = post_rehab(
        event(EventKind.PROPOSAL, "02/03/2026"), completes_on=day("15/03/2026"), decisions=[]
    )
    assert dates(old)["chair_decision"] == day("04/03/2026")


def test_n163_d102_the_court_gets_the_dossier_a_day_after_it_was_read() -> None:
    dossier = course(EpisodeKind.DOSSIER, "03/08/2026", event(EventKind.DOSSIER_READ, "03/08/2026"))
    assert dates(dossier) == {
        "dossier_read": day("06/08/2026"),
        "dossier_to_court": day("07/08/2026"),
    }


def test_n163_d89_1_a_time_of_day_gives_a_deadline_in_hours() -> None:
    found = event(EventKind.DIAGNOSED_ADDICTED, "01/12/2026", at=time(15, 30))
    [registration] = [
        each
        for each in hanging_dates(user(found), regimes(), calendar())
        if each.id == "registration"
    ]
    assert registration.due is not None
    assert f"{registration.due.due_at:%H:%M %d/%m/%Y}" == "15:30 02/12/2026"


def test_a_corrected_completion_moves_every_date_that_hangs_on_it() -> None:
    before = hanging_dates(post_rehab(decisions=[]), regimes(), calendar())
    corrected = post_rehab(decisions=[], completes_on=day("20/07/2026"))
    changes = moved(before, hanging_dates(corrected, regimes(), calendar()))
    assert {each.label: (each.before, each.after) for each in changes} == {
        "Báo trước ngày hoàn thành cai nghiện (Mẫu 51)": (day("15/06/2026"), day("20/06/2026")),
        "Chủ tịch ra quyết định quản lý sau cai (Mẫu 53)": (day("14/07/2026"), day("17/07/2026")),
        "Giao quyết định trước khi về (Mẫu 23)": (day("15/07/2026"), day("20/07/2026")),
        "Hết thời hạn (dự kiến)": (day("15/07/2027"), day("20/07/2027")),
    }
    assert moved(before, before) == ()
