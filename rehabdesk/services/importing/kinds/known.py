"""What the office knows already, read once for a whole workbook and then asked row by row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import func, select

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.likeness.spelling import is_name_slip
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import IdentityPaper, Person, PersonName
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.text import clean, fold
from rehabdesk.persistence.listed import as_list, is_listed
from rehabdesk.services.office import Work

_PERSONS, _NAMES, _PAPERS = (each.__table__.c for each in (Person, PersonName, IdentityPaper))
# Rows, not records: making thousands of records takes longer than reading them.
_BORN = func.coalesce(_PERSONS.birth, "")
_CONCERNED = select(_PERSONS.id, _PERSONS.name_fold, _BORN).where(
    is_listed(_PERSONS.name_fold, "names") | is_listed(_PERSONS.birth, "births")
)
_OTHER_NAMES = select(_NAMES.person_id, _NAMES.name, _BORN).where(_PERSONS.id == _NAMES.person_id)
_BY_NUMBER = (
    select(_PAPERS.number_key, _PAPERS.person_id)
    .where(is_listed(_PAPERS.number_key, "keys"))
    .order_by(_PAPERS.id)
)
_NO_LETTER = re.compile(r"[\W_]+")
_BETWEEN = re.compile(r"[,;()/–-]")
_PARTS = ("thon", "xom", "ban", "ap", "khu", "khoi", "to dan pho", "to", "tdp", "t", "buon", "lang")


# As little of a person as tells whether she is worth comparing: whose (rows count from -1 down),
# the folded name, the birth as stored. A plain row: of thousands read, few are worth more.
Brief = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Places:
    """The hamlets of the office, by every way a workbook may write them."""

    names: tuple[str, ...]
    ids: Mapping[str, int]  # by folded name
    bare: Mapping[str, int]  # by folded name without "thôn"; only where that is one hamlet
    by_id: Mapping[int, str]

    def find(self, written: str) -> int | None:
        folded = _words(written)
        return self.ids.get(folded) or self.bare.get(_bare(folded))

    def within(self, written: str) -> int | None:
        """Return the one hamlet a longer text names: "Xóm 2 - Thôn Hạ", "số 5 thôn Hạ"."""
        parts = [_words(part) for part in _BETWEEN.split(written)]
        found = {self.ids.get(part) or self.bare.get(_bare(part)) for part in parts}
        found |= {
            place for name, place in self.ids.items() for part in parts if part.endswith(f" {name}")
        }
        found.discard(None)
        return found.pop() if len(found) == 1 else None

    def in_address(self, written: str) -> int | None:
        """Return the hamlet an address begins with or names whole."""
        folded = f" {_words(written)} "
        found = [place for name, place in self.ids.items() if f" {name} " in folded]
        return found[0] if len(found) == 1 else None


class Namesakes:
    """Persons by name and by birth: those of the records, and the rows read so far."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Brief]] = defaultdict(list)
        self._by_birth: dict[str, list[Brief]] = defaultdict(list)

    def add(self, brief: Brief) -> None:
        _, name, birth = brief
        self._by_name[name].append(brief)
        if len(birth) == _FULL:
            self._by_birth[birth].append(brief)

    def add_asked(
        self, briefs: Iterable[Brief], names: Collection[str], births: Collection[str]
    ) -> None:
        """Take many at once, each only under what was asked for."""
        by_name, by_birth = self._by_name, self._by_birth
        whole = {each for each in births if len(each) == _FULL}
        for brief in briefs:
            _, name, birth = brief
            if name in names:
                by_name[name].append(brief)
            if birth in whole:
                by_birth[birth].append(brief)

    def of(self, names: Iterable[str], birth: str) -> set[int]:
        """Return who bears one of the names and may be born then, and who nearly does."""
        found: set[int] = set()
        born = self._by_birth.get(birth, ()) if len(birth) == _FULL else ()
        for name in names:
            for own, _, other in self._by_name.get(name, ()):
                if birth == other or may_be_same_birth(birth, other):
                    found.add(own)
            length = len(name)
            for own, other, _ in born:
                is_near = -2 < len(other) - length < 2  # noqa: PLR2004 -- one letter more or less
                if is_near and name != other and is_name_slip(name, other):
                    found.add(own)
        return found


