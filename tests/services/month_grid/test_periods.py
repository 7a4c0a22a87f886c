"""Several months added up by member."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.month_grid.periods import PeriodImpossible, PeriodRow, read_period
from rehabdesk.services.month_grid.saving import CellChange, SaveMonth, save_month
from rehabdesk.services.office import Office
from tests.month_grid_scene import NOVEMBER, Scene, build_scene, change_stretch


@pytest.fixture
def filled(office: Office) -> Scene:
    """The leader at all six sessions held; the deputy with typed hours in two months."""
    scene = build_scene(office, 3, 7)
    leader, deputy, _ = scene.members
    november = (
        *(CellChange((leader, session), 0, 1) for session in scene.sessions[:6]),
        CellChange((deputy, Counted.HOURS), None, 16),
        CellChange((leader, Counted.TALKS), None, 5),
    )
    october = (CellChange((deputy, Counted.HOURS), None, 8),)
    for month, changes in ((NOVEMBER, november), (NOVEMBER.on(-1), october)):
        office.do(partial(save_month, order=SaveMonth(scene.team_id, month, changes)))
    return scene


def sums(office: Office, scene: Scene, first: Month, last: Month) -> dict[int, PeriodRow]:
    look = partial(read_period, team_id=scene.team_id, first=first, last=last)
    return {row.volunteer_id: row for row in office.look(look)}


def test_typed_numbers_and_what_is_on_record_add_up_over_the_months(
    office: Office, filled: Scene
) -> None:
    rows = sums(office, filled, Month(2026, 10), NOVEMBER)
    leader, deputy, member = (rows[each] for each in filled.members)
    assert (leader.sessions, leader.trainings, leader.talks, leader.patrols) == (6, 1, 5, 2)
    assert leader.hours == 12
    assert (deputy.sessions, deputy.hours, deputy.months) == (0, 24, 2)
    assert (member.sessions, member.hours) == (0, 0)
    assert [row.role for row in rows.values()] == ["Đội trưởng", "Đội phó", "Đội viên"]


def test_months_count_in_which_somebody_served(office: Office, filled: Scene) -> None:
    act = partial(
        change_stretch,
        volunteer_id=filled.members[2],
        begin=date(2026, 2, 1),
        until=date(2026, 4, 30),
    )
    office.do(act)
    rows = sums(office, filled, Month(2026, 1), Month(2026, 12))
    assert [rows[each].months for each in filled.members] == [
        11,
        11,
        3,
    ]  # December is still to come
    assert sums(office, filled, NOVEMBER.on(1), NOVEMBER.on(2)) == {}
    assert filled.members[2] not in sums(office, filled, NOVEMBER, NOVEMBER)


@pytest.mark.parametrize(
    ("first", "last"), [(NOVEMBER, NOVEMBER.on(-1)), (Month(2020, 1), NOVEMBER)]
)
def test_a_period_has_some_months_and_not_too_many(
    office: Office, filled: Scene, first: Month, last: Month
) -> None:
    with pytest.raises(PeriodImpossible):
        sums(office, filled, first, last)
