from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import select, update

from rehabdesk.domain.codes import ContactKind, IdentityKind, ResidenceKind
from rehabdesk.domain.places import OwnPlace
from rehabdesk.domain.records.found_by import FoundBy
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.office import OfficeSetting
from rehabdesk.domain.records.person import Residence
from rehabdesk.domain.text import fold
from rehabdesk.persistence.search import forget_persons, index_new_persons
from rehabdesk.services.finding import find_everything, recent_persons
from rehabdesk.services.indexing.asking import without_own
from rehabdesk.services.indexing.persons import renew_index
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import HamletRow, add_profile, correct_hamlet, list_hamlets
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.hits import count_hits, find_hits
from rehabdesk.services.people.one_file import open_file
from rehabdesk.services.people.person_facts import ContactFacts, PaperFacts, ResidenceFacts
from tests.builders import LAN, a_profile, a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted

NUMBER, PHONE = "099091004217", "+84 912 345 678"


def found(office: Office, typed: str) -> list[str]:
    return [hit.full_name for hit in office.look(partial(find_hits, words=typed, limit=50))]


def living_at(office: Office, name: str, *written: str) -> int:
    places = tuple(ResidenceFacts(ResidenceKind.PERMANENT, each) for each in written)
    return taken_in(office, full_name=name, papers=(), hamlet_id=None, residences=places)


@pytest.fixture
def settled(office: Office) -> Office:
    """One wrote the old names of a place in Hanoi, one the new; a third lives elsewhere."""
    living_at(office, "Lê Văn Cũ", "Phường Trúc Bạch, quận Ba Đình, thành phố Hà Nội")
    living_at(office, "Lê Văn Mới", "Phường Ba Đình, thành phố Hà Nội")
    living_at(office, "Lê Văn Xa", "Phường Cầu Giấy, thành phố Hà Nội")
    return office


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("phường ba đình", ["Lê Văn Cũ", "Lê Văn Mới"]),  # the new name
        ("truc bach", ["Lê Văn Cũ", "Lê Văn Mới"]),  # an old one that became it
        ("quan ba dinh", ["Lê Văn Cũ", "Lê Văn Mới"]),  # its district
        ("ha noi", ["Lê Văn Cũ", "Lê Văn Mới", "Lê Văn Xa"]),
        ("nghia do", []),
    ],
)
def test_a_place_is_found_by_its_old_and_its_new_name(
    settled: Office, typed: str, names: list[str]
) -> None:
    assert found(settled, typed) == names


def test_who_wrote_the_old_name_is_found_by_that_one_alone(settled: Office) -> None:
    """The new commune was made of several; which of them is known from the paper."""
    assert found(settled, "đội cấn") == ["Lê Văn Mới"]


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "0912 345 678",
            "0912.345",
            "+84 912 345 678",
            "+84912",
            "(+84) 912-345",
            "0084912345678",
        ),
        *("84912345678", "678", "5678", "345.678", "099 091 004 217", "004217", "099091"),
        *("2026-001", "2026 001", "tvt", "vt", "hoà tran", "TRẦN hòa", "dinh thon"),
    ],
)
def test_a_person_is_found_by_whatever_is_remembered(office: Office, typed: str) -> None:
    taken_in(
        office,
        full_name="Trần Vũ Toà",
        papers=(PaperFacts(IdentityKind.CITIZEN_CARD, NUMBER),),
        contacts=(ContactFacts(ContactKind.PHONE, PHONE),),
        residences=(ResidenceFacts(ResidenceKind.CURRENT, "Thôn Đình Hòa"),),
    )
    taken_in(office, full_name="Lý Bá Quế", papers=(), hamlet_id=None)
    assert found(office, typed) == ["Trần Vũ Toà"]


def test_a_renamed_hamlet_is_found_by_its_new_name(office: Office) -> None:
    row = office.look(list_hamlets)[0]
    taken_in(office, papers=(), hamlet_id=row.id)
    new = replace(row, name="Tổ dân phố Sao Mai")
    office.do(partial(correct_hamlet, hamlet_id=row.id, version=row.version, row=new))
    assert found(office, "sao mai") == ["Trần Văn Thắng"]
    assert isinstance(new, HamletRow)


