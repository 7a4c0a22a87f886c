from __future__ import annotations

import os
import shutil
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import cast

import pytest

from rehabdesk.persistence import places
from rehabdesk.persistence.places import (
    NetworkPath,
    disk_name,
    free_bytes,
    refuse_network_path,
    write_whole,
)


@pytest.mark.parametrize("share", ["\\\\VP\\chung", "//VP/chung/hồ sơ"])
def test_a_share_by_its_name_is_refused(share: str) -> None:
    with pytest.raises(NetworkPath, match="đang nằm ở ổ mạng") as refused:
        refuse_network_path(cast("Path", PureWindowsPath(share)))
    assert "chung" in str(refused.value)


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "smb2", "fuse.sshfs", "fuse.rclone"]
)
def test_a_mounted_share_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    share = tmp_path / "ổ chung"
    share.mkdir()
    written = str(share).replace(" ", "\\040")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nvp:/chung {written} {kind} rw 0 0\n")
    monkeypatch.setattr(places, "MOUNTS", mounts)
    with pytest.raises(NetworkPath, match="Chép về máy này"):
        refuse_network_path(share / "chưa có" / "hồ sơ")
    refuse_network_path(tmp_path)


@pytest.mark.parametrize("kind", ["ext4", "ntfs3", "fuseblk", "vfat", "exfat", "tmpfs", "overlay"])
def test_a_disk_of_this_machine_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / {kind} rw 0 0\n")
    monkeypatch.setattr(places, "MOUNTS", mounts)
    refuse_network_path(tmp_path)


def test_a_machine_without_a_list_of_mounts_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOUNTS", tmp_path / "none")
    refuse_network_path(tmp_path)
    assert disk_name(tmp_path) == "/"


def test_a_disk_is_called_what_the_user_calls_it() -> None:
    assert disk_name(Path("/media/lan/SAOLUU-01/xã")) == "SAOLUU-01"
    assert disk_name(Path("/run/media/lan/SAOLUU-01")) == "SAOLUU-01"
    assert disk_name(cast("Path", PureWindowsPath("D:\\hồ sơ"))) == "D:"


def test_free_room_is_asked_of_the_nearest_folder_that_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def usage(path: Path) -> SimpleNamespace:
        asked.append(path)
        return SimpleNamespace(free=7)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    assert free_bytes(tmp_path / "chưa" / "có") == 7
    assert asked == [tmp_path]


def test_a_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "office.key"
    write_whole(file, b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"newest")
    assert file.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["office.key"]
