"""Text as it was typed before Unicode, made by tables that are not the program's own."""

from __future__ import annotations

import random
import unicodedata

from tests.benchmarks.persons import HAMLETS, TRADES, persons

# The letters of TCVN3 and their signs, as `iconv -f TCVN` reads them.
BY_ICONV = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĂÂÊÔƠƯĐ",
        bytes.fromhex(
            "B5B6B7B8B9A8BBBCBDBEC6A9C7C8C9CACBCCCECFD0D1AAD2D3D4D5D6D7D8DCDDDEDFE1E2E3E4ABE5E6E7"
            "E8E9ACEAEBECEDEEEFF1F2F3F4ADF5F6F7F8F9FAFBFCFDFEAEA1A2A3A4A5A6A7"
        ),
        strict=True,
    )
)
# The rows of a VNI keyboard font: a vowel, then with acute, grave, hook, tilde, dot.
_VNI_ROWS = {
    "a": "A AÙ AØ AÛ AÕ AÏ",
    "â": "AÂ AÁ AÀ AÅ AÃ AÄ",
    "ă": "AÊ AÉ AÈ AÚ AÜ AË",
    "e": "E EÙ EØ EÛ EÕ EÏ",
    "ê": "EÂ EÁ EÀ EÅ EÃ EÄ",
    "o": "O OÙ OØ OÛ OÕ OÏ",
    "ô": "OÂ OÁ OÀ OÅ OÃ OÄ",
    "ơ": "Ô ÔÙ ÔØ ÔÛ ÔÕ ÔÏ",
    "u": "U UÙ UØ UÛ UÕ UÏ",
    "ư": "Ö ÖÙ ÖØ ÖÛ ÖÕ ÖÏ",
    "i": "I Í Ì Æ Ó Ò",
    "y": "Y YÙ YØ YÛ YÕ Î",
}
_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")


def _vni() -> dict[str, str]:
    table = {"đ": "ñ", "Đ": "Ñ"}
    for vowel, row in _VNI_ROWS.items():
        for tone, signs in zip(_TONES, row.split(), strict=True):
            letter = unicodedata.normalize("NFC", vowel + tone)
            table |= {letter: signs.lower(), letter.upper(): signs}
    return {letter: signs for letter, signs in table.items() if not letter.isascii()}


VNI = _vni()
LETTERS = sorted(VNI)  # the 134 letters of Vietnamese beyond ASCII


def in_tcvn3(text: str) -> str:
    """Type it in a font like .VnTime: a capital with a tone has no sign of its own."""
    return "".join(
        chr(BY_ICONV.get(sign) or BY_ICONV.get(sign.lower(), ord(sign))) for sign in text
    )


def in_capitals_font(text: str) -> str:
    """Type it in .VnTimeH, which shows small letters as capitals."""
    return in_tcvn3(text.lower())


def in_vni(text: str) -> str:
    return "".join(VNI.get(sign, sign) for sign in text)


def names(count: int, seed: int = 7) -> list[str]:
    return [person.full_name for person in persons(seed, count)]


def mixed_column(count: int, seed: int = 7) -> list[str]:
    """Remarks, addresses, names, numbers and nothing, as they come."""
    chance = random.Random(seed)
    people = persons(seed, count)
    kinds = (
        lambda each: each.full_name,
        lambda each: each.residence,
        lambda each: f"{chance.choice(HAMLETS)}, số nhà {each.ordinal}",
        lambda each: f"{chance.choice(TRADES)}, đã cai nghiện lần {each.ordinal % 4}",
        lambda each: each.phone,
        lambda _: "",
    )
    return [chance.choice(kinds)(each) for each in people]
