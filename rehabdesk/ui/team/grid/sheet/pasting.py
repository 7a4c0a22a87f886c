"""A block of cells from Excel laid into the sheet, and the cells that could not be taken."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field

from rehabdesk.domain.teamwork.month_cells import Counted, NotReadable, read_count, read_tick
from rehabdesk.services.month_grid.sheet import Column, Place, Value
from rehabdesk.ui.team.grid.sheet.hand import PRESENT, Computed, SheetColumn, SheetInHand, SheetRow

Block = tuple[tuple[str, ...], ...]
_TOLD = 5  # cells named in the sentence
_LONGEST = 14  # letters shown of what was not read


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A cell of the block that has no value here, and why."""

    row: SheetRow
    column: SheetColumn
    text: str
    is_closed: bool = False


@dataclass(slots=True)
class Pasted:
    """What a block becomes: values by place, cells not taken, and what lies past the edge."""

    values: dict[Place, Value] = field(default_factory=dict)
    failed: list[NotTaken] = field(default_factory=list)
    rows_over: int = 0
    columns_over: int = 0


def block_of(text: str) -> Block:
    """Read what Excel puts on the clipboard: cells by tabs, lines by breaks, quotes undone."""
    lines = csv.reader(text.rstrip("\r\n").splitlines(), delimiter="\t")
    return tuple(tuple(line) or ("",) for line in lines)


def lay(hand: SheetInHand, block: Block, at: tuple[int, int], size: tuple[int, int]) -> Pasted:
    """Lay a block with its first cell at a place of rows and columns.

    A single value fills the whole choice. A block one column short of the edge was copied from a
    sheet without the computed column, and steps over it.
    """
    if len(block) == 1 and len(block[0]) == 1:
        block = ((block[0][0],) * size[1],) * size[0]
    pasted = Pasted()
    columns = _columns(hand, block, at[1])
    rows = hand.rows[at[0] : at[0] + len(block)]
    width = max(len(line) for line in block)
    pasted.rows_over = len(block) - len(rows)
    pasted.columns_over = max(0, width - len(columns))
    for row, line in zip(rows, block, strict=False):
        for column, text in zip(columns, line, strict=False):
            if not isinstance(column, Computed):
                _read(hand, pasted, (row, column), text)
    return pasted


def told(hand: SheetInHand, pasted: Pasted) -> str:
    """Say what was taken, and name the cells that were not."""
    words = [f"Đã dán {len(pasted.values)} ô, chưa lưu."]
    if pasted.failed:
        named = ", ".join(_told_cell(hand, each) for each in pasted.failed[:_TOLD])
        more = len(pasted.failed) - _TOLD
        words.append(
            f"{len(pasted.failed)} ô không nhận: {named}{f' và {more} ô nữa' if more > 0 else ''}."
        )
    over = [
        f"{count} {noun}"
        for count, noun in ((pasted.rows_over, "dòng"), (pasted.columns_over, "cột"))
        if count
    ]
    if over:
        words.append(f"Thừa {' và '.join(over)} không có chỗ.")
    return " ".join(words)


def _columns(hand: SheetInHand, block: Block, first: int) -> Sequence[SheetColumn]:
    columns = hand.columns[first:]
    width = max(len(line) for line in block)
    if width == len(columns) - 1 and PRESENT in columns:
        return [each for each in columns if each is not PRESENT]
    return columns[:width]


def _read(hand: SheetInHand, pasted: Pasted, cell: tuple[SheetRow, Column], text: str) -> None:
    row, column = cell
    is_open = hand.is_open(row, column)
    try:
        value: Value = read_count(text) if isinstance(column, Counted) else int(read_tick(text))
    except NotReadable:
        pasted.failed.append(NotTaken(row, column, text))
        return
    if is_open:
        pasted.values[row.subject, column] = value
    elif value:
        pasted.failed.append(NotTaken(row, column, text, is_closed=True))


def _told_cell(hand: SheetInHand, failed: NotTaken) -> str:
    session = hand.session(failed.column)
    where = f"buổi {session.on:%d/%m}" if session else ""
    if isinstance(failed.column, Counted):
        where = f"cột {failed.column.label}"
    if failed.is_closed:
        return f"{failed.row.name} {where} (không ở trong Đội hôm đó)"
    text = failed.text if len(failed.text) <= _LONGEST else f"{failed.text[:_LONGEST]}…"
    return f"{failed.row.name} {where} “{text}”"
