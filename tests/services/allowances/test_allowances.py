"""The money of a month: computed from the roster, signed, paid, told when the roster changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records.teamwork.activities import Activity, ActivityAttendance
from rehabdesk.domain.records.teamwork.bodies import TeamMember, VolunteerTeam
from rehabdesk.domain.teamwork.allowances import (
    PartMonth,
    Presence,
    Salary,
    Terms,
    cut_to,
    pay_for,
)
from rehabdesk.domain.teamwork.codes import (
    AllowanceKind,
    AllowanceState,
    TeamLevel,
    TeamRole,
)
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.allowances.computing import ListKey
from rehabdesk.services.allowances.lists import (
    AmountImpossible,
    DayImpossible,
    ListPaid,
    ListSigned,
    MonthList,
    MonthNotOver,
    NobodyToPay,
    NotSigned,
    PaidBeforeSigned,
    SetLine,
    WhyMissing,
    pay_list,
    read_list,
    set_line,
    sign_list,
    unpay_list,
    unsign_list,
)
from rehabdesk.services.allowances.papers import export_allowances, print_allowances
from rehabdesk.services.allowances.sums import PaidSum, paid_between
from rehabdesk.services.allowances.terms import (
    FactorAboveCap,
    FactorImpossible,
    NoHelperFactor,
    NoSalary,
    OfficeTerms,
    SalaryImpossible,
    factor_words,
    keep_salary,
    keep_terms,
    read_factor,
)
from rehabdesk.services.office import Actor, NotYourRight, Office, Work
from tests.builders import a_volunteer, taken_in
from tests.ui.paper_builders import numbered, submitted

NOVEMBER, JUNE = Month(2026, 11), Month(2026, 6)
LEADER, DEPUTY, MEMBER = TeamRole.LEADER, TeamRole.DEPUTY, TeamRole.MEMBER
FACTORS: dict[TeamRole | None, int] = {LEADER: 60, DEPUTY: 50, MEMBER: 40}
BASE = 2_530_000
LATER = datetime(2026, 12, 4, 9, 0)
TODAY = LATER.date()


def terms(**values: Any) -> Terms:
    return replace(Terms(BASE, FACTORS, PartMonth.DAYS), **values)


def paid(*spans: Any, held: tuple[int, int] = (1, 1), **values: Any) -> tuple[int, str]:
    pay = pay_for(NOVEMBER, cut_to(NOVEMBER, spans), terms(**values), Presence(*held))
    return pay.amount, pay.reason


# What a month comes to


def test_a_whole_month_by_role() -> None:
    for role, amount in ((LEADER, 1_518_000), (DEPUTY, 1_265_000), (MEMBER, 1_012_000)):
        assert paid((date(2024, 1, 1), None, role)) == (amount, "Đủ tháng.")


@pytest.mark.parametrize(
    ("part", "amount", "told"),
    [
        (PartMonth.DAYS, 708_400, "Đội viên từ 10/11. Tính 21/30 ngày."),
        (PartMonth.HALF, 1_012_000, "Đội viên từ 10/11. Tính đủ tháng."),
        (PartMonth.FULL, 1_012_000, "Đội viên từ 10/11. Tính đủ tháng."),
    ],
)
def test_who_came_within_the_month(part: PartMonth, amount: int, told: str) -> None:
    assert paid((date(2026, 11, 10), None, MEMBER), part=part) == (amount, told)


def test_who_left_before_the_middle_has_nothing_by_halves() -> None:
    span = (date(2024, 1, 1), date(2026, 11, 14), MEMBER)
    amount, told = paid(span, part=PartMonth.HALF)
    assert (amount, told) == (0, "Đội viên đến 14/11. 14 ngày, dưới 15 ngày: không tính.")


def test_another_role_within_the_month_counts_by_days_or_by_the_longer() -> None:
    spans = (date(2024, 1, 1), date(2026, 11, 10), MEMBER), (date(2026, 11, 11), None, DEPUTY)
    amount, told = paid(*spans)
    assert amount == round(BASE * (40 * 10 + 50 * 20) / 3000)
    assert told == "Đội viên đến 10/11, Đội phó từ 11/11."
    assert paid(*spans, part=PartMonth.FULL)[0] == 1_265_000


def test_attendance_counts_only_where_the_office_asks_for_it() -> None:
    span = (date(2024, 1, 1), None, MEMBER)
    assert paid(span, held=(0, 2)) == (
        1_012_000,
        "Đủ tháng. Không có mặt buổi nào; vẫn tính theo danh sách.",
    )
    assert paid(span, held=(0, 2), asks_attendance=True) == (
        0,
        "Đủ tháng. Không có mặt buổi nào: không tính.",
    )
    assert paid(span, held=(1, 2), asks_attendance=True) == (1_012_000, "Đủ tháng.")


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.integers(0, 40), st.sampled_from(list(TeamRole))),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(list(PartMonth)),
)
def test_no_overlap_pays_twice(drawn: list[tuple[int, int, TeamRole]], part: PartMonth) -> None:
    spans = [
        (date(2026, 11, first), date.fromordinal(date(2026, 11, first).toordinal() + more), role)
        for first, more, role in drawn
    ]
    stretches = cut_to(NOVEMBER, spans)
    days = [
        day
        for each in stretches
        for day in range(each.from_on.toordinal(), each.until_on.toordinal() + 1)
    ]
    covered = {
        day
        for first, last, _ in spans
        for day in range(first.toordinal(), last.toordinal() + 1)
        if day <= NOVEMBER.last.toordinal()
    }
    assert sorted(days) == sorted(covered)
    most = max(FACTORS[role] for _, _, role in drawn) * BASE // 100
    assert 0 <= pay_for(NOVEMBER, stretches, terms(part=part), Presence(1, 1)).amount <= most


@pytest.mark.parametrize(
    ("typed", "factor"), [("0,6", 60), ("0.45", 45), ("1", 100), ("", None), (" 0,05 ", 5)]
)
def test_factors_are_read_as_typed(typed: str, factor: int | None) -> None:
    assert read_factor(typed) == factor
    if factor:
        assert read_factor(factor_words(factor)) == factor


@pytest.mark.parametrize("typed", ["sáu", "-1", "60", "nan", "inf"])
def test_no_factor_is_refused(typed: str) -> None:
    with pytest.raises(FactorImpossible):
        read_factor(typed)


# In the office


@pytest.fixture
def office(office: Office) -> Office:
    office.clock = lambda: LATER
    return office


@pytest.fixture
def key(office: Office) -> ListKey:
    """A team with a leader, a deputy and a member who left on the fourteenth."""
    who = [a_volunteer(office, full_name=name) for name in ("Trần Thị Ba", "Lý Văn Hai", "Vi A")]

    def found(work: Work) -> int:
        team = VolunteerTeam(
            name="Đội công tác xã hội tình nguyện xã Yên Thịnh",
            level=TeamLevel.COMMUNE,
            from_on=date(2024, 1, 1),
            is_pilot=False,
        )
        ends = (None, None, date(2026, 11, 14))
        team.members = [
            TeamMember(volunteer_id=one, role=role, from_on=date(2024, 1, 1), until_on=until)
            for one, role, until in zip(who, (DEPUTY, LEADER, MEMBER), ends, strict=True)
        ]
        work.session.add(team)
        work.session.flush()
        work.record("team.made", team)
        return team.id

    return ListKey(AllowanceKind.TEAM, NOVEMBER, office.do(found).result)


def shown(office: Office, key: ListKey) -> MonthList:
    return office.look(partial(read_list, key=key))


def signed(office: Office, key: ListKey, on: date = date(2026, 12, 1)) -> None:
    office.do(partial(sign_list, key=key, on=on))


def test_a_draft_follows_the_roster(office: Office, key: ListKey) -> None:
    read = shown(office, key)
    assert [(line.full_name, line.role, line.amount) for line in read.lines] == [
        ("Lý Văn Hai", "Đội trưởng", 1_518_000),
        ("Trần Thị Ba", "Đội phó", 1_265_000),
        ("Vi A", "Đội viên", 472_267),
    ]
    assert read.total == 3_255_267
    assert read.words == ("Ba triệu hai trăm năm mươi lăm nghìn hai trăm sáu mươi bảy đồng")
    assert read.basis == "Nghị định 161/2026/NĐ-CP"


def test_the_base_salary_is_the_months(office: Office, key: ListKey) -> None:
    june = shown(office, replace(key, month=JUNE))
    assert (june.base_salary, june.lines[0].amount) == (2_340_000, 1_404_000)
    assert shown(office, replace(key, month=Month(2026, 7))).base_salary == BASE
    with pytest.raises(NoSalary):
        shown(office, replace(key, month=Month(2024, 6)))
    office.do(partial(keep_salary, salary=Salary(date(2023, 7, 1), 1_800_000)))
    assert shown(office, replace(key, month=Month(2024, 6))).base_salary == 1_800_000


def test_terms_hold_from_their_day_and_overwrite_nothing(office: Office, key: ListKey) -> None:
    own = OfficeTerms(date(2026, 11, 1), 70, 60, 50, basis="Nghị quyết số 02/2026/NQ-HĐND")
    office.do(partial(keep_terms, terms=own))
    read = shown(office, key)
    assert read.lines[0].amount == 1_771_000
    assert read.basis == "Nghị quyết số 02/2026/NQ-HĐND; Nghị định 161/2026/NĐ-CP"
    october = shown(office, replace(key, month=Month(2026, 10)))
    assert october.lines[0].amount == 1_518_000


def test_a_line_can_be_changed_with_a_reason_and_back(office: Office, key: ListKey) -> None:
    line = shown(office, key).lines[0]
    for amount, why, refusal in ((1, " ", WhyMissing), (-1, "vì", AmountImpossible)):
        with pytest.raises(refusal):
            office.do(partial(set_line, order=SetLine(key, line.volunteer_id, amount, why)))
    order = SetLine(key, line.volunteer_id, 0, "Xin không nhận")
    back = office.do(partial(set_line, order=order)).result
    changed = shown(office, key).lines[0]
    assert (changed.amount, changed.reason, changed.is_changed) == (0, "Xin không nhận", True)
    office.do(partial(set_line, order=back))
    assert shown(office, key).lines[0] == line


def test_signed_is_frozen_and_a_later_change_is_told(office: Office, key: ListKey) -> None:
    signed(office, key)
    before = shown(office, key)
    assert (before.state, before.differences) == (AllowanceState.SIGNED, ())

    def leave_earlier(work: Work) -> None:
        team = work.session.get_one(VolunteerTeam, key.team_id)
        team.members[0].until_on = date(2026, 11, 15)
        work.record("team.changed", team)

    office.do(leave_earlier)
    after = shown(office, key)
    assert after.lines == before.lines
    [told] = after.differences
    assert (told.name, told.signed, told.now) == ("Trần Thị Ba", 1_265_000, 632_500)
    for act in (
        partial(sign_list, key=key, on=TODAY),
        partial(set_line, order=SetLine(key, 1, 0, "vì")),
    ):
        with pytest.raises(ListSigned):
            office.do(act)
    office.do(partial(unsign_list, key=key))
    assert shown(office, key).lines[1].amount == 632_500


def test_signing_and_paying_refuse_what_cannot_be(office: Office, key: ListKey) -> None:
    for act in (partial(pay_list, key=key, on=TODAY), partial(unsign_list, key=key)):
        with pytest.raises(NotSigned):
            office.do(act)
    for on in (None, date(2026, 12, 5)):
        with pytest.raises(DayImpossible):
            office.do(partial(sign_list, key=key, on=on))
    with pytest.raises(MonthNotOver):
        office.do(partial(sign_list, key=key, on=date(2026, 11, 25)))
    with pytest.raises(NobodyToPay):
        office.do(partial(sign_list, key=replace(key, team_id=None), on=TODAY))
    signed(office, key)
    with pytest.raises(PaidBeforeSigned):
        office.do(partial(pay_list, key=key, on=date(2026, 11, 30)))
    office.do(partial(pay_list, key=key, on=TODAY))
    with pytest.raises(ListPaid):
        office.do(partial(unsign_list, key=key))
    office.do(partial(unpay_list, key=key))
    assert shown(office, key).state is AllowanceState.SIGNED


def test_what_was_paid_is_summed_over_a_window(office: Office, key: ListKey) -> None:
    signed(office, key)
    window = partial(paid_between, from_on=date(2026, 12, 1), until_on=date(2026, 12, 31))
    assert office.look(window) == ()
    office.do(partial(pay_list, key=key, on=TODAY))
    sums = office.look(window)
    assert sums[0] == PaidSum(AllowanceKind.TEAM, "Đội trưởng", 1, 1, 1_518_000)
    assert sum(each.amount for each in sums) == 3_255_267
    assert (
        office.look(partial(paid_between, from_on=date(2026, 1, 1), until_on=date(2026, 12, 3)))
        == ()
    )


def test_presence_is_counted_from_the_sessions(office: Office, key: ListKey) -> None:
    own = OfficeTerms(date(2026, 1, 1), 60, 50, 40, asks_attendance=True)
    office.do(partial(keep_terms, terms=own))
    ids = {line.full_name: line.volunteer_id for line in shown(office, key).lines}

    def meet(work: Work) -> None:
        made = Activity(
            kind="meeting",
            on=date(2026, 11, 7),
            team_id=key.team_id,
            recorded_by="",
            recorded_at=work.now,
        )
        made.attendances = [
            ActivityAttendance(volunteer_id=ids["Lý Văn Hai"], is_present=True),
            ActivityAttendance(volunteer_id=ids["Trần Thị Ba"], is_present=False),
        ]
        work.session.add(made)
        work.record("activity.recorded", made)

    office.do(meet)
    amounts = {line.full_name: line.amount for line in shown(office, key).lines}
    assert amounts == {"Lý Văn Hai": 1_518_000, "Trần Thị Ba": 0, "Vi A": 0}


# Those put in charge


def test_helpers_have_a_list_of_their_own_within_the_cap(office: Office) -> None:
    helper = a_volunteer(office, full_name="Ngô Thị Nhàn")
    person = taken_in(office)
    numbered(office, submitted(office, person, (helper,)), "41")
    key = ListKey(AllowanceKind.HELPERS, Month(2026, 12))
    with pytest.raises(NoHelperFactor):
        shown(office, key)
    above = OfficeTerms(date(2026, 1, 1), 60, 50, 40, helper=61)
    with pytest.raises(FactorAboveCap, match="Điều 130 khoản 4"):
        office.do(partial(keep_terms, terms=above))
    office.do(partial(keep_terms, terms=OfficeTerms(date(2026, 1, 1), 60, 50, 40, helper=60)))
    [line] = shown(office, key).lines
    assert (line.full_name, line.factor, line.role) == ("Ngô Thị Nhàn", 60, "Người được phân công")
    assert line.amount <= 1_518_000
    assert "Phụ trách 1 người." in line.reason


def test_settings_refuse_what_cannot_be(office: Office) -> None:
    with pytest.raises(FactorImpossible):
        office.do(partial(keep_terms, terms=OfficeTerms(date(2026, 1, 1), 501, 50, 40)))
    with pytest.raises(SalaryImpossible):
        office.do(partial(keep_salary, salary=Salary(date(2026, 1, 1), 0)))


def test_paper_and_workbook_say_the_same(office: Office, key: ListKey) -> None:
    printed = office.do(partial(print_allowances, key=key)).result
    exported = office.do(partial(export_allowances, key=key)).result
    assert printed.name == "Bảng chi hỗ trợ hằng tháng 2026-11.pdf"
    assert exported.name.endswith(".xlsx")
    assert printed.content.startswith(b"%PDF")
    assert (printed.count, exported.count) == (3, 3)


def test_only_who_may_changes_the_money(office: Office, key: ListKey) -> None:
    leader = replace(office, actor=Actor(3, "Lê Quang Vịnh", "", Role.LEADER))
    assert shown(leader, key).total == 3_255_267
    for act in (
        partial(sign_list, key=key, on=TODAY),
        partial(set_line, order=SetLine(key, 1, 0, "vì")),
        partial(keep_terms, terms=OfficeTerms(date(2026, 1, 1), 60, 50, 40)),
    ):
        with pytest.raises(NotYourRight):
            leader.do(act)
