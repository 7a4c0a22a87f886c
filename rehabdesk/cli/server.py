"""The commands on an office on a server, and those of whoever looks after it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from rehabdesk.catalog.resources import Resources
from rehabdesk.cli import commands
from rehabdesk.services.moving.to_server import ToServer, move_to_server
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.server.homes import home_at
from rehabdesk.services.server.office_server import ServerOffice, free_schema
from rehabdesk.services.server.offices import owner_of

OWNERS_PASSWORD = "REHABDESK_SERVER_PASSWORD"  # noqa: S105  # the name of a variable


def run_on_server(
    options: argparse.Namespace, place: Path, address: str, resources: Resources
) -> int:
    """Carry out one command on the office at an address, or the one joined at this place."""

    def open_home(folder: Path) -> ServerOffice:
        return home_at(folder, address, resources)

    return commands.run(options, open_home, place)


def mover_to(address: str) -> Callable[[OfficeFolder, str], None]:
    """Return what moves an office of a folder to the server of an owner's address."""
    owner = owner_of(address, os.environ.get(OWNERS_PASSWORD, ""))

    def move(folder: OfficeFolder, password: str) -> None:
        schema = free_schema(owner, "tap_dung_thu")
        order = ToServer(owner, schema, password)
        move_to_server(folder, order, tell=lambda _: None, stop=lambda: False)

    return move
