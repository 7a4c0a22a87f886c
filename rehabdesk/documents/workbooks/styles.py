"""Fonts of an .xlsx by column, and merged cells of an .ods: what calamine does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from xml.parsers import expat

from rehabdesk.documents.workbooks import limits
from rehabdesk.documents.workbooks.archive import Archive
from rehabdesk.documents.workbooks.fonts import Fonts, has_legacy, most_used
from rehabdesk.documents.workbooks.refusing import DAMAGED, Unreadable

Span = tuple[int, int, int, int]
_Start = Callable[[str, dict[str, str]], None]
_End = Callable[[str], object]
_LEGACY = re.compile(rb'val="(?:\.vn|vni)', re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w+:)?c ([^>]*)>")
_PLACE, _STYLE = re.compile(rb'\br="([A-Z]{1,3})\d+"'), re.compile(rb'\bs="(\d+)"')
_TEXT = re.compile(rb'\bt="(?:s|str|inlineStr)"')
_ENOUGH = 2 * limits.MEGABYTE  # of one sheet
_ALL = limits.UNPACKED


def fonts_of_sheets(archive: Archive, names: list[str]) -> list[Fonts]:
    """Return the fonts of each named sheet by column; nothing when no old font is there."""
    styles = archive.read("xl/styles.xml", _ALL)
    if not _LEGACY.search(styles):
        return []
    layouts = _fonts_of_layouts(styles)
    parts = _parts(archive)
    return [_fonts_of_sheet(archive.read(parts.get(name, ""), _ENOUGH), layouts) for name in names]


def _fonts_of_layouts(styles: bytes) -> list[str]:
    fonts: list[str] = []
    layouts: list[int] = []
    within: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = _bare(tag)
        if within[-2:] == ["fonts", "font"] and tag == "name":
            fonts[-1] = attributes.get("val", "")
        if within[-1:] == ["fonts"]:
            fonts.append("")
        if within[-1:] == ["cellXfs"]:
            layouts.append(int(attributes.get("fontId", "0")))
        within.append(tag)

    _parse(styles, start, lambda _: within.pop())
    if not has_legacy(fonts):
        return []
    return [fonts[number] if number < len(fonts) else "" for number in layouts]


def _parts(archive: Archive) -> dict[str, str]:
    """Return where each sheet lies, by its name."""
    targets: dict[str, str] = {}
    parts: dict[str, str] = {}

    def relation(_: str, attributes: dict[str, str]) -> None:
        if "Id" in attributes:
            target = attributes.get("Target", "")
            targets[attributes["Id"]] = target[1:] if target.startswith("/") else f"xl/{target}"

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if _bare(tag) == "sheet":
            keys = [key for key in attributes if _bare(key) == "id"]
            if keys:
                parts[attributes.get("name", "")] = targets.get(attributes[keys[0]], "")

    _parse(archive.read("xl/_rels/workbook.xml.rels", _ALL), relation)
    _parse(archive.read("xl/workbook.xml", _ALL), sheet)
    return parts


def _fonts_of_sheet(sheet: bytes, layouts: list[str]) -> Fonts:
    used: Counter[tuple[int, str]] = Counter()
    for cell in _CELL.finditer(sheet):
        place, style = _PLACE.search(cell[1]), _STYLE.search(cell[1])
        if place and _TEXT.search(cell[1]):
            number = int(style[1]) if style else 0
            if number < len(layouts):
                used[_column(place[1]), layouts[number]] += 1
    return most_used(used)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


class _Sheets:
    """Goes through the tables of an .ods and notes which cells cover others."""

    def __init__(self) -> None:
        self.spans: dict[str, list[Span]] = {}
        self._sheet = ""
        self._row = self._column = self._rows = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _bare(tag)
        if tag == "table":
            self._sheet, self._row = attributes.get("table:name", ""), 0
            self.spans.setdefault(self._sheet, [])
        elif tag == "table-row":
            self._rows = int(attributes.get("table:number-rows-repeated", "1"))
            self._column = 0
        elif tag in {"table-cell", "covered-table-cell"}:
            down = int(attributes.get("table:number-rows-spanned", "1"))
            across = int(attributes.get("table:number-columns-spanned", "1"))
            if max(down, across) > 1:
                last = self._row + down - 1, self._column + across - 1
                self.spans[self._sheet].append((self._row, self._column, *last))
            self._column += int(attributes.get("table:number-columns-repeated", "1"))

    def end(self, tag: str) -> None:
        if _bare(tag) == "table-row":
            self._row += self._rows


def spans_of_sheets(archive: Archive) -> dict[str, list[Span]]:
    content = archive.read("content.xml", _ALL)
    if b"-spanned=" not in content:
        return {}
    sheets = _Sheets()
    _parse(content, sheets.start, sheets.end)
    return sheets.spans


def _parse(document: bytes, start: _Start, end: _End | None = None) -> None:
    """Documents that declare anything of their own were refused before."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(document, True)  # noqa: FBT003
    except (expat.ExpatError, ValueError):
        raise Unreadable(DAMAGED) from None


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def bounded(spans: list[Span], rows: int, columns: int) -> list[Span]:
    """Keep what lies within the read cells; merged areas may run to the end of the sheet."""
    kept = []
    for first_row, first_column, last_row, last_column in spans:
        if first_row < rows and first_column < columns:
            last = min(last_row, rows - 1), min(last_column, columns - 1)
            kept.append((first_row, first_column, *last))
    return kept
