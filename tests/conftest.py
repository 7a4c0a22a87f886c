"""An office in memory, with real law, real fonts and a real database; or one on a server."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable

import hypothesis
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from rehabdesk.persistence.database import connect, sessions
from rehabdesk.persistence.schema import upgrade
from rehabdesk.services.office import Office
from tests import on_server
from tests.again import copied
from tests.builders import LAN, NOW, RESOURCES, furnish
from tests.writes import hold_acts_to_their_tables

# What is compiled is kept: hundreds of modules are read by every worker and every program started.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How long an example takes says how busy the machine is; speed is the benches' business.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


hold_acts_to_their_tables()

# Offices on a server of their own, every page of every role, whole lives: seconds for each.
_THOROUGH = (
    "tests/services/moving/",
    "tests/services/server/",
    "tests/services/test_practice.py",
    "tests/test_cli_move.py",
    "tests/ui/test_people_file_episodes.py",
    "tests/ui/test_typing.py",
    "tests/ui/rights/test_roles.py",
    "tests/ui/server/test_joining.py",
    "tests/ui/settings/test_moving_in_the_window.py",
    "tests/ui/settings/test_server_part.py",
    "tests/ui/together/test_on_a_server.py",
    "tests/ui/together/test_session_on_a_server.py",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(part in item.path.as_posix() for part in _THOROUGH):
            item.add_marker(pytest.mark.thorough)


# Hundreds of modules are loaded while tests are collected, and all of them stay.
gc.disable()


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every clean-up of memory: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    gc.enable()


@pytest.fixture(scope="session")
def shape() -> Engine:
    """The newest shape, migrated to once a run and then copied."""
    engine = on_server.new_database() if on_server.is_asked_for() else connect(None)
    upgrade(engine)
    return engine


@pytest.fixture(scope="session")
def furnished(shape: Engine) -> Engine:
    engine = copied(shape)
    furnish(_office(sessions(engine)))
    return engine


@pytest.fixture
def records(shape: Engine) -> sessionmaker[Session]:
    """An empty database of the newest shape."""
    return sessions(copied(shape))


@pytest.fixture
def empty_office(records: sessionmaker[Session]) -> Office:
    return _office(records)


@pytest.fixture
def office(furnished: Engine) -> Office:
    """The practice commune on a November morning: names, signers, a book, hamlets, no persons."""
    return _office(sessions(copied(furnished, "furnished")))


@pytest.fixture
def another_office(furnished: Engine) -> Callable[[], Office]:
    """Offices as untouched as the first: one for every example of a property."""
    return lambda: _office(sessions(copied(furnished, "furnished")))


def _office(records: sessionmaker[Session]) -> Office:
    return Office(records, RESOURCES, LAN, clock=lambda: NOW)
