"""Reads a workbook somebody else made; nothing in it is trusted, run or fetched.

A process of its own reads it, so that no workbook can bring down the office (`child.py`).
"""

from __future__ import annotations

import errno
import hashlib
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rehabdesk.documents.workbooks import limits, wire
from rehabdesk.documents.workbooks.process import Reader, ReaderEnded
from rehabdesk.documents.workbooks.refusals import Reason, WorkbookRefused, reason_of
from rehabdesk.domain.tables.sheet import Cell, Sheet, Span, Workbook

_SHARING_ERRORS = (32, 33)  # of Windows: another program holds the file


def read_workbook(path: Path, is_stopped: Callable[[], bool] | None = None) -> Workbook:
    """Return every sheet with cells, as it stands; `is_stopped` is asked while it is read."""
    path = Path(path)
    try:
        with Reader(is_stopped) as reader:
            data = _bytes(path)
            kind, sheets = _receive(reader, data, path)
    except ReaderEnded as ended:
        raise WorkbookRefused(ended.reason, path.name) from None
    except (LookupError, TypeError, ValueError):  # no child of ours says such things
        raise WorkbookRefused(Reason.DAMAGED, path.name) from None
    if not any(sheet.rows for sheet in sheets):
        raise WorkbookRefused(Reason.EMPTY, path.name)
    return Workbook(path.name, kind, hashlib.sha256(data).hexdigest(), sheets)


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise WorkbookRefused(Reason.NOT_A_WORKBOOK, path.name)
        with path.open("rb") as file:
            data = file.read(limits.PACKED + 1)
    except OSError as trouble:
        raise WorkbookRefused(_reason(path, trouble), path.name) from trouble
    if not data:
        raise WorkbookRefused(Reason.EMPTY, path.name)
    if len(data) > limits.PACKED:
        raise WorkbookRefused(Reason.TOO_BIG, path.name)
    return data


def _reason(path: Path, trouble: OSError) -> Reason:
    """Say why a file does not open; Excel leaves a file of its own beside one it holds."""
    if isinstance(trouble, FileNotFoundError | NotADirectoryError):
        return Reason.MISSING
    is_held = getattr(trouble, "winerror", None) in _SHARING_ERRORS or trouble.errno in (
        errno.EBUSY,
        errno.ETXTBSY,
    )
    if is_held or (isinstance(trouble, PermissionError) and _is_open_in_excel(path)):
        return Reason.IN_USE
    return Reason.NO_RIGHT


def _is_open_in_excel(path: Path) -> bool:
    try:
        return path.with_name(f"~${path.name}").exists()
    except OSError:
        return False


def _receive(reader: Reader, data: bytes, path: Path) -> tuple[str, tuple[Sheet, ...]]:
    reader.give(data)
    heads: list[list[Any]] = []
    rows: list[list[tuple[Cell, ...]]] = []
    for what, *told in reader.messages():
        if what == wire.SHEET:
            heads.append(told)
            rows.append([])
        elif what == wire.ROWS:
            rows[-1] += map(wire.cells, told[0])
        elif what == wire.NO:
            raise WorkbookRefused(reason_of(told[0]), path.name)
        elif what == wire.END:
            sheets = zip(heads, rows, strict=True)
            return str(told[0]), tuple(_sheet(head, cells, path) for head, cells in sheets)
    raise WorkbookRefused(Reason.DAMAGED, path.name)


def _sheet(head: list[Any], rows: list[tuple[Cell, ...]], path: Path) -> Sheet:
    name, is_hidden, spans, fonts = head
    return Sheet(
        name=str(name) or path.stem,
        rows=tuple(rows),
        spans=tuple(Span(*span) for span in spans),
        fonts=dict(fonts),
        is_hidden=bool(is_hidden),
    )
