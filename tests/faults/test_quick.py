"""The quick form of every fault case; `python -m tests.faults run` has the long one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.register import CASES

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
]


@pytest.mark.parametrize("name", CASES)
def test_the_office_stands_what_may_happen_to_it(name: str, tmp_path: Path) -> None:
    if absent := CASES[name].missing():
        pytest.skip(absent)
    tally = CASES[name].run(tmp_path, CASES[name].quick, 1)
    assert tally.is_clean, (tally.wrongs, tally)
