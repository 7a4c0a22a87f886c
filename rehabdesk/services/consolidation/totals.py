"""The report of an upper office: the packages of its units added up, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.received import ReceivedPackage
from rehabdesk.domain.reports.codes import MemberKind, PackageState
from rehabdesk.domain.reports.grid import Balance, GridRow, ReportGrid
from rehabdesk.domain.reports.indicators import Indicator, Nature
from rehabdesk.domain.reports.layouts import ColumnRole, Layout, LayoutRow
from rehabdesk.domain.reports.periods import ReportPeriod, Window
from rehabdesk.domain.reports.values import Value, change_per_cent, change_words
from rehabdesk.domain.text import word_order
from rehabdesk.services.consolidation.clashes import Clash, find_clashes, left_out
from rehabdesk.services.consolidation.packages import (
    expected_units,
    grid_of,
    main_row,
    packages_of,
)
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.office import Work
from rehabdesk.services.reports.against import held_against
from rehabdesk.services.reports.behind import Behind
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.parts import in_order, part_words
from rehabdesk.services.reports.reading import (
    COUNTED,
    Reader,
    ReportAsked,
    figure_words,
    find_row,
)
from rehabdesk.services.reports.titles import report_title

_CHANGES: Mapping[ColumnRole, Callable[[Value, Value], str]] = {
    ColumnRole.CHANGE: change_words,
    ColumnRole.CHANGE_PER_CENT: change_per_cent,
}
_EARLIER = (ColumnRole.THEN, ColumnRole.LAST_YEAR, ColumnRole.PREVIOUS)
_MOVES = (("S01",), ("S02", "S06"), ("S07", "S08", "S09"), ("S11",))
_HUNDRED = 100
_Grids = Sequence[tuple[ReceivedPackage, ReportGrid]]


# Looks


def read_totals(work: Work, asked: ReportAsked) -> ReportGrid:
    """Add up what the units have sent; who has not is named."""
    work.require(Right.EXPORT_LISTS)
    layout = layout_of(work, asked.layout_key)
    columns = tuple(Reader(Counting(work), layout, asked).columns())
    adding = _Adding(work, asked, layout, tuple(column.role for column in columns))
    rows = tuple(adding.rows())
    today = work.today
    return ReportGrid(
        layout.key,
        report_title(layout, asked.period),
        layout.heading,
        asked.period.window,
        asked.compared.window if asked.compared else None,
        columns,
        rows,
        _balance(rows),
        today if today < asked.period.window.last else None,
        (*layout.notes, *adding.notes()),
    )


def read_units_behind(work: Work, asked: ReportAsked, row_key: str, role: ColumnRole) -> Behind:
    """Open a figure of the totals into the units it comes from."""
    work.require(Right.EXPORT_LISTS)
    layout = layout_of(work, asked.layout_key)
    row, part = find_row(layout, row_key)
    adding = _Adding(work, asked, layout)
    indicator = catalogue(work)[row.code]
    members = tuple(adding.units_of(row_key, role))
    value = adding.value(row, row_key, role)
    words = part_words(row.breakdown, part) if row.breakdown else row.words
    unit = row.unit or indicator.unit
    title = f"{words}: {figure_words(value, unit)} {unit if unit != '%' else ''}".strip()
    rule = f"Cộng từ gói báo cáo của các đơn vị. {indicator.rule}"
    return Behind(row_key, role, title, rule, indicator, adding.window_of(role), value, members)


def main_total(work: Work, asked: ReportAsked) -> int:
    """Return the figure at the end over all units, with nobody counted twice who is settled."""
    layout = layout_of(work, asked.layout_key)
    key, _ = main_row(layout)
    if not key:
        return 0
    value = _Adding(work, asked, layout).sum_of(key, ColumnRole.NOW)
    return value.amount if value is not None else 0


@dataclass(slots=True)
class _Adding:
    """Adds packages up; what is of one period is read once."""

    work: Work
    asked: ReportAsked
    layout: Layout
    roles: tuple[ColumnRole, ...] = ()
    _grids: dict[Window, _Grids] = field(default_factory=dict)
    _clashes: dict[Window, list[Clash]] = field(default_factory=dict)

    def rows(self) -> Iterator[GridRow]:
        for row in self.layout.rows:
            if row.is_heading:
                yield GridRow(row.key, row.number, row.words, level=row.level)
            elif row.breakdown is not None and not row.part:
                for part in in_order(row.breakdown, self._parts_of(row)):
                    words = part_words(row.breakdown, part)
                    name = row.words.replace("{part}", words) if "{part}" in row.words else words
                    yield self._row(row, f"{row.key}:{part}", name, part)
            else:
                yield self._row(row, row.key, row.words, row.part)

    def value(self, row: LayoutRow, key: str, role: ColumnRole) -> Value | None:
        indicator = catalogue(self.work)[row.code]
        if indicator.nature is Nature.SHARE:
            return self._share(indicator, key, role)
        return self.sum_of(key, role)

    def sum_of(self, key: str, role: ColumnRole) -> Value | None:
        """Add a row up over the units; a unit that does not know it adds nothing."""
        grids, source = self._of(role)
        less = left_out(self._clashes_of(grids)) if source is ColumnRole.NOW else {}
        values = []
        for package, grid in grids:
            if (value := _value_in(grid, key, source)) is not None:
                dropped = less.get((package.unit_id or 0, key), 0)
                values.append(replace(value, amount=value.amount - dropped))
        return _added(values)

    def units_of(self, key: str, role: ColumnRole) -> Iterator[Member]:
        grids, source = self._of(role)
        less = left_out(self._clashes_of(grids)) if source is ColumnRole.NOW else {}
        for package, grid in sorted(grids, key=lambda each: word_order(each[0].unit_name)):
            value = _value_in(grid, key, source)
            if value is None:
                continue
            dropped = less.get((package.unit_id or 0, key), 0)
            told = f"{value.words}, gói lần {package.serial} nhận {package.received_on:%d/%m/%Y}"
            if dropped:
                told += f", bớt {dropped} đã tính ở đơn vị khác"
            yield Member(
                MemberKind.UNIT,
                package.id,
                package.unit_name,
                told,
                package.received_on,
                amount=value.amount - dropped,
            )

    def window_of(self, role: ColumnRole) -> Window:
        return self.asked.windows(self.work.today).get(role, self.asked.period.window)

    def notes(self) -> Iterator[str]:
        """Say what the sums do not hold."""
        window = self.asked.period.window
        here = {package.unit_id for package, _ in self._read(window)}
        missing = [u.name for u in expected_units(self.work, window) if u.id not in here]
        if missing:
            told = ", ".join(sorted(missing, key=word_order))
            yield f"Chưa có số liệu của {len(missing)} đơn vị: {told}."
        clashes = self._clashes_of(self._read(window))
        settled = sum(1 for each in clashes if each.twice and each.counts_at is not None)
        waiting = sum(1 for each in clashes if not each.is_settled)
        if settled:
            yield f"Đã bớt {settled} người tính hai lần ở hai đơn vị."
        if waiting:
            yield f"Còn {waiting} trường hợp trùng người chưa giải quyết."

    def _row(self, row: LayoutRow, key: str, name: str, part: str) -> GridRow:
        indicator = catalogue(self.work)[row.code]
        unit = row.unit or indicator.unit
        counted = [role for role in self.roles if role in COUNTED]
        known = {
            role: value for role in counted if (value := self.value(row, key, role)) is not None
        }
        words = {role: figure_words(known.get(role), unit) for role in counted}
        words |= self._changes(known)
        is_reached = None
        if {ColumnRole.TARGET, ColumnRole.REACHED} & set(self.roles) and not part:
            now, window = known.get(ColumnRole.NOW), self.asked.period.window
            against = held_against(Counting(self.work), row.code, window, now)
            if against is not None:
                known[ColumnRole.TARGET] = against.target
                words[ColumnRole.TARGET] = against.target_words
                words[ColumnRole.REACHED] = against.reached_words
                is_reached = against.is_reached
        words = {role: words.get(role, "") for role in self.roles}
        return GridRow(
            key, row.number, name, row.code, unit, row.level, part, known, words,
            self._remark(indicator), is_reached,
        )  # fmt: skip

    def _changes(self, known: Mapping[ColumnRole, Value]) -> dict[ColumnRole, str]:
        earlier = next((role for role in _EARLIER if role in self.roles), None)
        now = known.get(ColumnRole.NOW)
        then = known.get(earlier) if earlier is not None else None
        if now is None or then is None:
            return {}
        return {role: tell(now, then) for role, tell in _CHANGES.items() if role in self.roles}

    def _share(self, indicator: Indicator, key: str, role: ColumnRole) -> Value | None:
        """Take a share anew of what the units have together; of nothing there is none."""
        told = self._part_and_whole(indicator, key, role)
        if told is None or not told[1]:
            return None
        exact = told[0] * _HUNDRED / told[1]
        step = Decimal(1).scaleb(-indicator.decimals)
        rounded = exact.quantize(step, ROUND_HALF_UP)
        return Value(int(rounded.scaleb(indicator.decimals)), indicator.decimals)

    def _part_and_whole(
        self, indicator: Indicator, key: str, role: ColumnRole
    ) -> tuple[Decimal, Decimal] | None:
        keys = {each.code: each.key for each in self.layout.rows if each.breakdown is None}
        part, whole = keys.get(indicator.part), keys.get(indicator.whole)
        if part is not None and whole is not None:
            above, below = self.sum_of(part, role), self.sum_of(whole, role)
            return None if above is None or below is None else (above.number, below.number)
        if role is not ColumnRole.NOW:
            return None
        told = [_fraction(grid, key) for _, grid in self._of(role)[0]]
        known = [each for each in told if each is not None]
        if not known:
            return None
        return sum((a for a, _ in known), Decimal(0)), sum((b for _, b in known), Decimal(0))

    def _remark(self, indicator: Indicator) -> str:
        if indicator.nature is not Nature.SHARE:
            return ""
        row = next((each for each in self.layout.rows if each.code == indicator.code), None)
        told = self._part_and_whole(indicator, row.key if row else "", ColumnRole.NOW)
        return f"{told[0]:f}/{told[1]:f}" if told is not None else ""

    def _parts_of(self, row: LayoutRow) -> set[str]:
        begins = f"{row.key}:"
        return {
            each.part
            for _, grid in self._read(self.asked.period.window)
            for each in grid.rows
            if each.key.startswith(begins)
        }

    def _of(self, role: ColumnRole) -> tuple[_Grids, ColumnRole]:
        """Return the packages a column is added up from, and from which column of theirs.

        What was received for the earlier period stands before what the units tell of it now.
        """
        periods: dict[ColumnRole, ReportPeriod | None] = {
            ColumnRole.THEN: self.asked.compared,
            ColumnRole.PREVIOUS: self.asked.period.previous,
            ColumnRole.LAST_YEAR: self.asked.period.year_before,
        }
        earlier = periods.get(role)
        if earlier is not None and (grids := self._read(earlier.window)):
            return grids, ColumnRole.NOW
        return self._read(self.asked.period.window), role

    def _read(self, window: Window) -> _Grids:
        if window not in self._grids:
            kept = packages_of(self.work, self.asked.layout_key, window, PackageState.ACCEPTED)
            self._grids[window] = [(each, grid_of(each)) for each in kept]
        return self._grids[window]

    def _clashes_of(self, grids: _Grids) -> list[Clash]:
        if not any(package.has_names for package, _ in grids):
            return []
        first = grids[0][1].window
        if first not in self._clashes:
            period = self.asked.period
            others = (period, period.previous, period.year_before, self.asked.compared)
            found = next(each for each in others if each is not None and each.window == first)
            asked = replace(self.asked, period=found)
            self._clashes[first] = find_clashes(self.work, asked)
        return self._clashes[first]


def _value_in(grid: ReportGrid, key: str, role: ColumnRole) -> Value | None:
    return next((row.values.get(role) for row in grid.rows if row.key == key), None)


def _added(values: Sequence[Value]) -> Value | None:
    if not values:
        return None
    places = max(value.decimals for value in values)
    amount = sum(value.amount * 10 ** (places - value.decimals) for value in values)
    bases = [value.base for value in values if value.base is not None]
    return Value(amount, places, sum(bases) if bases else None)


def _fraction(grid: ReportGrid, key: str) -> tuple[Decimal, Decimal] | None:
    """Read what a unit took its share of: "7/12", as it stands beside the figure."""
    remark = next((row.remark for row in grid.rows if row.key == key), "")
    above, mark, below = remark.partition("/")
    if not mark:
        return None
    parts = [each.replace(".", "").replace(",", ".").strip() for each in (above, below)]
    if not all(part.replace(".", "").isdigit() for part in parts):
        return None
    return Decimal(parts[0]), Decimal(parts[1])


def _balance(rows: Sequence[GridRow]) -> Balance | None:
    """Hold the movements of all units against their ends, where the report tells them all."""
    amounts = {row.code: row.now.amount for row in rows if not row.part and row.now is not None}
    if not all(code in amounts for codes in _MOVES for code in codes):
        return None
    start, came, went, end = (sum(amounts[code] for code in codes) for codes in _MOVES)
    return Balance(start, came, went, end)
