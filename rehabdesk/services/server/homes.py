"""Where this machine keeps what belongs to an office on a server, and how a place is told."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from rehabdesk.catalog.resources import Resources
from rehabdesk.persistence.server.address import ServerAddress, read_address
from rehabdesk.services.entrance.doorway import Doorway
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.entrance.server_note import ServerNote
from rehabdesk.services.server.office_server import ServerOffice

_FOLDERS = "servers"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A server as a person tells it: a machine, with a port where it is unusual, and a database."""

    host: str = ""
    database: str = "rehabdesk"
    login: str = ""
    certificate: str = ""  # a file this machine is to trust


def folder_of(place: Path, address: ServerAddress) -> Path:
    """Return the folder, below this machine's own, of an office named on the command line."""
    shown = address.as_login("").shown
    return place / _FOLDERS / sha256(shown.encode()).hexdigest()[:12]


def whereabouts_of(address: ServerAddress) -> Whereabouts:
    url = address.url
    host = url.host or str(url.query.get("host", ""))
    port = f":{url.port}" if url.port else ""
    certificate = str(url.query.get("sslrootcert", ""))
    return Whereabouts(f"{host}{port}", url.database or "", address.login, certificate)


def read_whereabouts(told: Whereabouts) -> ServerAddress:
    """Read a place as told; a host that begins with a stroke is the folder of a socket."""
    host = told.host.strip()
    parts = []
    if host.startswith("/"):
        place, colon, port = host.partition(":")
        parts.append(f"host={quote(place)}")
        host = f"{colon}{port}"
    if told.certificate:
        parts.append(f"sslrootcert={quote(told.certificate)}")
    login, database = quote(told.login.strip(), safe=""), quote(told.database.strip(), safe="")
    more = f"?{'&'.join(parts)}" if parts else ""
    return read_address(f"postgresql://{login}@{host}/{database}{more}")


def whereabouts_at(home: OfficeHome) -> Whereabouts | None:
    """Tell where the server of a home is; nothing of one that is a folder."""
    return whereabouts_of(home.address) if isinstance(home, ServerOffice) else None


def home_at(folder: Path, address: str, resources: Resources) -> ServerOffice:
    """Return the office at an address, or else the one this folder is joined to."""
    if not address:
        return ServerOffice.joined(folder, resources)
    return ServerOffice(folder, read_address(address), resources)


def home_behind(door: Doorway, resources: Resources, address: str) -> ServerOffice:
    """Go in by a doorway: to the office named, or to the one this machine is joined to."""
    note = ServerNote.read(door.folder)
    where = read_address(address or (note.address if note else ""))
    home = ServerOffice(door.folder, where, resources, door.clock)
    home.lock = door.lock
    return home
