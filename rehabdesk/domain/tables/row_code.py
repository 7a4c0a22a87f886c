"""Mã dòng: what a line that left the office is known by when it comes back corrected.

Written by every list that may be brought back, read by the import of corrections; nowhere else.
"""

from __future__ import annotations

import re

from rehabdesk.domain.tables.fields import ImportField

HEAD = ImportField.ROW_CODE.label
_CODE = re.compile(r"N(\d{1,12})-(\d{2})")
_MODULUS = 97


def row_code(person_id: int) -> str:
    """Return the code of a person's line; its last two digits tell when it was garbled."""
    return f"N{person_id}-{_check(person_id):02}"


def read_row_code(text: str) -> int | None:
    """Return whose line it is, or None of what is no whole code."""
    found = _CODE.fullmatch(text.strip().upper())
    if found is None:
        return None
    person_id, check = int(found[1]), int(found[2])
    return person_id if check == _check(person_id) else None


def _check(person_id: int) -> int:
    return _MODULUS + 1 - person_id * 100 % _MODULUS
