"""The ledgers of the districts Đống Đa and Ba Vì and the province Đồng Tháp, kept here by teams.

Every figure of their documents that is an activity is entered by the acts, spread over months,
teams, areas and members as work really is, or as the sum an old ledger gives; and comes back
exactly: occasions, attendances, persons and money each by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import Engine

from rehabdesk.domain.teamwork.codes import Audience
from rehabdesk.domain.teamwork.kinds import MONEY
from rehabdesk.persistence.database import sessions
from rehabdesk.services.activities.facts import RecordActivity
from rehabdesk.services.activities.recording import record_activities
from rehabdesk.services.activities.sums import By, Sum, Which, Window, amount_of, sum_measures
from rehabdesk.services.activities.totals import check_totals
from rehabdesk.services.office import Office
from tests.again import copied
from tests.builders import LAN, NOW, RESOURCES, a_volunteer
from tests.services.activities.places import a_team

DECADE = Window(date(2012, 10, 1), date(2022, 9, 30))
NINE_MONTHS = Window(date(2023, 12, 15), date(2024, 9, 14))
SINCE_2022 = Window(date(2022, 1, 1), date(2023, 2, 27))


@dataclass(frozen=True)
class Seed:
    """A figure as printed: `row` of the table of figures it stands in."""

    row: int
    kind: str
    figures: Mapping[str, int | str]
    audience: Audience | None = None


BA_VI = (
    Seed(5, "persuasion", {"persons": 21}),
    Seed(9, "meeting", {"occasions": 93}),
    Seed(10, "outreach", {"attendances": 5236}, Audience.RESIDENTS),
    Seed(11, "care", {"persons": 58}),
    Seed(12, "patrol", {"occasions": 15}),
    Seed(13, "pledges", {"pledges": 3249}),
    Seed(14, "contest", {"occasions": 1, "prizes": 1}),
)
DONG_DA = (
    Seed(42, "counselling_direct", {"attendances": "> 5.000"}),
    Seed(43, "counselling_indirect", {"attendances": 3800}),
    Seed(44, "leaflets", {"leaflets": 35500}),
    Seed(45, "articles", {"articles": "> 1.500"}),
    Seed(46, "neighbourhood_meeting", {"occasions": 1270, "attendances": "> 11.300"}),
    Seed(48, "care", {"attendances": "> 2.480"}),
    Seed(51, "outreach", {"attendances": 2902, "improved": 246}, Audience.ADDICTED),
    Seed(53, "tips", {"tips": 1564}),
    Seed(54, "inspection", {"occasions": 1060}),
    Seed(55, "patrol", {"occasions": 1890}),
    Seed(56, "livelihood", {"households": "> 1.500", MONEY: "35.000 triệu", "persons": "> 1.400"}),
)
DONG_THAP = (Seed(65, "training", {"occasions": 11, "persons": 1294}, Audience.OFFICIALS),)
IN_MODELS = (
    Seed(31, "livelihood", {"job_referrals": 52, "borrowers": 25, MONEY: "875 triệu đồng"}),
)
HAI_BA_TRUNG = (Seed(24, "persuasion", {"persons": 16}),)

LEDGERS = (
    (BA_VI, NINE_MONTHS),
    (DONG_DA, DECADE),
    (DONG_THAP, SINCE_2022),
    (IN_MODELS, Window(date(2011, 1, 1), date(2022, 3, 29))),
    (HAI_BA_TRUNG, Window(date(2020, 8, 1), date(2022, 3, 29))),
)


@pytest.fixture(scope="module")
def kept(furnished: Engine) -> Office:
    """Four teams' ledgers: what was countable day by day, and what was a sum."""
    office = Office(sessions(copied(furnished)), RESOURCES, LAN, clock=lambda: NOW)
    teams = [a_team(office, f"Đội {number}") for number in range(1, 5)]
    members = [a_volunteer(office, full_name=f"Ngô Thị {name}") for name in ("An", "Bích", "Chi")]
    for seeds, window in LEDGERS:
        orders = [order for seed in seeds for order in _spread(seed, window, teams, members)]
        office.do(partial(record_activities, orders=orders))
    return office


