"""The child as seen from here: started, fed, heard, and ended when it takes too long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from rehabdesk.documents.workbooks import limits, wire
from rehabdesk.documents.workbooks.refusals import Reason

_CHILD = "rehabdesk.documents.workbooks.child"
_HOME = Path(__file__).resolve().parents[3]  # where the package lies
_GLANCE = 0.05  # seconds between two looks at the clock and at whoever may stop it
_LONGEST_LINE = 300 * limits.MEGABYTE
_OUT_OF_MEMORY = frozenset({-getattr(signal, "SIGABRT", 6), -getattr(signal, "SIGKILL", 9)}) | {
    0xC0000409,  # Windows: a process that gives itself up
    0xC0000017,  # Windows: no memory
}
_OUT_OF_TIME = frozenset({-getattr(signal, "SIGXCPU", 24), 0x718})  # and Windows: no quota left


class ReaderEnded(Exception):
    """The child ended before its answer did."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Reader:
    """One child for one workbook; leaving the block ends it, whatever happened."""

    def __init__(self, is_stopped: Callable[[], bool] | None = None) -> None:
        self._is_stopped = is_stopped
        self._stopped_for: Reason | None = None
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        try:
            self._child = _start()
        except OSError as trouble:
            raise ReaderEnded(Reason.NO_READER) from trouble
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        self._child.wait()
        if self._watch.is_alive():
            self._watch.join()

    def give(self, data: bytes) -> None:
        """Hand the bytes over; from now on the time runs."""
        self._until = time.monotonic() + limits.PATIENCE
        self._watch.start()
        pipe = _there(self._child.stdin)
        with suppress(BrokenPipeError, OSError):  # it has ended; why is found when it is heard
            pipe.write(data)
            pipe.close()

    def messages(self) -> Iterator[list[Any]]:
        pipe = _there(self._child.stdout)
        is_ready = False
        while line := pipe.readline(_LONGEST_LINE):
            try:
                message = wire.decode(line)
            except (ValueError, RecursionError):
                break
            is_ready = True
            yield message
        raise ReaderEnded(self._why() if is_ready else self._stopped_for or Reason.NO_READER)

    def _why(self) -> Reason:
        code = self._child.wait()
        if self._stopped_for:
            return self._stopped_for
        if code in _OUT_OF_MEMORY or code & 0xFFFFFFFF in _OUT_OF_MEMORY:
            return Reason.TOO_MUCH
        return Reason.TOO_SLOW if code in _OUT_OF_TIME else Reason.DAMAGED

    def _look_on(self) -> None:
        while not self._done.wait(_GLANCE):
            if self._is_stopped and self._is_stopped():
                self._stopped_for = Reason.STOPPED
            elif time.monotonic() > self._until:
                self._stopped_for = Reason.TOO_SLOW
            if self._stopped_for:
                self._child.kill()
                return


def _command() -> list[str]:
    return [sys.executable, "-s", "-X", "utf8", "-c", f"from {_CHILD} import main; main()"]


def _start() -> subprocess.Popen[bytes]:
    paths = [str(_HOME), os.environ.get("PYTHONPATH")]
    # The interpreter and the module are our own; nothing of the workbook is on the command line.
    return subprocess.Popen(  # noqa: S603
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_HOME,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ReaderEnded(Reason.NO_READER)
    return pipe
