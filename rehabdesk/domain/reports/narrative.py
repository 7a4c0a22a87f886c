"""A report in words: patterns of sentences, and the figures that fill them.

A name in braces is a figure: `{S11}` "13 người", `{S11:number}` "13", `{S11:change}` "tăng 02
người (18,2%) so với cùng kỳ năm trước", `{S11:reached}` "đạt 140% kế hoạch", `{S11:cumulative}`
"lũy kế từ đầu năm 20 người"; `{S02.term.1}` is a part of one. What stands in square brackets is
left out where a figure in it is not known, or is nothing; `<; trong đó :: {A} | {B}>` lists the
parts that are something, `<2; …>` where there are two at least. A sentence whose own figures
are not known is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rehabdesk.domain.reports.values import Value, change_per_cent, decimal_words
from rehabdesk.domain.wording import count

_TOKEN = re.compile(r"\{([A-Z]\w+(?:\.[\w+, -]+)*)(?::(\w+))?\}")
_NAME = re.compile(r"\{([a-z_]+)\}")
_LIST = re.compile(r"<(\d?)([^<>]*?)::([^<>]*)>")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_MILLION = 1_000_000
_AMOUNTS = (None, "number")  # ways a figure itself is said
_ABOUT = {">": "hơn", "≥": "ít nhất", "≈": "khoảng", "~": "khoảng", "<": "dưới", "≤": "không quá"}


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """A figure, its unit, what it was before, and what is reached of what was asked."""

    value: Value
    unit: str
    before: Value | None = None
    before_words: str = ""  # "cùng kỳ năm trước"
    reached: str = ""  # "140%"
    cumulative: Value | None = None
    remark: str = ""  # the criterion, printed with the figure
    aim: str = ""  # what was asked: "60%", "25"

    @property
    def is_nothing(self) -> bool:
        return self.value.is_zero and not self.value.as_typed


@dataclass(frozen=True, slots=True)
class SentencePattern:
    """`of` is the figure the sentence is about; where that is nothing, `zero` stands instead.

    Where one of the figures `unless` is known and something, the sentence is not needed.
    """

    text: str
    of: str = ""
    zero: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class PartPattern:
    """What stands under one number; `own` is what the clerk is asked to write there."""

    title: str
    sentences: tuple[SentencePattern, ...] = ()
    own: str = ""  # the name of the clerk's own words
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class SectionPattern:
    title: str
    parts: tuple[PartPattern, ...]


@dataclass(frozen=True, slots=True)
class NarrativePattern:
    key: str
    name: str
    subject: str  # "Kết quả công tác … {period}"
    opening: str
    opening_asked: str  # where the text that asks for the report is known
    nothing: str  # a report of nothing, in one sentence
    closing: str
    sections: tuple[SectionPattern, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Every figure a sentence speaks of, by its name in the pattern."""
        texts = (
            f"{sentence.text} {sentence.zero} {{{sentence.of or 'X0'}}}"
            for section in self.sections
            for part in section.parts
            for sentence in part.sentences
        )
        return frozenset({match[1] for text in texts for match in _TOKEN.finditer(text)} - {"X0"})

    def asked(self, how: str) -> frozenset[str]:
        """Return the figures of which this is said: "change", "cumulative", "remark"."""
        texts = (
            sentence.text
            for section in self.sections
            for part in section.parts
            for sentence in part.sentences
        )
        found = (match for text in texts for match in _TOKEN.finditer(text))
        return frozenset(match[1] for match in found if match[2] == how)

    @property
    def prompts(self) -> tuple[PartPattern, ...]:
        """The parts the clerk writes."""
        return tuple(part for section in self.sections for part in section.parts if part.own)


Facts = Callable[[str], FigureFacts | None]


def sentence_words(pattern: SentencePattern, facts: Facts) -> str:
    """Fill a sentence; empty where what it says is not known, or there is nothing to say."""
    others = [told for name in pattern.unless.split() if (told := facts(name)) is not None]
    if any(not other.is_nothing for other in others):
        return ""
    about = facts(pattern.of) if pattern.of else None
    if pattern.of and about is None:
        return ""
    text = pattern.zero if about is not None and about.is_nothing else pattern.text
    return _filled(text, facts) or ""


def named(text: str, names: Mapping[str, str]) -> str:
    """Put the names of the office, the period and its days into a text."""
    return _NAME.sub(lambda found: names[found[1]], text)


def figure_words(facts: FigureFacts) -> str:
    """Say a figure with its unit as running text does: "02 người", "26,4%", "875 triệu đồng"."""
    return _with_unit(facts.value, facts.unit)


