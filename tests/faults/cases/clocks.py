"""F13, F15: the machine's clock lies, and somebody guesses at passwords."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

from rehabdesk.domain.generations import BackupReason
from rehabdesk.persistence.backup import list_generations
from rehabdesk.persistence.lock import AlreadyOpen
from rehabdesk.persistence.vault import Cost, UnknownUser, Vault, WaitFirst, WrongPassword
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import back_up, backup_state
from rehabdesk.services.safekeeping.clock import clock_warning
from rehabdesk.services.safekeeping.examination import examine
from rehabdesk.services.safekeeping.witnesses import hear_backups
from tests.builders import taken_in
from tests.faults.children import FAILED, Say, start
from tests.faults.tally import Tally
from tests.folders import CHEAP, OTHER_PASSWORD, PASSWORD, Clock, a_folder, a_new_office

JUMPS = (
    timedelta(minutes=-1),
    timedelta(days=-1),
    timedelta(days=-365),
    timedelta(days=3653),
    timedelta(days=-3653),
)
ODD = timedelta(hours=1)  # smaller jumps are clocks being set right
DELAYS = (0, 0, 0, 0, 60, 120, 240, 300, 300, 300, 300, 300)
WRONG = "không phải nó"
NEARLY = 0.10
DEAR = Cost(memory_kib=2_048, passes=2, lanes=1)
AT_ONCE = 4
ATTEMPTS = 5


def turn_the_clock(place: Path, count: int, seed: int) -> Tally:
    """F13: trail, backups and the wait after wrong passwords go by order, not by the clock."""
    chance, tally = random.Random(seed), Tally()
    folder, _ = a_new_office(place)
    folder.close()
    for number in range(count):
        jump = JUMPS[number] if number < len(JUMPS) else chance.choice(JUMPS)
        clock = folder.clock
        assert isinstance(clock, Clock)
        clock.now += jump
        tally.rounds += 1
        folder.sign_in(1, PASSWORD)
        warning = folder.opened.office.look(clock_warning)
        tally.expect(bool(warning) == (abs(jump) > ODD), f"{jump}: {warning}")
        _work_and_judge(tally, folder, f"after {jump}")
        folder.close()
    folder.sign_in(1, PASSWORD)
    _expect_whole_wait(tally, folder)
    folder.close()
    return tally


def _work_and_judge(tally: Tally, folder: OfficeFolder, when: str) -> None:
    before = list_generations(folder.backup_place)
    taken_in(folder.opened.office, papers=())
    made = back_up(folder, BackupReason.CLOSE).row
    after = list_generations(folder.backup_place)
    tally.expect(after[0].name == made.name, f"{when}: the newest is not the one made last")
    newest = backup_state(folder).newest
    tally.expect(newest and newest.name == made.name, f"{when}: another is shown as newest")
    last_nine = {each.name for each in before[:9]}
    tally.expect(last_nine <= {each.name for each in after}, f"{when}: a young backup was thrown")
    tally.expect(examine(folder).is_sound, f"{when}: the trail is out of order")
    tally.expect(not hear_backups(folder).contradicting, f"{when}: a backup contradicts")


def _expect_whole_wait(tally: Tally, folder: OfficeFolder) -> None:
    """The office's clock goes forward a year; the wait is counted by another."""
    for _ in range(5):
        with suppress(WrongPassword, WaitFirst):
            folder.vault.open(1, WRONG)
    clock = folder.clock
    assert isinstance(clock, Clock)
    clock.now += timedelta(days=365)
    left = _wait_of(folder.vault, PASSWORD)
    tally.expect(left >= 59, f"the clock shortened the wait to {left} s")


class _Seconds:
    """A monotonic clock that goes as the test says."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def guess_passwords(place: Path, count: int, seed: int) -> Tally:
    """F15: the wait grows, and no restart, no clock and no second process shortens it."""
    chance, tally = random.Random(seed), Tally()
    folder, _ = a_new_office(place)
    folder.close()
    seconds = _Seconds()
    vault = Vault.load(place, CHEAP, seconds)
    for delay in DELAYS:
        tally.rounds += 1
        waited = _wait_of(vault, WRONG)
        tally.expect(waited == delay, f"waits {waited} s where {delay} s are due")
        if delay:
            seconds.now += delay * chance.uniform(0.1, 0.9)
            tally.expect(_wait_of(vault, PASSWORD), "the right password is taken while waiting")
            seconds = _Seconds()
            seconds.now = chance.choice((0.0, 5e8))  # the machine was started again
            vault = Vault.load(place, CHEAP, seconds)
            left = _wait_of(vault, PASSWORD)
            tally.expect(left == delay, f"after a restart {left} s of {delay} s")
            seconds.now += delay
    tally.expect(_opens(vault), "after the whole wait the right password does not open")
    _guess_at_once(tally, place)
    _compare_times(tally, place / "đo", count)
    return tally


def _wait_of(vault: Vault, password: str) -> int:
    try:
        vault.open(1, password)
    except WaitFirst as refusal:
        return refusal.seconds
    except WrongPassword:
        return 0
    return -1


def _opens(vault: Vault) -> bool:
    return _wait_of(vault, PASSWORD) == -1


def _guess_at_once(tally: Tally, place: Path) -> None:
    """Several programs guess at the same office: one holds it, and its tries are counted."""
    children = [start(partial(_guess, place)) for _ in range(AT_ONCE)]
    said = [line for child in children for line in child.end()]
    tally.expect(FAILED not in said, "a guessing program failed")
    tried = said.count("tried")
    failed = Vault.load(place, CHEAP).slots[1].failed
    tally.expect(tried == failed > 0, f"{tried} tries, {failed} counted")
    tally.figures["kept_out"] = said.count("kept out")


def _guess(place: Path, say: Say) -> None:
    folder = a_folder(place)
    for _ in range(4):
        time.sleep(0.01)
        try:
            folder.enter()
        except AlreadyOpen:
            say("kept out")
            continue
        failed = folder.vault.slots[1].failed
        try:
            folder.sign_in(1, OTHER_PASSWORD)
        except (WrongPassword, WaitFirst) as refusal:
            is_new = folder.vault.slots[1].failed > failed
            say("tried" if is_new or isinstance(refusal, WrongPassword) else "waits")


def _compare_times(tally: Tally, place: Path, count: int) -> None:
    """A user who is not there takes as long as a wrong password; a busy machine is asked again."""
    place.mkdir()
    vault = Vault.create(place, "UBND xã Yên Thịnh", DEAR)
    vault.admit(1, "Nguyễn Thị Hạnh", "", PASSWORD, bytes(32))
    ratios: list[float] = []
    while len(ratios) < ATTEMPTS and not any(abs(each - 1) <= NEARLY for each in ratios):
        ratios.append(_ratio(vault, count))
    tally.figures["unknown_to_wrong"] = f"{ratios[-1]:.2f}"
    tally.expect(abs(ratios[-1] - 1) <= NEARLY, f"an unknown user takes {ratios} times as long")


def _ratio(vault: Vault, count: int) -> float:
    times: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(count):
        for user_id, taken in times.items():
            begun = time.perf_counter()
            with suppress(WrongPassword, UnknownUser):
                vault.open(user_id, WRONG)
            taken.append(time.perf_counter() - begun)
        vault.slots[1] = replace(vault.slots[1], failed=0)
    return median(times[2]) / median(times[1])
