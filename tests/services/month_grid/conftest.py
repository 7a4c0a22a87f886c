"""A team of three with two occasions in November 2026."""

from __future__ import annotations

import pytest

from rehabdesk.services.office import Office
from tests.month_grid_scene import Scene, build_scene


@pytest.fixture
def scene(office: Office) -> Scene:
    return build_scene(office)
