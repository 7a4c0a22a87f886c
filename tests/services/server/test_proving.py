"""A restored copy is proved, and one that was tampered with or is another's is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.persistence.server.schemas import login_of
from rehabdesk.services.server.examination import PaperDamaged
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.services.server.proving import (
    CopyBroken,
    CopyOfAnother,
    SameDatabase,
    prove_copy,
)
from rehabdesk.services.server.safety import safety_of
from tests.builders import NOW, RESOURCES, taken_in
from tests.folders import PASSWORD
from tests.persistence.released import _fill
from tests.server_offices import SCHEMA, a_database, drop

LOGIN = login_of(SCHEMA, 1)


@pytest.fixture
def home(founded: ServerOwner, tmp_path: Path) -> Iterator[ServerOffice]:
    joined = ServerOffice(tmp_path, founded.address, RESOURCES, lambda: NOW)
    joined.join(LOGIN, PASSWORD)
    _fill(joined.office)
    yield joined
    joined.close()


@pytest.fixture
def copy(
    home: ServerOffice, founded: ServerOwner, password_server: Engine
) -> Iterator[ServerOwner]:
    home.leave()
    made = a_database(password_server, like=founded)
    home.join(LOGIN, PASSWORD)
    yield made
    drop(password_server, made)


def test_the_day_a_copy_was_proved_is_seen_on_every_machine(
    home: ServerOffice, copy: ServerOwner, founded: ServerOwner
) -> None:
    assert safety_of(home).tint == "warn"
    taken_in(home.office, full_name="Đặng Thị Ước", papers=())
    proved = prove_copy(RESOURCES, copy, founded, SCHEMA, NOW)
    assert proved.lines_since > 0
    assert proved.found.counts["decision"] == 1
    told = safety_of(home)
    assert told.tint == "ok"
    assert f"{NOW:%d/%m/%Y}" in told.words
    home.leave()
    assert safety_of(home).tint == "neutral"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE audit_entry SET act = 'x' WHERE sequence = 3", CopyBroken),
        ("UPDATE stored_file SET content = '\\x00'", PaperDamaged),
        ("DELETE FROM audit_entry WHERE sequence = 2", CopyBroken),
        ("DELETE FROM audit_entry", CopyOfAnother),
    ],
)
def test_a_copy_that_is_not_whole_proves_nothing(
    home: ServerOffice,
    copy: ServerOwner,
    founded: ServerOwner,
    change: str,
    fault: type[OutsideFault | Refusal],
) -> None:
    engine = copy.engine(SCHEMA)
    with engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()
    with pytest.raises(fault):
        prove_copy(RESOURCES, copy, founded, SCHEMA, NOW)
    assert safety_of(home).tint == "warn"


def test_the_office_in_use_is_no_copy_of_itself(home: ServerOffice, founded: ServerOwner) -> None:
    assert home.is_open
    with pytest.raises(SameDatabase):
        prove_copy(RESOURCES, founded, founded, SCHEMA, NOW)
