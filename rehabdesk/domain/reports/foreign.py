"""A province's own table read off its sheet: which line asks for which figure, by its words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.tables.grid import Grid, is_numbering
from rehabdesk.domain.tables.sheet import Cell, Sheet
from rehabdesk.domain.text import clean, fold

SURE, NEAR = 0.62, 0.34  # of the weight of words two labels share
_SEARCHED = 60  # rows in which the heads are looked for
_MOST_HEAD_ROWS = 3
_LONGEST = 300  # letters of a label
_WORD = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"^(\d{1,3}(\.\d{1,2})*|[IVX]{1,5}|[A-Da-zđ])[.)]?$")
_COMMON = frozenset(
    {"so", "nguoi", "cua", "va", "cac", "duoc", "trong", "do", "la", "ky", "tong", "cong"}
    | {"bao", "cao", "thuc", "hien"}
)
_NAME_HEADS = ("noi dung", "chi tieu", "tieu chi", "ten chi tieu")
_NUMBER_HEADS = ("stt", "tt", "so tt", "so thu tu", "muc")
_UNIT_HEADS = ("dvt", "don vi tinh", "don vi", "dv tinh")
_ENDS = ("noi nhan", "nguoi lap", "thu truong", "tm.", "kt.", "chu tich", "ghi chu:")
_ROLES = (  # the first that a head's words hold
    (ColumnRole.REACHED, ("% kh", "ty le dat", "dat %", "% ke hoach", "% thuc hien", "ty le hoan")),
    (ColumnRole.CHANGE_PER_CENT, ("tang, giam (%)", "% tang", "tang giam %", "ty le tang")),
    (ColumnRole.CHANGE, ("tang", "giam", "so sanh", "chenh lech")),
    (ColumnRole.TARGET, ("ke hoach", "duoc giao", "chi tieu giao", "chi tieu nam")),
    (ColumnRole.CUMULATIVE, ("luy ke", "cong don", "tu dau nam")),
    (ColumnRole.LAST_YEAR, ("cung ky", "nam truoc")),
    (ColumnRole.PREVIOUS, ("ky truoc", "thang truoc", "quy truoc")),
    (
        ColumnRole.NOW,
        ("ky nay", "trong ky", "ky bao cao", "so lieu", "ket qua", "so luong", "thuc hien"),
    ),
)
_PARTS = (  # words of a line that is a part of the one above
    (Breakdown.SEX, "female", ("nu",)),
    (Breakdown.SEX, "male", ("nam",)),
    (Breakdown.TERM, "1", ("thoi han 01 nam", "thoi han 1 nam", "01 nam", "1 nam")),
    (Breakdown.TERM, "2", ("thoi han 02 nam", "thoi han 2 nam", "02 nam", "2 nam")),
    (Breakdown.AGE, "12-16", ("tu du 12 den duoi 16 tuoi", "12 den duoi 16 tuoi")),
    (Breakdown.AGE, "16-18", ("tu du 16 den duoi 18 tuoi", "16 den duoi 18 tuoi")),
    (Breakdown.AGE, "18-30", ("tu 18 den 30 tuoi", "18 den 30 tuoi")),
    (Breakdown.AGE, "30+", ("tren 30 tuoi",)),
)
_BEFORE_PART = ("trong do", "gom", "-", "+", ":", ",", ".")


class NoReportTable(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"Không thấy bảng chỉ tiêu trong “{name}”. Bảng cần một hàng đầu có chữ “Chỉ tiêu” "
            "hoặc “Nội dung”; thêm hàng đó trong Excel rồi nhập lại."
        )


@dataclass(frozen=True, slots=True)
class ForeignLine:
    """A line of the table; `code` is what it was taken for, empty for a heading or the unknown."""

    place: int
    number: str
    words: str
    unit: str = ""
    code: str = ""
    breakdown: Breakdown | None = None
    part: str = ""
    is_sure: bool = False
    is_heading: bool = False

    @property
    def is_understood(self) -> bool:
        return self.is_heading or bool(self.code)


@dataclass(frozen=True, slots=True)
class ForeignColumn:
    title: str
    group: str
    role: ColumnRole | None


@dataclass(frozen=True, slots=True)
class ForeignTable:
    title: str
    columns: tuple[ForeignColumn, ...]
    lines: tuple[ForeignLine, ...]

    @property
    def not_understood(self) -> tuple[ForeignLine, ...]:
        return tuple(line for line in self.lines if not line.is_understood)


class Labels:
    """What figures are called, in the catalogue and in the layouts that are known."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._known = [(code, frozenset(_words(name))) for code, name in names]
        counted = Counter(word for _, words in self._known for word in words)
        most = max(len(self._known), 1)
        self._weights = {word: math.log(1 + most / times) for word, times in counted.items()}

    def guess(self, label: str) -> tuple[str, float]:
        """Return the likeliest figure and how much of its words the label shares."""
        words = frozenset(_words(label))
        best = max(
            ((self._likeness(words, known), code) for code, known in self._known), default=(0.0, "")
        )
        return (best[1], best[0]) if best[0] >= NEAR else ("", best[0])

    def _likeness(self, words: frozenset[str], known: frozenset[str]) -> float:
        either = self._weight(words | known)
        return self._weight(words & known) / either if either else 0.0

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, 1.0) for word in words)


