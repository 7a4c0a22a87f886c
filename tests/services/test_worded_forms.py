"""Every form worded from the records: what is derived, what is proposed, what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from rehabdesk.domain.codes import (
    ContactKind,
    EventKind,
    OrganisationKind,
    RehabForm,
    Relation,
    ResidenceKind,
)
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.forms.form import Persons
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.regime import regime_on
from rehabdesk.services.decisions.composing import DraftDecision, current_episode
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import add_profile, choose
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.person_facts import (
    ContactFacts,
    PersonFacts,
    RelativeFacts,
    ResidenceFacts,
)
from rehabdesk.services.volunteers import add_organisation
from tests.builders import LAN, NOW, a_profile, a_volunteer, an_episode, taken_in
from tests.services.papers import an_order as a_decision
from tests.services.papers import numbered, submitted
from tests.services.worded import DAY, an_order, worded

OLD = date(2024, 5, 6)


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
    assert len(found) == 30
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
