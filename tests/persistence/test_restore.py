from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence import places, vault
from rehabdesk.persistence import restore as restores
from rehabdesk.persistence.backup import BackupUnreadable
from rehabdesk.persistence.restore import finish_restore, restore
from rehabdesk.persistence.vault import Vault
from tests.persistence.conftest import CHEAP, KEY, NOON, PASSWORD, SmallOffice


def test_going_back_brings_the_old_moment_and_keeps_the_present_aside(small: SmallOffice) -> None:
    made = small.back_up()
    small.write("Trần Thị Sen")
    small.engine.dispose()
    aside = restore(made, small.folder, KEY, NOON, with_keys=True)
    small.reopen()
    assert small.names() == ["Nguyễn Văn Đoàn"]
    assert Vault.load(small.folder, CHEAP).open(1, PASSWORD) == KEY
    assert aside.name == "replaced-20261121-120000"
    assert (aside / vault.FILE_NAME).exists()
    shutil.copyfile(aside / "office.db", small.folder / "office.db")
    small.reopen()
    assert small.names() == ["Nguyễn Văn Đoàn", "Trần Thị Sen"]


def test_todays_passwords_go_on_opening_when_the_keys_stay(small: SmallOffice) -> None:
    made = small.back_up()
    keys = Vault.load(small.folder, CHEAP)
    keys.change_password(1, PASSWORD, "Mưa rào tháng sáu")
    small.engine.dispose()
    restore(made, small.folder, KEY, NOON, with_keys=False)
    small.reopen()
    assert small.names() == ["Nguyễn Văn Đoàn"]
    assert Vault.load(small.folder, CHEAP).open(1, "Mưa rào tháng sáu") == KEY


def test_a_new_machine_starts_from_a_backup_alone(small: SmallOffice, tmp_path: Path) -> None:
    made = small.back_up()
    new = tmp_path / "máy mới"
    new.mkdir()
    restore(made, new, KEY, NOON, with_keys=True)
    again = SmallOffice(new, small.engine)
    again.reopen()
    assert again.names() == ["Nguyễn Văn Đoàn"]
    assert Vault.load(new, CHEAP).open(1, PASSWORD) == KEY
    again.engine.dispose()


def test_a_spoilt_backup_replaces_nothing(small: SmallOffice) -> None:
    made = small.back_up()
    (made.folder / "office.db").write_bytes(b"spoilt")
    small.write("Trần Thị Sen")
    with pytest.raises(BackupUnreadable):
        restore(made, small.folder, KEY, NOON, with_keys=True)
    assert small.names() == ["Nguyễn Văn Đoàn", "Trần Thị Sen"]


def test_wherever_it_is_interrupted_the_office_is_the_old_or_the_restored_one(
    small: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop before each step in turn, start again, and look."""
    made = small.back_up()
    small.write("Trần Thị Sen")
    small.engine.dispose()
    seen = set()
    for steps in range(40):
        office = small.folder.parent / f"{small.folder.name}-{steps}"
        shutil.copytree(small.folder, office)
        with monkeypatch.context() as patch:
            stopper = Stopper(patch, steps)
            try:
                restore(made, office, KEY, NOON, with_keys=True)
                stopped = False
            except (KeyboardInterrupt, OutsideFault):
                stopped = True
            del stopper
        finish_restore(office)
        again = SmallOffice(office, small.engine)
        again.reopen()
        names = again.names()
        seen.add(len(names))
        assert names in (["Nguyễn Văn Đoàn"], ["Nguyễn Văn Đoàn", "Trần Thị Sen"])
        assert Vault.load(office, CHEAP).open(1, PASSWORD) == KEY
        assert not list(office.glob("restore*"))
        again.engine.dispose()
        if not stopped:
            break
    assert not stopped
    assert steps > 8
    assert seen == {1, 2}


class Stopper:
    """Cuts the power before the given step that changes the folder."""

    def __init__(self, patch: pytest.MonkeyPatch, steps: int) -> None:
        self.left = steps
        for owner, name in (
            (Path, "mkdir"),
            (Path, "rename"),
            (Path, "replace"),
            (Path, "rmdir"),
            (shutil, "copyfile"),
            (restores, "sync_file"),
            (restores, "sync_folder"),
        ):
            patch.setattr(owner, name, self.stopping(getattr(owner, name)))

    def stopping(self, real: object) -> object:
        def step(*args: object, **more: object) -> object:
            if self.left == 0:
                raise KeyboardInterrupt
            self.left -= 1
            return real(*args, **more)  # type: ignore[operator]

        return step


def test_nothing_to_finish_is_nothing_to_do(tmp_path: Path) -> None:
    finish_restore(tmp_path)
    places.sync_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []
