"""Provinces and communes: those since 1 July 2025, and the former ones papers still name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from rehabdesk.domain.codes import Coded, CommuneKind
from rehabdesk.domain.text import clean, fold, same_letters, word_order

_MOST_FOUND = 12
_KIND_WORDS = re.compile(
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)(?= )", re.IGNORECASE
)
_BREAK = re.compile(rf"[,;]|(?<= )(?={_KIND_WORDS.pattern})", re.IGNORECASE)
_FOLDED_KIND = re.compile(
    r"(?P<kind>xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh"
    r"|(?:tp|tx|tt|[xphqt])(?=\.)|tp|tx|tt)(?: |\. ?)"
)
_KINDS = {
    "xa": CommuneKind.XA,
    "x": CommuneKind.XA,
    "phuong": CommuneKind.PHUONG,
    "p": CommuneKind.PHUONG,
    "thi tran": CommuneKind.THI_TRAN,
    "tt": CommuneKind.THI_TRAN,
    "dac khu": CommuneKind.DAC_KHU,
}


class ProvinceKind(Coded):
    TINH = "tinh", "tỉnh"
    THANH_PHO = "thanh_pho", "thành phố"


class Province(NamedTuple):
    """Its code has three digits, as on identity cards."""

    code: str
    name: str
    kind: ProvinceKind

    @property
    def full_name(self) -> str:
        return f"{self.kind.label} {self.name}"


class Commune(NamedTuple):
    code: str
    name: str
    kind: CommuneKind
    province_code: str

    @property
    def full_name(self) -> str:
        return f"{self.kind.label} {self.name}"


class FormerCommune(NamedTuple):
    """A commune before 1 July 2025; an island district without communes has no kind."""

    code: str
    name: str
    kind: CommuneKind | None
    district: str
    province: str
    new_codes: tuple[str, ...]

    @property
    def new_code(self) -> str:
        """The commune it became, or the chief one where it was divided."""
        return self.new_codes[0]

    @property
    def full_name(self) -> str:
        return f"{self.kind.label} {self.name}" if self.kind else self.district

    @property
    def address(self) -> str:
        whole = [self.full_name] if self.kind is None else [self.full_name, self.district]
        return ", ".join([*whole, self.province])


class PlaceFound(NamedTuple):
    """A commune of today, and the former one that was meant if it was."""

    commune: Commune
    former: FormerCommune | None

    @property
    def text(self) -> str:
        if self.former is None:
            return self.commune.full_name
        old = self.former.full_name
        return f"{old[0].upper()}{old[1:]} cũ → {self.commune.full_name}"


class UnitLists(NamedTuple):
    provinces: tuple[Province, ...]
    communes: tuple[Commune, ...]
    card_provinces: Mapping[str, str]  # the first three digits of id numbers: provinces up to 2025


class _Part(NamedTuple):
    """A piece of an address: as written, as compared, without its kind word, and that kind."""

    bare: str
    key: str
    bare_key: str
    kind: CommuneKind | None


class Units:
    """The list of places, read when first asked for."""

    def __init__(
        self,
        read_today: Callable[[], UnitLists],
        read_former: Callable[[], tuple[FormerCommune, ...]],
    ) -> None:
        self._read_today = read_today
        self._read_former = read_former
        self._named: dict[tuple[str | None, str | None], tuple[str, ...]] = {}

    @cached_property
    def _lists(self) -> UnitLists:
        return self._read_today()

    @cached_property
    def _former_communes(self) -> tuple[FormerCommune, ...]:
        return self._read_former()

    @property
    def provinces(self) -> tuple[Province, ...]:
        return self._lists.provinces

    @property
    def card_provinces(self) -> Mapping[str, str]:
        """Names by the first three digits of id numbers, which keep the codes of before 2025."""
        return self._lists.card_provinces

    def province(self, code: str) -> Province:
        return self._provinces[code]

    def commune(self, code: str) -> Commune:
        return self._communes[code]

    def communes_of(self, province_code: str) -> tuple[Commune, ...]:
        found = [one for one in self._lists.communes if one.province_code == province_code]
        return tuple(sorted(found, key=lambda one: word_order(one.name)))

    def former_communes_of(self, commune_code: str) -> tuple[FormerCommune, ...]:
        return tuple(self._former[commune_code]) if commune_code in self._former else ()

    @property
    def former_provinces(self) -> tuple[str, ...]:
        """Name the 63 provinces of before 1 July 2025."""
        names = dict.fromkeys(one.province for one in self._former_communes)
        return tuple(sorted(names, key=lambda name: word_order(_KIND_WORDS.sub("", name, count=1))))

    def former_districts(self, province: str) -> tuple[str, ...]:
        names = dict.fromkeys(
            one.district for one in self._former_communes if one.province == province
        )
        return tuple(sorted(names, key=word_order))

    def former_communes_in(self, province: str, district: str) -> tuple[FormerCommune, ...]:
        found = [
            one
            for one in self._former_communes
            if (one.province, one.district) == (province, district)
        ]
        return tuple(sorted(found, key=lambda one: word_order(one.name)))

    def linked(self, new_code: str | None, old_code: str | None) -> str:
        """Say which unit an address belongs to today, and which it named where that is gone."""
        if new_code not in self._communes:
            return ""
        today = self.address(new_code)
        former = next((f for f in self._former.get(new_code, ()) if f.code == old_code), None)
        if former is None:
            return f"Thuộc {today}"
        return f"{former.address[:1].upper()}{former.address[1:]} (cũ) → {today}"

    def address(self, commune_code: str) -> str:
        """Say "xã Yên Thịnh, tỉnh Hòa Sơn"."""
        commune = self.commune(commune_code)
        return f"{commune.full_name}, {self.province(commune.province_code).full_name}"

    def names(self, new_code: str | None, old_code: str | None) -> tuple[str, ...]:
        """Name a commune, the former ones it was made of, and what they belong or belonged to.

        Only the former one that is meant, where that is known.
        """
        place = (new_code, old_code)
        if place not in self._named:
            self._named[place] = self._names(new_code, old_code)
        return self._named[place]

    def _names(self, new_code: str | None, old_code: str | None) -> tuple[str, ...]:
        names: list[str] = []
        if new_code in self._communes:
            commune = self.commune(new_code)
            names += [commune.full_name, self.province(commune.province_code).full_name]
        for former in self._former.get(new_code or "", ()):
            if old_code in {None, former.code}:
                names += [former.full_name, former.district, former.province]
        return tuple(dict.fromkeys(names))

    def find(self, text: str, near: str | None = None) -> tuple[PlaceFound, ...]:
        """Find the communes an address, or the start of a name, may mean, best first.

        An address as on a card gives only what fits it best; `near` is the code of a province
        whose communes come first among equals.
        """
        parts = _parts(text)
        if not parts:
            return ()
        scored = sorted(self._scored(parts, near), reverse=True, key=lambda pair: pair[0])
        if scored and len(parts) > 1:
            scored = [pair for pair in scored if pair[0][:3] == scored[0][0][:3]]
        if not scored:
            scored = [((), unit) for unit in self._starting_with(parts[-1].bare_key, near)]
        found = (place for _, unit in scored for place in self._found(unit))
        return tuple(dict.fromkeys(found))[:_MOST_FOUND]

    @cached_property
    def _provinces(self) -> dict[str, Province]:
        return {one.code: one for one in self._lists.provinces}

    @cached_property
    def _communes(self) -> dict[str, Commune]:
        return {one.code: one for one in self._lists.communes}

    @cached_property
    def _former(self) -> dict[str, list[FormerCommune]]:
        former = defaultdict(list)
        for one in self._former_communes:
            for code in one.new_codes:
                former[code].append(one)
        return dict(former)

    @cached_property
    def _by_name(self) -> dict[str, list[Commune | FormerCommune]]:
        spelled: dict[str, list[Commune | FormerCommune]] = defaultdict(list)
        units: Sequence[Commune | FormerCommune]
        for units in (self._lists.communes, self._former_communes):
            for one in units:
                spelled[one.name].append(one)
        by_name: dict[str, list[Commune | FormerCommune]] = defaultdict(list)
        folded = fold("\n".join(spelled)).split("\n")  # at once: there are ten thousand
        for name, same in zip(folded, spelled.values(), strict=True):
            by_name[_key(name)] += same
        return dict(by_name)

    def _scored(
        self, parts: Sequence[_Part], near: str | None
    ) -> Iterable[tuple[tuple[int, ...], Commune | FormerCommune]]:
        for place, part in enumerate(parts):
            later = parts[place + 1 :]
            for key in {part.key, part.bare_key}:
                kind = part.kind if key == part.bare_key else None
                for unit in self._by_name.get(key, ()):
                    fit = self._fit(unit, later)
                    is_same = same_letters(unit.name, part.bare)
                    taste = (_agrees(unit.kind, kind), *fit[1:], is_same, self._is_near(unit, near))
                    yield (fit[0], *map(int, taste), int(isinstance(unit, Commune))), unit

    def _fit(self, unit: Commune | FormerCommune, later: Sequence[_Part]) -> tuple[int, int]:
        """Count what the rest of the address confirms, less what it does not."""
        if isinstance(unit, FormerCommune):
            above = {_bare_key(unit.district), _bare_key(unit.province)}
        else:
            above = {_bare_key(self.province(unit.province_code).full_name)}
        confirmed = [part for part in later if above & {part.key, part.bare_key}]
        return 2 * len(confirmed) - len(later), int(len(confirmed) >= len(above))

    def _starting_with(self, key: str, near: str | None) -> list[Commune | FormerCommune]:
        names = (name for name in self._by_name if name.startswith(key)) if key else ()
        units = [unit for name in names for unit in self._by_name[name]]
        return sorted(units, key=lambda one: (not self._is_near(one, near), word_order(one.name)))

    def _is_near(self, unit: Commune | FormerCommune, near: str | None) -> bool:
        commune = unit if isinstance(unit, Commune) else self.commune(unit.new_code)
        return commune.province_code == near

    def _found(self, unit: Commune | FormerCommune) -> list[PlaceFound]:
        if isinstance(unit, Commune):
            return [PlaceFound(unit, None)]
        return [PlaceFound(self.commune(code), unit) for code in unit.new_codes]


class OwnPlace(NamedTuple):
    """Where an office is. It stands in nearly every file there, so it tells nobody apart."""

    commune_code: str
    commune: str  # "xã Yên Thịnh"
    province: str  # "tỉnh Hòa Sơn"

    def leave_out(self, address: str) -> str:
        """Return an address without the office's own commune and province at its end."""
        return _without_own(self, address)

    def others(self, names: Iterable[str], commune_code: str | None) -> tuple[str, ...]:
        """Return the names of a place but for the office's own; a former district may share it."""
        return _names_of_others(self, tuple(names), commune_code)


