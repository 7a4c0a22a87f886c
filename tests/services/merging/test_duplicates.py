from __future__ import annotations

from functools import partial

from rehabdesk.domain.codes import ContactKind, IdentityKind, Relation
from rehabdesk.domain.dates import PartialDate
from rehabdesk.services.merging.duplicates import Duplicates, list_duplicates
from rehabdesk.services.merging.merge import mark_distinct, unmark_distinct
from rehabdesk.services.office import Office
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.person_facts import (
    ContactFacts,
    PaperFacts,
    PersonFacts,
    RelativeFacts,
)
from tests.builders import a_person


def kept(
    office: Office, name: str, birth: PartialDate | None, reason: str = "", **facts: object
) -> int:
    plain: dict[str, object] = {"papers": (), "relatives": (), "residences": ()}
    person = a_person(full_name=name, birth=birth, **(plain | facts))
    return office.do(partial(take_in, order=TakeIn(person, reason=reason))).result.person_id


def found(office: Office) -> Duplicates:
    return office.look(list_duplicates)


def test_pairs_are_told_with_what_they_have_in_common(office: Office) -> None:
    born = PartialDate(1980, 2, 3)
    number = (PaperFacts(IdentityKind.CITIZEN_CARD, "099080002864"),)
    same = [kept(office, "Hà Ngọc Sơn", born, papers=number)]
    same.append(kept(office, "Hà Sơn", None, "Đã hỏi", papers=number, hamlet_id=1))
    turned = [kept(office, "Lò Văn Pín", born), kept(office, "Pín Văn Lò", born)]
    slipped = [kept(office, "Tòng Văn Quỳnh", born), kept(office, "Tòng Văn Quynhh", born)]
    swapped = [kept(office, "Đỗ Thị Mai", PartialDate(1990, 3, 5))]
    swapped.append(kept(office, "Đỗ Thị Mai", PartialDate(1990, 5, 3)))
    kept(office, "Đỗ Thị Mai", PartialDate(1961, 1, 1), hamlet_id=2)  # somebody else

    pairs = {pair.key: (pair.likeness, pair.reasons) for pair in found(office).pairs}

    assert pairs == {
        tuple(same): ("Trùng số", "Số căn cước"),
        tuple(turned): ("92%", "Họ tên đảo thứ tự, ngày sinh, thôn"),
        tuple(slipped): ("76%", "Họ tên khác một chữ cái, ngày sinh, thôn"),
        tuple(swapped): ("96%", "Họ tên, ngày, tháng sinh đảo nhau, thôn"),
    }


def test_who_is_told_apart_is_not_offered_again_until_that_is_taken_back(office: Office) -> None:
    born = PartialDate(1980)
    one, other = kept(office, "Hà Ngọc Sơn", born), kept(office, "Hà Ngọc Sơn", born)
    assert found(office).count == 1
    office.do(partial(mark_distinct, one_id=other, other_id=one, reason="Anh em họ"))
    assert (found(office).count, found(office).told_apart) == (0, 1)
    office.do(partial(unmark_distinct, one_id=one, other_id=other))
    assert found(office).count == 1


def test_a_telephone_or_a_mother_makes_a_doubtful_pair_likely(office: Office) -> None:
    phone = (ContactFacts(ContactKind.PHONE, "0912 345 678"),)
    far = (ContactFacts(ContactKind.PHONE, "+84 912345678"),)
    one = kept(office, "Hà Ngọc Sơn", None, contacts=phone, hamlet_id=1)
    other = kept(office, "Hà Ngọc Sơn", None, contacts=far, hamlet_id=2)
    [pair] = found(office).pairs
    assert (pair.key, pair.reasons) == ((one, other), "Họ tên, điện thoại")

    mother = (RelativeFacts("Lò Thị Inh", Relation.MOTHER),)
    more = [kept(office, "Quàng Văn Đôi", None, relatives=mother) for _ in range(2)]
    reasons = {each.key: each.reasons for each in found(office).pairs}
    assert reasons[more[0], more[1]] == "Họ tên, thôn, tên mẹ"


def test_an_empty_office_has_no_pairs(office: Office) -> None:
    assert found(office) == Duplicates((), 0, 0)
    office.do(partial(take_in, order=TakeIn(PersonFacts("Lê An"))))
    assert found(office).pairs == ()
