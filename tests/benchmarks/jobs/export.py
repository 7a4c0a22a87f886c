"""P7: a whole register of 22 columns as a workbook in the official layout."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from python_calamine import CalamineWorkbook

from rehabdesk.documents import fonts
from rehabdesk.documents.official_list import Column, ColumnKind, OfficialList, Signer, Value
from rehabdesk.documents.xlsx import write_list
from tests.benchmarks.bars import Between, Faster, Within
from tests.benchmarks.job import Context, Job, Output, Peer, Wrong
from tests.benchmarks.papers import FONTS
from tests.benchmarks.persons import HAMLETS, persons
from tests.benchmarks.processes import forget_peak, own_memory

Row = tuple[Value, ...]
_TEXT, _CODE, _DATE, _COUNT = ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.DATE, ColumnKind.COUNT
COLUMNS = (
    Column("STT", 6, _COUNT),
    Column("Số hồ sơ", 12, _CODE),
    Column("Họ và tên", 24),
    Column("Giới tính", 8),
    Column("Ngày sinh", 12, _DATE),
    Column("Số căn cước", 15, _CODE),
    Column("Ngày cấp", 12, _DATE),
    Column("Nơi cấp", 24),
    Column("Điện thoại", 13, _CODE),
    Column("Thôn", 16),
    Column("Nơi cư trú", 34),
    Column("Nghề nghiệp", 18),
    Column("Người thân", 24),
    Column("Năm sinh người thân", 10, _CODE),
    Column("Hình thức cai nghiện", 24),
    Column("Cơ sở cai nghiện", 26),
    Column("Ngày hoàn thành", 12, _DATE),
    Column("Số quyết định", 13, _CODE, "Quyết định"),
    Column("Ngày quyết định", 12, _DATE, "Quyết định"),
    Column("Từ ngày", 12, _DATE, "Thời hạn"),
    Column("Đến ngày", 12, _DATE, "Thời hạn"),
    Column("Tình trạng", 18),
)


def data(seed: int, size: int) -> tuple[Row, ...]:
    return tuple(
        (
            each.ordinal + 1,
            f"2026-{each.ordinal + 1:03d}",
            each.full_name,
            each.sex.label,
            each.born,
            each.id_number,
            each.issued_on,
            "Bộ Công an",
            each.phone,
            HAMLETS[each.hamlet],
            each.residence,
            each.trade,
            each.relative,
            str(each.relative_born),
            "Bắt buộc",
            "Cơ sở cai nghiện tỉnh Hòa Sơn",
            each.completes_on,
            f"{each.ordinal % 900 + 1:02d}/QĐ-UBND",
            each.completes_on,
            each.completes_on,
            date(each.completes_on.year + 2, each.completes_on.month, 1),
            "Quản lý sau cai",
        )
        for each in persons(seed, size)
    )


def ours(context: Context) -> Output:
    context.once("faces", _faces)
    content = OfficialList(
        "UBND TỈNH HÒA SƠN",
        "ỦY BAN NHÂN DÂN\nXÃ YÊN THỊNH",
        "Yên Thịnh, ngày 23 tháng 11 năm 2026",
        "DANH SÁCH NGƯỜI BỊ QUẢN LÝ SAU CAI NGHIỆN MA TÚY TẠI NƠI CƯ TRÚ",
        COLUMNS,
        context.data,
        "(Tính đến ngày 23 tháng 11 năm 2026)",
        total=f"Tổng số: {len(context.data)} người",
        signers=(Signer("NGƯỜI LẬP BẢNG"), Signer("TRƯỞNG PHÒNG")),
    )
    forget_peak()
    before = own_memory("VmRSS")
    written = write_list(content)
    return Output(written, figures={"writing_mb": own_memory() - before})


def limit(context: Context) -> Output:
    """The same rows as comma-separated lines."""
    file = StringIO()
    csv.writer(file).writerows(context.data)
    return Output(file.getvalue().encode())


def verify(context: Context, output: Output) -> Mapping[str, int]:
    """Read the file back: every cell as it was, dates as dates, leading zeros kept."""
    found: list[Sequence[Any]]
    if output.content[:2] == b"PK":
        sheet = CalamineWorkbook.from_filelike(BytesIO(output.content)).get_sheet_by_index(0)
        found = [row for row in sheet.to_python() if _is_row(row)]
    else:
        found = list(csv.reader(StringIO(output.content.decode())))
    if len(found) != len(context.data):
        raise Wrong(f"{len(found)} rows of {len(context.data)}")
    for row, wanted in zip(found, context.data, strict=True):
        if [_plain(cell) for cell in row[: len(wanted)]] != [_plain(cell) for cell in wanted]:
            raise Wrong(f"row {wanted[0]} reads differently")
    return {"rows": len(found), "bytes": len(output.content)}


def _is_row(row: Sequence[object]) -> bool:
    return isinstance(row[0], float | int) and len(row) >= len(COLUMNS) and bool(row[1])


def _plain(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell))
    if isinstance(cell, datetime):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _faces() -> bool:
    fonts.register(FONTS)
    return True


JOB = Job(
    "export",
    f"workbook of {len(COLUMNS)} columns",
    "rows",
    (5_000, 50_000),
    data,
    ours,
    verify,
    {
        "openpyxl_write_only": Peer("workbooks:openpyxl_write_only", runs=1),
        "openpyxl": Peer("workbooks:openpyxl_normal", runs=1, is_quick=False),
        "xlsxwriter": Peer("workbooks:xlsxwriter", ("xlsxwriter",), runs=1),
        "rust": Peer("workbooks:rust", ("rustpy_xlsxwriter",), runs=1),
        "calc": Peer("workbooks:calc", ("$soffice",), runs=1, is_quick=False),
    },
    limit,
    (
        Faster("openpyxl_write_only", 5),
        Faster("xlsxwriter", 4),
        Within("limit", 3, sizes=(50_000,)),
        Between("writing_mb", 60),
    ),
    quick_sizes=(5_000,),
    runs=1,
)
