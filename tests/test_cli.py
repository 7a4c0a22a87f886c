"""The face without a window, on a real folder with a cheap password cost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl.reader.excel import load_workbook
from pypdf import PdfReader

from rehabdesk.app import main, unfit_versions
from rehabdesk.cli.arguments import read_arguments
from rehabdesk.cli.commands import PASSWORD, run
from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.recovery import read_code
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import back_up
from tests.builders import NOW, RESOURCES, ROOT, taken_in
from tests.folders import CHEAP
from tests.folders import PASSWORD as SECRET

FACTS = str(RESOURCES.folder / "practice" / "facts.toml")
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)


def opener(place: Path) -> OfficeFolder:
    return OfficeFolder(place, RESOURCES, lambda: NOW, CHEAP)


def call(place: Path, *arguments: str) -> int:
    return run(read_arguments(arguments), opener, place)


def written_in(book: Path) -> list[object]:
    [sheet] = load_workbook(book).worksheets
    return [cell.value for row in sheet.iter_rows() for cell in row]


@pytest.fixture
def made(tmp_path: Path, capsys: Capture) -> Path:
    place = tmp_path / "office"
    assert call(place, "create", "--facts", FACTS) == 0
    capsys.readouterr()
    return place


def test_an_office_is_made_from_its_facts_and_tells_the_code_once(
    tmp_path: Path, capsys: Capture
) -> None:
    assert call(tmp_path / "office", "create", "--facts", FACTS) == 0
    told = capsys.readouterr().out
    assert "UBND xã Yên Thịnh" in told
    assert read_code(told.rpartition(":")[2].strip()).groups


def test_the_recovery_sheet_is_written_instead_of_told(tmp_path: Path, capsys: Capture) -> None:
    sheet = tmp_path / "phieu.pdf"
    assert call(tmp_path / "office", "create", "--facts", FACTS, "--sheet", str(sheet)) == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    assert "Mã khôi phục" not in capsys.readouterr().out


def test_a_second_office_is_not_made_over_the_first(made: Path, capsys: Capture) -> None:
    assert call(made, "create", "--facts", FACTS) == 1
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert "đã có hồ sơ" in told.err


def test_a_sound_office_passes_its_check(made: Path, capsys: Capture) -> None:
    assert call(made, "check", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert told["counts"]["person"] == 0
    assert told["audit"]["broken_at"] is None


def test_a_wrong_password_is_one_sentence(
    made: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "không phải mật khẩu")
    assert call(made, "check", "--json") == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["ok"] is False
    assert "mật khẩu" in told.err.lower()


def test_without_a_password_nothing_is_done_and_one_sentence_says_so(
    made: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_question: str) -> str:
        raise EOFError

    monkeypatch.delenv(PASSWORD)
    monkeypatch.setattr("getpass.getpass", nobody)
    assert call(made, "check") == 1
    assert capsys.readouterr().err.strip().startswith("Chưa có mật khẩu. Chưa làm gì.")


def test_a_facts_file_that_is_not_there_is_named(tmp_path: Path, capsys: Capture) -> None:
    assert call(tmp_path / "office", "create", "--facts", str(tmp_path / "none.toml")) == 1
    told = capsys.readouterr().err
    assert "Chưa đọc được tệp thông tin cơ quan" in told
    assert "none.toml" in told


def test_a_changed_line_of_the_trail_fails_the_check(made: Path, capsys: Capture) -> None:
    folder = opener(made)
    folder.sign_in(1, SECRET)
    with folder.opened.office.sessions.begin() as session:
        session.get_one(AuditEntry, 2).act = "nothing.happened"
        session.info["touched"] = set()
    folder.close()
    assert call(made, "check") == 1
    assert "từ dòng 2" in capsys.readouterr().err


def test_a_trail_that_is_shorter_than_a_backup_remembers_fails_the_check(
    made: Path, tmp_path: Path, capsys: Capture
) -> None:
    folder = opener(made)
    office = folder.sign_in(1, SECRET)
    taken_in(office)
    back_up(folder, BackupReason.START)
    with office.sessions.begin() as session:
        for entry in session.query(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(3):
            session.delete(entry)
    folder.close()
    assert call(made, "check", "--json") == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["backups"]["contradicting"]
    assert "không khớp với bản sao lưu" in told.err


def test_a_backup_brings_the_office_back(made: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = opener(made)
    taken_in(folder.sign_in(1, SECRET))
    folder.close()
    assert call(made, "backup", str(tmp_path / "usb")) == 0
    assert "1 hồ sơ" in capsys.readouterr().out
    again = tmp_path / "again"
    assert call(again, "restore", str(tmp_path / "usb")) == 0
    assert call(again, "check") == 0
    assert "1 hồ sơ" in capsys.readouterr().out


def test_the_list_for_the_superior_is_a_workbook(made: Path, tmp_path: Path) -> None:
    folder = opener(made)
    taken_in(folder.sign_in(1, SECRET))
    folder.close()
    book = tmp_path / "danh-sach.xlsx"
    assert call(made, "export", "list", "--to", str(book)) == 0
    cells = written_in(book)
    assert "Trần Văn Thắng" in cells
    assert "099091004217" in cells


def test_the_page_for_the_chair_is_printed_on_record(
    made: Path, tmp_path: Path, capsys: Capture
) -> None:
    folder = opener(made)
    taken_in(folder.sign_in(1, SECRET))
    folder.close()
    page = tmp_path / "trang.pdf"
    assert call(made, "chair-page", "--out", str(page), "--purpose", "Họp giao ban") == 0
    assert f"có 1 tên người, ra “{page}”." in capsys.readouterr().out
    [only] = PdfReader(page).pages
    assert "TRANG TRÌNH CHỦ TỊCH" in only.extract_text()
    folder = opener(made)
    office = folder.sign_in(1, SECRET)
    told = office.look(lambda work: [each.facts for each in work.session.query(AuditEntry)])
    folder.close()
    assert [each["purpose"] for each in told if each.get("kind") == "pdf"] == ["Họp giao ban"]


def test_the_page_for_the_chair_needs_a_purpose_and_leaves_nothing_without(
    made: Path, tmp_path: Path, capsys: Capture
) -> None:
    page = tmp_path / "trang.pdf"
    assert call(made, "chair-page", "--out", str(page), "--purpose", " ") == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not page.exists()


def test_an_empty_list_is_refused(made: Path, tmp_path: Path, capsys: Capture) -> None:
    assert call(made, "export", "list", "--to", str(tmp_path / "x.xlsx")) == 1
    assert "Danh sách không có ai" in capsys.readouterr().err
    assert not (tmp_path / "x.xlsx").exists()


def test_users_are_chosen_by_name_and_unknown_ones_are_told(made: Path, capsys: Capture) -> None:
    assert call(made, "--user", "nguyen thi hanh", "check") == 0
    assert call(made, "check", "--user", "Lê Thị Nào Đó") == 1
    assert "Nguyễn Thị Hạnh" in capsys.readouterr().err


def test_a_folder_without_an_office_is_told(tmp_path: Path, capsys: Capture) -> None:
    assert call(tmp_path, "check") == 1
    assert "Chưa có cơ quan nào" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["create"], "thiếu --facts"),
        (["dance"], "không có “dance”"),
        (["check", "--loud"], "không hiểu “--loud”"),
        (["export", "list", "--to"], "--to cần một giá trị đi kèm"),
        (["export", "song", "--to", "x"], "không có “song”"),
    ],
)
def test_wrong_usage_is_told_in_vietnamese(
    arguments: list[str], says: str, capsys: Capture
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments, RESOURCES.folder)
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.count("Cách dùng:") == 1


@pytest.mark.parametrize("command", ["chair-page", "export", "backup", "create"])
def test_the_help_of_every_command_is_vietnamese(command: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as left:
        read_arguments([command, "--help"])
    assert left.value.code == 0
    told = capsys.readouterr().out
    assert "Lựa chọn:" in told
    assert not [word for word in ("options:", "positional", "usage", "show this") if word in told]


def test_a_password_is_never_an_argument(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        read_arguments(["check", "--password", "x"])
    capsys.readouterr()


def test_the_command_line_is_read_without_anything_heavy() -> None:
    heavy = ("sqlalchemy", "PySide6", "reportlab", "openpyxl", "docx", "cryptography")
    code = (
        "import sys; from rehabdesk.app import main\n"
        "try: main(['--help'], None)\n"
        "except SystemExit: pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_first_window_is_painted_without_anything_heavy() -> None:
    heavy = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "docx", "pypdfium2", "sqlcipher3")
    code = (
        "import sys; import rehabdesk.app; import rehabdesk.ui.opening\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("python", "qt", "is_fit"),
    [((3, 11), "6.12.0", False), ((3, 12), "6.12.0", True), ((3, 11), "6.11.3", True)],
)
def test_a_qt_that_kills_python_is_refused(
    python: tuple[int, int],
    qt: str,
    is_fit: bool,  # noqa: FBT001
) -> None:
    assert (unfit_versions(python, qt) is None) is is_fit


def test_a_real_command_runs_from_the_top(tmp_path: Path) -> None:
    """One true process: exit code, sentence on stderr, nothing on stdout."""
    done = subprocess.run(
        [sys.executable, "main.py", "--data", str(tmp_path / "no"), "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


def test_persons_and_papers_are_found_without_a_window(made: Path, capsys: Capture) -> None:
    folder = opener(made)
    taken_in(folder.sign_in(1, SECRET), full_name="Trần Văn Thắng")
    folder.close()
    assert call(made, "find", "thang", "tran") == 0
    told = capsys.readouterr().out
    assert "Trần Văn Thắng · 1991" in told
    assert "•" in told
    assert call(made, "find", "tvt", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["count"], [each["name"] for each in found["persons"]]) == (1, ["Trần Văn Thắng"])
    assert call(made, "find", "khong co ai") == 0
    assert "Không thấy ai" in capsys.readouterr().out
