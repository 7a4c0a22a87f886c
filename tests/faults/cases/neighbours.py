"""F10, F11, F12: a program holds the file, a window the office, or another machine has both."""

from __future__ import annotations

import json
import os
import random
import sys
import time
import unittest.mock
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence import database, places
from rehabdesk.persistence.backup import DATABASE_NAME
from rehabdesk.persistence.database import open_raw
from rehabdesk.persistence.lock import FILE_NAME, AlreadyOpen
from rehabdesk.persistence.places import NetworkPath
from rehabdesk.services.offices import choose
from rehabdesk.services.safekeeping.examination import examine
from rehabdesk.ui.kit.desk import Desk
from tests.faults.children import READY, Say, start
from tests.faults.tally import Tally
from tests.folders import PASSWORD, a_copied_office, a_folder, an_order

HOLDS = (1.0, 10.0, 60.0)  # seconds another program keeps the file
STUCK = 0.05  # seconds the window may not answer
TICK = 5  # milliseconds
TYPED = "Chữ vừa gõ"


class _Page(QLineEdit):
    """A field whose words are being saved while the file is held."""

    def __init__(self) -> None:
        super().__init__(TYPED)
        self.answer = ""
        self.loop = QEventLoop()
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._ticker = QTimer(self)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start(TICK)

    def show_fault(self, fault: OutsideFault) -> None:
        self._end(str(fault))

    def saved(self, _: object) -> None:
        self._end("saved")

    def wait(self) -> None:
        self.loop.exec()

    def _end(self, answer: str) -> None:
        self.answer = answer
        self.loop.quit()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now


def hold_the_file(place: Path, count: int, _seed: int) -> Tally:
    """F10: a held file is waited for beside the window, then said; what was typed stays."""
    tally = Tally(rounds=count)
    folder, _ = a_copied_office(place)
    key = bytes(folder.opened.key)
    folder.close()
    scale = 1.0 if count >= len(HOLDS) else 0.1
    holds = [each * scale for each in HOLDS[:count]]
    application = QApplication.instance() or QApplication([])
    with unittest.mock.patch.object(database, "BUSY_SECONDS", database.BUSY_SECONDS * scale):
        for seconds in holds:
            child = start(partial(_hold, place, key, seconds))
            child.hear()
            _save_meanwhile(tally, place, seconds, scale)
            child.kill()
    _expect_saving(tally, place)
    tally.expect(application is not None, "no application")
    return tally


def _hold(place: Path, key: bytes, seconds: float, say: Say) -> None:
    connection = open_raw(place / DATABASE_NAME, key)
    connection.execute("BEGIN IMMEDIATE")
    say(READY)
    time.sleep(seconds)
    connection.execute("ROLLBACK")


