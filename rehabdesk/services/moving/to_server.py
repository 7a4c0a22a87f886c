"""From the file on this machine to the server of the office, and the old file back into use."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from rehabdesk.domain.codes import Right
from rehabdesk.domain.passwords import check_password
from rehabdesk.persistence.faults import Doing, translated
from rehabdesk.persistence.server.rights import WRITES_OF
from rehabdesk.persistence.server.schemas import (
    bring_up_to_date,
    check_schema_name,
    lay_out_schema,
    login_of,
    short_name,
    users_without_password,
)
from rehabdesk.services.entrance.departed import DepartureNote, forget_departure
from rehabdesk.services.entrance.server_note import NOTE, ServerNote
from rehabdesk.services.moving.arriving import Journey, move_office
from rehabdesk.services.moving.records import may_be_filled
from rehabdesk.services.moving.telling import STAYS, MovingProof, Stop, Tell
from rehabdesk.services.office import Office, Work
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.server.founding import check_owner
from rehabdesk.services.server.office_server import ServerOwner, admit_on_server, doorplate

TAKEN_BACK = "office.taken_back"
MOVING = Doing("Chưa chuyển xong hồ sơ", STAYS, "làm lại, phần đã chép được giữ")


@dataclass(frozen=True, slots=True)
class ToServer:
    """Where to: the server with its owner's login, the office's short name, one's own password."""

    owner: ServerOwner
    schema: str
    password: str = field(repr=False)

    @property
    def where(self) -> str:
        return self.owner.address.as_login("").shown


@dataclass(frozen=True, slots=True)
class MovedToServer:
    """What was proved, by which name one signs in there, and who still has no password there."""

    proof: MovingProof
    login: str
    without_password: tuple[str, ...]


def move_to_server(folder: OfficeFolder, order: ToServer, tell: Tell, stop: Stop) -> MovedToServer:
    """Move the office somebody is signed in to; until the proof is in, the folder stays in use.

    Afterwards this machine is joined to the server, and the folder says where its office is.
    """
    office = folder.opened.office
    office.look(_require_mover)
    check_password(order.password)
    check_schema_name(order.schema)
    check_owner(order.owner)
    with ExitStack() as undo, translated(MOVING):
        engine = _laid_out(order, undo)
        journey = Journey(office, engine, str(folder.folder), order.where)
        proof = move_office(journey, tell, stop)
        admit_on_server(engine, office.actor.user_id, order.password)
        name, users = journey.there.look(doorplate)
        without = _names_without_password(engine, journey.there)
    note = DepartureNote(
        order.where,
        order.schema,
        f"{folder.clock():%d/%m/%Y}",
        office.actor.name,
        proof.rows,
        proof.papers,
        proof.fingerprint,
    )
    note.write(folder.folder)
    ServerNote(order.where, order.schema, name, users).write(folder.folder)
    return MovedToServer(proof, login_of(order.schema, office.actor.user_id), without)


def take_back(folder: OfficeFolder, user_id: int, password: str) -> Office:
    """Use the old file again, on purpose: by an administrator, and with a line in its trail."""
    folder.enter()
    key = folder.vault.open(user_id, password)
    with ExitStack() as undo:
        undo.callback(folder.leave)
        office = folder.open_with(key, user_id)
        office.do(_note_taken_back)
        undo.pop_all()
    forget_departure(folder.folder)
    (folder.folder / NOTE).unlink(missing_ok=True)
    return office


def proposed_name(office_name: str) -> str:
    """Propose a short name: of "UBND xã Yên Thịnh" it is yen_thinh."""
    return short_name(re.split(r" (?:xã|phường|đặc khu|tỉnh|thành phố) ", office_name)[-1])


def has_departed(folder: Path) -> bool:
    return DepartureNote.read(folder) is not None


def _require_mover(work: Work) -> None:
    work.require(Right.KEEP_USERS)
    work.require(Right.KEEP_OFFICE)


def _note_taken_back(work: Work) -> None:
    _require_mover(work)
    work.record(TAKEN_BACK, None)


def _laid_out(order: ToServer, undo: ExitStack) -> Engine:
    """Make the schema and its groups where they are not there yet; nobody gets in by that.

    What is somebody's office already is not touched.
    """
    over = order.owner.engine()
    undo.callback(over.dispose)
    lay_out_schema(over, order.schema)
    engine = order.owner.engine(order.schema)
    undo.callback(engine.dispose)
    if may_be_filled(engine):
        bring_up_to_date(engine, order.schema, WRITES_OF)
    return engine


def _names_without_password(engine: Engine, there: Office) -> tuple[str, ...]:
    with engine.connect() as connection:
        lacking = frozenset(users_without_password(connection))
    _name, users = there.look(doorplate)
    return tuple(each.name for each in users if each.id in lacking)
