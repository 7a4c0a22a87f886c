"""The faces papers are set in. A letter they lack is an error, never a silent hole."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics

from rehabdesk.documents.cutting import CutFace
from rehabdesk.domain.refusals import OutsideFault

SERIF = "LiberationSerif-Regular"
SERIF_BOLD = "LiberationSerif-Bold"
SERIF_ITALIC = "LiberationSerif-Italic"
SERIF_BOLD_ITALIC = "LiberationSerif-BoldItalic"
SANS = "LiberationSans-Regular"
SANS_BOLD = "LiberationSans-Bold"
FACES = (SERIF, SERIF_BOLD, SERIF_ITALIC, SERIF_BOLD_ITALIC, SANS, SANS_BOLD)

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LOWER = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)
VIETNAMESE = _LOWER + _LOWER.upper() + "đĐ"  # a face that lacks one of these is not used at all
_ASCII = "".join(map(chr, range(32, 127)))
_MARKS = "–—―…“”‘’«»§°•·№₫€×÷±≤≥½²³†"
OF_PAPERS = _ASCII + VIETNAMESE + _MARKS  # what lies in every file; others join where they are used

ASCENT = 0.891  # of the serif faces, in parts of their size
SINGLE = 1.149  # their line height: ascent, descent and line gap


class GlyphMissing(OutsideFault):
    def __init__(self, letter: str) -> None:
        super().__init__(
            f"Phông chữ của bản in không có chữ “{letter}” (mã U+{ord(letter):04X}), "
            "nên chưa in. Sửa chữ đó trong văn bản rồi in lại."
        )
        self.letter = letter


def register(folder: Path) -> None:
    """Load the faces from this folder, once a run of the program."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for face in FACES:
        if face not in known:
            pdfmetrics.registerFont(CutFace(face, folder / f"{face}.ttf", OF_PAPERS))
            check_text(VIETNAMESE, face)


def check_text(text: str, face: str) -> None:
    glyphs = pdfmetrics.getFont(face).face.charToGlyph
    for letter in text:
        if ord(letter) not in glyphs or unicodedata.category(letter) == "Cc":
            raise GlyphMissing(letter)


def width(text: str, face: str, size: float) -> float:
    """Measure a text in points, after making sure that it can be drawn."""
    return _em_width(text, face) * size


def rough_width(text: str, face: str, size: float) -> float:
    """Measure a text another program will draw, with its own letters where ours are missing."""
    return float(pdfmetrics.stringWidth(text, face, size))


@lru_cache(maxsize=20_000)
def _em_width(text: str, face: str) -> float:
    check_text(text, face)
    return float(pdfmetrics.stringWidth(text, face, 1))
