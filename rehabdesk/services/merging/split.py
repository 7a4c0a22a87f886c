"""Splitting a merged file again: both as they were, and what came since stays or follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.daily.merging import PersonMerge
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.indexing.persons import make_findable
from rehabdesk.services.merging.fields import FIELDS, OWN_FIELDS
from rehabdesk.services.merging.merge import merges_into
from rehabdesk.services.merging.planning import CARRIED
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import require_in_reach
from rehabdesk.services.rows.snapshot import (
    Row,
    Rows,
    change_row,
    put_back,
    read_rows,
    remove_rows,
)
from rehabdesk.services.rows.tables import table_of
from rehabdesk.services.secrecy.files import require_open_to

# What hangs on an episode as well as on its person: it goes where the episode goes.
FOLLOWING = ("assignment", "decision_person")


class LaterMergeFirst(Refusal):
    def __init__(self, code: str) -> None:
        super().__init__(
            f"Hồ sơ {code} được gộp vào đây sau. Tách lại hồ sơ {code} trước, rồi tách hồ sơ này."
        )


class AlreadySplit(Refusal):
    def __init__(self, code: str) -> None:
        super().__init__(f"Hồ sơ {code} đã tách lại rồi. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A file that was merged into another, as the other's page tells it."""

    id: int
    gone_id: int
    code: str
    full_name: str
    merged_by: str
    merged_at: datetime


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a split would do, in words; `stays` is what cannot be put as it was."""

    merge: MergedRow
    kept_code: str
    returns: tuple[str, ...]
    stays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    gone_id: int
    code: str
    full_name: str
    stays: tuple[str, ...]


@dataclass(slots=True)
class _Plan:
    changes: list[tuple[str, int, Row]] = field(default_factory=list)
    after: Row = field(default_factory=dict)  # what the kept person goes back to
    added: Rows = field(default_factory=dict)
    stays: list[str] = field(default_factory=list)


# Acts


def split_persons(work: Work, merge_id: int) -> Split:
    """Give the merged file back what was its own."""
    work.require(Right.KEEP_FILES)
    merge = work.session.get_one(PersonMerge, merge_id)
    require_open_to(work, merge.kept)
    _require_last(work, merge)
    plan = _plan(work, merge)
    session = work.session
    homeless = put_back(session, merge.gone_rows)
    for table, row_id, values in plan.changes:
        change_row(session, table_of(table), row_id, values)
    _follow(work, merge)
    remove_rows(session, plan.added)
    kept_id, gone_id = merge.kept_id, merge.gone_id
    if plan.after:
        change_row(session, table_of("person"), kept_id, plan.after)
    session.expire_all()
    kept, gone = (session.get_one(Person, each) for each in (kept_id, gone_id))
    session.refresh(kept)
    flag_modified(kept, "full_name")  # its version counts whatever hangs on it
    session.flush()
    refresh_persons(work, (kept_id, gone_id))
    session.expire_all()
    for person in (kept, gone):
        make_findable(work, person)
    merge.undone_by, merge.undone_at = work.actor.name, work.now
    work.record("person.split", kept, case=merge.gone_code, name=merge.gone_name)
    work.record("person.split_off", gone, case=merge.gone_code)
    return Split(gone_id, merge.gone_code, gone.full_name, (*plan.stays, *_lost(homeless)))


# Looks


def list_merged(work: Work, person_id: int) -> list[MergedRow]:
    """Return the files merged into this one, the last first."""
    work.require(Right.READ_FILES)
    return [_row(merge) for merge in merges_into(work, person_id)]


def foresee_split(work: Work, merge_id: int) -> Foreseen:
    """Tell what a split gives back, and what it cannot."""
    work.require(Right.READ_FILES)
    merge = work.session.get_one(PersonMerge, merge_id)
    _require_last(work, merge)
    plan = _plan(work, merge)
    code = work.session.scalars(select(CaseFile.code).filter_by(person_id=merge.kept_id)).one()
    counted: dict[str, int] = {}
    for table, _, values in plan.changes:
        for column in values:
            if words := CARRIED.get(f"{table}.{column}"):
                counted[words] = counted.get(words, 0) + 1
    returns = tuple(f"{count} {words}" for words, count in counted.items())
    return Foreseen(_row(merge), code, returns, tuple(plan.stays))


def _require_last(work: Work, merge: PersonMerge) -> None:
    if merge.undone_at is not None:
        raise AlreadySplit(merge.gone_code)
    last = merges_into(work, merge.kept_id)[0]
    if last.id != merge.id:
        raise LaterMergeFirst(last.gone_code)


def _plan(work: Work, merge: PersonMerge) -> _Plan:
    """Hold every row against what the merge left: only what still stands so goes back."""
    require_in_reach(work, ("body_test",))
    plan = _Plan()
    for name, changes in merge.moved_rows.items():
        table = table_of(name)
        for change in changes:
            found = read_rows(work.session, table, table.c.id == change["id"])
            words = _words_for(name)
            if not found:
                plan.stays.append(f"{words} đã bỏ sau khi gộp, không lấy lại ở đây")
                continue
            same = [each for each in change["after"] if found[0][each] == change["after"][each]]
            plan.changes.append(
                (name, change["id"], {each: change["before"][each] for each in same})
            )
    _plan_fields(work, merge, plan)
    for name, ids in merge.kept_before.get("added", {}).items():
        plan.added[name] = [{"id": each} for each in ids]
    plan.stays += _newcomers(work, merge)
    return plan


def _plan_fields(work: Work, merge: PersonMerge, plan: _Plan) -> None:
    table = table_of("person")
    [now] = read_rows(work.session, table, table.c.id == merge.kept_id)
    before, after = merge.kept_before.get("before", {}), merge.kept_before.get("after", {})
    for each in FIELDS:
        touched = [column for column in each.columns if column in after]
        if any(now[column] != after[column] for column in touched):
            plan.stays.append(f"{each.label}: đã sửa sau khi gộp, giữ như đang có")
        else:
            plan.after.update({column: before[column] for column in touched})
    if OWN_FIELDS in after and now[OWN_FIELDS] == after[OWN_FIELDS]:
        plan.after[OWN_FIELDS] = before[OWN_FIELDS]


def _newcomers(work: Work, merge: PersonMerge) -> list[str]:
    """Tell of what was added to the kept file since and hangs on no episode that goes back."""
    told = []
    for name, last_id in merge.kept_before.get("last_ids", {}).items():
        table = table_of(name)
        is_new = (table.c.person_id == merge.kept_id, table.c.id > last_id)
        if rows := read_rows(work.session, table, *is_new):
            told.append(f"{len(rows)} {_words_for(name)} ghi sau khi gộp ở lại hồ sơ giữ lại")
    return told


def _follow(work: Work, merge: PersonMerge) -> None:
    """Let what was written about an episode since the merge go back with the episode."""
    episodes = [change["id"] for change in merge.moved_rows.get("episode", ())]
    for name in FOLLOWING:
        table = table_of(name)
        rows = read_rows(
            work.session,
            table,
            table.c.person_id == merge.kept_id,
            table.c.episode_id.in_(episodes),
        )
        for row in rows:
            if not _stands_twice(work, name, row, merge.gone_id):
                change_row(work.session, table, row["id"], {"person_id": merge.gone_id})


def _stands_twice(work: Work, name: str, row: Row, person_id: int) -> bool:
    if name != "decision_person":
        return False
    table = table_of(name)
    known: list[Any] = read_rows(
        work.session,
        table,
        table.c.decision_id == row["decision_id"],
        table.c.person_id == person_id,
    )
    return bool(known)


def _lost(homeless: list[tuple[str, Row]]) -> list[str]:
    return [f"{_words_for(name)} không còn chỗ để lấy lại" for name, _ in homeless]


def _words_for(table: str) -> str:
    found = (words for name, words in CARRIED.items() if name.startswith(f"{table}.") and words)
    return next(found, "một dòng")


def _row(merge: PersonMerge) -> MergedRow:
    return MergedRow(
        merge.id,
        merge.gone_id,
        merge.gone_code,
        merge.gone_name,
        merge.merged_by,
        merge.merged_at,
    )
