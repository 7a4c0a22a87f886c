"""A look at the health of the whole office: file, shape, references, trail, counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rehabdesk.persistence.backup import contents_of
from rehabdesk.persistence.database import driver_connection, verify
from rehabdesk.persistence.faults import OPENING, translated
from rehabdesk.persistence.schema import head_revision
from rehabdesk.services.audit import ChainReport, verify_chain
from rehabdesk.services.office import Work
from rehabdesk.services.safekeeping.folder import OfficeFolder


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found; a damaged page or reference never gets this far, it is a fault."""

    schema: str
    is_newest_shape: bool
    audit_length: int
    audit_head: str
    audit_broken_at: int | None
    counts: Mapping[str, int]

    @property
    def is_sound(self) -> bool:
        return self.is_newest_shape and self.audit_broken_at is None


def examine(folder: OfficeFolder) -> Examination:
    """Look at every page, every reference and every line of the trail."""
    opened = folder.opened
    with translated(OPENING, folder.folder), driver_connection(opened.engine) as connection:
        verify(connection)
        contents = contents_of(connection)
    chain = opened.office.look(_walk)
    return Examination(
        contents.schema,
        contents.schema == head_revision(),
        chain.length,
        chain.head,
        chain.broken_at,
        contents.counts,
    )


def _walk(work: Work) -> ChainReport:
    return verify_chain(work.session)
