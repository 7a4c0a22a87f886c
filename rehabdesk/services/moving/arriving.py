"""An office arriving: copied, findable, proved, and only then open for work, with a line of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import Connection, Engine, func, select, text

from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.person import Person
from rehabdesk.persistence.database import sessions
from rehabdesk.persistence.moving.mark import forget_filling, read_filling
from rehabdesk.persistence.search import gather_index
from rehabdesk.services.indexing.persons import make_all_findable
from rehabdesk.services.moving.proving import head_of, prove
from rehabdesk.services.moving.records import copy_records, held, moved_tables
from rehabdesk.services.moving.telling import (
    MovingProof,
    MovingStep,
    MovingStopped,
    SearchNotWhole,
    Stage,
    Stop,
    Tell,
)
from rehabdesk.services.moving.words import word_of
from rehabdesk.services.office import Office, Work

MOVED = "office.moved"
_AT_ONCE = 500


@dataclass(frozen=True)
class Journey:
    """One office on its way: whose it is, to which engine, and what the trail is told of it."""

    office: Office
    target: Engine
    origin: str
    until: str

    @property
    def source(self) -> Engine:
        source: Engine = self.office.sessions.kw["bind"]
        return source

    @property
    def there(self) -> Office:
        """The same office with the same actor, at its new place."""
        return replace(self.office, sessions=sessions(self.target))


def move_office(
    journey: Journey, tell: Tell, stop: Stop, before_end: Callable[[], None] = lambda: None
) -> MovingProof:
    """Move all of it; where an earlier go had come to its end, only say what it proved.

    The mark goes, and the line of the trail is written, in one transaction, and `before_end` is
    called before that, while the source can still not be written to.
    """
    with held(journey.source) as source:
        if (proof := _proved_before(source, journey.target)) is None:
            copy_records(source, journey.target, tell, stop)
            _make_findable(journey.there, tell, stop)
            proof = prove(source, journey.target, moved_tables(), tell, stop)
            _look_at_search(journey.target)
            _gather(journey.target)
            before_end()
            journey.there.do(partial(_arrive, journey=journey, proof=proof))
        return proof


def _arrive(work: Work, journey: Journey, proof: MovingProof) -> None:
    forget_filling(work.session.connection())
    told = {
        "rows": proof.rows,
        "papers": proof.papers,
        "trail": proof.audit_length,
        "proof": proof.fingerprint,
    }
    work.record(MOVED, None, origin=journey.origin, receiver=journey.until, **told)


def _proved_before(source: Connection, target: Engine) -> MovingProof | None:
    """Return what was proved when all was done but what follows the move."""
    length, head = head_of(source)
    with target.connect() as connection:
        if read_filling(connection) is not None:
            return None
        if not target.dialect.has_table(connection, AuditEntry.__tablename__):
            return None
    with sessions(target)() as session:
        line = session.scalars(select(AuditEntry).filter_by(sequence=length + 1)).first()
        if line is None or line.act != MOVED or line.previous != head:
            return None
        told = line.facts
        return MovingProof((), int(told["rows"]), int(told["papers"]), length, head, told["proof"])


def _make_findable(there: Office, tell: Tell, stop: Stop) -> None:
    """Make the words of the search anew, some persons at a time."""
    with there.sessions() as session:
        everybody = list(session.scalars(select(Person.id).order_by(Person.id)))
    for start in range(0, len(everybody), _AT_ONCE):
        tell(MovingStep(Stage.INDEXING, word_of("person"), start, len(everybody)))
        if stop():
            raise MovingStopped
        _index(there, everybody[start : start + _AT_ONCE])


def _index(there: Office, person_ids: list[int]) -> None:
    """Keep words, which are no records: nothing is told of them in the trail."""
    with there.sessions.begin() as session:
        work = Work(session, there.actor, there.clock(), there.resources)
        make_all_findable(work, person_ids)


def _look_at_search(target: Engine) -> None:
    with sessions(target)() as session:
        persons = session.scalar(select(func.count(Person.id)))
        if persons != session.scalar(text("SELECT count(*) FROM person_search")):
            raise SearchNotWhole


def _gather(target: Engine) -> None:
    """Put the words together, and have a server look at what it holds: it asks better after it."""
    with sessions(target).begin() as session:
        gather_index(session)
        if target.dialect.name == "postgresql":
            session.execute(text("ANALYZE"))
