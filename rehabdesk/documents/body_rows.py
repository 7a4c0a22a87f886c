"""The body of a workbook's table: rows written straight into the sheet, in cells made once.

A library's cell for each value would cost ten times the time and memory of a long list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from textwrap import wrap

from openpyxl.utils.cell import get_column_letter

from rehabdesk.documents import fonts
from rehabdesk.documents.official_list import Column, Value, printed

LINE_HEIGHT = 15.75  # of 12 points, in points
SIZE = 12
ROW_PADDING = 3
LETTER = 5.25  # what a column is counted in, in points
FORMULA_SIGNS = ("=", "+", "-", "@")
FIRST_DATE = date(1900, 3, 1)  # Excel miscounts the days before
DAY_ZERO = date(1899, 12, 30).toordinal()
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
LONGEST = 32_767


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The numbers a workbook gave to the styles of one column."""

    plain: int
    quoted: int  # for a text that looks like a formula


def storable(value: Value) -> Value:
    """Return a value as a cell can hold it: old dates and odd signs become plain text."""
    if isinstance(value, date) and value < FIRST_DATE:
        return f"{value:%d/%m}/{value.year}"
    return _clean(value) if isinstance(value, str) else value


def looks_like_formula(text: str) -> bool:
    return text.startswith(FORMULA_SIGNS)


def row_height(values: Sequence[Value], columns: Sequence[Column]) -> float:
    """Make a row as high as its longest text needs: not every program does it on opening."""
    lines = max(
        lines_of(printed(value), column.width)
        for value, column in zip(values, columns, strict=True)
    )
    return LINE_HEIGHT * lines + ROW_PADDING


def text_height(text: str, letters: float, size: int, face: str) -> float:
    """Measure a text over a width of so many letters, without any room above or below."""
    return LINE_HEIGHT / SIZE * size * lines_of(text, letters, size, face)


def body(
    rows: Iterable[tuple[Sequence[Value], float]],
    first: int,
    styles: Sequence[CellStyle],
) -> Iterator[bytes]:
    """Yield rows of given heights as the sheet's own words, the first standing in row `first`."""
    places = [(get_column_letter(at), style) for at, style in enumerate(styles, start=1)]
    for number, (values, height) in enumerate(rows, start=first):
        cells = "".join(
            cell(f' r="{letter}{number}"', value, style)
            for (letter, style), value in zip(places, values, strict=True)
        )
        yield f'<row r="{number}" ht="{height}" customHeight="1">{cells}</row>'.encode()


def cell(place: str, value: Value, style: CellStyle) -> str:
    """Word a cell; without its place it is the next of its row."""
    value = storable(value)
    match value:
        case None:
            return f'<c{place} s="{style.plain}"/>'
        case str():
            number = style.quoted if looks_like_formula(value) else style.plain
            return f'<c{place} s="{number}" t="inlineStr">{_inline(value)}</c>'
        case date():
            return f'<c{place} s="{style.plain}"><v>{value.toordinal() - DAY_ZERO}</v></c>'
    return f'<c{place} s="{style.plain}"><v>{value}</v></c>'


@lru_cache(maxsize=20_000)
def _inline(text: str) -> str:
    return f'<is><t xml:space="preserve">{escape(text, quote=False)}</t></is>'


@lru_cache(maxsize=20_000)
def _clean(text: str) -> str:
    return _CONTROL.sub("", unicodedata.normalize("NFC", text))[:LONGEST]


@lru_cache(maxsize=20_000)
def lines_of(text: str, letters: float, size: int = SIZE, face: str = fonts.SERIF) -> int:
    """Count the lines a text takes in a column as wide as so many letters."""
    if not text:
        return 1
    width = fonts.rough_width(text, face, size)
    if width <= letters * LETTER and "\n" not in text:
        return 1
    return len(wrap(text, max(1, int(letters * LETTER * len(text) / width))))
