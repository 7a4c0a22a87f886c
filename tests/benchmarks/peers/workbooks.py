"""The same rows as workbooks by others, most of them bare: no letterhead, no styles."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from tests.benchmarks.job import Context, Output
from tests.benchmarks.peers import libreoffice
from tests.benchmarks.processes import demand

DAY = "dd/mm/yyyy"


def openpyxl_write_only(context: Context) -> Output:
    from openpyxl.workbook.workbook import Workbook  # noqa: PLC0415 -- loaded by nobody else's process

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in context.data:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return Output(file.getvalue())


def openpyxl_normal(context: Context) -> Output:
    from openpyxl.workbook.workbook import Workbook  # noqa: PLC0415 -- loaded by nobody else's process

    book = Workbook()
    for row in context.data:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return Output(file.getvalue())


def xlsxwriter(context: Context) -> Output:
    import xlsxwriter as writer  # noqa: PLC0415 -- a rival, not always here

    file = BytesIO()
    options = {"constant_memory": True, "default_date_format": DAY, "tmpdir": str(context.scratch)}
    book = writer.Workbook(file, options)
    sheet = book.add_worksheet()
    for number, row in enumerate(context.data):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write(number, column, value)
    book.close()
    return Output(file.getvalue())


def rust(context: Context) -> Output:
    from rustpy_xlsxwriter import write_worksheet  # noqa: PLC0415 -- a rival, not always here

    path = context.scratch / f"rust{context.run}.xlsx"
    records = [{f"c{at}": value for at, value in enumerate(row)} for row in context.data]
    write_worksheet(records, str(path))
    return Output(path.read_bytes())


def calc(context: Context) -> Output:
    """Comma-separated lines opened by Calc and saved as a workbook, texts as texts."""
    source = context.scratch / "rows.csv"
    lines = [";".join(_told(value) for value in row) for row in context.data]
    source.write_text("\n".join(lines), "utf-8")
    columns = "/".join(f"{at}/{_kind(value)}" for at, value in enumerate(context.data[0], 1))
    read = f"--infilter=CSV:59,34,76,1,{columns}"
    demand(
        [
            *libreoffice.SOFFICE,
            libreoffice.profile(context.scratch),
            *(read, "--convert-to", "xlsx", "--outdir", context.scratch, source),
        ]
    )
    return Output((context.scratch / "rows.xlsx").read_bytes())


def _told(value: object) -> str:
    return f'"{value.isoformat() if isinstance(value, date) else value}"'


def _kind(value: object) -> int:
    """Say how Calc is to read a column: 2 text, 5 year-month-day, 1 as it looks."""
    if isinstance(value, date):
        return 5
    return 2 if isinstance(value, str) else 1
