"""Figures received on paper: they stand before what the records would say.

Of a stock the last one within the window counts. Of a flow those add up that lie in the window
as a whole: the longest first, and of two that overlap only the one. Shares are never added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.records.reporting.reports import TypedFigure
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.indicators import Indicator, Nature
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.typed_values import scaled
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.counting import Answer, Counting
from rehabdesk.services.indicators.members import Member, NearMiss


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a paper, as it was typed."""

    id: int
    code: str
    from_on: date | None
    until_on: date
    value: Value
    parts: Mapping[str, Any]
    giver: str
    paper: str
    paper_on: date | None
    words: str
    recorded_by: str
    recorded_at: datetime

    @property
    def first(self) -> date:
        return self.from_on or self.until_on

    @property
    def days(self) -> str:
        if self.from_on is None:
            return f"ngày {self.until_on:%d/%m/%Y}"
        return Window(self.from_on, self.until_on).words

    @property
    def source(self) -> str:
        """Say which paper it stands on: "báo cáo số 12/BC-CAX ngày 05/10/2026"."""
        on = f"ngày {self.paper_on:%d/%m/%Y}" if self.paper_on else ""
        return " ".join(word for word in (self.paper, on) if word)

    @property
    def reason(self) -> str:
        typed = f"{self.recorded_by} ghi ngày {self.recorded_at:%d/%m/%Y}"
        words = (f"{self.value.words} · số {self.days}", self.source, self.words, typed)
        return " · ".join(word for word in words if word)

    def lies_in(self, window: Window) -> bool:
        return window.first <= self.first and self.until_on <= window.last

    def overlaps(self, other: Told) -> bool:
        return self.first <= other.until_on and other.first <= self.until_on


def typed_answer(counting: Counting, indicator: Indicator, window: Window) -> Answer | None:
    """Return what was typed for a window; none where nothing was."""
    lying = [each for each in _typed(counting, indicator.code) if each.lies_in(window)]
    if not lying:
        return None
    if not _adds_up(indicator):
        chosen = [max(lying, key=lambda each: (each.until_on, each.recorded_at, each.id))]
    else:
        chosen = _apart(lying)
    decimals = max(each.value.decimals for each in chosen)
    return Answer(
        indicator,
        window,
        _total(chosen, decimals),
        tuple(_member(each, decimals) for each in chosen),
        typed_near(counting, indicator, window),
        _remark(indicator, window, chosen),
        _parts(chosen, decimals),
    )


def typed_near(counting: Counting, indicator: Indicator, window: Window) -> tuple[NearMiss, ...]:
    """Name the figures that touch the window and do not count in it, and the last one before."""
    everything = _typed(counting, indicator.code)
    lying = [each for each in everything if each.lies_in(window)]
    counted = _apart(lying) if _adds_up(indicator) else lying
    near = []
    for each in everything:
        if each in lying and each not in counted:
            near.append(_missed(each, "đã nằm trong số của kỳ dài hơn"))
        elif each not in lying and _touches(each, window):
            near.append(_missed(each, "chỉ trùng một phần kỳ báo cáo"))
    before = [each for each in everything if each.until_on < window.first]
    if not lying and before:
        last = max(before, key=lambda each: (each.until_on, each.id))
        near.append(_missed(last, "trước kỳ báo cáo; nhập số mới của kỳ này"))
    return tuple(near)


def _typed(counting: Counting, code: str) -> Sequence[Told]:
    def read() -> Mapping[str, list[Told]]:
        found: dict[str, list[Told]] = {}
        rows = counting.work.session.scalars(
            select(TypedFigure)
            .where(TypedFigure.withdrawn_at.is_(None))
            .order_by(TypedFigure.until_on, TypedFigure.id)
        )
        for row in rows:
            found.setdefault(row.code, []).append(told_of(row))
        return found

    known: Mapping[str, list[Told]] = counting.once("typed figures", read)
    return known.get(code, [])


def told_of(row: TypedFigure) -> Told:
    return Told(
        row.id,
        row.code,
        row.from_on,
        row.until_on,
        Value(row.amount, row.decimals, row.base, row.as_typed),
        row.parts,
        row.giver,
        row.paper,
        row.paper_on,
        row.words,
        row.recorded_by,
        row.recorded_at,
    )


def _adds_up(indicator: Indicator) -> bool:
    return indicator.nature is Nature.FLOW and indicator.unit != "%"


def _apart(lying: Iterable[Told]) -> list[Told]:
    """Choose figures no two of which overlap: the longest first, of two alike the newer."""
    chosen: list[Told] = []
    length = {each.id: (each.until_on - each.first).days for each in lying}
    for each in sorted(lying, key=lambda each: (-length[each.id], -each.id)):
        if not any(each.overlaps(other) for other in chosen):
            chosen.append(each)
    return sorted(chosen, key=lambda each: (each.first, each.id))


def _touches(each: Told, window: Window) -> bool:
    return each.first <= window.last and each.until_on >= window.first


def _missed(each: Told, why: str) -> NearMiss:
    name = each.giver or "Số được cung cấp"
    return NearMiss(None, name, None, f"{each.value.words}, số {each.days}, {why}")


def _total(chosen: Sequence[Told], decimals: int) -> Value:
    amount = sum(scaled(each.value, decimals) for each in chosen)
    if len(chosen) == 1:
        return chosen[0].value
    return Value(amount, decimals)


def _member(each: Told, decimals: int) -> Member:
    return Member(
        MemberKind.TYPED,
        each.id,
        each.giver or "Số được cung cấp",
        each.reason,
        each.until_on,
        amount=scaled(each.value, decimals),
    )


def _remark(indicator: Indicator, window: Window, chosen: Sequence[Told]) -> str:
    first, last = chosen[0], chosen[-1]
    told = []
    if not _adds_up(indicator):
        by = f" do {last.giver} cung cấp" if last.giver else ""
        told.append(f"số {last.days}{by}")
    elif not _covers(chosen, window):
        told.append(f"số {Window(first.first, last.until_on).words}")
    about = sum(1 for each in chosen if each.value.as_typed)
    if about and len(chosen) > 1:
        told.append(f"trong đó có {about} số ghi áng chừng")
    told += [each.words for each in chosen if each.words]
    return "; ".join(dict.fromkeys(told))


def _covers(chosen: Sequence[Told], window: Window) -> bool:
    """Tell whether the figures follow each other from the first day to the last."""
    day = window.first
    for each in chosen:
        if each.first > day:
            return False
        day = each.until_on + timedelta(days=1)
    return day > window.last


def _parts(chosen: Sequence[Told], decimals: int) -> Mapping[Breakdown, Mapping[str, int]]:
    """Take the total apart as the papers do; what they leave out is of an unknown part."""
    found: dict[Breakdown, Mapping[str, int]] = {}
    for breakdown in Breakdown:
        if not any(breakdown.value in each.parts for each in chosen):
            continue
        added: dict[str, int] = {}
        for each in chosen:
            told: Mapping[str, int] = each.parts.get(breakdown.value, {})
            for part, amount in told.items():
                added[part] = added.get(part, 0) + amount * 10**decimals
            left = scaled(each.value, decimals) - sum(told.values()) * 10**decimals
            if left:
                added[""] = added.get("", 0) + left
        found[breakdown] = added
    return found
