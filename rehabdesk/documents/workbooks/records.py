"""The records of an old workbook: is there a password, and which fonts do its columns use."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator

from rehabdesk.documents.workbooks.fonts import Fonts, has_legacy, most_used
from rehabdesk.documents.workbooks.refusing import PASSWORD, Unreadable

_END, _PASSWORD, _FONT, _SHEET, _LAYOUT, _START = 0x0A, 0x2F, 0x31, 0x85, 0xE0, 0x809
_TEXTS = frozenset({0xFD, 0x204, 0xD6})  # shared, own, with several fonts
_BIFF8 = 0x0600
_MISSING_FONT = 4  # numbers of fonts leave it out
_ENOUGH_TEXTS = 4_000  # of one sheet


def check_password(stream: bytes) -> None:
    for kind, _, _ in _records(stream, 0):
        if kind == _PASSWORD:
            raise Unreadable(PASSWORD)


def fonts_of_sheets(stream: bytes) -> list[Fonts]:
    """Return the fonts of each sheet by column; nothing when no old font is there."""
    names: list[str] = []
    layouts: list[int] = []
    sheets: list[int] = []
    is_new = stream[4:6] == struct.pack("<H", _BIFF8)
    for kind, at, size in _records(stream, 0):
        if kind == _FONT:
            names.append(_font_name(stream[at : at + size], is_new=is_new))
        elif kind == _LAYOUT:
            layouts.append(int.from_bytes(stream[at : at + 2], "little"))
        elif kind == _SHEET:
            sheets.append(int.from_bytes(stream[at : at + 4], "little"))
    if not has_legacy(names):
        return []
    return [_fonts_of_sheet(stream, start, names, layouts) for start in sheets]


def _fonts_of_sheet(stream: bytes, start: int, names: list[str], layouts: list[int]) -> Fonts:
    used: Counter[tuple[int, str]] = Counter()
    seen = 0
    for kind, at, size in _records(stream, start):
        if kind in _TEXTS and size >= struct.calcsize("<3H"):
            _, column, layout = struct.unpack_from("<3H", stream, at)
            number = layouts[layout] if layout < len(layouts) else 0
            number -= number > _MISSING_FONT
            if number < len(names):
                used[column, names[number]] += 1
            seen += 1
            if seen >= _ENOUGH_TEXTS:
                break
    return most_used(used)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Go through one part of the book, up to its end: kind, place, size."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, at)
        if kind == _END:
            return
        yield kind, at + 4, size
        at += 4 + size


def _font_name(record: bytes, *, is_new: bool) -> str:
    length = record[14] if len(record) > 14 else 0  # noqa: PLR2004
    if not is_new:
        return record[15 : 15 + length].decode("cp1252", "replace")
    is_wide = bool(record[15:16]) and record[15] & 1
    if is_wide:
        return record[16 : 16 + 2 * length].decode("utf-16-le", "replace")
    return record[16 : 16 + length].decode("latin-1")
