"""Who of the records, or of the rows above, may be the person of a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rehabdesk.domain.likeness.weighing import Features, weigh
from rehabdesk.services.importing.kinds.known import Known, Namesakes, stored_birth
from rehabdesk.services.importing.orders import AlikeTo
from rehabdesk.services.office import Work
from rehabdesk.services.people.likeness import Kept, read_kept

_TWELVE = 12


@dataclass(slots=True)
class InRecords:
    """Finds who of the records is alike: all candidates are read together, each row weighed once.

    It may be kept as long as the records stay as they are.
    """

    known: Known = field(default_factory=Known)
    _kept: dict[int, Kept] = field(default_factory=dict)
    _told: dict[int, tuple[Features, tuple[AlikeTo, ...]]] = field(default_factory=dict)  # by row

    def read(self, work: Work, planned: Mapping[int, Features]) -> None:
        """Compare the rows that were not, or were told otherwise."""
        told = self._told
        fresh = {
            row_number: each
            for row_number, each in planned.items()
            if row_number not in told or told[row_number][0] is not each
        }
        self._ask(work, fresh.values())
        promising = {row_number: self._promising(each) for row_number, each in fresh.items()}
        wanted = set().union(*promising.values())
        self._kept |= read_kept(work, wanted - self._kept.keys())
        for row_number, features in fresh.items():
            near = promising[row_number]
            found = [self._weighed(features, each) for each in sorted(near)] if near else ()
            told[row_number] = features, tuple(each for each in found if each is not None)

    def of(self, row_number: int) -> tuple[AlikeTo, ...]:
        return self._told[row_number][1]

    def _ask(self, work: Work, everybody: Collection[Features]) -> None:
        numbers = {each.key for features in everybody for each in features.numbers}
        names = {name for each in everybody for name in (each.name, *each.other_names)}
        births = {birth for each in everybody if (birth := stored_birth(each.birth))}
        self.known.read(work, numbers, names, births)

    def _promising(self, features: Features) -> set[int]:
        numbers = self.known.numbers
        found = self.known.namesakes.of(_names(features), stored_birth(features.birth))
        found.update(numbers[each.key] for each in features.numbers if each.key in numbers)
        return found

    def _weighed(self, features: Features, person_id: int) -> AlikeTo | None:
        kept = self._kept.get(person_id)
        if kept is None or not _may_be_one(features, kept.features):
            return None
        likeness = weigh(features, kept.features)
        if not likeness.is_enough:
            return None
        row = kept.row(likeness)
        parts = (f"Hồ sơ {row.case_code}", row.full_name, row.birth, row.hamlet)
        return AlikeTo(
            person_id,
            None,
            " · ".join(part for part in parts if part),
            row.matches,
            row.per_cent,
            row.is_certain,
        )


@dataclass(slots=True)
class Alike:
    """Finds who is alike a row, of the records and of the rows above."""

    records: InRecords
    _numbers: dict[str, int] = field(default_factory=dict)  # of the rows above
    _rows: dict[int, Features] = field(default_factory=dict)
    _namesakes: Namesakes = field(default_factory=Namesakes)

    def of(self, row_number: int, features: Features) -> tuple[AlikeTo, ...]:
        """Return who is alike, the certain and likeliest first."""
        alike = (*self._among_rows(features), *self.records.of(row_number))
        if len(alike) <= 1:
            return alike
        return tuple(sorted(alike, key=lambda each: (not each.is_certain, -each.per_cent)))

    def remember(self, row_number: int, features: Features) -> None:
        """Let the rows below be compared with this one."""
        self._rows[row_number] = features
        for each in features.numbers:
            self._numbers.setdefault(each.key, row_number)
        self._namesakes.add((row_number, features.name, stored_birth(features.birth)))

    def _among_rows(self, features: Features) -> Sequence[AlikeTo]:
        if not self._rows:
            return ()
        numbers = self._numbers
        rows = self._namesakes.of(_names(features), stored_birth(features.birth))
        rows.update(numbers[each.key] for each in features.numbers if each.key in numbers)
        told = (self._told_row(features, each) for each in sorted(rows)) if rows else ()
        return [each for each in told if each is not None]

    def _told_row(self, features: Features, row_number: int) -> AlikeTo | None:
        other = self._rows[row_number]
        if not _may_be_one(features, other):
            return None
        likeness = weigh(features, other)
        if not likeness.is_enough:
            return None
        birth = other.birth.text if other.birth else ""
        parts = (f"Dòng {row_number}", other.full_name, birth)
        return AlikeTo(
            None,
            row_number,
            " · ".join(part for part in parts if part),
            likeness.matches,
            likeness.per_cent,
            bool(likeness.number),
        )


def _names(features: Features) -> Collection[str]:
    if not features.other_names:
        return (features.name,) if features.name else ()
    return {features.name, *features.other_names} - {""}


def _may_be_one(one: Features, other: Features) -> bool:
    """Leave out who only shares a name: the year alone says little where both numbers differ."""
    mine, theirs = _cards(one), _cards(other)
    if mine and theirs and mine.isdisjoint(theirs):
        both = (one.birth, other.birth)
        return all(birth is not None and birth.day for birth in both)
    if one.birth is None or other.birth is None:
        is_near = one.hamlet_id is not None and one.hamlet_id == other.hamlet_id
        shared = not one.phones.isdisjoint(other.phones) or bool(one.kin & other.kin)
        return is_near or shared or not _keys(one).isdisjoint(_keys(other))
    return True


def _cards(features: Features) -> set[str]:
    return {each.key for each in features.numbers if len(each.key) == _TWELVE}


def _keys(features: Features) -> set[str]:
    return {each.key for each in features.numbers}
