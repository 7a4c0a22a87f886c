"""What clerks write down day by day, typed over by two of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from rehabdesk.domain.daily_codes import ContactWay
from rehabdesk.domain.records.daily.contact import Contact
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.teamwork.activities import Activity, Pledge, Tip
from rehabdesk.domain.records.teamwork.helping import BodyTest, Support
from rehabdesk.domain.teamwork.codes import (
    SupportKind,
)
from rehabdesk.domain.teamwork.kinds import Figure
from rehabdesk.services.activities import kinds, tips
from rehabdesk.services.activities import recording as activities
from rehabdesk.services.body_tests import recording as body_tests
from rehabdesk.services.body_tests.facts import Outcome
from rehabdesk.services.contacts import facts as contact_facts
from rehabdesk.services.decisions import drafting
from rehabdesk.services.decisions.composing import KeptDraft, order_of
from rehabdesk.services.noting import recording as noting
from rehabdesk.services.office import Office, Work
from rehabdesk.services.pledges import recording as pledges
from rehabdesk.services.pledges.facts import PledgeFacts
from rehabdesk.services.supports import recording as supports
from rehabdesk.services.supports.facts import SupportFacts
from tests.builders import a_volunteer, taken_in
from tests.services.activities.places import ON, a_team, an_activity, recorded
from tests.services.body_tests.scene import wrote
from tests.services.papers import an_order
from tests.services.settling.kept import TODAY, Kept, kept_of


def a_support(office: Office) -> Kept:
    facts = SupportFacts(SupportKind.LOAN, taken_in(office), source="Ngân hàng", amount=5, months=2)
    order = supports.RecordSupport(facts)
    number = office.do(partial(supports.record_support, order=order)).result.support_id

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        order = supports.CorrectSupport(number, version, typed)
        return partial(supports.correct_support, order=order)

    read = kept_of(Support, number, supports.facts_of)
    return Kept(read, act_of, ("use",), "Máy hàn", "Bò", (("amount",), 7), (("note",), "Gọi lại"))


def a_pledge(office: Office) -> Kept:
    order = pledges.RecordPledges(
        PledgeFacts(on=TODAY, words="Không tái nghiện"), (taken_in(office),)
    )
    [number] = office.do(partial(pledges.record_pledges, order=order)).result.pledge_ids

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(pledges.correct_pledge, order=pledges.CorrectPledge(number, version, typed))

    read = kept_of(Pledge, number, pledges.facts_of)
    return Kept(
        read, act_of, ("words",), "A", "B", (("on",), date(2026, 11, 1)), (("words",), "Không dùng")
    )


def a_note(office: Office) -> Kept:
    who = contact_facts.MetBy("Nguyễn Thị Hạnh")
    facts = contact_facts.NoteFacts(TODAY, ContactWay.AT_HOME, who, "Ổn")
    one, other = taken_in(office), taken_in(office, full_name="Mai Xuân Nam", papers=())
    order = noting.RecordContact((one,), facts)
    number = office.do(partial(noting.record_contact, order=order)).result.contact_id

    def read(work: Work) -> tuple[Any, Any]:
        note = work.session.get_one(Contact, number)
        ids = tuple(each.person_id for each in note.persons)
        told = contact_facts.facts_of(note.persons[0])
        return noting.CorrectContact(number, note.version, ids, told), note.version

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(noting.correct_contact, order=replace(typed, version=version))

    return Kept(
        read,
        act_of,
        ("facts", "words"),
        "Vắng",
        "Khỏe",
        (("facts", "minutes"), 20),
        (("person_ids",), (one, other)),
    )


def a_body_test(office: Office) -> Kept:
    [number] = wrote(office, Outcome(taken_in(office))).test_ids

    def facts(test: BodyTest) -> Any:
        told = body_tests.sitting_of(test), body_tests.outcome_of(test)
        return body_tests.CorrectTest(number, test.version, *told)

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(body_tests.correct_test, order=replace(typed, version=version))

    return Kept(
        kept_of(BodyTest, number, facts),
        act_of,
        ("outcome", "note"),
        "Bình thường",
        "Làm lại",
        (("sitting", "done_at"), "Trạm Y tế"),
        (("outcome", "slip_number"), "12"),
    )


def a_tip(office: Office) -> Kept:
    order = tips.RecordTip(tips.TipFacts(ON, "Tụ tập ở lò gạch"))
    number = office.do(partial(tips.record_tip, order=order)).result

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(tips.correct_tip, order=tips.CorrectTip(number, version, typed))

    read = kept_of(Tip, number, tips.facts_of)
    return Kept(read, act_of, ("words",), "A", "B", (("place",), "Lò gạch cũ"), (("hamlet_id",), 1))


def a_kind(office: Office) -> Kept:
    order = kinds.KeepKind("", "Giao lưu", "Giao lưu", "buổi", ("occasions",))
    made = office.do(partial(kinds.keep_kind, order=order)).result

    def read(work: Work) -> tuple[Any, Any]:
        kind = kinds.kinds_by_code(work)[made.code]
        return kinds.as_kept(kind), kind.version

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        return partial(kinds.keep_kind, order=replace(typed, version=version))

    return Kept(
        read,
        act_of,
        ("name",),
        "Giao lưu A",
        "Giao lưu B",
        (("unit",), "lần"),
        (("short_name",), "GL"),
    )


def an_activity_kept(office: Office) -> Kept:
    told = an_activity(team_id=a_team(office), place="Nhà văn hóa", figures={"persons": 9})
    number = recorded(office, told).activity_id

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        order = activities.CorrectActivity(number, version, typed)
        return partial(activities.correct_activity, order=order)

    return Kept(
        kept_of(Activity, number, activities.facts_of),
        act_of,
        ("figures", "persons"),
        Figure(10),
        Figure(12),
        (("topic",), "Giao ban"),
        (("figures", "members"), None),
    )


def a_draft(office: Office) -> Kept:
    order = an_order(office, taken_in(office), a_volunteer(office))
    [number] = office.do(partial(drafting.save_draft, order=order)).result.decision_ids
    other = a_volunteer(office, full_name="Lê Thị Tám")

    def read(work: Work) -> tuple[Any, Any]:
        decision = work.session.get_one(Decision, number)
        kept = order_of(decision)
        return replace(kept, decision_id=None, version=None), decision.version

    def act_of(typed: Any, version: int) -> Callable[..., Any]:
        draft = KeptDraft(number, version, typed.person_ids)
        return partial(drafting.save_draft, order=replace(typed, drafts=(draft,)))

    return Kept(
        read,
        act_of,
        ("planned_on",),
        date(2026, 11, 24),
        date(2026, 11, 25),
        (("volunteer_ids",), (*order.volunteer_ids, other)),
        (("typed", "urgency"), "Khẩn"),
    )
