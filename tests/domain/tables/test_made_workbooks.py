"""A short form of `python -m tests.workbooks.fuzz`: nothing of a list is lost or silently wrong."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.workbooks.holding import hold
from tests.workbooks.making import Made, workbooks

pytestmark = pytest.mark.thorough


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(workbooks())
def test_every_row_is_told_of_and_every_value_right_or_doubted(made: Made) -> None:
    held = hold(made)
    assert held.broken == []
    assert held.counts["rows"] == held.counts["rows read"] + held.counts["rows left out"]
