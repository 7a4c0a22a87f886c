"""What the office keeps for its packages: its key, and by what names may be sent."""

from __future__ import annotations

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.office import OfficeSetting
from rehabdesk.domain.text import clean
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose

NAMES_BASIS = "report_names_basis"
_KEY = "report_package_key"


def names_basis(work: Work) -> str:
    """Return by what the superior authority may have names; empty: it may not."""
    return str(choice(work, NAMES_BASIS, ""))


def choose_names_basis(work: Work, basis: str) -> None:
    """Name the paper that entitles the superior authority to names, or take it away."""
    work.require(Right.KEEP_OFFICE)
    choose(work, NAMES_BASIS, clean(basis))


def package_key(work: Work) -> str:
    """Return the secret half of the office's key; made with its first package."""
    from rehabdesk.persistence.packages.upward.signing import new_key

    kept = work.session.scalars(select(OfficeSetting).filter_by(key=_KEY)).first()
    if kept is None:
        kept = OfficeSetting(_KEY, {"value": new_key()})
        work.session.add(kept)
        work.session.flush()
    return str(kept.value["value"])
