"""Asking who is found by what somebody types, without the place everybody lives in.

The office's own commune and province stand in nearly every file and are no words of the index.
Typed beside others they are left out; typed alone they mean everybody who lives there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from rehabdesk.domain.places import OwnPlace
from rehabdesk.domain.records.person import Person, Residence
from rehabdesk.domain.text import fold, upper
from rehabdesk.persistence.asked import cut
from rehabdesk.persistence.search import (
    Row,
    count_persons,
    find_hits,
    find_named,
    find_persons,
    tell_hits,
)
from rehabdesk.services.indexing.persons import own_place
from rehabdesk.services.office import Work

_COMMUNE_KINDS = ("xa", "phuong", "dac khu", "thi tran", "x", "p", "tt")
_PROVINCE_KINDS = ("thanh pho", "tinh", "tp", "t")
_MOST_OTHERS = 1_000
_GAP = r"[\W_]+"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is left of the words; nothing, where only the own place was typed."""

    typed: str
    words: str
    is_everybody: bool = False
    is_province: bool = False  # … of the province, not of the commune alone


def find_ids(work: Work, typed: str, limit: int) -> list[int]:
    """Return ids of persons all of whose typed words begin some word of theirs."""
    asked = read_asked(work, typed)
    if asked.is_everybody:
        return list(work.session.scalars(_living_here(work, asked).limit(limit)))
    return find_persons(work.session, asked.words, limit)


def find_lines(work: Work, typed: str, limit: int) -> list[Row]:
    """Return what a line of hits tells of such persons."""
    asked = read_asked(work, typed)
    if asked.is_everybody:
        ids = work.session.scalars(_living_here(work, asked).limit(limit)).all()
        return tell_hits(work.session, ids)
    return find_hits(work.session, asked.words, limit)


def count_found(work: Work, typed: str) -> int:
    asked = read_asked(work, typed)
    if asked.is_everybody:
        here = _living_here(work, asked).order_by(None).subquery()
        return work.session.scalar(select(func.count()).select_from(here)) or 0
    return count_persons(work.session, asked.words)


def read_asked(work: Work, typed: str) -> Asked:
    """Leave the own place out, unless somebody is called by these very words."""
    if len(cut(typed)) <= 1 or (own := own_place(work)) is None:
        return Asked(typed, typed)
    rest, commune, province = without_own(own, fold(typed))
    if not commune and not province:
        return Asked(typed, typed)
    if find_named(work.session, typed, 1):
        return Asked(typed, typed)
    is_everybody = not cut(rest)
    return Asked(typed, rest, is_everybody, is_everybody and not commune)


@lru_cache(maxsize=64)
def without_own(own: OwnPlace, folded: str) -> tuple[str, int, int]:
    """Take the names of the own commune and province out, and count them."""
    rest, communes = _pattern(own.commune, _COMMUNE_KINDS).subn(" ", folded)
    rest, provinces = _pattern(own.province, _PROVINCE_KINDS).subn(" ", rest)
    return rest, communes, provinces


@lru_cache(maxsize=8)
def _pattern(unit: str, kinds: Sequence[str]) -> re.Pattern[str]:
    """Match a unit as it is typed, with its kind, shortened or without.

    A name of one word needs the kind before it: it may be that of a person.
    """
    words = cut(_bare(unit, kinds))
    name = _GAP.join(map(re.escape, words))
    kind = "|".join(_GAP.join(each.split()) for each in kinds)
    before = f"(?:(?:{kind}){_GAP})" + ("?" if len(words) > 1 else "")
    return re.compile(rf"(?<![^\W_]){before}{name}(?![^\W_])")


def _bare(unit: str, kinds: Sequence[str]) -> str:
    """Say "Yên Thịnh" for "xã Yên Thịnh"."""
    folded = fold(unit)
    kind = next((each for each in kinds if folded.startswith(f"{each} ")), "")
    return " ".join(unit.split()[len(kind.split()) :])


def _living_here(work: Work, asked: Asked) -> Select[Any]:
    """Choose who lives there, and who is found by another place of that name."""
    own = own_place(work)
    if own is None:
        return select(Person.id).where(Person.id.is_(None))
    unit, kinds = (
        (own.province, _PROVINCE_KINDS) if asked.is_province else (own.commune, _COMMUNE_KINDS)
    )
    codes = [own.commune_code]
    if asked.is_province:
        units = work.resources.units
        ours = (each.code for each in units.provinces if each.full_name == own.province)
        codes += [commune.code for each in ours for commune in units.communes_of(each)]
    name = _bare(unit, kinds)
    is_open = and_(Residence.person_id == Person.id, Residence.until_on.is_(None))
    written = or_(_has(Residence.as_written, name), _has(Residence.as_written, upper(name)))
    is_named = and_(Residence.unit_new.is_(None), written)
    lives_here = exists().where(is_open, or_(Residence.unit_new.in_(codes), is_named))
    in_hamlet = and_(Person.hamlet_id.is_not(None), ~exists().where(is_open))
    others = Person.id.in_(find_persons(work.session, asked.typed, _MOST_OTHERS))
    return select(Person.id).where(or_(lives_here, in_hamlet, others)).order_by(Person.id)


def _has(text: InstrumentedAttribute[str], part: str) -> ColumnElement[bool]:
    """Tell whether a text has a part, to the letter on either engine."""
    return text != func.replace(text, part, "")
