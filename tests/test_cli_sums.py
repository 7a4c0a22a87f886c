"""Sums of the team's work told without a window."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update

from rehabdesk.cli.arguments import read_arguments
from rehabdesk.cli.commands import PASSWORD, run
from rehabdesk.domain.records.teamwork.activities import ActivityTotal
from rehabdesk.services.activities.facts import RecordActivity
from rehabdesk.services.activities.recording import record_activity
from rehabdesk.services.office import Work
from rehabdesk.services.safekeeping import OfficeFolder
from tests.builders import NOW, RESOURCES
from tests.folders import CHEAP, a_copied_office
from tests.folders import PASSWORD as SECRET

Capture = pytest.CaptureFixture[str]
YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)


def opener(place: Path) -> OfficeFolder:
    return OfficeFolder(place, RESOURCES, lambda: NOW, CHEAP)


def call(place: Path, *arguments: str) -> int:
    return run(read_arguments(("sums", *arguments)), opener, place)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder, _ = a_copied_office(tmp_path / "office")
    office = folder.sign_in(1, SECRET)
    talk = RecordActivity("talk", date(2026, 11, 7), figures={"attendances": "hơn 60"})
    for order in (talk, RecordActivity("patrol", date(2026, 11, 9))):
        office.do(partial(record_activity, order=order))
    folder.close()
    return tmp_path / "office"


def test_sums_are_told_in_words(place: Path, capsys: Capture) -> None:
    assert call(place, *YEAR) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Việc của đội từ 01/01/2026 đến 31/12/2026:",
        "Tuần tra, rà soát địa bàn: 1 buổi",
        "Tuyên truyền: ≈ 60 lượt người, 1 cuộc",
    ]


def test_sums_are_told_as_an_object(place: Path, capsys: Capture) -> None:
    assert call(place, "--from", "2026-11-08", "--to", "2026-11-30", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["from"], told["wrong_totals"]) == (True, "2026-11-08", 0)
    assert told["sums"] == [
        {"kind": "patrol", "measure": "occasions", "amount": 1, "about": 0, "source": "activities"}
    ]


def test_a_wrong_total_is_told_and_counted_anew(place: Path, capsys: Capture) -> None:
    def spoil(work: Work) -> None:
        work.session.execute(update(ActivityTotal).values(amount=99))
        work.record("spoiled", None)

    folder = opener(place)
    folder.sign_in(1, SECRET).do(spoil)
    folder.close()
    assert call(place, *YEAR) == 1
    assert "không khớp" in capsys.readouterr().err
    assert call(place, *YEAR, "--rebuild") == 0
    assert "1 buổi" in capsys.readouterr().out


def test_a_day_that_is_none_is_said(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        read_arguments(("sums", "--from", "hôm qua", "--to", "2026-12-31"))
    assert "không phải ngày" in capsys.readouterr().err