def test_an_office_kept_in_an_older_way_is_indexed_anew_once(settled: Office) -> None:
    def spoil(work: Work) -> None:
        forget_persons(work.session, (1, 2, 3))
        work.session.execute(
            update(OfficeSetting).filter_by(key="search_words").values(value={"value": 0})
        )
        work.record("spoilt", None)

    settled.do(spoil)
    assert found(settled, "ba dinh") == []
    assert settled.do(renew_index).result == 3
    assert found(settled, "ba dinh") == ["Lê Văn Cũ", "Lê Văn Mới"]
    assert found(settled, "lvc") == ["Lê Văn Cũ"]
    assert settled.do(renew_index).result == 0
    acts = settled.look(lambda work: work.session.scalars(select(AuditEntry.act)).all())
    assert acts.count("search.renewed") == 1


@pytest.mark.parametrize(
    ("written", "typed", "is_found"),
    [
        ("Thôn Bến, xã Yên Thịnh, tỉnh Hòa Sơn", "ben", True),
        ("Thôn Bến, xã Yên Thịnh, tỉnh Hòa Sơn", "yên", False),
        ("Thôn Bến, xã Yên Thịnh, tỉnh Hòa Sơn", "hoà", False),
        ("Thôn Bến xã Yên Thịnh tỉnh Hòa Sơn.", "thinh", False),
        ("Thôn Bến, x. Yên Thịnh, Hòa Sơn", "thinh", False),
        ("Thôn Bến, Yên Thịnh, Hòa Sơn", "thinh", False),
        ("Thôn Hòa Bình, xã Yên Thịnh, tỉnh Hòa Sơn", "hoà bình", True),
        ("Số 7 phố Yên Thịnh, phường Cầu Giấy, thành phố Hà Nội", "yen thinh", True),
        ("Xã Hòa Sơn, tỉnh Phú Thọ", "hoa son", True),
        ("Huyện Yên Thịnh, tỉnh Hòa Sơn", "yen thinh", True),
        ("Phường Cầu Giấy, thành phố Hà Nội", "ha noi", True),
    ],
)
def test_nobody_is_found_by_the_commune_and_province_of_the_office(
    office: Office,
    written: str,
    typed: str,
    is_found: bool,  # noqa: FBT001 -- a parameter of the cases
) -> None:
    living_at(office, "Lê Văn Cũ", written)
    assert found(office, typed) == ["Lê Văn Cũ"] * is_found


def test_who_is_named_as_the_province_is_found_and_nobody_else(office: Office) -> None:
    here = "Thôn Bến, xã Yên Thịnh, tỉnh Hòa Sơn"
    for name in ("Lê Văn Cũ", "Trần Thị Hòa"):
        living_at(office, name, here)
    assert found(office, "hoà") == ["Trần Thị Hòa"]

    def keep_as_before(work: Work) -> None:
        forget_persons(work.session, (1, 2))
        words = FoundBy(("Lê Văn Cũ",), (), (), (here,), (), "", ())
        index_new_persons(work.session, [(1, words.words(work.resources.units))])
        setting = update(OfficeSetting).filter_by(key="search_words")
        work.session.execute(setting.values(value={"value": 1}))
        work.record("spoilt", None)

    office.do(renew_index)
    office.do(keep_as_before)
    assert found(office, "hoà") == ["Lê Văn Cũ"]
    assert office.do(renew_index).result == 2
    assert found(office, "hoà") == ["Trần Thị Hòa"]


def test_persons_are_found_by_the_place_an_office_has_left(office: Office) -> None:
    living_at(office, "Lê Văn Cũ", "Thôn Bến, xã Yên Thịnh, tỉnh Hòa Sơn")
    office.do(renew_index)
    moved = replace(a_profile(date(2026, 1, 1)), commune_code="09902", commune_name="Xuân Thịnh")
    office.do(partial(add_profile, facts=moved))
    assert office.do(renew_index).result == 1
    assert found(office, "yen") == ["Lê Văn Cũ"]
    assert (found(office, "xuan thinh"), found(office, "hoa son")) == ([], ["Lê Văn Cũ"])


