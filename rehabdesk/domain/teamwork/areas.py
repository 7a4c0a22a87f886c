"""What is known of a commune or hamlet when its drug-free status is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from rehabdesk.domain.teamwork.care import share_words


@dataclass(frozen=True, slots=True)
class Residents:
    """Persons with files living there: found by the program on a day, and kept."""

    on: date
    addicted: int = 0  # N01
    users: int = 0  # U01
    after_rehab: int = 0

    @property
    def managed(self) -> int:
        """N01 + U01, the upper part of A05."""
        return self.addicted + self.users

    @property
    def short(self) -> str:
        """Say it as a list has room for."""
        parts = (
            (self.addicted, "nghiện"),
            (self.users, "sử dụng"),
            (self.after_rehab, "sau cai"),
        )
        return ", ".join(f"{count} {word}" for count, word in parts if count) or "không có ai"

    @property
    def words(self) -> str:
        if not self.managed and not self.after_rehab:
            return "không có ai"
        told = f"{self.addicted} người nghiện, {self.users} người sử dụng"
        return f"{told}, {self.after_rehab} người sau cai" if self.after_rehab else told


@dataclass(frozen=True, slots=True)
class OwnCriterion:
    """What the province's paper asks for, as the office typed it."""

    words: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What only papers of others tell."""

    population: int | None = None
    population_on: date | None = None
    points: int | None = None  # A04
    offenders: Decimal | None = None  # A06, in per cent
    plants: int | None = None
    square_metres: int | None = None
    further: bool = False
    own: tuple[OwnCriterion, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaFacts:
    residents: Residents
    typed: Typed = field(default_factory=Typed)

    @property
    def rate(self) -> Decimal | None:
        """A05 in per cent, exactly."""
        if not self.typed.population:
            return None
        return Decimal(self.residents.managed) * 100 / Decimal(self.typed.population)

    @property
    def rate_words(self) -> str:
        return share_words(self.residents.managed, self.typed.population or 0, places=2)

    def kept(self) -> dict[str, Any]:
        """Return it as the record keeps it."""
        here, typed = self.residents, self.typed
        return {
            "seen_on": here.on.isoformat(),
            "addicted": here.addicted,
            "users": here.users,
            "after_rehab": here.after_rehab,
            "population": typed.population,
            "population_on": typed.population_on.isoformat() if typed.population_on else None,
            "rate": self.rate_words,
            "points": typed.points,
            "offenders": None if typed.offenders is None else str(typed.offenders),
            "plants": typed.plants,
            "square_metres": typed.square_metres,
            "further": typed.further,
            "own": [{"words": each.words, "is_met": each.is_met} for each in typed.own],
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> AreaFacts:
        residents = Residents(
            date.fromisoformat(kept["seen_on"]),
            kept["addicted"],
            kept["users"],
            kept["after_rehab"],
        )
        population_on, offenders = kept["population_on"], kept["offenders"]
        typed = Typed(
            kept["population"],
            date.fromisoformat(population_on) if population_on else None,
            kept["points"],
            Decimal(offenders) if offenders else None,
            kept["plants"],
            kept["square_metres"],
            kept["further"],
            tuple(OwnCriterion(each["words"], each["is_met"]) for each in kept["own"]),
        )
        return cls(residents, typed)


@dataclass(frozen=True, slots=True)
class Criterion:
    key: str
    words: str
    at_least: Decimal | None = None
    or_square_metres: Decimal | None = None

    def is_met(self, facts: AreaFacts) -> bool | None:
        """Compare; None where nobody has told the figure."""
        typed = facts.typed
        if self.key == "further":
            return typed.further
        found: Decimal | int | None = {
            "rate": facts.rate,
            "points": typed.points,
            "offenders": typed.offenders,
            "plants": typed.plants,
        }[self.key]
        reached = None if found is None or self.at_least is None else found >= self.at_least
        if self.or_square_metres is not None and typed.square_metres is not None:
            return bool(reached) or typed.square_metres >= self.or_square_metres
        return reached


@dataclass(frozen=True, slots=True)
class KeyArea:
    """What makes a commune a key area, as far as the law is known."""

    valid_from: date
    basis: str
    name: str
    needed: int
    criteria: Sequence[Criterion]

    def judge(self, facts: AreaFacts) -> KeyAreaFound:
        answers = [(each, each.is_met(facts)) for each in self.criteria]
        return KeyAreaFound(
            self,
            tuple(each for each, is_met in answers if is_met),
            tuple(each for each, is_met in answers if is_met is None),
        )


@dataclass(frozen=True, slots=True)
class KeyAreaFound:
    law: KeyArea
    met: tuple[Criterion, ...]
    unknown: tuple[Criterion, ...]

    @property
    def is_key_area(self) -> bool:
        return len(self.met) >= self.law.needed

    @property
    def words(self) -> str:
        told = f"{self.law.basis}: {len(self.met)}/{len(self.law.criteria)} tiêu chí"
        if self.is_key_area:
            return f"{told}, đủ {self.law.needed} để là {self.law.name}."
        unknown = f"; {len(self.unknown)} tiêu chí chưa có số" if self.unknown else ""
        return f"{told}, chưa đủ {self.law.needed} để là {self.law.name}{unknown}."
