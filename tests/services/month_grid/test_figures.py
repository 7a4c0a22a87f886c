"""How the figures of a month are said."""

from __future__ import annotations

from datetime import date
from functools import partial

from rehabdesk.services.activities.facts import RecordActivity
from rehabdesk.services.activities.recording import record_activity
from rehabdesk.services.month_grid.figures import read_figures
from rehabdesk.services.office import Office
from tests.month_grid_scene import NOVEMBER, build_scene


def test_a_kind_without_a_word_of_its_own_is_named_before_its_figures(office: Office) -> None:
    scene = build_scene(office, 2, 0)
    for kind, told in (("articles", {"articles": 1, "broadcasts": 4}), ("banners", {})):
        order = RecordActivity(kind, date(2026, 11, 9), team_id=scene.team_id, figures=told)
        office.do(partial(record_activity, order=order))
    look = partial(read_figures, team_id=scene.team_id, month=NOVEMBER)
    sentences = [
        ", ".join(f"{one.lead} {one.amount} {one.words}".strip() for one in parts)
        for parts in office.look(look).told
    ]
    assert sentences == [
        "viết tin, bài; phát thanh: 1 tin, bài, 4 lượt phát thanh",
        "1 lần băng rôn",
    ]
