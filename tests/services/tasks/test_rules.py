"""Tasks are made and closed by rule: each is there while its fact is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehabdesk.domain.codes import EpisodeKind, EventKind, Role
from rehabdesk.domain.course.events import PaperRef
from rehabdesk.services.assignments import end_assignment, helpers_of
from rehabdesk.services.course.acts import EventFacts, RecordEvent, record_event
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.course.view import read_course
from rehabdesk.services.decisions.drafting import mark_signed
from rehabdesk.services.decisions.life.deliveries import Deliver, deliver
from rehabdesk.services.law.setting_deadlines import AmountImpossible
from rehabdesk.services.law.signed_copies import set_copy_days
from rehabdesk.services.office import NotYourRight, Office
from rehabdesk.services.people.episodes import BeginEpisode, begin_episode
from rehabdesk.services.people.intake import EpisodeFacts
from rehabdesk.services.tasks.calendar_rules import next_report
from rehabdesk.services.tasks.task import Pile, TaskKind
from tests.builders import NOW, RESOURCES, taken_in
from tests.services.tasks.mornings import attach, kinds, morning, on, the
from tests.ui.paper_builders import numbered, submitted

POLICE = "Công an xã Yên Thịnh"


def test_the_decision_is_wanted_the_working_day_before_completion(
    office: Office, person: int
) -> None:
    row = the(morning(office), TaskKind.DECIDE)
    assert row.due.due_on == date(2026, 11, 27)
    assert row.task.who == "Trần Văn Thắng"
    assert row.task.birth_and_place == "1991 · Thôn Đồng Bến"
    assert row.task.basis == "Mẫu 53"
    assert any("Hạn này do xã đặt" in note for note in row.task.notes)
    late = the(morning(office, date(2026, 12, 2)), TaskKind.DECIDE)
    assert late.left.words == "Trễ 3 ngày"


def test_a_printed_paper_waits_for_its_signature_then_for_its_number(
    office: Office, person: int
) -> None:
    decision_id = submitted(office, person)
    today = morning(office)
    unsigned = the(today, TaskKind.UNSIGNED)
    assert unsigned in today.pile(Pile.AWAITING)
    assert unsigned.task.title == "Chờ ký QĐ quản lý sau cai"
    assert the(today, TaskKind.DECIDE) not in today.coming  # told once, by the paper on its way
    office.do(partial(mark_signed, decision_id=decision_id))
    row = the(morning(office), TaskKind.NUMBER)
    assert row.due.due_on == date(2026, 11, 25)  # 24/11 is a day off
    assert row.task.decision_id == decision_id


def test_a_number_closes_what_it_was_wanted_for(office: Office, managed: int) -> None:
    assert kinds(morning(office)) == {TaskKind.DELIVER, TaskKind.SEND_POLICE}


def test_the_decision_is_handed_over_in_the_last_day_and_sent_to_the_police(
    office: Office, managed: int, person: int
) -> None:
    today = morning(office)
    assert the(today, TaskKind.DELIVER).due.due_on == date(2026, 11, 30)
    assert the(today, TaskKind.SEND_POLICE).due.due_on == date(2026, 11, 25)
    give = partial(Deliver, managed, NOW.date())
    office.do(partial(deliver, order=give("Trần Văn Thắng", person_id=person)))
    assert kinds(morning(office)) == {TaskKind.SEND_POLICE}
    office.do(partial(deliver, order=give(POLICE)))
    assert kinds(morning(office)) == set()


def test_a_helper_who_left_is_replaced_within_three_working_days(
    office: Office, managed: int, person: int
) -> None:
    december = on(office, date(2026, 12, 1))
    [helper] = december.look(partial(helpers_of, person_id=person))
    december.do(
        partial(
            end_assignment,
            assignment_id=helper.assignment_id,
            version=helper.version,
            until_on=date(2026, 12, 7),
            reason="chuyển nơi ở",
        )
    )
    row = the(morning(office, date(2026, 12, 14)), TaskKind.ASSIGN)
    assert row.due.due_on == date(2026, 12, 10)
    assert row.left.words == "Trễ 2 ngày"
    assert "thôi nhiệm vụ từ 07/12/2026 (chuyển nơi ở)" in row.task.why
    paper = submitted(on(office, date(2026, 12, 14)), person, (1,), "helper_assignment")
    assert TaskKind.ASSIGN not in kinds(morning(office, date(2026, 12, 14)))
    numbered(on(office, date(2026, 12, 14)), paper, "42", date(2026, 12, 14))
    assert TaskKind.ASSIGN not in kinds(morning(office, date(2026, 12, 15)))


@pytest.mark.parametrize(
    ("day", "mark"),
    [(date(2028, 10, 20), "mốc 30 ngày"), (date(2028, 11, 10), "mốc 15 ngày")],
)
def test_the_end_of_a_term_is_told_thirty_and_fifteen_working_days_before(
    office: Office, managed: int, day: date, mark: str
) -> None:
    today = morning(office, day)
    row = the(today, TaskKind.CERTIFY)
    assert row in today.pile(Pile.ENDING)
    assert mark in row.task.why
    assert row.task.basis == "Mẫu 56"


def test_a_term_that_ends_is_not_forgotten_beside_a_later_episode(
    office: Office, managed: int
) -> None:
    begun = on(office, date(2028, 10, 2))
    order = BeginEpisode(managed, EpisodeFacts(EpisodeKind.DOSSIER))
    begun.do(partial(begin_episode, order=order))
    row = the(morning(office, date(2028, 11, 20)), TaskKind.CERTIFY)
    assert row.task.ends_on == date(2028, 11, 30)


def test_the_certificate_is_given_in_the_last_three_working_days(
    office: Office, managed: int
) -> None:
    assert TaskKind.CERTIFY not in kinds(morning(office, date(2028, 9, 1)))
    row = the(morning(office, date(2028, 11, 20)), TaskKind.CERTIFY)
    term_end = row.task.ends_on
    assert term_end == date(2028, 11, 30)
    assert (row.due.opens_on, row.due.due_on) == (date(2028, 11, 27), date(2028, 11, 29))
    over = morning(office, date(2028, 12, 4))
    assert the(over, TaskKind.CERTIFY).left.is_late
    assert not over.pile(Pile.ENDING)


def test_police_are_asked_two_working_days_after_the_notice(office: Office) -> None:
    person = taken_in(office)
    view = office.look(partial(read_course, person_id=person)).current
    assert view is not None
    office.do(
        partial(
            record_event,
            order=RecordEvent(view.id, EventFacts(EventKind.COMPLETION_NOTICE, date(2026, 10, 28))),
        )
    )
    assert TaskKind.ASK_PROPOSAL not in kinds(morning(office))  # the proposal is there


def test_the_scan_of_a_signed_paper_is_missed_after_five_working_days(
    office: Office, managed: int
) -> None:
    assert TaskKind.ATTACH_COPY not in kinds(morning(office, date(2026, 11, 30)))
    row = the(morning(office, date(2026, 12, 1)), TaskKind.ATTACH_COPY)  # 24/11 is a day off
    assert (row.due.due_on, row.left.words) == (date(2026, 12, 1), "Hôm nay")
    assert row.task.title == "Thiếu bản đã ký QĐ quản lý sau cai"
    assert row.task.decision_id == managed
    assert row.task.notes == ("Lệ riêng của xã (Cài đặt › Hạn việc), không phải hạn của luật.",)
    assert "Luật" not in row.task.basis
    assert the(morning(office, date(2026, 12, 2)), TaskKind.ATTACH_COPY).left.is_late
    attach(office, managed)
    assert TaskKind.ATTACH_COPY not in kinds(morning(office, date(2026, 12, 2)))


def test_the_office_chooses_when_it_misses_a_scan_or_that_it_keeps_none(
    office: Office, managed: int
) -> None:
    office.do(partial(set_copy_days, days=1))
    row = the(morning(office, date(2026, 11, 25)), TaskKind.ATTACH_COPY)
    assert row.due.due_on == date(2026, 11, 25)
    office.do(partial(set_copy_days, days=0))
    assert TaskKind.ATTACH_COPY not in kinds(morning(office, date(2027, 3, 1)))
    with pytest.raises(AmountImpossible):
        office.do(partial(set_copy_days, days=-1))
    clerk = replace(office, actor=replace(office.actor, role=Role.CLERK))
    with pytest.raises(NotYourRight):
        clerk.do(partial(set_copy_days, days=9))


def test_the_certificate_is_still_handed_over_when_it_has_closed_the_case(
    office: Office, managed: int, person: int
) -> None:
    last = on(office, date(2028, 11, 28))
    last.do(refresh_standings)
    paper = submitted(last, person, (), "completion")
    numbered(last, paper, "9", date(2028, 11, 28))
    left = kinds(morning(office, date(2028, 11, 29)))
    assert TaskKind.CERTIFY not in left
    assert TaskKind.DELIVER in left


@pytest.mark.parametrize(
    ("day", "title", "closes_on"),
    [
        (date(2026, 11, 23), "Báo cáo năm 2026", date(2026, 12, 14)),
        (date(2026, 12, 16), "Báo cáo năm 2026", date(2026, 12, 14)),
        (date(2026, 12, 17), "Báo cáo 6 tháng đầu năm 2027", date(2027, 6, 14)),
        (date(2026, 6, 14), "Báo cáo 6 tháng đầu năm 2026", date(2026, 6, 14)),
    ],
)
def test_reports_close_on_the_fourteenth(day: date, title: str, closes_on: date) -> None:
    report = next_report(day, RESOURCES.calendar)
    assert (report.title, report.closes_on) == (title, closes_on)
    assert report.opens_on == date(closes_on.year - 1, 12, 15)


@pytest.mark.parametrize(
    ("role", "pile"), [(Role.LEADER, Pile.AWAITING), (Role.CLERK, Pile.OVERDUE)]
)
def test_a_leader_begins_with_what_waits_for_him(
    office: Office, person: int, role: Role, pile: Pile
) -> None:
    late = morning(office, date(2026, 12, 2))
    assert late.overdue
    assert late.first_pile(role) is pile


def test_the_warnings_before_the_end_come_with_what_to_prepare(
    office: Office, managed: int
) -> None:
    found = {
        day: the(morning(office, day), TaskKind.CERTIFY).task
        for day in (date(2028, 10, 20), date(2028, 11, 10), date(2028, 11, 22))
    }
    assert [task.warning for task in found.values()] == [30, 15, 7]
    assert all("Ý kiến của Công an xã" in task.prepare for task in found.values())
    over = the(morning(office, date(2028, 12, 4)), TaskKind.CERTIFY).task
    assert over.warning is None


def test_nothing_recorded_is_nothing_to_do(office: Office) -> None:
    today = morning(office)
    assert kinds(today) == set()
    assert (today.first_pile(Role.CLERK), today.urgent) == (Pile.OVERDUE, 0)


REPORTS = {TaskKind.REPORT_CLOSES, TaskKind.REPORT_SENT}  # of no case


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(day=st.dates(date(2026, 11, 30), date(2030, 6, 1)))
def test_what_is_done_is_never_red(office: Office, done: int, day: date) -> None:
    """Everything of this case is done: no day makes any of it late."""
    overdue = morning(office, day).overdue
    assert not [row.task.key for row in overdue if row.task.kind not in REPORTS]


@pytest.fixture
def done(office: Office, managed: int, person: int) -> int:
    give = partial(Deliver, managed, NOW.date())
    office.do(partial(deliver, order=give("Trần Văn Thắng", person_id=person)))
    office.do(partial(deliver, order=give(POLICE)))
    view = office.look(partial(read_course, person_id=person)).current
    assert view is not None
    paper = PaperRef("09/GXN-UBND", date(2028, 11, 28), "UBND xã Yên Thịnh")
    facts = EventFacts(EventKind.CERTIFIED, date(2028, 11, 28), paper=paper)
    attach(office, managed)
    later = on(office, date(2028, 11, 28))
    later.do(partial(record_event, order=RecordEvent(view.id, facts)))
    return person
