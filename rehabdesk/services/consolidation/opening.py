"""A file that may be anything, opened as a report's package; nothing is kept here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rehabdesk.documents.workbooks.archive import Archive
from rehabdesk.documents.workbooks.reading import read_workbook
from rehabdesk.documents.workbooks.refusing import Unreadable
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.reports.values import decimal_words
from rehabdesk.domain.text import fold
from rehabdesk.persistence.faults import Doing, translated
from rehabdesk.persistence.packages.upward.contents import NOBODY, Members, Sealed
from rehabdesk.persistence.packages.upward.refused import (
    LARGEST,
    NamesNotOpened,
    NotAReportPackage,
    ReportPackageDamaged,
    ReportPackageLocked,
    ReportPackageRefused,
    ReportPackageTooLarge,
)
from rehabdesk.persistence.packages.upward.sealed_copy import open_copy, open_names
from rehabdesk.services.importing.uncollected import uncollected

_ZIP = b"PK\x03\x04"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # how Excel closes a workbook
_MOST = 3  # named
_READING = Doing("Chưa mở được tệp", "Số liệu đang có không đổi.", "chọn lại tệp")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a package says; its names stay closed where no password fits."""

    sealed: Sealed
    members: Members
    are_names_closed: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file handed in: its bytes, and what it says or why it does not open."""

    name: str
    content: bytes
    sha256: str
    opened: Opened | None
    trouble: str = ""
    edits: str = ""  # what was changed by hand on its sheets


@dataclass(frozen=True, slots=True)
class Delivered:
    """A package that came without a file: by the server of the office."""

    name: str
    content: bytes


def take_file(path: Path, passwords: Sequence[str] = ()) -> Incoming:
    """Read a file once and look into it; never more of it than a package may hold."""
    with translated(_READING, path), path.open("rb") as file:
        content = file.read(LARGEST + 1)
    found = take_bytes(path.name, content, passwords)
    if found.opened is not None and found.opened.sealed.altered:
        return replace(found, edits=edits_in(path, found.opened.sealed.grid))
    return found


def take_bytes(name: str, content: bytes, passwords: Sequence[str] = ()) -> Incoming:
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        with uncollected():
            return Incoming(name, content, sha256, open_package(content, passwords))
    except ReportPackageRefused as refusal:
        return Incoming(name, content, sha256, None, str(refusal))


def open_package(content: bytes, passwords: Sequence[str] = ()) -> Opened:
    """Open a package; whatever is wrong with it is one refusal."""
    if len(content) > LARGEST:
        raise ReportPackageTooLarge
    if content[: len(_COMPOUND)] == _COMPOUND and _LOCKED in content:
        raise ReportPackageLocked
    if content[: len(_ZIP)] != _ZIP:
        raise NotAReportPackage
    try:
        sealed = open_copy(Archive(content).read)
    except Unreadable as error:
        raise ReportPackageDamaged from error
    if sealed.names is None:
        return Opened(sealed, NOBODY)
    for password in passwords:
        try:
            return Opened(sealed, open_names(sealed.names, password))
        except NamesNotOpened:
            continue
    return Opened(sealed, NOBODY, are_names_closed=True)


def edits_in(path: Path, grid: ReportGrid) -> str:
    """Say which figures of the sheets differ from the sealed ones; they are read apart."""
    try:
        sheets = read_workbook(path).sheets
    except (Refusal, OutsideFault):
        return "Trang nhìn thấy đã sửa tay, không đọc lại được. Tính theo bản niêm phong."
    rows = [[_text(cell) for cell in line] for sheet in sheets for line in sheet.rows]
    edited = [row.name for row in grid.rows if row.now is not None and not _stands(row, rows)]
    if not edited:
        return "Tệp đã được lưu lại sau khi tạo, số vẫn như bản niêm phong."
    told = "; ".join(edited[:_MOST])
    more = f" và {len(edited) - _MOST} dòng nữa" if len(edited) > _MOST else ""
    return f"Trang nhìn thấy bị sửa tay ở: {told}{more}. Tính theo bản niêm phong."


def _stands(row: GridRow, rows: Sequence[Sequence[str]]) -> bool:
    value = row.now
    if value is None:
        return True
    number = float(value.number)
    wanted = {value.words, decimal_words(value.number, value.decimals), f"{number:g}", str(number)}
    wanted |= {str(value.amount)} if not value.decimals else set()
    wanted |= {words for words in row.words.values() if words}
    name = fold(row.name)
    mine = [line for line in rows if any(fold(cell) == name for cell in line)]
    return any(wanted & set(line) for line in mine)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
