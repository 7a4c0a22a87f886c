"""Is this machine fit to hold the records: system, memory, disk, and whose disk it is."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from rehabdesk.persistence.places import free_bytes, refuse_network_path

GIGABYTE = 1024**3
LEAST_MEMORY = 3.5 * GIGABYTE  # a machine sold with 4 GB shows a little less
LEAST_DISK = 2 * GIGABYTE
_WINDOWS_10 = 10


@dataclass(frozen=True, slots=True)
class FloorLine:
    """One thing the program needs, what was found, and whether that is enough."""

    what: str
    found: str
    is_met: bool


def check_floor(folder: Path) -> tuple[FloorLine, ...]:
    """Look at the machine; refuse a folder on another one."""
    refuse_network_path(folder)
    free, memory = free_bytes(folder), _memory()
    return (
        _system(),
        FloorLine("Bộ nhớ từ 4 GB", _gigabytes(memory), memory >= LEAST_MEMORY),
        FloorLine("Ổ đĩa của máy này, còn trống từ 2 GB", _gigabytes(free), free >= LEAST_DISK),
    )


def _system() -> FloorLine:
    is_wide = sys.maxsize > 2**32
    if sys.platform == "win32":
        is_new = sys.getwindowsversion().major >= _WINDOWS_10
        found = f"Windows {platform.release()}"
        return FloorLine("Windows 10 trở lên, 64 bit", found, is_new and is_wide)
    return FloorLine("Hệ điều hành 64 bit", platform.system(), is_wide)


def _memory() -> int:
    if sys.platform == "win32":
        status = _MemoryStatus()
        status.length = ctypes.sizeof(status)
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.total)
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


class _MemoryStatus(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        ("rest", ctypes.c_uint64 * 6),
    )


def _gigabytes(count: float) -> str:
    return f"{count / GIGABYTE:.1f} GB".replace(".", ",")
