"""What is odd about a package though it counts: sums, the balance, its layout."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.persistence.packages.upward.contents import Members
from rehabdesk.services.consolidation.opening import Opened

_ENDS, _CAME, _WENT = ("S01", "S11"), ("S02", "S06"), ("S07", "S08", "S09")
_COUNTED_ONE_BY_ONE = "người"
_MOST = 3  # named of a kind


def remarks_of(opened: Opened, layout: Layout) -> list[str]:
    """Say all that is odd, each in a sentence."""
    grid = opened.sealed.grid
    found = [*_of_balance(grid), *_of_parts(grid, layout), *_of_layout(grid, layout)]
    found += _of_members(grid, opened.members) if opened.members else []
    return found


def _of_balance(grid: ReportGrid) -> Iterator[str]:
    by_code = {row.code: row for row in grid.rows if row.code and not row.part}
    rows = [by_code.get(code) for code in (*_ENDS, *_CAME, *_WENT)]
    values = [row.now.amount if row is not None and row.now is not None else None for row in rows]
    if None in values:
        told = grid.balance
        if told is not None and told.start + told.came - told.went != told.end:
            yield _uneven(told.start, told.came, told.went, told.end)
        return
    known = [value for value in values if value is not None]
    start, end = known[:2]
    came, went = sum(known[2:4]), sum(known[4:])
    if start + came - went != end:
        yield _uneven(start, came, went, end)


def _uneven(start: int, came: int, went: int, end: int) -> str:
    return (
        f"Cân đối lệch: đầu kỳ {start} + vào {came} − ra {went} = {start + came - went}, "
        f"báo cáo ghi cuối kỳ {end}."
    )


def _of_parts(grid: ReportGrid, layout: Layout) -> Iterator[str]:
    """Hold the parts of a figure against the whole of it."""
    wholes = {row.code: row for row in grid.rows if row.code and not row.part}
    shown = {row.key: row for row in grid.rows}
    for each in layout.rows:
        whole = wholes.get(each.code)
        if each.breakdown is None or each.part or whole is None or whole.now is None:
            continue
        parts = [row for key, row in shown.items() if key.startswith(f"{each.key}:")]
        added = sum(row.now.amount for row in parts if row.now is not None)
        if parts and added != whole.now.amount:
            yield f"“{whole.name}” ghi {whole.now.words}, cộng các phần được {added}."
    named: dict[tuple[str, str], int] = defaultdict(int)
    for each in layout.rows:
        row = shown.get(each.key)
        if each.breakdown is not None and each.part and row is not None and row.now is not None:
            named[each.code, each.breakdown.value] += row.now.amount
    for (code, _), added in named.items():
        whole = wholes.get(code)
        if whole is not None and whole.now is not None and added > whole.now.amount:
            yield f"“{whole.name}” ghi {whole.now.words}, các phần cộng lại {added}, nhiều hơn."


def _of_layout(grid: ReportGrid, layout: Layout) -> Iterator[str]:
    theirs = {row.key for row in grid.rows}
    missing = [
        row.words
        for row in layout.rows
        if not row.is_heading and row.key not in theirs and (row.breakdown is None or row.part)
    ]
    if missing:
        yield f"Mẫu của đơn vị khác bản đang dùng, thiếu dòng: {_some(missing)}."


def _of_members(grid: ReportGrid, members: Members) -> Iterator[str]:
    counted: Counter[str] = Counter()
    if set(members.amounts) == {1}:
        counted.update(members.figures)
    else:
        for figure, amount in zip(members.figures, members.amounts, strict=True):
            counted[figure] += amount
    for row in grid.rows:
        value = row.now
        if value is None or row.unit != _COUNTED_ONE_BY_ONE or value.as_typed or value.decimals:
            continue
        if row.key in counted and counted[row.key] != value.amount:
            yield f"“{row.name}” ghi {value.words}, danh sách kèm theo có {counted[row.key]}."


def _some(names: Sequence[str]) -> str:
    told = "; ".join(names[:_MOST])
    more = len(names) - _MOST
    return f"{told} và {more} dòng nữa" if more > 0 else told
