"""The body of a long list, a thousand rows at a time, each from one template.

What it writes reads as `body_rows` writes it, cell by cell. What is not plain – a text to be
escaped, one that looks like a formula, a column of several kinds – is made by that module.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import cast

from reportlab.pdfbase import pdfmetrics

from rehabdesk.documents import fonts
from rehabdesk.documents.body_rows import (
    DAY_ZERO,
    FIRST_DATE,
    FORMULA_SIGNS,
    LETTER,
    LINE_HEIGHT,
    LONGEST,
    ROW_PADDING,
    SIZE,
    CellStyle,
    cell,
    lines_of,
)
from rehabdesk.documents.official_list import Column, Value, printed

MANY = 500  # from so many rows on a list is written this way
_AT_ONCE = 1_000
_KEPT = 20_000  # values of a column remembered at most
_SEPARATOR = "\0"
_ODD_SIGNS = bytes(range(0x20)) + b"&<>"
_ODD_PAIRS = ("  ", f"{_SEPARATOR} ", f" {_SEPARATOR}", *(_SEPARATOR + s for s in FORMULA_SIGNS))
_FIRST_DAY = FIRST_DATE.toordinal()
_DIGITS = "0123456789"
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
_JUST_UNDER = 0.999_999  # of a width: sums of floats differ in their last places

Rows = Sequence[Sequence[Value]]
_Part = tuple[str, Sequence[object]]  # of a row's template, and what goes into it


def row_heights(rows: Rows, columns: Sequence[Column]) -> list[float]:
    """Return how high each row must be, as `row_height` says it of a single one."""
    face = pdfmetrics.getFont(fonts.SERIF).face
    widths = {chr(sign): float(width) for sign, width in face.charWidths.items()}
    known = [_Lines(column.width, widths) for column in columns]
    found: list[float] = []
    for start in range(0, len(rows), _AT_ONCE):
        batch = rows[start : start + _AT_ONCE]
        told = [
            each.of(values) for each, values in zip(known, zip(*batch, strict=True), strict=True)
        ]
        high = [lines for lines in told if lines]
        if high:
            found += [LINE_HEIGHT * max(lines) + ROW_PADDING for lines in zip(*high, strict=True)]
        else:
            found += repeat(LINE_HEIGHT + ROW_PADDING, len(batch))
    return found


class _Lines(dict[Value, int]):
    """How many lines each value of a column takes."""

    def __init__(self, letters: float, widths: Mapping[str, float]) -> None:
        super().__init__()
        self._letters = letters
        self._widths = widths
        self._room = letters * LETTER * 1_000 / SIZE * _JUST_UNDER
        self._digit = max(widths[digit] for digit in _DIGITS)
        narrow = filter(lambda sign: widths.get(sign, self._digit + 1) <= self._digit, _PRINTABLE)
        self._narrow = "".join(narrow).encode()
        self._has_room_for_dates = self._lines("00/00/0000") == 1

    def of(self, values: Sequence[Value]) -> Sequence[int]:
        """Return the lines of each value; nothing where all take a single one."""
        kinds = set(map(type, values))
        if kinds == {str} and self._are_short(cast("Sequence[str]", values)):
            return ()
        if kinds == {int}:
            least, most = (printed(of(cast("Sequence[int]", values))) for of in (min, max))
            if len(least) == len(most) and least[0] != "-":
                lines = self._lines(most)  # every digit is as wide as another
                return () if lines == 1 else [lines] * len(values)
        if kinds <= {date, type(None)} and self._has_room_for_dates:
            return ()
        if len(self) > _KEPT:
            self.clear()
        found = list(map(self.__getitem__, values))
        return found if max(found) > 1 else ()

    def _are_short(self, texts: Sequence[str]) -> bool:
        """Say whether the longest would find room even in wide digits: so it is with most codes."""
        if max(map(len, texts)) * self._digit > self._room:
            return False
        joined = "".join(texts)
        return joined.isascii() and not joined.encode().translate(None, self._narrow)

    def __missing__(self, value: Value) -> int:
        lines = self[value] = self._lines(value if isinstance(value, str) else printed(value))
        return lines

    def _lines(self, text: str) -> int:
        try:
            if sum(map(self._widths.__getitem__, text)) <= self._room and "\n" not in text:
                return 1
        except KeyError:
            pass
        return lines_of(text, self._letters)


def many_rows(
    rows: Rows, heights: Sequence[float], first: int, styles: Sequence[CellStyle]
) -> Iterator[bytes]:
    """Yield rows of given heights as the sheet's own words, the first standing in row `first`."""
    known = [_Cells(style) for style in styles]
    for start in range(0, len(rows), _AT_ONCE):
        batch = rows[start : start + _AT_ONCE]
        high = heights[start : start + len(batch)]
        columns = tuple(zip(*batch, strict=True))
        kinds = [set(map(type, values)) for values in columns]
        texts = (values for values, kind in zip(columns, kinds, strict=True) if kind == {str})
        is_plain = _is_plain(set().union(*texts))
        parts = [
            cells.of(values, kind, is_plain=is_plain)
            for cells, values, kind in zip(known, columns, kinds, strict=True)
        ]
        template = "".join(part for part, _ in parts)
        template = f'<row r="%d" ht="%s" customHeight="1">{template}</row>'
        numbers = range(first + start, first + start + len(batch))
        filled = zip(numbers, high, *(values for _, values in parts), strict=True)
        yield "".join(map(template.__mod__, filled)).encode()


class _Cells(dict[Value, str]):
    """The cells of a column: a template for what is alike, ready words for what is not."""

    def __init__(self, style: CellStyle) -> None:
        super().__init__()
        self._style = style
        self._text = f'<c s="{style.plain}" t="inlineStr"><is><t>%s</t></is></c>'
        self._number = f'<c s="{style.plain}"><v>%d</v></c>'

    def of(self, values: Sequence[Value], kinds: set[type], *, is_plain: bool) -> _Part:
        if kinds == {str} and (is_plain or _is_plain(set(cast("Sequence[str]", values)))):
            return self._text, values
        if kinds == {int}:
            return self._number, values
        if kinds == {date}:
            days = list(map(date.toordinal, cast("Sequence[date]", values)))
            if min(days) >= _FIRST_DAY:
                return self._number, [day - DAY_ZERO for day in days]
        if not kinds <= {str, date, type(None)}:
            return "%s", [cell("", value, self._style) for value in values]
        if len(self) > _KEPT:
            self.clear()
        return "%s", list(map(self.__getitem__, values))

    def __missing__(self, value: Value) -> str:
        words = self[value] = cell("", value, self._style)
        return words


def _is_plain(texts: set[str]) -> bool:
    """Say whether texts can stand in a sheet as they are."""
    joined = _SEPARATOR.join(("", *texts, ""))
    if any(pair in joined for pair in _ODD_PAIRS):
        return False
    if not unicodedata.is_normalized("NFC", joined):
        return False
    told = joined.encode()
    left = len(told.translate(None, _ODD_SIGNS))
    return len(told) - left == len(texts) + 1 and max(map(len, texts), default=0) <= LONGEST
