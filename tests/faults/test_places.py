"""The place is wrong: on the network, held by another window, or a stick pulled out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehabdesk.domain.generations import BackupReason
from rehabdesk.persistence import places
from rehabdesk.persistence.lock import AlreadyOpen
from rehabdesk.persistence.places import NetworkPath
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import back_up, choose_second_place
from rehabdesk.services.safekeeping.examination import examine
from tests.builders import taken_in
from tests.folders import PASSWORD, a_copied_office, a_folder, an_order

HOLD = """
import sys
from pathlib import Path
from rehabdesk.persistence.lock import OfficeLock
OfficeLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OfficeFolder]:
    made, _ = a_copied_office(tmp_path / "xã")
    yield made
    made.close()


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_mounted_share_is_refused_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mounts = tmp_path / "mounts"
    share = tmp_path / "chung"
    share.mkdir()
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nvp:/chung {share} {kind} rw 0 0\n")
    monkeypatch.setattr(places, "MOUNTS", mounts)
    folder = a_folder(share / "hồ sơ")
    with pytest.raises(NetworkPath, match=r"ở ổ mạng “.*”\. Đặt ở đó dễ hỏng\. Chưa mở\."):
        folder.enter()
    with pytest.raises(NetworkPath):
        folder.create(an_order())
    assert list(share.iterdir()) == []


def test_a_share_by_its_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = a_folder(Path("\\\\VP\\chung"))
    with pytest.raises(NetworkPath, match="hoặc dùng máy chủ của cơ quan"):
        folder.sign_in(1, PASSWORD)
    assert list(tmp_path.iterdir()) == []


def test_a_second_window_of_the_program_opens_nothing(folder: OfficeFolder) -> None:
    second = a_folder(folder.folder)
    with pytest.raises(AlreadyOpen, match="đang mở ở một cửa sổ khác trên máy này"):
        second.sign_in(1, PASSWORD)
    assert folder.vault.slots[1].failed == 0
    taken_in(folder.opened.office)
    folder.close()
    second.sign_in(1, PASSWORD)
    assert examine(second).counts["person"] == 1
    second.close()


def test_a_window_that_was_killed_stops_nobody(folder: OfficeFolder) -> None:
    folder.close()
    command = [sys.executable, "-c", HOLD, str(folder.folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(AlreadyOpen):
            folder.sign_in(1, PASSWORD)
        other.kill()
        other.wait()
    folder.sign_in(1, PASSWORD)


def test_a_missing_backup_disk_is_a_warning_not_a_failure(
    folder: OfficeFolder, tmp_path: Path
) -> None:
    stick = tmp_path / "SAOLUU-01"
    stick.mkdir()
    choose_second_place(folder, stick)
    stick.rmdir()
    report = back_up(folder, BackupReason.START)
    assert report.row.is_readable
    assert report.warning is not None
    assert report.warning.startswith("Không thấy USB “SAOLUU-01”. Bản sao lưu hôm nay chỉ có trên")
    stick.mkdir()
    assert back_up(folder, BackupReason.ASKED).warning is None


def test_no_name_can_be_read_in_any_file(folder: OfficeFolder) -> None:
    """Look while the office is open: database, log, key file, lock and backup."""
    taken_in(folder.opened.office, full_name="Trần Văn Thắng")
    back_up(folder, BackupReason.ASKED)
    files = [file for file in folder.folder.rglob("*") if file.is_file()]
    assert {"office.db", "office.db-wal", "office.key", "backup.json"} <= {f.name for f in files}
    for file in files:
        content = file.read_bytes()
        for name in ("Trần Văn Thắng", "Nguyễn Thị Hạnh", "Lê Quang Vịnh", "tran van thang"):
            assert name.encode() not in content, file.name
            assert name.encode("utf-16-le") not in content, file.name
