"""What persons are found by, kept in the index of the search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Executable, select

from rehabdesk.domain.codes import CommuneKind
from rehabdesk.domain.places import OwnPlace
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.daily.merging import PersonMerge
from rehabdesk.domain.records.found_by import FoundBy
from rehabdesk.domain.records.office import Hamlet, OfficeSetting
from rehabdesk.domain.records.person import (
    ContactPoint,
    IdentityPaper,
    Person,
    PersonName,
    Residence,
)
from rehabdesk.persistence.search import (
    forget_persons,
    gather_index,
    index_new_persons,
    index_person,
    read_places,
)
from rehabdesk.services.office import Work

# The way words are kept for the search; another number has every office index its persons anew.
_WAY = 2
_WAY_KEPT = "search_words"
_AT_ONCE = 500
_NEVER = "9999-12-31"
_KINDS = {each.value: each.label for each in CommuneKind}
Told = defaultdict[int, list[tuple[Any, ...]]]


# Acts


def make_findable(work: Work, person: Person) -> None:
    """Keep what a person is found by; called by every act that changes it."""
    codes = [code for (code,) in _case_codes(work, [person.id])[person.id]]
    words = person.search_words(work.resources.units, codes, own_place(work))
    index_person(work.session, person.id, words)


def make_all_findable(work: Work, person_ids: Iterable[int]) -> None:
    """Keep anew what these persons are found by."""
    wanted = sorted(set(person_ids))
    units, own = work.resources.units, own_place(work)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        forget_persons(work.session, part)
        found = _found_by(work, part).items()
        index_new_persons(work.session, ((each, by.words(units, own)) for each, by in found))


def renew_index(work: Work) -> int:
    """Index everybody anew where the words were kept in another way; say how many that were.

    So they are in an office that has moved to another commune, whose name they are then found by.
    """
    own = own_place(work)
    kept = {"value": _WAY, "own_place": [*own] if own else []}
    setting = work.session.scalars(select(OfficeSetting).filter_by(key=_WAY_KEPT)).first()
    if setting is not None and setting.value == kept:
        return 0
    everybody = work.session.scalars(select(Person.id)).all()
    make_all_findable(work, everybody)
    gather_index(work.session)
    if setting is None:
        setting = OfficeSetting(_WAY_KEPT, {})
        work.session.add(setting)
    setting.value = kept
    if everybody:
        work.record("search.renewed", setting, persons=len(everybody))
    return len(everybody)


def own_place(work: Work) -> OwnPlace | None:
    """Read where the office is today; nothing of one that has not been named yet."""
    places = read_places(work.session)
    if not places:
        return None
    day = work.today.isoformat()
    covering = [each for each in places if str(each[0]) <= day <= str(each[1] or _NEVER)]
    _, _, code, kind, name, province = covering[-1] if covering else places[0]
    return OwnPlace(code, f"{_KINDS[kind]} {name}", province)


def _found_by(work: Work, person_ids: Sequence[int]) -> dict[int, FoundBy]:
    names = _told(work, person_ids, PersonName.person_id, PersonName.name)
    numbers = _told(work, person_ids, IdentityPaper.person_id, IdentityPaper.number_key)
    contacts = _told(work, person_ids, ContactPoint.person_id, ContactPoint.value)
    place = (Residence.as_written, Residence.unit_new, Residence.unit_old)
    places = _told(work, person_ids, Residence.person_id, *place)
    codes = _case_codes(work, person_ids)
    everybody = (
        select(Person.id, Person.full_name, Hamlet.name)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .where(Person.id.in_(person_ids))
    )
    return {
        person_id: FoundBy(
            (full_name, *(name for (name,) in names[person_id])),
            [number for (number,) in numbers[person_id]],
            [value for (value,) in contacts[person_id]],
            [written for written, _, _ in places[person_id]],
            [(new, old) for _, new, old in places[person_id]],
            hamlet or "",
            [code for (code,) in codes[person_id]],
        )
        for person_id, full_name, hamlet in work.session.execute(everybody)
    }


def _case_codes(work: Work, person_ids: Sequence[int]) -> Told:
    """Read the codes of files, and of those that were merged into them."""
    codes = _told(work, person_ids, CaseFile.person_id, CaseFile.code)
    merged = select(PersonMerge.kept_id, PersonMerge.gone_code).where(
        PersonMerge.kept_id.in_(person_ids), PersonMerge.undone_at.is_(None)
    )
    for person_id, gone in _gathered(work, merged).items():
        codes[person_id] += gone
    return codes


def _told(work: Work, person_ids: Sequence[int], whose: Any, *what: Any) -> Told:
    return _gathered(work, select(whose, *what).where(whose.in_(person_ids)))


def _gathered(work: Work, asked: Executable) -> Told:
    found: Told = defaultdict(list)
    for person_id, *values in work.session.execute(asked):
        found[person_id].append(tuple(values))
    return found
