from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from rehabdesk.catalog.fields import load_fields
from rehabdesk.catalog.holidays import load_year_tables
from rehabdesk.catalog.promised import promise_regimes
from rehabdesk.catalog.units import load_units
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.year_table import (
    CalendarDay,
    YearTable,
    calendar_of,
    with_own_days,
)
from rehabdesk.domain.forms.field import Vocabulary
from rehabdesk.domain.places import Units
from rehabdesk.domain.regime import Regime, in_order

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OwnLaw:
    """What an office has beside the delivered law; `years` are those it calls complete."""

    regimes: tuple[Regime, ...] = ()
    days: tuple[CalendarDay, ...] = ()
    years: frozenset[int] = frozenset()


NOTHING = OwnLaw()


@dataclass(frozen=True)
class Resources:
    """The folder of law, units and fonts beside the program; each part is read on first use.

    What is delivered is read once, however many offices add law of their own to it.
    """

    folder: Path
    is_practice: bool = False
    own: OwnLaw = NOTHING
    _read: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def with_own(self, own: OwnLaw) -> Resources:
        return replace(self, own=own)

    @cached_property
    def regimes(self) -> tuple[Regime, ...]:
        """The delivered law and the office's own, oldest first."""
        return in_order((*self.shipped_regimes, *self.own.regimes))

    @property
    def shipped_regimes(self) -> tuple[Regime, ...]:
        return self._once("regimes", self._promised)

    @property
    def fields(self) -> Vocabulary:
        return self._once("fields", lambda: load_fields(self.folder / "fields.toml"))

    @property
    def units(self) -> Units:
        invented = self.folder / "practice" / "units.json" if self.is_practice else None
        name = "units and invented ones" if invented else "units"
        return self._once(name, lambda: load_units(self.folder / "units", invented))

    @property
    def shipped_years(self) -> tuple[YearTable, ...]:
        return self._once("years", lambda: load_year_tables(self.folder / "holidays"))

    @cached_property
    def years(self) -> tuple[YearTable, ...]:
        """The days off of every year, the office's own laid over the delivered ones."""
        return with_own_days(self.shipped_years, self.own.days, self.own.years)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return calendar_of(self.years, self.known_years)

    @cached_property
    def known_years(self) -> frozenset[int]:
        return self.own.years | {table.year for table in self.shipped_years}

    @property
    def fonts(self) -> Path:
        return self.folder / "fonts"

    def _promised(self) -> tuple[Regime, ...]:
        return promise_regimes(self.folder / "regimes", lambda: self.fields)

    def _once(self, name: str, read: Callable[[], T]) -> T:
        if name not in self._read:
            self._read[name] = read()
        found: T = self._read[name]
        return found
