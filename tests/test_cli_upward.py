"""Packages put together by the command line."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from openpyxl.reader.excel import load_workbook

from rehabdesk.cli.arguments import read_arguments
from rehabdesk.cli.commands import PASSWORD, run
from rehabdesk.services.consolidation.units import UnitFacts, add_units
from rehabdesk.services.safekeeping import OfficeFolder
from tests.builders import NOW, RESOURCES
from tests.folders import CHEAP, a_copied_office
from tests.folders import PASSWORD as SECRET
from tests.services.consolidation.scene import Sender, a_sender, row_keys, the_package

Capture = pytest.CaptureFixture[str]


def opener(place: Path) -> OfficeFolder:
    return OfficeFolder(place, RESOURCES, lambda: NOW, CHEAP)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(PASSWORD, SECRET)
    folder, _ = a_copied_office(tmp_path / "office")
    office = folder.sign_in(1, SECRET)
    office.do(partial(add_units, units=[UnitFacts(f"0900{n}", f"Xã Số {n}") for n in (1, 2, 3)]))
    folder.close()
    return tmp_path / "office"


def files_of(folder: Path, *senders: Sender) -> list[str]:
    paths = [folder / sender.file_name for sender in senders]
    for path, sender in zip(paths, senders, strict=True):
        path.write_bytes(the_package(sender))
    return [str(path) for path in paths]


def call(place: Path, *arguments: str) -> int:
    return run(read_arguments(("consolidate", *arguments)), opener, place)


def test_packages_are_added_up_into_a_workbook(
    place: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "tong-hop.xlsx"
    files = files_of(tmp_path, a_sender(1), a_sender(2))
    assert call(place, *files, "--to-file", str(out), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["received"], told["expected"], told["missing"]) == (2, 3, ["Xã Số 3"])
    assert told["totals"][row_keys()["S11"]] == 26
    cells = [cell.value for row in load_workbook(out).active.iter_rows() for cell in row]
    assert {"Tổng cộng", "Xã Số 1", "Xã Số 2"} <= set(cells)


def test_a_bad_file_is_named_and_the_rest_counts(
    place: Path, tmp_path: Path, capsys: Capture
) -> None:
    bad = tmp_path / "so-2-nam-2026.rdgoi"
    bad.write_bytes(b"khong phai goi")
    files = [*files_of(tmp_path, a_sender(1)), str(bad)]
    assert call(place, *files, "--to-file", str(tmp_path / "t.xlsx")) == 3
    told = capsys.readouterr().out
    assert "đã nhận 1/3 đơn vị" in told
    assert "so-2-nam-2026.rdgoi: Không mở được. Tệp này không phải gói báo cáo" in told


def test_nothing_to_read_is_said_in_a_sentence(
    place: Path, tmp_path: Path, capsys: Capture
) -> None:
    bad = tmp_path / "a.rdgoi"
    bad.write_bytes(b"x")
    assert call(place, str(bad), "--to-file", str(tmp_path / "t.xlsx")) == 1
    assert "Không tệp nào mở được" in capsys.readouterr().err