_FULL = len("1985-03-05")


@dataclass(frozen=True, slots=True)
class Known:
    numbers: dict[str, int] = field(default_factory=dict)  # of papers: whose
    namesakes: Namesakes = field(default_factory=Namesakes)
    _asked: tuple[set[str], set[str], set[str]] = field(
        default_factory=lambda: (set(), set(), set())
    )

    def read(self, work: Work, numbers: set[str], names: set[str], births: set[str]) -> None:
        """Read whatever may concern these numbers, folded names and births, and was not yet."""
        wanted = (numbers, names, births)
        new = [each - known for each, known in zip(wanted, self._asked, strict=True)]
        self.numbers.update(_numbers(work, new[0]))
        if new[1] or new[2]:
            self.namesakes.add_asked(_briefs(work, new[1], new[2]), new[1], new[2])
        for known, each in zip(self._asked, new, strict=True):
            known.update(each)


def read_places(work: Work, new_names: Collection[str] = ()) -> Places:
    """Read the hamlets; those to be added are known by numbers below nought until they are."""
    rows = work.session.execute(select(Hamlet.id, Hamlet.name).order_by(Hamlet.name))
    names = {row.id: row.name for row in rows}
    places = _places(names)
    for number, name in enumerate(map(clean, sorted(new_names)), start=1):
        if name and places.find(name) is None:
            names[-number] = name
            places = _places(names)
    return places


def _places(names: Mapping[int, str]) -> Places:
    ids = {_words(name): hamlet_id for hamlet_id, name in names.items()}
    bare: dict[str, set[int]] = defaultdict(set)
    for folded, hamlet_id in ids.items():
        bare[_bare(folded)].add(hamlet_id)
    single = {name: min(found) for name, found in bare.items() if len(found) == 1 and name}
    return Places(tuple(names.values()), ids, single, dict(names))


def read_helpers(work: Work) -> dict[str, str]:
    """Return those who can be put in charge by folded name, as a paper names them."""
    return {row.name_fold: row.address for row in work.session.scalars(select(Volunteer))}


def read_known(work: Work, numbers: Collection[str], names: set[str], births: set[str]) -> Known:
    """Read whatever may concern these numbers, folded names and births, in three questions."""
    known = Known()
    known.read(work, set(numbers), names, births)
    return known


def may_be_same_birth(one: str, other: str) -> bool:
    """Compare two stored births no further than the less precise one is known."""
    if not one or not other:
        return True
    shorter = min(len(one), len(other))
    if one[:shorter] == other[:shorter]:
        return True
    return shorter == _FULL and one[:4] == other[:4] and one == _turned(other)


@lru_cache(maxsize=20_000)  # asked several times of every row
def stored_birth(birth: PartialDate | None) -> str:
    return birth.stored if birth else ""


def _turned(birth: str) -> str:
    """Swap day and month, as Excel does with dates it takes for American."""
    year, month, day = birth.split("-")
    return f"{year}-{day}-{month}"


def _numbers(work: Work, wanted: set[str]) -> dict[str, int]:
    if not wanted:
        return {}
    rows = work.session.connection().execute(_BY_NUMBER, {"keys": as_list(wanted)})
    return {row[0]: row[1] for row in rows.all()}


def _briefs(work: Work, names: set[str], births: set[str]) -> Iterator[Brief]:
    connection = work.session.connection()
    wanted = {"names": as_list(names), "births": as_list(births)}
    yield from connection.execute(_CONCERNED, wanted).all()
    for person_id, name, birth in connection.execute(_OTHER_NAMES).all():
        if (folded := fold(name)) in names:
            yield person_id, folded, birth


@lru_cache(maxsize=10_000)  # hamlets come again and again
def _words(text: str) -> str:
    return _NO_LETTER.sub(" ", fold(text)).strip()


def _bare(folded: str) -> str:
    """Leave out what kind of place it is: "thon bai" and "bai" are one."""
    for part in _PARTS:
        if folded.startswith(f"{part} "):
            rest = folded[len(part) + 1 :]
            return folded if rest.isdigit() else rest
    return folded
