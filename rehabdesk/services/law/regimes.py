"""The bodies of law the program knows, to be read in the settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.regime import Regime
from rehabdesk.services.law.packs import PackRow, list_packs
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class LegalFrame:
    """Every regime, oldest first, the day they are seen on, and what was brought in from files."""

    today: date
    regimes: tuple[Regime, ...]
    packs: tuple[PackRow, ...] = ()


def list_regimes(work: Work) -> LegalFrame:
    return LegalFrame(work.today, work.resources.regimes, tuple(list_packs(work)))
