"""The sealed copy: a statement signed by its office, and the parts whose sums it names.

Nothing of it is read as XML: four elements hold base64 and nothing else.
"""

from __future__ import annotations

import binascii
import hashlib
import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.periods import Window
from rehabdesk.persistence.packages import sealing
from rehabdesk.persistence.packages.upward.contents import (
    Contents,
    Members,
    Sealed,
    Sealing,
    Statement,
)
from rehabdesk.persistence.packages.upward.embedding import PARTS, SEEN, sums
from rehabdesk.persistence.packages.upward.refused import (
    LARGEST,
    NamesNotOpened,
    NewerReportPackage,
    NotAReportPackage,
    ReportPackageDamaged,
    ReportPackageUnsound,
)
from rehabdesk.persistence.packages.upward.schema import check_grid, members_told, read_members
from rehabdesk.persistence.packages.upward.signing import check_signature, public_half, sign
from rehabdesk.persistence.vault import Cost

FORMAT = 1
_SUMMED: tuple[str, ...] = ("figures", "members")
_SPACE = b"urn:rehabdesk:report-package"
_ELEMENTS = ("statement", "figures", "members", "signature")
_ELEMENT = re.compile(rb"<(statement|figures|members|signature)>([A-Za-z0-9+/=\s]*)</\1>")
_MOST_STATEMENT = 64 * 1024
_MOST_FIGURES = 8 * 1024 * 1024
_MOST_MEMBERS = 64 * 1024 * 1024
_TEXTS = (
    ("office_code", 20),
    ("office_name", 200),
    ("level", 20),
    ("layout_key", 100),
    ("layout_print", 64),
    ("period", 20),
    ("rule", 20),
    ("title", 300),
    ("program", 40),
    ("names_basis", 1000),
)
_LATEST_YEAR, _MOST_SERIAL = 9999, 10_000

Read = Callable[[str, int], bytes]  # a member by its exact name, and at most so much of it


def seal_copy(
    contents: Contents, sealing_with: Sealing, visible: Mapping[str, str], cost: Cost | None = None
) -> bytes:
    """Return the part; names lie in it under the password alone."""
    figures = zlib.compress(_canonical(contents.grid.to_json()), 9)
    parts = {"figures": figures}
    if contents.statement.has_names:
        lines = _canonical(members_told(contents.members))
        name = hashlib.sha256(figures).hexdigest()[:16]
        parts["members"] = sealing.seal(
            name, zlib.compress(lines, 6), sealing_with.password, cost or Cost()
        )
    statement = _canonical(
        _statement_told(contents.statement)
        | {
            "format": FORMAT,
            "seal": public_half(sealing_with.secret),
            "parts": sums(parts),
            "visible": dict(visible),
        }
    )
    parts = {"statement": statement, **parts, "signature": sign(sealing_with.secret, statement)}
    inside = b"".join(_element(name, parts[name]) for name in _ELEMENTS if name in parts)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="%s:%d">%s</package>' % (
        _SPACE,
        FORMAT,
        inside,
    )


def open_copy(read: Read) -> Sealed:
    """Return what a workbook carries, once its signature, sums and shape have been checked."""
    parts = _parts(read)
    if not {"statement", "figures", "signature"} <= set(parts):
        raise ReportPackageDamaged
    told = _object(parts["statement"])
    if type(told.get("format")) is int and told["format"] > FORMAT:
        raise NewerReportPackage
    if type(told.get("seal")) is not str:
        raise ReportPackageUnsound
    check_signature(told["seal"], parts["statement"], parts["signature"])
    found = {name: parts[name] for name in _SUMMED if name in parts}
    if told.get("parts") != sums(found):
        raise ReportPackageDamaged
    statement = _statement(told)
    if statement.has_names is not ("members" in found):
        raise ReportPackageUnsound
    grid = _grid(_unpacked(found["figures"], _MOST_FIGURES))
    if grid.window != statement.window or grid.layout_key != statement.layout_key:
        raise ReportPackageUnsound
    altered = _altered(told.get("visible"), read)
    return Sealed(statement, grid, told["seal"], found.get("members"), altered)


