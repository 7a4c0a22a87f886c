"""The same rows, papers and trail at both ends, however often the way there was interrupted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, text

from rehabdesk.persistence.database import connect, driver_connection, sessions
from rehabdesk.persistence.moving.mark import BeingFilled, refuse_unfit
from rehabdesk.persistence.schema import upgrade
from rehabdesk.services.moving.records import move_records
from rehabdesk.services.moving.telling import (
    MovingStep,
    MovingStopped,
    PaperNotTheSame,
    RowNotTheSame,
    Stage,
    TargetNotEmpty,
    TrailNotWhole,
)
from rehabdesk.services.moving.words import _WORDS
from rehabdesk.services.office import Office
from rehabdesk.services.offices import add_hamlet
from rehabdesk.services.rows.tables import every_table
from rehabdesk.services.safekeeping import OfficeFolder
from tests.builders import LAN, NOW, RESOURCES
from tests.servers import a_server, missing_server
from tests.services.moving.scene import (
    a_busy_office,
    an_empty_database,
    an_empty_file,
    never,
    silently,
    sums,
)

KILLS = 10


class Killed(BaseException):
    """Nothing between here and the caller may take care of it."""


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeFolder]:
    with closing(a_busy_office(tmp_path_factory.mktemp("busy"))) as folder:
        yield folder


@pytest.fixture(scope="module")
def source(busy: OfficeFolder) -> Engine:
    return busy.opened.engine


@pytest.fixture(scope="module")
def server() -> Iterator[Engine]:
    if absent := missing_server():
        pytest.skip(absent)
    with a_server() as engine:
        upgrade(engine)
        yield engine


@pytest.fixture(params=["file", "server"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Every machine has a file; a server is tried where one can be started."""
    if request.param == "file":
        engine = an_empty_file(tmp_path)
        yield engine
        engine.dispose()
        return
    engine = an_empty_database(request.getfixturevalue("server"))
    yield engine
    engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Engine]:
    engine = an_empty_file(tmp_path / "there")
    yield engine
    engine.dispose()


def test_every_row_is_the_same_there_and_back(
    source: Engine, target: Engine, tmp_path: Path
) -> None:
    before = sums(source)
    steps: list[MovingStep] = []
    proof = move_records(source, target, steps.append, never)
    assert {each.name: each for each in proof.tables} == before == sums(target)
    assert min(each.rows for each in proof.tables) > 0
    assert proof.rows == sum(each.rows for each in proof.tables)
    assert proof.papers == before["stored_file"].rows + before["legal_pack"].rows
    assert {each.stage for each in steps} >= {Stage.COPYING, Stage.PROVING, Stage.TRAIL}
    back = an_empty_file(tmp_path / "back")
    again = move_records(target, back, silently, never)
    assert again == proof
    assert sums(back) == before == sums(source)
    back.dispose()


def test_a_copy_interrupted_anywhere_goes_on_and_ends_the_same(
    source: Engine, target: Engine
) -> None:
    chance = Random(5)
    copied: list[int] = []
    for _ in range(KILLS):
        with pytest.raises(Killed):
            move_records(
                source, target, partial(_killed, copied, left=[chance.randrange(1, 60)]), never
            )
        with target.connect() as connection, pytest.raises(BeingFilled):
            refuse_unfit(connection)
    assert sorted(set(copied)) != [0]
    proof = move_records(source, target, silently, never)
    assert {each.name: each for each in proof.tables} == sums(source)


def _killed(copied: list[int], step: MovingStep, left: list[int]) -> None:
    left[0] -= step.stage is not Stage.LOOKING
    if not left[0]:
        copied.append(step.done)
        raise Killed


def test_what_was_copied_is_compared_and_not_copied_again(source: Engine, file: Engine) -> None:
    with pytest.raises(MovingStopped):
        move_records(source, file, silently, _after(200))
    steps: list[MovingStep] = []
    move_records(source, file, steps.append, never)
    first = next(each for each in steps if each.stage is Stage.COPYING)
    assert steps[0].stage is Stage.LOOKING
    assert first.done > first.total / 2


