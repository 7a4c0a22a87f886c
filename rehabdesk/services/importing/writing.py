"""A checked table written into the records: all of it in one act, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from rehabdesk.domain.codes import Right
from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.daily.importing import ImportBatch, ImportRow
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.domain.text import clean
from rehabdesk.persistence.many_rows import insert_rows
from rehabdesk.services.importing.checking import examine
from rehabdesk.services.importing.kinds.contact_rows import write_meetings
from rehabdesk.services.importing.kinds.known import read_places
from rehabdesk.services.importing.kinds.organisations import add_organisations
from rehabdesk.services.importing.kinds.verdicts import Verdict, counters_of
from rehabdesk.services.importing.kinds.volunteer_rows import write_volunteers
from rehabdesk.services.importing.kinds.writing_persons import Written, write_persons
from rehabdesk.services.importing.orders import (
    CheckRows,
    Imported,
    ImportStopped,
    RunImport,
    Watch,
    replaced_by,
)
from rehabdesk.services.importing.remembering import remember_columns
from rehabdesk.services.importing.uncollected import uncollected
from rehabdesk.services.office import Work
from rehabdesk.services.offices import add_hamlet

_ROWS = Entity.metadata.tables[ImportRow.__tablename__]
_RIGHTS = {ImportKind.VOLUNTEERS: Right.KEEP_VOLUNTEERS}
_OUTCOMES = tuple(ImportOutcome)
_MOST_TOLD = 3


class NothingToImport(Refusal):
    def __init__(self) -> None:
        super().__init__("Không có dòng nào để nhập. Sửa lỗi hoặc tick dòng cần nhập rồi làm lại.")


class ChangedSinceCheck(Refusal):
    def __init__(self, shown: int, now: int) -> None:
        super().__init__(
            f"Hồ sơ vừa đổi sau khi kiểm tra: lúc xem nhập được {shown} dòng, nay {now} dòng. "
            "Chưa ghi gì. Kiểm tra lại rồi nhập."
        )


class FilesChangedSinceCheck(Refusal):
    """Somebody saved what the workbook was to write over, after the clerk had looked at it."""

    def __init__(self, places: Sequence[tuple[int, str]]) -> None:
        told = "; ".join(f"dòng {row}: {label}" for row, label in places[:_MOST_TOLD])
        more = f" và {len(places) - _MOST_TOLD} ô nữa" if len(places) > _MOST_TOLD else ""
        super().__init__(
            f"Người khác vừa sửa {len(places)} ô mà tệp này định thay ({told}{more}). "
            "Chưa ghi gì. Kiểm tra lại rồi nhập."
        )


Writer = Callable[[Work, Sequence[Verdict], ImportBatch, Callable[[int], None]], dict[int, Written]]
_WRITERS: dict[ImportKind, Writer] = {
    ImportKind.PERSONS: write_persons,
    ImportKind.CORRECTIONS: write_persons,
    ImportKind.VOLUNTEERS: write_volunteers,
    ImportKind.CONTACTS: write_meetings,
}


# Acts


@uncollected()
def run_import(work: Work, order: RunImport, watch: Watch | None = None) -> Imported:
    """Write every row that may be written; stopped half-way, nothing has been."""
    check = order.check
    work.require(_RIGHTS.get(check.kind, Right.KEEP_FILES))
    added = {
        "new_hamlets": _add_hamlets(work, check),
        "new_organisations": add_organisations(work, check.new_organisations),
    }
    verdicts = examine(work, check)
    if order.replaced is not None:
        _require_as_seen(verdicts, order.replaced)
    counters = counters_of(verdicts)
    if order.shown is not None and counters != order.shown:
        raise ChangedSinceCheck(order.shown.to_write, counters.to_write)
    if not counters.to_write:
        raise NothingToImport
    batch = _open_batch(work, check)

    def go_on(done: int) -> None:
        if watch is not None and not watch(done, counters.to_write):
            raise ImportStopped

    go_on(0)
    written = _WRITERS[check.kind](work, verdicts, batch, go_on)
    go_on(counters.to_write)
    _keep_rows(work, batch, verdicts, written)
    outcomes = Counter(each.outcome for each in verdicts)
    told = {each.value: outcomes[each] for each in _OUTCOMES}
    batch.counts = {**told, **added}
    remember_columns(work, check)
    work.record("import.done", batch, file=batch.file_name, sheet=batch.sheet_name, **told)
    subjects = (written[row].subject_id for row in sorted(written))
    return Imported(
        batch.id,
        batch.version,
        outcomes[ImportOutcome.CREATED],
        outcomes[ImportOutcome.UPDATED],
        outcomes[ImportOutcome.ALIKE],
        outcomes[ImportOutcome.FAULTY],
        outcomes[ImportOutcome.LEFT_OUT],
        tuple(dict.fromkeys(subjects)),
    )


def _require_as_seen(verdicts: Sequence[Verdict], seen: Mapping[tuple[int, str], str]) -> None:
    now = replaced_by(verdicts)
    if moved := sorted(place for place in {*now, *seen} if now.get(place) != seen.get(place)):
        raise FilesChangedSinceCheck(moved)


def _add_hamlets(work: Work, check: CheckRows) -> list[int]:
    places = read_places(work)
    wanted = (clean(each) for each in sorted(check.new_hamlets))
    return [add_hamlet(work, name) for name in wanted if name and places.find(name) is None]


def _open_batch(work: Work, check: CheckRows) -> ImportBatch:
    book = check.workbook
    batch = ImportBatch(
        check.kind.value, book.file_name, book.fingerprint, work.actor.name, work.now
    )
    batch.sheet_name = check.table.sheet_name
    batch.mapping = {
        each.letters: {
            "head": each.head_read,
            "field": each.field.value if each.field else "",
            "encoding": each.encoding.value,
        }
        for each in check.columns
    }
    work.session.add(batch)
    work.session.flush()
    return batch


def _keep_rows(
    work: Work, batch: ImportBatch, verdicts: Sequence[Verdict], written: dict[int, Written]
) -> None:
    """Keep what became of each row, so that it can be told and taken back."""
    rows = []
    for verdict in verdicts:
        what = written.get(verdict.row_number)
        rows.append(
            {
                "batch_id": batch.id,
                "row_number": verdict.row_number,
                "outcome": verdict.outcome,
                "subject_kind": what.subject_kind if what else "",
                "subject_id": what.subject_id if what else None,
                "made": what.made if what else {},
                "before": what.before if what else {},
                "remark": verdict.remark,
            }
        )
    insert_rows(work.session, _ROWS, rows)
