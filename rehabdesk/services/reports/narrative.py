"""The report in words: the patterns filled with the figures of a report, and the clerk's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rehabdesk.catalog.reporting.narratives import load_narratives
from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.codes import Breakdown, Comparison
from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.narrative import (
    FigureFacts,
    NarrativePattern,
    PartPattern,
    SectionPattern,
    named,
    sentence_words,
)
from rehabdesk.domain.reports.papers import NarrativePaper, NarrativePart, NarrativeSection
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.indicators.answers import answer, are_alike, catalogue, figure, remark
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Work
from rehabdesk.services.reports.against import Against, held_against
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.papers import (
    PaperOrder,
    office_names,
    paper_of,
    supplement_words,
)
from rehabdesk.services.reports.reading import is_upper_office

USUAL = "ket-qua"
_DAYS, _UNTIL = " (số liệu {window})", " (tính đến ngày {as_of})"
REQUEST = "request"  # the text that asks for the report, among the clerk's own words
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_YEAR = 366  # days
_LEFT_OPEN = "…" * 60  # to be written by hand, or in Word
_BEFORE = {
    Comparison.LAST_YEAR: (ColumnRole.LAST_YEAR, "cùng kỳ năm trước"),
    Comparison.PREVIOUS: (ColumnRole.PREVIOUS, "kỳ trước"),
}


def pattern_for(work: Work, layout_key: str) -> NarrativePattern:
    """Return the words a layout is told in."""
    known = load_narratives(work.resources.folder)
    return known.get(layout_of(work, layout_key).narrative) or known[USUAL]


def narrative_prompts(work: Work, layout_key: str) -> tuple[PartPattern, ...]:
    """Return what the clerk is asked to write: `own` is its name, `prompt` what it is about."""
    return pattern_for(work, layout_key).prompts


def narrative_of(work: Work, grid: ReportGrid, order: PaperOrder) -> NarrativePaper:
    """Word a report; its figures are those of the grid, others are counted for the same days."""
    work.require(Right.EXPORT_LISTS)
    pattern = pattern_for(work, grid.layout_key)
    table = paper_of(work, grid, order)
    names = office_names(work, grid, order)
    own = {key: clean_lines(words) for key, words in order.words.items()}
    asked_by = clean(own.get(REQUEST, ""))
    names["request"] = asked_by
    known = _Known(work, grid, order, pattern)
    opening = pattern.opening_asked if asked_by else pattern.opening
    if order.asked.period.free is not None:
        opening = opening.replace(_DAYS, _UNTIL if grid.as_of else "")
    together = {"period": names["period"].replace(" ", "\u00a0")}  # stays on one line of the title
    return NarrativePaper(
        table.head,
        ("BÁO CÁO", named(pattern.subject, names | together), *supplement_words(order)),
        named(opening, names),
        tuple(_sections(pattern, known, own, order)),
        named(pattern.closing, names),
        table,
        table.is_practice,
    )


def _sections(
    pattern: NarrativePattern, known: _Known, own: Mapping[str, str], order: PaperOrder
) -> Iterator[NarrativeSection]:
    """Fill the sections and number those that say something."""
    number = 0
    for section in pattern.sections:
        is_counted = any(part.sentences for part in section.parts)
        if order.is_zero and is_counted:
            if number:
                continue
            parts = [NarrativePart("", (pattern.nothing,))]
        else:
            parts = list(_parts(section, known, own))
        if parts:
            yield NarrativeSection(f"{_ROMAN[number]}. {section.title}", tuple(parts))
            number += 1


def _parts(
    section: SectionPattern, known: _Known, own: Mapping[str, str]
) -> Iterator[NarrativePart]:
    number = 0
    for part in section.parts:
        paragraphs = _own_words(part, own) if part.own else _counted(part, known)
        if not paragraphs:
            continue
        number += 1
        yield NarrativePart(f"{number}. {part.title}" if part.title else "", tuple(paragraphs))


def _own_words(part: PartPattern, own: Mapping[str, str]) -> list[str]:
    """Return the clerk's paragraphs; where nothing is written, a line to write on."""
    told = [line for line in own.get(part.own, "").split("\n") if line]
    return told or [_LEFT_OPEN]


def _counted(part: PartPattern, known: _Known) -> list[str]:
    told = (sentence_words(sentence, known.facts) for sentence in part.sentences)
    return [f"- {words}" for words in told if words]


