"""What the search of an upper office finds: units, and persons who stand in two of them."""

from __future__ import annotations

from collections.abc import Sequence

from rehabdesk.services.consolidation.choices import find_in_packages
from rehabdesk.services.office import Work
from rehabdesk.ui.shell.places import Found
from rehabdesk.ui.visits import OpenPackages


def find_units(work: Work, typed: str) -> Sequence[Found]:
    return [
        Found(each.group, each.title, OpenPackages(each.unit_id), each.detail, each.icon)
        for each in find_in_packages(work, typed)
    ]
