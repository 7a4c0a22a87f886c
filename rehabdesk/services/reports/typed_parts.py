"""The parts of a figure as a clerk types them on one line: "Nam 20; Nữ 12"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.values import Value, decimal_words
from rehabdesk.domain.teamwork.kinds import FigureNotRead, read_figure
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.reports.parts import part_words

AGES = ("12-16", "16-18", "18-30", "30+")
_ONE = re.compile(r"(?P<name>.+?)[:\s]\s*(?P<amount>\d[\d.]*(?:,\d+)?(?:\s*(?:nghìn|triệu|tỷ))?)")
_FIXED: Mapping[Breakdown, tuple[str, ...]] = {
    Breakdown.SEX: tuple(each.value for each in Sex),
    Breakdown.AGE: AGES,
}


class PartsNotRead(Refusal):
    field = "parts"

    def __init__(self, breakdown: Breakdown, typed: str) -> None:
        example = {
            Breakdown.SEX: "Nam 20; Nữ 12",
            Breakdown.AGE: "18-30 12; 30+ 20",
            Breakdown.SOURCE: "Ngân sách xã 12 triệu; Quỹ khác 3 triệu",
        }.get(breakdown, "Thôn Thượng 5; Thôn Hạ 7")
        super().__init__(f"{breakdown.label}: “{typed}” không đọc được. Gõ như {example}.")


def read_parts(breakdown: Breakdown, typed: str, unit: str) -> dict[str, int]:
    """Read the parts; each stands once, and those of a fixed list are of that list."""
    found: dict[str, int] = {}
    for each in (clean(one) for one in typed.split(";")):
        if not each:
            continue
        told = _ONE.fullmatch(each)
        part = _part(breakdown, clean(told["name"]).rstrip(":")) if told else ""
        if told is None or not part or part in found:
            raise PartsNotRead(breakdown, each)
        try:
            found[part] = read_figure(told["amount"], unit).amount
        except FigureNotRead as error:
            raise PartsNotRead(breakdown, each) from error
    return found


def parts_words(breakdown: Breakdown, parts: Mapping[str, int]) -> str:
    """Write parts as they may be typed again."""
    names = {
        part: part if breakdown is Breakdown.AGE else part_words(breakdown, part) for part in parts
    }
    return "; ".join(
        f"{names[part]} {decimal_words(Value(amount).number)}" for part, amount in parts.items()
    )


def _part(breakdown: Breakdown, name: str) -> str:
    """Return the part a name means; of a fixed list only those."""
    fixed = _FIXED.get(breakdown)
    if fixed is None:
        return name
    wanted = fold(name)
    return next(
        (part for part in fixed if wanted in {fold(part), fold(part_words(breakdown, part))}), ""
    )
