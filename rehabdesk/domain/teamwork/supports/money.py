"""Amounts of đồng as clerks type them: "50tr", "1,2 tỷ", "50 triệu", "50.000.000"."""

from __future__ import annotations

import re
from decimal import Decimal

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, fold

MOST = 1_000_000_000_000
LEAST_BARE = 1_000  # nobody lends 50 đồng: a smaller number lacks its unit
_SHOWN = 30  # letters of an unreadable amount worth repeating
_UNITS = {
    "ty": 1_000_000_000,
    "trieu": 1_000_000,
    "tr": 1_000_000,
    "nghin": 1_000,
    "ngan": 1_000,
    "k": 1_000,
}
_CURRENCY = re.compile(r"(?<=[\da-z ])(dong|vnd|d)\.?$")
_PART = re.compile(r"(?P<number>\d[\d., ]*\d|\d)\s*(?P<unit>ty|trieu|tr|nghin|ngan|k)?(?![a-z])")
_PART_WITH_TAIL = re.compile(r"(?P<number>\d[\d.,]*)\s*(?P<unit>ty|trieu|tr)(?P<tail>\d{1,3})")
_THOUSANDS = re.compile(r"\d{1,3}(?P<sign>[., ])\d{3}(?:(?P=sign)\d{3})*")
_DECIMAL = re.compile(r"\d+[.,]\d+")


class AmountUnclear(Refusal):
    field = "amount"

    def __init__(self, typed: str) -> None:
        shown = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…"
        super().__init__(f"Chưa hiểu số tiền “{shown}”. Gõ như 50tr, 1,2 tỷ hoặc 50.000.000.")


class UnitMissing(Refusal):
    field = "amount"

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” là {typed} đồng? Ghi cả đơn vị: {typed}tr hoặc {typed} nghìn.")


class AmountTooLarge(Refusal):
    field = "amount"

    def __init__(self) -> None:
        super().__init__("Số tiền lớn quá 1.000 tỷ đồng. Xem lại.")


def read_money(typed: str) -> int | None:
    """Return đồng; nothing typed is no amount."""
    words = fold(clean(typed))
    if not words:
        return None
    amount = _read(_CURRENCY.sub("", words).strip(), clean(typed))
    if amount > MOST:
        raise AmountTooLarge
    return amount


def money_words(amount: int | None) -> str:
    """Write đồng with dots: 50.000.000."""
    return "" if amount is None else f"{amount:,}".replace(",", ".")


def million_words(amount: int) -> str:
    """Say a sum shortly: "150 triệu đồng", "1,2 tỷ đồng"."""
    for unit, word in ((1_000_000_000, "tỷ"), (1_000_000, "triệu")):
        if amount >= unit:
            told = f"{Decimal(amount) / unit:.2f}".rstrip("0").rstrip(".").replace(".", ",")
            is_whole = Decimal(told.replace(",", ".")) * unit == amount
            return f"{told} {word} đồng" if is_whole else f"{money_words(amount)} đồng"
    return f"{money_words(amount)} đồng"


def _read(words: str, typed: str) -> int:
    if (tailed := _PART_WITH_TAIL.fullmatch(words)) is not None:  # "1tỷ2", "50tr500"
        unit = _UNITS[tailed["unit"]]
        tail = Decimal(f"0.{tailed['tail']}")
        return _whole(_number(tailed["number"], typed, has_unit=True) * unit + tail * unit, typed)
    total, below, place = Decimal(0), 0, 0
    for part in _PART.finditer(words):
        if words[place : part.start()].strip():
            raise AmountUnclear(typed)
        place = part.end()
        unit = _UNITS[part["unit"]] if part["unit"] else 1
        number = _number(part["number"], typed, has_unit=unit > 1)
        if below and unit == 1:  # "1 tỷ 200": the next smaller unit is meant
            unit = below // 1_000
        if unit < 1 or (below and (unit >= below or number * unit >= below)):
            raise AmountUnclear(typed)
        total, below = total + number * unit, unit
    if not place or words[place:].strip():
        raise AmountUnclear(typed)
    amount = _whole(total, typed)
    if below == 1 and amount < LEAST_BARE:
        raise UnitMissing(typed)
    return amount


def _number(text: str, typed: str, *, has_unit: bool) -> Decimal:
    """Read a number; a dot parts thousands, a comma decimals, unless only the other can be."""
    if text.isdigit():
        return Decimal(text)
    thousands = _THOUSANDS.fullmatch(text)
    if thousands is not None and not (has_unit and thousands["sign"] == ","):
        return Decimal(re.sub(r"[., ]", "", text))
    if has_unit and _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise AmountUnclear(typed)


def _whole(amount: Decimal, typed: str) -> int:
    if amount != amount.to_integral_value() or amount <= 0:
        raise AmountUnclear(typed)
    return int(amount)
