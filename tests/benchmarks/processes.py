"""Other programs as the bench runs them: timed, with their memory, never left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Event, Thread, Timer

ROOT = Path(__file__).parents[2]
LONGEST = 1200.0
_PYTHONS = ("python3", "/usr/bin/python3", "/usr/lib/libreoffice/program/python")


@dataclass(frozen=True)
class Ended:
    code: int
    seconds: float
    cpu: float
    memory: float  # MB: the most its processes held at one time, 0 when nobody watched
    said: str
    complained: str


class Failed(RuntimeError):
    def __init__(self, name: str, ended: Ended) -> None:
        super().__init__(f"{name} ended with {ended.code}: {ended.complained[-2000:]}")


def run(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    is_watched: bool = False,
    longest: float = LONGEST,
) -> Ended:
    """Run a program to its end, in a group of its own that is ended with it."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=said,
            stderr=complained,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
            cwd=ROOT,
            start_new_session=True,
        )
        alarm = Timer(longest, _end_group, [process.pid])
        alarm.start()
        watch = MemoryWatch(process.pid) if is_watched else None
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            alarm.cancel()
            _end_group(process.pid)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        complained.seek(0)
        return Ended(
            process.returncode,
            seconds,
            usage.ru_utime + usage.ru_stime,
            watch.most() if watch else 0.0,
            said.read().decode("utf-8", "replace"),
            complained.read().decode("utf-8", "replace"),
        )


class MemoryWatch:
    """Looks twenty times a second at what the processes of a group hold together."""

    def __init__(self, group: int) -> None:
        self._group = group
        self._most = 0.0
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def most(self) -> float:
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self._most = max(self._most, group_memory(self._group))


def group_memory(group: int) -> float:
    """Return the MB a process group holds in memory now."""
    held = 0.0
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            with suppress(OSError, ProcessLookupError):
                if os.getpgid(int(each.name)) == group:
                    held += _status(each / "status", "VmRSS")
    return held


def own_memory(which: str = "VmHWM") -> float:
    """Return what this process holds: VmRSS now, VmHWM at most so far, in MB."""
    return _status(Path("/proc/self/status"), which)


def forget_peak() -> None:
    """Let the most this process holds be counted from now on."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def _status(path: Path, name: str) -> float:
    for line in path.read_text("ascii", "replace").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0


def demand(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    is_watched: bool = False,
) -> Ended:
    """Run a program that must succeed."""
    ended = run(command, environment=environment, is_watched=is_watched)
    if ended.code:
        raise Failed(Path(command[0]).name, ended)
    return ended


def python(module: str, *arguments: str | Path, environment: Mapping[str, str]) -> Ended:
    """Run a module of the bench in a Python of its own."""
    return run([sys.executable, "-m", module, *arguments], environment=environment)


@cache
def uno_python() -> str | None:
    """Name a Python that can speak to LibreOffice."""
    for name in _PYTHONS:
        found = shutil.which(name)
        if found is None or Path(found).resolve() == Path(sys.executable).resolve():
            continue
        tried = subprocess.run(
            [found, "-c", "import uno"],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONPATH": ""},
        )
        if tried.returncode == 0:
            return found
    return None


def _end_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
