"""A window at an office shared with others, and the cable to its server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rehabdesk.services.office import Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from tests.builders import InlineLane
from tests.cables import Cable, a_cable


@pytest.fixture
def shared(office: Office) -> Office:
    return replace(office, is_shared=True)


@pytest.fixture
def cable(shared: Office) -> Iterator[Cable]:
    with a_cable(shared) as cable:
        yield cable


@pytest.fixture
def desk(shared: Office, dressed: Style) -> Desk:
    return Desk(shared, InlineLane(), InlineLane())
