"""Sums over any window are what somebody adding up the rows by hand would find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehabdesk.domain.records.teamwork.activities import ActivityTotal, Pledge, Tip
from rehabdesk.domain.teamwork.codes import Audience, PledgeBy, TipState
from rehabdesk.domain.teamwork.kinds import Figure
from rehabdesk.services.activities.facts import RecordActivity
from rehabdesk.services.activities.recording import write_activity
from rehabdesk.services.activities.sums import (
    By,
    Source,
    Sum,
    Which,
    Window,
    amount_of,
    sum_measures,
    whole_months,
)
from rehabdesk.services.activities.totals import (
    cell_of,
    check_totals,
    key_of,
    months_of,
    rebuild_totals,
    renew_totals,
)
from rehabdesk.services.office import Office, Work
from tests.builders import a_volunteer
from tests.services.activities.places import a_team, an_activity, recorded

TODAY = date(2026, 11, 23)
_DAY = st.dates(date(2026, 1, 1), date(2026, 6, 30))


def _orders() -> st.SearchStrategy[RecordActivity]:
    return st.builds(
        _order,
        st.sampled_from(["talk", "patrol", "articles"]),
        _DAY,
        st.sampled_from([None, None, None, 3, 40, 100]),
        st.sampled_from([None, 1, 2]),
        st.sampled_from([None, 1, 3]),
        st.sampled_from([None, Audience.RESIDENTS, Audience.ADDICTED]),
        st.integers(0, 9),
        st.sampled_from(["", "> 5"]),
    )


def _order(kind: str, on: date, *rest: Any) -> RecordActivity:
    days, team, hamlet, audience, amount, words = rest
    measure = {"talk": "attendances", "patrol": "hours", "articles": "articles"}[kind]
    return RecordActivity(
        kind,
        on,
        until_on=on + timedelta(days=days) if days else None,
        team_id=team,
        hamlet_id=hamlet,
        audience=audience,
        figures={measure: Figure(amount, words)},
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_orders(), max_size=12), _DAY, st.integers(0, 200), st.sets(st.sampled_from(By)))
def test_any_window_is_what_the_rows_say(
    another_office: Callable[[], Office],
    orders: list[RecordActivity],
    begins: date,
    days: int,
    by: set[By],
) -> None:
    office = another_office()
    for name in ("Đội một", "Đội hai"):
        a_team(office, name)
    office.do(partial(_written, orders=orders))
    window = Window(begins, begins + timedelta(days=days))
    expected: Counter[tuple[Any, ...]] = Counter()
    for order in orders:
        if order.on < window.from_on or (order.until_on or order.on) > window.until_on:
            continue
        figures = dict(order.figures)
        if order.until_on is None:
            figures.setdefault("occasions", Figure(1))
        parts = (
            (order.team_id or 0) if By.TEAM in by else None,
            (order.hamlet_id or 0) if By.AREA in by else None,
            0 if By.MEMBER in by else None,
            (order.audience or "") if By.AUDIENCE in by else None,
        )
        for measure, figure in figures.items():
            assert isinstance(figure, Figure)
            expected[(order.kind, measure, *parts)] += figure.amount
    found = office.look(partial(sum_measures, window=window, by=by))
    told = {
        (each.kind, each.measure, each.team_id, each.hamlet_id, each.volunteer_id, each.audience): (
            each.amount
        )
        for each in found
        if each.amount
    }
    assert told == +expected
    assert office.look(check_totals) == ()


def _written(work: Work, orders: list[RecordActivity]) -> None:
    made = [write_activity(work, order) for order in orders]
    renew_totals(work, [cell_of(each) for each in made])
    work.record("activities.recorded", None)


@given(_DAY, st.integers(0, 4000))
def test_a_key_stands_for_its_months(on: date, days: int) -> None:
    until_on = on + timedelta(days=days)
    begins, ends = months_of(key_of(on, until_on))
    assert begins == on.replace(day=1)
    assert (ends.year, ends.month) == (until_on.year, until_on.month)
    assert (ends + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("window", "whole"),
    [
        (Window(date(2025, 12, 15), date(2026, 12, 14)), (date(2026, 1, 1), date(2026, 11, 30))),
        (Window(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 1, 1), date(2026, 3, 31))),
        (Window(date(2026, 2, 1), date(2026, 2, 27)), (date(2026, 2, 1), date(2026, 1, 31))),
    ],
)
def test_whole_months_of_a_window(window: Window, whole: tuple[date, date]) -> None:
    assert whole_months(window) == whole


def test_nothing_counts_before_it_happened(office: Office) -> None:
    recorded(office, an_activity(on=date(2026, 11, 30)))
    recorded(office, an_activity(on=TODAY))
    year = Window(date(2026, 1, 1), date(2026, 12, 31))
    assert amount_of(office.look(partial(sum_measures, window=year)), "occasions") == 1


def test_a_member_has_the_sums_of_what_was_done(office: Office) -> None:
    nhan = a_volunteer(office)
    recorded(office, an_activity("talk", volunteer_id=nhan, figures={"attendances": 12}))
    recorded(office, an_activity("talk", figures={"attendances": 30}))
    year = Window(date(2026, 1, 1), TODAY)
    rows = office.look(partial(sum_measures, window=year, by={By.MEMBER}))
    assert {(each.volunteer_id, each.measure): each.amount for each in rows} == {
        (0, "occasions"): 1,
        (0, "attendances"): 30,
        (nhan, "occasions"): 1,
        (nhan, "attendances"): 12,
    }
    hers = office.look(partial(sum_measures, window=year, which=Which(volunteer_id=nhan)))
    assert amount_of(hers, "attendances") == 12


def test_unsure_figures_are_told_beside_the_sum(office: Office) -> None:
    order = an_activity("talk", figures={"attendances": "hơn 40"})
    recorded(office, order)
    recorded(office, an_activity("talk", date(2026, 11, 2), figures={"attendances": 5}))
    for window in (
        Window(date(2026, 11, 1), TODAY),
        Window(date(2026, 10, 1), date(2026, 11, 20)),
        Window(date(2025, 1, 1), TODAY),
    ):
        sums = office.look(partial(sum_measures, window=window))
        heard = [each for each in sums if each.measure == "attendances"]
        assert [(each.amount, each.about) for each in heard] == [(45, 1)]


def test_tips_and_pledges_told_one_by_one_count_too(office: Office) -> None:
    team = a_team(office)

    def told(work: Work) -> None:
        at = {"recorded_by": "Nguyễn Thị Hạnh", "recorded_at": work.now}
        passed = {"state": TipState.CONFIRMED, "forwarded_on": date(2026, 11, 3)}
        work.session.add_all(
            [
                Tip(on=date(2026, 11, 2), team_id=team, **passed, answered_on=TODAY, **at),
                Tip(on=date(2026, 11, 5), team_id=team, state=TipState.RECEIVED, **at),
                Pledge(by=PledgeBy.RESIDENT, signer="Bà Lan", on=date(2026, 11, 5), **at),
            ]
        )
        work.record("told", None)

    office.do(told)
    sums = office.look(partial(sum_measures, window=Window(date(2026, 11, 1), TODAY)))
    assert [(each.kind, each.measure, each.amount, each.source) for each in sums] == [
        ("pledges", "pledges", 1, Source.PLEDGES),
        ("tips", "tips", 1, Source.TIPS),
        ("tips", "tips_confirmed", 1, Source.TIPS),
        ("tips", "tips_received", 2, Source.TIPS),
    ]
    by_team = office.look(
        partial(sum_measures, window=Window(date(2026, 11, 1), TODAY), which=Which(team_id=team))
    )
    assert amount_of(by_team, "tips_received") == 2
    assert amount_of(by_team, "pledges") == 0


def test_a_wrong_total_is_told_and_made_right(office: Office) -> None:
    recorded(office, an_activity("talk", figures={"attendances": 40}))

    def spoil(work: Work) -> None:
        [total] = work.session.query(ActivityTotal).filter_by(measure="attendances", month=202611)
        total.amount = 41
        work.record("spoiled", None)

    office.do(spoil)
    [wrong] = office.look(check_totals)
    assert (wrong.month, wrong.measure, wrong.kept, wrong.counted) == (
        202611,
        "attendances",
        41,
        40,
    )

    def again(work: Work) -> int:
        work.record("totals.rebuilt", None)
        return rebuild_totals(work)

    assert office.do(again).result == 10
    assert office.look(check_totals) == ()


def test_sums_stand_in_order(office: Office) -> None:
    recorded(office, an_activity("talk", figures={"attendances": 40}))
    recorded(office, an_activity("meeting"))
    sums = office.look(partial(sum_measures, window=Window(date(2026, 11, 1), TODAY)))
    assert sums == (
        Sum("meeting", "occasions", 1),
        Sum("talk", "attendances", 40),
        Sum("talk", "occasions", 1),
    )
