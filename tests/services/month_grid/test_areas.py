"""Whose hamlets the month sheet tells: those given to a member before where the member lives."""

from __future__ import annotations

from datetime import date
from functools import partial

from rehabdesk.services.office import Office
from rehabdesk.services.teams.membership import set_areas
from tests.month_grid_scene import Scene, november


def test_the_sheet_names_the_areas_where_members_have_them(office: Office, scene: Scene) -> None:
    look_after = partial(
        set_areas,
        team_id=scene.team_id,
        volunteer_id=scene.members[0],
        hamlet_ids=(2, 3),
        on=date(2026, 11, 1),
    )
    office.do(look_after)
    named = [each.hamlet for each in november(office, scene).members]
    assert named == ["Thôn Hạ, Thôn Đồng Bến", "Thôn Thượng", "Thôn Hạ"]
