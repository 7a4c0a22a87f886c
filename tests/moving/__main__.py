"""A large office to a server and back, identical: `python -m tests.moving PLACE [--size 120000]`.

The office holds 5,000 persons and what a commune's team did in ten years; PLACE keeps it for the
next time. Besides, a stored paper for each tenth person is put into a copy of it. With
`--kills 10` a small office is moved instead, and the program killed so often on each way.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from random import Random

from sqlalchemy import Engine

from rehabdesk.persistence.database import driver_connection
from rehabdesk.persistence.server.address import ServerAddress
from rehabdesk.services.moving.to_folder import ToFolder, move_to_folder
from rehabdesk.services.moving.to_server import ToServer, move_to_server
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.server.office_server import ServerOwner
from tests.benchmarks import offices, reported
from tests.folders import PASSWORD
from tests.moving.kills import kill_moves
from tests.servers import server_in
from tests.services.moving.scene import never, silently, sums

PAPERS, LARGEST = 500, 200_000  # how many are stored besides, and bytes of the largest
GROWN = ("audit_entry", "office_setting", "standing", "bin_item")  # by coming in and by moving


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.moving")
    parser.add_argument("place", type=Path)
    parser.add_argument("--size", type=int, default=120_000, help="activities in ten years")
    parser.add_argument("--kills", type=int, default=0, help="how often it is killed on each way")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.kills:
        return _killed(chosen.kills, chosen.seed)
    with tempfile.TemporaryDirectory(prefix="rehabdesk-moving-") as scratch:
        place = Path(scratch)
        place.chmod(0o755)
        office = reported.office_of(chosen.place, chosen.size)
        shutil.copytree(office, place / "office", ignore=shutil.ignore_patterns("*.lock"))
        with server_in(place / "server") as engine:
            return _there_and_back(place, engine)


def _killed(count: int, seed: int) -> int:
    with tempfile.TemporaryDirectory(prefix="rehabdesk-moving-") as scratch:
        tally = kill_moves(Path(scratch), count, seed)
    figures = " ".join(f"{figure}={value}" for figure, value in tally.figures.items())
    verdict = "PASS" if tally.is_clean else f"FAIL {tally.wrongs}"
    sys.stdout.write(f"kills={tally.rounds} lost={tally.lost} {figures}  {verdict}\n")
    return int(not tally.is_clean)


def _there_and_back(place: Path, engine: Engine) -> int:
    owner = ServerOwner(ServerAddress(engine.url), "")
    source = OfficeFolder(place / "office", offices.RESOURCES, lambda: offices.NOW)
    with closing(source):
        source.sign_in(1, PASSWORD)
        _store_papers(source)
        before = sums(source.opened.engine)
        with _timed("to the server"):
            up = move_to_server(source, ToServer(owner, "xa", PASSWORD), silently, never)
        untouched = sums(source.opened.engine) == before
    home = OfficeFolder(place / "back", offices.RESOURCES, lambda: offices.NOW)
    with closing(home):
        with _timed("back to a file"):
            down = move_to_folder(home, ToFolder(owner, "xa", 1, PASSWORD), silently, never)
        home.sign_in(1, PASSWORD)
        after = sums(home.opened.engine)
    other = sorted(name for name in before if before[name] != after[name])
    same = untouched and set(other) <= set(GROWN)
    sys.stdout.write(
        f"rows={up.proof.rows} papers={up.proof.papers} trail={up.proof.audit_length}"
        f" back={down.proof.rows} grown={','.join(other)} untouched={untouched}"
        f"  {'PASS' if same else 'FAIL'}\n"
    )
    return int(not same)


def _store_papers(folder: OfficeFolder) -> None:
    chance = Random(17)
    with driver_connection(folder.opened.engine) as connection:
        connection.execute("BEGIN")
        for number in range(PAPERS):
            content = chance.randbytes(chance.randrange(1_000, LARGEST))
            row = (sha256(content).hexdigest(), f"Văn bản {number}.pdf", len(content), content)
            connection.execute(
                "INSERT INTO stored_file (sha256, kind, media_type, name, size, stored_at, content)"
                " VALUES (?, 'paper', 'application/pdf', ?, ?, '2026-11-23 08:00:00', ?)",
                row,
            )
        connection.execute("COMMIT")


@contextmanager
def _timed(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    sys.stdout.write(f"{what}: {time.monotonic() - began:.1f} s\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
