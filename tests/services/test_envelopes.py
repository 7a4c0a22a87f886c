"""Envelopes: whom the paper goes to, in a size one can buy, and nothing of what is inside."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from rehabdesk.documents.pages import page_count, page_size, text_of
from rehabdesk.domain.codes import OrganisationKind, Relation, Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.services.decisions.posting.envelopes import (
    NobodyAddressed,
    Post,
    print_envelopes,
    propose_post,
)
from rehabdesk.services.decisions.printing import print_papers
from rehabdesk.services.decisions.sight import look_at
from rehabdesk.services.office import Office
from rehabdesk.services.people.person_facts import RelativeFacts
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.services.volunteers import add_organisation
from tests.builders import LAN, taken_in
from tests.services.worded import an_order

MM = 72 / 25.4


def proposed(office: Office, purpose: str, *persons: int, **facts: Any) -> Post:
    order = an_order(purpose, *persons, **facts)
    return office.look(partial(propose_post, order=order))


def test_a_decision_goes_to_its_persons_by_name_and_home(office: Office) -> None:
    people = taken_in(office), taken_in(office, full_name="Lò Thị Ún", sex=Sex.FEMALE, papers=())
    post = proposed(office, "post_rehab", *people)
    assert post.sender == "UBND xã Yên Thịnh\nTỉnh Hòa Sơn"
    names = [each.name for each in post.addresses]
    assert sorted(names) == ["Bà Lò Thị Ún", "Ông Trần Văn Thắng"]
    assert post.addresses[0].lines == ("Thôn Đồng Bến, xã Yên Thịnh, tỉnh Hòa Sơn",)


def test_what_concerns_a_minor_goes_to_who_speaks_for_the_minor(office: Office) -> None:
    mother = RelativeFacts(
        "Vi Thị Ên", Relation.MOTHER, residence="Thôn Hạ", is_representative=True
    )
    child = taken_in(office, birth=PartialDate(2011, 3, 5), relatives=(mother,))
    [address] = proposed(office, "user_management", child, on=date(2025, 6, 2)).addresses
    assert (address.name, address.lines) == ("Ông (bà) Vi Thị Ên", ("Thôn Hạ",))


def test_a_paper_with_addressees_goes_to_each_of_them_once(office: Office) -> None:
    person = taken_in(office)
    typed = {"addressee": "Công an tỉnh Hòa Sơn\nTrạm Y tế xã Yên Thịnh"}
    post = proposed(office, "report", typed=typed)
    assert [each.name for each in post.addresses] == [
        "Công an tỉnh Hòa Sơn",
        "Trạm Y tế xã Yên Thịnh",
    ]
    assert len(proposed(office, "police_proposal", person).addresses) == 1


@pytest.mark.parametrize(("size", "width", "height"), [("dl", 220, 110), ("c5", 229, 162)])
def test_each_address_has_an_envelope_of_its_own(
    office: Office, size: str, width: float, height: float
) -> None:
    post = Post("UBND xã Yên Thịnh", "Ông Vịnh\nThôn Hạ\n\n\n\nBà Kỳ\nThôn Thượng")
    content = office.do(partial(print_envelopes, post=post, size=size)).result.content
    assert page_count(content) == 2
    assert page_size(content, 0) == pytest.approx((width * MM, height * MM), abs=0.5)
    first, second = text_of(content)
    assert "Ông Vịnh" in first
    assert "Bà Kỳ" not in first
    assert "Thôn Thượng" in second


def test_an_envelope_says_nothing_of_what_is_inside(office: Office) -> None:
    post = proposed(office, "post_rehab", taken_in(office))
    paper = office.do(partial(print_envelopes, post=post, size="dl")).result
    said = " ".join(text_of(paper.content)).lower() + paper.name.lower()
    assert not [word for word in ("cai nghiện", "ma túy", "quyết định") if word in said]


def test_a_very_long_address_stays_on_the_envelope(office: Office) -> None:
    long = "Ban Chỉ đạo phòng, chống tội phạm và xây dựng phong trào toàn dân " * 3
    post = Post("UBND xã Yên Thịnh", f"{long}\n{long}")
    content = office.do(partial(print_envelopes, post=post, size="dl")).result.content
    assert page_count(content) == 1
    assert text_of(content)[0].count("Ban Chỉ đạo") == 6


def test_an_envelope_to_nobody_is_refused(office: Office) -> None:
    with pytest.raises(NobodyAddressed):
        office.do(partial(print_envelopes, post=Post("UBND", " \n "), size="dl"))


def test_bodies_are_offered_where_one_is_typed_the_recent_ones_first(office: Office) -> None:
    office.do(partial(add_user, facts=UserFacts(LAN.name, LAN.post, LAN.role)))
    add = partial(add_organisation, name="Hội Cựu chiến binh xã", kind=OrganisationKind.VETERANS)
    office.do(add)
    typed = {"addressee": "Tòa án nhân dân khu vực 3"}
    office.do(partial(print_papers, order=an_order("report", typed=typed)))
    sight = office.look(partial(look_at, order=an_order("report"), chosen=0, dpi=36))
    [names] = [fact.names for fact in sight.fields if fact.field == "addressee"]
    assert names[0] == "Tòa án nhân dân khu vực 3"
    assert {"Công an tỉnh Hòa Sơn", "Công an xã Yên Thịnh", "Hội Cựu chiến binh xã"} <= set(names)
    assert "Ủy ban nhân dân tỉnh Hòa Sơn" in names
    assert not any(fact.names for fact in sight.fields if fact.field == "report_scope")
