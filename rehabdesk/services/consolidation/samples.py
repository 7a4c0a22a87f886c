"""Packages of units nobody has: for trying out what an upper office does with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zlib import crc32

from rehabdesk import VERSION
from rehabdesk.domain.reports.codes import OfficeLevel
from rehabdesk.domain.reports.grid import GridColumn, GridRow, ReportGrid
from rehabdesk.domain.reports.indicators import Nature
from rehabdesk.domain.reports.layouts import ColumnRole, LayoutRow
from rehabdesk.domain.reports.values import Value
from rehabdesk.persistence.packages.upward.contents import (
    Contents,
    MemberLine,
    Sealing,
    Statement,
    layout_print,
)
from rehabdesk.persistence.packages.upward.signing import new_key
from rehabdesk.persistence.vault import Cost
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.reading import ReportAsked, figure_words
from rehabdesk.services.reports.titles import column_title, report_title
from rehabdesk.services.upward.packing import SUFFIX, slug

BASIS = "Văn bản bịa để tập dùng thử"
_WHOLE = "1"  # a term of one year
_MOVES = ("S02", "S06", "S07", "S08", "S09")
_ROLES = (ColumnRole.THEN, ColumnRole.NOW)
_CLOSED_AT = time(9, 30)
_CHEAP = Cost(memory_kib=64, passes=1, lanes=1)  # nobody real is behind the names


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """An invented unit: how many it manages at the end, and who is told by name."""

    code: str
    name: str
    end: int
    then: int
    people: tuple[tuple[str, str, str, int, str, date | None], ...] = ()
    serial: int = 1
    is_zero: bool = False

    @property
    def figures(self) -> Mapping[str, int]:
        """Movements that lead from the one end to the other."""
        more = self.end - self.then
        return {
            "S01": self.then,
            "S02": max(more, 0) + (0 if self.is_zero else 1),
            "S06": 0 if self.is_zero else 1,
            "S07": 0 if self.is_zero else 1,
            "S08": max(-more, 0) + (0 if self.is_zero else 1),
            "S09": 0,
            "S11": self.end,
        }


# Looks


def sample_packages(
    work: Work, asked: ReportAsked, units: Sequence[SampleUnit], password: str
) -> list[tuple[str, bytes]]:
    """Return a file name and a package for each unit."""
    return [_sample(work, asked, unit, password) for unit in units]


def _sample(work: Work, asked: ReportAsked, unit: SampleUnit, password: str) -> tuple[str, bytes]:
    from rehabdesk.documents.packages.visible import VisibleReport, write_visible
    from rehabdesk.persistence.packages.upward.embedding import embed
    from rehabdesk.persistence.packages.upward.sealed_copy import seal_copy

    grid = _grid(work, asked, unit)
    period, window = asked.period, asked.period.window
    closed = datetime.combine(window.last, _CLOSED_AT) + timedelta(days=1, hours=unit.serial)
    keys = {row.code: row.key for row in grid.rows if row.code and not row.part}
    lines = tuple(_lines(unit, keys))
    statement = Statement(
        unit.code,
        unit.name,
        OfficeLevel.COMMUNE.value,
        grid.layout_key,
        layout_print([(row.key, row.code, row.part) for row in grid.rows]),
        period.kind.value,
        period.year,
        period.ordinal,
        period.rule.value,
        window,
        grid.title,
        unit.serial,
        closed,
        VERSION,
        unit.is_zero,
        BASIS if lines else "",
    )
    visible = VisibleReport("", (f"UBND {unit.name}",), grid.title, (), grid)
    sealing = Sealing(new_key(), password)
    seal = partial(seal_copy, Contents(statement, grid, lines), sealing, cost=_CHEAP)
    name = slug(f"{unit.name.partition(' ')[2]} {period.words}")
    return f"{name}{SUFFIX}", embed(write_visible(visible), seal)


def _grid(work: Work, asked: ReportAsked, unit: SampleUnit) -> ReportGrid:
    layout = layout_of(work, asked.layout_key)
    columns = tuple(
        GridColumn(each.role, column_title(each, asked.period, asked.compared), each.group)
        for each in layout.columns
        if each.role in _ROLES
    )
    rows = tuple(_row(work, each, unit) for each in layout.rows)
    return ReportGrid(
        layout.key,
        report_title(layout, asked.period),
        layout.heading,
        asked.period.window,
        asked.compared.window if asked.compared else None,
        columns,
        rows,
    )


def _row(work: Work, row: LayoutRow, unit: SampleUnit) -> GridRow:
    if row.is_heading:
        return GridRow(row.key, row.number, row.words, level=row.level)
    indicator = catalogue(work)[row.code]
    then = unit.then if row.code in {"S01", "S11"} else _some(unit, row, 3)
    now = unit.figures.get(row.code, 0 if unit.is_zero else _some(unit, row, unit.end + 1))
    if row.breakdown and row.part != _WHOLE:  # one part holds all, so that they add up
        then = now = 0
    values = {ColumnRole.THEN: Value(then), ColumnRole.NOW: Value(now)}
    if indicator.nature is Nature.SHARE:
        values = {}
    told = row.unit or indicator.unit
    words = {role: figure_words(values.get(role), told) for role in _ROLES}
    return GridRow(
        row.key, row.number, row.words, row.code, told, row.level, row.part, values, words
    )


def _some(unit: SampleUnit, row: LayoutRow, most: int) -> int:
    """Make a number up; the same for the same unit and row."""
    return crc32(f"{unit.code} {row.code}".encode()) % most


def _lines(unit: SampleUnit, keys: Mapping[str, str]) -> Iterator[MemberLine]:
    """Name everybody at the end, those who are told first."""
    for code, known_by, name, birth, reason, on in unit.people:
        yield (keys[code], known_by, name, birth, reason, on.isoformat() if on else None, 1)
    if not unit.people:
        return
    codes = ("S01", *_MOVES, "S11")
    counted = {code: sum(each[0] == code for each in unit.people) for code in codes}
    for code, more in counted.items():
        for place in range(unit.figures.get(code, 0) - more):
            known_by = f"099{unit.code[-3:]}{code[1:]}{place:04}"
            yield (keys[code], known_by, f"Người bịa {place + 1}", 1990, "tập dùng thử", None, 1)
