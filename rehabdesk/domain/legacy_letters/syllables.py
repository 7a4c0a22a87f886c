"""Which words Vietnamese can have: a first sound, a rhyme, one tone.

Few rows of letters are words, so that text read in the wrong encoding nearly never is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_FIRST = (
    *("ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"),
)
_ALL_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en
    eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om
    on ong oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên
    uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc
    ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
"""
_RHYMES = frozenset(_ALL_RHYMES.split())
_BRIGHT = ("i", "e", "ê", "y")  # before these one writes k, gh, ngh; before others c, g, ng
_AFTER_BRIGHT = frozenset(rhyme for rhyme in _RHYMES if rhyme.startswith(_BRIGHT))
_AFTER = {
    "gi": _RHYMES | {"êng", "êc", ""},  # the i is told once: giếng, gì
    "qu": frozenset(rhyme for rhyme in _RHYMES if not rhyme.startswith(("o", "u", "ư")))
    | {"ya", "ych", "ynh", "yt"},
    **dict.fromkeys(("k", "gh", "ngh"), _AFTER_BRIGHT),
    **dict.fromkeys(("c", "g", "ng"), _RHYMES - _AFTER_BRIGHT),
}
_TONE_ON_EITHER = frozenset({"oa", "oe", "uy"})  # hòa and hoà
_STOPS = ("c", "ch", "p", "t")
_ACUTE, _DOT = "\u0301", "\u0323"
_TONES = frozenset({"\u0300", "\u0309", "\u0303", _ACUTE, _DOT})

# Words most people's names are made of; they tell where both readings are words.
_COMMON = """
    lò tòng nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lương
    trịnh đào hà tạ mai tô tống lâm cao châu thái văn thị hữu đức công quang minh thanh ngọc xuân
    hồng thu kim đình bá thế hải hùng dũng hoa lan hương nga thủy thúy hằng hạnh phương tuấn anh sơn
    nam long thắng cường hiếu trung kiên quân tú tùng tâm bình hòa hoà an nhung yến vân linh trang
    thảo nhàn nhân tiến việt lợi lộc phúc thọ tài chiến bằng bảo thôn xã xóm tổ phố ấp số nhà khu
"""
COMMON = frozenset(_COMMON.split())


def plain_case(word: str) -> bool:
    """Tell whether it is written small, in capitals, or with a first capital."""
    return word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    letters, tone, place = "", "", 0
    for sign in word.lower():
        apart = unicodedata.normalize("NFD", sign)
        kept = "".join(part for part in apart if part not in _TONES)
        if kept != apart:
            if tone:
                return False
            tone, place = "".join(part for part in apart if part in _TONES), len(letters)
        letters += unicodedata.normalize("NFC", kept)
    if letters.endswith(_STOPS) and tone not in {_ACUTE, _DOT}:
        return False
    return any(
        rhyme in _AFTER.get(first, _RHYMES)
        and (not tone or place - len(first) in _tone_places(rhyme))
        for first, rhyme in _parted(letters)
    )


def _parted(letters: str) -> Iterator[tuple[str, str]]:
    yield "", letters
    for first in _FIRST:
        if letters.startswith(first):
            yield first, letters[len(first) :]


def _tone_places(rhyme: str) -> tuple[int, ...]:
    """Say which letter of a rhyme can carry the tone."""
    if not rhyme:
        return (-1,)
    marked = [place for place, letter in enumerate(rhyme) if letter in "ăâêôơư"]
    if marked:
        return (marked[-1],)
    vowels = len(rhyme.rstrip("bcdghklmnpqrstvx"))
    if rhyme in _TONE_ON_EITHER:
        return (0, 1)
    if vowels == 1 or (vowels == 2 and len(rhyme) == 2):  # noqa: PLR2004
        return (0,)
    return (1,)
