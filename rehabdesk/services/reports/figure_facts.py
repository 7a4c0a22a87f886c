"""A figure of a paper as the form that types it has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.settling.three_way import Keyed
from rehabdesk.services.indicators.typed import Told


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """A figure of a paper; of a stock `until_on` is its day. Parts by breakdown and part."""

    code: str
    value: Value
    until_on: date | None
    from_on: date | None = None
    giver: str = ""
    paper: str = ""
    paper_on: date | None = None
    words: str = ""
    parts: Mapping[Breakdown, Mapping[str, int]] = field(default_factory=dict)
    scan_name: str = ""
    scan: bytes = b""


FIGURE_LABELS = {
    "value": "Số",
    "from_on": "Từ ngày",
    "until_on": "Đến ngày",
    "giver": "Nơi cung cấp",
    "paper": "Văn bản",
    "paper_on": "Ngày văn bản",
    "words": "Ghi chú",
    "parts": Keyed("Chia", lambda each: str(each.label).lower()),
}


def facts_of(told: Told) -> FigureFacts:
    return FigureFacts(
        told.code,
        told.value,
        told.until_on,
        told.from_on,
        told.giver,
        told.paper,
        told.paper_on,
        told.words,
        {each: dict(told.parts[each.value]) for each in Breakdown if each.value in told.parts},
    )
