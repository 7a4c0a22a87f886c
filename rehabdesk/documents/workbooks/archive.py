"""The zip a workbook comes in, looked at strictly before anybody unpacks it.

What Excel and LibreOffice write passes. A directory that lies about sizes, members that lie on
top of each other, names that lead out of the archive, links, archives in the archive and
documents that declare entities do not. What is unpacked is counted while it is unpacked.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator

from rehabdesk.documents.workbooks import limits
from rehabdesk.documents.workbooks.refusing import (
    DAMAGED,
    NOT_A_WORKBOOK,
    OLD_KIND,
    PASSWORD,
    TOO_MUCH,
    UNSAFE,
    Unreadable,
)

MAGIC = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END_MAGIC, _ENTRY_MAGIC = b"PK\x05\x06", b"PK\x01\x02"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_LONG_SIZES, _TOLD_ELSEWHERE = 0x1, 0xFFFFFFFF
_LONG_END = struct.Struct("<4s52s4s16s")  # of an archive with long sizes, before the usual end
_LONG_MAGICS = (b"PK\x06\x06", b"PK\x06\x07")
_CHUNK = 1024 * 1024
_XML = (".xml", ".rels", ".vml")
_ARCHIVES = (".zip", ".xlsx", ".xlsm", ".xlsb", ".ods", ".docx", ".jar", ".gz", ".7z", ".rar")
_EMBEDDED = ("xl/embeddings/", "Object ", "ObjectReplacements/")  # never opened, and legitimate
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_LONGEST = max(map(len, _DECLARATIONS))


class Member:
    """One entry of the directory; `start` is where its packed bytes begin."""

    __slots__ = ("checksum", "header", "method", "name", "packed", "size", "start")

    def __init__(self, data: bytes, at: int) -> None:
        fields = _ENTRY.unpack_from(data, at)
        if fields[0] != _ENTRY_MAGIC:
            raise Unreadable(DAMAGED)
        self.method, self.checksum, self.packed, self.size = fields[4], *fields[7:10]
        self.header = fields[16]
        begin = at + _ENTRY.size
        name, extra = data[begin : begin + fields[10]], begin + fields[10]
        self._use_long_sizes(data[extra : extra + fields[11]])
        self.name = name.decode("utf-8", "replace")
        self.start = 0
        if fields[3] & _ENCRYPTED:
            raise Unreadable(PASSWORD)
        _check_name(self.name)
        if stat.S_ISLNK(fields[15] >> 16) or self.method not in (_STORED, _DEFLATED):
            raise Unreadable(UNSAFE)
        self._find_start(data, name)

    def _use_long_sizes(self, extra: bytes) -> None:
        """Take sizes of eight bytes where Java's writers put them, needed or not."""
        at = 0
        while at + 4 <= len(extra):
            kind, length = struct.unpack_from("<2H", extra, at)
            if kind == _LONG_SIZES:
                place = at + 4
                for field in ("size", "packed", "header"):
                    if getattr(self, field) == _TOLD_ELSEWHERE:
                        setattr(self, field, struct.unpack_from("<Q", extra, place)[0])
                        place += 8
            at += 4 + length

    @property
    def end(self) -> int:
        return int(self.start + self.packed)

    def _find_start(self, data: bytes, name: bytes) -> None:
        local = _LOCAL.unpack_from(data, self.header)
        begin = self.header + _LOCAL.size
        if local[0] != MAGIC or data[begin : begin + local[9]] != name:
            raise Unreadable(DAMAGED)
        if local[3] != self.method:
            raise Unreadable(UNSAFE)
        self.start = begin + local[9] + local[10]


def _check_name(name: str) -> None:
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in parts:
        raise Unreadable(UNSAFE)
    if name.lower().endswith(_ARCHIVES) and not name.startswith(_EMBEDDED):
        raise Unreadable(UNSAFE)


def _refuse_declarations(before: bytes, chunk: bytes) -> None:
    """Look for what a document may declare; in UTF-16, which nobody writes, it could hide."""
    if not before and b"\0" in chunk[:4]:
        raise Unreadable(UNSAFE)
    for text in (chunk, before + chunk[:_LONGEST]):
        if b"<!" in text and any(mark in text for mark in _DECLARATIONS):
            raise Unreadable(UNSAFE)


