"""A figure as somebody types it from a paper: "5.236", "> 1.500", "127/143", "145,6 %"."""

from __future__ import annotations

import re
from decimal import Decimal

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.teamwork.kinds import FigureNotRead, read_figure
from rehabdesk.domain.text import clean

_SHARE = re.compile(r"(?P<about>\D*?)\s*(?P<whole>\d[\d.]*)(?:,(?P<part>\d+))?\s*%?")
_PARTED = re.compile(r"(?P<amount>[\d.\s\u00a0]+)/(?P<base>[\d.\s\u00a0]+)")
_PLACES = 2  # after the comma of a share


class ValueNotRead(Refusal):
    field = "value"

    def __init__(self, typed: str, unit: str) -> None:
        example = "145,6 hoặc > 96" if unit == "%" else "5.236, > 1.500, gần 50 hoặc 127/143"
        super().__init__(f"“{typed}” không đọc ra số. Gõ như {example}.")


class ValueMissing(Refusal):
    field = "value"

    def __init__(self) -> None:
        super().__init__("Chưa có số. Gõ số của văn bản; không có ai thì gõ 0.")


class PartAboveWhole(Refusal):
    field = "value"

    def __init__(self) -> None:
        super().__init__("Số đứng trước dấu / lớn hơn tổng số đứng sau. Xem lại hai số.")


def read_value(typed: str, unit: str) -> Value:
    """Read a figure of a unit; words that make it only about right are kept."""
    text = clean(typed)
    if not text:
        raise ValueMissing
    if unit == "%":
        return _share(text)
    parted = _PARTED.fullmatch(text)
    if parted is not None:
        amount, base = (_whole(parted[name], text, unit) for name in ("amount", "base"))
        if amount > base:
            raise PartAboveWhole
        return Value(amount, base=base)
    try:
        figure = read_figure(text)
    except FigureNotRead as error:
        raise ValueNotRead(text, unit) from error
    return Value(figure.amount, as_typed=figure.as_typed)


def _share(text: str) -> Value:
    parted = _PARTED.fullmatch(text)
    if parted is not None:
        raise ValueNotRead(text, "%")
    found = _SHARE.fullmatch(text)
    if found is None:
        raise ValueNotRead(text, "%")
    part = found["part"] or ""
    if len(part) > _PLACES:
        raise ValueNotRead(text, "%")
    amount = int(found["whole"].replace(".", "") + part)
    words = clean(found["about"])
    return Value(amount, len(part), as_typed=text.removesuffix("%").strip() if words else "")


def _whole(digits: str, text: str, unit: str) -> int:
    plain = re.sub(r"[.\s\u00a0]", "", digits)
    if not plain.isdigit():
        raise ValueNotRead(text, unit)
    return int(plain)


def scaled(value: Value, decimals: int) -> int:
    """Return the amount with so many decimals."""
    return int(Decimal(value.amount).scaleb(decimals - value.decimals))
