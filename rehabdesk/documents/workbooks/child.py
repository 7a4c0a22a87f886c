"""The process that reads: a workbook's bytes come in, its sheets go out line by line.

It knows no database, no window and no path. Whatever a workbook does to it ends with it.
"""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

import python_calamine as calamine

from rehabdesk.documents.workbooks import (
    archive,
    compound,
    fence,
    limits,
    plain_text,
    records,
    styles,
    wire,
)
from rehabdesk.documents.workbooks.fonts import Fonts
from rehabdesk.documents.workbooks.refusing import (
    DAMAGED,
    LONG_CELL,
    OLD_KIND,
    PASSWORD,
    TOO_MUCH,
    Unreadable,
)

_BATCH = 500  # rows
_SHOWN = calamine.SheetVisibleEnum.Visible
_OF_CELLS = calamine.SheetTypeEnum.WorkSheet
_BARE_RECORDS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # before containers


def main() -> None:
    gc.disable()  # one book, then the end
    source, target = sys.stdin.buffer, sys.stdout.buffer
    fence.close()
    target.write(wire.encode(wire.READY))
    target.flush()
    data = source.read()
    try:
        kind = _answer(data, target)
        target.write(wire.encode(wire.END, kind))
    except Unreadable as refused:
        target.write(wire.encode(wire.NO, refused.args[0]))
    except MemoryError:
        target.write(wire.encode(wire.NO, TOO_MUCH))
    target.flush()


def _answer(data: bytes, target: BinaryIO) -> str:
    kind, extras = _examine(data)
    if kind == "csv":
        rows = plain_text.read_text(data)
        _tell_sheet(target, "", rows, is_hidden=False)
        return kind
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            _tell_book(book, extras, target)
    except calamine.PasswordError:
        raise Unreadable(PASSWORD) from None
    except (calamine.CalamineError, ValueError, OSError):
        raise Unreadable(DAMAGED) from None
    return kind


class _Extras:
    """What calamine does not tell, by sheet."""

    def __init__(self, held: archive.Archive | bytes, kind: str) -> None:
        self._held, self._kind = held, kind

    def fonts(self, names: list[str]) -> list[Fonts]:
        if isinstance(self._held, bytes):
            return records.fonts_of_sheets(self._held)
        return [] if self._kind == "ods" else styles.fonts_of_sheets(self._held, names)

    def spans(self) -> dict[str, list[styles.Span]]:
        if self._kind == "ods" and isinstance(self._held, archive.Archive):
            return styles.spans_of_sheets(self._held)
        return {}


def _examine(data: bytes) -> tuple[str, _Extras]:
    """Say what the bytes are, whatever the name of the file; refuse what must not be read."""
    if data.startswith(archive.MAGIC):
        held = archive.Archive(data)
        held.check()
        kind = archive.kind_of(held)
        return kind, _Extras(held, kind)
    if data.startswith(compound.MAGIC):
        stream = compound.workbook_stream(data)
        records.check_password(stream)
        return "xls", _Extras(stream, "xls")
    if data.startswith(_BARE_RECORDS):
        raise Unreadable(OLD_KIND)
    return "csv", _Extras(b"", "csv")


def _tell_book(book: calamine.CalamineWorkbook, extras: _Extras, target: BinaryIO) -> None:
    sheets = book.sheets_metadata
    if len(sheets) > limits.SHEETS:
        raise Unreadable(TOO_MUCH)
    fonts = extras.fonts([sheet.name for sheet in sheets])
    spans = extras.spans()
    for number, known in enumerate(sheets):
        if known.typ != _OF_CELLS:
            continue
        sheet = book.get_sheet_by_index(number)
        rows, columns = _size(sheet)
        ranges = sheet.merged_cell_ranges or []
        merged = [(*first, *last) for first, last in ranges] or spans.get(known.name, [])
        _tell_sheet(
            target,
            known.name,
            _rows(sheet),
            is_hidden=known.visible != _SHOWN,
            spans=styles.bounded(merged, rows, columns),
            fonts=fonts[number] if number < len(fonts) else {},
        )


def _size(sheet: calamine.CalamineSheet) -> tuple[int, int]:
    end = sheet.end
    rows, columns = (end[0] + 1, end[1] + 1) if end else (0, 0)
    if rows > limits.ROWS or columns > limits.COLUMNS:
        raise Unreadable(TOO_MUCH)
    return rows, columns


def _rows(sheet: calamine.CalamineSheet) -> Iterator[list[Any]]:
    """Go through the rows; calamine leaves out empty columns on the left, but no row above."""
    if sheet.start is None:
        return
    before: list[Any] = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield before + row if before else row


def _tell_sheet(
    target: BinaryIO,
    name: str,
    rows: Iterator[list[Any]] | list[list[str]],
    *,
    is_hidden: bool,
    spans: list[styles.Span] | None = None,
    fonts: Fonts | None = None,
) -> None:
    told = fonts or {}
    target.write(wire.encode(wire.SHEET, name, is_hidden, spans or [], list(told.items())))
    batch: list[list[Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            _tell_rows(target, batch)
            batch = []
    _tell_rows(target, batch)


def _tell_rows(target: BinaryIO, batch: list[list[Any]]) -> None:
    if any(len(cell) > limits.LETTERS for row in batch for cell in row if cell.__class__ is str):
        raise Unreadable(LONG_CELL)
    target.write(wire.encode(wire.ROWS, batch))
    target.flush()
