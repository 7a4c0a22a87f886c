"""One window at a time on one office; the system frees the lock when its holder dies."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.faults import OPENING, of_the_disk

FILE_NAME = "office.lock"
_ROOM = 1024  # the holder's line is padded, so the file is never cut while another reads it


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the office open."""

    pid: int
    machine: str
    user: str
    since: str  # ISO

    @property
    def is_here(self) -> bool:
        return self.machine == platform.node()


class AlreadyOpen(Refusal):
    """Another window, or another machine, has this office open."""

    def __init__(self, holder: Holder | None) -> None:
        self.holder = holder
        super().__init__(_sentence(holder))


class OfficeLock:
    """The lock of an office folder; held from the first page to the end of the program."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        return self._handle is not None

    def acquire(self) -> None:
        if self._handle is not None:
            return
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise of_the_disk(error, OPENING, self._path.parent) from error
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError) as error:
            holder = _read(handle)
            os.close(handle)
            raise AlreadyOpen(holder) from error
        except OSError as error:
            os.close(handle)
            raise of_the_disk(error, OPENING, self._path.parent) from error
        self._handle = handle
        self._sign(handle)

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)  # closing is unlocking, on every system
            self._handle = None

    def _sign(self, handle: int) -> None:
        now = datetime.now().isoformat(timespec="minutes")
        user = os.environ.get("USERNAME") or os.environ.get("USER") or ""
        holder = Holder(os.getpid(), platform.node(), user, now)
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            os.write(handle, json.dumps(asdict(holder)).encode().ljust(_ROOM))
        except OSError as error:
            self.release()
            raise of_the_disk(error, OPENING, self._path.parent) from error

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        """Lock one byte behind the holder's line: a locked byte cannot be read on Windows."""
        os.lseek(handle, _ROOM, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _read(handle: int) -> Holder | None:
    """Read the holder's line; it may be half-written or from an older program."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        return Holder(**json.loads(os.read(handle, _ROOM)))
    except (OSError, TypeError, ValueError):
        return None


def _sentence(holder: Holder | None) -> str:
    if holder is None or holder.is_here:
        since = f" từ lúc {_moment(holder.since)}" if holder else ""
        return (
            f"Hồ sơ đang mở ở một cửa sổ khác trên máy này{since}. Chưa mở thêm, không mất gì. "
            "Dùng cửa sổ đang mở, hoặc đóng cửa sổ đó rồi mở lại."
        )
    return (
        f"Hồ sơ đang mở ở máy {holder.machine} từ lúc {_moment(holder.since)}. "
        "Chưa mở ở đây, không mất gì. Mở lại sau khi máy đó đóng."
    )


def _moment(iso: str) -> str:
    return f"{datetime.fromisoformat(iso):%H:%M ngày %d/%m/%Y}"
