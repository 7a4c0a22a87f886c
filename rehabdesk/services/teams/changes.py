"""What one act on a team or group made and changed, kept so that it is taken back exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.office import Work
from rehabdesk.services.rows.leaving import take_out
from rehabdesk.services.rows.references import references_to
from rehabdesk.services.rows.snapshot import (
    Row,
    change_row,
    put_back,
    read_rows,
)
from rehabdesk.services.rows.tables import table_of

_VERSION = "version"
_OWN = frozenset({_VERSION, "effects"})  # what a paper keeps of itself is no later change
Kept = dict[str, Any]  # made: names; changed: name -> was, became; gone: rows by table


class ChangedAfterwards(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Sau việc này đội, tổ đã có thay đổi khác dựa vào, nên chưa hoàn tác. Chưa đổi gì. "
            "Hoàn tác việc làm sau trước."
        )


@dataclass(frozen=True, slots=True)
class Made:
    """What came of an act: the row it is about, what to say of it, how to take it back."""

    row_id: int
    title: str
    kept: Kept


class Changes:
    """Note a record before it is changed for the first time, and every record that is made."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._made: list[Entity] = []
        self._noted: dict[str, tuple[Entity, Row]] = {}
        self._gone: dict[str, list[Row]] = {}

    def make(self, record: Entity) -> None:
        self._work.session.add(record)
        self._made.append(record)

    def note(self, record: Entity) -> None:
        self._work.session.flush()
        if record not in self._made:
            self._noted.setdefault(_name(record), (record, _row(self._work, record)))

    def remove(self, record: Entity) -> None:
        """Take out a line that was a slip; it comes back with its number."""
        self._work.session.flush()
        self._gone.setdefault(record.__tablename__, []).append(_row(self._work, record))
        self._work.session.delete(record)

    def kept(self) -> Kept:
        self._work.session.flush()
        changed = {}
        for name, (record, was) in self._noted.items():
            became = _row(self._work, record)
            if _plain(became) != _plain(was):
                changed[name] = {"was": _plain(was), "became": _plain(became)}
        made = {_name(each): _plain(_row(self._work, each)) for each in self._made}
        return {"made": made, "changed": changed, "gone": self._gone}


def revert(work: Work, kept: Kept) -> Kept:
    """Put everything back, unless something came after it; return what does it once more."""
    _require_as_left(work, kept)
    made, changed, gone = (kept.get(each, {}) for each in ("made", "changed", "gone"))
    removed: dict[str, list[Row]] = {}
    for name in made:
        table = name.partition(":")[0]
        removed.setdefault(table, []).append(_named_row(work, name) or {})
    for name, each in changed.items():
        now = _named_row(work, name) or {}
        back = {**each["was"]}
        if _VERSION in now:
            back[_VERSION] = now[_VERSION] + 1
        table, _, number = name.partition(":")
        change_row(work.session, table_of(table), int(number), back)
    _require_unused(work, set(made))
    if removed:
        take_out(work.session, removed)
    if put_back(work.session, gone):
        raise ChangedAfterwards  # what it belonged to is not there any more
    work.session.expire_all()
    turned = {
        name: {"was": each["became"], "became": each["was"]} for name, each in changed.items()
    }
    again = {f"{table}:{row['id']}": _plain(row) for table, rows in gone.items() for row in rows}
    return {"made": again, "changed": turned, "gone": removed}


def _require_as_left(work: Work, kept: Kept) -> None:
    """Refuse where a row is otherwise than the act left it, or one that had gone is there."""
    made, changed = kept.get("made", {}), kept.get("changed", {})
    for name, told in (*made.items(), *((name, each["became"]) for name, each in changed.items())):
        now = _named_row(work, name)
        if now is None or _plain(now) != told:
            raise ChangedAfterwards
    for table, rows in kept.get("gone", {}).items():
        if any(_named_row(work, f"{table}:{row['id']}") is not None for row in rows):
            raise ChangedAfterwards


def take_back(work: Work, made: Made) -> None:
    """Undo an act of this page after a slip."""
    work.require(Right.KEEP_TEAM)
    revert(work, made.kept)
    work.record("team.act_taken_back", None, what=made.title)


def _require_unused(work: Work, made: set[str]) -> None:
    """Refuse where a row that would go is named by one that would stay."""
    for name in made:
        table, _, number = name.partition(":")
        for reference in references_to(table):
            here = reference.table.name
            own = {int(each.partition(":")[2]) for each in made if each.startswith(f"{here}:")}
            count = work.session.scalar(
                select(func.count())
                .select_from(reference.table)
                .where(reference.column == int(number), reference.table.c.id.not_in(own))
            )
            if count:
                raise ChangedAfterwards


def _name(record: Entity) -> str:
    return f"{record.__tablename__}:{record.id}"


def _row(work: Work, record: Entity) -> Row:
    found = _named_row(work, _name(record))
    if found is None:
        raise LookupError(_name(record))
    return found


def _named_row(work: Work, name: str) -> Row | None:
    table, _, number = name.partition(":")
    found = read_rows(work.session, table_of(table), table_of(table).c.id == int(number))
    return found[0] if found else None


def _plain(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in _OWN}
