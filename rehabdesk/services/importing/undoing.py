"""Imports of the past: told with exact counts, and taken back as long as nothing hangs on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.records.daily.importing import ImportBatch, ImportRow
from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.search import forget_persons
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.editing import require_version
from rehabdesk.services.importing.orders import (
    BatchRow,
    KeptRow,
    UndoImport,
    Undone,
    UndoSight,
    Watch,
)
from rehabdesk.services.importing.rows import (
    Rows,
    hanging_on,
    marks,
    put_back,
    remove,
    snapshots,
)
from rehabdesk.services.importing.uncollected import uncollected
from rehabdesk.services.indexing.persons import make_all_findable
from rehabdesk.services.office import Work

_HANGING = {
    "decision_person": "văn bản",
    "assignment": "phân công",
    "contact_person": "lần gặp",
    "contact": "lần gặp",
    "decision_assignee": "văn bản",
    "person_merge": "lần gộp hồ sơ",
    "person_distinct": "lần xác nhận không cùng người",
    "flag": "cờ nhắc",
    "transfer": "lần chuyển hồ sơ",
    "person": "người",
}
_CHANGED = "đã sửa sau khi nhập"
_GONE = "đã được gộp hoặc bỏ"
_AT_ONCE = 500
_RIGHTS = {"volunteers": Right.KEEP_VOLUNTEERS}


class AlreadyUndoneImport(Refusal):
    def __init__(self, file_name: str) -> None:
        super().__init__(f"Lần nhập “{file_name}” đã được bỏ rồi. Chưa đổi gì.")


class UndoCountsMoved(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Hồ sơ vừa đổi, số sẽ bỏ và số giữ lại không còn như lúc xem. Chưa bỏ gì. "
            "Xem lại rồi bỏ."
        )


class UndoStopped(Refusal):
    def __init__(self) -> None:
        super().__init__("Đã dừng. Lần nhập còn nguyên, chưa bỏ gì.")


@dataclass(slots=True)
class _Steps:
    """Counts what has been done and asks whether to go on."""

    count: int
    watch: Watch | None
    done: int = 0

    def __post_init__(self) -> None:
        self.on(0)

    def on(self, more: int) -> None:
        self.done += more
        if self.watch is not None and not self.watch(self.done, self.count):
            raise UndoStopped


@dataclass(slots=True)
class _Subject:
    """One record an import made or changed, with what an undo would do."""

    row: ImportRow
    name: str
    now: Rows
    is_made: bool
    reasons: list[str] = field(default_factory=list)


# Acts


@uncollected()
def undo_import(work: Work, order: UndoImport, watch: Watch | None = None) -> Undone:
    """Take an import back: what it made goes, what it changed is as before, the rest is told.

    Stopped half-way, nothing has been taken back.
    """
    batch = work.session.get_one(ImportBatch, order.batch_id)
    work.require(_RIGHTS.get(batch.kind, Right.KEEP_FILES))
    require_version(batch, order.version)
    if batch.undone_at is not None:
        raise AlreadyUndoneImport(batch.file_name)
    subjects = _subjects(work, batch)
    free = [each for each in subjects if not each.reasons]
    made = [each for each in free if each.is_made]
    changed = [each for each in free if not each.is_made]
    kept = _kept(subjects)
    if order.shown is not None and order.shown != (len(made), len(changed), len(kept)):
        raise UndoCountsMoved
    step = _Steps(len(free), watch)
    for kind, part in _parts(made):
        remove(work, kind, [each.now for each in part])
        forget_persons(work.session, _persons(part))
        step.on(len(part))
    for kind, part in _parts(changed):
        put_back(work, kind, [(each.now, each.row.before) for each in part])
        _let_earlier_know(work, kind, [each.row for each in part])
        step.on(len(part))
    _drop_added(work, batch)
    _follow(work, _persons(changed))
    batch.undone_by, batch.undone_at = work.actor.name, work.now
    batch.kept = {"rows": [[each.row_number, each.name, list(each.reasons)] for each in kept]}
    work.record(
        "import.undone",
        batch,
        file=batch.file_name,
        gone=len(made),
        put_back=len(changed),
        kept=len(kept),
    )
    return Undone(len(made), len(changed), kept)


# Looks


def list_imports(work: Work) -> tuple[BatchRow, ...]:
    """Return every import, the last one first."""
    work.require(Right.READ_FILES)
    found = work.session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()))
    return tuple(_batch_row(each) for each in found)


@uncollected()
def look_at_undo(work: Work, batch_id: int) -> UndoSight:
    """Say exactly what taking an import back would do; nothing changes."""
    work.require(Right.READ_FILES)
    batch = work.session.get_one(ImportBatch, batch_id)
    subjects = _subjects(work, batch) if batch.undone_at is None else []
    free = [each for each in subjects if not each.reasons]
    made = sum(1 for each in free if each.is_made)
    return UndoSight(_batch_row(batch), made, len(free) - made, _kept(subjects))


def _batch_row(batch: ImportBatch) -> BatchRow:
    counts = batch.counts
    outcomes = {each: int(counts.get(each.value, 0)) for each in ImportOutcome}
    return BatchRow(
        batch.id,
        batch.version,
        batch.kind,
        batch.file_name,
        batch.sheet_name,
        batch.imported_by,
        batch.imported_at,
        outcomes[ImportOutcome.CREATED],
        outcomes[ImportOutcome.UPDATED],
        sum(outcomes.values()),
        batch.undone_by,
        batch.undone_at,
        len(batch.kept.get("rows", ())),
    )


def _subjects(work: Work, batch: ImportBatch) -> list[_Subject]:
    """Return everything the import made or changed, with what stands against taking it back."""
    rows = work.session.scalars(
        select(ImportRow).filter_by(batch_id=batch.id).order_by(ImportRow.row_number)
    )
    written = [each for each in rows if each.made]
    found: list[_Subject] = []
    for kind in dict.fromkeys(each.subject_kind for each in written):
        found += _of_kind(work, kind, [each for each in written if each.subject_kind == kind])
    return sorted(found, key=lambda each: each.row.row_number)


def _of_kind(work: Work, kind: str, rows: Sequence[ImportRow]) -> list[_Subject]:
    ids = [each.subject_id for each in rows if each.subject_id is not None]
    now = snapshots(work, kind, ids)
    made = {
        each.subject_id: now[each.subject_id]
        for each in rows
        if each.subject_id is not None and each.outcome is ImportOutcome.CREATED
    }
    hanging = hanging_on(work, kind, made)
    found = []
    for row in rows:
        if row.subject_id is None:
            continue
        present = now[row.subject_id]
        subject = _Subject(row, _name(kind, present), present, row.subject_id in made)
        subject.reasons = _reasons(row, present, hanging.get(row.subject_id, {}))
        found.append(subject)
    return found


def _reasons(row: ImportRow, now: Rows, hanging: dict[str, int]) -> list[str]:
    if not now:
        return [_GONE]
    reasons = [_CHANGED] if marks(now) != row.made else []
    told: dict[str, int] = {}
    for name, count in hanging.items():
        words = _HANGING.get(name, "việc khác")
        told[words] = told.get(words, 0) + count
    return reasons + [f"{count} {words}" for words, count in told.items()]


def _name(kind: str, rows: Rows) -> str:
    first: dict[str, Any] = rows[kind][0] if rows.get(kind) else {}
    return str(first.get("full_name", ""))


def _kept(subjects: Sequence[_Subject]) -> tuple[KeptRow, ...]:
    return tuple(
        KeptRow(
            each.row.subject_id if each.row.subject_kind == "person" else None,
            each.row.row_number,
            each.name,
            tuple(each.reasons),
        )
        for each in subjects
        if each.reasons
    )


def _let_earlier_know(work: Work, kind: str, rows: Sequence[ImportRow]) -> None:
    """Let earlier imports of the same subjects see them as they left them, whatever the version."""
    left = {each.subject_id or 0: marks(each.before) for each in rows}
    own = {each.id for each in rows}
    now = snapshots(work, kind, list(left))
    earlier = work.session.scalars(
        select(ImportRow).filter_by(subject_kind=kind).where(ImportRow.subject_id.in_(left))
    )
    for each in earlier:
        if each.id not in own and each.made == left[each.subject_id or 0]:
            each.made = marks(now[each.subject_id or 0])


def _drop_added(work: Work, batch: ImportBatch) -> None:
    """Take away the hamlets and organisations the import brought, unless somebody is of them."""
    for kind in ("hamlet", "organisation"):
        ids = list(batch.counts.get(f"new_{kind}s", ()))
        now = {each: rows for each, rows in snapshots(work, kind, ids).items() if rows}
        used = hanging_on(work, kind, now)
        remove(work, kind, [rows for each, rows in now.items() if each not in used])


def _follow(work: Work, person_ids: Sequence[int]) -> None:
    """Let the search and the standings know."""
    work.session.flush()
    work.session.expire_all()
    make_all_findable(work, person_ids)
    refresh_persons(work, person_ids)


def _parts(subjects: Sequence[_Subject]) -> Iterator[tuple[str, Sequence[_Subject]]]:
    """Take the subjects of each kind, some hundreds at a time."""
    for kind in dict.fromkeys(each.row.subject_kind for each in subjects):
        own = [each for each in subjects if each.row.subject_kind == kind]
        for start in range(0, len(own), _AT_ONCE):
            yield kind, own[start : start + _AT_ONCE]


def _persons(subjects: Sequence[_Subject]) -> list[int]:
    rows = (each.row for each in subjects if each.row.subject_kind == "person")
    return [each.subject_id for each in rows if each.subject_id is not None]
