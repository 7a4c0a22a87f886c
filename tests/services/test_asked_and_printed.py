"""What a form asks for is typed once and offered again; papers without a number are printed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from rehabdesk.documents.pages import text_of
from rehabdesk.domain.codes import (
    Right,
    Role,
)
from rehabdesk.domain.regime import regime_on
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.drafting import (
    list_forms,
    list_other_forms,
    submit_decisions,
    word_file,
)
from rehabdesk.services.decisions.printing import print_papers
from rehabdesk.services.decisions.sight import FieldFact, look_at
from rehabdesk.services.decisions.wording.memory import remembered_values
from rehabdesk.services.office import Actor, NotYourRight, Office
from rehabdesk.services.users import UserFacts, add_user
from tests.builders import LAN, a_volunteer, taken_in
from tests.services.worded import DAY, an_order, worded


@pytest.fixture
def clerks(office: Office) -> Office:
    """The office with two users who may type."""
    for name in (LAN.name, "Vi Thị Ên"):
        office.do(partial(add_user, facts=UserFacts(name, "", Role.CLERK)))
    return office


def test_what_nobody_can_derive_is_typed_and_offered_again(clerks: Office) -> None:
    person = taken_in(clerks)
    order = an_order("police_proposal", person, typed={"proposed_measures": "tư vấn tâm lý"})
    clerks.do(partial(print_papers, order=order))
    again = worded(clerks, an_order("police_proposal", person))
    assert "4. Các biện pháp quản lý, hỗ trợ: tư vấn tâm lý" in again.text
    assert clerks.look(partial(remembered_values, form_id="n163/52")) == {
        "proposed_measures": "tư vấn tâm lý"
    }


def test_what_is_remembered_is_the_users_own(clerks: Office) -> None:
    form = regime_on(DAY, clerks.resources.regimes).form("invitation", DAY)
    typed = {"event_chair": "Ông Vịnh", "event_name": "Họp Tổ", "person_sex": "Nam"}
    for said in (typed, {"event_chair": "Bà Kỳ"}):
        clerks.do(partial(print_papers, order=an_order("invitation", typed=said)))
    assert clerks.look(partial(remembered_values, form_id=form.id)) == {"event_chair": "Bà Kỳ"}
    another = replace(clerks, actor=Actor(2, "Vi Thị Ên", "", Role.CLERK))
    assert another.look(partial(remembered_values, form_id=form.id)) == {}


def test_the_composer_is_told_what_a_form_asks_with_type_and_choices(office: Office) -> None:
    order = an_order("removal_decision", taken_in(office))
    facts = {
        fact.field: fact
        for fact in office.look(partial(look_at, order=order, chosen=0, dpi=30)).fields
    }
    reason: FieldFact = facts["exit_reason"]
    assert (reason.is_asked, reason.type.value) == (True, "choice")
    assert "chết" in reason.choices
    assert facts["staff_unit"].label == "Bộ phận tham mưu của Công an xã"
    assert not facts["person_sex"].is_asked


def test_the_office_numbers_its_own_papers_and_prints_the_others(office: Office) -> None:
    own = {form.purpose for form in office.look(partial(list_forms, planned_on=DAY))}
    others = {form.purpose for form in office.look(partial(list_other_forms, planned_on=DAY))}
    assert own == {
        *("post_rehab", "support_team", "completion", "helper_assignment", "moved_in_assignment"),
        *("volunteer_team", "team_members", "team_rules", "team_dissolution"),
        *("invitation", "report", "circumstances"),
    }
    assert not own & others
    assert len(own | others) == 25


def test_papers_without_a_number_are_printed_and_recorded(office: Office) -> None:
    person = taken_in(office)
    order = an_order("commitment", person)
    [printed] = office.do(partial(print_papers, order=order)).result
    assert "Không sử dụng trái phép chất ma túy" in "".join(text_of(printed.content))
    assert printed.name == "Bản cam kết không sử dụng trái phép chất ma túy - Trần Văn Thắng.pdf"
    [word] = office.do(partial(word_file, order=order)).result
    assert word.content.startswith(b"PK")


def test_only_who_drafts_papers_prints_them(office: Office) -> None:
    order = an_order("commitment", taken_in(office))
    leader = replace(office, actor=Actor(3, "Lê Quang Vịnh", "", Role.LEADER))
    with pytest.raises(NotYourRight, match=Right.DRAFT_DECISIONS.label):
        leader.do(partial(print_papers, order=order))


def test_what_was_typed_for_a_decision_is_offered_again(clerks: Office) -> None:
    person, helper = taken_in(clerks), a_volunteer(clerks)
    order = DraftDecision(
        "moved_in_assignment",
        DAY,
        (person,),
        (helper,),
        signer_id=1,
        typed={"assign_decision_committee": "xã Yên Thịnh"},
    )
    clerks.do(partial(submit_decisions, order=order))
    again = worded(clerks, replace(order, typed={}))
    assert "Chủ tịch Ủy ban nhân dân xã Yên Thịnh về việc Phân công" in again.text