def open_names(closed: bytes, password: str) -> Members:
    """Return whom the figures are of."""
    if not password:
        raise NamesNotOpened
    try:
        _, body = sealing.open_sealed(closed, password)
    except Refusal as refusal:
        raise NamesNotOpened from refusal
    return read_packed(body)


def read_packed(packed: bytes) -> Members:
    """Read the lines of a package as they came, or as they are kept."""
    content = _unpacked(packed, _MOST_MEMBERS)
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ReportPackageUnsound from error
    return read_members(told, packed)


def _parts(read: Read) -> dict[str, bytes]:
    for name in PARTS:
        content = read(name, LARGEST)
        if _SPACE in content[:500]:
            found = _ELEMENT.findall(content)
            if len({each for each, _ in found}) != len(found):
                raise ReportPackageDamaged
            return {each.decode(): _raw(text) for each, text in found}
    raise NotAReportPackage


def _altered(visible: object, read: Read) -> tuple[str, ...]:
    if not isinstance(visible, dict) or not 0 < len(visible) <= len(PARTS):
        raise ReportPackageUnsound
    if not all(SEEN.fullmatch(name) and isinstance(told, str) for name, told in visible.items()):
        raise ReportPackageUnsound
    now = sums({name: read(name, LARGEST) for name in visible})
    return tuple(name for name, told in visible.items() if now[name] != told)


def _statement_told(statement: Statement) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(statement, name) for name, _ in _TEXTS}
    return told | {
        "year": statement.year,
        "ordinal": statement.ordinal,
        "serial": statement.serial,
        "is_zero": statement.is_zero,
        "window": [statement.window.first.isoformat(), statement.window.last.isoformat()],
        "made_at": statement.made_at.isoformat(),
    }


def _statement(told: Mapping[str, Any]) -> Statement:
    texts: dict[str, Any] = {name: told.get(name) for name, _ in _TEXTS}
    for name, most in _TEXTS:
        text = texts[name]
        if not isinstance(text, str) or len(text) > most or not text.isprintable():
            raise ReportPackageUnsound
    numbers: dict[str, Any] = {name: told.get(name) for name in ("year", "ordinal", "serial")}
    if any(type(each) is not int for each in numbers.values()) or type(told["is_zero"]) is not bool:
        raise ReportPackageUnsound
    if not 0 < told["year"] <= _LATEST_YEAR or not 0 < told["serial"] <= _MOST_SERIAL:
        raise ReportPackageUnsound
    try:
        first, last = (date.fromisoformat(day) for day in told["window"])
        made_at = datetime.fromisoformat(told["made_at"])
    except (KeyError, TypeError, ValueError) as error:
        raise ReportPackageUnsound from error
    if first > last or made_at.tzinfo is not None:
        raise ReportPackageUnsound
    return Statement(
        **texts, **numbers, window=Window(first, last), made_at=made_at, is_zero=told["is_zero"]
    )


def _grid(content: bytes) -> ReportGrid:
    try:
        grid = ReportGrid.from_json(json.loads(content))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ReportPackageUnsound from error
    check_grid(grid)
    return grid


def _object(content: bytes) -> dict[str, Any]:
    if len(content) > _MOST_STATEMENT:
        raise ReportPackageUnsound
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ReportPackageUnsound from error
    if not isinstance(told, dict) or "is_zero" not in told:
        raise ReportPackageUnsound
    return told


def _unpacked(content: bytes, most: int) -> bytes:
    """Unpack, and never more than may be."""
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(content, most)
    except zlib.error as error:
        raise ReportPackageUnsound from error
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise ReportPackageUnsound
    return unpacked


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _element(name: str, content: bytes) -> bytes:
    return b"<%s>%s</%s>" % (name.encode(), b64encode(content), name.encode())


def _raw(text: bytes) -> bytes:
    try:
        return b64decode(text)
    except binascii.Error as error:
        raise ReportPackageDamaged from error
