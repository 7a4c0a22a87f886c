"""A move killed anywhere, again and again: both ends are the same in the end, nothing is lost."""

from __future__ import annotations

import random
from contextlib import closing
from functools import partial
from pathlib import Path

from rehabdesk.persistence.server.address import ServerAddress
from rehabdesk.services.moving.to_folder import ToFolder, move_to_folder
from rehabdesk.services.moving.to_server import ToServer, has_departed, move_to_server
from rehabdesk.services.server.office_server import ServerOwner
from tests.faults.children import FAILED, READY, Say, killed
from tests.faults.tally import Tally
from tests.folders import OTHER_PASSWORD, PASSWORD, a_folder
from tests.servers import server_in
from tests.services.moving.scene import a_busy_office, never, silently, sums

SCHEMA = "xa"
LATEST = 2.5  # seconds after which the next one is killed
GROWN = {"audit_entry", "office_setting", "standing", "bin_item"}  # by coming in and by moving


def kill_moves(place: Path, count: int, seed: int) -> Tally:
    """Move there and back, killed so many times on each way; then every row is as it was."""
    chance, tally = random.Random(seed), Tally()
    place.chmod(0o755)
    folder = a_busy_office(place / "office")
    before = sums(folder.opened.engine)
    folder.close()
    with server_in(place / "server") as engine:
        owner = ServerOwner(ServerAddress(engine.url), "")
        engine.dispose()
        for way in (partial(_move_up, place, owner), partial(_move_down, place, owner)):
            for _ in range(count):
                said = killed(way, 0, chance.uniform(0.05, LATEST))
                tally.rounds += 1
                tally.count("done_before_the_kill", said.count("moved"))
                tally.expect(FAILED not in said, "the program failed by itself")
            way(lambda _: None)
    tally.expect(has_departed(place / "office"), "the old folder says nothing")
    with closing(a_folder(place / "back")) as home:
        home.sign_in(1, OTHER_PASSWORD)
        after = sums(home.opened.engine)
    other = {name for name in before if before[name] != after[name]} - GROWN
    tally.lose(len(other), f"rows of {', '.join(sorted(other))}")
    tally.figures["rows"] = sum(each.rows for each in after.values())
    return tally


def _move_up(place: Path, owner: ServerOwner, say: Say) -> None:
    with closing(a_folder(place / "office")) as folder:
        if not has_departed(folder.folder):
            folder.sign_in(1, PASSWORD)
            say(READY)
            move_to_server(folder, ToServer(owner, SCHEMA, PASSWORD), silently, never)
            say("moved")
        else:
            say(READY)


def _move_down(place: Path, owner: ServerOwner, say: Say) -> None:
    with closing(a_folder(place / "back")) as folder:
        say(READY)
        if not folder.exists():
            order = ToFolder(owner, SCHEMA, 1, OTHER_PASSWORD)
            move_to_folder(folder, order, silently, never)
            say("moved")
