from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from rehabdesk.domain.codes import CommuneKind, Role
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.founding import (
    FactMissing,
    FactsUnreadable,
    found_office,
    ordinary_profile,
    read_facts,
)
from rehabdesk.services.office import Office
from rehabdesk.services.offices import (
    BookExists,
    NameRequired,
    NoOfficeYet,
    ProfileOverlaps,
    SignerEndsBeforeStart,
    SignerFacts,
    add_book,
    add_hamlet,
    add_profile,
    add_signer,
    choose,
    correct_book,
    correct_hamlet,
    correct_profile,
    correct_signer,
    helper_limit,
    list_books,
    list_hamlets,
    list_profiles,
    list_signers,
    profile_on,
    signers_on,
)
from rehabdesk.services.users import (
    LastAdministrator,
    UserFacts,
    UserNameRequired,
    add_user,
    correct_user,
    list_users,
)
from tests.builders import ROOT, a_profile

FACTS = ROOT / "resources" / "practice" / "facts.toml"


def test_old_papers_keep_the_names_of_their_day(office: Office) -> None:
    newer = replace(a_profile(date(2025, 7, 1)), superior_line="UBND TỈNH MỚI")
    office.do(partial(add_profile, facts=newer))
    before = office.look(partial(profile_on, day=date(2025, 6, 30)))
    after = office.look(partial(profile_on, day=date(2025, 7, 1)))
    assert before.superior_line == "UBND TỈNH HÒA SƠN"
    assert after.superior_line == "UBND TỈNH MỚI"
    assert [row.valid_until for row in office.look(list_profiles)] == [None, date(2025, 6, 30)]


def test_new_names_begin_after_the_present_ones(office: Office) -> None:
    with pytest.raises(ProfileOverlaps, match="01/01/2022"):
        office.do(partial(add_profile, facts=a_profile(date(2022, 1, 1))))


def test_an_office_without_names_says_so(empty_office: Office) -> None:
    with pytest.raises(NoOfficeYet):
        empty_office.look(partial(profile_on, day=date(2026, 1, 1)))


def test_a_correction_of_an_old_version_is_refused(office: Office) -> None:
    [row] = office.look(list_profiles)
    changed = replace(row.facts, place_name="Yên Thịnh mới")
    correct = partial(correct_profile, profile_id=row.id, version=row.version, facts=changed)
    office.do(correct)
    with pytest.raises(EditedMeanwhile):
        office.do(correct)
    assert office.look(list_profiles)[0].facts.place_name == "Yên Thịnh mới"


def test_only_signers_of_the_day_are_offered_the_chair_first(office: Office) -> None:
    late = SignerFacts("Hà Văn Minh", "phó chủ tịch", "kt. chủ tịch", date(2027, 1, 1))
    office.do(partial(add_signer, facts=late))
    labels = [row.label for row in office.look(partial(signers_on, day=date(2026, 11, 23)))]
    assert labels == ["CHỦ TỊCH · Lê Quang Vịnh", "KT. CHỦ TỊCH · Phạm Hồng Kỳ"]
    newest = office.look(list_signers)[0]
    assert newest.facts.authority_line == "KT. CHỦ TỊCH"


def test_a_signer_has_a_name_and_ends_after_the_start(office: Office) -> None:
    row = office.look(list_signers)[0]
    correct = partial(correct_signer, signer_id=row.id, version=row.version)
    with pytest.raises(NameRequired):
        office.do(partial(correct, facts=replace(row.facts, full_name=" ")))
    with pytest.raises(SignerEndsBeforeStart):
        office.do(partial(correct, facts=replace(row.facts, valid_until=date(2022, 1, 1))))
    with pytest.raises(NameRequired):
        office.do(partial(add_signer, facts=replace(row.facts, full_name="")))
    office.do(partial(correct, facts=replace(row.facts, valid_until=date(2026, 6, 30))))
    assert office.look(list_signers)[0].facts.valid_until == date(2026, 6, 30)


