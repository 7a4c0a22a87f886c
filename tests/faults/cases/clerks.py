"""F23: eight clerks save the same few files at once."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import quantiles

from rehabdesk.persistence.faults import PlaceBusy
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.safekeeping.examination import examine
from rehabdesk.services.safekeeping.folder import Opened
from tests.builders import taken_in
from tests.faults.cases.kills import PERSONS, read_version, save_with, saves_in
from tests.faults.children import FAILED, READY, Say, start
from tests.faults.tally import Tally
from tests.folders import PASSWORD, a_copied_office, a_folder

CLERKS = 8
THINKING = 0.004  # seconds at most between reading and saving


def save_beside_each_other(place: Path, count: int, seed: int) -> Tally:
    """F23: every save of eight clerks stands, or was refused and said what differs."""
    tally = Tally(rounds=count)
    folder, _ = a_copied_office(place)
    ids = [taken_in(folder.opened.office, papers=()) for _ in range(PERSONS)]
    folder.close()
    each = count // CLERKS
    clerks = [start(partial(_clerk, place, ids, each, seed + number)) for number in range(CLERKS)]
    said = [line for clerk in clerks for line in clerk.end()]
    tally.expect(FAILED not in said, "a clerk's program failed")
    times = [float(line.split()[1]) for line in said if line.startswith("saved")]
    conflicts = [line for line in said if line.startswith("refused")]
    tally.expect(len(times) == each * CLERKS, f"{len(times)} saves were answered")
    tally.expect(all(line.endswith("told") for line in conflicts), "a conflict names no field")
    after = a_folder(place)
    after.sign_in(1, PASSWORD)
    tally.expect(examine(after).is_sound, "the file is not sound")
    kept = sum(
        saves_in(after.opened.office.look(partial(read_version, person_id=one))[1].occupation)
        for one in ids
    )
    after.close()
    tally.lose(len(times) - kept, f"{len(times) - kept} saves overwritten unseen")
    cuts = quantiles(times, n=100)
    tally.figures |= {
        "busy": said.count("busy"),
        "conflicts": len(conflicts),
        "p50": f"{cuts[49]:.0f}ms",
    }
    tally.figures["p99"] = f"{cuts[98]:.0f}ms"
    return tally


def _clerk(place: Path, ids: list[int], saves: int, seed: int, say: Say) -> None:
    """Save until so many saves have come through; the one lock on the folder is not asked here."""
    chance = random.Random(seed)
    opened = _beside(place)
    say(READY)
    done = 0
    while done < saves:
        person_id = chance.choice(ids)
        version, facts = opened.office.look(partial(read_version, person_id=person_id))
        facts = replace(facts, note=f"người ghi thứ {seed}")
        time.sleep(chance.uniform(0, THINKING))
        begun = time.perf_counter()
        try:
            save_with(opened.office, person_id, version, facts)
        except EditedMeanwhile as refusal:
            say(f"refused {'told' if refusal.differences else 'silent'}")
            continue
        except PlaceBusy:  # the others had the file all the time; the clerk presses again
            say("busy")
            continue
        say(f"saved {(time.perf_counter() - begun) * 1000:.1f}")
        done += 1


def _beside(place: Path) -> Opened:
    folder = a_folder(place)
    key = folder.vault.open_elsewhere(1, PASSWORD)
    folder.open_with(key, 1)
    return folder.opened
