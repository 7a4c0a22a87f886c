"""What the child may do from now on: think a little, in little memory, and answer.

It opens nothing for writing, connects to nobody and starts nobody.
"""

from __future__ import annotations

import sys
from typing import Any

from rehabdesk.documents.workbooks import limits

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.spawn", "os.posix_spawn", "os.fork")
_FORBIDDEN_ALSO = frozenset({"os.system", "os.startfile", "os.remove", "os.rename", "os.mkdir"})
_WRITING = frozenset("wax+")


def close() -> None:
    """Take away what reading a workbook needs none of, for good."""
    if sys.platform == "win32":
        _limit_windows()
    else:
        _limit_posix()
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        mode = arguments[1]
        if isinstance(mode, str) and _WRITING & set(mode):
            raise PermissionError(event)
    elif event.startswith(_FORBIDDEN) or event in _FORBIDDEN_ALSO:
        raise PermissionError(event)


if sys.platform == "win32":

    def _limit_windows() -> None:
        """Put this process into a job of its own whose memory is limited."""
        import ctypes
        from ctypes import wintypes

        class Basic(ctypes.Structure):
            _fields_ = (
                ("process_time", ctypes.c_int64),
                ("job_time", ctypes.c_int64),
                ("flags", wintypes.DWORD),
                ("smallest", ctypes.c_size_t),
                ("largest", ctypes.c_size_t),
                ("processes", wintypes.DWORD),
                ("affinity", ctypes.c_size_t),
                ("priority", wintypes.DWORD),
                ("scheduling", wintypes.DWORD),
            )

        class Extended(ctypes.Structure):
            _fields_ = (
                ("basic", Basic),
                ("counters", ctypes.c_uint64 * 6),
                ("process_memory", ctypes.c_size_t),
                ("job_memory", ctypes.c_size_t),
                ("peak_process", ctypes.c_size_t),
                ("peak_job", ctypes.c_size_t),
            )

        of_time, one_process, of_memory, end_on_close, extended = 0x2, 0x8, 0x100, 0x2000, 9
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        wanted = Extended()
        wanted.basic.flags = of_time | one_process | of_memory | end_on_close
        wanted.basic.process_time = limits.SECONDS * 10_000_000
        wanted.basic.processes = 1
        wanted.process_memory = limits.MEMORY
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        size = ctypes.sizeof(wanted)
        kernel.SetInformationJobObject(job, extended, ctypes.byref(wanted), size)
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))

else:

    def _limit_posix() -> None:
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, limits.MEMORY),
            (resource.RLIMIT_CPU, limits.SECONDS),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
        ):
            resource.setrlimit(kind, (most, most))
