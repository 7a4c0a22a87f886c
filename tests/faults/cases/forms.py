"""F6: the power goes while somebody is typing."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

from rehabdesk.services.drafts import KeptForm, keep_draft, read_draft
from rehabdesk.services.safekeeping.examination import examine
from tests.faults.children import FAILED, READY, Say, killed
from tests.faults.tally import Tally
from tests.folders import PASSWORD, a_copied_office, a_folder

FORM = "intake"


def kill_while_typing(place: Path, count: int, seed: int) -> Tally:
    """F6: the draft last kept is there after the kill, whole, and the trail has no line of it."""
    chance, tally = random.Random(seed), Tally()
    a_copied_office(place)[0].close()

    def work(begin: int, say: Say) -> None:
        folder = a_folder(place)
        folder.sign_in(1, PASSWORD)
        say(READY)
        letters = begin
        while True:
            letters += 1
            words = {"full_name": "ắ" * letters, "letters": letters}
            folder.opened.office.keep(partial(keep_draft, form=FORM, content=words))
            say(str(letters))

    before, length = 0, 0
    for _ in range(count):
        said = killed(partial(work, before), chance.randrange(4), chance.uniform(0.0, 0.03))
        tally.rounds += 1
        tally.expect(FAILED not in said, "the program failed by itself")
        kept = max([before, *(int(line) for line in said if line != FAILED)])
        draft, audit_length = _offered(place)
        found = draft.content["letters"] if draft else 0
        tally.lose(int(found < kept), f"{kept - found} letters")
        if draft:
            tally.expect(draft.content["full_name"] == "ắ" * found, "a draft is there by half")
        tally.expect(audit_length - length <= 2 or not length, "drafts fill the trail")
        before, length = found, audit_length
    tally.figures["drafts"] = before
    return tally


def _offered(place: Path) -> tuple[KeptForm | None, int]:
    folder = a_folder(place)
    folder.sign_in(1, PASSWORD)
    draft = folder.opened.office.look(partial(read_draft, form=FORM))
    length = examine(folder).audit_length
    folder.close()
    return draft, length
