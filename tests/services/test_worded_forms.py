"""Every form worded from the records: what is derived, what is proposed, what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest

from rehabdesk.documents.pages import text_of
from rehabdesk.domain.codes import (
    ContactKind,
    EventKind,
    OrganisationKind,
    RehabForm,
    Relation,
    ResidenceKind,
    Right,
    Role,
)
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.forms.form import Persons
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.regime import regime_on
from rehabdesk.services.decisions.composing import DraftDecision, compose, current_episode
from rehabdesk.services.decisions.drafting import (
    list_forms,
    list_other_forms,
    submit_decisions,
    word_file,
)
from rehabdesk.services.decisions.printing import print_papers
from rehabdesk.services.decisions.sight import FieldFact, look_at
from rehabdesk.services.decisions.wording.memory import remember_values, remembered_values
from rehabdesk.services.office import Actor, NotYourRight, Office, Work
from rehabdesk.services.offices import add_profile, choose
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.person_facts import (
    ContactFacts,
    PersonFacts,
    RelativeFacts,
    ResidenceFacts,
)
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.services.volunteers import add_organisation
from tests.builders import LAN, NOW, a_profile, a_volunteer, an_episode, taken_in
from tests.services.papers import an_order as a_decision
from tests.services.papers import numbered, submitted

DAY = date(2026, 11, 27)
OLD = date(2024, 5, 6)


@pytest.fixture
def clerks(office: Office) -> Office:
    """The office with two users who may type."""
    for name in (LAN.name, "Vi Thị Ên"):
        office.do(partial(add_user, facts=UserFacts(name, "", Role.CLERK)))
    return office


def worded(office: Office, order: DraftDecision) -> FilledPaper:
    return office.look(lambda work: compose(work, order)[0].filled)


def an_order(purpose: str, *person_ids: int, on: date = DAY, **facts: Any) -> DraftDecision:
    return DraftDecision(purpose, on, person_ids, signer_id=1, **facts)


def decided(office: Office, person_id: int) -> None:
    """Put a person under management by a numbered decision."""
    numbered(office, submitted(office, a_decision(office, person_id, a_volunteer(office))))


def every_order(office: Office, person_id: int) -> Iterator[tuple[str, DraftDecision]]:
    for day in (OLD, DAY):
        law = regime_on(day, office.resources.regimes)
        for form in law.forms_on(day):
            persons = () if form.persons is Persons.NONE else (person_id,)
            yield form.id, an_order(form.purpose, *persons, on=day)


def told(office: Office, kind: EventKind, person_id: int, on: date, **paper: Any) -> None:
    """Write an event into the file, as the acts that record events do."""

    def write(work: Work) -> None:
        episode = current_episode(work, person_id)
        assert episode is not None
        event = CaseEvent(episode, kind, on, work.actor.name, work.now)
        for name, value in paper.items():
            setattr(event, name, value)
        work.session.add(event)
        work.record("case_event.recorded", event)

    office.do(write)


def test_every_form_of_every_law_is_worded_for_a_person(office: Office) -> None:
    found = dict(every_order(office, taken_in(office)))
    assert len(found) == 27
    for form_id, order in found.items():
        paper = worded(office, order)
        assert paper.form_id == form_id
        assert "None" not in paper.text
        assert (
            "xã Yên Thịnh" in paper.text
            or "XÃ YÊN THỊNH" in paper.text
            or "Yên Thịnh" in (paper.text)
        )


def test_every_form_is_worded_for_a_person_of_whom_only_the_name_is_known(office: Office) -> None:
    order = TakeIn(PersonFacts("Lò Văn Ún"), None)
    person_id = office.do(partial(take_in, order=order)).result.person_id
    for _, each in every_order(office, person_id):
        paper = worded(office, each)
        assert "None" not in paper.text
        if each.person_ids:
            assert "Lò Văn Ún" in paper.text or "LÒ VĂN ÚN" in paper.text


def test_every_form_is_worded_with_nobody_chosen(office: Office) -> None:
    for _, order in every_order(office, 0):
        assert "None" not in worded(office, replace(order, person_ids=())).text


def test_a_certificate_names_the_decision_it_ends_and_its_term(office: Office) -> None:
    person = taken_in(office)
    decided(office, person)
    paper = worded(office, an_order("completion", person))
    assert (
        "Căn cứ Quyết định số: 46/QĐ-UBND ngày 23 tháng 11 năm 2026 của Chủ tịch Ủy ban nhân dân "
        "xã Yên Thịnh về việc quản lý sau cai nghiện ma túy tại nơi cư trú;"
    ) in paper.text
    assert "Thời gian: từ ngày 30/11/2026 đến ngày 30/11/2028./." in paper.text


def test_a_decision_of_another_commune_is_named_with_that_commune(office: Office) -> None:
    person = taken_in(office)
    told(
        office,
        EventKind.DECIDED_ELSEWHERE,
        person,
        date(2026, 8, 3),
        paper_number="17/QĐ-UBND",
        paper_on=date(2026, 8, 3),
        paper_issuer="Chủ tịch UBND xã Mường Vạt",
    )
    text = worded(office, an_order("completion", person)).text
    assert "Quyết định số: 17/QĐ-UBND ngày 03 tháng 8 năm 2026" in text
    assert "Ủy ban nhân dân xã Mường Vạt" in text


def test_who_moved_in_comes_with_the_letter_of_the_police_there(office: Office) -> None:
    person = taken_in(office)
    told(
        office,
        EventKind.MOVED_IN,
        person,
        date(2026, 10, 5),
        paper_number="105/CAX",
        paper_on=date(2026, 10, 2),
        paper_issuer="Công an xã Mường Vạt",
    )
    order = an_order("moved_in_assignment", person, volunteer_ids=(a_volunteer(office),))
    text = worded(office, order).text
    assert "Thông báo số 105/CAX ngày 02 tháng 10 năm 2026 của Trưởng Công an xã Mường Vạt" in text
    assert "Phân công ông/bà Ngô Thị Nhàn thực hiện nhiệm vụ" in text
    assert "Chủ tịch Ủy ban nhân dân cấp xã về việc Phân công" in text


def test_rehabilitation_is_told_from_its_events(office: Office) -> None:
    person = taken_in(office)
    told(
        office,
        EventKind.REHAB_DECIDED,
        person,
        date(2024, 11, 28),
        paper_number="12/QĐ-CAX",
        paper_on=date(2024, 11, 28),
    )
    told(office, EventKind.REGISTERED, person, date(2024, 11, 29))
    text = worded(office, an_order("police_rehab_completion", person)).text
    assert "Quyết định số: 12/QĐ-CAX ngày 28 tháng 11 năm 2024" in text
    assert "từ ngày 29 tháng 11 năm 2024 đến ngày 30 tháng 11 năm 2026./." in text


def test_an_event_taken_back_is_not_told(office: Office) -> None:
    person = taken_in(office)
    told(
        office,
        EventKind.REGISTERED,
        person,
        date(2024, 11, 29),
        undone_at=datetime(2026, 11, 1, 8, 0),
    )
    assert (
        "29 tháng 11 năm 2024"
        not in worded(office, an_order("police_rehab_completion", person)).text
    )


def test_a_hand_over_record_names_the_paper_that_waits_and_who_takes_it(office: Office) -> None:
    person = taken_in(office)
    decided(office, person)
    text = worded(office, an_order("delivery_record", person)).text
    assert (
        "Quyết định số 46/QĐ-UBND ngày 23 tháng 11 năm 2026 của Chủ tịch Ủy ban nhân dân "
        "xã Yên Thịnh về việc quản lý sau cai nghiện ma túy tại nơi cư trú"
    ) in text
    assert f"Họ và tên: {LAN.name}" in text
    assert "Họ và tên: Trần Văn Thắng Giới tính: Nam" in text
    assert "Về việc giao nhận Quyết định/Giấy xác nhận/Thông báo" in text


def test_the_representative_takes_the_papers_of_a_minor(office: Office) -> None:
    person = taken_in(office, birth=PartialDate(2010, 2, 3))
    text = worded(office, an_order("delivery_record", person)).text
    assert "Họ và tên: Nguyễn Thị Lụa" in text
    assert "Quan hệ với người nghiện ma túy được quản lý: mẹ" in text


def test_the_family_confirms_only_for_a_minor(office: Office) -> None:
    grown, minor = taken_in(office), taken_in(office, birth=PartialDate(2010, 2, 3), papers=())
    family = "XÁC NHẬN CỦA GIA ĐÌNH"
    assert family not in worded(office, an_order("rehab_commitment", grown)).text
    assert family in worded(office, an_order("rehab_commitment", minor)).text


def test_electronic_monitoring_is_promised_from_the_law_that_knows_it(office: Office) -> None:
    person = taken_in(office)
    words = "biện pháp giám sát điện tử"
    assert words in worded(office, an_order("commitment", person)).text
    assert words not in worded(office, an_order("commitment", person, on=OLD)).text


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
    clerks.do(partial(remember_values, form=form, typed=typed))
    clerks.do(partial(remember_values, form=form, typed={"event_chair": "Bà Kỳ"}))
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


def test_half_of_an_alternative_may_be_chosen(office: Office) -> None:
    helper = a_volunteer(office)
    order = DraftDecision("helper_assignment", DAY, (taken_in(office),), (helper,), signer_id=1)
    whole = "người cai nghiện ma túy tự nguyện tại gia đình, cộng đồng/người bị quản lý"
    assert worded(office, order).text.count(whole) == 3
    chosen = replace(order, typed={"helped_group": "người bị quản lý sau cai nghiện ma túy"})
    text = worded(office, chosen).text
    assert whole not in text
    assert "hỗ trợ người bị quản lý sau cai nghiện ma túy gồm các ông, bà có tên sau:" in text


def test_the_team_decision_lists_who_serves(office: Office) -> None:
    team = office.do(
        partial(add_organisation, name="Đội tình nguyện", kind=OrganisationKind.VOLUNTEER_TEAM)
    ).result
    a_volunteer(office, organisation_id=team)
    a_volunteer(office, full_name="Đỗ Văn Quýnh", organisation_id=team, post="Đội viên")
    a_volunteer(office, full_name="Lò Văn Ún")
    paper = worded(office, an_order("volunteer_team"))
    assert "gồm 02 thành viên (có danh sách kèm theo)." in paper.text
    assert "Ngô Thị Nhàn" in paper.text
    assert "Lò Văn Ún" not in paper.text
    assert "Thay thế Quyết định" not in paper.text


def test_the_list_counts_whom_it_names(office: Office) -> None:
    person = taken_in(office)
    taken_in(office, full_name="Lò Văn Ún", papers=())
    decided(office, person)
    order = an_order("post_rehab_list", on=date(2026, 12, 1))
    text = worded(office, order).text
    assert "Tổng số: 01 người (nam 01, nữ 00; 01 năm 00, 02 năm 01)" in text
    assert "46/QĐ-UBND, 23/11/2026" in text
    assert "Bà Ngô Thị Nhàn, Chi hội trưởng Chi hội Phụ nữ thôn Đồng Bến" in text
    assert "Lò Văn Ún" not in text


def test_a_sheet_names_who_looks_after_the_person(office: Office) -> None:
    person = taken_in(office)
    decided(office, person)
    text = worded(office, an_order("follow_up_sheet", person)).text
    assert "2. Người theo dõi: Bà Ngô Thị Nhàn, Chi hội trưởng" in text
    assert "ma túy – tháng 11 năm 2026" in text


def test_addresses_phones_and_what_is_sensitive_are_told_where_asked(office: Office) -> None:
    person = taken_in(
        office,
        ethnicity="Thái",
        religion="Không",
        residences=(
            ResidenceFacts(ResidenceKind.PERMANENT, "Thôn Thượng, xã Yên Thịnh"),
            ResidenceFacts(ResidenceKind.CURRENT, "Thôn Hạ, xã Yên Thịnh"),
        ),
        contacts=(ContactFacts(ContactKind.PHONE, "0990 123 456"),),
    )
    notice = worded(office, an_order("completion_notice", person)).text
    assert "Nơi thường trú/tạm trú: Thôn Thượng, xã Yên Thịnh" in notice
    assert "Dân tộc: Thái; Tôn giáo: Không" in notice
    promise = worded(office, an_order("commitment", person)).text
    assert "Nơi cư trú hoặc chỗ ở hiện nay: Thôn Hạ, xã Yên Thịnh" in promise
    assert "Điện thoại liên hệ: 0990 123 456" in promise


def test_the_committee_confirms_what_the_law_asks_of_the_committee(office: Office) -> None:
    person = taken_in(office)
    hardship = worded(office, an_order("circumstances", person)).text
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ YÊN THỊNH" in hardship
    assert "TM. ỦY BAN NHÂN DÂN" not in hardship
    typed = {person: {"child_under_36_months": "Trần Thị Na, sinh ngày 02/3/2025"}}
    child = worded(office, an_order("circumstances", person, typed_persons=typed)).text
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ YÊN THỊNH" not in child
    assert "TM. ỦY BAN NHÂN DÂN" in child
    assert "đang nuôi con nhỏ dưới 36 tháng tuổi: Trần Thị Na" in child


def test_ordinary_papers_carry_the_commune_alone_unless_the_office_wishes(office: Office) -> None:
    order = an_order("invitation")
    assert "UBND TỈNH HÒA SƠN" not in worded(office, order).text
    key = "letterhead:free/giay-moi"
    office.do(partial(choose, key=key, value="parent_and_commune"))
    assert worded(office, order).text.startswith("UBND TỈNH HÒA SƠN")


def test_a_ward_is_named_as_a_ward_in_the_team(office: Office) -> None:
    ward = replace(a_profile(date(2026, 11, 1)), commune_kind=type(a_profile().commune_kind).PHUONG)
    office.do(partial(add_profile, facts=ward))
    text = worded(office, an_order("support_team")).text
    assert "Công an phường - Tổ trưởng." in text
    assert "Trạm Y tế phường - Tổ phó." in text


def test_a_form_whose_time_is_over_is_printed_as_a_copy(office: Office) -> None:
    paper = worded(office, an_order("completion", taken_in(office), on=OLD))
    assert paper.form_id == "n116/54"
    assert "TRÍCH SAO" in paper.text
    assert "/TrS-UBND" in paper.text
    assert f"ngày{chr(0xA0) * 9}tháng {NOW.month} năm {NOW.year}" in paper.text


def test_the_office_numbers_its_own_papers_and_prints_the_others(office: Office) -> None:
    own = {form.purpose for form in office.look(partial(list_forms, planned_on=DAY))}
    others = {form.purpose for form in office.look(partial(list_other_forms, planned_on=DAY))}
    assert own == {
        *("post_rehab", "support_team", "completion", "helper_assignment", "moved_in_assignment"),
        *("volunteer_team", "invitation", "report", "circumstances"),
    }
    assert not own & others
    assert len(own | others) == 22


def test_papers_without_a_number_are_printed_and_recorded(office: Office) -> None:
    person = taken_in(office)
    order = an_order("commitment", person)
    [printed] = office.do(partial(print_papers, order=order)).result
    assert "Không sử dụng trái phép chất ma túy" in "".join(text_of(printed.content))
    assert printed.name == "Tự soạn - Trần Văn Thắng.pdf"
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


def test_the_home_is_where_the_police_send_who_is_treated_at_home(office: Office) -> None:
    order = TakeIn(
        PersonFacts("Lò Văn Ún"), an_episode(rehab_form=RehabForm.HOME, rehab_facility="")
    )
    person = office.do(partial(take_in, order=order)).result.person_id
    text = worded(office, an_order("police_rehab_decision", person)).text
    assert "Địa điểm cai nghiện ma túy tại gia đình, cộng đồng" in text
    assert "Giám đốc Công an tỉnh" not in text


def test_the_relative_who_applies_is_named_in_capitals(office: Office) -> None:
    relative = RelativeFacts("Vi Thị Ên", Relation.MOTHER, 1985, is_representative=True)
    person = taken_in(office, birth=PartialDate(2011), relatives=(relative,))
    text = worded(office, an_order("registration_application", person)).text
    assert "- Họ và tên (viết in hoa): VI THỊ ÊN" in text
    assert "Quan hệ với người tự nguyện cai nghiện: mẹ" in text
