"""Who may throw something away or get it back: whoever has the right its kind asks for.

A team leader may with what the own team did, and with meetings of whom it looks after.
"""

from __future__ import annotations

from rehabdesk.services.bin.kinds import ACTIVITY, CONTACT, KINDS
from rehabdesk.services.office import Work
from rehabdesk.services.rights.own_team import require_persons, require_team
from rehabdesk.services.rows.snapshot import Row, Rows, read_rows
from rehabdesk.services.rows.tables import table_of


def require_kept(work: Work, kind: str, subject_id: int, thrown: Rows | None = None) -> None:
    """Refuse who may not; `thrown` are the rows of what lies in the bin already."""
    right = KINDS[kind].right
    if kind == ACTIVITY:
        rows = thrown[kind] if thrown is not None else _read(work, kind, "id", subject_id)
        require_team(work, rows[0]["team_id"] if rows else None, right)
    elif kind == CONTACT:
        name = "contact_person"
        rows = (
            thrown.get(name, [])
            if thrown is not None
            else _read(work, name, "contact_id", subject_id)
        )
        require_persons(work, [row["person_id"] for row in rows], right)
    else:
        work.require(right)


def _read(work: Work, name: str, column: str, row_id: int) -> list[Row]:
    table = table_of(name)
    return read_rows(work.session, table, table.c[column] == row_id)
