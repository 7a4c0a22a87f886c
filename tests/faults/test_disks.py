"""The disk is full or may only be read: it is said, nothing is lost, and work goes on after."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from rehabdesk.app import keep_log
from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.records.office import OfficeSetting
from rehabdesk.persistence.faults import DiskFull, ReadOnlyPlace
from rehabdesk.services.offices import choose
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import back_up, choose_second_place
from rehabdesk.services.safekeeping.examination import examine
from rehabdesk.services.safekeeping.keyholders import change_own_password, renew_recovery_code
from tests.builders import taken_in
from tests.folders import OTHER_PASSWORD, PASSWORD, a_copied_office, a_folder, an_order

if sys.platform == "win32":
    pytest.skip("modes, limits and mounts of POSIX", allow_module_level=True)

import resource

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OfficeFolder]:
    made, _ = a_copied_office(tmp_path / "xã")
    yield made
    made.close()


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder every user of the system can reach, unlike pytest's own."""
    place = Path(tempfile.mkdtemp(prefix="hồ sơ "))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Act as a user whom file modes bind; the superuser ignores them."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@contextmanager
def a_small_disk(at: Path, megabytes: int) -> Iterator[Callable[[str], None]]:
    """Mount a disk in memory; lends a function that mounts it anew with other options."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(at)]
    at.mkdir(exist_ok=True)
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this user may not mount a small disk")

    def remount(options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", str(at)], check=True)

    try:
        yield remount
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """Let every write beyond the size fail, as a full disk does (Python ignores SIGXFSZ)."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def fill(folder: OfficeFolder) -> int:
    """Write long choices until the disk has no more room; return how many were kept."""
    said, kept = "", 0
    while not said and kept < 400:
        try:
            folder.opened.office.do(partial(choose, key=f"chữ dài {kept}", value="ă" * 5_000))
            kept += 1
        except DiskFull as fault:
            said = str(fault)
    assert said.startswith("Chưa ghi được hồ sơ vì ổ đĩa đầy")
    assert "Những gì vừa gõ vẫn còn trên màn hình và trong bản nháp" in said
    return kept


def kept_choices(folder: OfficeFolder) -> int:
    """Count them anew, in a file that is looked at page by page."""
    chosen = select(func.count()).where(OfficeSetting.key.startswith("chữ dài"))
    assert examine(folder).is_sound
    return folder.opened.office.look(lambda work: work.session.scalar(chosen)) or 0


def test_a_folder_that_may_not_be_written_is_said_and_left(open_place: Path) -> None:
    made, _ = a_copied_office(open_place)
    made.close()
    before = {file.name: file.read_bytes() for file in open_place.iterdir() if file.is_file()}
    open_place.chmod(0o555)
    folder = a_folder(open_place)
    with unprivileged(), pytest.raises(ReadOnlyPlace, match="chỉ cho xem, không cho ghi") as said:
        folder.sign_in(1, PASSWORD)
    assert "Chưa mở được hồ sơ" in str(said.value)
    assert "Dữ liệu vẫn giữ nguyên" in str(said.value)
    open_place.chmod(0o755)
    assert before == {f.name: f.read_bytes() for f in open_place.iterdir() if f.is_file()}
    folder.sign_in(1, PASSWORD)
    folder.close()


def test_no_office_is_begun_where_nothing_may_be_written(open_place: Path) -> None:
    open_place.chmod(0o555)
    folder = a_folder(open_place / "mới")
    with unprivileged(), pytest.raises(ReadOnlyPlace):
        folder.create(an_order())
    assert list(open_place.iterdir()) == []


def test_a_disk_that_turns_read_only_loses_nothing(tmp_path: Path) -> None:
    place = tmp_path / "ổ"
    with a_small_disk(place, 16) as remount:
        folder, _ = a_copied_office(place)
        taken_in(folder.opened.office)
        folder.close()
        remount("ro")
        with pytest.raises(ReadOnlyPlace, match="Dữ liệu vẫn giữ nguyên"):
            folder.sign_in(1, PASSWORD)
        remount("rw")
        folder.sign_in(1, PASSWORD)
        assert examine(folder).counts["person"] == 1
        folder.close()


