"""Every row of a table held against the law of letters and days, the file and the records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

from rehabdesk.domain.codes import Right
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.services.importing.kinds import (
    contact_rows,
    corrections,
    person_rows,
    volunteer_rows,
)
from rehabdesk.services.importing.kinds.known import read_places
from rehabdesk.services.importing.kinds.verdicts import Verdict, left_out, told
from rehabdesk.services.importing.orders import Check, CheckRows
from rehabdesk.services.importing.uncollected import uncollected
from rehabdesk.services.office import Work

Examiner = Callable[[Work, CheckRows], list[Verdict]]

_EXAMINERS: dict[ImportKind, Examiner] = {
    ImportKind.PERSONS: person_rows.examine,
    ImportKind.VOLUNTEERS: volunteer_rows.examine,
    ImportKind.CONTACTS: contact_rows.examine,
    ImportKind.CORRECTIONS: corrections.examine,
}


# Looks


def check_rows(work: Work, order: CheckRows) -> Check:
    """Say of every row whether it can be written, and what stands against it; nothing changes."""
    work.require(Right.READ_FILES)
    return told(examine(work, order), read_places(work).names)


def examine(work: Work, order: CheckRows) -> Sequence[Verdict]:
    """Return a verdict on every row below the heads, in the order of the sheet."""
    with uncollected():
        found = _EXAMINERS[order.kind](work, order)
    return sorted((*found, *left_out(order.table.left_out)), key=attrgetter("row_number"))
