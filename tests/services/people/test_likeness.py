from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import EpisodeKind, IdentityKind, NameKind, ResidenceKind, Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Office
from rehabdesk.services.people.card_check import read_address, review_intake
from rehabdesk.services.people.comparison import (
    Comparison,
    TakeFromCard,
    Verdict,
    compare,
    take_from_card,
)
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.likeness import AlikeRow, find_alike, kind_of_number
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.people.person_facts import (
    NameFacts,
    PaperFacts,
    PersonFacts,
    ResidenceFacts,
)
from tests.builders import a_person, taken_in

NUMBER = "099080002864"


def a_card(**facts: object) -> PersonFacts:
    values: dict[str, object] = {
        "full_name": "Hà Ngọc Sơn",
        "sex": Sex.MALE,
        "birth": PartialDate(1980, 2, 2),
        "hamlet_id": 1,
        "papers": (
            PaperFacts(IdentityKind.CITIZEN_CARD, NUMBER, date(2024, 5, 10)),
            PaperFacts(IdentityKind.OLD_CARD, "099012321"),
        ),
        "residences": (
            ResidenceFacts(
                ResidenceKind.PERMANENT,
                "Thôn Thượng, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn",
            ),
        ),
    }
    return a_person(relatives=(), occupation="", **(values | facts))


def kept(office: Office, **facts: object) -> int:
    person = a_card(**facts)
    return office.do(partial(take_in, order=TakeIn(person))).result.person_id


def alike(office: Office, card: PersonFacts) -> list[AlikeRow]:
    return office.look(partial(find_alike, facts=card))


def compared(office: Office, person_id: int, card: PersonFacts) -> Comparison:
    kind = EpisodeKind.POST_REHAB
    return office.look(partial(compare, person_id=person_id, facts=card, kind=kind))


def test_the_same_number_comes_first_and_is_certain(office: Office) -> None:
    namesake = kept(office, birth=PartialDate(1983), hamlet_id=2, papers=())
    near = kept(office, full_name="Hà Văn Sơn", papers=())
    same = kept(office, birth=PartialDate(1980), papers=a_card().papers[:1])

    rows = alike(office, a_card())

    assert [(row.id, row.likeness) for row in rows] == [
        (same, "Chắc chắn"),
        (namesake, "62%"),
        (near, "62%"),
    ]
    assert rows[0].reasons == "Số căn cước, họ tên, năm sinh, thôn"
    assert rows[1].reasons == "Họ tên"
    assert rows[2].reasons == "Ngày sinh, thôn"


def test_a_number_is_found_however_it_was_spaced(office: Office) -> None:
    same = kept(office, full_name="Nguyễn Văn Khác", papers=a_card().papers[:1])
    card = a_card(papers=(PaperFacts(IdentityKind.CITIZEN_CARD, "099080 002864"),))
    [row] = alike(office, card)
    assert (row.id, row.reasons) == (same, "Số căn cước, ngày sinh, thôn")


def test_the_old_number_of_a_card_finds_the_file(office: Office) -> None:
    old = (PaperFacts(IdentityKind.OLD_CARD, "099012321"),)
    same = kept(office, full_name="Hà Sơn", birth=None, papers=old)
    [row] = alike(office, a_card())
    assert (row.id, row.is_certain, row.matches[0]) == (same, True, "số CMND cũ")


def test_accents_and_other_names_do_not_hide_a_person(office: Office) -> None:
    other_names = (NameFacts(NameKind.ALIAS, "Hà Ngọc Sơn"),)
    alias = kept(office, full_name="Hà Văn Tý", other_names=other_names, papers=())
    rows = alike(office, a_card(full_name="ha ngoc son", papers=()))
    assert [row.id for row in rows] == [alias]
    assert rows[0].matches[0] == "tên gọi khác"


def test_strangers_are_not_alike(office: Office) -> None:
    kept(office, full_name="Hà Văn Sơn", birth=PartialDate(1961), papers=())
    kept(office, full_name="Trần Thị Mai", papers=())
    assert alike(office, a_card()) == []
    assert alike(office, PersonFacts("")) == []


def test_a_card_is_laid_beside_the_file(office: Office) -> None:
    person_id = kept(
        office,
        birth=PartialDate(1980),
        papers=(PaperFacts(IdentityKind.CITIZEN_CARD, NUMBER),),
        hamlet_id=2,
    )
    comparison = compared(office, person_id, a_card())
    verdicts = {row.name: row.verdict for row in comparison.rows}
    assert verdicts == {
        "id_number": Verdict.SAME,
        "issued_on": Verdict.ONE_SIDE,
        "old_number": Verdict.ONE_SIDE,
        "full_name": Verdict.SAME,
        "birth": Verdict.DIFFERENT,
        "sex": Verdict.SAME,
        "residence": Verdict.SAME,
        "hamlet_id": Verdict.DIFFERENT,
        "kind": Verdict.ONE_SIDE,
    }
    asked = [row.name for row in comparison.open_questions]
    assert asked == ["issued_on", "old_number", "birth", "hamlet_id"]


