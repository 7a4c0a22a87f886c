"""Who has which file open on which machine: believed for as long as it is said again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from platform import node

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select

from rehabdesk.domain.records.office import User
from rehabdesk.domain.records.together import OpenFile
from rehabdesk.services.office import Work

BELIEVED = timedelta(seconds=90)  # since it was last said; then whoever said it is gone
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class OpenElsewhere:
    """Somebody else, or the same user at another machine, has it open."""

    name: str
    machine: str
    since: datetime


Elsewhere = Mapping[str, tuple[OpenElsewhere, ...]]


def here() -> str:
    """Return what this machine is called."""
    return node()[:_LONGEST] or "không tên"


def person_file(person_id: int) -> str:
    return f"person:{person_id}"


def note_open(work: Work, subjects: Iterable[str], machine: str = "") -> None:
    """Say that these are open at this machine, or are so still."""
    if work.session.get(User, work.actor.user_id) is None:
        return
    moment, machine = _moment(work), machine or here()
    asked = sorted(set(subjects))
    mine = {each.subject: each for each in work.session.scalars(_of(work, machine, asked))}
    for subject in asked:
        kept = mine.get(subject)
        if kept is None:
            kept = OpenFile(work.actor.user_id, machine, subject, work.now)
            work.session.add(kept)
        elif kept.seen_at < moment - BELIEVED:
            kept.since = work.now
        kept.seen_at = moment


def note_closed(work: Work, subjects: Iterable[str], machine: str = "") -> None:
    """Say that these are not open here any more."""
    for kept in work.session.scalars(_of(work, machine or here(), sorted(set(subjects)))):
        work.session.delete(kept)


def be_at(work: Work, subjects: Iterable[str], left: Iterable[str] = ()) -> Elsewhere:
    """Say what is open at this machine now and what is no more; return what is open elsewhere."""
    note_closed(work, left)
    note_open(work, subjects)
    work.session.flush()
    return open_elsewhere(work)


def forget_gone(work: Work) -> None:
    """Drop what was said by machines that have been silent for long."""
    work.session.execute(delete(OpenFile).where(OpenFile.seen_at < _moment(work) - BELIEVED))


# Looks


def others_at(work: Work, subject: str, machine: str = "") -> tuple[OpenElsewhere, ...]:
    """Return who else has it open now, whoever was first before the others."""
    return open_elsewhere(work, machine).get(subject, ())


def open_elsewhere(work: Work, machine: str = "") -> Elsewhere:
    """Return everything that is open elsewhere now."""
    rows = work.session.execute(
        select(OpenFile.subject, User.full_name, OpenFile.machine, OpenFile.since)
        .join(User, User.id == OpenFile.user_id)
        .where(OpenFile.seen_at >= _moment(work) - BELIEVED)
        .where(or_(*_not_here(work, machine or here())))
        .order_by(OpenFile.subject, OpenFile.since, OpenFile.id)
    )
    found: dict[str, tuple[OpenElsewhere, ...]] = {}
    for row in rows:
        one = OpenElsewhere(row.full_name, row.machine, row.since)
        found[row.subject] = (*found.get(row.subject, ()), one)
    return found


def _not_here(work: Work, machine: str) -> tuple[ColumnElement[bool], ...]:
    return OpenFile.user_id != work.actor.user_id, OpenFile.machine != machine


def _of(work: Work, machine: str, subjects: list[str]) -> Select[OpenFile]:
    mine = and_(OpenFile.user_id == work.actor.user_id, OpenFile.machine == machine)
    return select(OpenFile).where(mine, OpenFile.subject.in_(subjects))


def _moment(work: Work) -> datetime:
    """Return the moment by the clock of the server: those of the machines may differ."""
    if work.session.get_bind().dialect.name != "postgresql":
        return work.now
    return work.session.execute(select(func.localtimestamp())).scalar_one()
