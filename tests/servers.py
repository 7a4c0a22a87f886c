"""A PostgreSQL of one's own: started by an ordinary user in a folder, reached by its socket."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from rehabdesk.persistence.server.address import ServerAddress, read_address

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
_ORDINARY = ("postgres", "nobody")  # the server refuses to be started by the administrator
OWNER, _NAME = "office", "postgres"


def missing_server() -> str:
    """Say why no server can be started here; nothing when one can."""
    if find_spec("psycopg") is None:
        return "psycopg is not installed"
    if program("initdb") is None or program("pg_ctl") is None:
        return "PostgreSQL is not installed"
    if os.name != "posix":
        return "a server of one's own is started on Linux only"
    return ""


@dataclass
class ThrowawayServer:
    """A server whose data lie in a folder; there are none in it at first.

    By its socket it lets anybody in, over the machine's own network only with a password.
    """

    folder: Path
    port: int = 5432
    is_durable: bool = False  # what was told to be kept is on the disk
    listens: bool = False
    connections: int = 200

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self._user = _give_away(self.folder)
        self._data = self.folder / "data"
        if self.listens:
            self.port = _free_port()
        if not self._data.exists():
            ways = ("--auth-local=trust", "--auth-host=scram-sha-256")
            made_by = ("-U", OWNER, "-E", "UTF8", "--no-sync")
            _run(self._user, "initdb", "-D", self._data, *ways, *made_by)

    @property
    def address(self) -> ServerAddress:
        """The way in by the socket, as the owner of everything."""
        url = read_address(f"postgresql://{OWNER}@/{_NAME}?host={self.folder}").url
        return ServerAddress(url.set(port=self.port))

    @property
    def address_on_the_network(self) -> ServerAddress:
        return read_address(f"postgresql://127.0.0.1:{self.port}/{_NAME}")

    def start(self) -> None:
        places = "127.0.0.1" if self.listens else ""
        told = f"-c listen_addresses='{places}' -c port={self.port} -k {self.folder}"
        told += f" -N {self.connections}" + ("" if self.is_durable else " -F")
        where = ("-w", "-l", self.folder / "log", "-o", told)
        _run(self._user, "pg_ctl", "-D", self._data, *where, "start")

    def stop(self, mode: str = "fast") -> None:
        _run(self._user, "pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")


@contextmanager
def a_server() -> Iterator[Engine]:
    """Start a server that listens to nobody but us; stop and forget it afterwards."""
    with TemporaryDirectory(prefix="rehabdesk-server-") as place, server_in(Path(place)) as engine:
        yield engine


@contextmanager
def server_in(folder: Path) -> Iterator[Engine]:
    """Start the server whose data lie in a folder; there are none in it at first."""
    with started(ThrowawayServer(folder)) as server:
        engine = connect_to(server.address)
        try:
            yield engine
        finally:
            engine.dispose()


@contextmanager
def started(server: ThrowawayServer) -> Iterator[ThrowawayServer]:
    server.start()
    try:
        yield server
    finally:
        server.stop()


def connect_to(address: ServerAddress) -> Engine:
    from rehabdesk.persistence.server.connecting import connect_server  # noqa: PLC0415

    return connect_server(address)


def _free_port() -> int:
    with closing(socket.socket()) as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def program(name: str) -> str | None:
    places = os.pathsep.join([*map(str, reversed(_PROGRAMS)), os.environ.get("PATH", "")])
    return shutil.which(name, path=places)


def _give_away(folder: Path) -> str | None:
    if os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 -- not there on Windows

    known = {each.pw_name: each for each in pwd.getpwall()}
    user = known[next(name for name in _ORDINARY if name in known)]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user.pw_name


def _run(user: str | None, name: str, *arguments: str | Path) -> None:
    command = [str(program(name)), *map(str, arguments)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run(
        command,
        check=True,
        cwd="/",
        user=user,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
