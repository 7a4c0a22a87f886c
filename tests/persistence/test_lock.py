from __future__ import annotations

import json
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rehabdesk.persistence import lock as locks
from rehabdesk.persistence.lock import AlreadyOpen, OfficeLock

HOLD = """
import sys, time
from pathlib import Path
from rehabdesk.persistence.lock import OfficeLock
OfficeLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_window_is_refused_and_told_since_when(tmp_path: Path) -> None:
    with OfficeLock(tmp_path) as first, pytest.raises(AlreadyOpen) as refused:
        OfficeLock(tmp_path).acquire()
    assert "một cửa sổ khác trên máy này từ lúc" in str(refused.value)
    assert refused.value.holder is not None
    assert not first.is_held
    with OfficeLock(tmp_path):
        pass


def test_a_lock_taken_twice_by_its_holder_stays_one(tmp_path: Path) -> None:
    lock = OfficeLock(tmp_path)
    lock.acquire()
    lock.acquire()
    lock.release()
    lock.release()
    with OfficeLock(tmp_path):
        pass


def test_another_process_is_named_and_its_death_frees_the_office(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyOpen) as refused:
            OfficeLock(tmp_path).acquire()
        assert refused.value.holder is not None
        assert refused.value.holder.pid == holder.pid
        assert refused.value.holder.machine == platform.node()
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with OfficeLock(tmp_path) as lock:
        assert lock.is_held


def test_another_machine_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with OfficeLock(tmp_path):
        monkeypatch.setattr(platform, "node", lambda: "VH-01")
        written = json.loads((tmp_path / locks.FILE_NAME).read_text())
        (tmp_path / locks.FILE_NAME).write_text(json.dumps({**written, "machine": "VH-02"}))
        with pytest.raises(AlreadyOpen, match="đang mở ở máy VH-02"):
            OfficeLock(tmp_path).acquire()


def test_a_holder_that_wrote_nothing_yet_still_holds(tmp_path: Path) -> None:
    with OfficeLock(tmp_path):
        (tmp_path / locks.FILE_NAME).write_bytes(b"")
        with pytest.raises(AlreadyOpen, match="một cửa sổ khác trên máy này"):
            OfficeLock(tmp_path).acquire()


def test_a_line_left_by_a_dead_window_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / locks.FILE_NAME).write_text('{"pid": 1, "machine": "VH-02"}')
    with OfficeLock(tmp_path) as lock:
        assert lock.is_held
