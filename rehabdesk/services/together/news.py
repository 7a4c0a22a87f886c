"""What others have saved since one last asked, so that pages can follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import func, select

from rehabdesk.domain.records import AuditEntry, Entity
from rehabdesk.services.journal.words import Kind, kind_of
from rehabdesk.services.office import Work
from rehabdesk.services.together.presence import Elsewhere, open_elsewhere

MANY = 500  # lines at once; then it is not asked any more what each was about
# Acts on these reach into tables that have no reference to them.
_WIDE = frozenset({"office", "person", "import_batch", "bin_item", "transfer", "person_merge"})
# Whatever is written about a person may move where the person stands.
_MOVED = frozenset({"standing", "episode", "assignment", "case_event"})


@dataclass(frozen=True, slots=True)
class News:
    """How far the trail goes, the tables others have written to, and what is open elsewhere."""

    upto: int
    tables: frozenset[str]
    open_elsewhere: Elsewhere


def listen(work: Work, since: int | None, own: Collection[int] = (), machine: str = "") -> News:
    """Tell what has happened after a line of the trail; nothing at the first time."""
    elsewhere = open_elsewhere(work, machine)
    upto = work.session.scalar(select(func.max(AuditEntry.sequence))) or 0
    if since is None or upto <= since:
        return News(upto, frozenset(), elsewhere)
    if upto - since > MANY:
        return News(upto, every_table(), elsewhere)
    lines = work.session.execute(
        select(AuditEntry.sequence, AuditEntry.act, AuditEntry.subject).where(
            AuditEntry.sequence > since
        )
    )
    of_others = ((row.act, row.subject) for row in lines if row.sequence not in own)
    return News(upto, _tables(of_others), elsewhere)


@cache
def every_table() -> frozenset[str]:
    return frozenset(Entity.metadata.tables)


def _tables(lines: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the tables that what was done may have written to; looking writes to none."""
    found: frozenset[str] = frozenset()
    for act, subject in lines:
        kind, table = kind_of(act), subject.partition(":")[0]
        is_about_nothing = table == "office" and kind in (Kind.PRINTED, Kind.LEFT, Kind.KEPT_SAFE)
        if kind is not Kind.LOOKED and not is_about_nothing:
            found |= _written_with(table)
    return found


@cache
def _written_with(name: str) -> frozenset[str]:
    """Return a table and those that refer to it or that it refers to."""
    tables = Entity.metadata.tables
    if name in _WIDE or name not in tables:
        return every_table()
    above = {key.column.table.name for key in tables[name].foreign_keys}
    below = {
        one.name
        for one in tables.values()
        if any(key.column.table.name == name for key in one.foreign_keys)
    }
    return frozenset({name} | above | below) | _MOVED
