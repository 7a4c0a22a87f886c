"""The proof: both ends hold the same rows, every paper its bytes, the trail its whole chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.office_law import LegalPack
from rehabdesk.persistence.database import sessions
from rehabdesk.persistence.moving.rows import (
    MovedTable,
    TableSum,
    count_rows,
    first_difference,
    sum_up,
)
from rehabdesk.services.audit import chain_head, verify_chain
from rehabdesk.services.moving.telling import (
    MovingProof,
    MovingStep,
    MovingStopped,
    PaperNotTheSame,
    RowNotTheSame,
    Stage,
    Stop,
    Tell,
    TrailNotWhole,
    UnitedWrongly,
    over_all,
)
from rehabdesk.services.moving.words import word_of

_PAPERS_AT_ONCE = 20


def prove(
    source: Connection, target: Engine, tables: Sequence[MovedTable], tell: Tell, stop: Stop
) -> MovingProof:
    """Compare every row at both ends, then look at the target for itself."""
    total = sum(count_rows(source, each) for each in tables)
    sums: list[TableSum] = []
    with target.connect() as connection:
        for table in tables:
            done = sum(each.rows for each in sums)
            _say(tell, stop, MovingStep(Stage.PROVING, word_of(table.name), done, total))
            here, there = sum_up(source, table), sum_up(connection, table)
            if here != there:
                row = first_difference(source, connection, table)
                raise RowNotTheSame(table.name, row or 0)
            sums.append(there)
    _check_references(target)
    papers = _check_papers(target, tell, stop)
    length, head = _check_trail(source, target, tell, stop)
    told = tuple(sums)
    return MovingProof(told, total, papers, length, head, over_all(told))


def head_of(connection: Connection) -> tuple[int, str]:
    """Return how long a trail is and the fingerprint of its last line."""
    with closing(Session(connection)) as session:
        return chain_head(session)


def _check_references(target: Engine) -> None:
    """Look for rows that point nowhere: a file is filled without looking, a server refuses them."""
    if target.dialect.name != "sqlite":
        return
    with target.connect() as connection:
        orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if orphan is not None:
        raise UnitedWrongly(str(orphan[0]))


def _check_papers(target: Engine, tell: Tell, stop: Stop) -> int:
    """Take the fingerprint of every stored paper from its bytes as they came to lie there."""
    checked = 0
    with sessions(target)() as session:
        for kind in (StoredFile, LegalPack):
            for row_id, fingerprint, content in _contents(session, kind.__table__):
                if sha256(content or b"").hexdigest() != fingerprint:
                    raise PaperNotTheSame(row_id)
                checked += 1
                if checked % _PAPERS_AT_ONCE == 0:
                    what = word_of(kind.__tablename__)
                    _say(tell, stop, MovingStep(Stage.FILES, what, checked, 0))
    return checked


def _contents(session: Session, table: Any) -> Iterator[tuple[int, str, bytes | None]]:
    after = 0
    asked = select(table.c.id, table.c.sha256, table.c.content).order_by(table.c.id)
    while rows := session.execute(asked.where(table.c.id > after).limit(_PAPERS_AT_ONCE)).all():
        yield from (tuple(row) for row in rows)
        after = rows[-1][0]


def _check_trail(source: Connection, target: Engine, tell: Tell, stop: Stop) -> tuple[int, str]:
    length, head = head_of(source)
    _say(tell, stop, MovingStep(Stage.TRAIL, word_of("audit_entry"), 0, length))
    with sessions(target)() as session:
        chain = verify_chain(session)
    if not chain.is_whole or (chain.length, chain.head) != (length, head):
        raise TrailNotWhole(chain.broken_at)
    return length, head


def _say(tell: Tell, stop: Stop, step: MovingStep) -> None:
    tell(step)
    if stop():
        raise MovingStopped
