"""Pictures from outside, opened with care: wrong kinds, broken files, far too many pixels."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from rehabdesk.documents.pages import page_count, page_size, render
from rehabdesk.domain.refusals import Refusal

LARGEST_FILE = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
_FORMATS = ("PNG", "JPEG", "BMP", "WEBP", "TIFF", "GIF")
_DOTS = 300  # an inch
_LONGEST = 1200  # points: a sheet a little longer than A3
Picture = Image.Image


class PictureTooLarge(Refusal):
    def __init__(self) -> None:
        super().__init__("Ảnh quá lớn (trên 20 MB hoặc 60 triệu điểm). Chụp hoặc quét nhỏ hơn.")


class NotAPicture(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Tệp này không phải ảnh đọc được, hoặc đã hỏng. Chọn ảnh JPG, PNG hoặc tệp PDF."
        )


def open_picture(content: bytes) -> Picture:
    """Open a photograph the right way up; whatever its file says, nothing but pixels is read."""
    if len(content) > LARGEST_FILE:
        raise PictureTooLarge
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what its notes say wrongly does not concern us
            return _opened(content)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        IndexError,
        TypeError,
        KeyError,
    ) as error:
        raise NotAPicture from error


def pages_as_pictures(pdf: bytes, most: int) -> Iterator[Picture]:
    """Draw the first pages of a scanned PDF, fine enough to read small print."""
    if len(pdf) > LARGEST_FILE:
        raise PictureTooLarge
    for page in range(min(page_count(pdf), most)):
        longest = max(page_size(pdf, page))
        one = render(pdf, page, min(_DOTS, _DOTS * _LONGEST / max(longest, 1)))
        size = (one.width, one.height)
        yield Image.frombytes("RGB", size, one.pixels, "raw", "BGRX", one.stride)


def _opened(content: bytes) -> Picture:
    picture: Any = Image.open(io.BytesIO(content), formats=_FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        raise PictureTooLarge
    picture.load()
    return ImageOps.exif_transpose(picture)
