"""An office in memory, with real law, real fonts and a real database."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session, sessionmaker

from rehabdesk.persistence.database import connect, sessions
from rehabdesk.persistence.schema import upgrade
from rehabdesk.services.office import Office
from tests.builders import LAN, NOW, RESOURCES, furnish


@pytest.fixture
def records() -> sessionmaker[Session]:
    """An empty database of the newest shape."""
    engine = connect(None)
    upgrade(engine)
    return sessions(engine)


@pytest.fixture
def empty_office(records: sessionmaker[Session]) -> Office:
    return Office(records, RESOURCES, LAN, clock=lambda: NOW)


@pytest.fixture
def office(empty_office: Office) -> Office:
    """The practice commune on a November morning: names, signers, a book, hamlets, no persons."""
    furnish(empty_office)
    return empty_office
