"""Filling a form: each placeholder becomes a value, dots, or a blank left for the pen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rehabdesk.domain.forms import paper
from rehabdesk.domain.forms.paper import Block, Line, Span
from rehabdesk.domain.forms.pattern import (
    PLACEHOLDER,
    BlockPattern,
    Fields,
    Grid,
    Kind,
    LinePattern,
)
from rehabdesk.domain.wording import BLANK

DOTS = "…………"
BLANK_NUMBER = BLANK * 11  # a little over 12 mm at 13 points
CELLS = "\t"  # between the cells of a row

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
            if all(self._has(name, None) for name in pattern.when)
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
            self._lines(f"{key}.{name}", block.parts.get(name, ()), on) for name in block.kind.parts
        ]
        if block.kind in _STACKED:
            parts = [_stacked(part) for part in parts]
        if block.kind is Kind.ADDRESSEE:
            parts[1] = _addressed(parts[1])
        if block.grid is not None:
            rows = self._rows(f"{key}.rows", block.grid, len(parts[0]))
            yield paper.Table(parts[0], rows, block.grid.widths, block.grid.centred)
        elif any(parts) or not parts:
            yield _BLOCKS[block.kind](*parts)

    def _rows(self, key: str, grid: Grid, columns: int) -> tuple[tuple[Line, ...], ...]:
        """Lay a list out in cells; without any row the pen finds blank ones."""
        name = grid.rows
        rows = [item.split(CELLS) for item in self._lists[name] if item.strip()]
        if not rows:
            self._missing[name] = None
            rows = [[""]] * grid.blank_rows
        return tuple(
            tuple(
                Line(f"{key}.{index}.{column}", (Span(text, name),) if text else ())
                for column in range(columns)
                for text in [_clean(row[column]) if column < len(row) else ""]
            )
            for index, row in enumerate(rows)
        )

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
        if name in self._fields.lists:
            return any(item.strip() for item in self._lists[name])
        if name in self._fields.paper:
            return bool(self._values[name].strip())
        people = self._people if person is None else [self._people[person]]
        return any(facts.get(name, "").strip() for facts in people)

    def _line(self, key: str, pattern: LinePattern, person: int | None) -> Iterator[Line]:
        [*names] = pattern.placeholders & self._fields.lists
        if names and pattern.text == f"{{{names[0]}}}":
            yield from self._items(key, names[0])
        elif names:
            yield from self._listed(key, pattern, names[0])
        elif pattern.apart and self._differ(pattern):
            for index in range(len(self._people)):
                yield from self._worded(f"{key}.{index}", pattern.apart, index)
                self._pushed += 1
            self._pushed -= 1
        else:
            yield from self._worded(key, pattern.text, person, is_office=pattern.is_office)

    def _differ(self, pattern: LinePattern) -> bool:
        names = PLACEHOLDER.findall(pattern.text)
        return len({tuple(facts.get(name) for name in names) for facts in self._people}) > 1

    def _worded(
        self, key: str, text: str, person: int | None, *, is_office: bool = False
    ) -> Iterator[Line]:
        """Word a line; what the clerk or the office broke in two becomes two lines."""
        changed = self._changes.wording.get(key)
        said = _pushed(text, self._pushed) if changed is None else _clean(changed)
        texts = said.split("\n")
        for index, whole in enumerate(texts):
            part = key if len(texts) == 1 else f"{key}.{index}"
            again = self._changes.wording.get(part, whole)
            is_edited = changed is not None or again is not whole
            spans = tuple(self._spans(_clean(again), person, is_edited=is_edited))
            if spans:
                yield Line(part, spans, is_office)

    def _listed(self, key: str, pattern: LinePattern, name: str) -> Iterator[Line]:
        """Repeat a line for each item of a list, its number going on."""
        items = self._said(name)
        if not items:
            self._missing[name] = None
        last = max(0, len(items) - 1)
        for index, item in enumerate(items or [""]):
            before, _, after = _pushed(pattern.text, index).partition(f"{{{name}}}")
            if after == ";" and index == last:
                after = "."
            said = Span(item.rstrip(";."), name) if item else Span(DOTS, name, is_missing=True)
            spans = tuple(span for span in (Span(before), said, Span(after)) if span.text)
            yield from self._item(f"{key}.{index}", spans, is_office=pattern.is_office)

    def _spans(self, text: str, person: int | None, *, is_edited: bool = False) -> Iterator[Span]:
        article = _ARTICLE.match(text)
        if article:
            yield Span(article[1], bold=True, is_edited=is_edited)
            text = article[2]
        known = self._fields.paper | self._fields.person
        for index, part in enumerate(PLACEHOLDER.split(text)):
            if index % 2 and part.lower() in known:
                capital = part != part.lower()
                for span in self._value(part.lower(), person, is_edited=is_edited):
                    yield _reworded(span, _capital(span.text)) if capital else span
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
        value = _clean(value) or self._fields.wholes.get(name, "")
        if value:
            return Span(value, name, person, is_edited=is_edited)
        if name in self._fields.blanks:
            return Span(BLANK_NUMBER, name, person, is_edited=is_edited)
        self._missing[name] = None
        gap = self._fields.gaps.get(name, DOTS)
        return Span(gap, name, person, is_missing=True, is_edited=is_edited)

    def _items(self, key: str, name: str) -> Iterator[Line]:
        items = self._said(name)
        if not items:
            self._missing[name] = None
            yield Line(f"{key}.0", (Span("1. "), Span(DOTS, name, is_missing=True)))
        for index, item in enumerate(items):
            end = "." if index == len(items) - 1 else ";"
            spans = (Span(f"{index + 1}. "), Span(item.rstrip(";."), name), Span(end))
            yield from self._item(f"{key}.{index}", spans)

    def _item(
        self, key: str, spans: tuple[Span, ...], *, is_office: bool = False
    ) -> Iterator[Line]:
        changed = self._changes.wording.get(key)
        if changed is None:
            yield Line(key, spans, is_office)
        elif _clean(changed):
            yield Line(key, (Span(_clean(changed), is_edited=True),))

    def _said(self, name: str) -> list[str]:
        return [item for item in map(_clean, self._lists[name]) if item]


_BLOCKS = {
    Kind.LETTERHEAD: paper.Letterhead,
    Kind.NATION: paper.Nation,
    Kind.TITLE: paper.Title,
    Kind.ADDRESSEE: paper.Addressee,
    Kind.HEADING: paper.Heading,
    Kind.SECTION: paper.Section,
    Kind.BASES: paper.Bases,
    Kind.ARTICLE: paper.Article,
    Kind.PARAGRAPH: paper.Paragraph,
    Kind.ITEMS: paper.Items,
    Kind.SIGNATURE: paper.Signature,
    Kind.SIGNATURES: paper.Signatures,
    Kind.RECIPIENTS: paper.Recipients,
    Kind.APPENDIX: paper.Appendix,
    Kind.COPY: paper.Copy,
}
_STACKED = {
    Kind.LETTERHEAD,
    Kind.ADDRESSEE,
    Kind.PARAGRAPH,
    Kind.SIGNATURE,
    Kind.SIGNATURES,
    Kind.COPY,
}


def _clean(value: str) -> str:
    return unicodedata.normalize("NFC", value).strip(" \t\r\n")


def _pushed(text: str, by: int) -> str:
    """Move the item number at the start of a line: the form prints it for one person."""
    item = _ITEM.match(text)
    return f"{int(item[1]) + by}{item[2]}" if item and by else text


def _stacked(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Break lines where a value does: names of offices come on as many lines as the office set."""
    return tuple(
        part for line in lines for part in (_broken(line) if "\n" in line.text else (line,))
    )


def _broken(line: Line) -> Iterator[Line]:
    rows: list[list[Span]] = [[]]
    for span in line.spans:
        first, *others = span.text.split("\n")
        rows[-1].append(_reworded(span, first))
        rows += [[_reworded(span, other.strip())] for other in others]
    for index, row in enumerate(rows):
        key = line.key if len(rows) == 1 else f"{line.key}.{index}"
        yield Line(key, tuple(row), line.is_office)


def _addressed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """One name stands as it is; several are dashed, and end as a list does."""
    if len(lines) == 1:
        return lines
    last = len(lines) - 1
    return tuple(
        Line(
            line.key,
            (Span("- "), *line.spans, Span("." if index == last else ";")),
            line.is_office,
        )
        for index, line in enumerate(lines)
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reworded(span: Span, text: str) -> Span:
    return Span(text, span.field, span.person, span.is_missing, span.is_edited, span.bold)