def test_a_number_the_card_does_not_show_stays_masked(office: Office) -> None:
    person_id = kept(office, papers=(PaperFacts(IdentityKind.OLD_CARD, "099012321"),))
    comparison = compared(office, person_id, a_card(papers=a_card().papers[:1]))
    shown = {row.name: row.kept for row in comparison.rows}
    assert shown["old_number"] == "9 số: 0990 ••• 21"
    assert shown["id_number"] == ""


def test_another_card_brings_its_own_day_of_issue(office: Office) -> None:
    person_id = kept(
        office, papers=(PaperFacts(IdentityKind.CITIZEN_CARD, "099080009999", date(2021, 1, 1)),)
    )
    comparison = compared(office, person_id, a_card())
    assert [row.name for row in comparison.open_questions] == ["id_number", "old_number"]
    assert comparison.rows[0].kept == "099080 ••• 999"


def test_what_is_taken_from_the_card_is_kept_and_the_rest_stays(office: Office) -> None:
    person_id = kept(
        office,
        full_name="Hà Sơn",
        birth=PartialDate(1980),
        hamlet_id=2,
        papers=(PaperFacts(IdentityKind.CITIZEN_CARD, NUMBER),),
        residences=(ResidenceFacts(ResidenceKind.PERMANENT, "Thôn Hạ, xã Yên Thịnh"),),
    )
    version = compared(office, person_id, a_card()).version
    names = frozenset({"birth", "full_name", "residence", "issued_on", "old_number"})
    office.do(partial(take_from_card, order=TakeFromCard(person_id, version, a_card(), names)))

    facts = office.look(partial(read_file, person_id=person_id)).facts
    assert (facts.full_name, facts.birth, facts.hamlet_id) == (
        "Hà Ngọc Sơn",
        PartialDate(1980, 2, 2),
        2,
    )
    assert facts.other_names == (NameFacts(NameKind.FORMER, "Hà Sơn"),)
    assert [(paper.number, paper.issued_on) for paper in facts.papers] == [
        (NUMBER, date(2024, 5, 10)),
        ("099012321", None),
    ]
    assert [place.until_on is None for place in facts.residences] == [False, True]
    assert compared(office, person_id, a_card()).open_questions[0].name == "hamlet_id"


def test_taking_from_a_card_is_refused_when_the_file_was_edited_meanwhile(office: Office) -> None:
    person_id = kept(office, birth=PartialDate(1980))
    order = TakeFromCard(person_id, 99, a_card(), frozenset({"birth"}))
    with pytest.raises(EditedMeanwhile):
        office.do(partial(take_from_card, order=order))
    facts = office.look(partial(read_file, person_id=person_id)).facts
    assert facts.birth == PartialDate(1980)


@pytest.mark.parametrize(
    ("number", "issued_on", "kind"),
    [
        ("099080002864", None, IdentityKind.IDENTITY_CARD),
        ("099080002864", date(2024, 6, 30), IdentityKind.CITIZEN_CARD),
        ("099080002864", date(2024, 7, 1), IdentityKind.IDENTITY_CARD),
        ("099 012 321", None, IdentityKind.OLD_CARD),
        ("B1234567", None, IdentityKind.PASSPORT),
    ],
)
def test_a_number_tells_its_paper(number: str, issued_on: date | None, kind: IdentityKind) -> None:
    assert kind_of_number(number, issued_on) is kind


def test_an_old_address_leads_to_the_unit_and_hamlet_of_today(office: Office) -> None:
    written = "Thôn Thượng, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn"
    read = office.look(partial(read_address, as_written=written))
    assert read is not None
    assert read.text == "Xã Đồng Tiến cũ → xã Yên Thịnh"
    assert (read.is_ours, read.unit_new, read.unit_old, read.hamlet_id) == (
        True,
        "09901",
        "99003",
        1,
    )


def test_an_address_elsewhere_is_said_to_be_elsewhere(office: Office) -> None:
    written = "Thôn Thượng, xã Trung Hòa, huyện Yên Thịnh, tỉnh Hòa Sơn"
    read = office.look(partial(read_address, as_written=written))
    assert read is not None
    assert read.text == "Xã Trung Hòa cũ → xã Bình Trung hoặc phường Thanh Lâm"
    assert (read.is_ours, read.hamlet_id) == (False, None)


def test_a_review_checks_the_number_of_a_card_but_not_an_old_one(office: Office) -> None:
    same = taken_in(office, papers=a_card().papers)
    review = office.look(partial(review_intake, facts=a_card()))
    assert review.certain is not None
    assert review.certain.id == same
    assert review.number is not None
    assert review.number.sentence == "Khớp: nam, sinh 1980 (số thứ 4–6)"
    old = a_card(papers=a_card().papers[1:])
    assert office.look(partial(review_intake, facts=old)).number is None
