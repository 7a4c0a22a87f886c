"""What a workbook holds arrives as it stands; what cannot be read is refused in a sentence."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
import unicodedata
from datetime import date, datetime, timedelta
from datetime import time as clock
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl.styles.fonts import Font
from openpyxl.workbook.workbook import Workbook as OpenpyxlBook

from rehabdesk.documents.workbooks import limits, process, reading
from rehabdesk.documents.workbooks.reading import read_workbook
from rehabdesk.documents.workbooks.refusals import Reason, WorkbookRefused, reason_of
from rehabdesk.domain.tables.sheet import Sheet, Span, Workbook
from tests.documents.workbooks import made

APART = unicodedata.normalize("NFD", "Nguyễn Thị Đào")
ROWS: list[list[object]] = [
    ["DANH SÁCH"],
    [],
    ["STT", "Hä vµ tªn", "Số", "Ngày"],
    [1, "L\u00adu V¨n", 38083012345, date(1985, 3, 5)],
    [2.5, APART, None, datetime(2020, 1, 2, 3, 4)],
    [True, "=1+1", clock(3, 4), timedelta(hours=30)],
]


def office_book() -> bytes:
    book = OpenpyxlBook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tháng 1"
    for row in ROWS:
        sheet.append(row)
    sheet["A7"] = "=1/0"
    sheet["B6"].data_type = "s"
    for row in sheet.iter_rows(min_col=2, max_col=2):
        row[0].font = Font(name=".VnTime")
    sheet.merge_cells("A1:D1")
    book.create_sheet("Ẩn đi", 0).sheet_state = "hidden"
    book["Ẩn đi"]["C3"] = "x"
    book.create_sheet("Trống")
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workbooks")


@pytest.fixture(scope="module")
def book(place: Path) -> Workbook:
    return saved_and_read(place, "DS nghiện 2014.xlsx", office_book())


def saved_and_read(place: Path, name: str, data: bytes) -> Workbook:
    path = place / name
    path.write_bytes(data)
    return read_workbook(path)


def refused(place: Path, name: str, data: bytes) -> WorkbookRefused:
    with pytest.raises(WorkbookRefused) as caught:
        saved_and_read(place, name, data)
    return caught.value


def test_a_workbook_says_where_it_comes_from(book: Workbook, place: Path) -> None:
    data = (place / "DS nghiện 2014.xlsx").read_bytes()
    assert (book.file_name, book.kind) == ("DS nghiện 2014.xlsx", "xlsx")
    assert book.fingerprint == hashlib.sha256(data).hexdigest()
    assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [
        ("Ẩn đi", True),
        ("Tháng 1", False),
        ("Trống", False),
    ]


def test_cells_arrive_as_they_stand(book: Workbook) -> None:
    sheet = book.sheets[1]
    assert sheet.rows[0] == ("DANH SÁCH", None, None, None)
    assert sheet.rows[1] == (None, None, None, None)
    assert sheet.rows[3] == (1, "L\u00adu V¨n", 38083012345, date(1985, 3, 5))
    assert sheet.rows[4] == (2.5, APART, None, datetime(2020, 1, 2, 3, 4))
    assert sheet.rows[5] == (True, "=1+1", clock(3, 4), timedelta(hours=30))
    assert [type(value) for value in sheet.rows[3]] == [int, str, int, date]
    assert len(sheet.rows) == 6  # the cell with an error holds nothing


def test_rows_and_columns_stand_where_excel_shows_them(book: Workbook) -> None:
    assert book.sheets[0].rows == ((None,) * 3, (None,) * 3, (None, None, "x"))
    assert book.sheets[2].rows == ()


def test_merged_cells_and_old_fonts_are_told(book: Workbook) -> None:
    sheet = book.sheets[1]
    assert sheet.spans == (Span(0, 0, 0, 3),)
    assert sheet.fonts[1] == ".VnTime"
    assert sheet.fonts[0] != ".VnTime"


def test_an_old_workbook_tells_its_fonts_too(place: Path) -> None:
    rows: list[list[object]] = [["NguyÔn", "§µo", 38083012345], [None, "x", 0.5]]
    found = saved_and_read(place, "cũ.xls", made.xls(rows, (".VnTimeH", ".VnTime", "Arial")))
    assert found.kind == "xls"
    sheet = found.sheets[0]
    assert sheet.rows == (("NguyÔn", "§µo", 38083012345), (None, "x", 0.5))
    assert dict(sheet.fonts) == {0: ".VnTimeH", 1: ".VnTime"}


def test_fonts_of_today_are_not_looked_for(place: Path) -> None:
    found = saved_and_read(place, "mới.xls", made.xls([["a"]], ("Times New Roman",)))
    assert dict(found.sheets[0].fonts) == {}


def test_a_workbook_of_libreoffice_tells_what_is_merged(place: Path) -> None:
    wide = made.ods_cell("tiêu đề", ' table:number-columns-spanned="3"')
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f"<table:table-row>{wide}<table:covered-table-cell"
        f' table:number-columns-repeated="2"/>{made.ods_cell("sau")}</table:table-row>'
    )
    sheet = saved_and_read(place, "a.ods", made.ods(rows)).sheets[0]
    assert sheet.rows[2] == ("tiêu đề", None, None, "sau")
    assert sheet.spans == (Span(2, 0, 2, 2),)


def test_the_name_of_a_file_does_not_decide(place: Path) -> None:
    assert saved_and_read(place, "thật ra mới.xls", made.xlsx([["a"]])).kind == "xlsx"
    assert saved_and_read(place, "thật ra cũ.xlsx", made.xls([["a"]])).kind == "xls"
    assert saved_and_read(place, "thật ra chữ.xls", b"a\tb\n1\t2\n").sheets[0].rows[1] == ("1", "2")


def test_macros_are_left_out_and_said(place: Path) -> None:
    parts = made.xlsx_parts({"A": made.sheet([["a"]])}, main=made.MACRO_TYPE)
    data = made.zipped(parts | {"xl/vbaProject.bin": "Sub Auto_Open()"})
    assert saved_and_read(place, "a.xlsm", data).kind == "xlsm"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (made.compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}), Reason.PASSWORD),
        (office_book()[:-200], Reason.DAMAGED),
        (made.xls([["a" * 50]] * 90)[:-2000], Reason.DAMAGED),
        (b"<html><table><tr><td>a</td></tr></table></html>", Reason.WEB_PAGE),
        (b"", Reason.EMPTY),
        (made.xlsx([["a" * 32_768]]), Reason.LONG_CELL),
        (made.xlsx([[1] * 201]), Reason.TOO_MUCH),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), Reason.NOT_A_WORKBOOK),
    ],
    ids=lambda value: value.value if isinstance(value, Reason) else "",
)
def test_what_cannot_be_read_is_refused(place: Path, data: bytes, reason: Reason) -> None:
    refusal = refused(place, "DS nghiện.xlsx", data)
    assert refusal.reason is reason
    assert "Chưa nhập gì." in str(refusal)


def test_the_words_of_refusals_are_the_offices() -> None:
    assert str(WorkbookRefused(Reason.PASSWORD, "a.xls")) == (
        "Tệp có mật khẩu. Chưa nhập gì. Mở bằng Excel, bỏ mật khẩu, lưu rồi chọn lại."
    )
    assert str(WorkbookRefused(Reason.IN_USE, "DS nghien.xls")) == (
        "Không mở được tệp “DS nghien.xls” vì đang mở trong Excel. Chưa nhập gì."
        " Đóng tệp trong Excel rồi chọn lại."
    )
    for reason in Reason:
        assert str(WorkbookRefused(reason, "a.xls")).endswith(".")
    assert reason_of("no such word") is Reason.DAMAGED


def test_a_workbook_of_a_java_program_is_read(place: Path) -> None:
    """Its archive tells every size in eight bytes, as nothing of such a size needs."""
    parts = made.xlsx_parts({"A": made.sheet([["a", 1]])})
    data = made.zipped_long(parts)
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
    assert saved_and_read(place, "java.xlsx", data).sheets[0].rows == (("a", 1),)


def test_the_longest_cell_and_the_last_column_are_read(place: Path) -> None:
    long, wide = "a" * 32_767, [1] * 200
    sheet = saved_and_read(place, "vừa.xlsx", made.xlsx([[long], wide])).sheets[0]
    assert sheet.rows[0][0] == long
    assert sheet.rows[1] == tuple(wide)


# The world outside


def test_a_file_that_is_gone_a_folder_and_a_large_one_are_refused(place: Path) -> None:
    for name, reason in (("mất.xlsx", Reason.MISSING), (".", Reason.NOT_A_WORKBOOK)):
        with pytest.raises(WorkbookRefused) as caught:
            read_workbook(place / name)
        assert caught.value.reason is reason
    assert refused(place, "lớn.csv", bytes(limits.PACKED + 1)).reason is Reason.TOO_BIG


def sharing_violation() -> OSError:
    trouble = PermissionError(13, "The process cannot access the file")
    trouble.winerror = 32  # type: ignore[attr-defined]
    return trouble


def test_a_file_held_by_excel_is_said_to_be(place: Path) -> None:
    forbidden = PermissionError(13, "Permission denied")
    path = place / "giữ.xlsx"
    assert reading._reason(path, sharing_violation()) is Reason.IN_USE
    assert reading._reason(path, forbidden) is Reason.NO_RIGHT
    (place / "~$giữ.xlsx").touch()
    assert reading._reason(path, forbidden) is Reason.IN_USE


def test_reading_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    saved_and_read(tmp_path, "a.xlsx", made.xlsx([["a"]]))
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


# The child


def test_reading_can_be_stopped(place: Path) -> None:
    (place / "dừng.xlsx").write_bytes(many_cells())
    with pytest.raises(WorkbookRefused) as caught:
        read_workbook(place / "dừng.xlsx", lambda: True)
    assert caught.value.reason is Reason.STOPPED


def test_reading_ends_when_its_time_is_over(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PATIENCE", 0.0)
    assert refused(place, "lâu.xlsx", many_cells()).reason is Reason.TOO_SLOW


def many_cells() -> bytes:
    return made.xlsx([[n * 100 + k for k in range(100)] for n in range(1_000)])


def test_a_child_that_cannot_start_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_CHILD", "rehabdesk.documents.workbooks.nobody")
    assert refused(place, "a.xlsx", made.xlsx([["a"]])).reason is Reason.NO_READER
    monkeypatch.setattr(sys, "executable", str(place / "nobody"))
    assert refused(place, "a.xlsx", made.xlsx([["a"]])).reason is Reason.NO_READER


def in_child(code: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    return ran.stdout


def test_the_child_knows_no_window_no_database_and_starts_soon() -> None:
    listed = "import sys, rehabdesk.documents.workbooks.child; print(*sys.modules)"
    start = time.monotonic()
    loaded = set(in_child(listed).split())
    assert time.monotonic() - start < 3  # 0.06 s on an idle machine
    strangers = {"PySide6", "sqlalchemy", "sqlcipher3", "openpyxl", "subprocess", "socket"}
    assert loaded & strangers == set()


@pytest.mark.skipif(sys.platform == "win32", reason="the limits of Windows are set by a job")
@pytest.mark.parametrize(
    "deed",
    [
        "bytearray(400 * 1024 * 1024)",
        "open('x', 'w')",
        "__import__('socket').socket().connect(('127.0.0.1', 9))",
        "__import__('subprocess').run(['true'])",
        "__import__('os').system('true')",
        "__import__('os').fork()",
    ],
)
def test_the_fence_holds(deed: str) -> None:
    code = f"""