def test_books_and_hamlets_have_one_name_each(office: Office) -> None:
    with pytest.raises(BookExists):
        office.do(partial(add_book, name="Quyết định", symbol="QĐ-UBND"))
    with pytest.raises(BookExists):
        office.do(partial(add_hamlet, name="Thôn Hạ"))
    with pytest.raises(NameRequired):
        office.do(partial(add_book, name=" ", symbol="X"))
    with pytest.raises(NameRequired):
        office.do(partial(add_hamlet, name=" "))


def test_books_and_hamlets_can_be_corrected(office: Office) -> None:
    [book] = office.look(list_books)
    office.do(
        partial(
            correct_book, book_id=book.id, version=book.version, symbol="/QĐ-CT", is_active=True
        )
    )
    hamlet = office.look(list_hamlets)[0]
    row = replace(hamlet, name="Thôn Bãi", former_commune="Đồng Tiến")
    office.do(partial(correct_hamlet, hamlet_id=hamlet.id, version=hamlet.version, row=row))
    with pytest.raises(NameRequired):
        office.do(
            partial(
                correct_hamlet,
                hamlet_id=hamlet.id,
                version=hamlet.version + 1,
                row=replace(row, name=""),
            )
        )
    assert office.look(list_books)[0].symbol == "QĐ-CT"
    assert "Thôn Bãi" in [each.name for each in office.look(list_hamlets)]


def test_a_choice_of_the_office_has_a_default_and_can_change(office: Office) -> None:
    assert office.look(helper_limit) == 5
    office.do(partial(choose, key="helper_limit", value=3))
    office.do(partial(choose, key="helper_limit", value=4))
    assert office.look(helper_limit) == 4


def test_one_administrator_always_remains(office: Office) -> None:
    facts = UserFacts("Nguyễn Thị Hạnh", "Phòng Văn hóa - Xã hội", Role.ADMINISTRATOR)
    row = office.do(partial(add_user, facts=facts)).result
    with pytest.raises(LastAdministrator):
        office.do(
            partial(
                correct_user,
                user_id=row.id,
                version=row.version,
                facts=replace(facts, role=Role.CLERK),
                is_active=True,
            )
        )
    assert office.look(list_users)[0].role is Role.ADMINISTRATOR
    with pytest.raises(UserNameRequired):
        office.do(partial(add_user, facts=replace(facts, full_name=" ")))


def test_the_practice_facts_found_an_office(empty_office: Office) -> None:
    facts = read_facts(FACTS)
    user = empty_office.do(partial(found_office, facts=facts)).result
    assert user.role is Role.ADMINISTRATOR
    assert facts.is_practice
    old = empty_office.look(partial(profile_on, day=date(2024, 5, 6)))
    new = empty_office.look(partial(profile_on, day=date(2026, 11, 23)))
    assert "huyện" in old.superior_name
    assert "tỉnh" in new.superior_name


def test_a_facts_file_that_lacks_something_names_it(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text("[first_user\n", "utf-8")
    with pytest.raises(FactsUnreadable, match=r"facts\.toml"):
        read_facts(path)
    path.write_text('[first_user]\nname = "An"\npost = "Văn phòng"\n', "utf-8")
    with pytest.raises(FactMissing, match="profiles"):
        read_facts(path)
    whole = FACTS.read_text("utf-8")
    path.write_text(whole.replace("place_name", "place_nam"), "utf-8")
    with pytest.raises(FactMissing, match="place_name"):
        read_facts(path)


def test_letterhead_lines_are_proposed_from_the_unit() -> None:
    profile = ordinary_profile(
        ("099", "tỉnh Hòa Sơn"), ("09903", CommuneKind.PHUONG, "Thanh Lâm"), date(2025, 7, 1)
    )
    assert profile.superior_line == "UBND TỈNH HÒA SƠN"
    assert profile.issuing_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG THANH LÂM")
    assert profile.committee_name == "UBND phường Thanh Lâm"