@dataclass(slots=True)
class _Known:
    """The figures a report may speak of: those in its grid, then those that can be counted."""

    work: Work
    grid: ReportGrid
    order: PaperOrder
    pattern: NarrativePattern
    counting: Counting = field(init=False)
    may_count: bool = field(init=False)
    rows: Mapping[str, GridRow] = field(init=False)
    found: dict[str, FigureFacts | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.counting = Counting(self.work)
        self.may_count = self.order.counts_more and not is_upper_office(self.work)
        figures = [row for row in self.grid.rows if row.code]
        whole = {row.code: row for row in figures if not row.part}
        self.rows = {row.key: row for row in figures} | whole

    def facts(self, name: str) -> FigureFacts | None:
        if name not in self.found:
            self.found[name] = self._facts(name)
        return self.found[name]

    def _facts(self, name: str) -> FigureFacts | None:
        row = self.rows.get(name)
        if row is not None and row.now is not None:
            value, unit = row.now, row.unit
        elif row is not None or not self.may_count:
            return None
        else:
            counted = self._counted(name, ColumnRole.NOW)
            if counted is None:
                return None
            value, unit = counted, catalogue(self.work)[name.partition(".")[0]].unit
        before, before_words = self._before(name, row)
        reached, aim = self._reached(name, row, value)
        return FigureFacts(
            value,
            unit,
            before,
            before_words,
            reached,
            self._cumulative(name, row),
            self._remark(name, row, value),
            aim,
        )

    def _before(self, name: str, row: GridRow | None) -> tuple[Value | None, str]:
        if name not in self.pattern.asked("change") or self.order.asked.comparison not in _BEFORE:
            return None, ""
        if self.order.asked.comparison is Comparison.LAST_YEAR and self.grid.window.days > _YEAR:
            return None, ""  # most of its days would be held against themselves
        role, words = _BEFORE[self.order.asked.comparison]
        if self.may_count and not self._is_alike(row.code if row else name, role):
            return None, ""
        if row is not None:
            return row.values.get(ColumnRole.THEN) or row.values.get(role), words
        return self._counted(name, role), words

    def _is_alike(self, name: str, role: ColumnRole) -> bool:
        windows = self.order.asked.windows(self.work.today)
        code = name.partition(".")[0]
        return are_alike(self.counting, code, windows[ColumnRole.NOW], windows[role])

    def _cumulative(self, name: str, row: GridRow | None) -> Value | None:
        period = self.order.asked.period
        if name not in self.pattern.asked("cumulative") or period.year_so_far == period.window:
            return None
        if row is not None:
            return row.values.get(ColumnRole.CUMULATIVE)
        return self._counted(name, ColumnRole.CUMULATIVE)

    def _reached(self, name: str, row: GridRow | None, value: Value) -> tuple[str, str]:
        """Say how far a target is reached, and what it asks."""
        if name not in self.pattern.asked("reached"):
            return "", ""
        if row is not None and ColumnRole.REACHED in row.words:
            return row.words[ColumnRole.REACHED], row.words.get(ColumnRole.TARGET, "")
        if not self.may_count or (row is not None and row.unit != catalogue(self.work)[name].unit):
            return "", ""
        against = self._against(name, value)
        return (against.reached_words, against.target_words) if against is not None else ("", "")

    def _against(self, name: str, value: Value) -> Against | None:
        return held_against(self.counting, name, self.order.asked.period.window, value)

    def _remark(self, name: str, row: GridRow | None, value: Value) -> str:
        if name not in self.pattern.asked("remark"):
            return ""
        if row is not None:
            return row.remark
        window = self.order.asked.windows(self.work.today)[ColumnRole.NOW]
        told = remark(self.counting, name, window)
        if name not in self.pattern.asked("reached") or not self.may_count:
            return told
        against = self._against(name, value)
        return " ".join(filter(None, (told, against.whole_words if against is not None else "")))

    def _counted(self, name: str, role: ColumnRole) -> Value | None:
        """Count a figure, or a part of one: "S02.term.1"."""
        if not self.may_count:
            return None
        window = self.order.asked.windows(self.work.today)[role]
        code, _, rest = name.partition(".")
        if not rest:
            return figure(self.counting, code, window)
        breakdown, _, part = rest.partition(".")
        told = answer(self.counting, code, window)
        kind = next(each for each in Breakdown if each.value == breakdown)
        return Value(told.parts(kind).get(part, 0)) if told.value is not None else None
