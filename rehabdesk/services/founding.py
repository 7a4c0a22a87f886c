"""A new office: everything its first-run page or its facts file says, written down at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rehabdesk.domain.codes import CommuneKind, Role
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import OfficeLevel
from rehabdesk.domain.text import clean, upper
from rehabdesk.persistence.faults import Doing, translated
from rehabdesk.services.indexing.persons import renew_index
from rehabdesk.services.office import Work
from rehabdesk.services.offices import (
    ProfileFacts,
    SignerFacts,
    add_book,
    add_hamlet,
    add_profile,
    add_signer,
    choose,
)
from rehabdesk.services.users import UserFacts, UserRow, add_user

IS_PRACTICE = "is_practice"
READING = Doing("Chưa đọc được tệp thông tin cơ quan", "Chưa tạo gì.", "làm lại lệnh này")
_PLAIN_PROFILE = (
    "province_code",
    "province_name",
    "commune_code",
    "commune_name",
    "superior_line",
    "place_name",
    "superior_name",
)


class FactsUnreadable(Refusal):
    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Tệp thông tin cơ quan “{path.name}” không đọc được: không đúng dạng TOML. "
            "Chưa tạo gì. Sửa tệp rồi làm lại."
        )


class FactMissing(Refusal):
    def __init__(self, where: str, what: str) -> None:
        super().__init__(
            f"Tệp thông tin cơ quan thiếu hoặc sai “{what}” ở phần [{where}]. "
            "Chưa tạo gì. Bổ sung rồi làm lại."
        )


@dataclass(frozen=True, slots=True)
class BookFacts:
    name: str
    symbol: str


@dataclass(frozen=True, slots=True)
class HamletFacts:
    name: str
    former_commune: str = ""


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The office as it begins; profiles in time order, the last one is today's."""

    profiles: tuple[ProfileFacts, ...]
    signers: tuple[SignerFacts, ...]
    first_user: str
    first_post: str
    books: tuple[BookFacts, ...] = (BookFacts("Quyết định", "QĐ-UBND"),)
    hamlets: tuple[HamletFacts, ...] = ()
    is_practice: bool = False

    @property
    def office_name(self) -> str:
        return self.profiles[-1].committee_name


def found_office(work: Work, facts: OfficeFacts) -> UserRow:
    """Write the first user and all facts down, in one transaction."""
    user = add_user(work, UserFacts(facts.first_user, facts.first_post, Role.ADMINISTRATOR))
    for profile in facts.profiles:
        add_profile(work, profile)
    for signer in facts.signers:
        add_signer(work, signer)
    for book in facts.books:
        add_book(work, book.name, book.symbol)
    for hamlet in facts.hamlets:
        add_hamlet(work, hamlet.name, hamlet.former_commune)
    if facts.is_practice:
        choose(work, IS_PRACTICE, value=True)
    renew_index(work)
    work.record("office.founded", None, name=facts.office_name)
    return user


def ordinary_profile(
    province: tuple[str, str], commune: tuple[str, CommuneKind, str], valid_from: date
) -> ProfileFacts:
    """Propose letterhead and place name from the unit chosen: (code, name) and (code, kind, name).

    The first line abbreviates UBND as the office may; all of it can be changed.
    """
    code, name = province
    commune_code, kind, commune_name = commune
    place = f"{upper(kind.label)} {upper(commune_name)}"
    return ProfileFacts(
        valid_from,
        code,
        name,
        commune_code,
        kind,
        commune_name,
        f"UBND {upper(name)}",
        ("ỦY BAN NHÂN DÂN", place),
        commune_name,
        f"Ủy ban nhân dân {name}",
    )


def upper_profile(province: tuple[str, str], valid_from: date) -> ProfileFacts:
    """Propose the names of an office that puts the reports of a province together."""
    code, name = province
    return ProfileFacts(
        valid_from,
        code,
        name,
        "",
        CommuneKind.XA,
        "",
        "",
        ("ỦY BAN NHÂN DÂN", upper(name)),
        name.partition(" ")[2] if name.startswith("tỉnh ") else name.removeprefix("thành phố "),
        "Bộ Công an",
        "TH",
        "Tổ tổng hợp",
        level=OfficeLevel.PROVINCE,
    )


def read_facts(path: Path) -> OfficeFacts:
    """Read a facts file; what is missing is named with its section."""
    with translated(READING, path):
        content = path.read_bytes()
    try:
        told = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise FactsUnreadable(path) from None
    first_user = _table(told, "first_user")
    return OfficeFacts(
        tuple(_profile(each) for each in _tables(told, "profiles")),
        tuple(_signer(each) for each in _tables(told, "signers")),
        _text(first_user, "first_user", "name"),
        _text(first_user, "first_user", "post"),
        tuple(
            BookFacts(_text(each, "books", "name"), _text(each, "books", "symbol"))
            for each in _tables(told, "books")
        ),
        tuple(
            HamletFacts(_text(each, "hamlets", "name"), str(each.get("former_commune", "")))
            for each in told.get("hamlets", [])
        ),
        bool(told.get("practice", False)),
    )


def _profile(told: Mapping[str, Any]) -> ProfileFacts:
    if told.get("level") == OfficeLevel.PROVINCE.value:
        province = tuple(_text(told, "profiles", f"province_{each}") for each in ("code", "name"))
        return upper_profile((province[0], province[1]), _day(told, "profiles", "valid_from"))
    plain: dict[str, Any] = {name: _text(told, "profiles", name) for name in _PLAIN_PROFILE}
    kind = _text(told, "profiles", "commune_kind")
    kinds = {each.label: each for each in CommuneKind}
    if kind not in kinds:
        raise FactMissing("profiles", "commune_kind")
    lines = told.get("issuing_lines")
    if not isinstance(lines, list) or not lines:
        raise FactMissing("profiles", "issuing_lines")
    optional: dict[str, Any] = {
        name: str(told[name])
        for name in ("drafting_unit", "drafting_unit_name", "council_resolution_number")
        if name in told
    }
    resolution = told.get("council_resolution_on")
    return ProfileFacts(
        valid_from=_day(told, "profiles", "valid_from"),
        commune_kind=kinds[kind],
        issuing_lines=tuple(str(line) for line in lines),
        council_resolution_on=resolution if isinstance(resolution, date) else None,
        **plain,
        **optional,
    )


def _signer(told: Mapping[str, Any]) -> SignerFacts:
    until = told.get("valid_until")
    return SignerFacts(
        _text(told, "signers", "name"),
        _text(told, "signers", "title"),
        str(told.get("authority_line", "")),
        _day(told, "signers", "valid_from"),
        until if isinstance(until, date) else None,
    )


def _table(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = told.get(name)
    if not isinstance(table, dict):
        raise FactMissing(name, name)
    return table


def _tables(told: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    tables = told.get(name)
    if not isinstance(tables, list) or not tables:
        raise FactMissing(name, name)
    return tables


def _text(told: Mapping[str, Any], where: str, name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not clean(value):
        raise FactMissing(where, name)
    return clean(value)


def _day(told: Mapping[str, Any], where: str, name: str) -> date:
    value = told.get(name)
    if not isinstance(value, date):
        raise FactMissing(where, name)
    return value
