"""Files, lists and settings of an office, typed over by two clerks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from rehabdesk.domain.codes import OrganisationKind, Relation, Right, Role
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.office import DocumentBook
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import (
    HamletRow,
    correct_book,
    correct_hamlet,
    correct_profile,
    correct_signer,
    list_books,
    list_hamlets,
    list_profiles,
    list_signers,
)
from rehabdesk.services.people.correcting import begin_edit, save_file
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.people.person_facts import RelativeFacts
from rehabdesk.services.users import UserFacts, UserRow, add_user, correct_user, list_users
from rehabdesk.services.volunteers import (
    OrganisationRow,
    add_organisation,
    correct_organisation,
    correction_of,
    list_organisations,
    list_volunteers,
)
from tests.builders import a_volunteer, taken_in
from tests.services.settling.kept import Kept, kept_of, row_of


def a_person_file(office: Office) -> Kept:
    person_id = taken_in(office)

    def read(work: Work) -> tuple[Any, Any]:
        file = read_file(work, person_id)
        return file.facts, file.version

    def act_of(facts: Any, version: int) -> Callable[..., Any]:
        return partial(correct_person, order=CorrectPerson(person_id, version, facts))

    father = RelativeFacts("Trần Văn Bính", Relation.FATHER)
    return Kept(
        read,
        act_of,
        ("occupation",),
        "Thợ mộc",
        "Thợ xây",
        (("note",), "Ghi ở máy kia"),
        (("relatives",), (father,)),
    )


def a_whole_file(office: Office) -> Kept:
    person_id = taken_in(office)

    def read(work: Work) -> tuple[Any, Any]:
        edition = begin_edit(work, person_id).read
        return edition.facts, edition

    def act_of(facts: Any, edition: Any) -> Callable[..., Any]:
        return partial(save_file, read=edition, facts=facts)

    return Kept(
        read,
        act_of,
        ("person", "occupation"),
        "Thợ mộc",
        "Thợ xây",
        (("person", "religion"), "Không"),
        (("person", "education"), "9/12"),
    )


def a_signer(office: Office) -> Kept:
    row = office.look(list_signers)[0]
    act_of = lambda facts, version: partial(  # noqa: E731
        correct_signer, signer_id=row.id, version=version, facts=facts
    )
    read = row_of(list_signers, row.id, lambda each: each.facts)
    return Kept(
        read,
        act_of,
        ("title",),
        "PHÓ CHỦ TỊCH",
        "QUYỀN CHỦ TỊCH",
        (("full_name",), "Lê Quang Vinh"),
        (("valid_until",), date(2027, 1, 1)),
    )


def a_profile(office: Office) -> Kept:
    row = office.look(list_profiles)[0]
    act_of = lambda facts, version: partial(  # noqa: E731
        correct_profile, profile_id=row.id, version=version, facts=facts
    )
    read = row_of(list_profiles, row.id, lambda each: each.facts)
    return Kept(
        read,
        act_of,
        ("drafting_unit",),
        "VP",
        "KT",
        (("place_name",), "Yên Hòa"),
        (("superior_name",), "Sở Nội vụ"),
    )


def a_hamlet(office: Office) -> Kept:
    row = office.look(list_hamlets)[0]

    def act_of(facts: HamletRow, version: int) -> Callable[..., Any]:
        return partial(correct_hamlet, hamlet_id=row.id, version=version, row=facts)

    return Kept(
        row_of(list_hamlets, row.id, lambda each: each),
        act_of,
        ("name",),
        "Thôn Một",
        "Thôn Hai",
        (("former_commune",), "Đồng Tiến"),
        (("is_active",), False),
    )


def a_book(office: Office) -> Kept:
    row = office.look(list_books)[0]

    def act_of(facts: Any, version: int) -> Callable[..., Any]:
        told: dict[str, Any] = {"symbol": facts.symbol, "is_active": facts.is_active}
        return partial(correct_book, book_id=row.id, version=version, **told)

    read = kept_of(
        DocumentBook,
        row.id,
        lambda each: replace(row, symbol=each.symbol, is_active=each.is_active),
    )
    return Kept(
        read, act_of, ("symbol",), "QĐ-A", "QĐ-B", (("symbol",), "QĐ-A"), (("is_active",), False)
    )


def a_user(office: Office) -> Kept:
    office.do(partial(add_user, facts=UserFacts("Lê Quang Vịnh", "", Role.ADMINISTRATOR)))
    row = office.do(partial(add_user, facts=UserFacts("Vũ Thị Hoa", "", Role.CLERK))).result

    def act_of(facts: UserRow, version: int) -> Callable[..., Any]:
        told: dict[str, Any] = {"facts": facts.facts, "is_active": facts.is_active}
        return partial(correct_user, user_id=row.id, version=version, **told)

    return Kept(
        row_of(list_users, row.id, lambda each: each),
        act_of,
        ("post",),
        "Văn phòng",
        "Văn hóa",
        (("full_name",), "Vũ Thị Hòa"),
        (("sensitive",), frozenset[Right]()),
    )


def a_volunteer_kept(office: Office) -> Kept:
    number = a_volunteer(office)
    return Kept(
        row_of(list_volunteers, number, lambda each: each.facts),
        partial(correction_of, number),
        ("phone",),
        "0912000001",
        "0912000002",
        (("hamlet_id",), 2),
        (("born",), PartialDate(1970)),
    )


def _organisation(
    row: OrganisationRow,
    name: str,
    kind: OrganisationKind,
    is_active: bool,  # noqa: FBT001
    work: Work,
) -> None:
    correct_organisation(work, row, name, kind, is_active=is_active)


def an_organisation(office: Office) -> Kept:
    kind = OrganisationKind.OTHER
    number = office.do(partial(add_organisation, name="Hội A", kind=kind)).result

    def act_of(facts: OrganisationRow, version: int) -> Callable[..., Any]:
        told: dict[str, Any] = {
            "name": facts.name,
            "kind": facts.kind,
            "is_active": facts.is_active,
        }
        return partial(correct_organisation, row=replace(facts, version=version), **told)

    others = [each for each in OrganisationKind if each is not kind]
    return Kept(
        row_of(list_organisations, number, lambda each: each),
        act_of,
        ("name",),
        "Hội B",
        "Hội C",
        (("kind",), others[0]),
        (("is_active",), False),
    )
