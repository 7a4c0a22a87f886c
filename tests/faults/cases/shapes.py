"""F21: an office of an earlier program, and a newer office under this program."""

from __future__ import annotations

import random
import shutil
import unittest.mock
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Engine

from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence import schema
from rehabdesk.persistence.backup import DATABASE_NAME, list_generations
from rehabdesk.persistence.database import connect, driver_connection
from rehabdesk.persistence.schema import NewerDatabase, head_revision, upgrade
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.examination import examine
from tests.faults.children import FAILED, READY, Say, killed
from tests.faults.tally import Tally
from tests.folders import PASSWORD, a_folder
from tests.persistence.released import FILES, NOTE, PLACE, notes_of, read_table, shapes

NEXT = "0000_next"
MIGRATION = '''
"""one more column, one more table"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person", recreate="always") as batch:
        batch.add_column(sa.Column("called", sa.String(), nullable=False, server_default="–"))
    op.create_table("visit_note", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE person SET called = full_name")
'''


def bring_up_to_date(place: Path, count: int, seed: int) -> Tally:
    """F21: every released shape opens with all its rows, also when the update is killed."""
    chance, tally = random.Random(seed), Tally()
    for shape in shapes():
        office = _copied(shape, place / shape)
        _expect_all_rows(tally, office, shape)
        _expect_todays_shape(tally, office, shape)
    oldest = shapes()[0]
    with _a_next_program(place / "bản sau"):
        for number in range(count):
            office = _copied(oldest, place / f"lần {number}")
            _kill_update(tally, office, chance)
            _expect_all_rows(tally, office, oldest)
        newer = _copied(oldest, place / "mới")
        _signed_in(newer).close()
    _expect_untouched(tally, newer)
    return tally


def _copied(shape: str, place: Path) -> Path:
    place.mkdir(parents=True)
    for name in FILES:
        if name != NOTE:
            shutil.copyfile(PLACE / shape / name, place / name)
    return place


def _signed_in(office: Path) -> OfficeFolder:
    folder = a_folder(office)
    folder.sign_in(1, PASSWORD)
    return folder


def _expect_all_rows(tally: Tally, office: Path, shape: str) -> None:
    tally.rounds += 1
    folder = _signed_in(office)
    for name, note in notes_of(shape).items():
        found = read_table(folder, name, note.columns, note.rows)
        tally.lose(note.rows - found.rows, f"rows of {name} from {shape}")
        tally.expect(found.fingerprint == note.fingerprint, f"{name} from {shape} has changed")
    found_now = examine(folder)
    tally.expect(found_now.is_sound, f"{shape} is not sound after the update")
    if shape != head_revision():
        kept = list_generations(folder.backup_place)
        schemas = {each.note.contents.schema for each in kept if each.note}
        tally.expect(shape in schemas, f"no copy of {shape} was made first")
    folder.close()


def _expect_todays_shape(tally: Tally, office: Path, shape: str) -> None:
    """A released migration is never edited: what it made must grow into what is made today."""
    folder, fresh = _signed_in(office), connect(None)
    upgrade(fresh)
    grown, made = _shape_of(folder.opened.engine), _shape_of(fresh)
    differing = sorted(name for name, _ in grown ^ made)
    tally.expect(not differing, f"{shape} grew into another shape: {differing[:4]}")
    folder.close()


def _shape_of(engine: Engine) -> set[tuple[str, str]]:
    with driver_connection(engine) as connection:
        asked = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        return {(name, " ".join(sql.split())) for name, sql in connection.execute(asked)}


def _kill_update(tally: Tally, office: Path, chance: random.Random) -> None:
    def work(say: Say) -> None:
        say(READY)
        _signed_in(office)
        say("in")

    said = killed(work, 0, chance.uniform(0.0, 0.4))
    tally.expect(FAILED not in said, "the update failed by itself")
    tally.count("finished_before_the_kill", said.count("in"))


def _expect_untouched(tally: Tally, office: Path) -> None:
    """This program now meets an office the next one has written."""
    tally.rounds += 1
    file = office / DATABASE_NAME
    before = (file.stat().st_mtime_ns, sha256(file.read_bytes()).digest())
    try:
        _signed_in(office)
        tally.expect(holds=False, wrong="an office of a newer program was opened")
    except NewerDatabase as refusal:
        tally.expect("bản phần mềm mới" in str(refusal), "not said which program is needed")
    except Refusal as refusal:
        tally.expect(holds=False, wrong=f"another sentence: {refusal}")
    after = (file.stat().st_mtime_ns, sha256(file.read_bytes()).digest())
    tally.expect(before == after, "the newer file was touched")


@contextmanager
def _a_next_program(place: Path) -> Iterator[None]:
    """Let the program know one migration more than it has."""
    shutil.copytree(schema.MIGRATIONS, place, ignore=shutil.ignore_patterns("__pycache__"))
    before = head_revision()
    written = MIGRATION.format(revision=f"{int(before) + 1:04}", before=before)
    (place / "versions" / f"{NEXT}.py").write_text(written)
    schema._scripts.cache_clear()
    with unittest.mock.patch.object(schema, "MIGRATIONS", place):
        try:
            yield
        finally:
            schema._scripts.cache_clear()
