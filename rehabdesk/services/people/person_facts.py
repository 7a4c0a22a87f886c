"""The plain values of a person, as forms show and acts take them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from itertools import starmap
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import object_session

from rehabdesk.domain.codes import (
    ContactKind,
    IdentityKind,
    NameKind,
    Relation,
    ResidenceKind,
    Sex,
)
from rehabdesk.domain.daily_codes import AttentionLevel, Confidentiality, Employment
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import (
    ContactPoint,
    IdentityPaper,
    Person,
    PersonName,
    Relative,
    Residence,
)
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.persistence.many_rows import answers
from rehabdesk.services.editing import Difference
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class RelativeFacts:
    full_name: str
    relation: Relation
    birth_year: int | None = None
    occupation: str = ""
    workplace: str = ""
    residence: str = ""
    phone: str = ""
    is_representative: bool = False


@dataclass(frozen=True, slots=True)
class PaperFacts:
    kind: IdentityKind
    number: str
    issued_on: date | None = None
    issued_by: str = ""


@dataclass(frozen=True, slots=True)
class ResidenceFacts:
    kind: ResidenceKind
    as_written: str
    from_on: date | None = None
    until_on: date | None = None
    unit_new: str | None = None
    unit_old: str | None = None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    kind: ContactKind
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NameFacts:
    kind: NameKind
    name: str


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Only the name is needed; everything else may be filled in later (F20)."""

    full_name: str
    sex: Sex | None = None
    birth: PartialDate | None = None
    hamlet_id: int | None = None
    ethnicity: str = ""
    religion: str = ""
    education: str = ""
    occupation: str = ""
    workplace: str = ""
    note: str = ""
    is_left_out_of_lists: bool = False
    other_names: tuple[NameFacts, ...] = ()
    papers: tuple[PaperFacts, ...] = ()
    residences: tuple[ResidenceFacts, ...] = ()
    relatives: tuple[RelativeFacts, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    employment: Employment | None = None
    criminal_record: str = ""
    drugs: str = ""
    attention: AttentionLevel | None = None
    attention_reason: str = ""
    attention_review_on: date | None = None
    confidentiality: Confidentiality = Confidentiality.NORMAL
    consent_on: date | None = None


LABELS = {
    "full_name": "Họ và tên",
    "sex": "Giới tính",
    "birth": "Ngày sinh",
    "hamlet_id": "Thôn",
    "ethnicity": "Dân tộc",
    "religion": "Tôn giáo",
    "education": "Trình độ học vấn",
    "occupation": "Nghề nghiệp",
    "workplace": "Nơi làm việc, học tập",
    "note": "Ghi chú",
    "is_left_out_of_lists": "Không hiện trong danh sách in",
    "other_names": "Tên gọi khác",
    "papers": "Giấy tờ",
    "residences": "Nơi cư trú",
    "relatives": "Gia đình",
    "contacts": "Điện thoại",
    "employment": "Việc làm",
    "criminal_record": "Tiền án, tiền sự",
    "drugs": "Loại ma túy đã dùng",
    "attention": "Mức cần để ý",
    "attention_reason": "Lý do cần để ý",
    "attention_review_on": "Ngày xem lại mức cần để ý",
    "confidentiality": "Mức giữ kín",
    "consent_on": "Ngày đồng ý cho lưu thông tin",
}

# What a complete file holds, in the order of the form (F20).
_MEASURED = {
    "sex": "Giới tính",
    "birth": "Ngày sinh",
    "papers": "Giấy tờ tùy thân",
    "residences": "Nơi cư trú",
    "hamlet_id": "Thôn",
    "occupation": "Nghề nghiệp",
    "workplace": "Nơi làm việc, học tập",
    "education": "Trình độ học vấn",
    "relatives": "Gia đình",
    "contacts": "Điện thoại",
}

_PLAIN = (
    "sex",
    "ethnicity",
    "religion",
    "education",
    "occupation",
    "workplace",
    "note",
    "is_left_out_of_lists",
    "employment",
    "criminal_record",
    "drugs",
    "attention",
    "attention_reason",
    "attention_review_on",
    "confidentiality",
    "consent_on",
)


def _rows_of(record: type[Entity], facts: type[Any]) -> tuple[type[Any], Select[Any]]:
    """Ask for the rows of one list of a person, in the order of what a form shows of each."""
    table = Entity.metadata.tables[record.__tablename__].c
    columns = [table[each.name] for each in fields(facts)]
    own = table.person_id == bindparam("own")
    return facts, select(*columns).where(own).order_by(table.id)


_LISTS = {
    "other_names": _rows_of(PersonName, NameFacts),
    "papers": _rows_of(IdentityPaper, PaperFacts),
    "residences": _rows_of(Residence, ResidenceFacts),
    "relatives": _rows_of(Relative, RelativeFacts),
    "contacts": _rows_of(ContactPoint, ContactFacts),
}
_QUESTIONS = {name: rows for name, (_, rows) in _LISTS.items()}


def read_person(person: Person) -> PersonFacts:
    """Return what is kept of a person; the lists are read as rows, without making records."""
    session = object_session(person)
    if session is None:
        raise ValueError("only a kept person can be read")
    session.flush()
    found = answers(session, _QUESTIONS, {"own": person.id})
    lists: dict[str, Any] = {
        name: tuple(starmap(facts, found[name])) for name, (facts, _) in _LISTS.items()
    }
    plain = {name: getattr(person, name) for name in _PLAIN}
    return PersonFacts(
        person.full_name, birth=person.born, hamlet_id=person.hamlet_id, **plain, **lists
    )


def write_person(work: Work, person: Person, facts: PersonFacts, kept: PersonFacts) -> None:
    """Write every value into the record; a list that differs is replaced as a whole."""
    if facts.hamlet_id != kept.hamlet_id:
        person.hamlet = work.session.get(Hamlet, facts.hamlet_id) if facts.hamlet_id else None
    person.rename(clean(facts.full_name))
    person.birth = facts.birth.stored if facts.birth else None
    for name in _PLAIN:
        value = getattr(facts, name)
        setattr(person, name, clean(value) if type(value) is str else value)
    person.note = clean_lines(facts.note)
    if facts.other_names != kept.other_names:
        person.other_names = [PersonName(each.kind, clean(each.name)) for each in facts.other_names]
    if facts.papers != kept.papers:
        person.papers = [
            IdentityPaper(each.kind, clean(each.number), each.issued_on, clean(each.issued_by))
            for each in facts.papers
        ]
    if facts.residences != kept.residences:
        person.residences = [_residence(work, each) for each in facts.residences]
    if facts.relatives != kept.relatives:  # drafts point at relatives: keep those that stay
        person.relatives = [_relative(each) for each in facts.relatives]
    if facts.contacts != kept.contacts:
        person.contacts = [
            ContactPoint(each.kind, clean(each.value), clean(each.note)) for each in facts.contacts
        ]


def completeness(facts: PersonFacts) -> tuple[int, tuple[str, ...]]:
    """Return how much of a file is filled in, per cent, and what is still empty."""
    empty = tuple(label for name, label in _MEASURED.items() if not getattr(facts, name))
    return round(100 * (len(_MEASURED) - len(empty) + 1) / (len(_MEASURED) + 1)), empty


def differences(before: PersonFacts, after: PersonFacts) -> tuple[Difference, ...]:
    return tuple(
        Difference(each.name, LABELS[each.name], told(before, each.name), told(after, each.name))
        for each in fields(PersonFacts)
        if getattr(before, each.name) != getattr(after, each.name)
    )


def told(facts: object, name: str) -> str:
    """Tell one value of a form in words."""
    value = getattr(facts, name)
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple):
        return "; ".join(_item_text(item) for item in value)
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(getattr(value, "label", value) if value is not None else "")


def _item_text(item: object) -> str:
    for name in ("number", "as_written", "full_name", "name", "value"):
        if hasattr(item, name):
            return str(getattr(item, name))
    return str(item)


def _residence(work: Work, facts: ResidenceFacts) -> Residence:
    residence = Residence(facts.kind, clean(facts.as_written), facts.from_on)
    residence.until_on = facts.until_on
    residence.unit_new, residence.unit_old = facts.unit_new, facts.unit_old
    if not facts.unit_new and facts.as_written:
        found = work.resources.units.find(facts.as_written)
        if found:
            residence.unit_new = found[0].commune.code
            residence.unit_old = found[0].former.code if found[0].former else None
    return residence


def _relative(facts: RelativeFacts) -> Relative:
    relative = Relative(clean(facts.full_name), facts.relation)
    relative.birth_year = facts.birth_year
    relative.occupation = clean(facts.occupation)
    relative.workplace = clean(facts.workplace)
    relative.residence = clean(facts.residence)
    relative.phone = clean(facts.phone)
    relative.is_representative = facts.is_representative
    return relative
