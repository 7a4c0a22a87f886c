"""Targets: whether what is reached is enough, how it will be at this pace, how one is spread."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import Enum
from typing import TypeVar

from rehabdesk.domain.reports.codes import TargetRule
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import decimal_words

K = TypeVar("K", bound=Hashable)
PACED = 90  # days the present pace is taken of
_TENTH = 10  # of its time must have passed before anything is foretold
_DECEMBER, _FIRST_DAY = 12, 15  # a year of Decree 09/2019 begins in the one before
_HUNDRED = 100
_MOST_TOLD = 12  # parts told one by one in a sum


class Outlook(Enum):
    REACHED = "Đạt"
    WITHIN = "Trong mức"
    ENOUGH = "Đủ nếu giữ đà này"
    SHORT = "Có thể thiếu"
    MAY_EXCEED = "Có thể vượt"
    MISSED = "Không đạt"
    EXCEEDED = "Vượt mức"
    LEFT = "Còn việc phải làm"
    EARLY = "Mới bắt đầu, chưa dự báo"
    AHEAD = "Chưa tới kỳ"
    UNKNOWN = "Chưa có số"

    @property
    def is_reached(self) -> bool:
        return self in {Outlook.REACHED, Outlook.WITHIN}

    @property
    def may_fail(self) -> bool:
        return self in {Outlook.SHORT, Outlook.MAY_EXCEED}

    @property
    def has_failed(self) -> bool:
        return self in {Outlook.MISSED, Outlook.EXCEEDED}


@dataclass(frozen=True, slots=True)
class Aim:
    """What is asked: so much, at least, at most, or all of it by a year."""

    rule: TargetRule
    amount: Decimal
    window: Window
    unit: str = ""
    is_per_cent: bool = False

    def days_gone(self, today: date) -> int:
        return (min(today, self.window.last) - self.window.first).days + 1

    @property
    def days(self) -> int:
        return (self.window.last - self.window.first).days + 1

    def is_early(self, today: date) -> bool:
        """Tell whether too little time has passed to speak of a pace."""
        return self.days_gone(today) * _TENTH < self.days

    def is_met_by(self, reached: Decimal) -> bool:
        if self.rule is TargetRule.AT_MOST:
            return reached <= self.amount
        return reached >= self.amount

    def needs_pace(self, reached: Decimal | None, today: date) -> bool:
        """Tell whether what comes until the deadline could still change the answer."""
        if reached is None or self.rule is TargetRule.REACHED_BY:
            return False
        is_running = self.window.first <= today <= self.window.last and not self.is_early(today)
        return is_running and self.is_met_by(reached) is (self.rule is TargetRule.AT_MOST)

    def rate(self, reached: Decimal | None) -> Decimal | None:
        """Return what is reached in per cent of what is asked; a share stands for itself."""
        if reached is None or self.is_per_cent:
            return reached
        if self.amount:
            return reached * _HUNDRED / self.amount
        return None if reached else Decimal(0)

    def told(self, number: Decimal) -> str:
        places = max(0, -int(number.normalize().as_tuple().exponent))
        return f"{decimal_words(number, min(places, 1))}{'%' if self.is_per_cent else ''}"


@dataclass(frozen=True, slots=True)
class Pace:
    """By how much a figure has grown in the last days."""

    gained: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class Forecast:
    outlook: Outlook
    words: str
    gap: Decimal = Decimal(0)


def forecast(aim: Aim, reached: Decimal | None, pace: Pace | None, today: date) -> Forecast:
    """Say in plain words how a target stands, and how it will stand at its deadline."""
    if today < aim.window.first:
        return _plain(Outlook.AHEAD)
    if reached is None:
        return _plain(Outlook.UNKNOWN)
    if aim.rule is TargetRule.AT_MOST:
        return _ceiling(aim, reached, pace, today)
    if aim.is_met_by(reached):
        return _plain(Outlook.REACHED)
    if aim.rule is TargetRule.REACHED_BY or today > aim.window.last:
        return _unfinished(aim, reached, today)
    return _running(aim, reached, pace, today)


def _unfinished(aim: Aim, reached: Decimal, today: date) -> Forecast:
    missing = aim.amount - reached
    told, verb = aim.told(missing), "thiếu"
    if aim.rule is TargetRule.REACHED_BY:
        told, verb = f"{told} {aim.unit}".strip(), "còn"
    if today > aim.window.last:
        return Forecast(Outlook.MISSED, f"Không đạt, {verb} {told}", missing)
    return Forecast(Outlook.LEFT, f"Còn {told}", missing)


def _running(aim: Aim, reached: Decimal, pace: Pace | None, today: date) -> Forecast:
    if aim.is_early(today):
        return _plain(Outlook.EARLY)
    gap = aim.amount - _at_deadline(aim, reached, pace, today)
    if aim.is_per_cent:
        gap = gap.quantize(Decimal(1), ROUND_CEILING)
    if gap <= 0:
        return _plain(Outlook.ENOUGH)
    return Forecast(Outlook.SHORT, f"Thiếu {aim.told(gap)} nếu giữ đà này", gap)


def _ceiling(aim: Aim, reached: Decimal, pace: Pace | None, today: date) -> Forecast:
    if not aim.is_met_by(reached):
        return Forecast(Outlook.EXCEEDED, Outlook.EXCEEDED.value, reached - aim.amount)
    if today > aim.window.last or aim.is_early(today):
        return _plain(Outlook.WITHIN)
    over = _at_deadline(aim, reached, pace, today) - aim.amount
    if over <= 0:
        return _plain(Outlook.WITHIN)
    return Forecast(Outlook.MAY_EXCEED, f"Có thể vượt {aim.told(over)} nếu giữ đà này", over)


def _at_deadline(aim: Aim, reached: Decimal, pace: Pace | None, today: date) -> Decimal:
    """Return what it comes to when it goes on as in the last days, to the nearest whole."""
    if pace is None or not pace.days:
        return reached
    left = (aim.window.last - today).days
    more = (pace.gained * left / pace.days).quantize(Decimal(1), ROUND_HALF_UP)
    most = Decimal(_HUNDRED) if aim.is_per_cent else reached + more
    return max(Decimal(0), min(reached + more, most))


def _plain(outlook: Outlook) -> Forecast:
    return Forecast(outlook, outlook.value)


def years_of(window: Window) -> range:
    """Return the years a target belongs to; one that begins on 15/12 is of the next."""
    first = window.first.year
    begins_late = (window.first.month, window.first.day) >= (_DECEMBER, _FIRST_DAY)
    if begins_late and window.last.year > first:
        first += 1
    return range(first, window.last.year + 1)


def spread_by(amount: int, weights: Mapping[K, int]) -> dict[K, int]:
    """Share an amount out by weight; the parts are whole and add up to it."""
    whole = sum(weights.values())
    if not whole:
        return {}
    parts = {key: amount * weight // whole for key, weight in weights.items()}
    nearest = sorted(weights, key=lambda key: -(amount * weights[key] % whole))
    for key in nearest[: amount - sum(parts.values())]:
        parts[key] += 1
    return parts


def sum_words(parts: Sequence[Decimal], whole: Decimal) -> str:
    """Check the sum of a spread in words: "5 + 4 = 9, đúng bằng số được giao"."""
    shared = sum(parts, Decimal(0))
    told = " + ".join(decimal_words(each) for each in parts)
    if len(parts) > _MOST_TOLD:
        told = f"{len(parts)} phần"
    if shared == whole:
        verdict = "đúng bằng số được giao"
    elif shared < whole:
        verdict = f"còn thiếu {decimal_words(whole - shared)} so với số được giao"
    else:
        verdict = f"thừa {decimal_words(shared - whole)} so với số được giao"
    return f"{told} = {decimal_words(shared)}, {verdict}"
