"""F23: eight clerks save the same few files at once, in every way a file is saved."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import quantiles

from rehabdesk.domain.records import Person
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.row_code import row_code
from rehabdesk.domain.tables.sheet import Sheet, Workbook
from rehabdesk.persistence.faults import PlaceBusy, ServerBusy
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.importing.checking import check_rows
from rehabdesk.services.importing.orders import CheckRows, Choice, RowAction, RunImport
from rehabdesk.services.importing.reading import look_at_table
from rehabdesk.services.importing.writing import (
    ChangedSinceCheck,
    FilesChangedSinceCheck,
    run_import,
)
from rehabdesk.services.lists.bulk import move_to_hamlet
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.person_facts import read_person
from tests.faults.cases.kills import read_version, save_with, saves_in
from tests.faults.cases.together.scene import (
    CLERKS,
    Scene,
    around_a_file,
    around_a_server,
    expect_whole,
)
from tests.faults.children import FAILED, READY, Say, start
from tests.faults.tally import Tally

THINKING = 0.004  # seconds at most between reading and saving
_SOME = 3  # files of an act on many
_LONGEST = 100  # milliseconds of a save, of all but one in a hundred; judged where many are made
_ENOUGH = 1_000
_F = ImportField


def save_beside_each_other(place: Path, count: int, seed: int) -> Tally:
    """F23: every save of eight clerks in one file stands, or was refused and said what differs."""
    return _all_at_once(around_a_file(place), count, seed)


def save_on_one_server(place: Path, count: int, seed: int) -> Tally:
    """F23-server: the same of eight machines at one server, over the network."""
    return _all_at_once(around_a_server(place), count, seed)


def _all_at_once(around: AbstractContextManager[Scene], count: int, seed: int) -> Tally:
    tally = Tally(rounds=count)
    each = count // CLERKS
    with around as scene:
        alone = _work(scene, each - each // 4, seed, ("saved",))
        mixed = _work(scene, each // 4, seed + CLERKS, tuple(_WAYS))
        kept = scene.look()
    said = [*alone, *mixed]
    tally.expect([FAILED] not in said, "a clerk's program failed")
    done = {way: [line for line in said if line[:1] == [way]] for way in _WAYS}
    answered = sum(map(len, done.values()))
    tally.expect(answered == each * CLERKS, f"{answered} saves were answered")
    refused = [line for line in said if line[:1] == ["refused"]]
    tally.expect(all(line[2] == "told" for line in refused), "a conflict names no field")
    wanted = len(done["saved"]) + sum(int(line[2]) for line in done["imported"])
    lost = wanted - sum(kept.saves.values())
    tally.lose(lost, f"{lost} saves overwritten unseen")
    moved = sum(int(line[2]) for line in done["moved"])
    lines = kept.lines.get("person.corrected", 0)
    tally.expect(lines == wanted + moved, f"{lines} lines of the trail")
    imports = kept.lines.get("import.done", 0)
    tally.expect(imports == len(done["imported"]), f"{imports} imports in the trail")
    expect_whole(tally, kept)
    tally.figures |= {"busy": said.count(["busy"]), "conflicts": len(refused)}
    _tell_times(tally, "alone", alone, "saved")
    for way in _WAYS:
        _tell_times(tally, f"mixed_{way}", mixed, way)
    return tally


def _work(scene: Scene, saves: int, seed: int, ways: tuple[str, ...]) -> list[list[str]]:
    """Let every clerk make so many saves in these ways; return what they had to say."""
    numbers = range(1, CLERKS + 1)
    clerks = [start(partial(_clerk, scene, saves, seed, ways, each)) for each in numbers]
    return [line.split() for clerk in clerks for line in clerk.end()]


def _tell_times(tally: Tally, name: str, said: list[list[str]], way: str) -> None:
    times = [float(line[1]) for line in said if line[0] == way]
    cuts = quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    tally.figures[name] = f"{len(times)}:p50={cuts[49]:.0f}ms,p99={cuts[98]:.0f}ms"
    if len(times) > _ENOUGH:
        tally.expect(cuts[98] <= _LONGEST, f"{name}: p99 is {cuts[98]:.0f} ms")


@dataclass
class _Clerk:
    office: Office
    ids: list[int]
    chance: random.Random

    def save(self) -> tuple[float, int]:
        """Open one file, think, save it."""
        person_id = self.chance.choice(self.ids)
        version, facts = self.office.look(partial(read_version, person_id=person_id))
        facts = replace(facts, note=f"lúc nghĩ thứ {self.chance.random()}")
        self._think()
        begun = time.perf_counter()
        save_with(self.office, person_id, version, facts)
        return begun, 1

    def import_some(self) -> tuple[float, int]:
        """Bring corrections back as a workbook: checked, looked at, written."""
        some = self.chance.sample(self.ids, _SOME)
        order = self.office.look(partial(_corrections, person_ids=some))
        check = self.office.look(partial(check_rows, order=order))
        self._think()
        begun = time.perf_counter()
        done = self.office.do(partial(run_import, order=RunImport.as_seen(order, check))).result
        return begun, done.updated

    def move_some(self) -> tuple[float, int]:
        """Put some into a hamlet: one act on many files, each read anew in it."""
        some, hamlet_id = self.chance.sample(self.ids, _SOME), self.chance.choice((1, 2, 3))
        begun = time.perf_counter()
        act = partial(move_to_hamlet, person_ids=some, hamlet_id=hamlet_id)
        return begun, len(self.office.do(act).result.done)

    def _think(self) -> None:
        time.sleep(self.chance.uniform(0, THINKING))


_WAYS: dict[str, tuple[Callable[[_Clerk], tuple[float, int]], int]] = {
    "saved": (_Clerk.save, 8),
    "imported": (_Clerk.import_some, 1),
    "moved": (_Clerk.move_some, 1),
}


def _clerk(
    scene: Scene, saves: int, seed: int, ways: tuple[str, ...], number: int, say: Say
) -> None:
    """Save in these ways until so many saves have come through."""
    home = scene.enter(number)
    clerk = _Clerk(home.office, scene.ids, random.Random(seed + number))
    say(READY)
    done = 0
    weights = [_WAYS[way][1] for way in ways]
    while done < saves:
        [way] = clerk.chance.choices(ways, weights)
        try:
            begun, count = _WAYS[way][0](clerk)
        except EditedMeanwhile as refusal:
            say(f"refused {way} {'told' if refusal.differences else 'silent'}")
            continue
        except (FilesChangedSinceCheck, ChangedSinceCheck):  # both say what has moved
            say(f"refused {way} told")
            continue
        except (PlaceBusy, ServerBusy):  # the others wrote all the time; the clerk presses again
            say("busy")
            continue
        say(f"{way} {(time.perf_counter() - begun) * 1000:.1f} {count}")
        done += 1
    home.close()


def _corrections(work: Work, person_ids: list[int]) -> CheckRows:
    """Give a workbook of corrections as it comes back, every line of it ticked."""
    heads = (_F.ROW_CODE, _F.OCCUPATION, _F.WORKPLACE)
    rows = [tuple(each.label for each in heads)]
    for person_id in person_ids:
        facts = read_person(work.session.get_one(Person, person_id))
        number = saves_in(facts.occupation) + 1
        rows.append((row_code(person_id), f"lần {number}", f"nơi {number}"))
    book = Workbook("sửa.xlsx", "xlsx", "1" * 64, (Sheet("Sửa", tuple(rows)),))
    sight = look_at_table(work, book.sheets[0], ImportKind.CORRECTIONS)
    taken = Choice(RowAction.UPDATE, taken=frozenset(each.value for each in heads[1:]))
    choices = dict.fromkeys(range(2, len(rows) + 1), taken)
    return CheckRows(book, sight.table, ImportKind.CORRECTIONS, sight.columns, choices=choices)
