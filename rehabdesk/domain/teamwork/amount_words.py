"""An amount of đồng in Vietnamese words, as officials write it under a sum: "…nghìn đồng chẵn"."""

from __future__ import annotations

from functools import cache

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_AFTER_TEN = {0: "", 5: "lăm"}
_AFTER_TENS = {0: "", 1: "mốt", 4: "tư", 5: "lăm"}
_BILLION = 1_000_000_000
_ROUND = 1_000  # of a multiple of it there is nothing odd


def amount_in_words(amount: int) -> str:
    """Say an amount of money: 1518000 is "Một triệu năm trăm mười tám nghìn đồng chẵn"."""
    words = number_in_words(amount)
    end = " chẵn" if amount and amount % _ROUND == 0 else ""
    return f"{words[:1].upper()}{words[1:]} đồng{end}"


def number_in_words(number: int) -> str:
    """Say a whole number; a part that is left out before another is said as "không trăm linh"."""
    if number < 0:
        return f"âm {number_in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    if not billions:
        return _below_billion(rest, is_first=True)
    told = f"{number_in_words(billions)} tỷ"
    return f"{told} {_below_billion(rest, is_first=False)}" if rest else told


def _below_billion(number: int, *, is_first: bool) -> str:
    told: list[str] = []
    for place in (2, 1, 0):
        group = number // 1000**place % 1000
        if not group:
            continue
        told.append(group_in_words(group, is_first=is_first and not told))
        if _GROUPS[place]:
            told.append(_GROUPS[place])
    return " ".join(told)


@cache
def group_in_words(group: int, *, is_first: bool) -> str:
    """Say three digits; nothing is left out of them unless they begin the number."""
    hundreds, rest = divmod(group, 100)
    told = [] if is_first and not hundreds else [_DIGITS[hundreds], "trăm"]
    if rest:
        told.append(_two_digits(*divmod(rest, 10), has_hundreds=bool(told)))
    return " ".join(told)


def _two_digits(tens: int, ones: int, *, has_hundreds: bool) -> str:
    if tens == 0:
        return f"linh {_DIGITS[ones]}" if has_hundreds else _DIGITS[ones]
    changed = _AFTER_TEN if tens == 1 else _AFTER_TENS
    ten = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    return f"{ten} {changed.get(ones, _DIGITS[ones])}".rstrip()
