"""Tables saved as text by Excel or by other programs: comma, semicolon or tab between cells."""

from __future__ import annotations

import csv
from itertools import islice

from rehabdesk.documents.workbooks import limits
from rehabdesk.documents.workbooks.refusing import (
    LONG_CELL,
    NOT_A_WORKBOOK,
    TOO_MUCH,
    WEB_PAGE,
    Unreadable,
)

Row = list[str]
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ("\t", ";", ",", "|")
_SAMPLE = 60  # lines
_START = 2_000  # letters
_FEW = 0.02  # signs no text has, of all
_ALLOWED = frozenset("\t\n\r\f\v\x1a")
_FORMULA_SIGNS = ("'=", "'+", "'-", "'@", "'\t", "'\r")  # as lists of ours are guarded


def read_text(data: bytes) -> list[Row]:
    """Return all rows, made equally wide; what stands there is text and stays text."""
    text = _decode(data)
    _refuse_other_kinds(text)
    text, separator = _separator(text)
    rows = _rows(text, separator)
    width = max(map(len, rows), default=0)
    if len(rows) > limits.ROWS or width > limits.COLUMNS:
        raise Unreadable(TOO_MUCH)
    return [[_unguarded(cell) for cell in row] + [""] * (width - len(row)) for row in rows]


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_text(data, encoding)
    if data[:200].count(0) > len(data[:200]) // 4:
        is_little = data[1:200:2].count(0) >= data[0:200:2].count(0)
        return _as_text(data, "utf-16-le" if is_little else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _of_old_windows(data)


def _as_text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(NOT_A_WORKBOOK) from None


def _of_old_windows(data: bytes) -> str:
    """Choose between Vietnamese Windows and the old fonts: where more words are words."""
    from rehabdesk.domain.legacy_letters.reading import unread_text

    western = data.decode("latin-1")
    if any(0x80 <= byte < 0xA0 for byte in data):  # noqa: PLR2004
        western = data.decode("cp1252", "replace") if b"\x00" not in data else western
    vietnamese = data.decode("cp1258", "replace")
    return vietnamese if unread_text(vietnamese) < unread_text(western) else western


def _refuse_other_kinds(text: str) -> None:
    start = text[:_START].lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "<head", "<meta", "<style")):
        raise Unreadable(WEB_PAGE)
    if start.startswith("mime-version:") or "<html" in start:
        raise Unreadable(WEB_PAGE)
    odd = sum(sign < " " and sign not in _ALLOWED for sign in text[: 10 * _START])
    is_binary = "\x00" in text or odd > _FEW * len(text[: 10 * _START])
    if is_binary or start.startswith(("%pdf", "{\\rtf")):
        raise Unreadable(NOT_A_WORKBOOK)


def _separator(text: str) -> tuple[str, str]:
    """Take the sign that cuts the first lines most evenly; Excel may say it on the first line."""
    first, _, rest = text.partition("\n")
    told = first.strip().lower()
    if told.startswith("sep=") and len(told) <= len("sep=;"):
        return rest, first.strip()[4:] or "\t"
    lines = list(islice(text.splitlines(keepends=True), _SAMPLE))
    return text, max(_SEPARATORS, key=lambda each: _evenness(lines, each))


def _evenness(lines: list[str], separator: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if any(row)]
    except csv.Error:
        return (0.0, 0)
    usual = max(widths, key=lambda width: (widths.count(width), width), default=1)
    if usual == 1:
        return (0.0, max(widths, default=0))
    return (round(widths.count(usual) / len(widths), 1), usual)


def _rows(text: str, separator: str) -> list[Row]:
    """Read; where quotes do not close, they are signs like any other."""
    csv.field_size_limit(limits.LETTERS)
    lines = text.splitlines(keepends=True)
    try:
        try:
            return list(islice(csv.reader(lines, delimiter=separator, strict=True), _TOO_MANY))
        except csv.Error:
            unquoted = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
            return list(islice(unquoted, _TOO_MANY))
    except csv.Error:
        raise Unreadable(LONG_CELL) from None


_TOO_MANY = limits.ROWS + 1


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(_FORMULA_SIGNS) else cell
