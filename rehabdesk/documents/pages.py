"""Pages of a PDF as pictures, for the preview and the printer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from rehabdesk.domain.refusals import OutsideFault

_POINTS_PER_INCH = 72


class PdfUnreadable(OutsideFault):
    def __init__(self) -> None:
        super().__init__(
            "Không mở được tệp PDF này: tệp hỏng hoặc có mật khẩu. "
            "Dữ liệu đã lưu không sao. Chọn tệp khác, hoặc xin lại tệp."
        )


@dataclass(frozen=True, slots=True)
class PageImage:
    """Pixels of four bytes each: blue, green, red, unused; rows of `stride` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """Where a text stands: points from the top left corner of its page, pages from 0."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class FieldSpot:
    """Where a value stands: points from the top left corner of its page, pages from 0."""

    page: int
    x: float
    y: float
    width: float
    height: float
    field: str
    person: int | None
    line: str  # the key of the line it stands in


def page_count(pdf: bytes) -> int:
    with _opened(pdf) as document:
        return len(document)


def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Return the width and height of a page in points."""
    with _opened(pdf) as document, closing(document[page]) as opened:
        width, height = opened.get_size()
        return float(width), float(height)


def render(pdf: bytes, page: int, dpi: float) -> PageImage:
    with _opened(pdf) as document, closing(document[page]) as opened:
        bitmap = opened.render(scale=dpi / _POINTS_PER_INCH, prefer_bgrx=True, rev_byteorder=False)
        with closing(bitmap):
            pixels = bytes(bitmap.buffer)
            return PageImage(bitmap.width, bitmap.height, bitmap.stride, pixels)


def text_of(pdf: bytes) -> tuple[str, ...]:
    """Return the words of each page."""
    with _opened(pdf) as document:
        return tuple(_text_of(document, page) for page in range(len(document)))


def find_text(pdf: bytes, text: str) -> tuple[Found, ...]:
    """Find a text that stands on one line, wherever it occurs."""
    with _opened(pdf) as document:
        return tuple(
            found for page in range(len(document)) for found in _find(document, page, text)
        )


def _text_of(document: Any, page: int) -> str:
    with closing(document[page]) as opened, closing(opened.get_textpage()) as words:
        return str(words.get_text_bounded())


def _find(document: Any, page: int, text: str) -> Iterator[Found]:
    with closing(document[page]) as opened, closing(opened.get_textpage()) as words:
        height = opened.get_height()
        searcher = words.search(text, match_case=True)
        while (hit := searcher.get_next()) is not None:
            boxes = [words.get_charbox(index) for index in range(hit[0], hit[0] + hit[1])]
            left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
            bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
            yield Found(page, left, height - top, right - left, top - bottom)
        searcher.close()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as fault:
        raise PdfUnreadable from fault
    with closing(document):
        yield document
