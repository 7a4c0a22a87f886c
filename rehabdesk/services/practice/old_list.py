"""A list of ten years ago, to try bringing one in: everybody in it is made up."""

from __future__ import annotations

import tomllib
from pathlib import Path

FILE_NAME = "DS nghien 2016-2024 (cu).xlsx"


def old_list(resources: Path) -> bytes:
    """Return the workbook, in the letters and with the slips of its time."""
    from rehabdesk.documents.lists.old_list import OldGroup, write_old_list

    told = tomllib.loads((resources / "practice" / "old_list.toml").read_text("utf-8"))
    return write_old_list([OldGroup(each["hamlet"], each["lines"]) for each in told["groups"]])
