"""In an upper office targets are reached by what the units sent, and spread to those units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from rehabdesk.domain.reports.values import Value
from rehabdesk.services.office import Office
from rehabdesk.services.targets.behind import open_target
from rehabdesk.services.targets.spreading import Whom
from tests.services.consolidation.scene import a_sender, an_upper_office, receive, the_file
from tests.services.targets.scene import plan, row, spread, target

DAYS = {"from_on": date(2025, 12, 15), "until_on": date(2026, 12, 14)}


def test_a_province_adds_up_what_its_communes_sent(office: Office) -> None:
    first, second = a_sender(1), a_sender(2, S02=7)
    office = replace(office, clock=lambda: datetime(2026, 12, 16, 8))
    upper = an_upper_office(office, first, second)
    made = target(upper, plan(upper), name="Quyết định", code="S02", amount=Value(15), **DAYS)
    spread(upper, made.row_id, (Whom(first.name), 5), (Whom(second.name), 10))
    assert row(upper, "Quyết định").reached_words == "–"
    receive(upper, the_file(first), the_file(second))
    found = row(upper, "Quyết định")
    assert [found.reached_words, *(each.reached_words for each in found.parts)] == [
        "12 người",
        "5",
        "7",
    ]
    assert [each.forecast.outlook.is_reached for each in found.parts] == [True, False]
    behind = upper.do(partial(open_target, target_id=found.id)).result
    assert sorted(each.name for each in behind.members) == sorted([first.name, second.name])
