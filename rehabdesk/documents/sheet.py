"""Sheets of paper: rows that keep together, and the pen that draws them page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from rehabdesk.documents import fonts
from rehabdesk.documents.pages import FieldSpot
from rehabdesk.documents.setting import Align, SetLine, Style, set_text
from rehabdesk.domain.forms.paper import Line, Span

rl_config.useA85 = 0  # type: ignore[attr-defined]  # binary streams: smaller and faster than letters

RULE = 0.75  # the thickness of every rule, in points

Value = tuple[str, int | None]  # a field, and whose
_AMBER = HexColor("#FCE3B0")
_EDITED = HexColor("#1A5FB4")
_OFFICE = HexColor("#9A9996")
_WATERMARK = HexColor("#DADADA")
PRACTICE = "ĐANG TẬP DÙNG THỬ"
PRACTICE_BELOW = "Mọi người trong giấy này đều là bịa. Không in nộp, không gửi báo cáo."


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins in points."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


PORTRAIT = Page(210 * mm, 297 * mm, 20 * mm, 20 * mm, 30 * mm, 16 * mm)
LANDSCAPE = Page(297 * mm, 210 * mm, 20 * mm, 20 * mm, 30 * mm, 16 * mm)


class Pen:
    """The canvas, the page being drawn, and with marks the places noted on the way."""

    def __init__(self, canvas: Canvas, page: Page, *, marks: bool = False) -> None:
        self.canvas = canvas
        self.page = page
        self.marks = marks
        self.number = 0  # of the page, from 0
        self.spots: list[FieldSpot] = []
        self.differing: frozenset[Value] = frozenset()  # marked as what is missing is

    def text(self, row: SetLine, style: Style, x: float, top: float, line: Line | None) -> None:
        """Draw one set line whose upper edge is `top`, measured up from the foot of the page."""
        if self.marks and line is not None:
            self._note(row, style, x, top, line)
        runs = "".join(self._run(face, text, style.size) for face, text in _runs(row))
        place = f"{x + row.start:.4f} {top - _baseline(style):.4f}"
        self.canvas.addLiteral(f"BT 1 0 0 1 {place} Tm {row.stretch:.4f} Tw{runs} 0 Tw ET")

    def _run(self, face: str, text: str, size: float) -> str:
        """Return the operators of a run; building them through a text object costs far more."""
        font, file = getFont(face), self.canvas._doc  # noqa: SLF001
        return "".join(
            f" {font.getSubsetInternalName(cut, file)} {size:g} Tf <{codes.hex()}> Tj"
            for cut, codes in font.splitString(text, file)
        )

    def frame(self, x: float, top: float, width: float, height: float) -> None:
        self.canvas.setLineWidth(RULE)
        self.canvas.rect(x, top - height, width, height)

    def rule(self, x: float, top: float, width: float) -> None:
        self.canvas.setLineWidth(RULE)
        self.canvas.line(x, top, x + width, top)

    def _note(self, row: SetLine, style: Style, x: float, top: float, line: Line) -> None:
        for start, end, span in _stretches(row):
            if span.field is None:
                continue
            spot = FieldSpot(
                self.number,
                x + start,
                self.page.height - top,
                end - start,
                style.leading,
                span.field,
                span.person,
                line.key,
            )
            self.spots.append(spot)
            if span.is_missing or (span.field, span.person) in self.differing:
                self._fill(_AMBER, x + start, top, end - start, style.leading)
        if line.is_edited or line.is_office:
            colour = _EDITED if line.is_edited else _OFFICE
            self._fill(colour, x - 6, top, 1.5, style.leading)

    def _fill(self, colour: Color, x: float, top: float, width: float, height: float) -> None:
        self.canvas.saveState()
        self.canvas.setFillColor(colour)
        self.canvas.rect(x, top - height, width, height, stroke=0, fill=1)
        self.canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Row:
    """A strip of a page that is never cut."""

    height: float
    draw: Callable[[Pen, float], None]
    space_before: float = 0.0
    keeps_with_next: bool = False
    head: Row | None = None  # repeated above, where this row begins a page


def new_canvas(file: BytesIO, page: Page, title: str) -> Canvas:
    """Open a file whose bytes depend on nothing but what is drawn, without any face of its own."""
    canvas = Canvas(
        file,
        pagesize=(page.width, page.height),
        invariant=1,
        initialFontName=fonts.SERIF,
        lang="vi-VN",
    )
    canvas.setTitle(title)
    canvas.setCreator("RehabDesk")
    canvas.setAuthor("")
    return canvas


def column_rows(lines: Iterable[Line], style: Style, x: float, width: float) -> list[Row]:
    return [row for line in lines for row in text_rows(line, style, x, width)]


def rule_row(lines: Iterable[Line], style: Style, share: float, x: float, width: float) -> Row:
    """Rule off a text below it, centred, as long as this share of its widest line."""
    rows = [row for line in lines for row in set_text(line.spans, style, width)]
    length = max((row.width for row in rows), default=0.0) * share
    return Row(8, lambda pen, top: pen.rule(x + (width - length) / 2, top - 3.5, length))


def text_rows(line: Line, style: Style, x: float, width: float) -> list[Row]:
    """Set a paragraph; at least two of its lines stay together on either side of a page."""
    lines = set_text(line.spans, style, width)
    last = len(lines) - 1
    return [
        Row(
            style.leading,
            _drawing(row, style, x, line),
            0.0 if index else style.space_before,
            keeps_with_next=index < last and (index in (0, last - 1)),
        )
        for index, row in enumerate(lines)
    ]


def plain(text: str, key: str = "") -> Line:
    return Line(key, (Span(text),))


def paged(rows: Iterable[Row], height: float) -> list[list[Row]]:
    """Fill pages from the top; what keeps with the next row goes over with it."""
    pages: list[list[Row]] = []
    page: list[Row] = []
    filled = 0.0
    for row in rows:
        if page and filled + row.height + row.space_before > height:
            cut = len(page)
            while cut and page[cut - 1].keeps_with_next:
                cut -= 1
            cut = cut or len(page)  # a chain longer than a page has to break somewhere
            pages.append(page[:cut])
            page = page[cut:]
            filled = stacked_height(page)
        filled += row.height + row.space_before if page else stacked_height([row])
        page.append(row)
    return [*pages, page] if page else pages


def stacked_height(rows: Sequence[Row]) -> float:
    return sum(row.height + space for row, space in _stacked(rows))


def draw_stack(pen: Pen, rows: Sequence[Row], top: float) -> None:
    for row, space in _stacked(rows):
        row.draw(pen, top - space)
        top -= space + row.height


def _stacked(rows: Sequence[Row]) -> Iterator[tuple[Row, float]]:
    """Say how far each row stands off; the first, under the head it repeats, does not."""
    for index, row in enumerate(rows):
        if not index and row.head is not None:
            yield row.head, row.head.space_before
        yield row, row.space_before if index else 0.0


def draw_pages(pen: Pen, rows: Iterable[Row], *, practice: bool = False) -> None:
    """Draw all rows; the page number stands in the top margin, from the second page on."""
    page = pen.page
    for number, stack in enumerate(paged(rows, page.text_height), start=1):
        if practice:
            _draw_watermark(pen)
        if number > 1:
            _draw_number(pen, number)
        draw_stack(pen, stack, page.height - page.top)
        pen.canvas.showPage()
        pen.number += 1


def _draw_number(pen: Pen, number: int) -> None:
    style = Style(fonts.SERIF, 13, Align.CENTRE)
    [row] = set_text([Span(str(number))], style, pen.page.text_width)
    pen.text(row, style, pen.page.left, pen.page.height - (pen.page.top - style.leading) / 2, None)


def _draw_watermark(pen: Pen) -> None:
    canvas, page = pen.canvas, pen.page
    canvas.saveState()
    canvas.setFillColor(_WATERMARK)
    canvas.translate(page.width / 2, page.height / 2)
    canvas.rotate(50)
    canvas.setFont(fonts.SERIF_BOLD, 48)
    canvas.drawCentredString(0, 0, PRACTICE)
    canvas.setFont(fonts.SERIF_BOLD, 15)
    canvas.drawCentredString(0, -28, PRACTICE_BELOW)
    canvas.restoreState()


def _drawing(row: SetLine, style: Style, x: float, line: Line) -> Callable[[Pen, float], None]:
    return lambda pen, top: pen.text(row, style, x, top, line)


def _baseline(style: Style) -> float:
    """How far the letters stand below the upper edge; wider spacing is added above them."""
    return style.leading - style.size * (fonts.SINGLE - fonts.ASCENT)


def _runs(row: SetLine) -> list[tuple[str, str]]:
    """Join the pieces that follow each other in one face, blanks included."""
    runs: list[tuple[str, str]] = []
    for index, word in enumerate(row.words):
        for first, piece in enumerate(word.pieces):
            text = f" {piece.text}" if index and not first else piece.text
            if runs and runs[-1][0] == piece.face:
                runs[-1] = (piece.face, runs[-1][1] + text)
            else:
                runs.append((piece.face, text))
    return runs


def _stretches(row: SetLine) -> list[tuple[float, float, Span]]:
    """Join the pieces of one span into from, to."""
    found: list[tuple[float, float, Span]] = []
    for at, piece in row.placed():
        if found and found[-1][2] is piece.span:
            found[-1] = (found[-1][0], at + piece.width, piece.span)
        else:
            found.append((at, at + piece.width, piece.span))
    return found
