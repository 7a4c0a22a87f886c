"""What the page for whoever looks after the server says, done on a server of one's own.

The commands and settings are read off the page; only names of machines, networks and files differ.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
from psycopg import Connection
from psycopg.conninfo import make_conninfo
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from rehabdesk import app
from rehabdesk.cli.owner import PASSWORD as OF_OWNER
from rehabdesk.domain.codes import Role
from rehabdesk.domain.records import Person
from rehabdesk.persistence.faults import ServerUnproved
from rehabdesk.persistence.moving.mark import Left, forget_left, note_left
from rehabdesk.persistence.server import address as addresses
from rehabdesk.persistence.server.schemas import stop_writing
from rehabdesk.services.office import Work
from rehabdesk.services.server.founding import found_on_server
from rehabdesk.services.server.homes import Whereabouts, read_whereabouts
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.services.server.safety import safety_of
from rehabdesk.services.users import UserFacts, add_user
from tests.builders import NOW, RESOURCES, taken_in
from tests.folders import OTHER_PASSWORD, PASSWORD, an_order
from tests.servers import ThrowawayServer, missing_server, program, started

PAGE = (RESOURCES.folder / "server" / "may-chu.md").read_text(encoding="utf-8")
OWN_PASSWORD = "Thuyền về bến cũ"
SECRETS = (OWN_PASSWORD, PASSWORD, OTHER_PASSWORD, "SCRAM-SHA-256$4096")
PERSON, SECOND = "Đặng Thị Ước", "Lương Văn Khá"
_IN_MEMORY = next((each for each in ("/dev/shm",) if Path(each).exists()), None)

pytestmark = pytest.mark.thorough


@dataclass
class Site:
    """A server set up by the page's steps 2 to 4; it speaks to "another machine" by its name."""

    place: Path
    server: ThrowawayServer = field(init=False)

    def __post_init__(self) -> None:
        self.server = ThrowawayServer(self.place, is_durable=True, listens=True)
        data = self.place / "data"
        self.carry_out("openssl", data)
        key = data / "server.key"
        shutil.chown(key, *_owner_of(data))
        certificate = self.place / "server.crt"
        shutil.copy(data / "server.crt", certificate)
        certificate.chmod(0o644)
        told = _block("conf", "ssl = on").replace("listen_addresses = '*'\n", "")
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(f"{told}log_connections = on\n")
        ways = _block("hba", "hostssl").replace("10.20.0.0/16", "127.0.0.1/32")
        ways, done = re.subn(r"postgres +peer", "office trust", ways)
        assert done == 1
        (data / "pg_hba.conf").write_text(ways)

    @property
    def log(self) -> str:
        return (self.place / "log").read_text(encoding="utf-8")

    def carry_out(self, holding: str, folder: Path | None = None, typed: str = "") -> None:
        """Run the commands of the page's block with these words in it, as the server's own user."""
        for line in _block("sh", holding).replace("may-chu.yenthinh.vn", "localhost").splitlines():
            name, *arguments = shlex.split(line)
            subprocess.run(
                [program(name) or name, *arguments],
                check=True,
                cwd=folder or self.place,
                env={**os.environ, **self._way_in},
                input=typed.encode(),
                capture_output=True,
                start_new_session=True,  # no terminal: what is asked for is typed by us
            )

    def ask(self, question: str) -> list[str]:
        """Ask as the server's own user, and return the first column."""
        with self.connected("office", host=str(self.place)) as connection:
            found = connection.execute(question.encode())
            return [str(row[0]) for row in found] if found.description else []

    def connected(self, user: str, password: str = "", **more: str) -> Connection[Any]:
        """Connect past the program, as anybody may try."""
        way = {"host": "localhost", "dbname": "postgres", "port": str(self.server.port), **more}
        told = make_conninfo(user=user, password=password, **way)
        return psycopg.connect(told, autocommit=True)

    def whereabouts(
        self, login: str = "", host: str = "localhost", trusted: str = ""
    ) -> Whereabouts:
        file = trusted or str(self.place / "server.crt")
        return Whereabouts(f"{host}:{self.server.port}", "rehabdesk", login, file)

    def machine(self, folder: Path, **more: str) -> ServerOffice:
        address = read_whereabouts(self.whereabouts(**more))
        return ServerOffice(folder, address, RESOURCES, lambda: NOW)

    def command(self, holding: str) -> int:
        """Run the program's own command of the page, as somebody at a machine types it."""
        [line] = [each for each in _blocks("run") for each in each.splitlines() if holding in each]
        told = line.replace("may-chu.yenthinh.vn", f"localhost:{self.server.port}")
        told = told.replace("sslrootcert=server.crt", f"sslrootcert={self.place / 'server.crt'}")
        return app.main(shlex.split(told)[2:], RESOURCES.folder)

    @property
    def _way_in(self) -> dict[str, str]:
        return {"PGHOST": str(self.place), "PGPORT": str(self.server.port), "PGUSER": "office"}


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def _block(kind: str, holding: str) -> str:
    [found] = [each for each in _blocks(kind) if holding in each]
    return found