@pytest.fixture
def neighbours(office: Office) -> Office:
    """Three who live in the commune, each known for it another way, and three who do not."""
    living_at(office, "Trần Văn Thắng", "Thôn Bến, xã Yên Thịnh, tỉnh Hòa Sơn")
    living_at(office, "Lê Thị Thắm", "Thôn Bến, XÃ YÊN THỊNH, TỈNH HÒA SƠN")
    taken_in(office, full_name="Lê Văn Thắng", papers=(), residences=())  # of one of its hamlets
    living_at(office, "Vũ Văn Thắng", "Phường Cầu Giấy, thành phố Hà Nội")
    living_at(office, "Đỗ Thị Lan", "Số 7 phố Yên Thịnh, phường Cầu Giấy, thành phố Hà Nội")
    living_at(office, "Bùi Văn Bền", "Thôn Hạ, xã Xuân Thịnh, tỉnh Hòa Sơn")
    return office


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("thắng yên thịnh", "Lê Văn Thắng, Trần Văn Thắng, Vũ Văn Thắng"),
        ("Thắng, xã Yên Thịnh, tỉnh Hòa Sơn", "Lê Văn Thắng, Trần Văn Thắng, Vũ Văn Thắng"),
        ("x. yen thinh tham", "Lê Thị Thắm"),
        ("tham tp hoa son", "Lê Thị Thắm"),
        ("lan yên thịnh", "Đỗ Thị Lan"),
        ("yên thịnh", "Đỗ Thị Lan, Lê Thị Thắm, Lê Văn Thắng, Trần Văn Thắng"),
        ("xã yên thịnh", "Lê Thị Thắm, Lê Văn Thắng, Trần Văn Thắng"),
        ("Xã Yên Thịnh, Hòa Sơn", "Lê Thị Thắm, Lê Văn Thắng, Trần Văn Thắng"),
        ("hoa son", "Bùi Văn Bền, Lê Thị Thắm, Lê Văn Thắng, Trần Văn Thắng"),
        ("thắng yên thịn", ""),
        ("phúc yên thịnh", ""),
    ],
)
def test_the_office_s_own_place_beside_other_words_is_left_out(
    neighbours: Office, typed: str, names: str
) -> None:
    assert sorted(found(neighbours, typed)) == sorted(filter(None, names.split(", ")))
    assert neighbours.look(partial(count_hits, words=typed)) == len(found(neighbours, typed))
    listed = neighbours.look(partial(list_persons, words=typed))
    assert [row.full_name for row in listed] == found(neighbours, typed)


def test_who_is_called_like_the_commune_is_meant_first(neighbours: Office) -> None:
    taken_in(neighbours, full_name="Trần Yên Thịnh", papers=())
    assert found(neighbours, "tran yen thinh") == ["Trần Yên Thịnh"]
    assert len(found(neighbours, "xã yên thịnh")) == 4


def test_a_province_of_one_word_is_no_given_name() -> None:
    own = OwnPlace("1", "phường Thuận Hóa", "thành phố Huế")
    told = {
        "trần thị huế": ("tran thi hue", 0, 0),
        "thị thành phố huế": ("thi  ", 0, 1),
        "thị tp. huế": ("thi  ", 0, 1),
        "lan, p.thuận hóa": ("lan,  ", 1, 0),
    }
    for typed, rest in told.items():
        assert without_own(own, fold(typed)) == rest


def test_units_of_every_address_are_known(settled: Office) -> None:
    rows = settled.look(lambda work: work.session.scalars(select(Residence.unit_new)).all())
    assert rows[0] == rows[1] is not None


def test_who_is_named_so_comes_before_who_lives_there(office: Office) -> None:
    for number in range(60):
        living_at(office, f"Lê An {number}", "Thôn Thắng")
    taken_in(office, full_name="Vũ Văn Thắng", papers=())
    persons = office.look(partial(find_everything, typed="thang")).persons
    assert [each.full_name for each in persons][:2] == ["Vũ Văn Thắng", "Lê An 0"]


def test_the_papers_of_the_first_person_are_told(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    numbered(office, submitted(office, order), "43")
    assert [each.number for each in office.look(partial(find_everything, typed="tvt")).papers] == [
        "43/QĐ-UBND"
    ]
    for typed in ("qđ 43", "số 43", "QD43", "043"):
        [paper] = office.look(partial(find_everything, typed=typed)).papers
        assert paper.on <= date(2026, 12, 31)
    assert office.look(partial(find_everything, typed="43a")).papers == ()


def test_whom_one_opened_last_is_told_first_and_nobody_else_is_told(office: Office) -> None:
    first, second = (taken_in(office, full_name=name, papers=()) for name in ("Lê An", "Lê Bình"))
    office.do(partial(open_file, person_id=first))
    assert [row.id for row in office.look(recent_persons)] == [first, second]
    colleague = replace(office, actor=replace(LAN, user_id=99, name="Người khác"))
    assert colleague.look(recent_persons) == []
