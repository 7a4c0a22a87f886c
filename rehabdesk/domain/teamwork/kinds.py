"""Kinds of activities with their own measures, and amounts as they are typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import TeamTask

OCCASIONS = "occasions"  # how often it was: buổi, cuộc, lượt, lớp
ATTENDANCES = "attendances"  # who came, counted at every occasion anew: lượt người
MONEY = "money"
MOST = 10**15

_NUMBER = re.compile(r"\d[\d.\s\u00a0]*(?:,\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:[.\s\u00a0]\d{3})*|\d+")
_ROUND = re.compile(r"hàng (?:(chục|trăm) )?(chục|trăm|nghìn|ngàn|vạn|triệu)")
_TIMES = {
    "chục": 10,
    "trăm": 10**2,
    "vạn": 10**4,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "triệu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_ABOUT = frozenset(
    {">", "<", "≥", "≤", "≈", "~", "hơn", "gần", "trên", "dưới", "khoảng", "độ", "chừng", "ước"}
)


class FigureNotRead(Refusal):
    """An amount that is no number."""

    field = "figures"

    def __init__(self, name: str, typed: str) -> None:
        super().__init__(
            f"{name}: “{typed}” không đọc ra số. Gõ số, hoặc số có chữ như “> 1.500”, “gần 50”."
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount; `as_typed` holds the words when the number alone would say too much."""

    amount: int
    as_typed: str = ""

    @property
    def words(self) -> str:
        return self.as_typed or grouped(self.amount)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted; `indicators` are the lines of reports it goes into."""

    code: str
    name: str
    unit: str
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of activity as it stands: delivered, or as the office has it."""

    code: str
    name: str
    short_name: str
    task: TeamTask | None
    unit: str
    measures: tuple[Measure, ...]
    has_attendance: bool
    is_active: bool = True
    place: int = 0
    is_delivered: bool = True
    version: int = 0  # of the office's own row; 0 while nothing was changed
    by_code: Mapping[str, Measure] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {each.code: each for each in self.measures})


@dataclass(frozen=True, slots=True)
class Delivered:
    """The kinds and measures that come with the program."""

    kinds: tuple[Kind, ...]
    measures: tuple[Measure, ...]


def grouped(amount: int) -> str:
    """Write a number as papers do: 35.500."""
    return f"{amount:,}".replace(",", ".")


def read_figure(typed: str, name: str = "Số liệu") -> Figure:
    """Read an amount: "5.236", "> 1.500", "gần 50", "875 triệu"; the words stay.

    "hàng trăm nghìn" is at least that many.
    """
    text = " ".join(typed.split())
    if (about := _ROUND.fullmatch(text.lower())) is not None:
        return Figure(_TIMES.get(about[1] or "", 1) * _TIMES[about[2]], text)
    found = _NUMBER.search(text)
    if found is None or _NUMBER.search(text, found.end()):
        raise FigureNotRead(name, typed)
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    amount = _amount(found[0].strip(), after)
    words = re.findall(r"[><≥≤≈~]|\w+", f"{before} {after}".lower())
    if amount is None or amount > MOST or "-" in before:
        raise FigureNotRead(name, typed)
    return Figure(amount, text if _ABOUT.intersection(words) or "+" in after else "")


def _amount(number: str, after: str) -> int | None:
    whole, _, part = number.partition(",")
    if not _GROUPED.fullmatch(whole):
        return None
    times = _TIMES.get(after.split(maxsplit=1)[0].lower(), 1) if after else 1
    amount = int(re.sub(r"\D", "", whole)) * times
    if not part:
        return amount
    fraction, left = divmod(int(part) * times, 10 ** len(part))
    return None if left else amount + fraction
