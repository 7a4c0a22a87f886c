"""The office's own facts: names in time, signers, books, hamlets and open choices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.codes import CommuneKind, Right
from rehabdesk.domain.records.office import (
    DocumentBook,
    Hamlet,
    OfficeProfile,
    OfficeSetting,
    Signer,
)
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import OfficeLevel
from rehabdesk.domain.text import clean, upper, word_order
from rehabdesk.services.editing import Sides, record_of, require_version
from rehabdesk.services.indexing.persons import make_all_findable
from rehabdesk.services.office import Work
from rehabdesk.services.settling import labels

LOCK_AFTER = "lock_after_minutes"
LOCK_MINUTES = 10
LEAST_LOCK_MINUTES, MOST_LOCK_MINUTES = 2, 60


class NoOfficeYet(Refusal):
    def __init__(self, day: date) -> None:
        super().__init__(
            f"Chưa có tên cơ quan dùng cho ngày {day:%d/%m/%Y}. "
            "Ghi thêm ở Cài đặt › Cơ quan rồi làm lại."
        )


class NameRequired(Refusal):
    field = "name"

    def __init__(self, what: str) -> None:
        super().__init__(f"Nhập {what}.")


class ProfileOverlaps(Refusal):
    field = "valid_from"

    def __init__(self, day: date) -> None:
        super().__init__(f"Đã có tên cơ quan dùng từ ngày {day:%d/%m/%Y}. Chọn ngày sau ngày đó.")


class SignerEndsBeforeStart(Refusal):
    field = "valid_until"

    def __init__(self, start: date) -> None:
        super().__init__(f"Đến ngày phải sau từ ngày ({start:%d/%m/%Y}).")


class BookExists(Refusal):
    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(f"Đã có “{name}” trong danh mục.")


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """The office's names from `valid_from` on; `issuing_lines` are the bold letterhead lines."""

    valid_from: date
    province_code: str
    province_name: str
    commune_code: str
    commune_kind: CommuneKind
    commune_name: str
    superior_line: str
    issuing_lines: tuple[str, ...]
    place_name: str
    superior_name: str
    drafting_unit: str = "VHXH"
    drafting_unit_name: str = "Phòng Văn hóa - Xã hội"
    council_resolution_number: str = ""
    council_resolution_on: date | None = None
    level: OfficeLevel = OfficeLevel.COMMUNE

    @property
    def is_upper(self) -> bool:
        return self.level is OfficeLevel.PROVINCE

    @property
    def commune_full_name(self) -> str:
        """The place the office is of: "xã Yên Thịnh"; of an upper office "tỉnh Hòa Sơn"."""
        if self.is_upper:
            return self.province_name
        return f"{self.commune_kind.label} {self.commune_name}"

    @property
    def committee_name(self) -> str:
        return f"UBND {self.commune_full_name}"

    @property
    def police_name(self) -> str:
        return f"Công an {self.commune_full_name}"


@dataclass(frozen=True, slots=True)
class ProfileRow:
    id: int
    version: int
    valid_until: date | None
    facts: ProfileFacts


@dataclass(frozen=True, slots=True)
class SignerFacts:
    full_name: str
    title: str
    authority_line: str
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class SignerRow:
    id: int
    version: int
    facts: SignerFacts

    @property
    def label(self) -> str:
        return f"{self.facts.authority_line or self.facts.title} · {self.facts.full_name}"


@dataclass(frozen=True, slots=True)
class BookRow:
    id: int
    version: int
    name: str
    symbol: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class HamletRow:
    id: int
    version: int
    name: str
    former_commune: str
    is_active: bool


# Acts


def add_profile(work: Work, facts: ProfileFacts) -> int:
    """Use new names from a day on; the names before keep their papers."""
    work.require(Right.KEEP_OFFICE)
    latest = work.session.scalars(
        select(OfficeProfile).order_by(OfficeProfile.valid_from.desc()).limit(1)
    ).first()
    if latest and facts.valid_from <= latest.valid_from:
        raise ProfileOverlaps(latest.valid_from)
    if latest:
        latest.valid_until = facts.valid_from - timedelta(days=1)
    profile = OfficeProfile(valid_from=facts.valid_from)
    _write_profile(profile, facts)
    work.session.add(profile)
    work.record("office_profile.added", profile, name=facts.committee_name, **_told(facts))
    return profile.id


