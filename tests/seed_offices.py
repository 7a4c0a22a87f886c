"""Offices that lived the figures of the five founding documents, one a document and place.

What an act writes at once is written by it; papers, files and teams in their hundreds are put
into the tables as such acts would leave them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, partial

from sqlalchemy import Engine

from rehabdesk.domain.codes import (
    AssignmentRole,
    EpisodeKind,
    EventKind,
    RehabForm,
)
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.office import DocumentBook
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.bodies import TeamMember
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.teamwork.codes import (
    Audience,
    ModelKind,
    SupportKind,
    SupportStep,
    TeamLevel,
)
from rehabdesk.persistence.database import sessions
from rehabdesk.services.models.facts import ModelFacts
from rehabdesk.services.models.founding import found_model
from rehabdesk.services.office import Office, Work
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.recording import RecordSupport, record_supports
from tests.again import copied
from tests.builders import LAN, NOW, RESOURCES
from tests.seed_making import (
    Asked,
    Clerk,
    Did,
    Given,
    ask,
    did,
    files,
    give,
    happens,
    name_of,
    teams,
)

NINE_2024 = Window(date(2023, 12, 15), date(2024, 9, 14))
NINE_2021 = Window(date(2020, 12, 15), date(2021, 9, 14))
YEAR_2021 = Window(date(2021, 1, 1), date(2021, 12, 31))
YEAR_2022 = Window(date(2022, 1, 1), date(2022, 12, 31))
YEAR_2023 = Window(date(2023, 1, 1), date(2023, 12, 31))
HALF_2024 = Window(date(2024, 1, 1), date(2024, 6, 30))
DECADE = Window(date(2012, 10, 1), date(2022, 9, 30))
UNTIL_MARCH_2022 = Window(date(2021, 1, 1), date(2022, 3, 29))
SINCE_AUGUST_2020 = Window(date(2020, 8, 1), date(2022, 3, 29))
UNTIL_FEBRUARY_2023 = Window(date(2022, 1, 1), date(2023, 2, 27))
SINCE_2019 = Window(date(2019, 1, 1), date(2022, 3, 29))
AUGUST_2015 = Window(date(2015, 1, 1), date(2015, 8, 25))
DISTRICTS = 12  # of the province: each is to make one commune free
FUND = "Quỹ phát triển tái hòa nhập cộng đồng"


# D0: huyện Ba Vì


def ba_vi(office: Office) -> Office:
    """58 decisions for 62 persons, 31 dossiers for 32, and what the teams did in nine months."""
    [team, *_] = teams(office, 1, 40)
    office.do(partial(_manage, team=team))
    office.do(_send_to_court)
    office.do(_plan_of_2022)
    did(
        office,
        NINE_2024,
        [team],
        Did("persuasion", {"registered": 21}),
        Did("meeting", {"occasions": 93}),
        Did("outreach", {"attendances": 5236}, Audience.RESIDENTS),
        Did("patrol", {"occasions": 15}),
        Did("pledges", {"pledges": 3249}),
        Did("contest", {"occasions": 1, "prizes": 1}),
    )
    model = "Tình nguyện viên giúp đỡ người sau cai nghiện hòa nhập cộng đồng"
    give(
        office,
        Given("M01", "31/31", NINE_2024, "Phòng LĐ-TB&XH", model),
        Given("C09", "215", YEAR_2023, "Trung tâm Y tế"),
        Given("C09", "218", HALF_2024, "Trung tâm Y tế"),
    )
    return office


def _manage(work: Work, team: int) -> None:
    """Let 62 be managed by a decision each; 58 papers assign them, to the team or to neighbours."""
    clerk = Clerk(work, _book(work))
    on = date(2024, 2, 1)
    managed = files(work, 62, EpisodeKind.POST_REHAB, on)
    for place, each in enumerate(managed):
        day = on + timedelta(days=place)
        paper = clerk.issue("post_rehab", day, [each])
        each.completes_on, each.term_start = day, day
        each.term_end = date(2026, 1, 31) + timedelta(days=place)
        paper.persons[0].term_start, paper.persons[0].term_end = each.term_start, each.term_end
    serving = list(work.session.query(TeamMember.volunteer_id).filter_by(team_id=team))
    helpers = [work.session.get_one(Volunteer, row[0]) for row in serving]
    neighbour = Volunteer("Ngô Thị Nhàn", date(2022, 1, 1))
    work.session.add(neighbour)
    alone, together = managed[:54], managed[54:]
    pairs = [together[place : place + 2] for place in range(0, len(together), 2)]
    groups = [[each] for each in alone] + pairs
    for place, group in enumerate(groups):
        paper = clerk.issue("helper_assignment", date(2024, 5, 1) + timedelta(days=place), group)
        for each in group:
            made = Assignment(
                each.case.person, AssignmentRole.HELPER, paper.document_date or on, paper
            )
            made.episode = each
            made.volunteer = neighbour if each in managed[:4] else helpers[place % len(helpers)]
            work.session.add(made)
    work.record("decision.numbered", None, count=clerk.number)


def _send_to_court(work: Work) -> None:
    on = date(2024, 3, 4)
    together = files(work, 32, EpisodeKind.DOSSIER, date(2024, 1, 8), RehabForm.COMPULSORY)
    groups = [[each] for each in together[:30]] + [together[30:]]
    for place, group in enumerate(groups):
        day, number = on + timedelta(days=place), f"{place + 1:02d}/HS-LĐTBXH"
        happens(work, group, EventKind.DOSSIER_TO_COURT, day, number)
    facility = files(work, 21, EpisodeKind.REHAB_PUBLIC, on, RehabForm.PUBLIC)
    happens(work, facility, EventKind.REHAB_STARTED, on + timedelta(days=7))
    work.record("event.recorded", None, count=53)


def _plan_of_2022(work: Work) -> None:
    book = DocumentBook("Kế hoạch", "KH-UBND")
    work.session.add(book)
    paper = Clerk(work, book, 127).issue("plan", date(2022, 3, 8))
    paper.title = "Kế hoạch xây dựng mô hình Tình nguyện viên giúp đỡ người sau cai nghiện"
    work.record("decision.numbered", paper)


def _book(work: Work) -> DocumentBook:
    return work.session.query(DocumentBook).filter_by(symbol="QĐ-UBND").one()


# D1: Tây Hồ, Hai Bà Trưng, Đồng Tháp


def tay_ho(office: Office) -> Office:
    give(
        office,
        Given("N01", "420", YEAR_2021, "Công an quận"),
        Given("C06", "35", NINE_2021, "Công an quận"),
        Given("C07", "35", NINE_2021, "Công an quận"),
        Given("C02c", "82", NINE_2021, "Công an quận"),
    )
    ask(office, Asked("C06", 25, 2021), Asked("C02c", 85, 2021))
    return office


def hai_ba_trung(office: Office) -> Office:
    """83 persons in rehabilitation at home by decisions; advised at the point of a ward."""
    [team] = teams(office, 1)

    def decide(work: Work) -> None:
        clerk = Clerk(work, _book(work))
        for place, each in enumerate(
            files(work, 83, EpisodeKind.REHAB_HOME, date(2021, 1, 11), RehabForm.HOME)
        ):
            clerk.issue("home_rehab", date(2021, 1, 18) + timedelta(days=4 * place), [each])
        work.record("decision.numbered", None, count=clerk.number)

    office.do(decide)
    did(office, SINCE_AUGUST_2020, [team], Did("persuasion", {"persons": 16}))
    give(office, Given("M04n", "≈ 50", SINCE_AUGUST_2020, "Trạm Y tế phường Nguyễn Du"))
    ask(office, Asked("C02", 57, 2021))
    return office


def ha_noi(office: Office) -> Office:
    """Seven districts with a counselling point each, since 2019."""
    districts = ("Cầu Giấy", "Hoàn Kiếm", "Hai Bà Trưng", "Long Biên", "Nam Từ Liêm")
    for place, name in enumerate((*districts, "Thanh Xuân", "Thanh Trì")):
        facts = ModelFacts(
            ModelKind.COUNSELLING_POINT,
            f"Điểm tư vấn {name}",
            date(2019, 3 + place, 1),
            f"số {place + 1}/QĐ-UBND ngày 01/{3 + place:02d}/2019",
        )
        office.do(partial(found_model, facts=facts))
    return office


def dong_thap(office: Office) -> Office:
    """The province: its models, 25 loans of 875 million, 52 referred to work, eleven classes."""
    [team] = teams(office, 1)
    model = "Quản lý, giáo dục, giúp đỡ người nghiện ma túy tại cộng đồng"
    tested = "nhiều lần xét nghiệm không dương tính"
    give(
        office,
        Given("M01", "127/143", UNTIL_MARCH_2022, "UBND tỉnh", model),
        Given("M01", "127/143", UNTIL_FEBRUARY_2023, "UBND tỉnh", model),
        Given("M02", "1.619", UNTIL_MARCH_2022),
        Given("M03", "427/1.619", UNTIL_MARCH_2022, words=tested),
        Given("S12", "427/1.619", UNTIL_MARCH_2022, words=tested),
        Given("A01", "27", YEAR_2022),
        Given("N01c", "692", UNTIL_FEBRUARY_2023),
        Given("C10", "188", UNTIL_FEBRUARY_2023, "Cơ sở điều trị nghiện"),
    )
    people = office.do(partial(_people, count=235)).result
    begun = date(2021, 6, 1)
    loans = [
        RecordSupport(
            SupportFacts(SupportKind.LOAN, one, source=FUND, amount=35_000_000),
            (StepFacts(SupportStep.PAID_OUT, begun + timedelta(days=place), 35_000_000),),
        )
        for place, one in enumerate(people[:25])
    ]
    jobs = [
        RecordSupport(
            SupportFacts(SupportKind.JOB, one, title="Công nhân may"),
            (StepFacts(SupportStep.REFERRED, date(2022, 1, 5)),),
        )
        for one in people[:52]
    ]
    advice = [
        RecordSupport(
            SupportFacts(SupportKind.COUNSELLING, one),
            (StepFacts(SupportStep.GIVEN, date(2022, 5, 4)),),
        )
        for one in people
    ]
    office.do(partial(record_supports, orders=[*loans, *jobs, *advice]))
    classes = Did("training", {"occasions": 11, "persons": 1294}, Audience.OFFICIALS)
    did(office, UNTIL_FEBRUARY_2023, [team], classes)
    ask(office, Asked("A02", DISTRICTS, 2023))
    return office


def _people(work: Work, count: int) -> list[int]:
    made = [Person(name_of(place), work.now) for place in range(count)]
    work.session.add_all(made)
    work.session.flush()
    work.record("person.made", made[0])
    return [each.id for each in made]


# D2: 39 provinces, and Hồ Chí Minh City


def provinces(office: Office) -> Office:
    [team, *_] = teams(office, 2781, 18_290)
    reached = Did("outreach", {"attendances": "hàng trăm nghìn"}, Audience.AT_RISK)
    did(office, AUGUST_2015, [team], reached)
    return office


def ho_chi_minh(office: Office) -> Office:
    teams(office, 319)
    teams(office, 152, level=TeamLevel.HAMLET)
    pilots = "quận, huyện chọn Đội làm điểm: Quận 1, 5, 6, Bình Thạnh, Củ Chi"
    give(office, Given("M01", "5/24", AUGUST_2015, "Chi cục Phòng, chống tệ nạn xã hội", pilots))
    return office


# D3: quận Đống Đa, ten years of 21 teams


def dong_da(office: Office) -> Office:
    ids = teams(office, 21, 105)
    did(
        office,
        DECADE,
        ids,
        Did("counselling_direct", {"attendances": "> 5.000"}, Audience.ADDICTED),
        Did("counselling_indirect", {"attendances": 3800}),
        Did("leaflets", {"leaflets": 35_500}),
        Did("articles", {"articles": "> 1.500"}),
        Did("neighbourhood_meeting", {"occasions": 1270}),
        Did("neighbourhood_meeting", {"attendances": "> 11.300"}, Audience.RESIDENTS),
        Did("care", {"attendances": "> 2.480"}),
        Did("outreach", {"attendances": 2902, "improved": 246}, Audience.ADDICTED),
        Did("tips", {"tips": 1564}),
        Did("inspection", {"occasions": 1060}),
        Did("patrol", {"occasions": 1890}),
        Did("livelihood", {"households": "> 1.500"}),
        Did("livelihood", {"money": "35.000 triệu"}),
        Did("livelihood", {"persons": "> 1.400"}),
    )
    criterion = "tự đi cai, có việc làm, không tái nghiện sau 1 năm"
    give(
        office,
        Given("T17", "100", DECADE, "Đội công tác xã hội tình nguyện"),
        Given("S12", "246/2.902", DECADE, "Đội công tác xã hội tình nguyện", criterion),
    )
    return office


BUILT: Mapping[str, Callable[[Office], Office]] = {
    "Ba Vì": ba_vi,
    "Tây Hồ": tay_ho,
    "Hai Bà Trưng": hai_ba_trung,
    "Hà Nội": ha_noi,
    "Đồng Tháp": dong_thap,
    "39 tỉnh": provinces,
    "TP. Hồ Chí Minh": ho_chi_minh,
    "Đống Đa": dong_da,
}


@cache
def an_office_of(furnished: Engine, place: str) -> Office:
    """Build the office of a place from a furnished one, once a run: it is only looked at."""
    return BUILT[place](Office(sessions(copied(furnished)), RESOURCES, LAN, lambda: NOW))