def _after(times: int) -> Callable[[], bool]:
    told = iter(range(times))
    return lambda: next(told, None) is None


def test_a_source_that_has_gone_on_is_copied_from_its_new_state(
    busy: OfficeFolder, file: Engine, tmp_path: Path
) -> None:
    engine = a_copy(busy, tmp_path)
    office = Office(sessions(engine), RESOURCES, LAN, clock=lambda: NOW)
    with pytest.raises(MovingStopped):
        move_records(engine, file, silently, _after(150))
    office.do(partial(add_hamlet, name="Thôn Sau Đó"))
    proof = move_records(engine, file, silently, never)
    assert {each.name: each for each in proof.tables} == sums(engine) == sums(file)
    engine.dispose()


def a_copy(busy: OfficeFolder, place: Path) -> Engine:
    """Return an office to be harmed, like the one all tests move."""
    copy = place / "copy.db"
    with driver_connection(busy.opened.engine) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(busy.database, copy)
    return connect(copy, busy.opened.key)


def test_a_row_changed_beside_the_trail_is_found_and_copied_anew(
    busy: OfficeFolder, source: Engine, file: Engine
) -> None:
    with pytest.raises(MovingStopped):
        move_records(source, file, silently, _after(150))
    _tell(file, "UPDATE hamlet SET name = 'Thôn Khác' WHERE id = 2")
    proof = move_records(source, file, silently, never)
    assert {each.name: each for each in proof.tables} == sums(source)


def test_a_place_that_holds_records_is_refused_and_left_as_it_is(
    source: Engine, target: Engine
) -> None:
    move_records(source, target, silently, never)
    _tell(target, "DROP TABLE being_filled")
    before = sums(target)
    with pytest.raises(TargetNotEmpty):
        move_records(source, target, silently, never)
    assert sums(target) == before


@pytest.mark.parametrize(
    ("harm", "kind", "says"),
    [
        ("UPDATE person SET note = note || 'x' WHERE id = 7", RowNotTheSame, "dòng số 7"),
        ("DELETE FROM tip_giver WHERE id = 2", RowNotTheSame, "“Người cho tin”, dòng số 2"),
        ("UPDATE audit_entry SET actor = 'x' WHERE id = 1", RowNotTheSame, "“Nhật ký”"),
    ],
)
def test_a_wrong_row_at_the_target_fails_the_proof_and_is_named(
    source: Engine, file: Engine, harm: str, kind: type, says: str
) -> None:
    target = file
    before = sums(source)
    with pytest.raises(kind, match=says):
        move_records(source, target, partial(_harmed, target, harm), never)
    with target.connect() as connection, pytest.raises(BeingFilled):
        refuse_unfit(connection)
    assert sums(source) == before
    move_records(source, target, silently, never)  # begun anew, it comes right


def _harmed(target: Engine, harm: str, step: MovingStep) -> None:
    if step.stage is Stage.PROVING and not step.done:
        _tell(target, harm)


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        ("UPDATE stored_file SET content = x'00' WHERE id = 1", PaperNotTheSame),
        ("UPDATE audit_entry SET actor = 'x' WHERE sequence = 2", TrailNotWhole),
    ],
)
def test_a_source_harmed_before_is_not_moved(
    busy: OfficeFolder, file: Engine, tmp_path: Path, harm: str, kind: type
) -> None:
    harmed = a_copy(busy, tmp_path)
    _tell(harmed, harm)
    with pytest.raises(kind):
        move_records(harmed, file, silently, never)
    harmed.dispose()


def _tell(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_every_table_has_its_word() -> None:
    assert sorted(_WORDS) == sorted(each.name for each in every_table())
    assert len(set(_WORDS.values())) == len(_WORDS)
