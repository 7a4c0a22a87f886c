"""The parts of a breakdown: what each is called, and in which order they stand."""

from __future__ import annotations

from collections.abc import Iterable

from rehabdesk.domain.codes import Coded, RehabForm, Sex
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.text import fold

UNKNOWN = "Chưa rõ"
_CODED: dict[Breakdown, type[Coded]] = {Breakdown.SEX: Sex, Breakdown.REHAB_FORM: RehabForm}
_AGES = {
    "12-16": "Từ đủ 12 đến dưới 16 tuổi",
    "16-18": "Từ đủ 16 đến dưới 18 tuổi",
    "18-30": "Từ đủ 18 đến 30 tuổi",
    "30+": "Trên 30 tuổi",
}


def part_words(breakdown: Breakdown, part: str) -> str:
    """Name a part as a report does: "Nữ", "Từ đủ 18 đến 30 tuổi", "Thôn Thượng"."""
    if not part:
        return UNKNOWN
    if breakdown is Breakdown.AGE:
        return _AGES.get(part, part)
    coded = _CODED.get(breakdown)
    named = {each.value: each.label for each in coded} if coded else {}
    return named.get(part, part)


def in_order(breakdown: Breakdown, parts: Iterable[str]) -> list[str]:
    """Put parts in the order they are read in; what is not known stands last."""
    known = tuple(_AGES) if breakdown is Breakdown.AGE else ()
    if coded := _CODED.get(breakdown):
        known = tuple(each.value for each in coded)
    places = {part: place for place, part in enumerate(known)}
    return sorted(
        set(parts), key=lambda part: (not part, places.get(part, len(places)), fold(part), part)
    )
