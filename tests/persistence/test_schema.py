from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import rehabdesk.domain.records.reporting  # its tables count too
import rehabdesk.domain.records.teamwork  # its tables count too
import rehabdesk.domain.records.together  # noqa: F401 – its tables count too
from rehabdesk.domain.records import Entity
from rehabdesk.persistence.database import connect
from rehabdesk.persistence.schema import (
    MIGRATIONS,
    NewerDatabase,
    _scripts,
    current_revision,
    head_revision,
    is_current,
    upgrade,
)


def _is_ours(_object: Any, name: str | None, kind: str, *_others: Any) -> bool:
    return not (kind == "table" and name is not None and name.startswith("person_search"))


def test_records_and_migrations_agree() -> None:
    engine = connect(None)
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": _is_ours, "compare_type": True}
        )
        assert compare_metadata(context, Entity.metadata) == []


def test_the_migrations_are_known_without_the_library_that_migrates() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(each.revision for each in scripts)[::-1] == _scripts()


def test_that_library_is_loaded_only_for_a_migration() -> None:
    asked = "import sys, rehabdesk.services.safekeeping; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_an_empty_file_is_brought_to_the_newest_shape() -> None:
    engine = connect(None)
    assert current_revision(engine) is None
    assert not is_current(engine)
    upgrade(engine)
    assert current_revision(engine) == head_revision()
    assert is_current(engine)


def test_a_database_of_a_newer_program_is_refused() -> None:
    engine = connect(None)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="mới hơn"):
        is_current(engine)
