"""All 134 letters come back from every old encoding, held against `iconv` and a VNI font."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabdesk.domain.legacy_letters import Encoding, to_unicode
from rehabdesk.domain.legacy_letters.letters import from_tcvn3, from_vni
from tests.domain.legacy_letters.old_signs import (
    BY_ICONV,
    LETTERS,
    VNI,
    in_capitals_font,
    in_tcvn3,
    in_vni,
    mixed_column,
    names,
)

ALL = names(1_500) + mixed_column(1_500)


def test_the_letters_are_those_of_the_alphabet() -> None:
    assert len(LETTERS) == 134
    vowels, tones = "aăâeêioôơuưy", ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    made = {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(vowels, tones)}
    small = {letter for letter in made | {"đ"} if not letter.isascii()}
    assert set(LETTERS) == small | {letter.upper() for letter in small}


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_survives_every_encoding(letter: str) -> None:
    apart = unicodedata.normalize("NFD", letter)
    assert to_unicode(in_vni(letter), Encoding.VNI) == letter
    assert to_unicode(in_capitals_font(letter), Encoding.TCVN3_CAPITALS) == letter.upper()
    assert to_unicode(in_capitals_font(letter), Encoding.TCVN3, ".VnTimeH") == letter.upper()
    has_sign = letter in BY_ICONV
    assert to_unicode(in_tcvn3(letter), Encoding.TCVN3) == (letter if has_sign else letter.lower())
    for encoding in Encoding:
        assert to_unicode(apart, encoding) == letter
    assert to_unicode(letter, Encoding.UNICODE) == letter


def test_the_table_says_what_iconv_says() -> None:
    signs = bytes(BY_ICONV.values()).decode("latin-1")
    assert from_tcvn3(signs) == "".join(BY_ICONV)
    converter = shutil.which("iconv")
    if converter is not None:  # the kept answers stand for it where there is none
        asked = [converter, "-f", "TCVN", "-t", "UTF-8"]
        told = subprocess.run(asked, input=signs.encode("latin-1"), capture_output=True, check=True)
        assert told.stdout.decode() == from_tcvn3(signs)


def test_signs_that_are_no_letters_stay() -> None:
    others = "".join(chr(code) for code in range(256) if code not in BY_ICONV.values())
    assert from_tcvn3(others) == others
    for text in ("2026–2027", "“a”", "½ … €"):
        assert from_vni(text) == text


@pytest.mark.parametrize(
    ("signs", "letter"),
    [("aú", "ẳ"), ("î", "ỵ"), ("Aù", "Á"), ("AÙ", "Á"), ("öï", "ự"), ("ó", "ĩ")],
)
def test_letters_of_vni_others_get_wrong(signs: str, letter: str) -> None:
    assert to_unicode(signs, Encoding.VNI) == letter


def test_every_name_comes_back() -> None:
    for text in ALL:
        assert to_unicode(in_vni(text), Encoding.VNI) == text
        assert to_unicode(in_tcvn3(text), Encoding.TCVN3).lower() == text.lower()
        assert to_unicode(in_capitals_font(text), Encoding.TCVN3_CAPITALS) == text.upper()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TRÇN V¡N Tè", "TRẦN VĂN TỐ"),
        ("NGUYÔN THÞ §µO", "NGUYỄN THỊ ĐÀO"),
        ("Vò §ç Tè", "Vũ Đỗ Tố"),
        ("UBND x· Yªn ThÞnh", "UBND xã Yên Thịnh"),
        ("§Þa chØ: Th«n H¹, X· Yªn", "Địa chỉ: Thôn Hạ, Xã Yên"),
    ],
)
def test_capitals_without_signs_of_their_own_are_understood(typed: str, meant: str) -> None:
    assert to_unicode(typed, Encoding.TCVN3) == meant


def test_a_unicode_cell_in_an_old_column_is_left_alone() -> None:
    harmed = [text for text in ALL if to_unicode(text, Encoding.TCVN3) != text]
    assert len(harmed) <= len(ALL) // 500, harmed  # words of both, as Hoàng Lũ
    harmed = [text for text in ALL if to_unicode(text, Encoding.VNI) != text]
    assert len(harmed) <= len(ALL) // 250, harmed


@pytest.mark.parametrize("crossed", ["Ðào", "Ɖào", "Đào", unicodedata.normalize("NFD", "Đào")])
def test_crossed_letters_that_look_alike_become_the_right_one(crossed: str) -> None:
    assert to_unicode(crossed, Encoding.UNICODE) == "Đào"
    assert to_unicode(crossed, Encoding.TCVN3) == "Đào"


@given(st.text(max_size=60), st.sampled_from(Encoding))
def test_any_text_gives_text(text: str, encoding: Encoding) -> None:
    said = to_unicode(text, encoding, ".VnTimeH")
    assert isinstance(said, str)
    if text.isascii() and encoding is not Encoding.TCVN3_CAPITALS:
        assert said == text


def test_no_two_letters_share_their_signs() -> None:
    assert len(set(VNI.values())) == len(VNI) == 134
    assert len(set(BY_ICONV.values())) == len(BY_ICONV) == 74
