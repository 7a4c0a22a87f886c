"""An indicator of the catalogue (reports.md 5): what is counted, of what, by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rehabdesk.domain.reports.codes import Breakdown


class Nature(StrEnum):
    STOCK = "stock"  # a number at the end of the last day
    FLOW = "flow"  # what is dated within the window
    SHARE = "share"  # one indicator over another


class Origin(StrEnum):
    """Where a figure comes from; a typed one stands before one counted from the records."""

    COUNTED = "S"
    LOGGED = "L"
    TYPED = "T"
    TYPED_OR_COUNTED = "TS"


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    name: str
    unit: str  # "người", "lượt người", "quyết định", "đồng", "%"
    nature: Nature
    rule: str  # how it is counted, in a sentence the clerk can read
    origin: Origin
    breakdowns: tuple[Breakdown, ...] = ()
    part: str = ""  # of a share: the code above the line
    whole: str = ""  # of a share: the code below it
    decimals: int = 0
    basis: str = ""  # the article or paper that asks for it
    giver: str = ""  # who gives a typed figure, as it is proposed: "Công an cấp xã"

    @property
    def group(self) -> str:
        return self.code[0]

    @property
    def is_typed(self) -> bool:
        return self.origin in {Origin.TYPED, Origin.TYPED_OR_COUNTED}
