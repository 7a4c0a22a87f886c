"""Workbooks put together part by part, as no library would write them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
Part = str | bytes


def zipped(parts: dict[str, Part]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def zipped_long(parts: dict[str, Part]) -> bytes:
    """Put parts together as Java's writers may: every size and place told in eight bytes."""
    body, directory = b"", b""
    elsewhere = 0xFFFFFFFF
    for name, part in parts.items():
        content = part.encode() if isinstance(part, str) else part
        written = name.encode()
        start = struct.pack("<5HL", 45, 0, 0, 0, 0x21, zlib.crc32(content))
        start += struct.pack("<2LH", elsewhere, elsewhere, len(written))
        sizes = struct.pack("<2Q", len(content), len(content))
        extra = struct.pack("<2H", 1, 24) + sizes + struct.pack("<Q", len(body))
        entry = struct.pack("<4H2L", len(extra), 0, 0, 0, 0, elsewhere)
        directory += b"PK\x01\x02" + struct.pack("<H", 45) + start + entry + written + extra
        extra = struct.pack("<2H", 1, 16) + sizes
        body += b"PK\x03\x04" + start + struct.pack("<H", len(extra)) + written + extra + content
    count, size, place = len(parts), len(directory), len(body)
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, place)
    end += struct.pack("<4sLQL", b"PK\x06\x07", 0, place + size, 1)
    end += struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, place, 0)
    return body + directory + end


def cell(value: object, place: str = "") -> str:
    at = f' r="{place}"' if place else ""
    if isinstance(value, int | float):
        return f"<c{at}><v>{value}</v></c>"
    return f'<c{at} t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet(rows: Sequence[Sequence[object]], after: str = "") -> str:
    told = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    return raw_sheet(told, after)


def raw_sheet(rows: str, after: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx_parts(
    sheets: dict[str, str], main: str = SHEET_TYPE, states: Sequence[str] = ()
) -> dict[str, Part]:
    """Return the parts of a workbook; `states` names hidden sheets."""
    hidden = dict.fromkeys(states, ' state="hidden"')
    entries = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"{hidden.get(name, "")}/>'
        for number, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    first = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    relations = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    parts: dict[str, Part] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f"{relations}{first}</Relationships>",
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{relations}{links}</Relationships>",
    }
    for number, content in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = content
    return parts


def xlsx(rows: Sequence[Sequence[object]], after: str = "") -> bytes:
    return zipped(xlsx_parts({"Danh sách": sheet(rows, after)}))


def raw_xlsx(rows: str, after: str = "", **parts: Part) -> bytes:
    """Return a workbook of one sheet whose rows are given as XML."""
    made = xlsx_parts({"Danh sách": raw_sheet(rows, after)})
    return zipped(made | {name.replace("__", "/"): part for name, part in parts.items()})


def ods(table: str, manifest: str = "", name: str = "Danh sách") -> bytes:
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'{HEAD}<office:document-content{spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="{name}">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    listed = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"{HEAD}{listed}>{manifest}</manifest:manifest>",
            "content.xml": content,
        }
    )


def ods_cell(text: str, more: str = "") -> str:
    said = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string"{more}>{said}</table:table-cell>'


# The container of old workbooks

_SECTOR = 512
_FREE, _LAST, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """Put streams into a container; each is filled up so that it has sectors of its own."""
    sectors: list[bytes] = []
    chains: dict[int, int] = {}
    entries = [_entry("Root Entry", 5, _LAST, 0, child=1 if streams else _FREE)]
    filled = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    for number, (name, content) in enumerate(filled.items(), 1):
        start = _add(sectors, chains, content)
        right = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, start, len(content), right=right))
    while len(entries) % 4:
        entries.append(_entry("", 0, 0, 0))
    directory = _add(sectors, chains, b"".join(entries))
    width = _SECTOR // 4
    tables = 1
    while (len(sectors) + tables) > tables * width:
        tables += 1
    first = len(sectors)
    table = [chains.get(number, _FREE) for number in range(tables * width)]
    table[first : first + tables] = [_TABLE] * tables
    packed = struct.pack(f"<{len(table)}L", *table)
    sectors += [packed[at : at + _SECTOR] for at in range(0, len(packed), _SECTOR)]
    places = [*range(first, first + tables), *[_FREE] * (109 - tables)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<6H", 0x3E, 3, 0xFFFE, 9, 6, 0) + bytes(4)
    head += struct.pack("<9L", 0, tables, directory, 0, 4096, _LAST, 0, _LAST, 0)
    return head + struct.pack("<109L", *places) + b"".join(sectors)


def _add(sectors: list[bytes], chains: dict[int, int], content: bytes) -> int:
    start = len(sectors)
    for at in range(0, len(content), _SECTOR):
        chains[len(sectors)] = len(sectors) + 1
        sectors.append(content[at : at + _SECTOR].ljust(_SECTOR, b"\0"))
    chains[len(sectors) - 1] = _LAST
    return start


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE
) -> bytes:
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written) + 2 if name else 0, kind, 1)
    return (
        head
        + struct.pack("<3L", _FREE, right, child)
        + bytes(36)
        + struct.pack("<3L", start, size, 0)
    )


# Records of an old workbook


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(content)) + content


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _long(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def xls_records(
    rows: Sequence[Sequence[object]], fonts: Sequence[str] = ("Arial",), *, locked: bool = False
) -> bytes:
    """Return one sheet; column n is written in font n, where there are so many."""
    start = struct.pack("<4H2L", 0x0600, 0x0005, 0, 0, 0, 0)
    book = record(0x809, start)
    if locked:
        book += record(0x2F, struct.pack("<H", 1) + bytes(52))
    for name in [fonts[0]] * 3 + list(fonts):  # number 4 is left out in counting
        book += record(
            0x31, struct.pack("<5H4B", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short(name)
        )
    for number in range(len(fonts)):
        font = 3 if number == 0 else number + 4
        book += record(0xE0, struct.pack("<H", font) + bytes(18))
    holds = record(0x85, struct.pack("<LBB", 0, 0, 0) + _short("Danh sách"))
    book += record(0x85, struct.pack("<LH", len(book) + len(holds) + 4, 0) + _short("Danh sách"))
    book += record(0x0A) + record(0x809, start[:2] + struct.pack("<H", 0x10) + start[4:])
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<3H", at, column, min(column, len(fonts) - 1))
            if isinstance(value, int | float):
                book += record(0x203, place + struct.pack("<d", value))
            elif value is not None:
                book += record(0x204, place + _long(str(value)))
    return book + record(0x0A)


def xls(rows: Sequence[Sequence[object]], fonts: Sequence[str] = ("Arial",)) -> bytes:
    return compound({"Workbook": xls_records(rows, fonts)})


# Lies in the directory of an archive


def with_size(data: bytes, member: str, size: int, *, packed: bool = False) -> bytes:
    """Let the directory and the local head say another size."""
    changed = bytearray(data)
    name = member.encode()
    entry = data.rindex(name) - 46
    struct.pack_into("<L", changed, entry + (20 if packed else 24), size)
    return bytes(changed)


def deflated_zeros(megabytes: int) -> tuple[bytes, int, int]:
    """Return packed blanks, their number and their sum, without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk, packed, checksum = b" " * 1024 * 1024, b"", 0
    for _ in range(megabytes):
        packed += packer.compress(chunk)
        checksum = zlib.crc32(chunk, checksum)
    return packed + packer.flush(), megabytes * len(chunk), checksum