def _spread(
    seed: Seed, window: Window, teams: list[int], members: list[int]
) -> list[RecordActivity]:
    """Spread a figure over the window's days; one with words beside it is a sum of its own."""
    about = {code: given for code, given in seed.figures.items() if isinstance(given, str)}
    plain = {code: given for code, given in seed.figures.items() if isinstance(given, int)}
    orders = []
    if about:
        orders.append(
            RecordActivity(
                seed.kind, window.from_on, until_on=window.until_on, figures=about, team_id=teams[0]
            )
        )
    days = (window.until_on - window.from_on).days
    parts = min(60, max(plain.values(), default=0))
    for place in range(parts):
        figures = {
            code: amount * (place + 1) // parts - amount * place // parts
            for code, amount in plain.items()
        }
        orders.append(
            RecordActivity(
                seed.kind,
                window.from_on + timedelta(days=days * place // max(parts - 1, 1)),
                team_id=teams[place % len(teams)],
                hamlet_id=place % 3 + 1,
                volunteer_id=members[place % len(members)],
                audience=seed.audience,
                figures={"occasions": 0, **figures} if seed.kind != "tips" else figures,
            )
        )
    return orders


def _amounts(seed: Seed) -> dict[str, int]:
    given = {"> 5.000": 5000, "> 1.500": 1500, "> 11.300": 11300, "> 2.480": 2480}
    given |= {"35.000 triệu": 35_000_000_000, "875 triệu đồng": 875_000_000, "> 1.400": 1400}
    return {
        code: given[amount] if isinstance(amount, str) else amount
        for code, amount in seed.figures.items()
    }


def _of(sums: tuple[Sum, ...], kind: str) -> dict[str, int]:
    return {each.measure: each.amount for each in sums if each.kind == kind and each.amount}


def test_every_figure_comes_back(kept: Office) -> None:
    for seeds, window in LEDGERS:
        sums = kept.look(partial(sum_measures, window=window))
        for seed in seeds:
            assert _of(sums, seed.kind).items() >= _amounts(seed).items(), seed.row
    assert kept.look(check_totals) == ()


@pytest.mark.parametrize("part", [By.TEAM, By.AREA, By.MEMBER, By.AUDIENCE])
@pytest.mark.parametrize(
    "window", [NINE_MONTHS, DECADE, Window(date(2024, 3, 1), date(2024, 3, 31))]
)
def test_the_parts_are_the_whole(kept: Office, window: Window, part: By) -> None:
    whole = kept.look(partial(sum_measures, window=window))
    parts = kept.look(partial(sum_measures, window=window, by={part}))
    assert whole
    for each in whole:
        assert each.amount == amount_of(
            [row for row in parts if row.kind == each.kind], each.measure
        )


def test_a_month_of_a_team_is_what_was_done_in_it(kept: Office) -> None:
    march = Window(date(2024, 3, 1), date(2024, 3, 31))
    orders = [
        order
        for seed in BA_VI
        for order in _spread(seed, NINE_MONTHS, [1, 2, 3, 4], [1, 2, 3])
        if march.from_on <= order.on <= march.until_on
    ]
    for team in (1, 2, 3, 4):
        sums = kept.look(partial(sum_measures, window=march, which=Which(team_id=team)))
        meetings = [order for order in orders if order.team_id == team and order.kind == "meeting"]
        assert amount_of(sums, "occasions", "meeting") == sum(
            int(str(order.figures["occasions"])) for order in meetings
        )
    assert sum(1 for order in orders if order.kind == "meeting") > 3


def test_words_of_the_documents_stay_beside_their_numbers(kept: Office) -> None:
    sums = kept.look(partial(sum_measures, window=DECADE))
    unsure = {(each.kind, each.measure) for each in sums if each.about}
    assert unsure == {
        ("counselling_direct", "attendances"),
        ("articles", "articles"),
        ("neighbourhood_meeting", "attendances"),
        ("care", "attendances"),
        ("livelihood", "households"),
        ("livelihood", "persons"),
    }


def test_a_sum_of_ten_years_counts_in_no_shorter_window(kept: Office) -> None:
    shorter = Window(DECADE.from_on + timedelta(days=1), DECADE.until_on)
    sums = kept.look(partial(sum_measures, window=shorter))
    assert _of(sums, "articles") == {}
    assert _of(sums, "patrol")["occasions"] < 1890
