"""Filling a form: each placeholder becomes a value, dots, or a blank left for the pen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rehabdesk.domain.forms import paper
from rehabdesk.domain.forms.paper import Block, Line, Span
from rehabdesk.domain.forms.pattern import PLACEHOLDER, BlockPattern, Fields, Kind, LinePattern
from rehabdesk.domain.wording import BLANK

DOTS = "…………"
BLANK_NUMBER = BLANK * 11  # a little over 12 mm at 13 points

_ARTICLE = re.compile(r"(Điều \d+\.)(.*)", re.DOTALL)
_ITEM = re.compile(r"(\d+)(\. .*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Changes:
    """What the clerk changed on this one paper: wording by line key, optional lines left out."""

    wording: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()


UNCHANGED = Changes()


class Filling:
    """One filling of one form: what was missing is known when the last line is done."""

    def __init__(
        self,
        fields: Fields,
        values: Mapping[str, str],
        people: Sequence[Mapping[str, str]],
        lists: Mapping[str, Sequence[str]],
        changes: Changes,
    ) -> None:
        self._fields = fields
        self._values = values
        self._people = people
        self._lists = lists
        self._changes = changes
        self._missing: dict[str, None] = {}
        self._left_out: dict[str, None] = {}
        self._pushed = 0  # how far more than one person pushes the following item numbers

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields printed as dots so far."""
        return tuple(self._missing)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The empty fields whose line was not printed so far."""
        return tuple(self._left_out)

    def blocks(self, patterns: Sequence[BlockPattern], on: date) -> tuple[Block, ...]:
        return tuple(
            filled
            for index, pattern in enumerate(patterns)
            for filled in self._block(str(index), pattern, on)
        )

    def _block(self, key: str, block: BlockPattern, on: date) -> Iterator[Block]:
        if block.kind is Kind.PERSON_BLOCK:
            for person in range(len(self._people)):
                self._pushed = person
                lines = self._lines(f"{key}.{person}", block.parts["lines"], on, person)
                yield paper.PersonBlock(person, lines)
            return
        if block.kind is Kind.ARTICLE:
            self._pushed = 0
        parts = [
            self._lines(f"{key}.{name}", patterns, on) for name, patterns in block.parts.items()
        ]
        if block.kind in _STACKED:
            parts = [_stacked(part) for part in parts]
        if any(parts):
            yield _BLOCKS[block.kind](*parts)

    def _lines(
        self, key: str, patterns: Sequence[LinePattern], on: date, person: int | None = None
    ) -> tuple[Line, ...]:
        return tuple(
            line
            for index, pattern in enumerate(patterns)
            if pattern.covers(on) and self._is_printed(pattern, person)
            for line in self._line(f"{key}.{index}", pattern, person)
        )

    def _is_printed(self, pattern: LinePattern, person: int | None) -> bool:
        if pattern.is_optional and pattern.id in self._changes.left_out:
            return False
        absent = [name for name in pattern.when if not self._has(name, person)]
        self._left_out.update({name: None for name in absent if name not in self._fields.flags})
        return not absent and not any(self._has(name, person) for name in pattern.unless)

    def _has(self, name: str, person: int | None) -> bool:
        if name in self._fields.paper:
            return bool(self._values[name].strip())
        people = self._people if person is None else [self._people[person]]
        return any(facts.get(name, "").strip() for facts in people)

    def _line(self, key: str, pattern: LinePattern, person: int | None) -> Iterator[Line]:
        [*names] = pattern.placeholders & self._fields.lists
        if names:
            yield from self._items(key, names[0])
        elif pattern.apart and self._differ(pattern):
            for index in range(len(self._people)):
                yield from self._worded(f"{key}.{index}", pattern.apart, index)
                self._pushed += 1
            self._pushed -= 1
        else:
            yield from self._worded(key, pattern.text, person)

    def _differ(self, pattern: LinePattern) -> bool:
        names = PLACEHOLDER.findall(pattern.text)
        return len({tuple(facts.get(name) for name in names) for facts in self._people}) > 1

    def _worded(self, key: str, text: str, person: int | None) -> Iterator[Line]:
        changed = self._changes.wording.get(key)
        if changed is None:
            spans = tuple(self._spans(_pushed(text, self._pushed), person))
        else:
            spans = tuple(self._spans(_clean(changed), person, is_edited=True))
        if spans:
            yield Line(key, spans)

    def _spans(self, text: str, person: int | None, *, is_edited: bool = False) -> Iterator[Span]:
        article = _ARTICLE.match(text)
        if article:
            yield Span(article[1], bold=True, is_edited=is_edited)
            text = article[2]
        known = self._fields.paper | self._fields.person
        for index, part in enumerate(PLACEHOLDER.split(text)):
            if index % 2 and part in known:
                yield from self._value(part, person, is_edited=is_edited)
            elif index % 2:
                yield Span(f"{{{part}}}", is_edited=is_edited)
            elif part:
                yield Span(part, is_edited=is_edited)

    def _value(self, name: str, person: int | None, *, is_edited: bool) -> Iterator[Span]:
        if name in self._fields.paper:
            yield self._span(name, self._values[name], None, is_edited=is_edited)
            return
        said = [facts[name] for facts in self._people]
        if person is not None or len(set(said)) == 1:
            index = person or 0
            yield self._span(name, said[index], index, is_edited=is_edited)
            return
        for index, value in enumerate(said):
            if index:
                joint = " và " if index == len(said) - 1 else ", "
                yield Span(joint, is_edited=is_edited)
            yield self._span(name, value, index, is_edited=is_edited)

    def _span(self, name: str, value: str, person: int | None, *, is_edited: bool) -> Span:
        value = _clean(value)
        if value:
            return Span(value, name, person, is_edited=is_edited)
        if name in self._fields.blanks:
            return Span(BLANK_NUMBER, name, person, is_edited=is_edited)
        self._missing[name] = None
        return Span(DOTS, name, person, is_missing=True, is_edited=is_edited)

    def _items(self, key: str, name: str) -> Iterator[Line]:
        items = [item for item in map(_clean, self._lists[name]) if item]
        if not items:
            self._missing[name] = None
            yield Line(f"{key}.0", (Span("1. "), Span(DOTS, name, is_missing=True)))
        for index, item in enumerate(items):
            end = "." if index == len(items) - 1 else ";"
            spans: tuple[Span, ...] = (
                Span(f"{index + 1}. "),
                Span(item.rstrip(";."), name),
                Span(end),
            )
            changed = self._changes.wording.get(f"{key}.{index}")
            if changed is not None:
                spans = (Span(_clean(changed), is_edited=True),)
            if changed is None or _clean(changed):
                yield Line(f"{key}.{index}", spans)


_BLOCKS = {
    Kind.LETTERHEAD: paper.Letterhead,
    Kind.TITLE: paper.Title,
    Kind.HEADING: paper.Heading,
    Kind.BASES: paper.Bases,
    Kind.ARTICLE: paper.Article,
    Kind.PARAGRAPH: paper.Paragraph,
    Kind.ITEMS: paper.Items,
    Kind.SIGNATURE: paper.Signature,
    Kind.RECIPIENTS: paper.Recipients,
}
_STACKED = {Kind.LETTERHEAD, Kind.SIGNATURE}


def _clean(value: str) -> str:
    return unicodedata.normalize("NFC", value).strip(" \t\r\n")


def _pushed(text: str, by: int) -> str:
    """Move the item number at the start of a line: the form prints it for one person."""
    item = _ITEM.match(text)
    return f"{int(item[1]) + by}{item[2]}" if item and by else text


def _stacked(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Break lines where a value does: names of offices come on as many lines as the office set."""
    return tuple(part for line in lines for part in _broken(line))


def _broken(line: Line) -> Iterator[Line]:
    rows: list[list[Span]] = [[]]
    for span in line.spans:
        first, *others = span.text.split("\n")
        rows[-1].append(_reworded(span, first))
        rows += [[_reworded(span, other.strip())] for other in others]
    for index, row in enumerate(rows):
        yield Line(line.key if len(rows) == 1 else f"{line.key}.{index}", tuple(row))


def _reworded(span: Span, text: str) -> Span:
    return Span(text, span.field, span.person, span.is_missing, span.is_edited, span.bold)
