"""F5, F14: what was written is cut, overwritten or altered by a single bit."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence.backup import DATABASE_NAME
from rehabdesk.persistence.faults import FileDamaged, FileMissing
from rehabdesk.persistence.vault import COPY_NAME, FILE_NAME, VaultDamaged
from rehabdesk.services.safekeeping.backups import back_up
from rehabdesk.services.safekeeping.elsewhere import find_rescue
from rehabdesk.services.safekeeping.examination import examine
from rehabdesk.services.safekeeping.returning import start_from
from tests.builders import taken_in
from tests.faults.tally import Tally
from tests.folders import PASSWORD, a_copied_office, a_folder

Damage = Callable[[bytearray, random.Random], None]
PAGE = 4096
HEADER = 100
ACTS = 5
RESCUED = 5  # every fifth damaged office is also saved by its backup


def flip_a_bit(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def spoil_a_page(content: bytearray, chance: random.Random) -> None:
    start = PAGE * chance.randrange(len(content) // PAGE)
    content[start : start + PAGE] = chance.randbytes(PAGE)


def clear_a_page(content: bytearray, chance: random.Random) -> None:
    start = PAGE * chance.randrange(len(content) // PAGE)
    content[start : start + PAGE] = bytes(PAGE)


def cut_anywhere(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def spoil_the_header(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(HEADER)] ^= chance.randrange(1, 256)


DAMAGES: tuple[Damage, ...] = (
    flip_a_bit,
    spoil_a_page,
    clear_a_page,
    cut_anywhere,
    spoil_the_header,
)


def tear_logs(place: Path, count: int, seed: int) -> Tally:
    """F5: cut or flip the log that a crash left behind; what opens is a whole run of acts."""
    chance, tally = random.Random(seed), Tally()
    live, _ = a_copied_office(place / "xã")
    for number in range(ACTS):
        taken_in(live.opened.office, full_name=f"Trần Văn {number}", papers=())
    content = (live.folder / f"{DATABASE_NAME}-wal").read_bytes()
    seen = set()
    for number in range(count):
        crashed = place / "sau khi mất điện"
        shutil.copytree(live.folder, crashed, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
        torn = bytearray(content)
        if number:  # the first is whole
            (flip_a_bit if number % 2 else cut_anywhere)(torn, chance)
        (crashed / f"{DATABASE_NAME}-wal").write_bytes(torn)
        folder = a_folder(crashed)
        folder.sign_in(1, PASSWORD)
        found = examine(folder)
        tally.rounds += 1
        persons = found.counts["person"]
        tally.expect(found.is_sound, "what opened is not sound")
        tally.expect(persons == found.counts["case_file"], "half an act was kept")
        tally.lose(int(number == 0 and persons != ACTS), "acts in a whole log")
        seen.add(persons)
        folder.close()
        shutil.rmtree(crashed)
    live.close()
    tally.figures["prefixes"] = len(seen)
    return tally


def damage_files(place: Path, count: int, seed: int) -> Tally:
    """F14: damage is found before any edit, and the newest whole backup saves the office."""
    chance, tally = random.Random(seed), Tally()
    whole, names = _an_office_with_backups(place / "xã")
    for number in range(count):
        office = Path(shutil.copytree(whole, place / f"lần {number}"))
        damage = DAMAGES[number % len(DAMAGES)]
        tally.rounds += 1
        spoilt = _damaged(office / DATABASE_NAME, damage, chance)
        says = f"{damage.__name__} {number}"
        _expect_refused(tally, office, says)
        tally.expect((office / DATABASE_NAME).read_bytes() == spoilt, f"{says}: file touched")
        if number // len(DAMAGES) % RESCUED == 0:
            newest = names[-1]
            if number % 2:  # the newest backup lies on the same bad disk
                _damaged(office / "backups" / newest / DATABASE_NAME, damage, chance)
                newest = names[-2]
            if number % 3 == 0:
                _damage_keys(tally, office, chance)
            _expect_rescued(tally, office, newest, spoilt)
        shutil.rmtree(office)
    return tally


def _an_office_with_backups(place: Path) -> tuple[Path, list[str]]:
    folder, _ = a_copied_office(place)
    names = []
    for number in range(2):
        taken_in(folder.opened.office, full_name=f"Trần Văn {number}", papers=())
        names.append(back_up(folder, BackupReason.CLOSE).row.name)
    folder.close()
    return place, names


def _damaged(path: Path, damage: Damage, chance: random.Random) -> bytes:
    content = path.read_bytes()
    spoilt = bytearray(content)
    while spoilt == content:
        damage(spoilt, chance)
    path.write_bytes(spoilt)
    return bytes(spoilt)


def _expect_refused(tally: Tally, office: Path, says: str) -> None:
    folder = a_folder(office)
    try:
        folder.sign_in(1, PASSWORD)
        tally.expect(holds=False, wrong=f"{says}: not seen")
    except (FileDamaged, FileMissing) as fault:
        tally.expect("bản đã lưu" in str(fault), f"{says}: the backups are not offered")
    finally:
        folder.close()


def _damage_keys(tally: Tally, office: Path, chance: random.Random) -> None:
    """One damaged key file is made good by its copy; of two it is said that nothing opens."""
    _damaged(office / FILE_NAME, flip_a_bit, chance)
    tally.expect(a_folder(office).notice(), "a damaged key file is not told of")
    _damaged(office / COPY_NAME, cut_anywhere, chance)
    try:
        a_folder(office).users()
        tally.expect(holds=False, wrong="two damaged key files are not seen")
    except VaultDamaged:
        return


def _expect_rescued(tally: Tally, office: Path, newest: str, spoilt: bytes) -> None:
    folder = a_folder(office)
    found = find_rescue(folder)
    tally.expect(found and found.source.name == newest, f"{newest} is not what is offered")
    if found is None:
        return
    try:
        start_from(folder, found.source, 1, PASSWORD)
        folder.sign_in(1, PASSWORD)
        standing = examine(folder)
        tally.expect(standing.is_sound, "the restored office is not sound")
        tally.expect(standing.counts["person"] == found.persons, "not what the backup held")
    except OutsideFault as fault:
        tally.expect(holds=False, wrong=f"not restored: {fault}")
    finally:
        folder.close()
    kept = [each.read_bytes() for each in office.glob(f"replaced-*/{DATABASE_NAME}")]
    tally.expect(kept == [spoilt], "the damaged file was not kept aside")
