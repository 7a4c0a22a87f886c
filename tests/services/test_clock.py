from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.clock import clock_warning
from tests.folders import PASSWORD, Clock, a_copied_office


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OfficeFolder]:
    made, _ = a_copied_office(tmp_path / "xã")
    yield made
    made.close()


def warning_after(folder: OfficeFolder, jump: timedelta) -> str | None:
    folder.leave()
    clock = folder.clock
    assert isinstance(clock, Clock)
    clock.now += jump
    return folder.sign_in(1, PASSWORD).look(clock_warning)


def test_an_honest_clock_is_not_doubted(folder: OfficeFolder) -> None:
    assert folder.opened.office.look(clock_warning) is None
    for jump in (timedelta(), timedelta(days=3), timedelta(minutes=-5)):
        assert warning_after(folder, jump) is None


def test_a_clock_set_back_is_told_once(folder: OfficeFolder) -> None:
    told = warning_after(folder, timedelta(days=-365))
    assert told is not None
    assert "ngày 23/11/2025, chậm hơn lần ghi trước (08:" in told
    assert "trước khi soạn và ghi số văn bản" in told
    assert warning_after(folder, timedelta()) is None


def test_a_clock_far_ahead_is_told(folder: OfficeFolder) -> None:
    told = warning_after(folder, timedelta(days=3653))
    assert told is not None
    assert "đã cách xa lần ghi trước" in told
