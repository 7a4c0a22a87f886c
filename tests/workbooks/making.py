"""Ugly workbooks of an office, made by chance, each with the truth of every row."""

from __future__ import annotations

import hashlib
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

from rehabdesk.domain.tables.fields import ImportField as F
from rehabdesk.domain.tables.sheet import Cell, Sheet, Span, Workbook
from tests.domain.legacy_letters.old_signs import in_tcvn3, in_vni
from tests.workbooks.columns import (
    Block,
    birth_blocks,
    hamlet_block,
    name_block,
    other_blocks,
)
from tests.workbooks.people import HAMLETS, Truth, a_person

_TYPED_LATER = 0.02
_SECOND = [
    ["Họ và tên", "Chức vụ", "Đơn vị", "Số điện thoại"],
    ["Ngô Thị Nhàn", "Chi hội trưởng", "Hội Phụ nữ", "0912345678"],
]
_FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times"}
_TITLES = [
    ["UBND XÃ YÊN THỊNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["", "Độc lập - Tự do - Hạnh phúc"],
    [],
    ["DANH SÁCH NGƯỜI CAI NGHIỆN MA TÚY NĂM 2019"],
    ["(Tính đến ngày 31/12/2019)"],
]
_FEET = [
    ["", "Yên Thịnh, ngày 05 tháng 01 năm 2020"],
    ["Người lập biểu", "TM. ỦY BAN NHÂN DÂN"],
    ["(Ký, ghi rõ họ tên)", "CHỦ TỊCH"],
    [],
    ["Nguyễn Thị Hạnh", "Trần Văn Tèo"],
    ["Nơi nhận:"],
    ["- Như trên;"],
]


@dataclass
class Made:
    """A sheet, and by row number what each row of a person must give."""

    sheet: Sheet
    truths: dict[int, Truth] = field(default_factory=dict)
    bad: dict[int, set[F]] = field(default_factory=dict)
    head_row_numbers: tuple[int, ...] = ()
    letters: str = "unicode"

    @property
    def workbook(self) -> Workbook:
        """The same as it would be read from a file."""
        mark = hashlib.sha256(repr(self.sheet.rows).encode()).hexdigest()
        return Workbook("Danh sách cũ.xlsx", "xlsx", mark, (self.sheet,))


def workbooks() -> st.SearchStrategy[Made]:
    return st.integers(min_value=0, max_value=2**32).map(make)


def make(seed: int) -> Made:
    return _Maker(random.Random(seed)).made()


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._is_grouped = chance.random() < 0.3
        self._has_serial = chance.random() < 0.8
        self._blocks = self._choose_blocks()
        self._heads = [head for block in self._blocks for head in block.heads]
        self._offset = chance.choice([0, 0, 0, 1, 2])
        self._letters = chance.choice(["unicode", "unicode", "nfd", "tcvn3", "vni"])
        self._encode = [self._letters_of_column() for _ in self._heads]
        self._width = self._offset + self._has_serial + len(self._heads)
        self._serial = 0
        self._rows: list[list[Cell]] = []
        self._spans: list[Span] = []
        self._made = Made(Sheet("Tong hop", ()), letters=self._letters)

    def made(self) -> Made:
        chance = self._chance
        if chance.random() < 0.7:
            self._texts(_TITLES[: chance.randrange(1, len(_TITLES) + 1)])
        if chance.random() < 0.1:
            self._put_band()
        self._put_heads()
        for group in range(chance.randrange(1, 4) if self._is_grouped else 1):
            self._put_part(group)
        if chance.random() < 0.05:
            self._put_second()
        if chance.random() < 0.6:
            self._texts(_FEET[: chance.randrange(1, len(_FEET) + 1)])
        self._made.sheet = Sheet(
            "Tong hop", tuple(map(tuple, self._rows)), tuple(self._spans), self._fonts()
        )
        return self._made

    def _put_second(self) -> None:
        """Put another list below, with heads of its own."""
        room = self._width - self._offset
        if room < len(_SECOND[0]):
            return
        for line in _SECOND:
            texts: list[Cell] = [self._encode[0](text) for text in line]
            self._rows.append([*[None] * self._offset, *texts, *[None] * (room - len(line))])

    def _put_part(self, group: int) -> None:
        chance = self._chance
        hamlet = chance.choice(HAMLETS)
        if self._is_grouped:
            self._put_group(group, hamlet)
        for _ in range(chance.randrange(2, 9)):
            self._serial += 1
            self._put_person(self._serial, hamlet)
            if chance.random() < 0.03:
                self._rows.append([None] * self._width)
        if chance.random() < 0.25:
            text = f"Cộng {hamlet}" if self._is_grouped else "Tổng cộng"
            self._put_total(text, self._serial)
        if chance.random() < 0.1:
            self._put_heads()

    def _choose_blocks(self) -> list[Block]:
        chance = self._chance
        blocks = [*birth_blocks(chance), *other_blocks(chance)]
        if not self._is_grouped and chance.random() < 0.7:
            blocks.append(hamlet_block(chance))
        chance.shuffle(blocks)
        blocks.insert(0 if chance.random() < 0.7 else chance.randrange(3), name_block(chance))
        return blocks

    def _letters_of_column(self) -> Callable[[str], str]:
        ways: dict[str, Callable[[str], str]] = {
            "nfd": lambda text: unicodedata.normalize("NFD", text),
            "tcvn3": in_tcvn3,
            "vni": in_vni,
        }
        plain: Callable[[str], str] = str
        return ways.get(self._letters, plain) if self._chance.random() < 0.9 else plain

    def _fonts(self) -> dict[int, str]:
        font = _FONTS.get(self._letters)
        if not font or self._chance.random() < 0.5:
            return {}
        start = self._offset + self._has_serial
        return {
            start + place: font
            for place, encode in enumerate(self._encode)
            if encode in (in_tcvn3, in_vni)
        }

    def _texts(self, lines: list[list[str]]) -> None:
        encode = self._encode[0]
        for line in lines:
            row: list[Cell] = [None] * self._width
            for place, text in enumerate(line):
                column = self._offset + (place * self._width // 2)
                row[min(column, self._width - 1)] = encode(text) if text else None
            self._rows.append(row)

    def _put_band(self) -> None:
        """Put a wide head over all the others, as "THÔNG TIN CÁ NHÂN" is."""
        row: list[Cell] = [None] * self._width
        start = self._offset + self._has_serial
        row[start] = self._encode[0]("Thông tin của người cai nghiện")
        self._spans.append(Span(len(self._rows), start, len(self._rows), self._width - 1))
        self._rows.append(row)

    def _put_heads(self) -> None:
        first, start = len(self._rows), self._offset + self._has_serial
        has_two = any(lower for _, lower in self._heads)
        uppers = [encode(head[0]) for head, encode in zip(self._heads, self._encode, strict=True)]
        lowers = [encode(head[1]) for head, encode in zip(self._heads, self._encode, strict=True)]
        upper: list[Cell] = [*self._before("STT"), *uppers]
        is_merged = self._chance.random() < 0.8
        for place in range(len(self._heads) - 1, 0, -1):
            if self._heads[place][1] and self._heads[place][0] == self._heads[place - 1][0]:
                upper[start + place] = None
        self._rows.append(upper)
        if has_two:
            lower: list[Cell] = [*self._before(None), *(text or None for text in lowers)]
            self._rows.append(lower)
            if is_merged:
                self._merge_heads(first, start)
        if self._chance.random() < 0.25:
            count = len(self._heads) + self._has_serial
            numbers: list[Cell] = [f"({place + 1})" for place in range(count)]
            self._rows.append([*[None] * self._offset, *numbers])
        if not self._made.head_row_numbers:
            self._made.head_row_numbers = tuple(range(first + 1, len(self._rows) + 1))

    def _merge_heads(self, first: int, start: int) -> None:
        for column in range(self._offset, start):
            self._spans.append(Span(first, column, first + 1, column))
        place = 0
        while place < len(self._heads):
            after = place + 1
            while after < len(self._heads) and self._rows[first][start + after] is None:
                after += 1
            if not self._heads[place][1]:
                self._spans.append(Span(first, start + place, first + 1, start + place))
            elif after > place + 1:
                self._spans.append(Span(first, start + place, first, start + after - 1))
            place = after

    def _before(self, serial: Cell) -> list[Cell]:
        return [*[None] * self._offset, *([serial] if self._has_serial else [])]

    def _put_group(self, group: int, hamlet: str) -> None:
        row: list[Cell] = [None] * self._width
        start = self._offset + self._has_serial
        sign = ["I", "II", "III"][group]
        text = self._encode[0](hamlet)
        if self._has_serial and self._chance.random() < 0.5:
            row[self._offset], row[start] = sign, text
        else:
            row[self._offset] = f"{sign}. {text}"
        self._rows.append(row)

    def _put_total(self, text: str, count: int) -> None:
        row: list[Cell] = [None] * self._width
        shapes = ["{}: {} người", "{}: {}", "{} ({} người)", "{}"]
        said = self._chance.choice(shapes).format(text, count)
        row[self._offset] = self._encode[0](self._chance.choice([said, said.upper()]))
        if self._chance.random() < 0.3:
            row[-1] = count
        self._rows.append(row)

    def _put_person(self, serial: int, hamlet: str) -> None:
        truth = a_person(self._chance)
        expected: Truth = {}
        bad: set[F] = set()
        cells: list[Cell] = []
        for block in self._blocks:
            typed = block.write(truth, self._chance)
            cells += typed.cells
            if F.NOTE in typed.truth and F.NOTE in expected:
                typed.truth.pop(F.NOTE)  # a note has been expected of another column
            expected |= typed.truth
            bad |= typed.bad
        if self._is_grouped:
            expected[F.HAMLET] = hamlet
        encoded = [
            self._encoded(cell, encode) if isinstance(cell, str) else cell
            for cell, encode in zip(cells, self._encode, strict=True)
        ]
        self._rows.append([*self._before(serial), *encoded])
        if any(str(cell or "").strip() for cell in cells):
            self._made.truths[len(self._rows)] = expected
            self._made.bad[len(self._rows)] = bad

    def _encoded(self, text: str, encode: Callable[[str], str]) -> str:
        """Type a text in the letters of its column; now and then somebody used today's."""
        is_new = self._chance.random() < _TYPED_LATER
        return text if is_new else encode(_typeable(text, encode))


def _typeable(text: str, encode: Callable[[str], str]) -> str:
    """Look-alikes of other alphabets come with Unicode alone."""
    return text.replace("Ð", "Đ") if encode in (in_tcvn3, in_vni) else text
