"""Rows under the heads that are no row of the list: totals, groups, repeated heads, the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rehabdesk.domain.legacy_letters import Encoding, to_unicode
from rehabdesk.domain.tables.cells.gathering import cell_text
from rehabdesk.domain.tables.grid import (
    Grid,
    filled_cells,
    head_count,
    holds_data,
    is_numbering,
)
from rehabdesk.domain.tables.heads import has_name_head, readings
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.tables.table import is_blank
from rehabdesk.domain.text import clean, fold

_TOTAL = re.compile(
    r"(tổng( số| cộng)?|tổng hợp|cộng( dồn)?|toàn xã|lũy kế"
    r"|tong so|tong cong|toan xa)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_TOTAL_STARTS = frozenset("tcl")
_COUNTED = re.compile(r"[ :(–-]*(\d.*|.*người.*|.*nguoi.*|.*\d)?", re.IGNORECASE)
_FOOT = re.compile(
    r"(nguoi (lap|tong hop|lam|ghi)|lap bieu|thu truong|(pho )?chu tich|t ?m\b|k ?t\b|noi nhan"
    r"|truong (cong an|phong|ban|thon|cax)|cong an (xa|phuong)|uy ban|ubnd|xac nhan|\(ky|ky ten"
    r"|ghi chu ?:|can bo (phu trach|lap|tong hop)|ke toan|van phong|- luu|luu ?:|- nhu tren"
    r"|\(da ky\)|don vi bao cao|nguoi bao cao|cong chuc)"
)
_SIGNING_DAY = re.compile(r"ngay .{0,6} ?thang .{0,6} ?nam( |\.|…|$)")
_SERIAL = re.compile(r"\d{1,5}[.)]?")
_GROUP_SIGN = re.compile(r"(?:[IVX]{1,5}|[A-HK])(?: ?[.)/:-]|$)")
_GROUP_START = re.compile(r"(?:[IVX]{1,5}|[A-HK]|\d{1,2}) ?[.)/:-] ?(?=\S)")
_COUNT_AT_END = re.compile(
    r"(?:\s*[:(–-]\s*\d+ ?(?:người|nguoi|đối tượng|ng)?|\s+\d+ (?:người|nguoi|đối tượng))[)\s.]*$",
    re.IGNORECASE,
)
_PLACE = re.compile(  # with their tones: Bàn, Tô and Lang are families
    r"(thôn|tổ|bản|ấp|xóm|khu|khóm|khối|làng|buôn|sóc|cụm|tdp|kp|xã|phường|khu phố"
    r"|thon|to dan pho|xom|khu pho|to so)[ .:]"
)
_FEW_CELLS = 4
_GROUP_REACH = 3
_SAME_HEADS = 0.8
_SHOWN = 80
_A_NAME = 2  # words
_A_NUMBER = 2  # digits


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the table when a row is looked at."""

    heads: frozenset[str]  # texts of the head rows
    columns: frozenset[int]
    serial_column: int | None
    name_column: int | None


def row_text(cells: Sequence[Cell], letters: Encoding) -> str:
    """Say what stands in a row, in the letters of today, for the list of rows left out."""
    texts = (to_unicode(cell_text(cell), letters) for _, cell in filled_cells(cells))
    text = " · ".join(clean(each) for each in texts)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def is_plainly_listed(cells: Sequence[Cell], around: Surroundings) -> bool:
    """Tell at the first look that a row is of the list: it has more than any other kind has."""
    name = around.name_column
    if name is None or name >= len(cells) or not _has_serial(cells, around):
        return False
    told = cells[name]
    if not isinstance(told, str) or len(told.strip("() ")) <= _A_NUMBER or is_blank(told):
        return False
    return len(filled_cells(cells)) > _FEW_CELLS and any(holds_data(cell) for cell in cells)


def is_empty(cells: Sequence[Cell], around: Surroundings) -> bool:
    """Tell whether nothing stands in a row but, at most, its serial number."""
    filled = [column for column, _ in filled_cells(cells) if column in around.columns]
    return not filled or (filled == [around.serial_column] and is_serial(cells, around))


def is_repeated_head(cells: Sequence[Cell], around: Surroundings) -> bool:
    if _repeats_heads(cells, around):
        return True
    name = around.name_column
    name_cell = cells[name] if name is not None and name < len(cells) else "1"
    is_short = is_blank(name_cell) or len(str(name_cell).strip("() ")) <= _A_NUMBER
    return is_short and is_numbering(cells)


def _repeats_heads(cells: Sequence[Cell], around: Surroundings) -> bool:
    if _has_serial(cells, around) or not any(_is_head_text(cell, around) for cell in cells):
        return False
    filled = filled_cells(cells)
    same = sum(_is_head_text(cell, around) for _, cell in filled)
    return len(filled) > 1 and same >= len(filled) * _SAME_HEADS


def _is_head_text(cell: Cell, around: Surroundings) -> bool:
    return isinstance(cell, str) and " ".join(cell.split()) in around.heads