def change_sentence(facts: FigureFacts) -> str:
    """Say what has become of a figure: "giảm 03 người (25%) so với cùng kỳ năm trước"."""
    value, before = facts.value, facts.before
    if before is None or value.as_typed or before.as_typed:
        return ""
    change = value.number - before.number
    if not change:
        return f"bằng {facts.before_words}"
    places = max(value.decimals, before.decimals)
    amount = Value(int(abs(change).scaleb(places)), places)
    way = "tăng" if change > 0 else "giảm"
    if facts.unit == "%":
        return f"{way} {amount.words} điểm phần trăm so với {facts.before_words}"
    share = change_per_cent(value, before).lstrip("+−")
    told = f" ({share})" if share else ""
    return f"{way} {_with_unit(amount, facts.unit)}{told} so với {facts.before_words}"


def _filled(text: str, facts: Facts) -> str | None:
    text = _LIST.sub(lambda found: _listed(found, facts), text)
    text = _OPTIONAL.sub(lambda found: _put(found[1], facts, needs_some=True) or "", text)
    return _put(text, facts, needs_some=False)


def _listed(found: re.Match[str], facts: Facts) -> str:
    """List the parts that are known and something, behind their common words."""
    least, before, parts = found.groups()
    told = [_put(part.strip(), facts, needs_some=True) for part in parts.split("|")]
    known = [part for part in told if part]
    return before + ", ".join(known) if len(known) >= int(least or 1) else ""


def _put(text: str, facts: Facts, *, needs_some: bool) -> str | None:
    """Put the figures into a text; nothing of it where one is not known."""
    for found in _TOKEN.finditer(text):
        told = facts(found[1])
        if told is None or not _said(told, found[2]):
            return None
        if needs_some and found[2] in _AMOUNTS and told.is_nothing:
            return None
    return _TOKEN.sub(lambda found: _said(_known(facts, found[1]), found[2]), text)


def _known(facts: Facts, name: str) -> FigureFacts:
    told = facts(name)
    if told is None:
        raise LookupError(name)
    return told


def _said(facts: FigureFacts, how: str | None) -> str:
    if how is None:
        return figure_words(facts)
    return _WAYS[how](facts)


def _reached(facts: FigureFacts) -> str:
    """Say how far a plan is fulfilled; where it asks for a share, say the share and the plan's."""
    if not facts.reached:
        return ""
    if facts.aim.endswith("%"):
        aim = (
            f"{_ABOUT[facts.aim[0]]} {facts.aim[1:].strip()}"
            if facts.aim[0] in _ABOUT
            else facts.aim
        )
        return f"đạt {facts.reached} (kế hoạch {aim})"
    return f"đạt {facts.reached} kế hoạch"


def _cumulative(facts: FigureFacts) -> str:
    if facts.cumulative is None or facts.cumulative == facts.value:
        return ""
    return f"lũy kế từ đầu năm {_with_unit(facts.cumulative, facts.unit)}"


def _with_unit(value: Value, unit: str) -> str:
    if unit == "%":
        return f"{_whole(value).words}%" if not value.as_typed else f"{_number(value)}%"
    if unit == "đồng" and not value.as_typed:
        return _money(value)
    return f"{_number(value)} {unit}".strip()


def _whole(value: Value) -> Value:
    """Say 100% where a share has no part of a per cent."""
    amount, rest = divmod(value.amount, 10**value.decimals)
    return value if rest or not value.decimals else Value(amount)


def _money(value: Value) -> str:
    millions = value.number / _MILLION
    if abs(millions) < 1:
        return f"{decimal_words(value.number)} đồng"
    told = millions.quantize(Decimal("0.001")).normalize()
    return f"{decimal_words(told, max(0, -int(told.as_tuple().exponent)))} triệu đồng"


def _number(value: Value) -> str:
    """Write a whole number below ten with its zero, "> 1.500" as "hơn 1.500"."""
    if value.as_typed:
        sign, rest = value.as_typed[:1], value.as_typed[1:].strip()
        return f"{_ABOUT[sign]} {rest}" if sign in _ABOUT else value.as_typed
    if value.base is not None or value.decimals or value.amount < 0:
        return value.words
    return count(value.amount)


_WAYS: Mapping[str, Callable[[FigureFacts], str]] = {
    "number": lambda facts: _number(_whole(facts.value)),
    "change": change_sentence,
    "reached": _reached,
    "cumulative": _cumulative,
    "remark": lambda facts: facts.remark[:1].upper() + facts.remark[1:].rstrip("."),
}
