"""A wire to a server's socket that can be cut at the worst moment."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from select import select
from threading import Thread

_SOCKET = ".s.PGSQL.{}"
_AT_ONCE = 65_536
_COMMIT = b"COMMIT\0"


class Cut(Enum):
    """When the wire is cut; each cut is one, then it is whole again."""

    NEVER = "never"
    BEFORE_THE_COMMIT = "before"  # it never reaches the server
    AFTER_THE_COMMIT = "after"  # the server has done it, and its answer is lost


class Wire:
    """Passes on between a program and a server, both by sockets of this machine."""

    def __init__(self, folder: Path, server: Path, port: int) -> None:
        self.folder = folder
        self.cut = Cut.NEVER
        self.cuts = 0
        self._server = str(server / _SOCKET.format(port))
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(folder / _SOCKET.format(port)))
        self._door.listen()
        Thread(target=self._let_in, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _let_in(self) -> None:
        while True:
            try:
                program, _ = self._door.accept()
            except OSError:
                return
            Thread(target=self._pass_on, args=(program,), daemon=True).start()

    def _pass_on(self, program: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        with program, server, suppress(OSError):
            server.connect(self._server)
            while True:
                for side in select([program, server], [], [])[0]:
                    told = side.recv(_AT_ONCE)
                    if not told or (side is program and self._is_cut(told, server)):
                        return
                    (server if side is program else program).sendall(told)

    def _is_cut(self, told: bytes, server: socket.socket) -> bool:
        if self.cut is Cut.NEVER or _COMMIT not in told:
            return False
        self.cuts += 1
        cut, self.cut = self.cut, Cut.NEVER
        if cut is Cut.AFTER_THE_COMMIT:
            server.sendall(told)
            server.recv(_AT_ONCE)  # it is done
        return True


@contextmanager
def a_wire(folder: Path, server: Path, port: int) -> Iterator[Wire]:
    folder.mkdir()
    wire = Wire(folder, server, port)
    try:
        yield wire
    finally:
        wire.close()
