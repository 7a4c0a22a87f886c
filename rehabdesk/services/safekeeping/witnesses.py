"""Backups as witnesses: each kept the end of the audit trail as it stood on its day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.persistence.backup import Generation, list_generations
from rehabdesk.services.office import Work
from rehabdesk.services.safekeeping.folder import OfficeFolder


@dataclass(frozen=True, slots=True)
class Testimony:
    """How many backups here agree with today's trail, and which do not."""

    agreeing: int
    contradicting: tuple[str, ...]


def hear_backups(folder: OfficeFolder) -> Testimony:
    """Hold today's trail against the ends kept in the local backups.

    Going back to an older state rightly leaves the later backups behind: the trail tells of it.
    """
    ours = [
        each
        for each in list_generations(folder.backup_place)
        if each.note and each.note.office_id == folder.vault.office_id
    ]
    agree = folder.opened.office.look(partial(_agreeing, generations=ours))
    names = tuple(each.name for each in ours if each.name not in agree)
    return Testimony(len(agree), names)


def _agreeing(work: Work, generations: list[Generation]) -> frozenset[str]:
    left_behind = _left_behind(work)
    agreeing = set()
    for generation in generations:
        note = generation.note
        if note is None:
            continue
        contents = note.contents
        kept = select(AuditEntry.fingerprint).filter_by(sequence=contents.audit_length)
        is_left_behind = any(note.order.number in numbers for numbers in left_behind)
        if is_left_behind or work.session.scalar(kept) == contents.audit_head:
            agreeing.add(generation.name)
    return frozenset(agreeing)


def _left_behind(work: Work) -> list[range]:
    """Return the numbers of backups made after the one gone back to, and before that was done."""
    told = work.session.scalars(select(AuditEntry.facts).filter_by(act="backup.restored"))
    return [range(int(each["number"]) + 1, int(each["newest"]) + 1) for each in told]
