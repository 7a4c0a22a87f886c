from __future__ import annotations

import pytest

from rehabdesk.services.office import Office
from tests.services.course.scene import Scene


@pytest.fixture
def scene(office: Office) -> Scene:
    return Scene.managed(office)
