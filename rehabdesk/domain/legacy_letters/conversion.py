from __future__ import annotations

import unicodedata

from rehabdesk.domain.legacy_letters.encodings import Encoding, encoding_of_font
from rehabdesk.domain.legacy_letters.letters import from_tcvn3, from_vni
from rehabdesk.domain.legacy_letters.reading import (
    common_words,
    is_unicode_beyond_doubt,
    unread_words,
    words_of,
)

_LOOKALIKES = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_SHOUTED = 2  # capitals in a word, from which on it is meant in capitals


def to_unicode(text: str, encoding: Encoding, font: str = "") -> str:
    """Return what the text says, composed; a cell of Unicode in a legacy column is left alone."""
    if text.isascii() and encoding is not Encoding.TCVN3_CAPITALS:
        return text
    composed = unicodedata.normalize("NFC", text)
    is_told = encoding is Encoding.UNICODE or composed != text
    if is_told or _is_unicode_already(text, encoding):
        return composed.translate(_LOOKALIKES)
    if encoding is Encoding.VNI:
        return from_vni(text)
    said = from_tcvn3(text)
    if Encoding.TCVN3_CAPITALS in (encoding, encoding_of_font(font)):
        return said.upper()
    return _settle_capitals(text, said)


def _is_unicode_already(text: str, encoding: Encoding) -> bool:
    if is_unicode_beyond_doubt(text):
        return True
    words = [word for word in words_of(text) if len(word) > 1]
    as_unicode = unread_words(words, Encoding.UNICODE)
    as_legacy = unread_words(words, encoding)
    if as_unicode != as_legacy:
        return as_unicode < as_legacy
    return common_words(words, Encoding.UNICODE) > common_words(words, encoding)


def _settle_capitals(text: str, said: str) -> str:
    """Capitals with a tone have signs in a capitals font alone: "TRÇN" means "TRẦN".

    Sign for sign one text becomes the other, so both have the same words at the same places.
    """
    is_plain_small = any("a" <= sign <= "z" for sign in text)
    if not is_plain_small and any(_is_shouted(word) for word in said.split()):
        return said.upper()
    settled, start = list(said), 0
    for word in words_of(text):
        start = text.index(word, start)
        end = start + len(word)
        if _is_shouted(said[start:end]) and not any("a" <= sign <= "z" for sign in word):
            settled[start:end] = said[start:end].upper()
        start = end
    return "".join(settled)


def _is_shouted(word: str) -> bool:
    return sum(sign.isupper() for sign in word) >= _SHOUTED
