"""F1, F3, F4: kill the program in the middle of its work, many times, and count what was lost."""

from __future__ import annotations

import random
import shutil
import time
import unittest.mock
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqlalchemy import func, select
from sqlcipher3 import dbapi2

from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.records import AuditEntry, Person
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.persistence import backup
from rehabdesk.persistence.backup import (
    DATABASE_NAME,
    BackupUnreadable,
    Generation,
    contents_of,
    list_generations,
)
from rehabdesk.persistence.database import open_untouched, verify
from rehabdesk.persistence.places import sync_file
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.person_facts import PersonFacts, read_person
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import back_up
from rehabdesk.services.safekeeping.examination import Examination, examine
from rehabdesk.services.safekeeping.keyholders import change_own_password
from rehabdesk.services.safekeeping.returning import go_back
from tests.builders import taken_in
from tests.faults.children import FAILED, READY, Say, killed
from tests.faults.tally import Tally
from tests.folders import OTHER_PASSWORD, PASSWORD, a_copied_office, a_folder

PERSONS = 20
REFUSED = "refused"
LYING = 0.3  # of the copies come out of the disk other than they went in


@dataclass(frozen=True)
class Standing:
    """Where the office stands after a kill: how often each person was saved, and told of."""

    is_sound: bool
    saves: dict[int, int]
    lines: int


def examined(place: Path, password: str = PASSWORD) -> Examination | None:
    """Open what the kill left behind, as the next start would."""
    folder = a_folder(place)
    try:
        folder.sign_in(1, password)
        return examine(folder)
    except (Refusal, OutsideFault):
        return None
    finally:
        folder.close()


def save_once(office: Office, person_id: int) -> int:
    """Read a person as a form does, and save it with its number of saves in it."""
    return save_with(office, person_id, *office.look(partial(read_version, person_id=person_id)))


def save_with(office: Office, person_id: int, version: int, facts: PersonFacts) -> int:
    number, facts = next_save(facts)
    office.do(partial(correct_person, order=CorrectPerson(person_id, version, facts)))
    return number


def next_save(facts: PersonFacts) -> tuple[int, PersonFacts]:
    number = saves_in(facts.occupation) + 1
    return number, replace(facts, occupation=f"lần {number}", workplace=f"nơi {number}")


def read_version(work: Work, person_id: int) -> tuple[int, PersonFacts]:
    person = work.session.get_one(Person, person_id)
    return person.version, read_person(person)


def saves_in(occupation: str) -> int:
    return int(occupation.partition("lần ")[2] or 0)


def kill_saves(place: Path, count: int, seed: int) -> Tally:
    """F1: every acknowledged save is there, and none is there by half."""
    chance, tally = random.Random(seed), Tally()
    folder, _ = a_copied_office(place)
    ids = [taken_in(folder.opened.office, papers=()) for _ in range(PERSONS)]
    folder.close()

    def work(number: int, say: Say) -> None:
        choose = random.Random(seed + number)
        folder = a_folder(place)
        folder.sign_in(1, PASSWORD)
        say(READY)
        while True:
            person_id = choose.choice(ids)
            say(f"{person_id} {save_once(folder.opened.office, person_id)}")

    reopened = []
    for number in range(count):
        after = chance.uniform(0.002, 0.06)
        said = killed(partial(work, number), chance.randrange(12), after)
        tally.rounds += 1
        tally.expect(FAILED not in said, "the program failed by itself")
        acknowledged = [tuple(map(int, line.split())) for line in said if line != FAILED]
        tally.count("saves", len(acknowledged))
        standing, took = _stand(place)
        reopened.append(took)
        _judge(tally, standing, acknowledged)
    tally.expect(tally.figures["saves"], "nothing was ever saved")
    usual = sorted(reopened)[(count - 1) * 9 // 10]  # a busy machine may stall now and then
    tally.figures |= {"reopened_in": f"{usual * 1000:.0f}ms"}
    tally.figures |= {"slowest": f"{max(reopened) * 1000:.0f}ms"}
    tally.expect(usual < 1, f"reopened after {usual:.1f} s")
    return tally


def _stand(place: Path) -> tuple[Standing, float]:
    """Say where the office stands, and how long it took until the list could be used."""
    folder, start = a_folder(place), time.monotonic()
    folder.sign_in(1, PASSWORD)
    folder.opened.office.look(list_persons)
    took = time.monotonic() - start
    is_sound = examine(folder).is_sound
    standing = folder.opened.office.look(partial(_read_standing, is_sound=is_sound))
    folder.close()
    return standing, took


def _read_standing(work: Work, *, is_sound: bool) -> Standing:
    rows = work.session.execute(select(Person.id, Person.occupation, Person.workplace)).all()
    saves = {row.id: saves_in(row.occupation) for row in rows}
    halves = [row for row in rows if saves[row.id] and row.workplace != f"nơi {saves[row.id]}"]
    lines = select(func.count()).where(AuditEntry.act == "person.corrected")
    return Standing(is_sound and not halves, saves, work.session.scalar(lines) or 0)


def _judge(tally: Tally, found: Standing, acknowledged: list[tuple[int, ...]]) -> None:
    for person_id, number in acknowledged:
        tally.lose(found.saves[person_id] < number, f"save {number} of {person_id}")
    saves = sum(found.saves.values())
    tally.expect(saves == found.lines, f"{saves} saves, {found.lines} lines in the trail")
    tally.expect(found.is_sound, "a save is there by half, or the file is not sound")


def kill_backups(place: Path, count: int, seed: int) -> Tally:
    """F3: every backup that can be seen is whole, also when the disk writes other than it is told.

    A copy that a lying disk has spoilt never gets its name: it is opened and counted before.
    """
    chance, tally = random.Random(seed), Tally()
    folder, _ = a_copied_office(place)
    taken_in(folder.opened.office)
    key = bytes(folder.opened.key)
    folder.close()

    proved: set[str] = set()
    for number in range(count):
        after = chance.uniform(0.0, 0.06)
        work = partial(_back_up_on_a_lying_disk, place, seed + number)
        said = killed(work, chance.randrange(3), after)
        tally.rounds += 1
        tally.expect(FAILED not in said, "the program failed by itself")
        names = [line for line in said if line not in {FAILED, REFUSED}]
        tally.count("backups", len(names))
        tally.count(REFUSED, said.count(REFUSED))
        seen = list_generations(folder.backup_place)
        tally.lose(len(set(names[-5:]) - {each.name for each in seen}), "a backup told of")
        for each in seen:
            if number == count - 1 or each.name not in proved:
                tally.expect(_is_proved(each, key), f"{each.name} cannot be opened")
                proved.add(each.name)
        tally.expect(examined(place), "the office does not open")
        tally.expect(not any(folder.backup_place.glob("*.tmp")), "half a backup lies about")
    tally.expect(tally.figures["backups"], "no backup was ever made")
    return tally


def _back_up_on_a_lying_disk(place: Path, seed: int, say: Say) -> None:
    chance = random.Random(seed)
    lying = unittest.mock.patch.object(backup, "sync_file", partial(_sync_and_lie, chance))
    with lying:
        folder = a_folder(place)
        folder.sign_in(1, PASSWORD)
        say(READY)
        while True:
            try:
                say(back_up(folder, BackupReason.ASKED).row.name)
            except BackupUnreadable:
                say(REFUSED)


def _sync_and_lie(chance: random.Random, path: Path) -> None:
    sync_file(path)
    if path.name == DATABASE_NAME and chance.random() < LYING:
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)


