"""A PostgreSQL of one's own: started by an ordinary user in a folder, reached by its socket."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from rehabdesk.persistence.server.address import read_address

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
_ORDINARY = ("postgres", "nobody")  # the server refuses to be started by the administrator
_OWNER, _NAME = "office", "postgres"


def missing_server() -> str:
    """Say why no server can be started here; nothing when one can."""
    if find_spec("psycopg") is None:
        return "psycopg is not installed"
    if _program("initdb") is None or _program("pg_ctl") is None:
        return "PostgreSQL is not installed"
    if os.name != "posix":
        return "a server of one's own is started on Linux only"
    return ""


@contextmanager
def a_server() -> Iterator[Engine]:
    """Start a server that listens to nobody but us; stop and forget it afterwards."""
    with TemporaryDirectory(prefix="rehabdesk-server-") as place, server_in(Path(place)) as engine:
        yield engine


@contextmanager
def server_in(folder: Path) -> Iterator[Engine]:
    """Start the server whose data lie in a folder; there are none in it at first."""
    folder.mkdir(exist_ok=True)
    user = _give_away(folder)
    data = folder / "data"
    if not data.exists():
        _run(user, "initdb", "-D", data, "-A", "trust", "-U", _OWNER, "-E", "UTF8", "--no-sync")
    start = ("-w", "-l", folder / "log", "-o", f"-c listen_addresses='' -k {folder} -F -N 200")
    _run(user, "pg_ctl", "-D", data, *start, "start")
    from rehabdesk.persistence.server.connecting import connect_server  # noqa: PLC0415

    engine = connect_server(read_address(f"postgresql://{_OWNER}@/{_NAME}?host={folder}"))
    try:
        yield engine
    finally:
        engine.dispose()
        _run(user, "pg_ctl", "-D", data, "-m", "fast", "-w", "stop")


def _program(name: str) -> str | None:
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


def _run(user: str | None, program: str, *arguments: str | Path) -> None:
    command = [str(_program(program)), *map(str, arguments)]
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
