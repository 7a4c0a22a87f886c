"""The lines of a layout while it is put together: moved, named anew, not yet understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.reports.layouts import LayoutRow


class LineState(Coded):
    SURE = "sure", ""
    GUESSED = "guessed", "Đoán theo chữ"
    UNKNOWN = "unknown", "Chưa hiểu"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line; `serial` tells it from others while they are moved."""

    serial: int
    row: LayoutRow
    state: LineState = LineState.SURE

    @property
    def is_heading(self) -> bool:
        return self.row.is_heading and self.state is not LineState.UNKNOWN


def draft_lines(rows: Iterable[LayoutRow]) -> tuple[DraftLine, ...]:
    return tuple(DraftLine(serial, row) for serial, row in enumerate(rows))


def rows_of(lines: Sequence[DraftLine]) -> tuple[LayoutRow, ...]:
    """Return the rows of a layout, each with a key of its own; a line not understood is none."""
    return tuple(_with_keys([line.row for line in lines if line.state is not LineState.UNKNOWN]))


def counted(lines: Sequence[DraftLine]) -> tuple[DraftLine, ...]:
    """Give lines their numbers, parts below what they are part of.

    A line that stands for several has no number: it would be the same on each of them.
    """
    found = []
    number = part = 0
    for line in lines:
        row = line.row
        told = ""
        if not (line.is_heading or _is_several(row)):
            is_part = row.level > 0 and number > 0
            number, part = (number, part + 1) if is_part else (number + 1, 0)
            told = f"{number}.{part}" if is_part else str(number)
        found.append(replace(line, row=replace(row, number=told)))
    return tuple(found)


def are_counted(lines: Sequence[DraftLine]) -> bool:
    """Tell whether lines bear no other numbers than their count; headings have their own."""
    return all(
        before.is_heading or before.row.number in {"", after.row.number}
        for before, after in zip(lines, counted(lines), strict=True)
    )


def _is_several(row: LayoutRow) -> bool:
    return row.breakdown is not None and not row.part


def _with_keys(rows: Sequence[LayoutRow]) -> list[LayoutRow]:
    """Name rows by what they count; the second of the same figure gets a mark."""
    times: Counter[str] = Counter()
    found = []
    for place, row in enumerate(rows, start=1):
        parts = (row.code, row.breakdown.value if row.breakdown else "", row.part)
        key = ".".join(part for part in parts if part) or f"h{place}"
        times[key] += 1
        found.append(replace(row, key=key if times[key] == 1 else f"{key}#{times[key]}"))
    return found
