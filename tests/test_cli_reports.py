"""Reports and figures told without a window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from rehabdesk.cli.arguments import read_arguments
from rehabdesk.cli.commands import PASSWORD, run
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.services.safekeeping import OfficeFolder
from tests.builders import NOW, RESOURCES, taken_in
from tests.folders import CHEAP, a_copied_office
from tests.folders import PASSWORD as SECRET

Capture = pytest.CaptureFixture[str]
YEAR = ("--from", "2025-12-15", "--to", "2026-12-14")
REPORT = ("report", "--layout", "bao-cao-chung", *YEAR)
NAME = "Lê Hoàng An"


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)


def opener(place: Path) -> OfficeFolder:
    return OfficeFolder(place, RESOURCES, lambda: NOW, CHEAP)


def call(place: Path, *arguments: str) -> int:
    return run(read_arguments(arguments), opener, place)


def opened(place: Path) -> int:
    """Count how often names behind a figure were asked for."""
    folder = opener(place)
    office = folder.sign_in(1, SECRET)
    asked = select(AuditEntry).filter_by(act="figure.opened")
    found = office.look(lambda work: len(work.session.scalars(asked).all()))
    folder.close()
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli") / "office"
    folder, _ = a_copied_office(place)
    taken_in(folder.sign_in(1, SECRET), full_name=NAME)
    folder.close()
    return place


def test_a_report_is_told_as_json(place: Path, capsys: Capture) -> None:
    assert call(place, *REPORT) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["closed"]) == (True, None)
    report = told["report"]
    assert report["title"] == "Báo cáo năm 2026"
    assert report["window"] == ["2025-12-15", "2026-12-14"]
    [row] = [each for each in report["rows"] if each["code"] == "S02" and not each["part"]]
    assert row["values"]["now"] == {"amount": 0, "decimals": 0, "base": None}
    assert NAME not in json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize(
    ("kind", "start"), [("xlsx", b"PK"), ("pdf", b"%PDF"), ("docx", b"PK"), ("json", b"{")]
)
def test_a_report_is_written_as_a_file(
    place: Path, tmp_path: Path, capsys: Capture, kind: str, start: bytes
) -> None:
    path = tmp_path / f"bao-cao.{kind}"
    assert call(place, *REPORT, "--format", kind, "--to-file", str(path)) == 0
    assert path.read_bytes().startswith(start)
    assert str(path) in capsys.readouterr().out


def test_a_file_needs_a_name(place: Path, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        call(place, *REPORT, "--format", "pdf")
    assert stopped.value.code == 2
    assert "--to-file" in capsys.readouterr().err


def test_a_figure_names_nobody_unless_asked(place: Path, capsys: Capture) -> None:
    before = opened(place)
    assert call(place, "figure", "s12b", *YEAR) == 0
    out = capsys.readouterr().out
    assert out.startswith("S12b ")
    assert out.strip().endswith(": 1 người")
    assert opened(place) == before
    assert call(place, "figure", "S12b", *YEAR, "--names", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["code"], told["words"]) == ("S12b", "1 người")
    assert [each["name"] for each in told["members"]] == [NAME]
    assert opened(place) == before + 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("figure", "Z99", *YEAR), "Không có chỉ tiêu mã “Z99”"),
        (("report", "--layout", "nao", *YEAR), "Không có mẫu báo cáo “nao”"),
        (("figure", "S02", "--from", "2026-12-14", "--to", "2026-01-01"), "Xem lại ngày"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(
    place: Path, capsys: Capture, arguments: tuple[str, ...], says: str
) -> None:
    assert call(place, *arguments) == 1
    assert says in capsys.readouterr().err
