"""Who met whom, whom nobody met; the sheets of a period, a member's month, targets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import select, update

from rehabdesk.documents.pages import page_count, text_of
from rehabdesk.domain.codes import CaseState, Role
from rehabdesk.domain.daily_codes import Confidentiality, ContactWay, QuickRating
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import NeedsConfirmation
from rehabdesk.domain.teamwork.codes import BodyPaper, SupportKind, SupportStep, TeamRole
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.activities.facts import Present, RecordActivity
from rehabdesk.services.activities.recording import record_activity
from rehabdesk.services.activities.tips import RecordTip, TipFacts, record_tip
from rehabdesk.services.board_papers.sheets import print_sheets
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.decisions.composing import NobodyChosen
from rehabdesk.services.exports import PurposeRequired
from rehabdesk.services.follow_up.load import HelperLoad, read_load
from rehabdesk.services.follow_up.member_month import (
    MemberMonth,
    NoMember,
    print_month_reports,
)
from rehabdesk.services.follow_up.periods import (
    Every,
    Period,
    PeriodBackwards,
    month_of,
    quarter_of,
    set_follow_up_every,
    usual_period,
)
from rehabdesk.services.follow_up.sheet import FollowUp, follow_rows_of, print_follow_up
from rehabdesk.services.noting.recording import RecordContact, record_contact
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.pledges.looks import without_pledge
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.recording import RecordSupport, record_support
from rehabdesk.services.team_targets.done import TargetRow, read_sheet
from rehabdesk.services.team_targets.keeping import (
    AmountImpossible,
    ChangedMeanwhile,
    HandedTwice,
    KeepTarget,
    Kept,
    NothingMeasured,
    Target,
    keep_target,
    read_targets,
    spread_evenly,
)
from rehabdesk.services.team_targets.periods import Span, TargetPeriod
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.services.teams.papers import RecordPaper, record_paper
from rehabdesk.services.teams.plans import Named, Plan
from rehabdesk.services.teams.roster import read_roster
from tests.again import built_once
from tests.builders import LAN, RESOURCES, a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted

T = TypeVar("T")
LATER = datetime(2026, 12, 5, 8, 42)  # the assignments of the tests have begun
TODAY = LATER.date()
NAMES = ("Lê Xuân Trường", "Phạm Thị Hoa", "Đinh Văn Quyết")
QUARTER = TargetPeriod(Span.QUARTER, 2026, 4)


def done(office: Office, act: Callable[[Work], T]) -> T:
    return office.do(act).result


@built_once(RESOURCES)
def a_team(office: Office) -> int:
    """Found a team of three; the first of them looks after one person."""
    roles = (TeamRole.LEADER, TeamRole.MEMBER, TeamRole.MEMBER)
    members = tuple(Named(name, role) for name, role in zip(NAMES, roles, strict=True))
    plan = Plan(BodyPaper.ESTABLISH, "Đội xã Yên Thịnh", date(2024, 3, 5), members=members)
    done(office, partial(record_paper, order=RecordPaper(plan, "12/QĐ-UBND", date(2024, 3, 5))))
    team_id = office.look(list_teams)[0].id
    leader = office.look(partial(read_roster, team_id=team_id)).serving[0].volunteer_id
    person_id = taken_in(office, full_name="Lê Hoàng An", papers=())
    numbered(office, submitted(office, an_order(office, person_id, leader)), "46")
    return team_id


@pytest.fixture
def team_id(office: Office) -> int:
    made = a_team(office)
    office.clock = lambda: LATER
    return made


def of(office: Office, name: str, team_id: int | None) -> HelperLoad:
    load = office.look(partial(read_load, team_id=team_id))
    return next(each for each in load.helpers if each.name == name)


def helped(office: Office) -> int:
    return office.look(lambda work: work.session.scalars(select(Assignment.person_id)).one())


def met(office: Office, person_id: int, who: int, on: date = TODAY, **facts: object) -> None:
    told = NoteFacts(on, ContactWay.AT_HOME, MetBy("", who), "Đi làm đều.", QuickRating.GOOD)
    order = RecordContact((person_id,), replace(told, **facts))  # type: ignore[arg-type]
    done(office, partial(record_contact, order=order))


def long_ago(office: Office, person_id: int) -> None:
    """Let a person have been here, and under management, for three months."""

    def age(work: Work) -> None:
        day = TODAY - timedelta(days=90)
        work.session.execute(
            update(Standing)
            .where(Standing.person_id == person_id)
            .values(state=CaseState.POST_REHAB, since=day)
        )
        work.session.execute(
            update(Person).where(Person.id == person_id).values(created_at=LATER - timedelta(90))
        )
        work.record("person.corrected", work.session.get_one(Person, person_id))

    office.do(age)


def text(content: bytes) -> str:
    return " ".join(" ".join(text_of(content)).split())


# Who met whom


def test_a_helper_who_met_nobody_is_silent_and_an_empty_place_is_no_meeting(
    office: Office, team_id: int
) -> None:
    leader = of(office, NAMES[0], team_id)
    assert (len(leader.persons), leader.is_silent, leader.last_met) == (1, True, None)
    met(office, helped(office), leader.volunteer_id, rating=QuickRating.NOT_MET, words="")
    assert of(office, NAMES[0], team_id).is_silent
    met(office, helped(office), leader.volunteer_id)
    leader = of(office, NAMES[0], team_id)
    assert (leader.is_silent, leader.last_met, leader.meetings) == (False, TODAY, 1)
    assert not of(office, NAMES[1], team_id).is_silent  # looks after nobody


def test_who_was_not_met_for_too_long_is_named_with_the_days(office: Office, team_id: int) -> None:
    person_id = helped(office)
    long_ago(office, person_id)
    met(office, person_id, of(office, NAMES[0], team_id).volunteer_id, TODAY - timedelta(days=40))
    load = office.look(partial(read_load, team_id=team_id))
    [late] = load.unmet
    assert (late.person_id, late.silent_days) == (person_id, 40)
    assert [each.person_id for each in office.look(without_pledge)] == [person_id]


def test_without_a_team_whoever_helps_is_listed(office: Office) -> None:
    helper = a_volunteer(office)
    person_id = taken_in(office, papers=())
    numbered(office, submitted(office, an_order(office, person_id, helper)), "46")
    office.clock = lambda: LATER
    load = office.look(read_load)
    assert [(each.volunteer_id, each.role) for each in load.helpers] == [
        (helper, "Người phụ trách")
    ]


# One page for each, and a month's report


def test_a_sheet_is_printed_for_one_or_for_all_also_for_who_helps_nobody(
    office: Office, team_id: int
) -> None:
    leader, other = of(office, NAMES[0], team_id), of(office, NAMES[1], team_id)
    met(
        office,
        helped(office),
        leader.volunteer_id,
        agreed_word="Nộp đơn vay vốn",
        agreed_on=TODAY + timedelta(days=5),
    )
    one = done(office, partial(print_sheets, purpose="Họp", volunteer_ids=(leader.volunteer_id,)))
    assert (one.count, page_count(one.content)) == (1, 1)
    assert "Nộp đơn vay vốn" in text(one.content)
    ids = (leader.volunteer_id, other.volunteer_id)
    both = done(office, partial(print_sheets, purpose="Họp", volunteer_ids=ids))
    assert both.count == 2
    assert "Chưa được giao giúp ai" in text(both.content)


def test_a_name_kept_close_is_on_no_page_of_another_clerk(office: Office, team_id: int) -> None:
    person_id, leader = helped(office), of(office, NAMES[0], team_id).volunteer_id
    met(office, person_id, leader, words="Kể chuyện riêng.")
    file = office.look(partial(read_file, person_id=person_id))
    close = replace(file.facts, confidentiality=Confidentiality.CLERK_ONLY)
    done(office, partial(correct_person, order=CorrectPerson(person_id, file.version, close)))
    office.actor = replace(LAN, user_id=77, role=Role.CLERK)
    sheet = done(office, partial(print_sheets, purpose="Họp", volunteer_ids=(leader,)))
    order = MemberMonth(team_id, (leader,), Month.of(TODAY), "Họp")
    report = done(office, partial(print_month_reports, order=order)).pages
    for page in (text(sheet.content), text(report.content)):
        assert "Hoàng An" not in page
        assert "chuyện riêng" not in page
        assert "Hồ sơ kín" in page
    [row] = of(office, NAMES[0], team_id).persons
    assert (row.is_close, row.hamlet) == (True, "")


def test_a_months_report_tells_meetings_and_occasions(office: Office, team_id: int) -> None:
    leader = of(office, NAMES[0], team_id).volunteer_id
    met(office, helped(office), leader, has_pledge=True)
    talk = RecordActivity(
        "talk",
        TODAY,
        team_id=team_id,
        topic="Phòng, chống ma túy",
        attendances=(Present(leader),),
    )
    done(office, partial(record_activity, order=talk))
    order = MemberMonth(team_id, (leader,), Month.of(TODAY), "Họp giao ban")
    made = done(office, partial(print_month_reports, order=order))
    told = text(made.pages.content)
    assert "2. Đã tham gia: 1 buổi, cuộc" in told
    assert "Lượt gặp người đang giúp đã ghi: 1;" in told
    assert "bản cam kết ký khi gặp: 1." in told
    with pytest.raises(PurposeRequired):
        done(office, partial(print_month_reports, order=replace(order, purpose=" ")))
    with pytest.raises(NoMember):
        done(office, partial(print_month_reports, order=replace(order, volunteer_ids=())))


# The follow-up sheet


def test_the_sheet_holds_meetings_and_supports_of_the_period_alone(
    office: Office, team_id: int
) -> None:
    person_id, leader = helped(office), of(office, NAMES[0], team_id).volunteer_id
    met(office, person_id, leader)
    met(office, person_id, leader, date(2026, 10, 2), words="Ngoài kỳ.")
    facts = SupportFacts(SupportKind.PAPERS, person_id, title="Đổi thẻ căn cước", source="Công an")
    given = (StepFacts(SupportStep.FINISHED, TODAY),)
    done(office, partial(record_support, order=RecordSupport(facts, given)))
    december = month_of(TODAY)
    rows = office.look(partial(follow_rows_of, person_id=person_id, period=december))
    assert len(rows) == 2
    order = FollowUp((person_id,), december)
    told = text(done(office, partial(print_follow_up, order=order)).pages.content)
    assert "tháng 12 năm 2026" in told
    assert "Đổi thẻ căn cước" in told
    assert "Ngoài kỳ" not in told
    with pytest.raises(NobodyChosen):
        done(office, partial(print_follow_up, order=FollowUp((), december)))
    backwards = FollowUp((person_id,), Period(TODAY, TODAY - timedelta(days=1)))
    with pytest.raises(PeriodBackwards):
        done(office, partial(print_follow_up, order=backwards))


def test_the_usual_period_is_the_offices_own(office: Office) -> None:
    office.clock = lambda: LATER
    assert office.look(usual_period) == month_of(TODAY)
    done(office, partial(set_follow_up_every, every=Every.QUARTER))
    assert office.look(usual_period) == quarter_of(TODAY)
    assert quarter_of(TODAY).words == "quý IV năm 2026"


# Targets


def kept(office: Office, team_id: int, before: Target | None, after: Target | None) -> Kept:
    return done(office, partial(keep_target, order=KeepTarget(team_id, before, after)))


def rows_of(office: Office, team_id: int) -> dict[str, TargetRow]:
    sheet = office.look(partial(read_sheet, team_id=team_id, period=QUARTER))
    return {row.target.what: row for row in sheet.rows}


def test_a_target_is_reached_by_what_was_recorded_and_opens_into_its_lines(
    office: Office, team_id: int
) -> None:
    leader = of(office, NAMES[0], team_id).volunteer_id
    other = of(office, NAMES[1], team_id).volunteer_id
    for what, amount in (
        ("contacts", 4),
        ("persons_met", 1),
        ("signed", 2),
        ("tips_received", 2),
        ("activity:talk:occasions", 2),
        ("activity:talk:attendances", 100),
    ):
        kept(office, team_id, None, Target("2026-Q4", what, amount, {leader: amount}))
    person_id = helped(office)
    met(office, person_id, leader, has_pledge=True)
    met(office, person_id, leader, date(2026, 10, 5))
    met(office, person_id, leader, date(2026, 9, 30))  # the quarter before
    talk = RecordActivity(
        "talk",
        TODAY,
        team_id=team_id,
        figures={"attendances": 45},
        attendances=(Present(leader), Present(other), Present(leader + 50, is_present=False)),
    )
    talk = replace(talk, attendances=talk.attendances[:2])
    done(office, partial(record_activity, order=talk))
    tip = TipFacts(TODAY, "Tụ tập", team_id=team_id, volunteer_id=other)
    done(office, partial(record_tip, order=RecordTip(tip, "Người cho tin")))
    found = rows_of(office, team_id)
    assert {what: row.done for what, row in found.items()} == {
        "contacts": 2,
        "persons_met": 1,
        "signed": 1,
        "tips_received": 1,
        "activity:talk:occasions": 1,
        "activity:talk:attendances": 45,
    }
    for row in found.values():
        assert row.done == sum(each.amount for each in row.behind)
    talks = {each.member.volunteer_id: each for each in found["activity:talk:occasions"].members}
    assert (talks[leader].done, talks[leader].rate, talks[other].done) == (1, 50.0, 1)
    assert len(found["contacts"].behind_member(leader)) == 2
    assert "Người cho tin" not in str(found["tips_received"].behind)
    assert found["contacts"].rate == 50.0


def test_a_target_is_changed_taken_off_and_brought_back(office: Office, team_id: int) -> None:
    first = Target("2026-Q4", "contacts", 10)
    made = kept(office, team_id, None, first)
    changed = kept(office, team_id, first, replace(first, amount=12))
    with pytest.raises(ChangedMeanwhile):
        kept(office, team_id, first, replace(first, amount=15))
    done(office, partial(keep_target, order=changed.back))
    assert office.look(partial(read_targets, team_id=team_id)) == [first]
    done(office, partial(keep_target, order=made.back))
    assert office.look(partial(read_targets, team_id=team_id)) == []


def test_what_cannot_be_handed_out_is_refused(office: Office, team_id: int) -> None:
    first = Target("2026-Q4", "contacts", 10)
    kept(office, team_id, None, first)
    with pytest.raises(HandedTwice):
        kept(office, team_id, None, replace(first, amount=3))
    with pytest.raises(AmountImpossible):
        kept(office, team_id, None, Target("2026-Q4", "signed", 0))
    with pytest.raises(NothingMeasured):
        kept(office, team_id, None, Target("2026-Q4", "nothing", 4))
    with pytest.raises(NeedsConfirmation):
        kept(office, team_id, None, Target("2026-Q4", "signed", 4, {1: 3}))
    office.actor = replace(LAN, role=Role.LEADER)
    with pytest.raises(NotYourRight):
        kept(office, team_id, None, Target("2026-Q4", "signed", 4))
    assert office.look(partial(read_targets, team_id=team_id)) == [first]


@pytest.mark.parametrize(("amount", "members"), [(33, 11), (10, 3), (2, 5), (0, 4), (7, 1)])
def test_spread_evenly_the_parts_add_up_and_differ_by_one(amount: int, members: int) -> None:
    shares = spread_evenly(amount, range(members)).values()
    assert sum(shares) == amount
    assert max(shares) - min(shares) <= 1
    assert spread_evenly(amount, ()) == {}


def test_periods_have_their_codes_days_and_words() -> None:
    month = TargetPeriod.around(Span.MONTH, date(2026, 11, 23))
    quarter = TargetPeriod.around(Span.QUARTER, date(2026, 11, 23))
    year = TargetPeriod.around(Span.YEAR, date(2026, 11, 23))
    assert [each.code for each in (month, quarter, year)] == ["2026-11", "2026-Q4", "2026"]
    assert (quarter.from_on, quarter.until_on) == (date(2026, 10, 1), date(2026, 12, 31))
    assert [each.on(1).code for each in (month, quarter, year)] == ["2026-12", "2027-Q1", "2027"]
    assert month.on(-11).words == "tháng 12 năm 2025"
