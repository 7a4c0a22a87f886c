from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.moving.kills import kill_moves
from tests.servers import missing_server

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
    pytest.mark.skipif(bool(missing_server()), reason=missing_server() or "-"),
]


def test_a_move_killed_anywhere_loses_nothing() -> None:
    with TemporaryDirectory() as place:  # the server's own user must reach it
        Path(place).chmod(0o755)
        tally = kill_moves(Path(place), 2, 1)
    assert tally.is_clean, (tally.wrongs, tally)
