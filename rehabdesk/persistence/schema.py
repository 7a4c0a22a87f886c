"""The shape of the database: is it current, is it from a newer program, bring it up to date."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from rehabdesk.domain.refusals import Refusal

MIGRATIONS = Path(__file__).parent / "migrations"
_REVISION = re.compile(r'^revision = "(\d+)"$', re.MULTILINE)


class NewerDatabase(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Dữ liệu này do bản phần mềm mới hơn ghi. Chưa mở, chưa đổi gì. "
            "Cài bản phần mềm mới rồi mở lại."
        )


class MigrationLeftOrphans(Exception):
    """A migration broke references between rows; it is undone and is ours to mend."""


@cache
def _scripts() -> tuple[str, ...]:
    """Name the migrations beside the program, oldest first, as their files say.

    They are carried out by a library that costs a quarter of a second to load; who only wants to
    know whether there is anything to carry out does not wait for it.
    """
    texts = (path.read_text("utf-8") for path in (MIGRATIONS / "versions").glob("*.py"))
    return tuple(sorted(found[1] for text in texts if (found := _REVISION.search(text))))


def head_revision() -> str:
    if not _scripts():
        raise RuntimeError("no migrations beside the program")
    return _scripts()[-1]


def current_revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def is_current(engine: Engine) -> bool:
    """Say whether the database needs no upgrade; refuse one from a newer program."""
    revision = current_revision(engine)
    if revision is None:
        return False
    refuse_newer(revision)
    return revision == head_revision()


def refuse_newer(revision: str) -> None:
    """Refuse a shape this program has no migration for: a newer program made it."""
    if revision not in _scripts():
        raise NewerDatabase


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest shape.

    The engine must hand out connections made with foreign keys off: a batch ALTER with foreign
    keys on silently empties child tables, and the pragma does nothing inside a transaction.
    """
    from alembic import command
    from alembic.config import Config

    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if engine.dialect.name == "sqlite":
            orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
            if orphans:
                raise MigrationLeftOrphans(f"{len(orphans)} rows point nowhere")
