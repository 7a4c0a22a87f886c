"""The container of an old workbook (.xls), and of every workbook with a password."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from rehabdesk.documents.workbooks.refusing import DAMAGED, NOT_A_WORKBOOK, PASSWORD, Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA  # from here on a number is no sector
_ENTRY = 128
_HEADER_SECTORS = 109  # of the table that tells where the table of sectors lies
_SMALL_FROM, _ROOT = 4096, 5
_SECTOR_SHIFTS = (9, 12)


class Compound:
    """Streams by their names; every chain is followed at most once around."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._shift, self._small_shift = struct.unpack_from("<2H", data, 30)
            self._directory_start, _, self._cutoff = struct.unpack_from("<3L", data, 48)
            self._small_table_start, _, more, _ = struct.unpack_from("<4L", data, 60)
            if self._shift not in _SECTOR_SHIFTS or self._small_shift > self._shift:
                raise Unreadable(DAMAGED)
            self._table = self._read_table(more)
            self.streams = self._read_directory()
        except struct.error:
            raise Unreadable(DAMAGED) from None

    def _sector(self, number: int) -> bytes:
        size = 1 << self._shift
        if (number + 1) * size >= len(self._data):
            raise Unreadable(DAMAGED)
        return self._data[(number + 1) * size : (number + 2) * size]

    def _read_table(self, more: int) -> Sequence[int]:
        sectors = list(struct.unpack_from(f"<{_HEADER_SECTORS}L", self._data, 76))
        room = (1 << self._shift) // 4
        seen = set[int]()
        while more < _FREE and more not in seen:
            seen.add(more)
            numbers = struct.unpack(f"<{room}L", self._sector(more))
            sectors += numbers[:-1]
            more = numbers[-1]
        whole = b"".join(self._sector(each) for each in dict.fromkeys(sectors) if each < _FREE)
        return _numbers(whole)

    def _chain(self, start: int, table: Sequence[int]) -> list[int]:
        found: dict[int, None] = {}
        while start < len(table) and start not in found:
            found[start] = None
            start = table[start]
        return list(found)

    def _follow(self, start: int) -> bytes:
        return b"".join(self._sector(each) for each in self._chain(start, self._table))

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        directory = self._follow(self._directory_start)
        streams: dict[str, tuple[int, int]] = {}
        self._root = (_FREE, 0)
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<2L", directory, at + 116)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                self._root = (start, size)
            elif kind:
                streams.setdefault(name, (start, size))
        return streams

    def read(self, name: str) -> bytes:
        start, size = self.streams[name]
        if size >= (self._cutoff or _SMALL_FROM):
            return self._follow(start)[:size]
        table = _numbers(self._follow(self._small_table_start))
        holder, width = self._follow(self._root[0]), 1 << self._small_shift
        pieces = [holder[each * width : (each + 1) * width] for each in self._chain(start, table)]
        return b"".join(pieces)[:size]


def _numbers(sectors: bytes) -> Sequence[int]:
    return memoryview(sectors[: len(sectors) // 4 * 4]).cast(
        "I"
    )  # every office PC is little-endian


def workbook_stream(data: bytes) -> bytes:
    """Return the records of an old workbook; refuse what only lies in the same container."""
    compound = Compound(data)
    if "EncryptedPackage" in compound.streams:
        raise Unreadable(PASSWORD)
    for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
        if name in compound.streams:
            stream = compound.read(name)
            if len(stream) < compound.streams[name][1]:
                raise Unreadable(DAMAGED)
            return stream
    raise Unreadable(NOT_A_WORKBOOK)
