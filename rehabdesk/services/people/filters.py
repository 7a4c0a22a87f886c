"""The list of files as it is filtered, and the filter told in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import CaseState, Coded, Right
from rehabdesk.domain.text import clean, fold, name_order, split_name
from rehabdesk.persistence.search import find_persons
from rehabdesk.services.office import Work
from rehabdesk.services.offices import list_hamlets
from rehabdesk.services.people.files import PersonRow, list_persons

MOST = 100_000  # more files than any commune has
LETTERS = ("A–C", "D–G", "H–K", "L–N", "O–S", "T–Z")


class Kind(Coded):
    """Kinds of management wider than one state."""

    EVERYBODY = "everybody", "tất cả"
    FOLLOWED = "followed", "đang theo dõi"


class Helped(Coded):
    """Whether somebody is in charge; else the name of who is."""

    NOT_YET = "not_yet", "chưa có"
    AWAITING = "awaiting", "chờ số"


@dataclass(frozen=True, slots=True)
class PersonFilter:
    words: str = ""
    kind: Kind | CaseState = Kind.FOLLOWED
    hamlet_id: int | None = None
    letters: str = ""  # one of LETTERS
    helper: str = ""  # one of Helped, or a name

    @property
    def is_plain(self) -> bool:
        return self == PersonFilter()

    def admits(self, row: PersonRow) -> bool:
        """Tell whether a row stands in the list; its words have been looked up before."""
        return (
            self.admits_kind(row)
            and self.hamlet_id in {None, row.hamlet_id}
            and (not self.letters or _begins(row.full_name, self.letters))
            and self._admits_helper(row)
        )

    def admits_kind(self, row: PersonRow) -> bool:
        match self.kind:
            case Kind.EVERYBODY:
                return True
            case Kind.FOLLOWED:
                return row.is_followed
        return row.state is self.kind

    def _admits_helper(self, row: PersonRow) -> bool:
        if self.helper == Helped.NOT_YET:
            return not row.helper
        if self.helper == Helped.AWAITING:
            return row.awaits_number
        return not self.helper or row.helper == self.helper


@dataclass(frozen=True, slots=True)
class FileList:
    """Everybody in name order, and what there is to filter by."""

    everybody: tuple[PersonRow, ...]
    hamlets: tuple[tuple[int, str], ...]
    helpers: tuple[str, ...]
    today: date

    @property
    def followed(self) -> int:
        return sum(1 for row in self.everybody if row.is_followed)

    def in_kind(self, chosen: PersonFilter) -> int:
        """Count whom the kind alone would show."""
        return sum(1 for row in self.everybody if chosen.admits_kind(row))

    def narrowed(self, chosen: PersonFilter, found: frozenset[int] | None) -> tuple[PersonRow, ...]:
        """Return the rows in a filter; `found` are the persons its words mean."""
        return tuple(
            row
            for row in self.everybody
            if (found is None or row.id in found) and chosen.admits(row)
        )


@dataclass(frozen=True, slots=True)
class WordsFound:
    words: str
    person_ids: frozenset[int]


# Looks


def list_files(work: Work) -> FileList:
    """Return the whole list; a list is read once and filtered many times."""
    work.require(Right.READ_FILES)
    everybody = list_persons(work)
    return FileList(
        tuple(everybody),
        tuple((hamlet.id, hamlet.name) for hamlet in list_hamlets(work)),
        _helpers(everybody),
        work.today,
    )


def find_words(work: Work, words: str) -> WordsFound:
    """Return whom these words mean: names, numbers, telephones, places, in any order."""
    found = find_persons(work.session, clean(words), MOST)
    return WordsFound(words, frozenset(found))


def filter_words(chosen: PersonFilter, hamlet: str) -> str:
    """Tell a filter as a printed list does; nothing for the whole office."""
    parts = []
    if chosen.kind is not Kind.EVERYBODY:
        label = chosen.kind.label
        parts.append(f"diện {label[:1].lower()}{label[1:]}")
    if chosen.hamlet_id is not None:
        parts.append(hamlet)
    if chosen.letters:
        parts.append(f"tên từ chữ {chosen.letters}")
    if chosen.helper:
        helped = {each.value: each.label for each in Helped}
        parts.append(f"người phụ trách: {helped.get(chosen.helper, chosen.helper)}")
    if clean(chosen.words):
        parts.append(f"có chữ “{clean(chosen.words)}”")
    return "; ".join(parts)


def _helpers(rows: Sequence[PersonRow]) -> tuple[str, ...]:
    names = {row.helper for row in rows if row.helper}
    return tuple(sorted(names, key=name_order))


def _begins(full_name: str, letters: str) -> bool:
    first, _, last = letters.partition("–")
    initial = fold(split_name(full_name).given)[:1].upper()
    return first <= initial <= last
