"""A figure: a number, part of a whole, or about so many; what has become of it since another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any, Self

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Value:
    """`amount` over ten to the power of `decimals`; of a share `base` is the whole.

    Money is in đồng. `as_typed` is what stands on paper where the number is only about right:
    "> 1.500".
    """

    amount: int
    decimals: int = 0
    base: int | None = None
    as_typed: str = ""

    @property
    def number(self) -> Decimal:
        return Decimal(self.amount).scaleb(-self.decimals)

    @property
    def is_zero(self) -> bool:
        return self.amount == 0

    @property
    def words(self) -> str:
        """Say it as it stands in a cell: "5.236", "145,6", "127/143"."""
        if self.as_typed:
            return self.as_typed
        if self.base is not None:
            return f"{decimal_words(self.number)}/{decimal_words(Decimal(self.base))}"
        return decimal_words(self.number, self.decimals)

    def to_json(self) -> dict[str, Any]:
        told = {"amount": self.amount, "decimals": self.decimals, "base": self.base}
        return told | ({"as_typed": self.as_typed} if self.as_typed else {})

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        return cls(told["amount"], told["decimals"], told["base"], told.get("as_typed", ""))


NOTHING = Value(0)


def decimal_words(number: Decimal, places: int = 0) -> str:
    """Write a number the Vietnamese way: 1.619, 26,4; a minus is a real one."""
    written = f"{abs(number):,.{places}f}".translate(str.maketrans(",.", ".,"))
    return f"−{written}" if number < 0 and written.strip("0.,") else written


def change_words(now: Value, then: Value) -> str:
    """Say by how many a figure is more or less: "+2", "−3", "0"."""
    change = now.number - then.number
    told = decimal_words(change, max(now.decimals, then.decimals))
    return f"+{told}" if change > 0 else told


def change_per_cent(now: Value, then: Value) -> str:
    """Say by what share a figure has changed, with one decimal; from nothing there is none."""
    if not then.number:
        return ""
    share = (now.number - then.number) * _HUNDRED / then.number
    share = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
    told = decimal_words(share, 0 if share == share.to_integral_value() else 1)
    return f"{'+' if share > 0 else ''}{told}%"


def share_of(part: Decimal, whole: Decimal, places: int = 1) -> str:
    """Say a share: "26,4%", "100%"; not quite all is never called 100%."""
    if not whole:
        return ""
    exact = part * _HUNDRED / whole
    share = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if share == _HUNDRED and part < whole:
        share = exact.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
    shown = 0 if exact == exact.to_integral_value() else places
    return f"{decimal_words(share, shown)}%"