def read_table(
    sheets: Sequence[Sheet], labels: Labels, known: Mapping[str, Indicator]
) -> ForeignTable:
    """Read the sheet with most lines; refuse a workbook without a table of figures."""
    found = [table for sheet in sheets if (table := _table(sheet, labels, known)) is not None]
    if not found:
        raise NoReportTable(sheets[0].name if sheets else "")
    return max(found, key=lambda table: len(table.lines))


def _table(sheet: Sheet, labels: Labels, known: Mapping[str, Indicator]) -> ForeignTable | None:
    grid = Grid(sheet)
    head = _head_row(grid)
    if head is None:
        return None
    name_at = _column_of(grid, head, _NAME_HEADS)
    if name_at is None:
        return None
    number_at, unit_at = (_column_of(grid, head, each) for each in (_NUMBER_HEADS, _UNIT_HEADS))
    below = _last_head(grid, head, name_at)
    lines = tuple(_lines(grid, below + 1, (number_at, name_at, unit_at)))
    fixed = {at for at in (number_at, name_at, unit_at) if at is not None}
    columns = tuple(_columns(grid, head, below, fixed))
    return ForeignTable(_title(grid, head), columns, tuple(_taken(lines, labels, known)))


def _head_row(grid: Grid) -> int | None:
    for row in range(min(len(grid.rows), _SEARCHED)):
        if _column_of(grid, row, _NAME_HEADS) is not None and len(_filled(grid, row)) > 1:
            return row
    return None


def _column_of(grid: Grid, row: int, heads: Sequence[str]) -> int | None:
    for column, text in _filled(grid, row):
        told = fold(text).strip(" .:")
        if told in heads or (len(heads[0]) > 3 and told.startswith(tuple(heads))):  # noqa: PLR2004
            return column
    return None


def _last_head(grid: Grid, head: int, name_at: int) -> int:
    """Return the last row of the heads: merged ones reach down, column numbers may follow."""
    last = head
    for span in grid.spans_of(head):
        if span.first_column <= name_at <= span.last_column:
            last = max(last, span.last_row)
    while last + 1 < min(len(grid.rows), head + _MOST_HEAD_ROWS) and not _text(
        grid.cell(last + 1, name_at)
    ):
        last += 1
    if last + 1 < len(grid.rows) and is_numbering(grid.rows[last + 1]):
        last += 1
    return last


