"""F17: somebody who has the key tampers with the audit trail."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.records import AuditEntry
from rehabdesk.persistence.backup import DATABASE_NAME
from rehabdesk.persistence.database import sessions
from rehabdesk.services.audit import chain_head, verify_chain
from rehabdesk.services.offices import choose
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import back_up
from rehabdesk.services.safekeeping.witnesses import hear_backups
from tests.faults.tally import Tally
from tests.folders import PASSWORD, a_copied_office, a_folder

Tampering = Callable[[Session, random.Random, int], int | None]
STAGES, ACTS = 6, 8
ASIDE = -1_000_000


def edit(session: Session, chance: random.Random, length: int) -> int:
    line = chance.randint(1, length)
    column = chance.choice(("actor", "act", "subject", "fingerprint", "previous"))
    session.execute(update(AuditEntry).filter_by(sequence=line).values({column: "khác"}))
    return line


def remove(session: Session, chance: random.Random, length: int) -> int:
    line = chance.randint(1, length - 1)
    session.execute(delete(AuditEntry).filter_by(sequence=line))
    return line + 1


def insert(session: Session, chance: random.Random, length: int) -> int:
    """Slip a line in, well chained to the one before it, and renumber what follows.

    One added behind the last line would be an act like any other: who has the key may act.
    """
    line = chance.randint(1, length - 1)
    previous = session.scalar(select(AuditEntry.fingerprint).filter_by(sequence=line))
    before = session.scalars(select(AuditEntry).filter_by(sequence=line)).one()
    for later in range(length, line, -1):
        session.execute(update(AuditEntry).filter_by(sequence=later).values(sequence=later + 1))
    entry = AuditEntry(before.at, before.actor, "backup.made", "office", {})
    entry.chain(line + 1, previous or "")
    session.add(entry)
    session.flush()
    return line + 2


def reorder(session: Session, chance: random.Random, length: int) -> int:
    first, second = sorted(chance.sample(range(1, length + 1), 2))
    for old, new in ((first, ASIDE), (second, first), (ASIDE, second)):
        session.execute(update(AuditEntry).filter_by(sequence=old).values(sequence=new))
    return first


def cut_the_tail(session: Session, chance: random.Random, length: int) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.sequence > chance.randint(1, length - 2)))


def rewrite(session: Session, chance: random.Random, length: int) -> None:
    """Change a line and chain everything after it anew, so that the trail itself looks whole."""
    first = chance.randint(1, length - 2)
    lines = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).all()
    lines[first - 1].actor = "9:Người khác"
    for entry in lines[first - 1 :]:
        entry.fingerprint = f"{ASIDE - entry.sequence}"
    session.flush()
    previous = lines[first - 2].fingerprint if first > 1 else "0" * 64
    for entry in lines[first - 1 :]:
        entry.chain(entry.sequence, previous)
        previous = entry.fingerprint


IN_THE_FILE: tuple[Tampering, ...] = (edit, remove, insert, reorder)
SEEN_FROM_OUTSIDE: tuple[Tampering, ...] = (cut_the_tail, rewrite)


def tamper_with_trail(place: Path, count: int, seed: int) -> Tally:
    """F17: every tampering is found, and the first bad line is named; so many times each kind."""
    chance, tally = random.Random(seed), Tally()
    folder, older = _an_office_with_a_past(place / "xã")
    tally.expect(_stands(folder), "an untouched trail is doubted")
    for _ in range(count):
        for tampering in IN_THE_FILE:
            _expect_named(tally, folder, tampering, chance)
        for tampering in SEEN_FROM_OUTSIDE:
            _expect_contradicted(tally, folder, tampering, chance)
        tally.rounds += 1
    folder.close()
    for _ in range(count):
        _expect_swap_seen(tally, folder, chance.choice(older))
    tally.figures["tamperings"] = count * (len(IN_THE_FILE) + len(SEEN_FROM_OUTSIDE) + 1)
    return tally


def _an_office_with_a_past(place: Path) -> tuple[OfficeFolder, list[bytes]]:
    """Work, back up and close several times; keep the file as it stood each time but the last."""
    folder, _ = a_copied_office(place)
    older = []
    for stage in range(STAGES):
        for number in range(ACTS):
            key = f"việc {stage}-{number}"
            folder.opened.office.do(partial(choose, key=key, value="xong"))
        back_up(folder, BackupReason.CLOSE)
        folder.close()
        older.append(folder.database.read_bytes())
        folder.sign_in(1, PASSWORD)
    return folder, older[:-1]


def _stands(folder: OfficeFolder) -> bool:
    with sessions(folder.opened.engine)() as session:
        is_whole = verify_chain(session).is_whole
    return is_whole and not hear_backups(folder).contradicting


def _expect_named(
    tally: Tally, folder: OfficeFolder, tampering: Tampering, chance: random.Random
) -> None:
    with sessions(folder.opened.engine)() as session:
        wrong = tampering(session, chance, chain_head(session)[0])
        report = verify_chain(session)
        session.rollback()
    says = f"{tampering.__name__}: line {wrong} is wrong, {report.broken_at} was named"
    tally.expect(report.broken_at == wrong, says)


def _expect_contradicted(
    tally: Tally, folder: OfficeFolder, tampering: Tampering, chance: random.Random
) -> None:
    """The trail alone looks whole; the backups kept its end."""
    pristine = _copied(folder)
    with sessions(folder.opened.engine).begin() as session:
        told = select(func.max(AuditEntry.sequence)).where(AuditEntry.act == "backup.made")
        tampering(session, chance, session.scalar(told) or 0)
        tally.expect(verify_chain(session).is_whole, f"{tampering.__name__} was clumsy")
    found = hear_backups(folder).contradicting
    tally.expect(found, f"{tampering.__name__}: no backup contradicts")
    _put_back(folder, pristine)


def _copied(folder: OfficeFolder) -> Path:
    folder.close()
    copy = Path(shutil.copyfile(folder.database, folder.folder.parent / "trước"))
    folder.sign_in(1, PASSWORD)
    return copy


def _put_back(folder: OfficeFolder, pristine: Path) -> None:
    folder.close()
    shutil.copyfile(pristine, folder.folder / DATABASE_NAME)
    folder.sign_in(1, PASSWORD)


def _expect_swap_seen(tally: Tally, folder: OfficeFolder, older: bytes) -> None:
    folder.database.write_bytes(older)
    again = a_folder(folder.folder)
    again.sign_in(1, PASSWORD)
    tally.expect(hear_backups(again).contradicting, "an older file was put in place unseen")
    again.close()
