"""What is read at once, or from memory, is what the full readers would have said."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from rehabdesk.domain.legacy_letters import Encoding
from rehabdesk.domain.tables import reading
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.finding import find_table
from rehabdesk.domain.tables.guessing import guess_columns
from rehabdesk.domain.tables.mapping import ColumnMapping, MappedColumn, mapping_of
from rehabdesk.domain.tables.reading import RowReader
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.tables.table import TableRow
from tests.workbooks.making import make

_F = ImportField
TODAY = date(2026, 11, 22)
NAMES = (
    *("Nguyễn Văn Sửu", "NGUYỄN VĂN SỬU", "Ông Văn Bình", "Bà Lò Thị Tú", "Nguyễn Tú", "Không có"),
    *("Nguyễn Văn Tức Anh", "Lò  Văn Tú", " Lê An", "Lê An 1985", "Nguye\u0302\u0303n Văn A"),
    *("Chưa Rõ", "H'Mông Thị Xá", "Trần Văn Tên Gọi Khác Bình", "Sn", "McDonald Văn An", "x"),
)
BIRTHS = (
    *("05/03/1985", "00/03/1985", "31/02/1980", "29/02/2000", "22/11/2013", "21/11/2013"),
    *("01/01/1926", "01/01/1927", "5/3/85", "12/13/1985", "05/03/2027", "1985", "x", "05-03-1985"),
)
NUMBERS = (
    *("099085001234", "099985001234", "099085000000", "123456789", "99085001234", "0990850012345"),
    *("không", "099185001234 cấp ngày 05/03/2022", "000000000000"),
)
PHONES = ("0912345678", "0900000000", "912345678", "01691234567", "0912 345 678", "0912345678; x")
REPEATED = ("Bãi", "x", "  Bãi ", "Nam", "#N/A", "sau cai bắt buộc", "24 tháng", "", "Ð")


def carefully(mapping: ColumnMapping, monkeypatch: pytest.MonkeyPatch) -> RowReader:
    """A reader that takes nothing for plain and remembers nothing."""
    with monkeypatch.context() as patch:
        patch.setattr(reading, "plain_reader", lambda *_: None)
        patch.setattr(reading, "_LOOKING_AROUND", frozenset(ImportField))
        return RowReader(mapping, TODAY)


def held(mapping: ColumnMapping, rows: list[TableRow], monkeypatch: pytest.MonkeyPatch) -> None:
    careful, quick = carefully(mapping, monkeypatch), RowReader(mapping, TODAY)
    for row in (*rows, *rows):
        assert quick.read(row) == careful.read(row)


@pytest.mark.parametrize("encoding", [Encoding.UNICODE, Encoding.TCVN3])
def test_every_cell_beside_every_other(encoding: Encoding, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = (_F.FULL_NAME, _F.BIRTH, _F.ANY_NUMBER, _F.PHONE, _F.ID_NUMBER, _F.PHONE, _F.BIRTH)
    columns = tuple(
        MappedColumn(place, each.label, each, encoding) for place, each in enumerate(fields)
    )
    kinds = (NAMES, BIRTHS, NUMBERS, PHONES, NUMBERS[::-1], PHONES[::-1], BIRTHS[::2])
    most = max(map(len, kinds))
    rows = [
        TableRow(number + 1, tuple(cells[number * step % len(cells)] for cells in kinds))
        for number, step in product(range(most), (1, 2, 3, 5))
    ]
    held(ColumnMapping(ImportKind.PERSONS, columns), rows, monkeypatch)


@pytest.mark.parametrize("kind", list(ImportKind))
def test_the_same_words_in_every_field_again_and_again(
    kind: ImportKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = tuple(MappedColumn(place, each.label, each) for place, each in enumerate(_F))
    more: tuple[Cell, ...] = (*REPEATED, *NAMES[:4], *BIRTHS[:4], *NUMBERS[:3], None, 1985, 2.0)
    rows = [
        TableRow(
            number, tuple(more[(number * (place + 1)) % len(more)] for place in range(len(_F)))
        )
        for number in range(1, 60)
    ]
    held(ColumnMapping(kind, columns), rows, monkeypatch)


@pytest.mark.parametrize("seed", [*range(12), 6031])
def test_ugly_workbooks(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(seed)
    table = find_table(made.sheet)
    mapping = mapping_of(ImportKind.PERSONS, guess_columns(table, ImportKind.PERSONS, {}, TODAY))
    held(mapping, list(table.rows), monkeypatch)
