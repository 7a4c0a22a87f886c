"""Words of a text, and which of them are words in one encoding or another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rehabdesk.domain.legacy_letters.encodings import Encoding
from rehabdesk.domain.legacy_letters.letters import (
    TCVN3_SIGNS,
    from_tcvn3,
    from_vni,
    is_whole_vni,
)
from rehabdesk.domain.legacy_letters.syllables import COMMON, is_syllable, plain_case

# Of the signs beyond ASCII most are letters in some encoding, « and the soft hyphen among them.
_WORD = re.compile("[^\x00-\x40\x5b-\x60\x7b-\xa0\u2000-\u206f]+")
_LAST_LEGACY = "\xff"


def words_of(text: str) -> list[str]:
    """Return the words that look different from one encoding to another."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


def is_unicode_beyond_doubt(text: str) -> bool:
    """Tell whether letters are met that no legacy font has."""
    return any(
        sign > _LAST_LEGACY and (sign.isalpha() or unicodedata.combining(sign)) for sign in text
    )


@lru_cache(maxsize=20_000)  # few words make up the names of a list
def read(word: str, encoding: Encoding) -> str:
    """Return what the word says in the encoding; nothing when it is no Vietnamese word there."""
    if encoding is Encoding.UNICODE:
        said = word.replace("Ð", "Đ").replace("ð", "đ")
        is_written_so = plain_case(said)
    elif encoding is Encoding.VNI:
        said = from_vni(word)
        is_written_so = is_whole_vni(word) and plain_case(said)
    else:
        said = from_tcvn3(word)
        is_written_so = _is_written_in_tcvn3(word, said)
    return said if is_written_so and is_syllable(said) else ""


def unread_words(words: Iterable[str], encoding: Encoding) -> int:
    return sum(not read(word, encoding) for word in words)


def common_words(words: Iterable[str], encoding: Encoding) -> int:
    return sum(read(word, encoding).lower() in COMMON for word in words)


def _is_written_in_tcvn3(word: str, said: str) -> bool:
    plain = "".join(sign for sign in word if sign.isascii())
    if not all(sign.isascii() or sign in TCVN3_SIGNS for sign in word):
        return False
    return plain_case(said) or plain.isupper()  # the tones of capitals have small signs only


def unread_text(text: str) -> int:
    """Count the words that are none, in the encoding where fewest are."""
    words = words_of(unicodedata.normalize("NFC", text))
    told = (Encoding.UNICODE, Encoding.TCVN3, Encoding.VNI)
    return min(unread_words(words, encoding) for encoding in told)
