"""What teams did, gave and were paid, as figures: each with all that stands behind it."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import product

import pytest
from sqlalchemy import Engine

from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.teamwork.codes import Audience, PledgeBy
from rehabdesk.persistence.database import sessions
from rehabdesk.services.activities.recording import record_activities
from rehabdesk.services.indicators.answers import answer, catalogue, figure, parts_of, rules
from rehabdesk.services.indicators.counting import Answer, Counting
from rehabdesk.services.office import Office, Work
from rehabdesk.services.pledges.facts import PledgeFacts
from rehabdesk.services.pledges.looks import set_totals
from rehabdesk.services.pledges.recording import RecordPledges, record_pledges
from tests.again import copied
from tests.builders import LAN, NOW, RESOURCES, a_volunteer, taken_in
from tests.services.activities.places import a_team, an_activity

AUTUMN = Window(date(2026, 9, 15), date(2026, 12, 14))
YEAR = Window(date(2025, 12, 15), date(2026, 12, 14))
OCTOBER = Window(date(2026, 10, 10), date(2026, 10, 20))


def asked(office: Office, code: str, window: Window = AUTUMN) -> Answer:
    return office.look(lambda work: answer(Counting(work), code, window))


def words(office: Office, code: str, window: Window = AUTUMN) -> str:
    value = office.look(lambda work: figure(Counting(work), code, window))
    return value.words if value is not None else "–"


@pytest.fixture(scope="module")
def kept(furnished: Engine) -> Office:
    """A team's autumn: occasions, a sum of an old ledger, one half outside, one still to come."""
    office = Office(sessions(copied(furnished)), RESOURCES, LAN, clock=lambda: NOW)
    team = a_team(office)
    a_volunteer(office)
    person = taken_in(office)
    orders = [
        an_activity(on=date(2026, 10, 14), team_id=team, hamlet_id=1),
        an_activity(on=date(2026, 12, 1), team_id=team),
        an_activity(
            "talk",
            date(2026, 10, 15),
            team_id=team,
            hamlet_id=2,
            audience=Audience.PUPILS,
            figures={"attendances": 45, "leaflets": 120},
        ),
        an_activity(
            "articles",
            date(2026, 10, 1),
            until_on=date(2026, 10, 31),
            figures={"articles": "> 15", "broadcasts": 30},
        ),
        an_activity("articles", date(2026, 11, 2), figures={"articles": 2}),
        an_activity("outreach", date(2026, 11, 3), figures={"attendances": 7}),
        an_activity(
            "talk",
            date(2026, 7, 1),
            until_on=date(2026, 9, 30),
            figures={"occasions": 9, "attendances": 500},
        ),
        an_activity("training", date(2026, 10, 5), team_id=team, figures={"persons": 12}),
        an_activity("training", date(2026, 10, 6), figures={"persons": 80}),
        an_activity("livelihood", date(2026, 10, 7), figures={"money": "35 triệu", "trained": 3}),
    ]
    office.do(partial(record_activities, orders=orders))
    on = date(2026, 10, 20)
    for day in (on, date(2026, 11, 1)):
        mine = RecordPledges(PledgeFacts(PledgeBy.PERSON, day), (person,))
        office.do(partial(record_pledges, order=mine))
    signed = [
        PledgeFacts(PledgeBy.RESIDENT, on, signer="Đỗ Văn Tám", hamlet_id=1),
        PledgeFacts(PledgeBy.RESIDENT, on, signer="đỗ văn tám", hamlet_id=1),
        PledgeFacts(PledgeBy.SCHOOL, on, signer="Trường THCS Yên Thịnh"),
    ]
    for facts in signed:
        office.do(partial(record_pledges, order=RecordPledges(facts)))
    return office


def test_every_quick_figure_is_the_sum_of_its_members(kept: Office) -> None:
    def check(work: Work) -> int:
        found = 0
        for code, window in product(rules(), (AUTUMN, YEAR, OCTOBER)):
            counting = Counting(work)
            rule, quick = rules()[code], rules()[code].quick
            members = list(rule.members(counting, window))
            value = quick(counting, window) if quick else None
            if value is not None:
                assert value.amount == sum(each.amount for each in members), code
            found += len(members)
        return found

    assert kept.look(check) > 30


def test_every_code_of_these_groups_is_counted_or_typed(office: Office) -> None:
    known = office.look(catalogue)
    alone = {
        code
        for code, each in known.items()
        if each.group in "HTPVMAFK" and code not in rules() and each.nature != "share"
    }
    assert alone == {"V02", "V05", "F01"}
    assert all(known[code].is_typed for code in alone)


