"""F23-numbers: several officers give the next numbers of one book at the same moment."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

from sqlalchemy import select

from rehabdesk.domain.records import Decision
from rehabdesk.persistence.faults import PlaceBusy, ServerBusy
from rehabdesk.services.decisions.numbering import (
    NumberOne,
    NumberTaken,
    next_number,
    number_decisions,
)
from rehabdesk.services.office import Office, Work
from tests.builders import a_volunteer
from tests.faults.cases.together.scene import Scene, around_a_server, expect_whole
from tests.faults.children import FAILED, READY, Say, start
from tests.faults.tally import Tally
from tests.services.papers import TODAY, an_order, submitted

OFFICERS = 4


def number_at_once(place: Path, count: int, seed: int) -> Tally:
    """F23-numbers: no number is given twice, none is left out, and who came second is told."""
    tally = Tally(rounds=count)
    with around_a_server(place, count) as scene:
        home = scene.enter(1)
        papers = _papers_of(home.office, scene.ids)
        home.close()
        officers = [
            start(partial(_officer, scene, papers[number::OFFICERS], seed + number, number + 1))
            for number in range(OFFICERS)
        ]
        said = [line.split() for officer in officers for line in officer.end()]
        home = scene.enter(1)
        kept = home.office.look(_kept)
        home.close()
        expect_whole(tally, scene.look())
    tally.expect([FAILED] not in said, "an officer's program failed")
    told = {int(line[1]): int(line[2]) for line in said if line[0] == "given"}
    tally.lose(sum(kept.get(paper) != number for paper, number in told.items()), "a number given")
    tally.expect(sorted(kept.values()) == list(range(1, count + 1)), f"{sorted(kept.values())}")
    second = sum(line[0] == "taken" for line in said)
    tally.expect(second, "nobody ever came second")
    tally.figures |= {"given": len(told), "came_second": second}
    return tally


def _papers_of(office: Office, ids: list[int]) -> list[int]:
    helper = a_volunteer(office)
    return [submitted(office, an_order(office, each, helper)) for each in ids]


def _kept(work: Work) -> dict[int, int]:
    asked = select(Decision.id, Decision.number).where(Decision.number.is_not(None))
    return {row.id: row.number or 0 for row in work.session.execute(asked)}


def _officer(scene: Scene, papers: list[int], seed: int, number: int, say: Say) -> None:
    """Type the number that looks free; when somebody else has just given it, the next one."""
    chance = random.Random(seed)
    home = scene.enter(number)
    office = home.office
    say(READY)
    for paper in chance.sample(papers, len(papers)):
        is_given = False
        while not is_given:
            free = office.look(partial(next_number, book_id=1, year=TODAY.year))
            order = NumberOne(paper, str(free), TODAY)
            try:
                office.do(partial(number_decisions, orders=[order]))
            except NumberTaken:
                say("taken")
            except (PlaceBusy, ServerBusy):
                say("busy")
            else:
                say(f"given {paper} {free}")
                is_given = True
    home.close()
