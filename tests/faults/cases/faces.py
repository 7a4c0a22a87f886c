"""F30: letters the papers are set in."""

from __future__ import annotations

import io
import itertools
import random
import unicodedata
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from rehabdesk.documents import fonts
from rehabdesk.documents.pages import text_of
from rehabdesk.domain.text import clean
from tests.builders import RESOURCES
from tests.faults.tally import Tally

MARKS = "…–“”₫§"
LACKING = ("☐", "漢", "🙂", "\u0e01")
WORDS, LETTERS = 12, 8


def vietnamese_letters() -> str:
    vowels = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    lower = {
        unicodedata.normalize("NFC", vowel + tone)
        for vowel, tone in itertools.product(vowels, tones)
    }
    letters = (lower | {"đ"}) - set("aeiouy")
    return "".join(sorted(letters | {letter.upper() for letter in letters}))


def print_letters(_place: Path, count: int, seed: int) -> Tally:
    """F30: every Vietnamese letter comes out as it went in; one a face lacks stops the printing."""
    chance, tally = random.Random(seed), Tally()
    fonts.register(RESOURCES.fonts)
    letters = vietnamese_letters()
    tally.expect(len(letters) == 134, "not all letters")
    for face, _ in itertools.product(fonts.FACES, range(count)):
        tally.rounds += 1
        words = [letters, *("".join(chance.choices(letters, k=LETTERS)) for _ in range(WORDS))]
        typed = [unicodedata.normalize(chance.choice(("NFC", "NFD")), word) for word in words]
        came_out = _drawn([clean(word) for word in typed], face)
        tally.expect(came_out == words, f"{face}: the text is not what was typed")
        fonts.check_text(letters + MARKS, face)
        for letter in LACKING:
            tally.expect(_is_named(f"Trần {letter} Văn", letter, face), f"{letter} is not named")
    return tally


def _drawn(words: list[str], face: str) -> list[str]:
    page = io.BytesIO()
    canvas = Canvas(page)
    for number, word in enumerate(words):
        fonts.check_text(word, face)
        half = len(word) // 2 if len(word) > LETTERS else len(word)
        canvas.setFont(face, 9)
        canvas.drawString(20, 800 - 40 * number, word[:half])
        canvas.drawString(20, 780 - 40 * number, word[half:])
    canvas.save()
    lines = [line.strip() for line in text_of(page.getvalue())[0].splitlines()]
    return ["".join(lines[:2]), *lines[2:]]


def _is_named(text: str, letter: str, face: str) -> bool:
    try:
        fonts.width(text, face, 13)
    except fonts.GlyphMissing as fault:
        return fault.letter == letter and letter in str(fault)
    return False