class Archive:
    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self.members = {member.name: member for member in self._directory()}
        except struct.error:
            raise Unreadable(DAMAGED) from None

    def _directory(self) -> Iterator[Member]:
        data = self._data
        at = data.rfind(_END_MAGIC)
        if at < 0:
            raise Unreadable(DAMAGED)
        _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, at)
        is_whole = at + _END.size + comment == len(data) and start + size == self._before(at)
        if not is_whole or disk or first_disk or here != count:
            raise Unreadable(DAMAGED)
        if count > limits.MEMBERS:
            raise Unreadable(TOO_MUCH)
        names, place = set[str](), start
        for _ in range(count):
            member = Member(data, place)
            if member.name in names:
                raise Unreadable(UNSAFE)
            names.add(member.name)
            yield member
            place += _ENTRY.size + sum(struct.unpack_from("<3H", data, place + 28))
        if place != self._before(at):
            raise Unreadable(DAMAGED)

    def _before(self, at: int) -> int:
        """Say where the directory has to end."""
        long_end = at - _LONG_END.size
        if long_end >= 0:
            told = _LONG_END.unpack_from(self._data, long_end)
            if (told[0], told[2]) == _LONG_MAGICS:
                return long_end
        return at

    def check(self) -> None:
        """Unpack everything once and keep nothing: sizes, sums, places, declarations."""
        declared = sum(member.size for member in self.members.values())
        if declared > max(limits.HARMLESS, limits.RATIO * len(self._data)):
            raise Unreadable(TOO_MUCH)
        if declared > limits.UNPACKED:
            raise Unreadable(TOO_MUCH)
        end = 0
        for member in sorted(self.members.values(), key=lambda each: each.header):
            if member.header < end or member.end > len(self._data):
                raise Unreadable(UNSAFE if member.header < end else DAMAGED)
            end = member.end
        for member in self.members.values():
            self._check_member(member)

    def _check_member(self, member: Member) -> None:
        checksum = size = 0
        tail = b""
        is_xml = member.name.lower().endswith(_XML)
        for chunk in self._unpack(member):
            if not size and chunk.startswith(MAGIC) and not member.name.startswith(_EMBEDDED):
                raise Unreadable(UNSAFE)
            size += len(chunk)
            if size > member.size:
                raise Unreadable(UNSAFE)
            checksum = zlib.crc32(chunk, checksum)
            if is_xml:
                _refuse_declarations(tail, chunk)
                tail = chunk[-_LONGEST:]
        if size != member.size or checksum != member.checksum:
            raise Unreadable(DAMAGED)

    def _unpack(self, member: Member) -> Iterator[bytes]:
        packed = memoryview(self._data)[member.start : member.end]
        if member.method == _STORED:
            for at in range(0, len(packed), _CHUNK):
                yield bytes(packed[at : at + _CHUNK])
            return
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        left: bytes | memoryview = packed
        try:
            while left and not unpacker.eof:
                yield unpacker.decompress(left, _CHUNK)
                left = unpacker.unconsumed_tail
            if not unpacker.eof:
                yield unpacker.flush()
        except zlib.error:
            raise Unreadable(DAMAGED) from None

    def read(self, name: str, most: int) -> bytes:
        """Return the beginning of a member; nothing when there is none of that name."""
        member, found = self.members.get(name), b""
        if member is not None:
            for chunk in self._unpack(member):
                found += chunk
                if len(found) >= most:
                    break
        return found[:most]


_TYPES = "[Content_Types].xml"
_SMALL = limits.MEGABYTE
_MAIN = {
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"spreadsheetml.template.main+xml": "xlsx",
    b"ms-excel.sheet.macroEnabled.main+xml": "xlsm",
    b"ms-excel.template.macroEnabled.main+xml": "xlsm",
}
_BINARY = b"ms-excel.sheet.binary.macroEnabled.main"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def kind_of(archive: Archive) -> str:
    """Say what the archive is; macros make a workbook a macro workbook, whatever its name."""
    types = archive.read(_TYPES, _SMALL)
    if _BINARY in types:
        raise Unreadable(OLD_KIND)
    for mark, kind in _MAIN.items():
        if mark in types:
            has_macros = any(name.endswith("vbaProject.bin") for name in archive.members)
            return "xlsm" if has_macros else kind
    if not archive.read("mimetype", 100).startswith(_SPREADSHEET):
        raise Unreadable(NOT_A_WORKBOOK)
    if b"encryption-data" in archive.read("META-INF/manifest.xml", _SMALL):
        raise Unreadable(PASSWORD)
    return "ods"
