"""A report as it stands in rows and cells: for the screen, the papers and the files kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value


@dataclass(frozen=True, slots=True)
class GridColumn:
    role: ColumnRole
    title: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line; `values` are the figures it holds, `words` what stands in every cell of it.

    Without a value the figure is not known (nobody has given it): the cell says so by a dash.
    """

    key: str
    number: str
    name: str
    code: str = ""
    unit: str = ""
    level: int = 0
    part: str = ""
    values: Mapping[ColumnRole, Value] = field(default_factory=dict)
    words: Mapping[ColumnRole, str] = field(default_factory=dict)
    remark: str = ""  # printed below: a criterion, the day of a typed figure
    is_reached: bool | None = None  # what a target asks; none where nothing is asked

    @property
    def is_heading(self) -> bool:
        return not self.code

    @property
    def now(self) -> Value | None:
        return self.values.get(ColumnRole.NOW)


@dataclass(frozen=True, slots=True)
class Balance:
    """At the start + in − out = at the end, and who breaks it: (person id, name, why)."""

    start: int
    came: int
    went: int
    end: int
    breakers: tuple[tuple[int, str, str], ...] = ()

    @property
    def is_even(self) -> bool:
        return self.start + self.came - self.went == self.end and not self.breakers


@dataclass(frozen=True, slots=True)
class ReportGrid:
    """All that is printed of a report, and nothing that must be asked for again."""

    layout_key: str
    title: str  # "Báo cáo năm 2026"
    heading: str
    window: Window
    compared: Window | None
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    balance: Balance | None = None
    as_of: date | None = None  # where the period has not ended: counted until this day
    notes: tuple[str, ...] = ()

    def row(self, key: str) -> GridRow:
        return next(row for row in self.rows if row.key == key)

    def to_json(self) -> dict[str, Any]:
        return {
            "layout": self.layout_key,
            "title": self.title,
            "heading": self.heading,
            "window": _days(self.window),
            "compared": _days(self.compared) if self.compared else None,
            "columns": [[each.role, each.title, each.group] for each in self.columns],
            "rows": [_row_told(row) for row in self.rows],
            "balance": _balance_told(self.balance) if self.balance else None,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        balance = told["balance"]
        as_of = told["as_of"]
        return cls(
            told["layout"],
            told["title"],
            told["heading"],
            _window(told["window"]),
            _window(told["compared"]) if told["compared"] else None,
            tuple(GridColumn(ColumnRole(role), *rest) for role, *rest in told["columns"]),
            tuple(_row_read(row) for row in told["rows"]),
            _balance_read(balance) if balance else None,
            date.fromisoformat(as_of) if as_of else None,
            tuple(told["notes"]),
        )


def _row_told(row: GridRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "number": row.number,
        "name": row.name,
        "code": row.code,
        "unit": row.unit,
        "level": row.level,
        "part": row.part,
        "values": {role.value: value.to_json() for role, value in row.values.items()},
        "words": {role.value: words for role, words in row.words.items()},
        "remark": row.remark,
        "is_reached": row.is_reached,
    }


def _row_read(told: Mapping[str, Any]) -> GridRow:
    return GridRow(
        told["key"],
        told["number"],
        told["name"],
        told["code"],
        told["unit"],
        told["level"],
        told["part"],
        {ColumnRole(role): Value.from_json(value) for role, value in told["values"].items()},
        {ColumnRole(role): words for role, words in told["words"].items()},
        told["remark"],
        told["is_reached"],
    )


def _balance_told(balance: Balance) -> dict[str, Any]:
    return {
        "start": balance.start,
        "came": balance.came,
        "went": balance.went,
        "end": balance.end,
        "breakers": [list(each) for each in balance.breakers],
    }


def _balance_read(told: Mapping[str, Any]) -> Balance:
    breakers = tuple((number, name, why) for number, name, why in told["breakers"])
    return Balance(told["start"], told["came"], told["went"], told["end"], breakers)


def _days(window: Window) -> list[str]:
    return [window.first.isoformat(), window.last.isoformat()]


def _window(told: list[str]) -> Window:
    return Window(*(date.fromisoformat(day) for day in told))
