"""A workbook brought in from the command line: told in plain sentences, or as one object."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl.reader.excel import load_workbook
from openpyxl.workbook.workbook import Workbook

from rehabdesk.cli.arguments import read_arguments
from rehabdesk.cli.commands import PASSWORD, run
from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.services.importing.undoing import list_imports
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import list_backups
from tests.builders import NOW, RESOURCES
from tests.folders import CHEAP, a_copied_office
from tests.folders import PASSWORD as SECRET

Capture = pytest.CaptureFixture[str]
ROWS = (
    ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số căn cước", "Thôn"),
    (1, "Lê Văn An", "12/3/1985", "Nam", "099085000017", "Thôn Hạ"),
    (2, "Lò Văn Sơn", "31/02/1980", "Nam", None, "Thôn Hạ"),
    (3, "Lê Thị Mến", 1988, "Nữ", None, "Hạ"),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(PASSWORD, SECRET)
    folder, _ = a_copied_office(tmp_path / "office")
    folder.close()
    return tmp_path / "office"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return a_file(tmp_path / "cu.xlsx", ROWS)


def a_file(path: Path, rows: tuple[tuple[object, ...], ...]) -> Path:
    book = Workbook()
    book.active.title = "Tong hop"
    for row in rows:
        book.active.append(row)
    book.create_sheet("Ghi chú")["A1"] = "không có gì"
    book.save(path)
    return path


def opener(place: Path) -> OfficeFolder:
    return OfficeFolder(place, RESOURCES, lambda: NOW, CHEAP)


def call(place: Path, *arguments: object) -> int:
    return run(read_arguments([str(each) for each in arguments]), opener, place)


def looked_at(place: Path) -> tuple[int, int, list[str]]:
    """Return how many persons and imports there are, and why backups were made."""
    folder = opener(place)
    folder.sign_in(1, SECRET)
    office = folder.opened.office
    found = (len(office.look(list_persons)), len(office.look(list_imports)))
    reasons = [each.reason for each in list_backups(folder)]
    folder.close()
    return *found, reasons


def test_a_workbook_is_imported_after_a_backup_and_what_stays_is_told(
    place: Path, workbook: Path, capsys: Capture
) -> None:
    assert call(place, "import", workbook) == 3
    told = capsys.readouterr().out
    assert "3 dòng ghi tên người. Đã ghi 2 hồ sơ mới" in told
    assert "Dòng 3:" in told
    assert "31/02/1980" in told
    assert looked_at(place) == (2, 1, ["Trước khi nhập Excel"])


def test_a_dry_run_writes_nothing(place: Path, workbook: Path, capsys: Capture) -> None:
    assert call(place, "import", workbook, "--dry-run", "--json") == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["ready"], told["faulty"], told["created"]) == (3, 2, 1, 0)
    assert told["dry_run"] is True
    assert [each["row"] for each in told["problems"]] == [3]
    assert looked_at(place) == (0, 0, [])


def test_a_sound_workbook_answers_nought(place: Path, tmp_path: Path, capsys: Capture) -> None:
    file = a_file(tmp_path / "tot.xlsx", (ROWS[0], ROWS[1]))
    assert call(place, "import", file, "--sheet", "Tong hop", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["created"], told["not_imported"]) == (1, 0)
    assert isinstance(told["batch"], int)


def test_the_same_workbook_makes_nobody_twice(place: Path, workbook: Path, capsys: Capture) -> None:
    call(place, "import", workbook)
    capsys.readouterr()
    assert call(place, "import", workbook, "--json") == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["created"], told["alike"]) == (0, 2)
    assert looked_at(place)[0] == 2


def test_remarks_are_saved_beside_the_file(
    place: Path, workbook: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "ghi chu.xlsx"
    call(place, "import", workbook, "--dry-run", "--remarks", out)
    page = load_workbook(out).worksheets[0]
    assert page.cell(3, 7).value == "Lỗi phải sửa"
    assert "Nhập được ngay 2" in capsys.readouterr().out


def test_a_sheet_that_is_not_there_is_one_sentence(
    place: Path, workbook: Path, capsys: Capture
) -> None:
    assert call(place, "import", workbook, "--sheet", "Không có") == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "“Tong hop”" in told


def test_a_file_that_is_none_is_one_sentence(place: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "cu.xlsx"
    file.write_bytes(b"khong phai excel\x00")
    assert call(place, "import", file) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert looked_at(place) == (0, 0, [])


def test_volunteers_that_came_are_not_told_as_files(
    place: Path, tmp_path: Path, capsys: Capture
) -> None:
    rows = (("STT", "Họ và tên", "Điện thoại"), (1, "Ngô Thị Nhàn", "0912 345 678"))
    assert call(place, "import", a_file(tmp_path / "doi.xlsx", rows), "--kind", "volunteers") == 0
    told = capsys.readouterr().out
    assert "Đã ghi 1 người" in told
    assert "hồ sơ mới" not in told


def test_the_common_state_opens_a_course_where_no_row_names_one(
    place: Path, tmp_path: Path, capsys: Capture
) -> None:
    heads = ("STT", "Họ và tên", "Năm sinh", "Số QĐ", "Ngày QĐ")
    file = a_file(tmp_path / "sau.xlsx", (heads, (1, "Lê Văn An", 1985, "7/QĐ-UBND", "01/03/2026")))
    call(place, "import", file, "--dry-run", "--json")
    assert "Không rõ diện quản lý" in capsys.readouterr().out
    assert call(place, "import", file, "--state", "post_rehab") == 0
    folder = opener(place)
    folder.sign_in(1, SECRET)
    [row] = folder.opened.office.look(list_persons)
    folder.close()
    assert row.episode_kind is EpisodeKind.POST_REHAB


def test_a_state_nobody_knows_is_wrong_usage(place: Path, workbook: Path, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        call(place, "import", workbook, "--state", "sau_cai")
    assert ended.value.code == 2
    assert "không có “sau_cai”" in capsys.readouterr().err
