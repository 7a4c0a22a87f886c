"""The quick form of the kill tests; `python -m tests.faults run` has the long one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.kills import CASES

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@pytest.mark.parametrize("case", CASES)
def test_a_killed_program_loses_nothing_it_said_it_had_done(case: str, tmp_path: Path) -> None:
    tally = CASES[case](tmp_path, 8, 1)
    assert tally.is_clean, tally
    assert tally.acknowledged > 0
