"""Kill the program in the middle of its work, many times, and count what was lost.

The child is forked from a process that has already imported everything, so a kill costs a few
milliseconds. It says "saved" through a pipe only after the act has come back.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.persistence.backup import list_generations, prove
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import back_up
from rehabdesk.services.safekeeping.examination import Examination, examine
from rehabdesk.services.safekeeping.keyholders import change_own_password
from rehabdesk.services.safekeeping.returning import go_back
from tests.builders import taken_in
from tests.folders import OTHER_PASSWORD, PASSWORD, a_folder, a_new_office

READY = "ready\n"
FAILED = "failed"
Say = Callable[[str], None]


@dataclass
class Tally:
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    bad: int = 0

    @property
    def is_clean(self) -> bool:
        return self.lost == self.bad == 0


def killed(work: Callable[[Say], None], done: int, after: float) -> list[str]:
    """Run work in a child; kill it a while after so many acts; return what it said it had done."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child only works, then dies
        child = os.fork()
    if child == 0:
        _work_to_the_end(work, writing)
    os.close(writing)
    with os.fdopen(reading, "r") as pipe:
        said = [line for line, _ in zip(pipe, range(done + 1), strict=False)]
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said += pipe.readlines()
    return [line.strip() for line in said if line != READY]


def _work_to_the_end(work: Callable[[Say], None], pipe: int) -> NoReturn:
    try:
        work(partial(_say, pipe))
    finally:
        if sys.exc_info()[0]:
            traceback.print_exc()
            _say(pipe, FAILED)
        os._exit(0)


def _say(pipe: int, word: str) -> None:
    os.write(pipe, f"{word}\n".encode())


def examined(place: Path, password: str = PASSWORD) -> Examination | None:
    """Open what the kill left behind, as the next start would."""
    folder = a_folder(place)
    try:
        folder.sign_in(1, password)
        found = examine(folder)
    except (Refusal, OutsideFault):
        return None
    finally:
        folder.close()
    return found


def kill_saves(place: Path, count: int, seed: int) -> Tally:
    """F1: every acknowledged save is there, and none is there by half."""
    chance, tally, before = random.Random(seed), Tally(), 0
    a_new_office(place)[0].close()

    def work(say: Say) -> None:
        folder = a_folder(place)
        folder.sign_in(1, PASSWORD)
        say("ready")
        while True:
            taken_in(folder.opened.office, papers=())
            say("saved")

    for _ in range(count):
        said = killed(work, chance.randrange(4), chance.uniform(0.0, 0.02))
        acknowledged = said.count("saved")
        found = examined(place)
        persons = found.counts["person"] if found else 0
        tally.kills += 1
        tally.acknowledged += acknowledged
        tally.bad += FAILED in said
        tally.lost += max(0, before + acknowledged - persons)
        tally.bad += not (found and found.is_sound and persons == found.counts["case_file"])
        before = persons
    return tally


def kill_backups(place: Path, count: int, seed: int) -> Tally:
    """F3: every backup that can be seen is whole."""
    chance, tally = random.Random(seed), Tally()
    folder, _ = a_new_office(place)
    taken_in(folder.opened.office)
    key = bytes(folder.opened.key)
    folder.close()

    def work(say: Say) -> None:
        folder = a_folder(place)
        folder.sign_in(1, PASSWORD)
        say("ready")
        while True:
            say(back_up(folder, BackupReason.ASKED).row.name)

    for _ in range(count):
        names = killed(work, chance.randrange(3), chance.uniform(0.0, 0.06))
        seen = list_generations(folder.backup_place)
        tally.kills += 1
        tally.acknowledged += len(names)
        tally.bad += FAILED in names
        tally.lost += len(set(names[-5:]) - {each.name for each in seen})
        for each in seen:
            try:
                tally.bad += prove(each, key).counts["person"] != 1
            except OutsideFault:
                tally.bad += 1
        tally.bad += examined(place) is None
        tally.bad += any(folder.backup_place.glob("*.tmp"))
    return tally


def kill_restores(place: Path, count: int, seed: int) -> Tally:
    """F4: the office is the old one or the restored one, never something between."""
    chance, tally = random.Random(seed), Tally()
    folder, _ = a_new_office(place / "xã")
    old = back_up(folder, BackupReason.ASKED).row.source
    taken_in(folder.opened.office)
    folder.close()

    def work(office: Path, say: Say) -> None:
        folder = a_folder(office)
        folder.sign_in(1, PASSWORD)
        say("ready")
        go_back(folder, office / "backups" / old.name)
        say("back")

    for number in range(count):
        office = Path(shutil.copytree(place / "xã", place / f"lần {number}"))
        said = killed(partial(work, office), chance.randrange(8) // 7, chance.uniform(0.0, 0.15))
        found = examined(office)
        tally.kills += 1
        tally.acknowledged += said.count("back")
        tally.bad += FAILED in said
        tally.bad += not (found and found.is_sound and found.counts["person"] in {0, 1})
        tally.lost += bool("back" in said and found and found.counts["person"] != 0)
        shutil.rmtree(office)
    return tally


def kill_password_changes(place: Path, count: int, seed: int) -> Tally:
    """F4: the old password opens, or the new one."""
    chance, tally, current = random.Random(seed), Tally(), PASSWORD
    a_new_office(place)[0].close()

    def work(say: Say) -> None:
        folder: OfficeFolder = a_folder(place)
        folder.sign_in(1, current)
        say("ready")
        pair = (current, OTHER_PASSWORD if current == PASSWORD else PASSWORD)
        while True:
            change_own_password(folder, *pair)
            say("changed")
            pair = (pair[1], pair[0])

    for _ in range(count):
        said = killed(work, chance.randrange(3), chance.uniform(0.0, 0.02))
        tally.acknowledged += said.count("changed")
        tally.kills += 1
        tally.bad += FAILED in said
        working = [each for each in (PASSWORD, OTHER_PASSWORD) if examined(place, each)]
        tally.bad += len(working) != 1
        current = working[0] if working else current
    return tally


CASES: dict[str, Callable[[Path, int, int], Tally]] = {
    "F1": kill_saves,
    "F3": kill_backups,
    "F4": kill_restores,
    "F4-password": kill_password_changes,
}