def _columns(grid: Grid, head: int, below: int, fixed: set[int]) -> Iterator[ForeignColumn]:
    taken: set[ColumnRole] = set()
    rows = [row for row in range(head, below + 1) if not is_numbering(grid.rows[row])]
    for column in range(grid.width):
        texts = [_text(grid.cell(row, column)) for row in rows]
        told = list(dict.fromkeys(text for text in texts if text and not _NUMBER.match(text)))
        if column in fixed or not told:
            continue
        role = _role(" ".join(told), taken)
        if role is not None:
            taken.add(role)
        group = told[0] if len(told) > 1 else ""
        yield ForeignColumn(told[-1], group, role)


def _role(head: str, taken: set[ColumnRole]) -> ColumnRole | None:
    told = fold(head)
    for role, marks in _ROLES:
        if role not in taken and any(mark in told for mark in marks):
            return role
    return None


def _lines(
    grid: Grid, first: int, places: tuple[int | None, int, int | None]
) -> Iterator[ForeignLine]:
    number_at, name_at, unit_at = places
    for row in range(first, len(grid.rows)):
        number = _text(grid.cell(row, number_at)) if number_at is not None else ""
        words = _text(grid.cell(row, name_at))
        if fold(number or words).startswith(_ENDS):
            return
        if not words and number and not _NUMBER.match(number):
            words, number = number, ""  # a heading across the table
        if not words or len(words) > _LONGEST or words.isdigit():
            continue
        words = "" if words == number else words
        unit = _text(grid.cell(row, unit_at)) if unit_at is not None else ""
        yield ForeignLine(
            row, number if number != words else "", words or number, "" if unit == words else unit
        )


def _taken(
    lines: Sequence[ForeignLine], labels: Labels, known: Mapping[str, Indicator]
) -> Iterator[ForeignLine]:
    """Take each line for a figure, a part of the one above, or a heading."""
    above = ""
    for line in lines:
        part = _part_of(line.words, known.get(above))
        if part is not None:
            breakdown, name = part
            yield _with(line, above, breakdown, name, is_sure=True)
            continue
        if _is_heading(line):
            yield ForeignLine(line.place, line.number, line.words, is_heading=True)
            above = ""
            continue
        code, likeness = labels.guess(line.words)
        above = code
        yield _with(line, code, None, "", is_sure=likeness >= SURE)


def _with(
    line: ForeignLine, code: str, breakdown: Breakdown | None, part: str, *, is_sure: bool
) -> ForeignLine:
    return ForeignLine(
        *(line.place, line.number, line.words, line.unit, code, breakdown, part, is_sure)
    )


def _is_heading(line: ForeignLine) -> bool:
    number = line.number.strip(". )")
    is_roman = bool(number) and set(number) <= set("IVX")
    return not line.unit and (
        is_roman or line.words.isupper() or bool(re.match(r"^[IVX]+\.", line.words))
    )


def _part_of(words: str, above: Indicator | None) -> tuple[Breakdown, str] | None:
    told = fold(words).strip()
    while told.startswith(_BEFORE_PART):
        told = told.removeprefix(
            next(each for each in _BEFORE_PART if told.startswith(each))
        ).strip()
    for breakdown, part, marks in _PARTS:
        if above is not None and breakdown in above.breakdowns and told.strip(" .:,") in marks:
            return breakdown, part
    return None


def _title(grid: Grid, head: int) -> str:
    """Return the words of the table's heading: the longest line above it that shouts."""
    texts = [text for row in range(head) for _, text in _filled(grid, row)]
    shouted = [
        text for text in texts if fold(text).startswith(("bao cao", "bang ", "bieu ", "tong hop"))
    ]
    return max(shouted, key=len, default="")


def _filled(grid: Grid, row: int) -> list[tuple[int, str]]:
    texts = ((column, _text(grid.cell(row, column))) for column in range(grid.width))
    return [(column, text) for column, text in texts if text]


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean(str(cell)) if cell is not None else ""


def _words(label: str) -> list[str]:
    """Return the words of a label that tell it from others, and pairs of them."""
    bare = [word for word in _WORD.findall(fold(label)) if word not in _COMMON]
    return [*bare, *(f"{one} {other}" for one, other in pairwise(bare))]