from rehabdesk.documents.workbooks import fence
fence.close()
try:
    {deed}
except (MemoryError, PermissionError, OSError) as trouble:
    print(type(trouble).__name__)
"""
    assert in_child(code).strip() in {"MemoryError", "PermissionError"}


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(
    ("end", "reason"),
    [("SIGXCPU", Reason.TOO_SLOW), ("SIGABRT", Reason.TOO_MUCH), ("SIGSEGV", Reason.DAMAGED)],
)
def test_how_the_child_ended_says_why(
    place: Path, monkeypatch: pytest.MonkeyPatch, end: str, reason: Reason
) -> None:
    code = (
        f"import os, signal; print('[\"ready\"]', flush=True); os.kill(os.getpid(), signal.{end})"
    )
    monkeypatch.setattr(process, "_command", lambda: [sys.executable, "-c", code])
    assert refused(place, "a.xlsx", made.xlsx([["a"]])).reason is reason


def test_an_answer_of_the_child_that_is_none_is_damage(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the child taken over, it could say anything; it is not believed more than a file."""
    path = place / "a.xlsx"
    path.write_bytes(made.xlsx([["a"]]))
    for said in (b"[]\n", b"{}\n", b'["no","nonsense"]\n', b"\xff\n", b'["rows",[[1]]]\n'):
        code = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({said!r})"
        monkeypatch.setattr(process, "_command", lambda code=code: [sys.executable, "-c", code])
        with pytest.raises(WorkbookRefused) as caught:
            read_workbook(path)
        assert caught.value.reason in {Reason.DAMAGED, Reason.NO_READER}, said


def test_a_sheet_without_anything_old_costs_no_mapping() -> None:
    assert Sheet("a", ()).fonts == {}
