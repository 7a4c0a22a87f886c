"""Targets set, counted, foretold, spread, copied; and everything taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest

from rehabdesk.domain.codes import Role
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.reports.codes import Breakdown, TargetRule
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import NotYourRight, Office
from rehabdesk.services.targets import facts as told
from rehabdesk.services.targets import keeping, spreading
from rehabdesk.services.targets.behind import NobodyBehind, open_target
from rehabdesk.services.targets.of_team import read_team_parts
from rehabdesk.services.targets.plans import correct_plan, list_plans, read_plan_scan
from tests.builders import LAN
from tests.services.activities.places import a_team
from tests.services.reports.made_up import MadeUp, somebody
from tests.services.targets.scene import (
    CEILING,
    FACTS,
    GOAL,
    PLAN,
    hamlets,
    occasions,
    plan,
    row,
    sheet,
    spread,
    target,
)

MARCH, JUNE, NOVEMBER = date(2026, 3, 1), date(2026, 6, 1), date(2026, 11, 20)
PDF = b"%PDF-1.4 scan"


def test_a_year_is_summed_up_as_its_lines_stand(office: Office, made_up: MadeUp) -> None:
    made_up.count("H", somebody(1, MARCH), somebody(2, JUNE))
    made_up.count("L", *(somebody(number, MARCH) for number in range(3)))
    made_up.count("R")
    one = plan(office)
    target(office, one)
    target(office, one, name="Vay vốn", code="L")
    target(office, one, **CEILING)
    goal = target(office, one, **GOAL)
    order = partial(keeping.note_reached, target_id=goal.row_id, version=1, on=None, value=Value(6))
    office.do(order)
    shown = sheet(office)
    assert shown.words == "4 chỉ tiêu · 2 đạt · 1 có thể thiếu"
    lines = [
        (each.target.amount_words, each.reached_words, each.rate_words, each.forecast.words)
        for each in shown.rows
    ]
    assert lines == [
        ("3 người", "2 người", "67%", "Thiếu 1 nếu giữ đà này"),
        ("3 người", "3 người", "100%", "Đạt"),
        ("1 người", "0 người", "0%", "Trong mức"),
        ("đạt 2030", "6/9 tiêu chí", "67%", "Còn 3 tiêu chí"),
    ]
    assert {each.target.given_by for each in shown.rows} == {"UBND tỉnh, KH 41"}
    assert [each.name for each in sheet(office, 2029).rows] == ["Xã không ma túy"]


def test_a_share_is_of_those_in_the_whole(office: Office, made_up: MadeUp) -> None:
    made_up.stock("S", lambda _: 13)
    made_up.count("J", *(somebody(number, MARCH) for number in (0, 1, 2, 3, 4, 5, 6, 7, 99)))
    share = {"name": "Có việc", "code": "J", "base_code": "S", "amount": Value(60)}
    target(office, plan(office), is_per_cent=True, **share)
    found = row(office, "Có việc")
    assert (found.reached_words, found.rate_words) == ("8/13 người", "62%")
    assert found.forecast.words == "Đạt"
    assert len(office.do(partial(open_target, target_id=found.id)).result.members) == 8


def test_a_share_of_nobody_is_not_known(office: Office, made_up: MadeUp) -> None:
    made_up.stock("S", lambda _: 0)
    made_up.count("J")
    target(office, plan(office), code="J", base_code="S", amount=Value(60), is_per_cent=True)
    found = row(office, "Học nghề")
    assert (found.reached_words, found.rate) == ("0/0 người", None)
    assert found.forecast.words == "Chưa có số"


def test_only_the_days_of_the_target_count(office: Office, made_up: MadeUp) -> None:
    made_up.count("H", somebody(1, date(2025, 12, 20)), somebody(2, MARCH))
    one = plan(office)
    target(office, one, name="Dương lịch")
    days = {"from_on": date(2025, 12, 15), "until_on": date(2026, 12, 14)}
    target(office, one, name="Từ 15 đến 14", **days)
    assert [each.reached_words for each in sheet(office).rows] == ["1 người", "2 người"]
    assert [each.name for each in sheet(office, 2025).rows] == []


def test_parts_are_counted_where_they_are_and_their_sum_is_checked(
    office: Office, made_up: MadeUp
) -> None:
    occasions(made_up, ("Thôn Thượng", MARCH), ("Thôn Thượng", NOVEMBER), ("", JUNE))
    made = target(office, plan(office), name="Buổi", code="P", unit="buổi", amount=Value(5))
    _, ha, thuong = hamlets(office, made.row_id)
    spread(office, made.row_id, (thuong, 2), (ha, 3))
    found = row(office, "Buổi")
    assert [(each.name, each.reached_words, each.forecast.words) for each in found.parts] == [
        ("Thôn Thượng", "2", "Đạt"),
        ("Thôn Hạ", "0", "Thiếu 3 nếu giữ đà này"),
    ]
    assert found.sum_words == (
        "Chia chỉ tiêu “Buổi”: 2 + 3 = 5, đúng bằng số được giao. "
        "1 buổi đã đạt chưa rõ của phần nào."
    )
    assert [each.name for each in found.short_parts] == ["Thôn Hạ"]
    behind = office.do(partial(open_target, target_id=found.parts[0].id)).result
    assert behind.title == "Buổi, Thôn Thượng: 2"
    assert len(behind.members) == 2


def test_a_spread_that_does_not_add_up_asks_first_and_is_taken_back_whole(
    office: Office, made_up: MadeUp
) -> None:
    occasions(made_up)
    made = target(office, plan(office), name="Buổi", code="P", amount=Value(5))
    school = spreading.Whom("Trường THCS")
    first = spread(office, made.row_id, (school, 5))
    seen = office.look(partial(spreading.read_spreading, target_id=made.row_id))
    parts = (spreading.Part(spreading.Whom("Hội Phụ nữ"), 4),)
    order = spreading.SpreadTarget(made.row_id, seen.target.version, parts, seen.seen)
    with pytest.raises(NeedsConfirmation, match="4 = 4, còn thiếu 1") as doubt:
        office.do(partial(spreading.spread_target, order=order))
    sure = frozenset({doubt.value.key})
    done = office.do(partial(spreading.spread_target, order=order), confirmed=sure).result
    assert [each.name for each in row(office, "Buổi").parts] == ["Hội Phụ nữ"]
    with pytest.raises(EditedMeanwhile):
        office.do(partial(spreading.spread_target, order=order), confirmed=sure)
    office.do(partial(keeping.take_target_back, made=done))
    assert [each.name for each in row(office, "Buổi").parts] == ["Trường THCS"]
    with pytest.raises(keeping.UsedSince):
        office.do(partial(keeping.take_target_back, made=done))
    office.do(partial(keeping.take_target_back, made=first))
    assert row(office, "Buổi").parts == ()


def test_what_was_undone_is_done_once_more_step_by_step(office: Office, made_up: MadeUp) -> None:
    occasions(made_up)
    made = target(office, plan(office), name="Buổi", code="P", amount=Value(5))
    spread_once = spread(office, made.row_id, (spreading.Whom("Trường THCS"), 5))
    back = office.do(partial(keeping.take_target_back, made=spread_once)).result
    gone = office.do(partial(keeping.take_target_back, made=made)).result
    assert sheet(office).rows == ()
    one = plan(office)  # nobody else gets the ids of what is gone
    other = target(office, one, name="Khác", code="P", amount=Value(1))
    assert other.row_id != made.row_id
    again = partial(keeping.take_target_back, is_again=True)
    anew = office.do(partial(again, made=gone)).result
    office.do(partial(again, made=back))
    found = row(office, "Buổi")
    assert [(each.name, each.target.facts.amount.amount) for each in found.parts] == [
        ("Trường THCS", 5)
    ]
    with pytest.raises(keeping.UsedSince, match="chưa làm lại"):
        office.do(partial(again, made=gone))
    with pytest.raises(keeping.UsedSince, match="chưa hoàn tác"):
        office.do(partial(keeping.take_target_back, made=anew))  # it is spread again


def test_a_spread_is_proposed_evenly_or_as_last_year_went(office: Office, made_up: MadeUp) -> None:
    last = date(2025, 5, 1)
    occasions(made_up, *[("Thôn Thượng", last)] * 3, ("Thôn Hạ", last))
    made = target(office, plan(office), name="Buổi", code="P", amount=Value(9))
    found = office.look(partial(spreading.read_spreading, target_id=made.row_id))
    _, ha, thuong = found.hamlets
    assert found.evenly((thuong, ha)) == {thuong: 5, ha: 4}
    assert found.by_last_year((thuong, ha)) == {thuong: 7, ha: 2}
    assert found.by_last_year(()) == {}


def test_a_share_is_not_spread_in_numbers(office: Office, made_up: MadeUp) -> None:
    made_up.count("H")
    made_up.stock("S", lambda _: 3)
    made = target(office, plan(office), base_code="S", is_per_cent=True)
    with pytest.raises(spreading.NotSpread):
        office.look(partial(spreading.read_spreading, target_id=made.row_id))


def test_an_edit_knows_what_the_screen_read_and_is_taken_back(
    office: Office, made_up: MadeUp
) -> None:
    occasions(made_up)
    one = plan(office)
    made = target(office, one, name="Buổi", code="P", amount=Value(5))
    spread(office, made.row_id, (spreading.Whom("Trường THCS"), 5))
    new = replace(FACTS, plan_id=one, name="Buổi nói chuyện", amount=Value(6), code="P")
    edit = partial(keeping.correct_target, target_id=made.row_id, version=1, facts=new)
    done = office.do(edit).result
    found = row(office, "Buổi nói chuyện")
    assert [each.target.facts.amount.amount for each in found.parts] == [5]
    assert found.parts[0].target.facts.name == "Buổi nói chuyện"
    with pytest.raises(EditedMeanwhile):
        office.do(edit)
    office.do(partial(keeping.take_target_back, made=done))
    assert row(office, "Buổi").target.facts.amount == Value(5)


def test_a_target_goes_into_the_bin_with_its_parts_and_comes_back(
    office: Office, made_up: MadeUp
) -> None:
    occasions(made_up)
    one = plan(office)
    made = target(office, one, name="Buổi", code="P", amount=Value(5))
    spread(office, made.row_id, (spreading.Whom("Trường THCS"), 5))
    thrown = office.do(partial(throw_away, kind="plan_target", subject_id=made.row_id)).result
    assert sheet(office).rows == ()
    with pytest.raises(told.TargetGone):
        office.look(partial(spreading.read_spreading, target_id=made.row_id))
    office.do(partial(bring_back, item_id=thrown.item_id))
    assert [each.name for each in row(office, "Buổi").parts] == ["Trường THCS"]


def test_last_year_is_copied_with_its_parts_and_taken_back(office: Office, made_up: MadeUp) -> None:
    occasions(made_up)
    one = plan(office)
    made = target(office, one, name="Buổi", code="P", amount=Value(5))
    spread(office, made.row_id, (spreading.Whom("Trường THCS"), 5))
    target(office, one, **GOAL)
    assert sheet(office).copies_from is None
    assert sheet(office, 2027).copies_from == 2026  # the goal of 2030 is none of its own
    copy = partial(keeping.copy_targets, from_year=2026, to_year=2027)
    done = office.do(copy).result
    shown = sheet(office, 2027)
    assert [each.name for each in shown.rows] == ["Buổi", "Xã không ma túy"]
    assert shown.rows[0].target.window.last == date(2027, 12, 31)
    assert [each.name for each in shown.rows[0].parts] == ["Trường THCS"]
    assert shown.rows[0].target.given_by == "UBND tỉnh"
    assert [each.facts.name for each in office.look(list_plans)] == [
        "Kế hoạch phòng, chống ma túy năm 2027",
        "Kế hoạch phòng, chống ma túy năm 2026",
    ]
    office.do(partial(keeping.take_target_back, made=done))
    assert [each.name for each in sheet(office, 2027).rows] == ["Xã không ma túy"]
    assert len(office.look(list_plans)) == 1
    with pytest.raises(keeping.NothingToCopy):
        office.do(partial(keeping.copy_targets, from_year=2020, to_year=2027))


def test_a_plan_keeps_its_scan(office: Office) -> None:
    one = plan(office)
    with pytest.raises(Refusal, match="chưa có bản quét"):
        office.look(partial(read_plan_scan, plan_id=one))
    facts = replace(PLAN, number="41/KH-UBND", on=date(2026, 1, 12))
    edit = partial(correct_plan, plan_id=one, version=1, facts=facts, scan=("KH41.pdf", PDF))
    done = office.do(edit).result
    assert office.look(partial(read_plan_scan, plan_id=one)) == ("KH41.pdf", PDF)
    with pytest.raises(EditedMeanwhile):
        office.do(edit)
    office.do(partial(keeping.take_target_back, made=done))
    assert office.look(list_plans)[0].facts == PLAN


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"name": " "}, told.TargetNameMissing),
        ({"amount": Value(0)}, told.AmountMissing),
        ({"amount": Value(-1), "rule": TargetRule.AT_MOST}, told.AmountMissing),
        ({"amount": Value(10**14)}, told.AmountTooLarge),
        ({"amount": Value(101), "is_per_cent": True, "base_code": "H"}, told.MoreThanAll),
        ({"is_per_cent": True}, told.BaseMissing),
        ({"until_on": date(2025, 1, 1)}, told.DaysTurned),
        ({"until_on": None}, told.DaysMissing),
    ],
)
def test_what_cannot_be_a_target_leaves_nothing_behind(
    office: Office, made_up: MadeUp, change: dict[str, object], refusal: type[Refusal]
) -> None:
    made_up.count("H")
    one = plan(office)
    with pytest.raises(refusal):
        target(office, one, **change)
    assert sheet(office).rows == ()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"name": ""}, told.PlanNameMissing),
        ({"issuer": ""}, told.IssuerMissing),
        ({"until_year": 2025}, told.PlanYearsTurned),
    ],
)
def test_what_cannot_be_a_plan_leaves_nothing_behind(
    office: Office, change: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        plan(office, replace(PLAN, **change))  # type: ignore[arg-type]
    assert office.look(list_plans) == ()


def test_a_typed_target_has_nobody_behind_and_no_day_to_come(office: Office) -> None:
    made = target(office, plan(office), **GOAL)
    note = partial(keeping.note_reached, target_id=made.row_id, version=1, value=Value(6))
    with pytest.raises(keeping.ReachedInFuture):
        office.do(partial(note, on=date(2026, 11, 24)))
    with pytest.raises(NobodyBehind):
        office.do(partial(open_target, target_id=made.row_id))
    office.do(partial(note, on=date(2026, 5, 1)))
    assert row(office, "Xã không ma túy").reached_words == "6/9 tiêu chí"


def test_a_leader_reads_and_changes_nothing(office: Office, made_up: MadeUp) -> None:
    made_up.count("H")
    one = plan(office)
    target(office, one)
    leader = replace(office, actor=replace(LAN, role=Role.LEADER))
    assert not sheet(leader).may_keep
    assert sheet(office).may_keep
    with pytest.raises(NotYourRight):
        target(leader, one)


def test_after_the_deadline_nothing_is_foretold(office: Office, made_up: MadeUp) -> None:
    made_up.count("H", somebody(1, MARCH))
    target(office, plan(office))
    later = replace(office, clock=lambda: datetime(2027, 2, 1, 8))
    assert row(later, "Học nghề", 2026).forecast.words == "Không đạt, thiếu 2"


def test_a_part_of_a_team_is_told_beside_its_own_targets(office: Office, made_up: MadeUp) -> None:
    a_team(office, "Đội xã")
    here = somebody(1, MARCH, team="Đội xã")
    made_up.count("P", here, unit="buổi")
    made_up.indicators["P"] = replace(made_up.indicators["P"], breakdowns=(Breakdown.TEAM,))
    made = target(office, plan(office), name="Buổi", code="P", unit="buổi", amount=Value(2))
    [team] = office.look(partial(spreading.read_spreading, target_id=made.row_id)).teams
    spread(office, made.row_id, (team, 2))
    read = partial(read_team_parts, team_id=team.team_id or 0, from_on=MARCH, until_on=JUNE)
    assert office.look(read) == (
        "Buổi (UBND tỉnh, KH 41): giao 2 buổi, đã đạt 1, thiếu 1 nếu giữ đà này",
    )
