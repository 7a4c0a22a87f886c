"""Models, rounds, plans, targets and figures, typed over by two clerks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from rehabdesk.domain.codes import EventKind, Role
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.office_law import CalendarDay
from rehabdesk.domain.records.reporting.reports import TypedFigure
from rehabdesk.domain.records.reporting.targets import Plan, PlanTarget
from rehabdesk.domain.records.teamwork.models import CareModel, CounsellingVisit
from rehabdesk.domain.refusals import NeedsConfirmation
from rehabdesk.domain.reports.indicators import Nature
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.teamwork.areas import Typed
from rehabdesk.domain.teamwork.codes import (
    AreaState,
    GroupKind,
    GroupRole,
)
from rehabdesk.services.consolidation import units
from rehabdesk.services.course import acts as course
from rehabdesk.services.course.reading import event_of
from rehabdesk.services.indicators.typed import told_of
from rehabdesk.services.law import calendar_days
from rehabdesk.services.models import areas, founding, surveys, visits
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.reports import layouts, typed_figures
from rehabdesk.services.reports.figure_facts import FigureFacts
from rehabdesk.services.reports.figure_facts import facts_of as figure_facts
from rehabdesk.services.targets import keeping, plans, spreading
from rehabdesk.services.targets.facts import Reached
from rehabdesk.services.teams import groups
from tests.builders import LAN, taken_in
from tests.services.course.scene import PAPER, Scene
from tests.services.models.scene import a_scene
from tests.services.settling.kept import TODAY, YEAR, Kept, kept_of
from tests.services.targets.scene import GOAL, hamlets, plan, spread, target


def a_model(office: Office) -> Kept:
    number = a_scene(office).care

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(founding.correct_model, model_id=number, version=version, facts=typed)

    read = kept_of(CareModel, number, founding.facts_of)
    return Kept(read, act_of, ("name",), "A", "B", (("place",), "Trạm"), (("note",), "Mới"))


def a_visit(office: Office) -> Kept:
    scene = a_scene(office)
    facts = visits.VisitFacts(scene.point, date(2026, 11, 2), "Việc làm", visitor="Khách 03")
    number = office.do(partial(visits.record_visit, facts=facts)).result.row_id

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(visits.correct_visit, visit_id=number, version=version, facts=typed)

    read = kept_of(CounsellingVisit, number, visits.facts_of)
    return Kept(
        read,
        act_of,
        ("need",),
        "A",
        "B",
        (("advice",), "Nghề hàn"),
        (("referred_to",), "Sở Nội vụ"),
    )


def a_round(office: Office) -> Kept:
    facts = surveys.RoundFacts("Rà soát quý IV", date(2026, 10, 1))
    number = office.do(partial(surveys.open_round, facts=facts)).result.row_id

    def read(work: Work) -> tuple[Any, Any]:
        each = surveys.find_round(work, number)
        told = (each.name, each.from_on, each.paper, each.team_id, each.note)
        return surveys.RoundFacts(*told), each.version

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(surveys.correct_round, round_id=number, version=version, facts=typed)

    return Kept(read, act_of, ("name",), "A", "B", (("paper",), "KH 12"), (("note",), "Đủ 12 thôn"))


def an_area(office: Office) -> Kept:
    order = areas.SetStatus(2026, 1, 0, AreaState.NOT_FREE, Typed())
    office.do(partial(areas.set_status, order=order))

    def read(work: Work) -> tuple[Any, Any]:
        row = next(each for each in areas.list_areas(work, 2026).rows if each.hamlet_id == 1)
        typed = row.facts.typed if row.facts else Typed()
        told = replace(order, typed=typed, paper=row.paper, words=row.words, issuer=row.issuer)
        return told, row.version

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(areas.set_status, order=replace(typed, version=version))

    return Kept(
        read, act_of, ("words",), "A", "B", (("typed", "points"), 2), (("issuer",), "UBND tỉnh")
    )


def a_group(office: Office) -> Kept:
    head = groups.GroupSeat("Nguyễn Văn Tráng", "Công an xã", GroupRole.HEAD)
    deputy = groups.GroupSeat("Trần Văn Nhượng", "Thôn Thượng", GroupRole.DEPUTY)
    told = (GroupKind.USER_GROUP, date(2026, 9, 1), (head, deputy), taken_in(office), "Mẫu 04")
    number = office.do(partial(groups.found_group, facts=groups.GroupFacts(*told))).result.row_id

    def read(work: Work) -> tuple[Any, Any]:
        row = next(each for each in groups.list_groups(work) if each.id == number)
        seats = (groups.GroupSeat(each.full_name, each.unit, each.role) for each in row.serving)
        return groups.Seats(tuple(seats)), row.version

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        told: dict[str, Any] = {"members": typed.members, "on": TODAY}
        return partial(groups.change_group, group_id=number, version=version, **told)

    moved = replace(deputy, unit="Thôn Hạ")
    return Kept(
        read,
        act_of,
        ("members",),
        (head, moved),
        (head, replace(deputy, unit="Thôn Trung")),
        (("members",), (head, deputy, groups.GroupSeat("Lê Văn Cư"))),
        (("members",), (head, deputy, groups.GroupSeat("Hà Thị Đào"))),
    )


def a_plan(office: Office) -> Kept:
    number = plan(office)

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(plans.correct_plan, plan_id=number, version=version, facts=typed)

    read = kept_of(Plan, number, plans.facts_of)
    return Kept(
        read, act_of, ("name",), "KH A", "KH B", (("until_year",), 2027), (("note",), "Bản ký")
    )


def a_target(office: Office) -> Kept:
    number = target(office, plan(office)).row_id

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(keeping.correct_target, target_id=number, version=version, facts=typed)

    read = kept_of(PlanTarget, number, keeping.facts_of)
    return Kept(
        read, act_of, ("amount",), Value(4), Value(5), (("name",), "Học hàn"), (("note",), "Cả năm")
    )


def a_reached_target(office: Office) -> Kept:
    number = target(office, plan(office), **GOAL).row_id
    early, late = date(2026, 6, 1), date(2026, 7, 1)

    def facts(row: PlanTarget) -> Reached:
        return Reached(keeping.target_told(row).reached)

    def act_of(typed: Reached, version: int) -> Callable[..., Any]:
        on = late if late in typed.reached else early
        told: dict[str, Any] = {"on": on, "value": typed.reached[on]}
        return partial(keeping.note_reached, target_id=number, version=version, **told)

    return Kept(
        kept_of(PlanTarget, number, facts),
        act_of,
        ("reached", early),
        Value(2),
        Value(3),
        (("reached", early), Value(2)),
        (("reached", late), Value(4)),
    )


def a_day_off(office: Office) -> Kept:
    facts = calendar_days.DayFacts(date(2026, 12, 7), "Lễ hội", is_working=False)
    number = office.do(partial(calendar_days.add_day, facts=facts)).result

    def read(work: Work) -> tuple[Any, Any]:
        day = work.session.get_one(CalendarDay, number)
        told = (day.on, day.name, day.is_working, day.source)
        return calendar_days.DayFacts(*told), day.version

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(calendar_days.correct_day, kept_id=number, version=version, facts=typed)

    return Kept(
        read, act_of, ("name",), "A", "B", (("source",), "QĐ 7"), (("on",), date(2026, 12, 8))
    )


def a_typed_figure(office: Office) -> Kept:
    wanted = office.look(partial(typed_figures.list_wanted, window=YEAR))
    code = next(each.indicator.code for each in wanted if each.indicator.nature is Nature.STOCK)
    facts = FigureFacts(code, Value(5), date(2026, 11, 1), None, "Công an", "12/BC", TODAY)
    number = office.do(partial(typed_figures.type_figure, facts=facts)).result.row_id

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(typed_figures.correct_figure, figure_id=number, version=version, facts=typed)

    read = kept_of(TypedFigure, number, lambda row: figure_facts(told_of(row)))
    return Kept(
        read, act_of, ("value",), Value(6), Value(7), (("words",), "Lần 2"), (("paper",), "13/BC")
    )


def an_event(office: Office) -> Kept:
    scene = Scene.managed(office)
    scene.record(EventKind.ABSENCE_UNREPORTED, "16/11/2026", "20/11/2026")
    [row] = scene.episode.events

    def facts(record: CaseEvent) -> course.EventFacts:
        event = event_of(record)
        told = (event.until_on, event.at, event.paper, event.reason, event.note)
        return course.EventFacts(event.kind, event.on, *told)

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(course.correct_event, order=course.CorrectEvent(row.id, version, typed))

    return Kept(
        kept_of(CaseEvent, row.id, facts),
        act_of,
        ("note",),
        "A",
        "B",
        (("until_on",), date(2026, 11, 21)),
        (("paper", "number"), f"{PAPER.number}a"),
    )


def a_spread_target(office: Office) -> Kept:
    number = target(office, plan(office), amount=Value(10)).row_id
    one, two, three = hamlets(office, number)[:3]
    spread(office, number, (one, 4), (two, 3), (three, 3))

    def read(work: Work) -> tuple[Any, Any]:
        found = spreading.read_spreading(work, number)
        return spreading.Shares.of(found.parts), (found.target.version, found.seen)

    def act_of(typed: spreading.Shares, version: Any) -> Callable[..., Any]:
        order = spreading.SpreadTarget(number, version[0], typed.as_parts, version[1])
        return partial(_insisting, order)

    return Kept(read, act_of, ("parts", one), 5, 6, (("parts", two), 4), (("parts", three), 2))


def _insisting(order: spreading.SpreadTarget, work: Work) -> Any:
    """Spread what does not add up, as the clerk who was asked about it would."""
    try:
        return spreading.spread_target(work, order)
    except NeedsConfirmation as doubt:
        work.confirmed |= {doubt.key}
        return spreading.spread_target(work, order)


def a_unit(office: Office) -> Kept:
    upper = Actor(1, LAN.name, "", Role.CONSOLIDATOR)
    office.actor = upper
    office.do(partial(units.add_unit, facts=units.UnitFacts("00001", "Xã Yên Hòa")))
    [row] = office.look(units.list_units)

    def read(work: Work) -> tuple[Any, Any]:
        [each] = units.list_units(work)
        told = (each.code, each.name, each.contact, each.note, each.from_on)
        return units.UnitFacts(*told), each.version

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(units.correct_unit, unit_id=row.id, version=version, facts=typed)

    return Kept(
        read, act_of, ("name",), "Xã A", "Xã B", (("note",), "Mới"), (("contact",), "Ông Tư")
    )


def a_layout(office: Office) -> Kept:
    first = office.look(layouts.list_layouts)[0].layout
    own = replace(first, key="", name="Mẫu của tỉnh")
    made = office.do(partial(layouts.keep_own_layout, order=layouts.KeepLayout(own))).result

    def read(work: Work) -> tuple[Any, Any]:
        lines = layouts.list_layouts(work)
        line = next(each for each in lines if each.layout.key == made.layout.key)
        return layouts.KeepLayout(line.layout, line.origin, line.version), line.version

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(layouts.keep_own_layout, order=replace(typed, version=version))

    rows = made.layout.rows
    return Kept(
        read,
        act_of,
        ("layout", "rows"),
        rows[:-1],
        (rows[1], rows[0], *rows[2:]),
        (("layout", "addressee"), "Sở Y tế"),
        (("layout", "heading"), "BÁO CÁO"),
    )
