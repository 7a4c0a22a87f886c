"""From the server of the office to a new encrypted file in a folder of this machine."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.passwords import check_password
from rehabdesk.domain.records import User
from rehabdesk.domain.recovery import RecoveryCode, new_code
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.persistence.database import (
    check_versions,
    connect,
    driver_connection,
    sessions,
    verify,
)
from rehabdesk.persistence.faults import translated
from rehabdesk.persistence.moving.mark import (
    Left,
    forget_left,
    note_left,
    read_left,
    refuse_unfit,
)
from rehabdesk.persistence.places import DATABASE_NAME
from rehabdesk.persistence.restore import put_in_place
from rehabdesk.persistence.server.rights import WRITES_OF
from rehabdesk.persistence.server.schemas import bring_up_to_date, offices_there, stop_writing
from rehabdesk.persistence.vault import Cost, Vault, new_key, wipe
from rehabdesk.services.entrance.departed import DepartureNote, forget_departure
from rehabdesk.services.entrance.server_note import NOTE
from rehabdesk.services.moving.arriving import Journey, move_office
from rehabdesk.services.moving.telling import MovingProof, Stop, Tell
from rehabdesk.services.moving.to_server import MOVING
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.safekeeping import OfficeExists, OfficeFolder
from rehabdesk.services.server.office_server import (
    OfficeNotThere,
    ServerOwner,
    actor_on_server,
    doorplate,
)

PART = "moving.tmp"  # what has been copied so far, and goes on with the next try


class NotAnAdministrator(Refusal):
    field = "user"

    def __init__(self) -> None:
        super().__init__(
            "Người nhận hồ sơ về máy phải là người quản trị đang dùng của cơ quan. Chưa chép gì. "
            "Chọn tên khác."
        )


@dataclass(frozen=True, slots=True)
class ToFolder:
    """Whose records: on which server, of which office; and who opens them here, by what."""

    owner: ServerOwner
    schema: str
    user_id: int
    password: str = field(repr=False)

    @property
    def where(self) -> str:
        return self.owner.address.as_login("").shown


@dataclass(frozen=True, slots=True)
class MovedToFolder:
    """What was proved, the new recovery code, and who has no password on this machine yet."""

    proof: MovingProof
    code: RecoveryCode = field(repr=False)
    without_password: tuple[str, ...]


def move_to_folder(folder: OfficeFolder, order: ToFolder, tell: Tell, stop: Stop) -> MovedToFolder:
    """Put the office together aside, prove it, close it on the server, then put it in place."""
    check_password(order.password)
    folder.enter()
    if folder.exists() and DepartureNote.read(folder.folder) is None:
        raise OfficeExists(folder.folder)
    with ExitStack() as undo, translated(MOVING, folder.folder):
        source = _source(order, undo, _place_of(folder))
        office = _office_there(source, folder, order.user_id)
        name, users = office.look(doorplate)
        part = folder.folder / PART
        vault, key = _begun(part, name, office.actor, order, folder.cost)
        undo.callback(wipe, key)
        target = connect(part / DATABASE_NAME, key, foreign_keys=False)
        undo.callback(target.dispose)
        journey = Journey(office, target, order.where, str(folder.folder))
        close = partial(_close_there, source, target, order.schema, _place_of(folder), folder.clock)
        proof = move_office(journey, tell, stop, close)
        code = new_code()
        vault.set_recovery(code, key)
        target.dispose()
        put_in_place(part, folder.clock())
        forget_departure(folder.folder)
        (folder.folder / NOTE).unlink(missing_ok=True)
    folder.forget_vault()
    return MovedToFolder(proof, code, tuple(e.name for e in users if e.id != order.user_id))


def open_again(owner: ServerOwner, schema: str) -> None:
    """Use the office on the server again, on purpose, after it had been copied to a machine."""
    engine = owner.engine(schema)
    try:
        with translated(MOVING), engine.begin() as connection:
            forget_left(connection)
        bring_up_to_date(engine, schema, WRITES_OF)
    finally:
        engine.dispose()


def administrators_there(owner: ServerOwner, schema: str) -> tuple[tuple[int, str], ...]:
    """Name who may receive the records, by id."""
    with ExitStack() as undo, translated(MOVING):
        engine = owner.engine(schema)
        undo.callback(engine.dispose)
        _require_office(engine, schema)
        with engine.connect() as connection:
            serving = select(User.id, User.full_name).where(
                User.is_active, User.role == Role.ADMINISTRATOR
            )
            return tuple(
                (row.id, row.full_name) for row in connection.execute(serving.order_by(User.id))
            )


def _source(order: ToFolder, undo: ExitStack, place: str) -> Engine:
    engine = order.owner.engine(order.schema)
    undo.callback(engine.dispose)
    _require_office(engine, order.schema, place)
    return engine


def _require_office(engine: Engine, schema: str, place: str = "") -> None:
    """Refuse what is no office, or half of one, or has gone elsewhere than to this place."""
    with engine.connect() as connection:
        if schema not in offices_there(connection):
            raise OfficeNotThere
        left = read_left(connection)
        if left is None or left.where != place:
            refuse_unfit(connection)


def _office_there(source: Engine, folder: OfficeFolder, user_id: int) -> Office:
    stranger = Actor(user_id, "", "", Role.CLERK)
    office = Office(sessions(source), folder.resources, stranger, folder.clock)
    actor, is_practice = office.look(partial(actor_on_server, user_id=user_id))
    if actor.role is not Role.ADMINISTRATOR:
        raise NotAnAdministrator
    resources = replace(folder.resources, is_practice=is_practice)
    return replace(office, actor=actor, resources=resources)


def _begun(
    part: Path, name: str, actor: Actor, order: ToFolder, cost: Cost
) -> tuple[Vault, bytearray]:
    """Go on with what was begun under the same password, else begin with a new key."""
    with suppress(Refusal, OutsideFault):
        begun = Vault.load(part, cost)
        return begun, begun.open(order.user_id, order.password)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    check_versions()
    key, vault = new_key(), Vault.create(part, name, cost)
    vault.admit(actor.user_id, actor.name, actor.post, order.password, key)
    return vault, key


def _close_there(
    source: Engine, target: Engine, schema: str, place: str, clock: Callable[[], datetime]
) -> None:
    """Look at every page of the file; then let nobody write on the server any more.

    It is the last thing before the file counts, and happens while nobody else can write.
    """
    with driver_connection(target) as connection:
        verify(connection)
    with source.connect() as there, there.begin():
        note_left(there, Left(place, f"{clock():%d/%m/%Y}"))
        stop_writing(there, schema)


def _place_of(folder: OfficeFolder) -> str:
    return f"{platform.node()}: {folder.folder.absolute()}"