def test_a_full_disk_keeps_what_was_saved_and_works_again(tmp_path: Path) -> None:
    place = tmp_path / "ổ"
    with a_small_disk(place, 6):
        ballast = place / "phim.mp4"
        ballast.write_bytes(bytes(3_000_000))
        folder, _ = a_copied_office(place)
        kept = fill(folder)
        assert kept_choices(folder) == kept > 3
        with pytest.raises(DiskFull, match="Chưa sao lưu được vì ổ đĩa đầy"):
            back_up(folder, BackupReason.CLOSE)
        assert list(folder.backup_place.iterdir()) == []
        ballast.unlink()
        taken_in(folder.opened.office)
        folder.close()
        folder.sign_in(1, PASSWORD)
        assert kept_choices(folder) == kept
        assert examine(folder).is_sound
        folder.close()


def test_a_write_the_system_refuses_keeps_what_was_saved(folder: OfficeFolder) -> None:
    with files_no_longer_than(folder.database.stat().st_size + 400_000):
        kept = fill(folder)
        assert kept_choices(folder) == kept > 3
    taken_in(folder.opened.office)
    folder.close()
    folder.sign_in(1, PASSWORD)
    assert kept_choices(folder) == kept
    assert examine(folder).is_sound


def test_a_backup_that_does_not_fit_leaves_no_half_of_it(folder: OfficeFolder) -> None:
    size = folder.database.stat().st_size
    with (
        files_no_longer_than(size // 2),
        pytest.raises(DiskFull, match=r"Chưa sao lưu được.*Dữ liệu đang dùng vẫn giữ nguyên"),
    ):
        back_up(folder, BackupReason.CLOSE)
    assert list(folder.backup_place.iterdir()) == []
    back_up(folder, BackupReason.CLOSE)


def test_a_password_that_cannot_be_written_leaves_the_old_one(folder: OfficeFolder) -> None:
    key_files = {file: file.read_bytes() for file in folder.folder.glob("office.key*")}
    with files_no_longer_than(50), pytest.raises(DiskFull):
        change_own_password(folder, PASSWORD, OTHER_PASSWORD)
    with files_no_longer_than(50), pytest.raises(DiskFull):
        renew_recovery_code(folder)
    assert {file: file.read_bytes() for file in folder.folder.glob("office.key*")} == key_files
    folder.leave()
    folder.sign_in(1, PASSWORD)


def test_an_office_that_does_not_fit_is_not_half_made(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    with files_no_longer_than(20_000), pytest.raises(DiskFull):
        folder.create(an_order())
    assert not folder.exists()
    folder.create(an_order())
    assert examine(folder).is_sound
    folder.close()


def test_a_file_that_may_not_be_written_is_said_and_left(open_place: Path) -> None:
    made, _ = a_copied_office(open_place)
    made.close()
    before = made.database.read_bytes()
    for file in open_place.iterdir():
        file.chmod(0o444 if file == made.database else 0o666)
    open_place.chmod(0o777)
    folder = a_folder(open_place)
    with unprivileged(), pytest.raises(ReadOnlyPlace, match="nên chưa cho xem"):
        folder.sign_in(1, PASSWORD)
    folder.close()
    assert made.database.read_bytes() == before


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    root, raises = logging.getLogger(), logging.raiseExceptions
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    yield
    for each in root.handlers:
        each.close()
    root.handlers[:], logging.raiseExceptions = handlers, raises
    root.setLevel(level)


@pytest.mark.usefixtures("logging_as_before")
def test_a_log_that_finds_no_room_takes_nothing_with_it(
    folder: OfficeFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_small_disk(tmp_path / "ổ", 1):
        keep_log(tmp_path / "ổ", "warning")
        (tmp_path / "ổ" / "phim.mp4").write_bytes(bytes(1_000_000))
        for number in range(200):
            logging.getLogger("rehabdesk").warning("%s %s", number, "ă" * 1_000)
        taken_in(folder.opened.office)
        log = tmp_path / "ổ" / "rehabdesk.log"
        assert log.stat().st_size < 60_000
        (tmp_path / "ổ" / "phim.mp4").unlink()
        logging.getLogger("rehabdesk").warning("lại ghi được")
        assert "lại ghi được" in log.read_text("utf-8")
        logging.getLogger().handlers[0].close()
    assert examine(folder).counts["person"] == 1
    assert capsys.readouterr().err == ""


def test_a_full_backup_disk_is_a_warning_too(folder: OfficeFolder, tmp_path: Path) -> None:
    stick = tmp_path / "SAOLUU-02"
    with a_small_disk(stick, 1):
        (stick / "phim.mp4").write_bytes(bytes(900_000))
        choose_second_place(folder, stick)
        report = back_up(folder, BackupReason.CLOSE)
        assert report.warning is not None
        assert "ổ đĩa đầy" in report.warning
        assert [file.name for file in stick.iterdir()] == ["phim.mp4"]
