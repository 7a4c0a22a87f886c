"""A list as an office kept it ten years ago, to try bringing one in.

Old letters (TCVN3), a title above, heads over two rows, a count, a row of the hamlet over its
people, days as Excel keeps them, numbers without their leading zero, sums and a signature below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl.styles.fonts import Font
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rehabdesk.domain.legacy_letters.letters import from_tcvn3

FONT = ".VnTime"
SHEET = "Tong hop"
_OLD_SIGNS = (*range(0xA1, 0x100), 0xAD)
_TITLES = (
    "UBND xã Yên Thịnh",
    "Danh sách người nghiện, người sau cai nghiện ma túy trên địa bàn xã 2016 - 2024",
    "",
)
_HEADS = (
    ("STT", "Họ và tên", "Năm sinh", "", "Số CMND"),
    ("Chỗ ở hiện nay", "Ngày QĐ", "Số QĐ", "Hình thức cai nghiện", "Người giúp đỡ", "Ghi chú"),
)
_UNDER = ("", "", "Nam", "Nữ", *[""] * 7)
_MERGED = ("A4:A5", "B4:B5", "C4:D4", *(f"{letter}4:{letter}5" for letter in "EFGHIJK"))


@dataclass(frozen=True, slots=True)
class OldGroup:
    """A hamlet and its lines, as they stand in the columns after the count."""

    hamlet: str
    lines: Sequence[Sequence[object]]


def write_old_list(groups: Sequence[OldGroup]) -> bytes:
    """Return the workbook; everything but numbers is written in the old letters."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for words in _TITLES:
        sheet.append([_old(words)])
    sheet.append([_old(words) for part in _HEADS for words in part])
    sheet.append([_old(words) for words in _UNDER])
    for area in _MERGED:
        sheet.merge_cells(area)
    number = 0
    for group in groups:
        sheet.append(["", _old(group.hamlet)])
        for line in group.lines:
            number += 1
            sheet.append([number, *map(_cell, line)])
        sheet.append(["", _old(f"Cộng {group.hamlet}: {len(group.lines)}")])
    sheet.append([])
    sheet.append([*[""] * 7, _old("Người lập danh sách")])
    _dress(sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _dress(sheet: Worksheet) -> None:
    """Give every cell the font its letters were typed for, and days the dress of plain numbers."""
    for row in sheet.iter_rows():
        for cell in row:
            cell.font = Font(name=FONT, size=13)
    for letter, width in zip("ABCDEFGHIJK", (6, 24, 9, 9, 14, 26, 12, 14, 22, 22, 24), strict=True):
        sheet.column_dimensions[letter].width = width


def _cell(value: object) -> object:
    return _old(value) if isinstance(value, str) else value


def _signs() -> dict[str, str]:
    """Turn the table of old letters round: which sign an old font shows a letter for."""
    read = {chr(code): from_tcvn3(chr(code)) for code in _OLD_SIGNS}
    return {letter: sign for sign, letter in read.items() if letter != sign}


def _old(words: str) -> str:
    signs = _signs()
    return "".join(signs.get(letter, letter) for letter in words)