def _is_proved(generation: Generation, key: bytes) -> bool:
    """Open it here and now; what the program itself says of it is not asked."""
    if generation.note is None:
        return False
    try:
        with closing(open_untouched(generation.folder / DATABASE_NAME, key)) as connection:
            verify(connection)
            return contents_of(connection).counts["person"] == 1
    except (dbapi2.Error, OutsideFault):
        return False


def kill_restores(place: Path, count: int, seed: int) -> Tally:
    """F4: the office is the old one or the restored one, never something between."""
    chance, tally = random.Random(seed), Tally()
    folder, _ = a_copied_office(place / "xã")
    old = back_up(folder, BackupReason.ASKED).row.source
    taken_in(folder.opened.office)
    folder.close()

    def work(office: Path, say: Say) -> None:
        folder = a_folder(office)
        folder.sign_in(1, PASSWORD)
        say(READY)
        go_back(folder, office / "backups" / old.name)
        say("back")

    for number in range(count):
        office = Path(shutil.copytree(place / "xã", place / f"lần {number}"))
        said = killed(partial(work, office), chance.randrange(8) // 7, chance.uniform(0.0, 0.15))
        found = examined(office)
        tally.rounds += 1
        tally.count("restores", said.count("back"))
        tally.expect(FAILED not in said, "the program failed by itself")
        is_whole = found and found.is_sound and found.counts["person"] in {0, 1}
        tally.expect(is_whole, "neither the old office nor the restored one")
        tally.lose(bool("back" in said and found and found.counts["person"]), "a restore told of")
        shutil.rmtree(office)
    return tally


def kill_password_changes(place: Path, count: int, seed: int) -> Tally:
    """F4: the old password opens, or the new one."""
    chance, tally, current = random.Random(seed), Tally(), PASSWORD
    a_copied_office(place)[0].close()

    def work(say: Say) -> None:
        folder: OfficeFolder = a_folder(place)
        folder.sign_in(1, current)
        say(READY)
        pair = (current, OTHER_PASSWORD if current == PASSWORD else PASSWORD)
        while True:
            change_own_password(folder, *pair)
            say("changed")
            pair = (pair[1], pair[0])

    for _ in range(count):
        said = killed(work, chance.randrange(3), chance.uniform(0.0, 0.02))
        tally.rounds += 1
        tally.count("changes", said.count("changed"))
        tally.expect(FAILED not in said, "the program failed by itself")
        working = [each for each in (PASSWORD, OTHER_PASSWORD) if examined(place, each)]
        tally.expect(len(working) == 1, f"{len(working)} passwords open")
        current = working[0] if working else current
    return tally
