"""The tables of TCVN 5712:1993 (VN3, "ABC") and of the VNI fonts, as Windows shows the signs."""

from __future__ import annotations

import re
import unicodedata

_TCVN3 = {
    "¡¢£¤¥¦§": "ĂÂÊÔƠƯĐ",
    "¨©ª«¬\u00ad®": "ăâêôơưđ",
    "µ¶·¸¹": "àảãáạ",
    "»¼½¾Æ": "ằẳẵắặ",
    "ÇÈÉÊË": "ầẩẫấậ",
    "ÌÎÏÐÑ": "èẻẽéẹ",
    "ÒÓÔÕÖ": "ềểễếệ",
    "×ØÜÝÞ": "ìỉĩíị",
    "ßáâãä": "òỏõóọ",
    "åæçèé": "ồổỗốộ",
    "êëìíî": "ờởỡớợ",
    "ïñòóô": "ùủũúụ",
    "õö÷øù": "ừửữứự",
    "úûüýþ": "ỳỷỹýỵ",
}
_FROM_TCVN3 = {
    ord(sign): letter
    for signs, letters in _TCVN3.items()
    for sign, letter in zip(signs, letters, strict=True)
}

# VNI puts a mark behind its vowel. One mark may be a tone, a quality, or both at once.
_VNI_TONES = {"ø": "ò", "ù": "ó", "û": "ỏ", "õ": "õ", "ï": "ọ"}  # shown on an o
_VNI_TONED = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
_VNI_MARKED = {
    "a": {"â": "â", "á": "ấ", "à": "ầ", "å": "ẩ", "ã": "ẫ", "ä": "ậ"}
    | {"ê": "ă", "é": "ắ", "è": "ằ", "ú": "ẳ", "ü": "ẵ", "ë": "ặ"},
    "e": {"â": "ê", "á": "ế", "à": "ề", "å": "ể", "ã": "ễ", "ä": "ệ"},
    "o": {"â": "ô", "á": "ố", "à": "ồ", "å": "ổ", "ã": "ỗ", "ä": "ộ"},
}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_UNCHANGED = frozenset("ìíÌÍ")


def _vni_pairs() -> dict[str, str]:
    pairs = {
        vowel + mark: unicodedata.normalize("NFC", letter + unicodedata.normalize("NFD", shown)[1:])
        for vowel, letter in _VNI_TONED.items()
        for mark, shown in _VNI_TONES.items()
    }
    for vowel, marked in _VNI_MARKED.items():
        pairs.update({vowel + mark: letter for mark, letter in marked.items()})
    return pairs


def _in_both_cases(table: dict[str, str]) -> dict[str, str]:
    """Let the vowel say the case: a capital is met with either form of the mark."""
    both = dict(table)
    for signs, letter in table.items():
        for mark in {signs[1:], signs[1:].upper()}:
            both[signs[0] + mark] = letter
            both[signs[0].upper() + mark] = letter.upper()
    return both


_FROM_VNI = _in_both_cases(_vni_pairs() | _VNI_ALONE)
_VNI = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)))

TCVN3_SIGNS = frozenset(chr(code) for code in _FROM_TCVN3)


def from_tcvn3(text: str) -> str:
    return text.translate(_FROM_TCVN3)


def from_vni(text: str) -> str:
    return _VNI.sub(lambda found: _FROM_VNI[found[0]], text)


def is_whole_vni(word: str) -> bool:
    """Tell whether every mark stands behind a vowel that can take it."""
    left = _VNI.sub("", word)
    return all(sign.isascii() or sign in _VNI_UNCHANGED for sign in left)
