"""The commands on an office on a server, and those of whoever looks after it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rehabdesk.catalog.resources import Resources
from rehabdesk.cli import commands
from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.server.address import read_address
from rehabdesk.services.server.homes import home_at
from rehabdesk.services.server.office_server import ServerOffice


def run_on_server(
    options: argparse.Namespace, place: Path, address: str, resources: Resources
) -> int:
    """Carry out one command on the office at an address, or the one joined at this place."""
    try:
        where = read_address(address) if address else None
    except Refusal as refused:
        print(refused, file=sys.stderr)
        return commands.FAILED

    def open_home(folder: Path) -> ServerOffice:
        return home_at(folder, where, resources)

    return commands.run(options, open_home, place)
