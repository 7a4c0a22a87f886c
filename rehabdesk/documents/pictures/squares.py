"""Square codes in photographs and scans, found whichever way they were taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from time import monotonic

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from rehabdesk.documents.pictures.opening import Picture, open_picture, pages_as_pictures

PAGES = 4  # of a scanned PDF
PATIENCE = 12.0
_SMALL, _LARGE = 900, 2600  # pixels of the longer side: below it is drawn larger, above smaller
_TILTS = (0, 30)  # degrees; quarter turns are found as they are
_SPREAD = 4  # parts of a side a picture is looked at in, two at a time

Change = Callable[[Picture], Picture]


def read_squares(content: bytes, patience: float = PATIENCE) -> tuple[str, ...]:
    """Return what the square codes of a picture or a scanned PDF say, the first way that finds any.

    The looks go from the usual to the laborious: as it is, clearer, turned, larger, part by part;
    whoever waits is not kept longer than the patience, in seconds.
    """
    end = monotonic() + patience
    kind = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    is_pdf = content.startswith(b"%PDF")
    pictures = pages_as_pictures(content, PAGES) if is_pdf else [open_picture(content)]
    greys = [_grey(picture) for picture in pictures]
    for looks in zip(*(_looks(grey) for grey in greys), strict=False):  # every page once, then more
        for look in looks:
            found = zxingcpp.read_barcodes(look, formats=kind)
            if found:
                return tuple(each.text for each in found)
            if monotonic() > end:
                return ()
    return ()


def _grey(picture: Picture) -> Picture:
    if picture.mode in {"RGBA", "LA", "P"}:  # what is see-through is paper
        whole = picture.convert("RGBA")
        paper = Image.new("RGBA", whole.size, "white")
        picture = Image.alpha_composite(paper, whole)
    return picture.convert("L")


def _looks(grey: Picture) -> Iterator[Picture]:
    usual = _resized(grey)
    yield grey
    for change, tilt in product(_CHANGES, _TILTS):
        yield change(_tilted(usual, tilt))
    for part in _parts(grey):
        yield ImageOps.autocontrast(_larger(part))


def _resized(grey: Picture) -> Picture:
    longest = max(grey.size)
    if longest < _SMALL:
        return _larger(grey)
    if longest > _LARGE:
        return grey.resize(_scaled(grey, _LARGE / longest), Image.Resampling.LANCZOS)
    return grey


def _larger(grey: Picture) -> Picture:
    times = 3 if max(grey.size) < _SMALL else 2
    return grey.resize(_scaled(grey, times), Image.Resampling.LANCZOS)


def _scaled(grey: Picture, times: float) -> tuple[int, int]:
    return max(1, round(grey.width * times)), max(1, round(grey.height * times))


def _tilted(grey: Picture, degrees: int) -> Picture:
    if not degrees:
        return grey
    return grey.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def _parts(grey: Picture) -> Iterator[Picture]:
    """Look at half a side at a time, each a quarter further: a code is whole in one of them."""
    wide, high = grey.width / _SPREAD, grey.height / _SPREAD
    for across, down in product(range(_SPREAD - 1), repeat=2):
        left, top = round(across * wide), round(down * high)
        part = grey.crop((left, top, left + round(2 * wide), top + round(2 * high)))
        if min(part.size) > 0:
            yield _resized(part) if max(part.size) > _SMALL else part


def _sharper(grey: Picture) -> Picture:
    return grey.filter(ImageFilter.UnsharpMask(radius=2, percent=200))


def _softer(grey: Picture) -> Picture:
    """Take away the dots a screen shows that was photographed from near."""
    return grey.filter(ImageFilter.GaussianBlur(1.2))


_CHANGES: tuple[Change, ...] = (ImageOps.autocontrast, _sharper, _softer)
