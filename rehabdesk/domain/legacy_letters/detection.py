"""Which encoding a column is in: by the words that exist in one only, and by its font."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from rehabdesk.domain.legacy_letters.conversion import to_unicode
from rehabdesk.domain.legacy_letters.encodings import Encoding, EncodingGuess, encoding_of_font
from rehabdesk.domain.legacy_letters.reading import (
    common_words,
    is_unicode_beyond_doubt,
    read,
    words_of,
)

_LEGACY = (Encoding.TCVN3, Encoding.VNI)
_ENOUGH_WORDS = 3_000  # of one column
_AT_ONCE = 500  # texts
_ENOUGH = 0.25  # of the telling words of a column
_ENOUGH_WITH_FONT = 0.05
_FAMILIAR = 2  # words of names, where none is telling


@dataclass
class _Tally:
    """Words counted by what they are in; a word of several encodings tells nothing."""

    unicode: int = 0
    neither: int = 0
    open: list[str] = field(default_factory=list)
    legacy: Counter[Encoding] = field(default_factory=Counter)  # by words that are no Unicode
    readable: Counter[Encoding] = field(default_factory=Counter)  # by all words
    examples: dict[Encoding, str] = field(default_factory=dict)

    def add(self, word: str, times: int) -> None:
        if is_unicode_beyond_doubt(word):
            self.unicode += times
            return
        if len(word) == 1:
            return
        read_in = [each for each in _LEGACY if read(word, each)]
        self.readable.update(dict.fromkeys(read_in, times))
        if read(word, Encoding.UNICODE):
            if read_in:
                self.open.append(word)
            else:
                self.unicode += times
        elif read_in:
            self.legacy.update(dict.fromkeys(read_in, times))
            for encoding in read_in:
                self.examples.setdefault(encoding, word)
        else:
            self.neither += times


def detect(texts: Iterable[str], font: str = "") -> EncodingGuess:
    """Guess for one column; Unicode unless its words say otherwise."""
    words = _count_words(texts)
    by_font = encoding_of_font(font)
    if not words:
        return EncodingGuess(Encoding.UNICODE, 1.0, "Không có chữ có dấu.")
    tally = _Tally()
    for word, times in words.items():
        tally.add(word, times)
    if tally.legacy:
        return _by_words(tally, by_font)
    return _without_words(tally, by_font, font)


def _count_words(texts: Iterable[str]) -> Counter[str]:
    words: Counter[str] = Counter()
    telling = (text for text in texts if not text.isascii())
    while part := list(islice(telling, _AT_ONCE)):
        words.update(words_of(unicodedata.normalize("NFC", "\n".join(part))))
        if len(words) >= _ENOUGH_WORDS:
            break
    return words


def _by_words(tally: _Tally, by_font: Encoding | None) -> EncodingGuess:
    """Where one legacy encoding reads as much as the other, the font has the word."""
    family = _family(by_font)
    weights = {each: (tally.readable[each], tally.legacy[each]) for each in _LEGACY}
    found = max(_LEGACY, key=lambda each: (weights[each], each is family))
    telling = tally.legacy[found]
    share = telling / (telling + tally.unicode + tally.neither)
    if share < (_ENOUGH_WITH_FONT if found is family else _ENOUGH):
        reason = f"Hầu hết chữ đã là Unicode; {telling} chữ giống {found.label}."
        return EncodingGuess(Encoding.UNICODE, round(1 - share, 2), reason)
    word = tally.examples[found]
    if found is Encoding.TCVN3 and by_font is Encoding.TCVN3_CAPITALS:
        found = by_font
    said = to_unicode(word, found)
    reason = f"{telling} chữ chỉ đọc được theo {found.label}, như “{word}” là “{said}”."
    return EncodingGuess(found, round(min(0.99, 0.5 + share / 2), 2), reason)


def _without_words(tally: _Tally, by_font: Encoding | None, font: str) -> EncodingGuess:
    if tally.unicode:
        return EncodingGuess(Encoding.UNICODE, 1.0, "Chữ đã là Unicode.")
    if by_font:
        return EncodingGuess(by_font, 0.8, f"Cột viết bằng phông chữ {font}.")
    if not tally.neither:
        for encoding in _LEGACY:
            more = common_words(tally.open, encoding) - common_words(tally.open, Encoding.UNICODE)
            if more >= _FAMILIAR:
                said = " ".join(read(word, encoding) for word in tally.open[:_FAMILIAR])
                reason = f"Đọc theo {encoding.label} thì thành tên quen, như “{said}”."
                return EncodingGuess(encoding, 0.6, reason)
    return EncodingGuess(Encoding.UNICODE, 0.7, "Không có chữ nào cho thấy bảng mã cũ.")


def _family(encoding: Encoding | None) -> Encoding | None:
    return Encoding.TCVN3 if encoding is Encoding.TCVN3_CAPITALS else encoding