def correct_profile(work: Work, profile_id: int, version: int, facts: ProfileFacts) -> None:
    """Mend the names of a stretch of time; papers already numbered keep their words."""
    work.require(Right.KEEP_OFFICE)
    profile = record_of(work, OfficeProfile, profile_id)
    before = _profile_facts(profile)
    require_version(profile, version, Sides(work, before, facts, labels.PROFILE))
    _write_profile(profile, facts)
    work.record("office_profile.corrected", profile, **_changes(before, facts))


def add_signer(work: Work, facts: SignerFacts) -> int:
    work.require(Right.KEEP_OFFICE)
    name = clean(facts.full_name)
    if not name:
        raise NameRequired("họ và tên người ký")
    _require_order(facts)
    signer = Signer(
        name, upper(clean(facts.title)), upper(clean(facts.authority_line)), facts.valid_from
    )
    signer.valid_until = facts.valid_until
    work.session.add(signer)
    work.record("signer.added", signer, name=name, title=signer.title)
    return signer.id


def correct_signer(work: Work, signer_id: int, version: int, facts: SignerFacts) -> None:
    work.require(Right.KEEP_OFFICE)
    signer = record_of(work, Signer, signer_id)
    require_version(signer, version, Sides(work, _signer_facts(signer), facts, labels.SIGNER))
    if not clean(facts.full_name):
        raise NameRequired("họ và tên người ký")
    _require_order(facts)
    signer.full_name = clean(facts.full_name)
    signer.title = upper(clean(facts.title))
    signer.authority_line = upper(clean(facts.authority_line))
    signer.valid_from = facts.valid_from
    signer.valid_until = facts.valid_until
    work.record("signer.corrected", signer, name=signer.full_name, until=facts.valid_until)


def add_book(work: Work, name: str, symbol: str) -> int:
    work.require(Right.KEEP_OFFICE)
    name, symbol = clean(name), clean(symbol).lstrip("/")
    if not name:
        raise NameRequired("tên sổ")
    if work.session.scalar(select(DocumentBook.id).filter_by(name=name)):
        raise BookExists(name)
    book = DocumentBook(name, symbol)
    work.session.add(book)
    work.record("document_book.added", book, name=name, symbol=symbol)
    return book.id


def correct_book(work: Work, book_id: int, version: int, symbol: str, *, is_active: bool) -> None:
    work.require(Right.KEEP_OFFICE)
    book = record_of(work, DocumentBook, book_id)
    kept = BookRow(book.id, book.version, book.name, book.symbol, book.is_active)
    typed = replace(kept, symbol=clean(symbol).lstrip("/"), is_active=is_active)
    require_version(book, version, Sides(work, kept, typed, labels.BOOK))
    book.symbol = clean(symbol).lstrip("/")
    book.is_active = is_active
    work.record("document_book.corrected", book, symbol=book.symbol, is_active=is_active)


def add_hamlet(work: Work, name: str, former_commune: str = "") -> int:
    work.require(Right.KEEP_OFFICE)
    name = clean(name)
    if not name:
        raise NameRequired("tên thôn, tổ dân phố")
    if work.session.scalar(select(Hamlet.id).filter_by(name=name)):
        raise BookExists(name)
    hamlet = Hamlet(name, clean(former_commune))
    work.session.add(hamlet)
    work.record("hamlet.added", hamlet, name=name)
    return hamlet.id


def correct_hamlet(work: Work, hamlet_id: int, version: int, row: HamletRow) -> None:
    work.require(Right.KEEP_OFFICE)
    hamlet = record_of(work, Hamlet, hamlet_id)
    told = (hamlet.id, hamlet.version, hamlet.name, hamlet.former_commune, hamlet.is_active)
    require_version(hamlet, version, Sides(work, HamletRow(*told), row, labels.HAMLET))
    if not clean(row.name):
        raise NameRequired("tên thôn, tổ dân phố")
    hamlet.name = clean(row.name)
    hamlet.former_commune = clean(row.former_commune)
    hamlet.is_active = row.is_active
    work.session.flush()
    make_all_findable(work, work.session.scalars(select(Person.id).filter_by(hamlet_id=hamlet.id)))
    work.record("hamlet.corrected", hamlet, name=hamlet.name)


def choose(work: Work, key: str, value: Any) -> None:
    """Keep a choice of the office, such as the limit of persons one helper may look after."""
    work.require(Right.KEEP_OFFICE)
    setting = work.session.scalars(select(OfficeSetting).filter_by(key=key)).first()
    before = setting.value.get("value") if setting else None
    if setting is None:
        setting = OfficeSetting(key, {})
        work.session.add(setting)
    setting.value = {"value": value}
    work.record("office_setting.chosen", setting, key=key, before=before, after=value)


