"""What an office keeps of law in its own file, laid over what the program brings along."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from rehabdesk.catalog.resources import NOTHING, OwnLaw, Resources
from rehabdesk.domain.deadlines.year_table import CalendarDay
from rehabdesk.domain.records.office import OfficeSetting
from rehabdesk.domain.records.office_law import CalendarDay as KeptDay
from rehabdesk.domain.records.office_law import LegalPack
from rehabdesk.domain.regime import Regime

TABLES = frozenset({"legal_pack", "calendar_day", "office_setting"})
OWN_YEARS = "calendar_years"  # the years whose days off the office calls complete


class LawShelf:
    """The office's own law as last read; read anew at the next question after it was changed."""

    def __init__(self) -> None:
        self._own: OwnLaw | None = None

    def note(self, touched: frozenset[str]) -> None:
        if touched & TABLES:
            self._own = None

    def over(self, resources: Resources, session: Session) -> Resources:
        """Lay the office's law over the delivered; the same resources when nothing changed."""
        if self._own is None:
            self._own = _read(session, resources)
        return resources if resources.own is self._own else resources.with_own(self._own)


def _read(session: Session, delivered: Resources) -> OwnLaw:
    """Read the office's law; a body of law that no longer fits the delivered is left aside."""
    contents = session.scalars(select(LegalPack.content).order_by(LegalPack.id)).all()
    days = session.scalars(select(KeptDay).order_by(KeptDay.on)).all()
    years = session.scalar(select(OfficeSetting.value).filter_by(key=OWN_YEARS))
    if not contents and not days and years is None:
        return NOTHING
    return OwnLaw(
        _fitting(contents, delivered) if contents else (),
        tuple(own_day(day) for day in days),
        frozenset(years["value"]) if years else frozenset(),
    )


def own_day(day: KeptDay) -> CalendarDay:
    return CalendarDay(day.on, day.name, day.is_working, day.source, is_own=True)


def _fitting(contents: Sequence[bytes], delivered: Resources) -> tuple[Regime, ...]:
    from rehabdesk.catalog.packs import contradicted, read_pack, shared_by

    shared = shared_by(delivered)
    fitting: tuple[Regime, ...] = ()
    for content in contents:
        regime = read_pack(content, shared, [])
        known = (*delivered.shipped_regimes, *fitting)
        if regime is not None and not contradicted(regime, known):
            fitting = (*fitting, regime)
    return fitting