@lru_cache(maxsize=1_024)
def _names_of_others(
    place: OwnPlace, names: tuple[str, ...], commune_code: str | None
) -> tuple[str, ...]:
    if commune_code != place.commune_code:
        return tuple(name for name in names if _key(name) != _key(place.province))
    own = {_bare_key(place.province), _bare_key(place.commune)}
    return tuple(name for name in names if _bare_key(name) not in own)


@lru_cache(maxsize=4_096)  # the same hamlet stands in file after file
def _without_own(place: OwnPlace, address: str) -> str:
    pieces = [piece.strip() for piece in _BREAK.split(clean(address)) if _key(piece)]
    for own in (place.province, place.commune):
        if pieces and _is_named(pieces[-1], own):
            pieces.pop()
    return ", ".join(pieces)


@lru_cache(maxsize=1_024)
def _is_named(piece: str, full_name: str) -> bool:
    """Tell whether a piece of an address is this unit, with its kind, shortened or without."""
    part, unit = _part(piece), _part(full_name)
    is_short = part.bare_key == unit.bare_key and part.kind is unit.kind
    return is_short or part.key in {unit.key, unit.bare_key}


def _agrees(kind: CommuneKind | None, written: CommuneKind | None) -> int:
    if written is None:
        return 0
    return 1 if kind is written else -1


def _key(name: str) -> str:
    """Compare names without marks, capitals, apostrophes, hyphens or leading noughts."""
    folded = " ".join(fold(name).split())
    if folded.replace(" ", "").isalpha():
        return folded
    words = "".join(sign for sign in folded.replace("-", " ") if sign.isalnum() or sign == " ")
    return " ".join(word.lstrip("0") or word for word in words.split())


@lru_cache(maxsize=1024)
def _bare_key(full_name: str) -> str:
    return _key(_KIND_WORDS.sub("", full_name, count=1))


def _parts(text: str) -> list[_Part]:
    pieces = (piece.strip() for piece in _BREAK.split(clean(text)))
    return [_part(piece) for piece in pieces if _key(piece)]


def _part(piece: str) -> _Part:
    folded = fold(piece)
    kind = _FOLDED_KIND.match(folded)
    bare = piece[kind.end() :] if kind and len(folded) == len(piece) else piece
    return _Part(bare, _key(piece), _key(bare), _KINDS.get(kind["kind"]) if kind else None)
