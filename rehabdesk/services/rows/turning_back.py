"""One row as it was before an act, put back after it: undo for what is a single line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.office import Work
from rehabdesk.services.rows.snapshot import Row, change_row, read_rows, record_of
from rehabdesk.services.rows.tables import table_of

R = TypeVar("R")
_VERSION = "version"

# The tables whose lines may be turned back, and the right that takes.
RIGHTS: Mapping[str, Right] = {
    "assignment": Right.DRAFT_DECISIONS,
    "hamlet": Right.KEEP_OFFICE,
    "organisation": Right.KEEP_VOLUNTEERS,
    "tip": Right.KEEP_TEAM,
    "volunteer": Right.KEEP_VOLUNTEERS,
}


class ChangedSince(Refusal):
    def __init__(self) -> None:
        super().__init__("Dòng này đã được sửa hoặc xóa sau đó, nên chưa hoàn tác. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class Turned(Generic[R]):
    """What an act made of one row, beside what came of the act."""

    result: R
    table: str
    before: Row
    after: Row


# Acts


def remembering(work: Work, act: Callable[[Work], R], table: str, row_id: int) -> Turned[R]:
    """Carry out an act, and keep what it made of one row."""
    before = _row(work, table, row_id)
    result = act(work)
    return Turned(result, table, before, _row(work, table, row_id))


def turn_back(work: Work, turned: Turned[R]) -> Turned[R]:
    """Put the row back as it was before, unless it has been changed since."""
    work.require(RIGHTS[turned.table])
    now = _row(work, turned.table, turned.after["id"])
    if now != turned.after:
        raise ChangedSince
    back = {**turned.before}
    if _VERSION in now:
        back[_VERSION] = now[_VERSION] + 1
    table = table_of(turned.table)
    change_row(work.session, table, now["id"], back)
    work.session.expire_all()
    if turned.table == "assignment":
        refresh_persons(work, (back["person_id"],))
    changed = {name: f"{now[name]} → {value}" for name, value in back.items() if value != now[name]}
    changed.pop(_VERSION, None)
    record = record_of(work.session, turned.table, now["id"])
    work.record(f"{turned.table}.turned_back", record, **changed)
    return Turned(turned.result, turned.table, now, _row(work, turned.table, now["id"]))


def _row(work: Work, table: str, row_id: int) -> Row:
    found = read_rows(work.session, table_of(table), table_of(table).c.id == row_id)
    if not found:
        raise ChangedSince
    return found[0]
