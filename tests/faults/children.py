"""Processes that are killed, that hold something, or that work beside each other.

A child is forked from a process that has already imported everything, so it costs milliseconds.
It says through a pipe what it has done, after it was done.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NoReturn, TextIO

READY = "ready"
FAILED = "failed"
Say = Callable[[str], None]


@dataclass
class Child:
    pid: int
    pipe: TextIO

    def hear(self) -> str:
        """Return the next thing it says."""
        return self.pipe.readline().strip()

    def kill(self) -> list[str]:
        os.kill(self.pid, signal.SIGKILL)
        return self.end()

    def end(self) -> list[str]:
        """Wait until it is gone; return all it still had to say."""
        with self.pipe:
            said = [line.strip() for line in self.pipe]
        os.waitpid(self.pid, 0)
        return said


def start(work: Callable[[Say], None]) -> Child:
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child only works, then dies
        pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work_to_the_end(work, writing)
    os.close(writing)
    return Child(pid, os.fdopen(reading, "r"))


def killed(work: Callable[[Say], None], done: int, after: float) -> list[str]:
    """Kill the work a while after so many acts; return what it said it had done."""
    child = start(work)
    said = [child.hear() for _ in range(done + 1)]
    time.sleep(after)
    said += child.kill()
    return [line for line in said if line and line != READY]


def _work_to_the_end(work: Callable[[Say], None], pipe: int) -> NoReturn:
    try:
        work(partial(_say, pipe))
    finally:
        if sys.exc_info()[0]:
            traceback.print_exc()
            _say(pipe, FAILED)
        os._exit(0)


def _say(pipe: int, word: str) -> None:
    os.write(pipe, f"{word}\n".encode())
