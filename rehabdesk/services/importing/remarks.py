"""A copy of the office's own workbook that says beside every row what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.daily.importing import ImportRow
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.exports import ExportedFile, PurposeRequired
from rehabdesk.services.importing.checking import examine
from rehabdesk.services.importing.kinds.verdicts import Verdict
from rehabdesk.services.importing.orders import CheckRows, RowState
from rehabdesk.services.office import Work

_KEEPS_ITS_LOOK = {"xlsx", "xlsm"}


class SourceChanged(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp “{name}” đã đổi sau khi đọc. Chưa ghi gì. Chọn lại tệp rồi làm lại.")


@dataclass(frozen=True, slots=True)
class WriteRemarks:
    """`source` are the bytes of the file as it lies on the disk; `batch_id` after the import."""

    check: CheckRows
    source: bytes
    purpose: str
    batch_id: int | None = None


# Acts


def write_remarks(work: Work, order: WriteRemarks) -> ExportedFile:
    """Make the copy; who, why and how many rows is recorded, as for every list that leaves."""
    from rehabdesk.documents.lists.remarks import Remarks, remarked_original, remarked_plain

    work.require(Right.EXPORT_LISTS)
    if not clean(order.purpose):
        raise PurposeRequired
    book, table = order.check.workbook, order.check.table
    told = _of_batch(work, order.batch_id) if order.batch_id else _of_check(work, order.check)
    width = max((each.column for each in table.columns), default=0) + 1
    head = max(table.head_row_numbers, default=max(table.first_row_number - 1, 1))
    remarks = Remarks(table.sheet_name, head, width, told)
    if book.kind in _KEEPS_ITS_LOOK:
        if sha256(order.source).hexdigest() != book.fingerprint:
            raise SourceChanged(book.file_name)
        content = remarked_original(order.source, remarks)
    else:
        content = remarked_plain(book, remarks)
    work.record(
        "list.exported",
        None,
        count=len(told),
        purpose=clean(order.purpose),
        kind="xlsx",
        file=book.file_name,
    )
    return ExportedFile(f"{Path(book.file_name).stem} - ghi chú.xlsx", content, len(told))


def _of_check(work: Work, check: CheckRows) -> dict[int, tuple[str, str]]:
    return {each.row_number: (_state(each), _remark(each)) for each in examine(work, check)}


def _of_batch(work: Work, batch_id: int) -> dict[int, tuple[str, str]]:
    rows = work.session.execute(
        select(ImportRow.row_number, ImportRow.outcome, ImportRow.remark)
        .filter_by(batch_id=batch_id)
        .order_by(ImportRow.row_number)
    )
    return {row.row_number: (row.outcome.label, row.remark) for row in rows}


def _state(verdict: Verdict) -> str:
    if verdict.state in {RowState.READY, RowState.UPDATE} and not verdict.is_written:
        return RowState.SKIPPED.label
    return verdict.state.label


def _remark(verdict: Verdict) -> str:
    """Say everything about a row, each thing once."""
    told = Counter(each.says for each in verdict.problems)
    return " ".join(each if each.endswith((".", "?")) else f"{each}." for each in told)
