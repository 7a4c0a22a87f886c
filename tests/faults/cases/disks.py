"""F8, F9: the disk is full, or may only be read."""

from __future__ import annotations

import logging
import os
import random
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rehabdesk.app import keep_log
from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence.faults import DiskFull, ReadOnlyPlace
from rehabdesk.services.drafts import keep_draft
from rehabdesk.services.exports import ExportList, export_list, followed_ids, save_file
from rehabdesk.services.offices import choose
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import back_up
from rehabdesk.services.safekeeping.examination import examine
from rehabdesk.services.safekeeping.keyholders import change_own_password
from tests.builders import NOW, taken_in
from tests.faults.children import FAILED, READY, Say, start
from tests.faults.tally import Tally
from tests.folders import PASSWORD, a_copied_office, a_folder

NOBODY = 65534
LONG = "ă" * 4_000
WORKS = ("save", "save", "save", "draft", "backup", "export", "password", "log")
LINES = 60
TRIES = 15
ROOM = (60_000, 900_000)  # bytes left, at least and at most
DISK = 6  # megabytes


@contextmanager
def a_small_disk(at: Path, megabytes: int) -> Iterator[Callable[[str], None] | None]:
    """Mount a disk in memory, and lend how to mount it anew; nothing if this user may not."""
    at.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(at)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        yield None
        return

    def remount(options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", str(at)], check=True)

    try:
        yield remount
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


def fill_disks(place: Path, count: int, seed: int) -> Tally:
    """F8: a full disk is said in one sentence, nothing told of is lost, and work goes on after."""
    chance, tally = random.Random(seed), Tally()
    a_copied_office(place / "xã")[0].close()
    for number in range(count):
        if number % 2:
            office = Path(shutil.copytree(place / "xã", place / f"lần {number}"))
            limit = chance.randint(*ROOM)
            _fill_and_judge(tally, office, seed + number, partial(_limit_files, limit))
            shutil.rmtree(office)
            continue
        with a_small_disk(place / "ổ", DISK) as remount:
            if remount is None:
                tally.figures["small_disk"] = "not allowed here"
                continue
            office = Path(shutil.copytree(place / "xã", place / "ổ" / "xã"))
            ballast = office.parent / "phim.mp4"
            free = shutil.disk_usage(office).free
            ballast.write_bytes(bytes(max(0, free - chance.randint(*ROOM))))
            _fill_and_judge(tally, office, seed + number, ballast.exists, ballast)
    return tally


def _limit_files(size: int) -> None:
    """Let every write beyond the size fail, as a full disk does (Python ignores SIGXFSZ)."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _fill_and_judge(
    tally: Tally, office: Path, seed: int, begin: Callable[[], object], ballast: Path | None = None
) -> None:
    child = start(partial(_work_until_full, office, random.Random(seed), begin))
    said = [line for line in child.end() if line != READY]
    if ballast:
        ballast.unlink()
    tally.rounds += 1
    tally.expect(FAILED not in said, "the program failed by itself")
    full = [line for line in said if line.startswith("full")]
    tally.count("said_full", len(full))
    tally.expect(all("vì ổ đĩa đầy" in line for line in full), f"another sentence: {full[:1]}")
    folder = a_folder(office)
    folder.sign_in(1, PASSWORD)
    found = examine(folder)
    tally.expect(found.is_sound, "the file is not sound")
    saved = said.count("saved")
    tally.lose(saved - (found.counts["office_setting"] - 1), "saves on a full disk")
    tally.expect(not any(folder.backup_place.glob("*.tmp")), "half a backup lies about")
    try:
        taken_in(folder.opened.office)
        back_up(folder, BackupReason.CLOSE)
    except OutsideFault as fault:
        tally.expect(holds=False, wrong=f"with room again: {fault}")
    folder.close()


def _work_until_full(
    office: Path, chance: random.Random, begin: Callable[[], object], say: Say
) -> None:
    folder = a_folder(office)
    folder.sign_in(1, PASSWORD)
    keep_log(folder.folder / "log", "warning")
    begin()
    say(READY)
    for number in range(TRIES):
        work = chance.choice(WORKS)
        try:
            _do(folder, work, number)
            say("saved" if work == "save" else "done")
        except DiskFull as fault:
            say(f"full {fault}")


def _do(folder: OfficeFolder, work: str, number: int) -> None:
    office = folder.opened.office
    if work == "save":
        office.do(partial(choose, key=f"chữ dài {number}", value=LONG))
    elif work == "draft":
        office.keep(partial(keep_draft, form="intake", content={"words": LONG}))
    elif work == "backup":
        back_up(folder, BackupReason.CLOSE)
    elif work == "log":  # a line that finds no room is lost, and nothing with it
        for _ in range(LINES):
            logging.getLogger("rehabdesk").warning(LONG)
    elif work == "password":
        change_own_password(folder, PASSWORD, PASSWORD)
    else:
        if not (ids := office.look(followed_ids)):
            ids = (taken_in(office, papers=()),)
        order = ExportList(ids, "Báo cáo", "", NOW.date())
        made = office.do(partial(export_list, order=order)).result
        save_file(folder.folder / "danh sách.xlsx", made.content * 20)


def forbid_writing(_place: Path, count: int, _seed: int) -> Tally:
    """F9: a folder or a disk that may only be read is said, and left as it was.

    It is not opened for looking either: who looks at a file is on record, and so is who signs in.
    """
    tally = Tally()
    with TemporaryDirectory(prefix="hồ sơ ") as reachable:  # by every user of the system
        Path(reachable).chmod(0o755)
        for number in range(count):
            _forbid_and_judge(tally, Path(reachable) / f"xã {number}", is_disk=number % 2 == 1)
    return tally


def _forbid_and_judge(tally: Tally, office: Path, *, is_disk: bool) -> None:
    a_copied_office(office)[0].close()
    folder, before = a_folder(office), _contents(office)
    tally.rounds += 1
    with _only_for_reading(office, is_disk=is_disk) as is_done:
        if not is_done:
            tally.figures["read_only_disk"] = "not allowed here"
            return
        _expect_said(tally, folder)
        folder.close()
    tally.expect(_contents(office) == before, "something was written")
    folder.sign_in(1, PASSWORD)
    tally.expect(examine(folder).is_sound, "it does not open for writing again")
    folder.close()


def _expect_said(tally: Tally, folder: OfficeFolder) -> None:
    try:
        folder.sign_in(1, PASSWORD)
        tally.expect(holds=False, wrong="signed in as if nothing were wrong")
    except ReadOnlyPlace as fault:
        tally.expect("chỉ cho xem, không cho ghi" in str(fault), f"another sentence: {fault}")
        tally.expect("phải ghi lại ai xem, nên chưa cho xem" in str(fault), "why is not said")


def _contents(office: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in office.iterdir() if file.is_file()}


@contextmanager
def _only_for_reading(office: Path, *, is_disk: bool) -> Iterator[bool]:
    """Forbid writing by the folder's mode, as another user, or by a mount of it."""
    if is_disk:
        bind = [["mount", "--bind", str(office), str(office)]]
        bind += [["mount", "-o", "remount,ro,bind", str(office)]]
        is_done = os.geteuid() == 0 and not any(
            subprocess.run(each, check=False, capture_output=True).returncode for each in bind
        )
        try:
            yield is_done
        finally:
            if os.geteuid() == 0:
                subprocess.run(["umount", "-l", str(office)], check=False, capture_output=True)
        return
    is_root = os.geteuid() == 0
    office.chmod(0o555)
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield True
    finally:
        if is_root:
            os.seteuid(0)
        office.chmod(0o755)
