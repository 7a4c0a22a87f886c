"""Each warning before signing comes with its cause and goes with it (F82)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from rehabdesk.services.decisions.checks import Level, check_order, check_papers
from rehabdesk.services.decisions.composing import DraftDecision, compose
from rehabdesk.services.decisions.drafting import discard_draft, save_draft, submit_decisions
from rehabdesk.services.decisions.fill_in import FillIn, fill_in
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.intake import TakeIn, take_in
from tests.builders import a_person, a_volunteer, an_episode, taken_in
from tests.services.life.builders import in_force
from tests.services.papers import PLANNED, an_order, numbered, submitted


def told(office: Office, order: DraftDecision) -> dict[str, Level]:
    found = office.look(partial(check_order, order=order))
    return {check.sentence: check.level for check in found}


def warned(office: Office, order: DraftDecision, part: str) -> bool:
    return any(
        part in sentence and level is Level.LOOK for sentence, level in told(office, order).items()
    )


def a_new_one(office: Office, **episode: Any) -> int:
    order = TakeIn(a_person(), an_episode(**episode))
    return office.do(partial(take_in, order=order)).result.person_id


def test_missing_data(office: Office) -> None:
    person = taken_in(office)
    order = an_order(office, person, a_volunteer(office))
    assert warned(office, order, "Thiếu tên gọi khác")
    office.do(partial(fill_in, order=FillIn(person, "person_other_name", "Thắng Đen")))
    assert not warned(office, order, "Thiếu tên gọi khác")


def test_a_legal_basis_that_is_over_on_the_day(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))

    def sentences(work: Work, until: date) -> list[str]:
        [paper] = compose(work, order)
        first, *others = paper.regime.texts
        texts = (replace(first, in_force_until=until), *others)
        changed = replace(paper, regime=replace(paper.regime, texts=texts))
        return [each.sentence for each in check_papers(work, order, [changed])]

    over = f"Căn cứ không còn hiệu lực ngày {PLANNED:%d/%m/%Y}"
    before = office.look(partial(sentences, until=PLANNED - timedelta(days=1)))
    assert any(each.startswith(over) for each in before)
    on_the_day = office.look(partial(sentences, until=PLANNED))
    assert not any(each.startswith(over) for each in on_the_day)
    assert f"Căn cứ pháp lý còn hiệu lực ngày {PLANNED:%d/%m/%Y}" in on_the_day


def test_a_day_that_is_past_while_the_law_has_changed(office: Office) -> None:
    """Luật 120/2025/QH15 từ 01/07/2026: bản soạn tháng Sáu không ký được tháng Bảy."""
    june = replace(office, clock=lambda: datetime(2026, 6, 29, 9, 0))
    july = replace(office, clock=lambda: datetime(2026, 7, 2, 9, 0))
    person = a_new_one(june, completes_on=date(2026, 7, 10))
    order = DraftDecision("post_rehab", date(2026, 6, 29), (person,), signer_id=1)
    sentence = "Ngày dự kiến ký 29/06/2026 đã qua"
    assert not warned(june, order, sentence)
    assert warned(july, order, sentence)
    assert not warned(july, replace(order, planned_on=date(2026, 7, 2)), sentence)


def test_a_person_under_another_decision(office: Office) -> None:
    person, _ = in_force(office)
    assert warned(office, an_order(office, person, a_volunteer(office)), "quyết định khác hiệu lực")
    other = taken_in(office, full_name="Lò Văn Ún", papers=())
    order = an_order(office, other, a_volunteer(office))
    assert not warned(office, order, "quyết định khác hiệu lực")
    assert told(office, order)["Không có quyết định khác đang hiệu lực"] is Level.GOOD


def test_a_term_that_overlaps_another(office: Office) -> None:
    may = replace(office, clock=lambda: datetime(2026, 5, 4, 9, 0))
    person = a_new_one(may, completes_on=date(2027, 5, 10))
    home = DraftDecision(
        "home_rehab",
        date(2026, 5, 4),
        (person,),
        signer_id=1,
        term_start=date(2026, 5, 10),
        term_end=date(2027, 5, 10),
    )
    numbered(may, submitted(may, home), "12", date(2026, 5, 4))
    helper = a_volunteer(office)
    start, end = date(2027, 5, 1), date(2028, 5, 1)
    overlapping = an_order(office, person, helper, term_start=start, term_end=end)
    assert warned(office, overlapping, "Thời hạn trùng với số 12/QĐ-UBND")
    after = replace(overlapping, term_start=date(2027, 5, 11), term_end=date(2028, 5, 11))
    assert not warned(office, after, "Thời hạn trùng")


def test_an_assignee_whose_task_has_ended(office: Office) -> None:
    helper = a_volunteer(office)
    order = an_order(office, taken_in(office), helper)
    assert not warned(office, order, "thôi nhiệm vụ")
    ended = a_volunteer(office, full_name="Vũ Đình Lộc", serves_until=date(2026, 11, 12))
    assert warned(office, replace(order, volunteer_ids=(ended,)), "thôi nhiệm vụ từ 12/11/2026")


def test_a_second_paper_of_the_kind(office: Office) -> None:
    person, helper = taken_in(office), a_volunteer(office)
    [draft] = office.do(
        partial(save_draft, order=an_order(office, person, helper))
    ).result.decision_ids
    again = an_order(office, person, helper)
    assert warned(office, again, "Đã có một bản cùng loại")
    office.do(partial(discard_draft, decision_id=draft))
    assert not warned(office, again, "Đã có một bản cùng loại")


def test_the_number_of_the_police_proposal(office: Office) -> None:
    person = a_new_one(office, proposal_number="")
    order = an_order(office, person, a_volunteer(office))
    assert warned(office, order, "Chưa ghi số đề nghị của Công an xã")
    office.do(partial(fill_in, order=FillIn(person, "proposal_number", "212")))
    assert not warned(office, order, "Chưa ghi số đề nghị")


def test_the_hand_over_within_24_hours(office: Office) -> None:
    """Luật 120/2025/QH15: quyết định phải có trước ngày về ít nhất 24 giờ."""
    person = a_new_one(office, completes_on=date(2026, 11, 30))
    order = an_order(office, person, a_volunteer(office))
    in_time = replace(order, planned_on=date(2026, 11, 29))
    late = replace(order, planned_on=date(2026, 11, 30))
    assert not warned(office, in_time, "24 giờ")
    assert told(office, in_time)["Kịp giao trong 24 giờ trước ngày về 30/11/2026"] is Level.GOOD
    assert warned(office, late, "Không kịp giao trong 24 giờ trước ngày về 30/11/2026")


def test_none_of_them_stops_the_paper(office: Office) -> None:
    person, _ = in_force(office)
    ended = a_volunteer(office, full_name="Vũ Đình Lộc", serves_until=date(2026, 11, 12))
    order = an_order(office, person, ended, planned_on=date(2026, 11, 30))
    assert sum(level is Level.LOOK for level in told(office, order).values()) > 3
    assert office.do(partial(submit_decisions, order=order)).result


def test_many_persons_are_named_in_one_line(office: Office) -> None:
    people = tuple(
        taken_in(office, full_name=f"Vi Văn {name}", papers=()) for name in ("An", "Bình", "Chi")
    )
    order = an_order(office, people[0], a_volunteer(office), person_ids=people)
    order = replace(order, term_start=None, term_end=None)
    assert "Thiếu số giấy tờ (Vi Văn An, Vi Văn Bình và 1 người nữa)" in told(office, order)
