"""Before signing: what the records and the law say against a paper is told, never refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.regime import COMPLETION
from rehabdesk.services.decisions.checks import Level, check_order
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.drafting import open_draft, submit_decisions
from rehabdesk.services.office import Office
from rehabdesk.services.people.intake import TakeIn, take_in
from tests.builders import a_person, a_volunteer, an_episode, taken_in
from tests.services.life.builders import in_force, instead_of
from tests.services.papers import an_order, numbered, submitted


def told(office: Office, order: DraftDecision) -> dict[str, Level]:
    found = office.look(partial(check_order, order=order))
    return {check.sentence: check.level for check in found}


def test_a_term_other_than_the_laws_is_laid_beside_it(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    wrong = replace(order, term_end=date(2027, 11, 30))
    assert told(office, wrong)["Đến ngày 30/11/2027, theo luật là 30/11/2028"] is Level.LOOK
    [check] = [c for c in office.look(partial(check_order, order=wrong)) if c.field == "term_end"]
    assert check.detail.startswith("02 năm: ")
    assert "Luật Phòng, chống ma túy" in check.detail or "Điều 42" in check.detail
    office.do(partial(submit_decisions, order=wrong))  # warned, not refused


def test_a_term_that_does_not_begin_with_completion_is_pointed_at(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    late = replace(order, term_start=date(2026, 12, 1), term_end=date(2028, 12, 1))
    assert "Từ ngày 01/12/2026, ngày hoàn thành 30/11/2026" in told(office, late)


def test_another_decision_in_force_is_named_unless_this_one_takes_its_place(
    office: Office,
) -> None:
    person_id, older = in_force(office)
    again = an_order(office, person_id, a_volunteer(office))
    sentence = "Đang có quyết định khác hiệu lực đến 30/11/2028"
    assert told(office, again)[sentence] is Level.LOOK
    draft = instead_of(office, older)
    order = office.look(partial(open_draft, decision_id=draft)).order
    checks = told(office, order)
    assert sentence not in checks
    assert checks["Thay thế số 46/QĐ-UBND"] is Level.GOOD


def test_a_helper_who_will_leave_before_the_term_is_over_is_pointed_at(office: Office) -> None:
    leaving = a_volunteer(office, serves_until=date(2027, 6, 30))
    order = an_order(office, taken_in(office), leaving)
    assert told(office, order)["Bà Ngô Thị Nhàn thôi nhiệm vụ ngày 30/06/2027"] is Level.LOOK


def test_a_minor_without_anybody_to_speak_for_her_is_pointed_at(office: Office) -> None:
    facts = a_person(birth=PartialDate(2010, 3, 5), papers=(), relatives=())
    alone = office.do(partial(take_in, order=TakeIn(facts, an_episode()))).result.person_id
    sentence = "Dưới 18 tuổi, hồ sơ chưa có cha, mẹ hoặc người đại diện"
    assert told(office, an_order(office, alone, a_volunteer(office)))[sentence] is Level.LOOK
    grown = taken_in(office, full_name="Lý Anh Quân", papers=(), relatives=())
    assert sentence not in told(office, an_order(office, grown, a_volunteer(office)))


def test_a_paper_in_force_before_it_is_signed_is_pointed_at(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    early = replace(order, effective_from=date(2026, 11, 1))
    assert "Hiệu lực từ 01/11/2026, trước ngày dự kiến ký" in told(office, early)


@pytest.mark.parametrize(
    ("day", "sentence", "level"),
    [
        (date(2028, 11, 24), "Cấp giấy sớm hơn luật định: hết thời hạn 30/11/2028", Level.LOOK),
        (date(2028, 11, 29), "Cấp giấy đúng hạn: hết thời hạn 30/11/2028", Level.GOOD),
        (date(2028, 12, 5), "Cấp giấy muộn hơn luật định: hết thời hạn 30/11/2028", Level.LOOK),
    ],
)
def test_the_certificate_belongs_in_the_last_three_working_days(
    office: Office, day: date, sentence: str, level: Level
) -> None:
    """N163 Điều 138: trong thời hạn 03 ngày làm việc trước ngày hết thời hạn."""
    person_id, _ = in_force(office)
    order = DraftDecision(COMPLETION, day, (person_id,), signer_id=1)
    assert told(office, order)[sentence] is level


def test_only_what_cannot_be_is_red(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    red = [
        check.sentence
        for changed in (
            replace(order, person_ids=()),
            replace(order, signer_id=None),
            replace(order, term_end=order.term_start),
        )
        for check in office.look(partial(check_order, order=changed))
        if check.level is Level.BAD
    ]
    assert red == [
        "Chọn ít nhất một người.",
        "Chưa có người ký còn nhiệm vụ ngày 20/11/2026",
        "Đến ngày phải sau từ ngày (30/11/2026).",
    ]


def test_somebody_under_another_kind_of_term_is_pointed_at(office: Office) -> None:
    then = replace(office, clock=lambda: datetime(2026, 5, 4, 9, 0))
    facts = an_episode(kind=EpisodeKind.REHAB_HOME, completes_on=date(2027, 5, 10))
    person = a_person(full_name="Tạ Hữu Vinh", papers=())
    person_id = then.do(partial(take_in, order=TakeIn(person, facts))).result.person_id
    order = DraftDecision(
        "home_rehab",
        date(2026, 5, 4),
        (person_id,),
        signer_id=1,
        term_start=date(2026, 5, 10),
        term_end=date(2027, 5, 10),
    )
    numbered(then, submitted(then, order), "12", date(2026, 5, 4))
    after = an_order(
        office,
        person_id,
        a_volunteer(office),
        term_start=date(2026, 11, 30),
        term_end=date(2027, 11, 30),
    )
    sentence = "Thời hạn trùng với số 12/QĐ-UBND (10/05/2026 đến 10/05/2027)"
    assert told(office, after)[sentence] is Level.LOOK
