"""An office several clerks work in at once: one file they all have, or a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records import AuditEntry, Person
from rehabdesk.services.audit import verify_chain
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.office import Office, Work
from rehabdesk.services.safekeeping.examination import examine
from rehabdesk.services.users import UserFacts, add_user
from tests.builders import NOW, RESOURCES, taken_in
from tests.faults.cases.kills import PERSONS, saves_in
from tests.faults.tally import Tally
from tests.folders import PASSWORD, Clock, a_copied_office, a_folder, an_order
from tests.servers import ThrowawayServer, started

CLERKS = 8
_SCHEMA = "yen_thinh"


@dataclass(frozen=True)
class Kept:
    """What the records hold in the end: saves counted in each file, lines of the trail by act."""

    is_whole: bool  # the trail, and no save is there by half
    saves: dict[int, int]
    lines: dict[str, int]


@dataclass
class Scene:
    """`enter` is called in each clerk's own process."""

    place: Path
    enter: Callable[[int], OfficeHome]
    is_sound: Callable[[], bool]
    server: ThrowawayServer | None = None
    ids: list[int] = field(default_factory=list)

    def look(self) -> Kept:
        home = self.enter(1)
        try:
            kept = home.office.look(read_kept)
        finally:
            home.close()
        return replace(kept, is_whole=kept.is_whole and self.is_sound())


def read_kept(work: Work) -> Kept:
    rows = work.session.execute(select(Person.id, Person.occupation, Person.workplace)).all()
    saves = {row.id: saves_in(row.occupation) for row in rows}
    halves = [row for row in rows if saves[row.id] and row.workplace != f"nơi {saves[row.id]}"]
    lines = select(AuditEntry.act, func.count()).group_by(AuditEntry.act)
    told = {row[0]: row[1] for row in work.session.execute(lines)}
    return Kept(not halves and verify_chain(work.session).is_whole, saves, told)


@contextmanager
def around_a_file(place: Path, persons: int = PERSONS) -> Iterator[Scene]:
    folder, _ = a_copied_office(place)
    ids = _persons(folder.office, persons)
    folder.close()

    def enter(_number: int) -> OfficeHome:
        folder = a_folder(place)  # the one lock on the folder is not asked here
        folder.open_with(folder.vault.open_elsewhere(1, PASSWORD), 1)
        return folder

    def is_sound() -> bool:
        folder = a_folder(place)
        folder.sign_in(1, PASSWORD)
        try:
            return examine(folder).is_sound
        finally:
            folder.close()

    yield Scene(place, enter, is_sound, None, ids)


@contextmanager
def around_a_server(place: Path, persons: int = PERSONS) -> Iterator[Scene]:
    """Have an office on a server that is asked over the network, by clerks with a password each."""
    from rehabdesk.services.server.examination import examine_on_server  # noqa: PLC0415
    from rehabdesk.services.server.founding import found_on_server  # noqa: PLC0415
    from rehabdesk.services.server.office_server import (  # noqa: PLC0415
        ServerOffice,
        ServerOwner,
        admit_on_server,
    )

    def enter(number: int) -> OfficeHome:
        machine = place / f"máy {number}"
        machine.mkdir(exist_ok=True)
        home = ServerOffice(machine, server.address_on_the_network, RESOURCES, Clock())
        home.join(f"{_SCHEMA}_u{number}", PASSWORD)
        return home

    def is_sound() -> bool:
        home = enter(1)
        try:
            return examine_on_server(home).is_sound
        finally:
            home.close()

    with TemporaryDirectory(prefix="rehabdesk-server-") as data:
        server = ThrowawayServer(Path(data), is_durable=True, listens=True)
        with started(server):
            owner = ServerOwner(server.address, "")
            found_on_server(owner, _SCHEMA, an_order(), RESOURCES, NOW)
            first = enter(1)
            engine = owner.engine(_SCHEMA)
            for number in range(2, CLERKS + 1):
                facts = UserFacts(f"Cán bộ thứ {number}", "", Role.CLERK)
                user = first.office.do(partial(add_user, facts=facts)).result
                admit_on_server(engine, user.id, PASSWORD)
            engine.dispose()
            ids = _persons(first.office, persons)
            first.close()
            yield Scene(place, enter, is_sound, server, ids)


def _persons(office: Office, count: int) -> list[int]:
    return [taken_in(office, papers=()) for _ in range(count)]


def expect_whole(tally: Tally, kept: Kept) -> None:
    tally.expect(kept.is_whole, "the trail is not whole, or an act is there by half")
