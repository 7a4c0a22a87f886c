"""F22: the server is stopped at once, again and again, while several clerks write."""

from __future__ import annotations

import logging
import random
import time
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from rehabdesk.persistence.faults import ServerAway, ServerBusy
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Office
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from tests.faults.cases.kills import next_save, read_version
from tests.faults.cases.together.scene import CLERKS, Scene, around_a_server, expect_whole
from tests.faults.children import FAILED, READY, Say, start
from tests.faults.tally import Tally
from tests.servers import ThrowawayServer

_PAUSE = 0.05  # seconds until a clerk presses again
_UNHEARD = 0.05  # of all saves
_BACK = 30.0  # seconds until work goes on, at most, also on a crowded machine
_OVER = "over"


def stop_the_server(place: Path, times: int, seed: int) -> Tally:
    """F22: no acknowledged save is lost; one sent again after its answer was lost is done once."""
    chance, tally = random.Random(seed), Tally()
    with around_a_server(place) as scene:
        server = scene.server
        assert server is not None
        clerks = [start(partial(_clerk, scene, seed, number)) for number in range(1, CLERKS + 1)]
        for clerk in clerks:
            tally.expect(clerk.hear() == READY, "a clerk could not come in")
        back = []
        for _ in range(times):
            time.sleep(chance.uniform(0.2, 0.8))
            back.append(_stop_and_start(server, chance))
            tally.rounds += 1
        time.sleep(1)
        (place / _OVER).touch()
        said = [line.split() for clerk in clerks for line in clerk.end()]
        kept = scene.look()
    tally.expect([FAILED] not in said, "a clerk's program failed")
    _judge(tally, said, kept.saves, kept.lines.get("person.corrected", 0))
    expect_whole(tally, kept)
    gone_on = [_first_after(said, moment) - moment for moment in back]
    tally.expect(max(gone_on) < _BACK, f"work went on after {max(gone_on):.1f} s")
    tally.figures["back_in"] = f"{sorted(gone_on)[len(gone_on) // 2] * 1000:.0f}ms"
    tally.figures["slowest"] = f"{max(gone_on) * 1000:.0f}ms"
    return tally


def _stop_and_start(server: ThrowawayServer, chance: random.Random) -> float:
    """Stop as if the machine had lost its power; return the moment it is started again."""
    server.stop("immediate")
    time.sleep(chance.uniform(0, 0.3))
    moment = time.monotonic()
    server.start()
    return moment


def _judge(tally: Tally, said: Sequence[list[str]], saves: dict[int, int], lines: int) -> None:
    saved = [line for line in said if line[0] == "saved"]
    for line in saved:
        person_id, number = int(line[1]), int(line[2])
        tally.lose(saves[person_id] < number, f"save {number} of {person_id}")
    kept = sum(saves.values())
    tally.expect(kept == len(saved), f"{kept} saves kept, {len(saved)} acknowledged")
    tally.expect(kept == lines, f"{kept} saves, {lines} lines in the trail")
    again = [line for line in saved if line[3] != "1"]
    tally.expect(again, "no save was ever cut off")
    tally.figures |= {
        "acknowledged": len(saved),
        "sent_again": len(again),
        "unheard": sum(1 for line in said if line[0] == "unheard"),
        "refused": sum(1 for line in said if line[0] == "refused"),
    }


def _first_after(said: Sequence[list[str]], moment: float) -> float:
    return min(float(line[4]) for line in said if line[0] == "saved" and float(line[4]) > moment)


def _clerk(scene: Scene, seed: int, number: int, say: Say) -> None:
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)  # it tells of each cut
    chance = random.Random(seed + number)
    home = scene.enter(number)
    engine = home.office.sessions.kw["bind"]
    engine.dialect.do_commit = partial(_commit_unheard, engine.dialect.do_commit, chance, say)
    say(READY)
    while not (scene.place / _OVER).exists():
        try:
            _save(home.office, chance.choice(scene.ids), say)
        except (ServerAway, ServerBusy):  # while the form was being opened
            time.sleep(_PAUSE)
    home.close()


def _commit_unheard(
    commit: Callable[[Any], None], chance: random.Random, say: Say, connection: Any
) -> None:
    """Save for good, and now and then let the answer be lost on its way."""
    commit(connection)
    if chance.random() < _UNHEARD:
        connection.driver_connection.close()
        say("unheard")
        raise psycopg.OperationalError("server closed the connection unexpectedly")


def _save(office: Office, person_id: int, say: Say) -> None:
    """Save one file; while nobody answers, the same save is sent again under its key."""
    version, facts = office.look(partial(read_version, person_id=person_id))
    number, facts = next_save(facts)
    act = partial(correct_person, order=CorrectPerson(person_id, version, facts))
    key = uuid.uuid4().hex
    for tries in count(1):
        try:
            office.do(act, key=key)
        except EditedMeanwhile:
            say("refused")
            return
        except (ServerAway, ServerBusy):
            time.sleep(_PAUSE)
            continue
        say(f"saved {person_id} {number} {tries} {time.monotonic()}")
        return
