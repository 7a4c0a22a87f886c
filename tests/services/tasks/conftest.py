"""A person before and after her decision."""

from __future__ import annotations

import pytest

from rehabdesk.services.office import Office
from tests.builders import a_volunteer, taken_in
from tests.ui.paper_builders import numbered, submitted


@pytest.fixture
def person(office: Office) -> int:
    """Completes rehabilitation on 30/11/2026; the police have proposed."""
    return taken_in(office)


@pytest.fixture
def managed(office: Office, person: int) -> int:
    """The decision of the person is numbered on 23/11, its helper begins."""
    decision_id = submitted(office, person, (a_volunteer(office),))
    numbered(office, decision_id, "41")
    return decision_id