def _owner_of(path: Path) -> tuple[int, int]:
    told = path.stat()
    return told.st_uid, told.st_gid


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[Site, Site]]:
    """Set up a server and an empty one beside it, after step 4."""
    if absent := missing_server():
        pytest.skip(absent)
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    with ExitStack() as held:
        made = []
        for _ in range(2):
            folder = TemporaryDirectory(prefix="rehabdesk-page-", dir=_IN_MEMORY)
            place = Path(held.enter_context(folder))
            made.append(Site(place))
            held.enter_context(started(made[-1].server))
        patch = held.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(addresses, "_OWN_MACHINE", frozenset())
        patch.setenv(OF_OWNER, OWN_PASSWORD)
        yield made[0], made[1]


@pytest.fixture(scope="module")
def site(sites: tuple[Site, Site]) -> Site:
    """Have steps 5, 6 and the founding of step 7 behind one, and a person in the office."""
    site = sites[0]
    site.carry_out("createuser", typed=f"{OWN_PASSWORD}\n" * 2)
    for line in _block("sql", "REVOKE").splitlines():
        site.ask(line)
    site.ask("ALTER SYSTEM SET log_min_duration_statement = 0")  # the worst that may be chosen
    site.ask("SELECT pg_reload_conf()")
    owner = ServerOwner(read_whereabouts(site.whereabouts("phu_trach")), OWN_PASSWORD)
    assert found_on_server(owner, "yen_thinh", an_order(), RESOURCES, NOW) == "yen_thinh_u1"
    with TemporaryDirectory() as folder:
        home = site.machine(Path(folder))
        home.join("yen_thinh_u1", PASSWORD)
        taken_in(home.office, full_name=PERSON, papers=())
        home.close()
    return site


def test_the_settings_are_in_force(site: Site) -> None:
    for line in _block("conf", "ssl = on").splitlines()[1:]:
        name, told = (each.strip(" '") for each in line.split("="))
        assert site.ask(f"SHOW {name}") == ["1s" if told == "1000" else told]
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        assert site.ask(f"SHOW {name}") == ["on"]
    kept = "SELECT left(rolpassword, 13) FROM pg_authid WHERE rolname = 'phu_trach'"
    assert site.ask(kept) == ["SCRAM-SHA-256"]


def test_who_does_not_encrypt_or_asks_for_another_database_is_sent_away(site: Site) -> None:
    for more in ({"sslmode": "disable", "dbname": "rehabdesk"}, {"dbname": "postgres"}):
        with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
            site.connected("phu_trach", OWN_PASSWORD, **more)
    began = time.monotonic()
    with pytest.raises(psycopg.OperationalError, match="password"):
        site.connected("phu_trach", "sai rồi nhé", dbname="rehabdesk")
    assert time.monotonic() - began >= 1


