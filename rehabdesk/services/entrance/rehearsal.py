"""The first looks of a morning, tried on an empty office while somebody types a password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import CommuneKind, Role
from rehabdesk.domain.records import Entity
from rehabdesk.persistence.database import connect, sessions
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.offices import ProfileFacts, add_profile

_NOBODY = Actor(0, "", "", Role.ADMINISTRATOR)


def rehearse(resources: Resources, looks: Sequence[Callable[[Work], object]]) -> None:
    """Ask every look of an office in memory that holds nobody.

    What a look needs is then loaded and its statements compiled: a third of what the first one
    costs, spent while nobody waits.
    """
    engine = connect(None)
    try:
        Entity.metadata.create_all(engine)
        office = Office(sessions(engine), resources, _NOBODY, clock=datetime.now)
        office.do(partial(add_profile, facts=_no_profile()))
        for look in looks:
            office.look(look)
    finally:
        engine.dispose()


def _no_profile() -> ProfileFacts:
    since = datetime.min.date()
    return ProfileFacts(since, "", "", "", CommuneKind.XA, "", "", (), "", "")