def test_occasions_attendances_and_persons_are_never_added(kept: Office) -> None:
    told = {code: words(kept, code) for code in ("T05", "P01", "P02", "T07", "P03", "V03", "V04")}
    assert told == {
        "T05": "1",
        "P01": "1",
        "P02": "45",
        "T07": "7",
        "P03": "120",
        "V03": "2",
        "V04": "92",
    }
    assert (words(kept, "T06"), words(kept, "T06n")) == ("1", "12")
    assert (words(kept, "P04"), words(kept, "P04l")) == ("17", "30")
    assert (words(kept, "H03"), words(kept, "H03c"), words(kept, "H08")) == ("3", "3", "35.000.000")


def test_words_stay_where_one_figure_is_all_there_is(kept: Office) -> None:
    alone = asked(kept, "P04", Window(date(2026, 10, 1), date(2026, 10, 31)))
    assert alone.value is not None
    assert (alone.value.amount, alone.value.words, alone.remark) == (15, "> 15", "")
    several = asked(kept, "P04")
    assert several.remark == "trong đó có 1 số ghi áng chừng"
    assert [member.reason for member in several.members] == [
        "> 15 tin, bài · từ 01/10/2026 đến 31/10/2026",
        "2 tin, bài · ngày 02/11/2026",
    ]


def test_what_is_half_outside_or_still_to_come_is_told_and_not_counted(kept: Office) -> None:
    talks = asked(kept, "P02")
    assert talks.remark == "không tính 1 số cộng của kỳ chỉ trùng một phần"
    assert [each.reason for each in talks.near] == [
        "Số cộng từ 01/07/2026 đến 30/09/2026, chỉ trùng một phần kỳ báo cáo"
    ]
    assert [each.reason for each in asked(kept, "T05").near] == [
        "Dự kiến ngày 01/12/2026, chưa diễn ra"
    ]


def test_parts_are_told_by_team_hamlet_audience_and_kind(kept: Office) -> None:
    talks = asked(kept, "P02")
    assert talks.parts(Breakdown.TEAM) == {"Đội xã Yên Thịnh": 45}
    assert talks.parts(Breakdown.HAMLET) == {"Thôn Hạ": 45}
    assert talks.parts(Breakdown.AUDIENCE) == {"Học sinh": 45}
    assert talks.parts(Breakdown.KIND) == {"Tuyên truyền": 45}


@pytest.mark.parametrize("breakdown", list(Breakdown))
def test_parts_are_the_same_without_the_names(kept: Office, breakdown: Breakdown) -> None:
    def check(work: Work) -> int:
        found = 0
        for code, rule in rules().items():
            if rule.parts is not None:
                counting = Counting(work)
                quick = parts_of(counting, code, AUTUMN, breakdown)
                assert quick == answer(counting, code, AUTUMN).parts(breakdown), code
                found += len(quick)
        return found

    assert kept.look(check) > 5


def test_who_signed_twice_is_one_and_a_school_is_nobody(kept: Office) -> None:
    signed = asked(kept, "T16")
    assert signed.value is not None
    assert signed.value.amount == 2
    assert [each.name for each in signed.members] == ["Trần Văn Thắng", "Đỗ Văn Tám"]
    assert signed.parts(Breakdown.SEX) == {"male": 1, "": 1}


def test_who_signed_together_is_held_against_how_many_there_are(office: Office) -> None:
    assert words(office, "T17k") == words(office, "T17") == "–"
    for place in range(1, 4):
        order = PledgeFacts(PledgeBy.STREET_GROUP, date(2026, 10, 1), signer=f"Tổ {place}")
        office.do(partial(record_pledges, order=RecordPledges(order)))
    school = PledgeFacts(PledgeBy.SCHOOL, date(2026, 10, 1), signer="Trường THCS")
    office.do(partial(record_pledges, order=RecordPledges(school)))
    assert (words(office, "T17k"), words(office, "T17t")) == ("4", "–")
    office.do(partial(set_totals, totals={PledgeBy.STREET_GROUP: 4, PledgeBy.SCHOOL: None}))
    assert (words(office, "T17k"), words(office, "T17t")) == ("3", "4")
    assert words(office, "T17") == "75"
    assert asked(office, "T17").remark == "3/4"
    before = Window(date(2025, 12, 15), date(2026, 9, 14))
    assert words(office, "T17", before) == "0"