# Looks


def profile_on(work: Work, day: date) -> ProfileFacts:
    """Return the names in use on a day; before the first day, the oldest names."""
    profiles = work.session.scalars(select(OfficeProfile).order_by(OfficeProfile.valid_from)).all()
    if not profiles:
        raise NoOfficeYet(day)
    covering = [profile for profile in profiles if profile.covers(day)]
    return _profile_facts(covering[-1] if covering else profiles[0])


def is_upper_office(work: Work) -> bool:
    """Tell whether this office puts the reports of others together."""
    newest = (
        select(OfficeProfile.level)
        .where(OfficeProfile.valid_from <= work.today)
        .order_by(OfficeProfile.valid_from.desc())
        .limit(1)
    )
    return work.session.scalar(newest) == OfficeLevel.PROVINCE


def list_profiles(work: Work) -> list[ProfileRow]:
    found = work.session.scalars(select(OfficeProfile).order_by(OfficeProfile.valid_from.desc()))
    return [
        ProfileRow(each.id, each.version, each.valid_until, _profile_facts(each)) for each in found
    ]


def list_signers(work: Work) -> list[SignerRow]:
    found = work.session.scalars(select(Signer).order_by(Signer.valid_from.desc(), Signer.id))
    return [SignerRow(each.id, each.version, _signer_facts(each)) for each in found]


def signers_on(work: Work, day: date) -> list[SignerRow]:
    """Return those who may sign on a day, the head first."""
    found = work.session.scalars(select(Signer).order_by(Signer.authority_line, Signer.id))
    return [
        SignerRow(each.id, each.version, _signer_facts(each)) for each in found if each.covers(day)
    ]


def list_books(work: Work) -> list[BookRow]:
    rows = work.session.execute(
        select(
            DocumentBook.id,
            DocumentBook.version,
            DocumentBook.name,
            DocumentBook.symbol,
            DocumentBook.is_active,
        ).order_by(DocumentBook.id)
    )
    return [BookRow(*row) for row in rows]


def list_hamlets(work: Work) -> list[HamletRow]:
    rows = work.session.execute(
        select(Hamlet.id, Hamlet.version, Hamlet.name, Hamlet.former_commune, Hamlet.is_active)
    )
    return sorted((HamletRow(*row) for row in rows), key=lambda row: word_order(row.name))


def choice(work: Work, key: str, default: Any) -> Any:
    value = work.session.scalar(select(OfficeSetting.value).filter_by(key=key))
    return default if value is None else value["value"]


def lock_after(work: Work) -> int:
    """After how many idle minutes the machine locks itself."""
    return int(choice(work, LOCK_AFTER, LOCK_MINUTES))


def helper_limit(work: Work) -> int:
    """How many persons one helper should look after at most; a choice, not law."""
    return int(choice(work, "helper_limit", 5))


def _require_order(facts: SignerFacts) -> None:
    if facts.valid_until and facts.valid_until <= facts.valid_from:
        raise SignerEndsBeforeStart(facts.valid_from)


def _write_profile(profile: OfficeProfile, facts: ProfileFacts) -> None:
    for name, value in _told(facts).items():
        setattr(profile, name, value)


def _told(facts: ProfileFacts) -> dict[str, Any]:
    told = {name: getattr(facts, name) for name in ProfileFacts.__dataclass_fields__}
    told["issuing_lines"] = "\n".join(clean(line) for line in facts.issuing_lines if clean(line))
    return {
        name: clean(value)
        if isinstance(value, str) and name != "issuing_lines" and not isinstance(value, CommuneKind)
        else value
        for name, value in told.items()
    }


def _profile_facts(profile: OfficeProfile) -> ProfileFacts:
    values = {name: getattr(profile, name) for name in ProfileFacts.__dataclass_fields__}
    values["issuing_lines"] = tuple(profile.issuing_lines.split("\n"))
    return ProfileFacts(**values)


def _changes(before: ProfileFacts, after: ProfileFacts) -> dict[str, str]:
    return {
        name: f"{getattr(before, name)} → {getattr(after, name)}"
        for name in ProfileFacts.__dataclass_fields__
        if getattr(before, name) != getattr(after, name)
    }


def _signer_facts(signer: Signer) -> SignerFacts:
    return SignerFacts(
        signer.full_name,
        signer.title,
        signer.authority_line,
        signer.valid_from,
        signer.valid_until,
    )