def is_other_head(cells: Sequence[Cell]) -> bool:
    """Recognise the heads of another table that follows."""
    if any(holds_data(cell) for cell in cells):
        return False
    filled = filled_cells(cells)
    heads = head_count(cells)
    is_told = heads >= _FEW_CELLS or (heads >= _FEW_CELLS - 1 and has_name_head(cells))
    return is_told and heads == len(filled)


def is_total(cells: Sequence[Cell], around: Surroundings) -> bool:
    if _has_serial(cells, around):
        return False
    first = _first_text(cells)
    if first.lstrip()[:1].lower() not in _TOTAL_STARTS:
        return False
    return any(_is_total_text(clean(text)) for text in readings(first))


def is_foot(cells: Sequence[Cell], around: Surroundings) -> bool:
    """Recognise the place and day, the signatures and recipients under a table."""
    filled = filled_cells(cells)
    if len(filled) > _FEW_CELLS or _has_serial(cells, around):
        return False
    texts = [cell for _, cell in filled if isinstance(cell, str)]
    return bool(texts) and any(_is_foot_text(text) for text in texts)


def is_strong(cells: Sequence[Cell], around: Surroundings) -> bool:
    """Tell whether a row is surely one of the list, even below a foot."""
    if around.name_column is None or around.name_column >= len(cells):
        return False
    name = cells[around.name_column]
    if not isinstance(name, str) or len(name.split()) < _A_NAME or _is_foot_text(name):
        return False
    has_more = sum(holds_data(cell) for _, cell in filled_cells(cells)) > 0
    return is_serial(cells, around) or (has_more and len(filled_cells(cells)) > _A_NAME)


def group_words(grid: Grid, row: int, around: Surroundings) -> str:
    """Return the words of a group row ("Thôn Bãi" of "I. Thôn Bãi: 24 người"), else nothing."""
    cells = grid.rows[row]
    filled = [(c, cell) for c, cell in filled_cells(cells) if c in around.columns]
    texts = [(c, cell) for c, cell in filled if isinstance(cell, str) and _has_word(cell)]
    sign = _group_sign(cells, around)
    if sign:
        texts = [(c, cell) for c, cell in texts if c != around.serial_column]
    if len(texts) != 1 or len(filled) > _FEW_CELLS:
        return ""
    column, text = texts[0]
    others = [cell for c, cell in filled if c not in (column, around.serial_column)]
    if any(not _is_small_count(cell) for cell in others):
        return ""
    if _is_group(grid, row, column, text, around) or sign:
        return _GROUP_START.sub("", _COUNT_AT_END.sub("", clean_ends(text))).strip(" .:")
    return ""


def clean_ends(text: str) -> str:
    """Take line breaks and blanks off; the letters may still be the old ones."""
    return " ".join(text.replace("\n", " ").split(" ")).strip()


def is_serial(cells: Sequence[Cell], around: Surroundings) -> bool:
    column = around.serial_column
    if column is None or column >= len(cells):
        return False
    cell = cells[column]
    if isinstance(cell, float):
        return cell.is_integer()
    return isinstance(cell, int) or bool(_SERIAL.fullmatch(str(cell or "").strip()))


def is_place(text: str) -> bool:
    """Tell whether words name a hamlet or a street group: "Thôn Bãi", "Tổ 3"."""
    return any(_PLACE.match(f"{clean(each).lower()} ") for each in readings(text))


def _has_serial(cells: Sequence[Cell], around: Surroundings) -> bool:
    return is_serial(cells, around)


def _group_sign(cells: Sequence[Cell], around: Surroundings) -> bool:
    column = around.serial_column
    if column is None or column >= len(cells):
        return False
    cell = cells[column]
    return isinstance(cell, str) and bool(_GROUP_SIGN.fullmatch(cell.strip()))


def _is_group(grid: Grid, row: int, column: int, text: str, around: Surroundings) -> bool:
    if is_place(_GROUP_START.sub("", text.strip())):
        return True
    if _has_serial(grid.rows[row], around):
        return False
    if _GROUP_SIGN.match(text.strip()) and not text.strip().isalpha():
        return True
    if column == around.serial_column:
        return True
    return grid.reach(row, column) >= _GROUP_REACH


def _is_small_count(cell: Cell) -> bool:
    if isinstance(cell, str):
        return bool(re.fullmatch(r"\d{1,4}( ?(người|nguoi|ng))?", cell.strip()))
    return isinstance(cell, int | float) and 0 <= cell < 1900  # noqa: PLR2004


def _is_foot_text(text: str) -> bool:
    for reading in readings(text):
        folded = fold(clean(reading)).replace(".", " ")
        folded = " ".join(folded.split())
        if _FOOT.match(folded) or _SIGNING_DAY.search(f"{folded} "):
            return True
    return False


def _first_text(cells: Sequence[Cell]) -> str:
    return next((cell for _, cell in filled_cells(cells) if isinstance(cell, str)), "")


def _is_total_text(text: str) -> bool:
    """Tell "Cộng thôn Hạ: 24" from a person called Cộng."""
    total = _TOTAL.fullmatch(text)
    if total is None:
        return False
    return bool(_COUNTED.fullmatch(total["rest"])) or is_place(total["rest"].strip())


def _has_word(text: str) -> bool:
    return any(sign.isalpha() for sign in text)
