"""Made-up lists of an office, as if read from a workbook; and the whole way of one into it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.domain.tables.sheet import Cell, Sheet, Workbook
from rehabdesk.persistence.database import driver_connection
from rehabdesk.services.importing.checking import check_rows
from rehabdesk.services.importing.orders import (
    Check,
    CheckedRow,
    CheckRows,
    Imported,
    RunImport,
    UndoImport,
    Undone,
)
from rehabdesk.services.importing.reading import look_at_table
from rehabdesk.services.importing.undoing import undo_import
from rehabdesk.services.importing.writing import run_import
from rehabdesk.services.office import Office
from tests.on_server import is_asked_for

HEADS = (
    *("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số căn cước", "Thôn", "Thường trú"),
    *("Điện thoại", "Diện quản lý", "Số quyết định", "Ngày quyết định", "Nghề nghiệp", "Ghi chú"),
    *("Tiền án, tiền sự", "Loại ma túy", "Việc làm"),
)
FIRST = 4  # the row Excel shows of the first person
_BLANK: dict[str, Cell] = dict.fromkeys(HEADS)


def a_row(name: str, **cells: Cell) -> dict[str, Cell]:
    """A row of the list; a head with blanks is told with underscores."""
    told = {key.replace("_", " "): value for key, value in cells.items()}
    return _BLANK | {"Họ và tên": name, "Giới tính": "Nam"} | told


def a_book(rows: Sequence[dict[str, Cell]], name: str = "DS cu.xlsx") -> Workbook:
    head: list[tuple[Cell, ...]] = [("DANH SÁCH NGƯỜI NGHIỆN MA TÚY",), (), tuple(HEADS)]
    body = [
        tuple(number if head == "STT" else row[head] for head in HEADS)
        for number, row in enumerate(rows, start=1)
    ]
    total: tuple[Cell, ...] = ("Cộng", f"{len(rows)} người")
    width = len(HEADS)
    cells = tuple((*row, *(None,) * (width - len(row))) for row in (*head, *body, total))
    return Workbook(name, "xlsx", "0" * 64, (Sheet("Tong hop", cells),))


def an_order(
    office: Office, book: Workbook, kind: ImportKind = ImportKind.PERSONS, **more: Any
) -> CheckRows:
    question = partial(look_at_table, sheet=book.sheets[0], kind=kind)
    sight = office.look(question)
    return CheckRows(book, sight.table, kind, sight.columns, **more)


def checked(office: Office, order: CheckRows) -> Check:
    return office.look(partial(check_rows, order=order))


def row_of(check: Check, row_number: int) -> CheckedRow:
    return next(each for each in check.rows if each.row_number == row_number)


def imported(office: Office, order: CheckRows, **more: Any) -> Imported:
    return office.do(partial(run_import, order=RunImport(order), **more)).result


def taken_back(office: Office, done: Imported) -> Undone:
    return office.do(partial(undo_import, order=UndoImport(done.batch_id, done.version))).result


# What is stored, to be compared before and after

_KEPT = (
    *("person", "person_name", "identity_paper", "residence", "relative", "contact_point"),
    *("case_file", "episode", "case_event", "standing", "hamlet", "volunteer"),
    *("contact", "contact_person"),
)


def stored(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Return every row about persons as it lies there, without versions, and who is searched."""
    engine = office.sessions.kw["bind"]
    with driver_connection(engine) as connection:
        found = {name: _rows(connection, name) for name in _KEPT}
        found["search"] = _rows(connection, "person_search")
    return found


def _rows(connection: Any, name: str) -> list[dict[str, Any]]:
    own = "rowid"
    if is_asked_for():
        own = "person_id" if name == "person_search" else "id"
    cursor = connection.execute(f"SELECT {own} AS place, * FROM {name} ORDER BY 1")
    heads = [each[0] for each in cursor.description]
    rows = (dict(zip(heads, row, strict=True)) for row in cursor)
    left = {"version", "id", "place"} if name == "standing" else {"version"}
    return [{key: value for key, value in row.items() if key not in left} for row in rows]
