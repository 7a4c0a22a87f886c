"""The offices of a server, as its owner sees them: how many, how large, of which shape."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text

from rehabdesk.persistence.faults import translated
from rehabdesk.persistence.schema import head_revision
from rehabdesk.persistence.server.address import read_address
from rehabdesk.persistence.server.schemas import offices_there
from rehabdesk.services.entrance.server_note import JOINING
from rehabdesk.services.server.office_server import ServerOwner

_SIZE = text(
    "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM stored_file),"
    " (SELECT count(*) FROM audit_entry), (SELECT version_num FROM alembic_version)"
)


@dataclass(frozen=True, slots=True)
class OfficeThere:
    """An office by its short name, with how much is in it."""

    name: str
    persons: int
    papers: int
    lines: int  # of the trail
    shape: str

    @property
    def is_newest(self) -> bool:
        return self.shape == head_revision()


def owner_of(address: str, password: str) -> ServerOwner:
    return ServerOwner(read_address(address), password)


def known_offices(owner: ServerOwner) -> list[str]:
    engine = owner.engine()
    try:
        with translated(JOINING), engine.connect() as connection:
            return offices_there(connection)
    finally:
        engine.dispose()


def list_offices(owner: ServerOwner) -> list[OfficeThere]:
    return [_look_at(owner, name) for name in known_offices(owner)]


def _look_at(owner: ServerOwner, name: str) -> OfficeThere:
    engine = owner.engine(name)
    try:
        with translated(JOINING), engine.connect() as connection:
            persons, papers, lines, shape = connection.execute(_SIZE).one()
    finally:
        engine.dispose()
    return OfficeThere(name, persons, papers, lines, str(shape))
