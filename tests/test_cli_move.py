"""An office moved from the command line, there and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rehabdesk.app import main
from rehabdesk.cli.commands import PASSWORD
from rehabdesk.cli.owner import PASSWORD as OWNERS
from rehabdesk.services.server.office_server import ServerOwner
from tests.builders import RESOURCES
from tests.folders import PASSWORD as SECRET
from tests.folders import a_closed_office
from tests.server_offices import a_database, drop, password_server

__all__ = ["password_server"]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    monkeypatch.setenv(OWNERS, "")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    a_closed_office(tmp_path / "xã")
    return tmp_path / "xã"


@pytest.fixture
def owner(password_server: Engine) -> Iterator[ServerOwner]:
    made = a_database(password_server)
    yield made
    drop(password_server, made)


def call(place: Path | str, *arguments: str) -> int:
    return main(["--data", str(place), *arguments], RESOURCES.folder)


def told(capsys: Capture) -> dict[str, object]:
    read: dict[str, object] = json.loads(capsys.readouterr().out)
    return read


def test_there_and_back_and_the_old_places_again(
    place: Path, owner: ServerOwner, capsys: Capture
) -> None:
    server = owner.address.shown
    assert call(place, "move", "--to", server, "--json") == 0
    up = told(capsys)
    assert (up["ok"], up["office"], up["login"]) == (True, "yen_thinh", "yen_thinh_u1")
    assert call(place, "check", "--json") == 0  # the folder leads to the server now
    assert told(capsys)["ok"]
    back = place.parent / "về"
    assert call(server, "move", "--back", str(back)) == 0
    seen = capsys.readouterr()
    assert "Mã khôi phục" in seen.out
    assert "hai nơi giống hệt nhau" in seen.out
    assert "Chép: " in seen.err
    assert call(back, "check", "--json") == 0
    assert told(capsys)["ok"]
    assert call(place, "check") == 1
    assert "đã chép về" in capsys.readouterr().err
    assert call(server, "move", "--reopen") == 0
    assert call(place, "check") == 0
    assert call(place, "move", "--take-back") == 0
    (place / "office.server").unlink(missing_ok=True)
    assert call(place, "check") == 0


def test_what_cannot_be_done_is_one_sentence(
    place: Path, owner: ServerOwner, capsys: Capture
) -> None:
    server = owner.address.shown
    assert call(place, "move", "--to", "postgresql://x:secret@there/db", "--json") == 1
    seen = capsys.readouterr()
    assert "secret" not in seen.out + seen.err
    assert json.loads(seen.out)["ok"] is False
    assert call(place.parent / "trống", "move", "--to", server) == 1
    assert "Chưa có cơ quan nào" in capsys.readouterr().err
    assert call(server, "move", "--back", str(place.parent / "về")) == 1
    assert "--office" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        call(place, "move")
    assert "thiếu một trong các lựa chọn --to --back" in capsys.readouterr().err


def test_an_address_says_who_comes_in_also_at_a_machine_joined_before(
    owner: ServerOwner, place: Path, capsys: Capture
) -> None:
    server = owner.address.shown
    assert call(place, "move", "--to", server) == 0
    schema = "yen_thinh"
    first = owner.address.as_login(f"{schema}_u1").shown
    assert call(first, "check") == 0
    capsys.readouterr()
    assert call(owner.address.as_login("phu_trach").shown, "check") == 1
    assert "“phu_trach” không phải của người dùng nào" in capsys.readouterr().err


def test_the_address_of_something_else_is_no_folder(place: Path, capsys: Capture) -> None:
    for told in ("postgres://x@there/db", "mysql://x@there/db"):
        assert call(told, "check") == 1
        assert "Địa chỉ máy chủ chưa đúng" in capsys.readouterr().err
