"""A list as an office kept it ten years ago, to try bringing one in: everybody in it is made up.

Old letters (TCVN3), a title above, heads over two rows, a count, a row of the hamlet over its
people, days as Excel keeps them, numbers without their leading zero, sums and a signature below.
"""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path

from openpyxl.styles.fonts import Font
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rehabdesk.domain.legacy_letters import Encoding, to_unicode

FONT = ".VnTime"
SHEET = "Tong hop"
FILE_NAME = "DS nghien 2016-2024 (cu).xlsx"
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


def old_list(resources: Path) -> bytes:
    """Return the workbook; everything but numbers is written in the old letters."""
    told = tomllib.loads((resources / "practice" / "old_list.toml").read_text("utf-8"))
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
    for group in told["groups"]:
        hamlet, lines = group["hamlet"], group["lines"]
        sheet.append(["", _old(hamlet)])
        for line in lines:
            number += 1
            sheet.append([number, *map(_cell, line)])
        sheet.append(["", _old(f"Cộng {hamlet}: {len(lines)}")])
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
    return {to_unicode(chr(code), Encoding.TCVN3): chr(code) for code in _OLD_SIGNS}


def _old(words: str) -> str:
    signs = _signs()
    return "".join(signs.get(letter, letter) for letter in words)
