"""The shape of the database: is it current, is it from a newer program, bring it up to date."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from rehabdesk.domain.refusals import Refusal

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabase(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Dữ liệu này do bản phần mềm mới hơn ghi. Chưa mở, chưa đổi gì. "
            "Cài bản phần mềm mới rồi mở lại."
        )


class MigrationLeftOrphans(Exception):
    """A migration broke references between rows; it is undone and is ours to mend."""


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def head_revision() -> str:
    head = _scripts().get_current_head()
    if head is None:
        raise RuntimeError("no migrations beside the program")
    return head


def current_revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(engine: Engine) -> bool:
    """Say whether the database needs no upgrade; refuse one from a newer program."""
    revision = current_revision(engine)
    if revision is None:
        return False
    refuse_newer(revision)
    return revision == head_revision()


def refuse_newer(revision: str) -> None:
    """Refuse a shape this program has no migration for: a newer program made it."""
    if revision not in {script.revision for script in _scripts().walk_revisions()}:
        raise NewerDatabase


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest shape.

    The engine must hand out connections made with foreign keys off: a batch ALTER with foreign
    keys on silently empties child tables, and the pragma does nothing inside a transaction.
    """
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if engine.dialect.name == "sqlite":
            orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
            if orphans:
                raise MigrationLeftOrphans(f"{len(orphans)} rows point nowhere")
