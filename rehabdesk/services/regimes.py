"""The bodies of law the program knows, to be read in the settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.regime import Regime
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class LegalFrame:
    """Every regime, oldest first, and the day against which they are in force or not."""

    today: date
    regimes: tuple[Regime, ...]


def list_regimes(work: Work) -> LegalFrame:
    return LegalFrame(work.today, work.resources.regimes)
