"""What two persons have in common, and how much that says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rehabdesk.domain.codes import IdentityKind, Relation, Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.likeness.spelling import is_name_slip, is_number_slip
from rehabdesk.domain.text import same_letters

LEAST, MOST = 50, 99  # per cent; without a number nothing is certain

SAME_NAME, OTHER_ACCENTS, OTHER_ORDER, ONE_LETTER, SAME_ENDS = 62, 58, 54, 38, 24
SAME_DAY, SAME_MONTH, SAME_YEAR, YEAR_ALONE, NEXT_YEAR_SAME_DAY, NEXT_YEAR = 28, 24, 20, 12, 18, 8
SAME_HAMLET, SAME_PHONE, NEAR_NUMBER = 10, 25, 30
FIRST_RELATIVE, NEXT_RELATIVE = 18, 8
OTHER_SEX = -20

NUMBER_NAMES = {
    IdentityKind.CITIZEN_CARD: "số căn cước",
    IdentityKind.IDENTITY_CARD: "số căn cước",
    IdentityKind.OLD_CARD: "số CMND cũ",
    IdentityKind.PASSPORT: "số hộ chiếu",
}
CLOSE_KIN = frozenset({Relation.FATHER, Relation.MOTHER, Relation.HUSBAND, Relation.WIFE})


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number of a paper, as it is compared."""

    kind: IdentityKind
    key: str
    number: str


@dataclass(frozen=True, slots=True)
class Features:
    """What of a person is compared; all names and addresses are folded."""

    full_name: str
    name: str
    other_names: frozenset[str] = frozenset()
    birth: PartialDate | None = None
    sex: Sex | None = None
    hamlet_id: int | None = None
    addresses: frozenset[str] = frozenset()
    numbers: tuple[Numbered, ...] = ()
    phones: frozenset[str] = frozenset()
    kin: frozenset[tuple[Relation, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike, and what agrees; `number` is the one both have, and then it is certain."""

    per_cent: int
    matches: tuple[str, ...]
    number: str = ""

    @property
    def is_enough(self) -> bool:
        return bool(self.number) or self.per_cent >= LEAST


def weigh(one: Features, other: Features) -> Likeness:
    """Weigh two persons against each other."""
    shared = _shared_number(one, other)
    found = [*_number(one, other, shared), _name(one, other), *_birth(one.birth, other.birth)]
    found += [*_place(one, other), *_phone(one, other), *_kin(one, other)]
    if one.sex and other.sex and one.sex is not other.sex:
        found.append((OTHER_SEX, ""))
    per_cent = max(0, min(sum(points for points, _ in found), MOST))
    return Likeness(
        per_cent, tuple(told for _, told in found if told), shared.number if shared else ""
    )


def _shared_number(one: Features, other: Features) -> Numbered | None:
    keys = {each.key for each in one.numbers}
    return next((each for each in reversed(other.numbers) if each.key in keys), None)


Weighed = Iterator[tuple[int, str]]
Part = tuple[int | None, int | None]  # day and month


def _number(one: Features, other: Features, shared: Numbered | None) -> Weighed:
    if shared is not None:
        yield 0, NUMBER_NAMES[shared.kind]
        return
    for mine in one.numbers:
        for theirs in other.numbers:
            if is_number_slip(mine.key, theirs.key):
                yield NEAR_NUMBER, f"{NUMBER_NAMES[theirs.kind]} gần giống"
                return


def _name(one: Features, other: Features) -> tuple[int, str]:
    if not one.name or not other.name:
        return 0, ""
    if one.name == other.name:
        is_same = same_letters(one.full_name, other.full_name)
        return (SAME_NAME, "họ tên") if is_same else (OTHER_ACCENTS, "họ tên khác dấu")
    mine, theirs = {one.name, *one.other_names}, {other.name, *other.other_names}
    if not mine.isdisjoint(theirs):
        return SAME_NAME, "tên gọi khác"
    words, kept = one.name.split(), other.name.split()
    if sorted(words) == sorted(kept):
        return OTHER_ORDER, "họ tên đảo thứ tự"
    if is_name_slip(one.name, other.name):
        return ONE_LETTER, "họ tên khác một chữ cái"
    is_near = (words[0], words[-1]) == (kept[0], kept[-1])
    return (SAME_ENDS, "") if is_near else (0, "")


def _birth(one: PartialDate | None, other: PartialDate | None) -> Weighed:
    """Compare two days of birth no further than the less precise one is known."""
    if one is None or other is None or abs(one.year - other.year) > 1:
        return
    mine, theirs = (one.day, one.month), (other.day, other.month)
    are_days = bool(one.day and other.day)
    if one.year == other.year:
        yield _in_one_year(mine, theirs, are_days=are_days)
    elif are_days and mine == theirs:
        yield NEXT_YEAR_SAME_DAY, "ngày, tháng sinh (năm lệch 1)"
    else:
        yield NEXT_YEAR, "năm sinh lệch 1"


def _in_one_year(mine: Part, theirs: Part, *, are_days: bool) -> tuple[int, str]:
    if are_days and mine == theirs:
        return SAME_DAY, "ngày sinh"
    if are_days and mine == theirs[::-1]:
        return SAME_MONTH, "ngày, tháng sinh đảo nhau"
    if are_days:
        return YEAR_ALONE, "năm sinh"
    is_month = mine[1] is not None and mine[1] == theirs[1]
    return (SAME_MONTH, "tháng, năm sinh") if is_month else (SAME_YEAR, "năm sinh")


def _place(one: Features, other: Features) -> Weighed:
    """Compare hamlets; addresses only where nobody has said in which hamlet one lies."""
    if one.hamlet_id is not None and other.hamlet_id is not None:
        if one.hamlet_id == other.hamlet_id:
            yield SAME_HAMLET, "thôn"
    elif not one.addresses.isdisjoint(other.addresses):
        yield SAME_HAMLET, "nơi cư trú"


def _phone(one: Features, other: Features) -> Weighed:
    if not one.phones.isdisjoint(other.phones):
        yield SAME_PHONE, "điện thoại"


def _kin(one: Features, other: Features) -> Weighed:
    shared = sorted(one.kin & other.kin, key=lambda each: list(Relation).index(each[0]))
    for place, (relation, _) in enumerate(shared[:2]):
        yield (NEXT_RELATIVE if place else FIRST_RELATIVE), f"tên {relation.label}"
