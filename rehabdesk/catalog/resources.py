from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rehabdesk.catalog.holidays import load_calendar
from rehabdesk.catalog.regimes import load_regimes
from rehabdesk.catalog.units import load_units
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.places import Units
from rehabdesk.domain.regime import Regime


@dataclass(frozen=True)
class Resources:
    """The folder of law, units and fonts beside the program; each part is read on first use."""

    folder: Path
    is_practice: bool = False

    @cached_property
    def regimes(self) -> tuple[Regime, ...]:
        return load_regimes(self.folder / "regimes")

    @cached_property
    def units(self) -> Units:
        invented = self.folder / "practice" / "units.json" if self.is_practice else None
        return load_units(self.folder / "units", invented)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return load_calendar(self.folder / "holidays")

    @property
    def fonts(self) -> Path:
        return self.folder / "fonts"