def test_whoever_joins_is_encrypted_and_may_write_only_what_is_theirs(
    site: Site, tmp_path: Path
) -> None:
    home = site.machine(tmp_path / "1")
    home.join("yen_thinh_u1", PASSWORD)
    facts = UserFacts("Lê Thị Bình", "Phó Chủ tịch", Role.LEADER)
    user = home.office.do(partial(add_user, facts=facts)).result
    home.give_key(user, OTHER_PASSWORD)
    other = site.machine(tmp_path / "2")
    other.join(f"yen_thinh_u{user.id}", OTHER_PASSWORD)
    assert other.office.actor.role is Role.LEADER
    proved = {"sslmode": "verify-full", "sslrootcert": str(site.place / "server.crt")}
    login = f"yen_thinh_u{user.id}"
    with site.connected(login, OTHER_PASSWORD, dbname="rehabdesk", **proved) as straight:
        assert straight.pgconn.ssl_in_use
        for told in (
            "UPDATE audit_entry SET act = 'x'",
            "DELETE FROM audit_entry",
            "UPDATE person SET full_name = 'x'",
            "CREATE TABLE mine (id int)",
            "CREATE TEMP TABLE mine (id int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                straight.execute(told.encode())
    other.close()
    home.close()


def test_a_server_that_does_not_prove_itself_is_not_spoken_to(
    sites: tuple[Site, Site], site: Site, tmp_path: Path
) -> None:
    strange = str(sites[1].place / "server.crt")
    for more in ({"host": "127.0.0.1"}, {"trusted": strange}, {"trusted": "/nowhere.crt"}):
        home = site.machine(tmp_path, **more)
        with pytest.raises(ServerUnproved):
            home.join("yen_thinh_u1", PASSWORD)
    _encrypt(site, "off")
    try:
        with pytest.raises(ServerUnproved):
            site.machine(tmp_path).join("yen_thinh_u1", PASSWORD)
    finally:
        _encrypt(site, "on")


def _encrypt(site: Site, word: str) -> None:
    site.ask(f"ALTER SYSTEM SET ssl = {word}")
    site.ask("SELECT pg_reload_conf()")
    until = time.monotonic() + 5
    while site.ask("SHOW ssl") != [word]:
        assert time.monotonic() < until


def test_a_backup_comes_back_and_is_proved(
    sites: tuple[Site, Site], site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.carry_out("pg_dumpall")
    elsewhere = sites[1]
    for name in ("ten-dang-nhap.sql", "rehabdesk.dump"):
        shutil.copy(site.place / name, elsewhere.place)
    elsewhere.carry_out("psql -d postgres")
    there = elsewhere.machine(tmp_path / "there")
    there.join("yen_thinh_u1", PASSWORD)
    assert there.office.look(_names) == [PERSON]
    there.close()
    assert elsewhere.ask(_MAY_CREATE) == site.ask(_MAY_CREATE) == ["False"]

    site.carry_out("thu_lai")
    assert site.command("server prove") == 0
    assert "còn nguyên: 1 hồ sơ" in capsys.readouterr().out
    home = site.machine(tmp_path / "here")
    home.join("yen_thinh_u1", PASSWORD)
    assert safety_of(home).tint == "ok"
    home.close()


_MAY_CREATE = "SELECT has_database_privilege('yen_thinh_u1', 'rehabdesk', 'CREATE, TEMPORARY')"


def test_one_office_comes_back_alone(site: Site, tmp_path: Path) -> None:
    home = site.machine(tmp_path)
    home.join("yen_thinh_u1", PASSWORD)
    taken_in(home.office, full_name=SECOND, papers=())
    home.leave()
    site.carry_out("-n yen_thinh")
    home.join("yen_thinh_u1", PASSWORD)
    assert SECOND in home.office.look(_names)
    taken_in(home.office, full_name="Hà Thị Lụa", papers=())
    home.close()


def test_the_program_s_own_commands(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert site.command("server update") == 0
    assert "yen_thinh" in capsys.readouterr().out
    assert site.command("server offices") == 0
    assert "hồ sơ" in capsys.readouterr().out


def test_what_was_taken_away_from_the_server_stays_shut(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = ServerOwner(read_whereabouts(site.whereabouts("phu_trach")), OWN_PASSWORD)
    engine = owner.engine("yen_thinh")
    may = text("SELECT has_table_privilege('yen_thinh_clerk', 'person', 'INSERT')")
    with engine.begin() as connection:
        note_left(connection, Left("PC-02: hồ sơ", "23/11/2026"))
        stop_writing(connection, "yen_thinh")
    assert site.command("server update") == 0
    assert "để nguyên: yen_thinh" in capsys.readouterr().out
    with engine.begin() as connection:
        assert connection.scalar(may) is False
        forget_left(connection)
    assert site.command("server update") == 0
    with engine.connect() as connection:
        assert connection.scalar(may) is True
    engine.dispose()


def test_no_name_and_no_secret_reaches_the_server_s_log(site: Site, tmp_path: Path) -> None:
    """Not even where each statement is told with its time, and one is refused."""
    home = site.machine(tmp_path)
    home.join("yen_thinh_u1", PASSWORD)
    home.change_key(PASSWORD, OTHER_PASSWORD)
    home.change_key(OTHER_PASSWORD, PASSWORD)
    with home.opened.engine.connect() as connection:
        for told in (
            "INSERT INTO person (id, full_name) SELECT id, full_name FROM person",
            "INSERT INTO person SELECT * FROM person",
        ):
            with pytest.raises(IntegrityError):
                connection.execute(text(told))
            connection.rollback()
    home.close()
    assert "duration: " in site.log
    assert "violates" in site.log
    for word in (*SECRETS, PERSON, SECOND):
        assert word not in site.log


def _names(work: Work) -> list[str]:
    return list(work.session.scalars(select(Person.full_name).order_by(Person.id)))
