"""In an upper office targets are reached by what the units sent, and spread to those units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from rehabdesk.domain.codes import Role
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.consolidation.clashes import read_clashes
from rehabdesk.services.consolidation.settling import SettleClash, settle_clash
from rehabdesk.services.consolidation.totals import main_total
from rehabdesk.services.consolidation.units import UnitFacts, correct_unit, list_units
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.targets.behind import open_target
from rehabdesk.services.targets.spreading import Whom, read_spreading
from tests.services.consolidation.scene import (
    ASKED,
    PASSWORD,
    a_member,
    a_sender,
    an_upper_office,
    receive,
    the_file,
)
from tests.services.targets.scene import plan, row, spread, target

CARD = "099092000001"
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


def test_who_counts_in_another_unit_is_left_out_as_on_the_page_of_totals(office: Office) -> None:
    first, second = (
        replace(a_sender(number), members=[a_member("S11", CARD)]) for number in (1, 2)
    )
    office = replace(office, clock=lambda: datetime(2026, 12, 16, 8))
    upper = an_upper_office(office, first, second)
    made = target(upper, plan(upper), name="Quản lý", code="S11", amount=Value(26), **DAYS)
    spread(upper, made.row_id, (Whom(first.name), 13), (Whom(second.name), 13))
    receive(upper, the_file(first, PASSWORD), the_file(second, PASSWORD))
    assert row(upper, "Quản lý").reached_words == "26 người"
    [clash] = upper.look(partial(read_clashes, asked=ASKED))
    at = next(side.unit_id for side in clash.sides if side.unit_name == second.name)
    order = SettleClash(ASKED, clash.known_by, at, "Đã gọi hai bên")
    upper.do(partial(settle_clash, order=order))
    found = row(upper, "Quản lý")
    assert [found.reached_words, *(each.reached_words for each in found.parts)] == [
        "25 người",
        "12",
        "13",
    ]
    assert upper.look(partial(main_total, asked=ASKED)) == 25
    behind = upper.do(partial(open_target, target_id=found.id)).result
    reasons = {each.name: each.reason for each in behind.members}
    assert reasons[first.name].endswith("bớt 1 đã tính ở đơn vị khác")
    assert "bớt" not in reasons[second.name]
    leader = replace(upper, actor=Actor(2, "Lê Quang Vịnh", "Chủ tịch", Role.LEADER))
    assert row(leader, "Quản lý").reached_words == "25 người"


def test_the_units_are_offered_to_be_spread_to_with_what_they_reached(office: Office) -> None:
    first, second = a_sender(1), a_sender(2, S02=7)
    office = replace(office, clock=lambda: datetime(2026, 12, 16, 8))
    upper = an_upper_office(office, first, second)
    receive(upper, the_file(first), the_file(second))
    days = {"from_on": date(2026, 12, 15), "until_on": date(2027, 12, 14)}
    made = target(upper, plan(upper), name="Quyết định", code="S02", amount=Value(24), **days)
    found = upper.look(partial(read_spreading, target_id=made.row_id))
    assert (found.hamlets, found.teams) == ((), ())
    assert [each.name for each in found.units] == [first.name, second.name]
    assert list(found.by_last_year(found.units).values()) == [10, 14]
    spread(upper, made.row_id, *((each, 12) for each in found.units))
    unit = next(each for each in upper.look(list_units) if each.name == first.name)
    facts = UnitFacts(unit.code, "Phường Tên Mới")
    upper.do(partial(correct_unit, unit_id=unit.id, version=unit.version, facts=facts))
    renamed = upper.look(partial(read_spreading, target_id=made.row_id))
    assert "Phường Tên Mới" in [each.name for each in renamed.units]
