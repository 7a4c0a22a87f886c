"""A report counted now: the rows of a layout, their figures in each period, and the balance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from importlib import import_module
from types import ModuleType

from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.codes import Comparison
from rehabdesk.domain.reports.grid import Balance, GridColumn, GridRow, ReportGrid
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.layouts import ColumnRole, Layout, LayoutRow
from rehabdesk.domain.reports.periods import ReportPeriod, Window
from rehabdesk.domain.reports.values import Value, change_per_cent, change_words
from rehabdesk.services import offices
from rehabdesk.services.importing.uncollected import uncollected
from rehabdesk.services.indicators.answers import are_alike, catalogue, figure, parts_of, remark
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Work
from rehabdesk.services.reports.against import Against, held_against
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.parts import in_order, part_words
from rehabdesk.services.reports.titles import column_title, report_title

NOT_KNOWN = "–"
COUNTED = frozenset(
    {
        ColumnRole.THEN,
        ColumnRole.PREVIOUS,
        ColumnRole.LAST_YEAR,
        ColumnRole.NOW,
        ColumnRole.CUMULATIVE,
        ColumnRole.TODAY,
    }
)  # columns whose figures have somebody behind them
_CHANGES = {ColumnRole.CHANGE: change_words, ColumnRole.CHANGE_PER_CENT: change_per_cent}
_EARLIER = (ColumnRole.THEN, ColumnRole.LAST_YEAR, ColumnRole.PREVIOUS)
_BALANCED = frozenset({"S01", "S11"})  # a report that opens with the one and ends with the other
_PLACES = Decimal("0.000001")
Windows = Mapping[ColumnRole, Window]


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """Which report of which period, and what is set beside it."""

    layout_key: str
    period: ReportPeriod
    comparison: Comparison = Comparison.LAST_YEAR

    @property
    def compared(self) -> ReportPeriod | None:
        """The period set beside this one; none where nothing is compared."""
        match self.comparison:
            case Comparison.LAST_YEAR:
                return self.period.year_before
            case Comparison.PREVIOUS:
                return self.period.previous
            case _:
                return None

    def windows(self, today: date) -> Windows:
        """Return the days of each column of figures; nothing is counted after today."""
        period = self.period
        found = {
            ColumnRole.NOW: period.window,
            ColumnRole.TODAY: period.window,
            ColumnRole.PREVIOUS: period.previous.window,
            ColumnRole.LAST_YEAR: period.year_before.window,
            ColumnRole.CUMULATIVE: period.year_so_far,
        }
        if (compared := self.compared) is not None:
            found[ColumnRole.THEN] = compared.window
        return {role: window.until(today) for role, window in found.items()}


# Looks


@uncollected()
def read_report(work: Work, asked: ReportAsked) -> ReportGrid:
    """Count a report as the records stand now."""
    work.require(Right.EXPORT_LISTS)
    if is_upper_office(work):
        return upper_office().read_totals(work, asked)  # type: ignore[no-any-return]
    return count_report(Counting(work), asked)


def count_report(counting: Counting, asked: ReportAsked) -> ReportGrid:
    """Count a report with what this counting knows already."""
    work = counting.work
    layout = layout_of(work, asked.layout_key)
    reader = Reader(counting, layout, asked)
    today, period = counting.today, asked.period
    return ReportGrid(
        layout.key,
        report_title(layout, period),
        layout.heading,
        period.window,
        asked.compared.window if asked.compared else None,
        tuple(reader.columns()),
        tuple(reader.rows()),
        reader.balance(),
        today if today < period.window.last else None,
        layout.notes,
    )


def is_upper_office(work: Work) -> bool:
    """Tell whether this office puts the reports of others together."""
    return offices.is_upper_office(work)


def upper_office() -> ModuleType:
    """Return what adds reports of units up; it knows reports, so they know it by name alone."""
    return import_module("rehabdesk.services.consolidation.totals")


def find_row(layout: Layout, key: str) -> tuple[LayoutRow, str]:
    """Return the row of a layout a line of the grid comes from, and which part of it it is."""
    for row in layout.rows:
        if row.key == key:
            return row, row.part
        if row.breakdown and not row.part and key.startswith(f"{row.key}:"):
            return row, key.removeprefix(f"{row.key}:")
    raise LookupError(key)


def divided(value: Value, divisor: int) -> Value:
    """Give a figure in the unit of its row: 150.000.000 đồng as 150 triệu đồng."""
    if divisor == 1:
        return value
    number = (value.number / divisor).quantize(_PLACES).normalize()
    decimals = max(0, -int(number.as_tuple().exponent))
    return Value(int(number.scaleb(decimals)), decimals, None, value.as_typed)


def figure_words(value: Value | None, unit: str) -> str:
    """Say a figure as it stands in its cell; what nobody knows is a dash, not a zero."""
    if value is None:
        return NOT_KNOWN
    is_share = unit == "%" and value.base is None and not value.as_typed
    return f"{value.words}%" if is_share else value.words


@dataclass(slots=True)
class Reader:
    """Reads a layout row by row; what several rows need is counted once."""

    counting: Counting
    layout: Layout
    asked: ReportAsked
    windows: Windows = field(init=False)
    catalogue: Mapping[str, Indicator] = field(init=False)

    def __post_init__(self) -> None:
        self.windows = self.asked.windows(self.counting.today)
        self.catalogue = catalogue(self.counting.work)

    def columns(self) -> Iterator[GridColumn]:
        for column in self.layout.columns:
            if column.role in self._roles:
                title = column_title(column, self.asked.period, self.asked.compared)
                yield GridColumn(column.role, title, column.group)

    def rows(self) -> Iterator[GridRow]:
        for row in self.layout.rows:
            if row.is_heading:
                yield GridRow(row.key, row.number, row.words, level=row.level)
            elif row.breakdown is None:
                yield self._whole(row)
            elif row.part:
                yield self._part(row, row.part, row.key, row.words)
            else:
                yield from self._parts(row)

    def balance(self) -> Balance | None:
        """Hold the movements of the period against its ends, where the report tells both."""
        if not set(self.layout.codes) >= _BALANCED:
            return None
        from rehabdesk.services.indicators.movements import balance

        return balance(self.counting, self.windows[ColumnRole.NOW])

    @property
    def _roles(self) -> list[ColumnRole]:
        """The columns that stand; without anything to compare there is no change to tell."""
        found = [column.role for column in self.layout.columns]
        if self.asked.compared is None:
            found = [role for role in found if role is not ColumnRole.THEN]
        is_compared = any(role in found for role in _EARLIER)
        return [role for role in found if is_compared or role not in _CHANGES]

    @property
    def _counted(self) -> list[ColumnRole]:
        return [role for role in self._roles if role in COUNTED]

    def _whole(self, row: LayoutRow) -> GridRow:
        indicator = self.catalogue[row.code]
        known = {
            role: value
            for role in self._counted
            if (value := figure(self.counting, row.code, self.windows[role])) is not None
        }
        now = known.get(ColumnRole.NOW)
        against = None
        if {ColumnRole.TARGET, ColumnRole.REACHED} & set(self._roles):
            window = self.asked.period.window
            against = held_against(self.counting, row.code, window, now)
        told = {role: divided(value, row.divisor) for role, value in known.items()}
        remarks = (self._remark(indicator), against.whole_words if against is not None else "")
        return replace(self._row(row, told, against), remark=" ".join(filter(None, remarks)))

    def _parts(self, row: LayoutRow) -> Iterator[GridRow]:
        """Give a row to each part that occurs in any of the periods shown."""
        if row.breakdown is None:
            return
        found: set[str] = set()
        for role in self._counted:
            found |= set(self._parts_in(row, role))
        for part in in_order(row.breakdown, found):
            words = part_words(row.breakdown, part)
            name = row.words.replace("{part}", words) if "{part}" in row.words else words
            yield self._part(row, part, f"{row.key}:{part}", name)

    def _part(self, row: LayoutRow, part: str, key: str, name: str) -> GridRow:
        told = {}
        for role in self._counted:
            window = self.windows[role]
            if figure(self.counting, row.code, window) is not None:
                amount = self._parts_in(row, role).get(part, 0)
                told[role] = divided(Value(amount), row.divisor)
        return replace(self._row(row, told), key=key, name=name, part=part)

    def _parts_in(self, row: LayoutRow, role: ColumnRole) -> Mapping[str, int]:
        if row.breakdown is None:
            return {}
        return parts_of(self.counting, row.code, self.windows[role], row.breakdown)

    def _remark(self, indicator: Indicator) -> str:
        """Say what is printed with a figure: of what it is a share, from which paper it comes."""
        return remark(self.counting, indicator.code, self.windows[ColumnRole.NOW])

    def _row(
        self, row: LayoutRow, told: dict[ColumnRole, Value], against: Against | None = None
    ) -> GridRow:
        unit = row.unit or self.catalogue[row.code].unit
        words = {role: figure_words(told.get(role), unit) for role in self._counted}
        words |= self._changes(row.code, told)
        if against is not None:
            told[ColumnRole.TARGET] = asked = divided(against.target, row.divisor)
            words[ColumnRole.TARGET] = against.target_words if row.divisor == 1 else asked.words
            words[ColumnRole.REACHED] = against.reached_words
        return GridRow(
            row.key,
            row.number,
            row.words,
            row.code,
            unit,
            row.level,
            values=told,
            words={role: words.get(role, "") for role in self._roles},
            is_reached=against.is_reached if against is not None else None,
        )

    def _changes(self, code: str, told: Mapping[ColumnRole, Value]) -> dict[ColumnRole, str]:
        """Tell what has become of a figure; of what is not known nothing can be told.

        What the police gave is not held against what the records of the office say.
        """
        earlier = next((role for role in _EARLIER if role in self._roles), None)
        now = told.get(ColumnRole.NOW)
        then = told.get(earlier) if earlier is not None else None
        if now is None or then is None or earlier is None:
            return {}
        if not are_alike(self.counting, code, self.windows[ColumnRole.NOW], self.windows[earlier]):
            return {}
        return {role: tell(now, then) for role, tell in _CHANGES.items() if role in self._roles}
