"""One spelling (NFC) in, one dictionary order out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

MARK = "·"  # before a folded word that is kept apart; no typed word can have it
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"  # the dictionary's order
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_PLAIN = {"ă": "a", "â": "a", "đ": "d", "ê": "e", "ô": "o", "ơ": "o", "ư": "u"}
_QUALITIES = ("", _BREVE, _CIRCUMFLEX, _HORN)
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LEVEL = "0"

# Sort keys are plain ASCII. The order of these signs matters: end of a level, gap, 0-9, letters.
_END, _GAP = " ", "-"
_RANKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg"
_FOREIGN = "~"

_LOOKALIKES = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_BLANK_CONTROLS = {ord(sign): " " for sign in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"}
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})  # controls, zero-width signs, halves of a broken pair
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")
_NO_DIGIT = re.compile(r"[^0-9]+")


def _composed(letter: str, *marks: str) -> str:
    return unicodedata.normalize("NFC", letter + "".join(marks))


def _tables() -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """Say, of every Vietnamese letter, its plain letter, its rank and its tone."""
    fold: dict[int, str] = {}
    rank: dict[int, str] = {}
    tone: dict[int, str] = {}
    vowels = "aeiouy"
    ranks = dict(zip(_LETTERS, _RANKS, strict=True))
    for letter in _LETTERS:
        fold[ord(letter)] = _PLAIN.get(letter, letter)
        rank[ord(letter)] = ranks[letter]
    for vowel, quality, mark in product(vowels, _QUALITIES, _TONES):
        base, toned = _composed(vowel, quality), _composed(vowel, quality, mark)
        if base in ranks:
            fold[ord(toned)] = vowel
            rank[ord(toned)] = ranks[base]
            tone[ord(toned)] = _TONES[mark]
    for table in (fold, rank):
        table.update({ord(chr(code).upper()): plain for code, plain in table.items()})
    return fold, rank, tone


_FOLD, _RANK, _TONE = _tables()
_FOLD.update({ord("Ð"): "d", ord("ð"): "d"})


@dataclass(frozen=True, slots=True)
class Name:
    family: str
    middle: str
    given: str


def clean(text: str) -> str:
    """Compose the letters, make every odd blank one plain blank, drop what cannot be seen."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if text.isprintable():  # neither controls nor unseen signs, and no blank but the plain one
        return " ".join(unicodedata.normalize("NFC", text.translate(_LOOKALIKES)).split())
    text = text.translate(_BLANK_CONTROLS).translate(_LOOKALIKES)
    text = "".join(sign for sign in text if unicodedata.category(sign) not in _UNSEEN)
    return " ".join(unicodedata.normalize("NFC", text).split())


def clean_lines(text: str) -> str:
    """Clean a note line by line, keeping its line ends."""
    return "\n".join(clean(line) for line in text.splitlines()).strip("\n")


def fold(text: str) -> str:
    """Return the text without marks and in lower case, đ as d: what searches compare."""
    return text.lower() if text.isascii() else _folded(text)


@lru_cache(maxsize=4_096)  # one name is folded by everything that looks at its row
def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).translate(_FOLD)
    return folded if folded.isascii() else _fold_slowly(folded)


def _fold_slowly(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").replace("ð", "d"))
    return "".join(sign for sign in bare if unicodedata.category(sign) != "Mn").casefold()


def upper(text: str) -> str:
    """Return the text in Vietnamese capitals."""
    return unicodedata.normalize("NFC", text).upper()


def digits_only(text: str) -> str:
    return text if text.isascii() and text.isdigit() else _NO_DIGIT.sub("", text)


def split_name(full_name: str) -> Name:
    """Split as the country does: the first word is the family, the last the given name."""
    words = full_name.split()
    if len(words) < 2:  # noqa: PLR2004
        return Name("", "", " ".join(words))
    return Name(words[0], " ".join(words[1:-1]), words[-1])


def initials(full_name: str) -> str:
    """Say "T.V.T." for "Trần Văn Tuấn"."""
    return "".join(f"{upper(word[0])}." for word in clean(full_name).split())


def initial_letters(folded_name: str) -> str:
    """Say "tvt" for "tran van tuan"."""
    return "".join(word[0] for word in folded_name.split())


def name_order(full_name: str) -> str:
    """Sort people by given, then middle, then family name.

    The key is ASCII and right by plain comparison of code points, so SQL can sort it too.
    """
    name = split_name(unicodedata.normalize("NFC", full_name))
    parts = [_weigh(part) for part in (name.given, name.middle, name.family)]
    levels = [level for letters, tones, _ in parts for level in (letters, tones)]
    return _END.join([*levels, "".join(cases for _, _, cases in parts)])


def given_name_order(given: str) -> str:
    """Return what the order of everybody with this given name begins with."""
    letters, tones, _ = _weigh(unicodedata.normalize("NFC", given))
    return f"{letters}{_END}{tones}"


def word_order(text: str) -> str:
    """Sort any text by the same dictionary, and numbers in it by their value."""
    text = unicodedata.normalize("NFC", text)
    return _END.join(_weigh(_NUMBER.sub(lambda number: number[0].zfill(8), text)))


def same_letters(one: str, other: str) -> bool:
    """Tell whether two texts differ at most in capitals, blanks and where the tone is put."""
    return _weigh(clean(one))[:2] == _weigh(clean(other))[:2]


@lru_cache(maxsize=4_096)  # families and given names come again and again
def _weigh(text: str) -> tuple[str, str, str]:
    """Weigh letters first, then tones word by word, then capitals."""
    words = _WORD.findall(text)
    letters = _GAP.join(words).translate(_RANK)
    if not letters.isascii():
        letters = _GAP.join(_foreign(word) for word in words)
    tones = _GAP.join(_tone(word) for word in words)
    cases = "".join("1" if sign.isupper() else "0" for word in words for sign in word)
    return letters, tones, cases


def _tone(word: str) -> str:
    tones = (_TONE.get(ord(sign)) for sign in word.lower())
    return "".join(tone for tone in tones if tone) or _LEVEL


def _foreign(word: str) -> str:
    """Rank a word of other alphabets: a known letter under its marks, else after z."""
    return "".join(_rank_of(sign) for sign in word.translate(_RANK))


def _rank_of(sign: str) -> str:
    if sign.isascii():
        return sign
    plain = _fold_slowly(sign)
    return plain.translate(_RANK) if plain.isascii() else f"{_FOREIGN}{ord(plain[0]):06x}"
