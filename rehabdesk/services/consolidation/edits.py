"""What was changed by hand on the sheets people see of a package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rehabdesk.documents.workbooks.reading import read_workbook
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.reports.values import decimal_words
from rehabdesk.domain.text import fold

_MOST = 3  # named


def edits_in(path: Path, grid: ReportGrid) -> str:
    """Say which figures of the sheets differ from the sealed ones; they are read apart."""
    try:
        sheets = read_workbook(path).sheets
    except (Refusal, OutsideFault):
        return "Trang nhìn thấy đã sửa tay, không đọc lại được. Tính theo bản niêm phong."
    rows = [[_text(cell) for cell in line] for sheet in sheets for line in sheet.rows]
    edited = [row.name for row in grid.rows if row.now is not None and not _stands(row, rows)]
    if not edited:
        return "Tệp đã được lưu lại sau khi tạo, số vẫn như bản niêm phong."
    told = "; ".join(edited[:_MOST])
    more = f" và {len(edited) - _MOST} dòng nữa" if len(edited) > _MOST else ""
    return f"Trang nhìn thấy bị sửa tay ở: {told}{more}. Tính theo bản niêm phong."


def _stands(row: GridRow, rows: Sequence[Sequence[str]]) -> bool:
    value = row.now
    if value is None:
        return True
    number = float(value.number)
    wanted = {value.words, decimal_words(value.number, value.decimals), f"{number:g}", str(number)}
    wanted |= {str(value.amount)} if not value.decimals else set()
    wanted |= {words for words in row.words.values() if words}
    name = fold(row.name)
    mine = [line for line in rows if any(fold(cell) == name for cell in line)]
    return any(wanted & set(line) for line in mine)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
