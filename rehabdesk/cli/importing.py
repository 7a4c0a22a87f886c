"""A workbook brought in without a window: checked, told, then written in one act."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.mapping import mapping_faults, mapping_of
from rehabdesk.domain.tables.sheet import Sheet, Workbook
from rehabdesk.domain.tables.table import NoTable
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.exports import save_file
from rehabdesk.services.importing.checking import check_rows
from rehabdesk.services.importing.orders import (
    Check,
    CheckedRow,
    CheckRows,
    Counters,
    Imported,
    Level,
    RunImport,
)
from rehabdesk.services.importing.reading import (
    TableSight,
    look_at_table,
    open_workbook,
    read_source,
)
from rehabdesk.services.importing.remarks import WriteRemarks, write_remarks
from rehabdesk.services.importing.writing import run_import
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import as_folder
from rehabdesk.services.safekeeping.backups import back_up

WHOLE, IN_PART = 0, 3  # what is told to whoever called: every row, or some stayed behind
PURPOSE = "Sửa tệp trước khi nhập"
_MOST_TOLD = 50
_NOUNS = {ImportKind.CONTACTS: "lần gặp gỡ", ImportKind.VOLUNTEERS: "người"}


class NoSuchSheet(Refusal):
    def __init__(self, name: str, names: Sequence[str]) -> None:
        told = ", ".join(f"“{each}”" for each in names)
        super().__init__(f"Tệp không có trang “{name}”. Các trang đang có: {told}.")


class ColumnsUnclear(Refusal):
    """The columns cannot be put without somebody looking."""


class CorrectionsNeedEyes(Refusal):
    def __init__(self, count: int) -> None:
        super().__init__(
            f"Tệp này là danh sách đã xuất để sửa: {count} dòng khác hồ sơ. Chưa ghi gì. "
            "Mở cửa sổ phần mềm, mục Nhập Excel, để xác nhận từng chỗ sửa."
        )


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What was asked for on the command line."""

    file: Path
    sheet: str | None
    kind: ImportKind | None
    is_dry: bool
    remarks: Path | None
    episode_kind: EpisodeKind | None = None  # of rows that name none


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it, for whoever asked; a dry run has written nothing."""

    check: CheckRows
    seen: Check
    done: Imported | None

    @property
    def exit_code(self) -> int:
        if self.done is not None:
            return IN_PART if self.done.alike or self.done.faulty else WHOLE
        counters = self.seen.counters
        return IN_PART if counters.alike or counters.faulty else WHOLE


def import_workbook(home: OfficeHome, office: Office, options: ImportOptions) -> Told:
    """Check a workbook, back up, and write all that can be written as it stands."""
    book = open_workbook(options.file)
    kind, sight = _sight(office, book, options)
    order = CheckRows(book, sight.table, kind, sight.columns, options.episode_kind)
    if faults := mapping_faults(mapping_of(kind, sight.columns)):
        raise ColumnsUnclear(f"{' '.join(faults)} Chưa ghi gì.")
    seen = office.look(partial(check_rows, order=order))
    if kind is ImportKind.CORRECTIONS and not options.is_dry:
        raise CorrectionsNeedEyes(seen.counters.ready)
    done = None
    if not options.is_dry and seen.counters.to_write:
        if not home.is_on_server:
            back_up(as_folder(home), BackupReason.BEFORE_IMPORT)
        done = office.do(partial(run_import, order=RunImport.as_seen(order, seen))).result
    if options.remarks is not None:
        _write_remarks(office, order, options, done)
    return Told(order, seen, done)


def in_words(told: Told) -> str:
    """Tell what came of it, the rows that stayed behind each with its reason."""
    lines = [_head(told)]
    waiting = [row for row in told.seen.rows if row.needs_a_look and not row.is_written]
    lines += [f"Dòng {row.row_number}: {_reasons(row)}" for row in waiting[:_MOST_TOLD]]
    if len(waiting) > _MOST_TOLD:
        rest = len(waiting) - _MOST_TOLD
        lines.append(f"Còn {rest} dòng nữa. Thêm --remarks TỆP.xlsx để xem hết.")
    return "\n".join(lines)


def as_object(told: Told) -> dict[str, object]:
    done, counters = told.done, told.seen.counters
    return {
        "ok": True,
        "file": told.check.workbook.file_name,
        "sheet": told.check.table.sheet_name,
        "kind": told.check.kind.value,
        "dry_run": done is None,
        "rows": counters.total,
        "ready": counters.ready,
        "alike": counters.alike,
        "faulty": counters.faulty,
        "skipped": counters.skipped,
        "batch": done.batch_id if done else None,
        "created": done.created if done else 0,
        "updated": done.updated if done else 0,
        "not_imported": _left(counters, done),
        "problems": [
            {"row": row.row_number, "state": row.state.value, "says": _reasons(row)}
            for row in told.seen.rows
            if row.needs_a_look
        ],
    }


def _left(counters: Counters, done: Imported | None) -> int:
    return counters.total - (done.created + done.updated if done else counters.to_write)


def _head(told: Told) -> str:
    book, counters = told.check.workbook, told.seen.counters
    beside = len(told.check.table.left_out)
    where = (
        f"“{book.file_name}”, trang “{told.check.table.sheet_name}”: "
        f"{counters.total - beside} dòng ghi tên người"
        f"{f', {beside} dòng cộng, dòng trống' if beside else ''}"
    )
    if told.done is None:
        return (
            f"{where}. Nhập được ngay {counters.ready}, giống hồ sơ đã có {counters.alike}, "
            f"lỗi phải sửa {counters.faulty}, bỏ qua {counters.skipped - beside}. Chưa ghi gì."
        )
    done = told.done
    noun = _NOUNS.get(told.check.kind, "hồ sơ mới")
    return (
        f"{where}. Đã ghi {done.created} {noun}, sửa {done.updated}; giống hồ sơ đã có, không "
        f"nhập {done.alike}; lỗi {done.faulty}; bỏ qua {done.left_out - beside}. "
        "Bỏ cả lần nhập này trong cửa sổ phần mềm, mục Nhập Excel."
    )


def _reasons(row: CheckedRow) -> str:
    told = (each.says for each in row.problems if each.level is not Level.NOTE)
    return " ".join(told)


def _sight(office: Office, book: Workbook, options: ImportOptions) -> tuple[ImportKind, TableSight]:
    """Choose the sheet named, else the one with the longest table, and what it is a list of."""
    sheets = [each for each in book.sheets if not each.is_hidden]
    if options.sheet is not None:
        named = [each for each in book.sheets if each.name.strip() == options.sheet.strip()]
        if not named:
            raise NoSuchSheet(options.sheet, [each.name for each in sheets])
        return _table(office, named[0], options.kind)
    found = []
    refused: Refusal = NoTable()
    for sheet in sheets:
        try:
            found.append(_table(office, sheet, options.kind))
        except Refusal as refusal:
            refused = refusal
    if not found:
        raise refused
    return max(found, key=lambda each: len(each[1].table.rows))


def _table(office: Office, sheet: Sheet, kind: ImportKind | None) -> tuple[ImportKind, TableSight]:
    if kind is not None:
        return kind, office.look(partial(look_at_table, sheet=sheet, kind=kind))
    sight = office.look(partial(look_at_table, sheet=sheet, kind=ImportKind.CORRECTIONS))
    if any(each.field is ImportField.ROW_CODE for each in sight.columns):
        return ImportKind.CORRECTIONS, sight
    kind = ImportKind.PERSONS
    return kind, office.look(partial(look_at_table, sheet=sheet, kind=kind))


def _write_remarks(
    office: Office, order: CheckRows, options: ImportOptions, done: Imported | None
) -> None:
    if options.remarks is None:
        return
    wanted = WriteRemarks(
        order, read_source(options.file), PURPOSE, done.batch_id if done else None
    )
    made = office.do(partial(write_remarks, order=wanted)).result
    save_file(options.remarks, made.content)
    print(f"Đã lưu bản có ghi chú vào “{options.remarks}”.", file=sys.stderr)