def _save_meanwhile(tally: Tally, place: Path, seconds: float, scale: float) -> None:
    """The office was opened before; what is saved now meets the other program's lock."""
    folder = a_folder(place)
    key = folder.vault.open_elsewhere(1, PASSWORD)
    folder.open_with(key, 1)
    with ThreadPoolExecutor(1) as lane:
        page, desk = _Page(), Desk(folder.opened.office, lane)
        start_at = time.perf_counter()
        act = partial(choose, key="đang gõ", value=TYPED)
        desk.do(page, act, page.saved)
        page.wait()
        took = time.perf_counter() - start_at
    is_short = seconds < 5 * scale
    says = f"held {seconds:.1f} s: {page.answer} after {took:.1f} s"
    tally.expect((page.answer == "saved") == is_short, says)
    if not is_short:
        tally.expect("đang mở ở phần mềm khác" in page.answer, says)
        tally.expect(4.5 * scale < took < 5 * scale + 2, says)
    tally.expect(page.text() == TYPED and page.isEnabled(), "what was typed is gone")
    longest = max(page.gaps, default=0.0)
    tally.figures["longest_gap"] = f"{longest * 1000:.0f}ms"
    stuck = [gap for gap in page.gaps if gap > STUCK]
    tally.expect(len(stuck) <= len(page.gaps) // 50, f"the window stood still: {stuck[:3]}")
    folder.leave()


def _expect_saving(tally: Tally, place: Path) -> None:
    folder = a_folder(place)
    folder.sign_in(1, PASSWORD)
    folder.opened.office.do(partial(choose, key="sau", value=TYPED))
    tally.expect(examine(folder).is_sound, "the file is not sound")
    folder.close()


def open_twice(place: Path, count: int, seed: int) -> Tally:
    """F11: the second window says who is in; when the first is killed, the office is free."""
    chance, tally = random.Random(seed), Tally()
    a_copied_office(place)[0].close()
    slowest = 0.0
    for _ in range(count):
        first = start(partial(_stay_in, place))
        first.hear()
        tally.rounds += 1
        second, begun = a_folder(place), time.perf_counter()
        try:
            second.sign_in(1, PASSWORD)
            tally.expect(holds=False, wrong="two windows are in at once")
        except AlreadyOpen as refusal:
            slowest = max(slowest, time.perf_counter() - begun)
            is_named = refusal.holder is not None and refusal.holder.pid == first.pid
            tally.expect(is_named, "the second window does not know who is in")
        tally.expect(second.vault.slots[1].failed == 0, "a try was counted")
        second.close()
        time.sleep(chance.uniform(0, 0.01))
        first.kill()
        _pretend(place, chance)
        begun = time.perf_counter()
        second.enter()
        slowest = max(slowest, time.perf_counter() - begun)
        second.sign_in(1, PASSWORD)
        second.close()
    tally.figures["slowest_answer"] = f"{slowest * 1000:.0f}ms"
    tally.expect(slowest < 1, "the answer took long")
    return tally


def _stay_in(place: Path, say: Say) -> None:
    folder = a_folder(place)
    folder.sign_in(1, PASSWORD)
    say(READY)
    time.sleep(60)


def _pretend(place: Path, chance: random.Random) -> None:
    """What a dead window wrote may name a process that lives again, or another machine."""
    pid, machine = chance.choice(((os.getpid(), "VH-02"), (1, os.uname().nodename), (0, "")))
    told = {"pid": pid, "machine": machine, "user": "", "since": "2026-11-20T08:00"}
    words = json.dumps(told) if chance.random() < 0.8 else "{"
    (place / FILE_NAME).write_text(words.ljust(1024))


SHARES = ("nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "davfs", "afs", "ceph")
OURS = ("ext4", "btrfs", "xfs", "tmpfs", "vfat", "exfat", "fuseblk", "overlay", "ntfs3")
WRITTEN = ("\\\\VP\\chung", "//VP/chung", "\\\\192.0.2.7\\hồ sơ")


def put_on_the_network(place: Path, _count: int, _seed: int) -> Tally:
    """F12: a folder on another machine is refused, with what to do; nothing is written there."""
    tally = Tally()
    mounts, share, link = place / "mounts", place / "ổ chung", place / "lối tắt"
    share.mkdir()
    link.symlink_to(share)
    escaped = str(share).replace(" ", "\\040")
    with unittest.mock.patch.object(places, "MOUNTS", mounts):
        for kind in (*SHARES, *OURS):
            mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nvp:/chung {escaped} {kind} rw 0 0\n")
            for folder in (share, share / "sâu" / "hơn", link):
                refused = _is_refused(tally, folder)
                tally.expect(refused == (kind in SHARES), f"{kind}: refused is {refused}")
    for written in WRITTEN:
        tally.expect(_is_refused(tally, Path(written)), f"{written} is taken")
    for drive, is_remote in ((4, True), (3, False), (2, False)):  # as GetDriveTypeW numbers them
        kernel = SimpleNamespace(GetDriveTypeW=lambda _root, kind=drive: kind)
        windows = SimpleNamespace(windll=SimpleNamespace(kernel32=kernel))
        with (
            unittest.mock.patch.object(places, "sys", SimpleNamespace(platform="win32")),
            unittest.mock.patch.dict(sys.modules, {"ctypes": windows}),
        ):
            tally.expect(_is_refused(tally, place) == is_remote, f"drive type {drive}")
    tally.expect(not any(share.iterdir()), "something was written to the share")
    return tally


def _is_refused(tally: Tally, folder: Path) -> bool:
    tally.rounds += 1
    try:
        places.refuse_network_path(folder)
    except NetworkPath as refusal:
        for work in (a_folder(folder).enter, partial(a_folder(folder).create, an_order())):
            _expect_advice(tally, work)
        return "máy chủ của cơ quan" in str(refusal)
    return False


def _expect_advice(tally: Tally, work: Callable[[], object]) -> None:
    try:
        work()
        tally.expect(holds=False, wrong="the folder was entered")
    except NetworkPath:
        return
