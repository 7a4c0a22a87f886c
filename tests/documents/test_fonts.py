from __future__ import annotations

import itertools
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics

from rehabdesk.documents import fonts, pdf
from rehabdesk.domain.forms.paper import FilledPaper

FOLDER = Path(__file__).parents[2] / "resources" / "fonts"


def vietnamese_letters() -> set[str]:
    """The 134 letters with a mark: every vowel with every tone, and đ."""
    vowels = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    lower = {
        unicodedata.normalize("NFC", vowel + tone)
        for vowel, tone in itertools.product(vowels, tones)
    }
    letters = (lower | {"đ"}) - set("aeiouy")
    return letters | {letter.upper() for letter in letters}


def test_there_are_134_letters_with_a_mark() -> None:
    assert len(vietnamese_letters()) == 134


@pytest.mark.parametrize("face", fonts.FACES)
def test_every_face_has_every_vietnamese_letter(face: str) -> None:
    fonts.check_text("".join(sorted(vietnamese_letters())) + "…–“”₫□\u00a0", face)


@pytest.mark.parametrize("face", fonts.FACES)
def test_the_faces_are_of_the_version_that_has_them(face: str) -> None:
    assert (FOLDER / f"{face}.ttf").is_file()
    assert b"2.1.5" in pdfmetrics.getFont(face).face._ttf_data.replace(b"\0", b"")


def test_the_licence_lies_beside_the_faces() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text("utf-8")
    assert "2.1.5" in (FOLDER / "NOTICE.md").read_text("utf-8")


@pytest.mark.parametrize("letter", ["☐", "✓", "漢", "\u0007"])
def test_a_letter_without_a_glyph_is_named_and_nothing_is_drawn(
    letter: str, a_paper: Callable[..., FilledPaper]
) -> None:
    with pytest.raises(fonts.GlyphMissing) as fault:
        pdf.draw(a_paper(person_occupation=f"Thợ {letter} xây"))
    assert fault.value.letter == letter
    assert f"“{letter}” (mã U+{ord(letter):04X})" in str(fault.value)


def test_registering_twice_changes_nothing() -> None:
    before = pdfmetrics.getFont(fonts.SERIF)
    fonts.register(FOLDER)
    assert pdfmetrics.getFont(fonts.SERIF) is before


def test_a_face_that_lacks_a_vietnamese_letter_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    latin = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    shutil.copy(latin, tmp_path / "Latin-Only.ttf")
    monkeypatch.setattr(fonts, "FACES", ("Latin-Only",))
    with pytest.raises(fonts.GlyphMissing):
        fonts.register(tmp_path)
