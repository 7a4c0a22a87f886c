"""A part of one's own inside a workbook, where Excel and LibreOffice keep it and ask nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PARTS = tuple(f"customXml/item{number}.xml" for number in range(1, 10))
_PART = PARTS[0]
_PROPERTIES = "customXml/itemProps1.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ITEM = "{6C0B5B52-0F0B-4E0B-9B7E-4B2C52A7D0F1}"
SEEN = re.compile(r"xl/(worksheets/sheet\d+\.xml|sharedStrings\.xml)")
_DAY = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever they are written


def embed(workbook: bytes, seal: Callable[[Mapping[str, str]], bytes]) -> bytes:
    """Return the workbook with the part that `seal` makes of the sums of its sheets."""
    with ZipFile(BytesIO(workbook)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    part = seal(sums({name: members[name] for name in members if SEEN.fullmatch(name)}))
    told = f'<Override PartName="/{_PROPERTIES}" ContentType="{_PROPERTIES_TYPE}"/>'
    members[_TYPES] = _before(members[_TYPES], b"</Types>", told)
    relation = f'Id="rIdSealed" Type="{_OFFICE}/relationships/customXml" Target="../{_PART}"'
    members[_RELATIONS] = _before(
        members[_RELATIONS], b"</Relationships>", f"<Relationship {relation}/>"
    )
    members[_PART] = part
    members[_PROPERTIES] = (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{_OFFICE}/customXml">'
        f"<ds:schemaRefs/></ds:datastoreItem>"
    ).encode()
    members["customXml/_rels/item1.xml.rels"] = (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    ).encode()
    return _zipped(members)


def sums(members: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}


def _before(content: bytes, end: bytes, told: str) -> bytes:
    above, mark, below = content.rpartition(end)
    if not mark:
        raise ValueError(f"no {end.decode()} to write before")
    return above + told.encode() + mark + below


def _zipped(members: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(ZipInfo(name, _DAY), content, ZIP_DEFLATED)
    return file.getvalue()
