"""A short form of `python -m tests.workbooks.fuzz`: made workbooks through to the records."""

from __future__ import annotations

import random

from rehabdesk.services.office import Office
from tests.workbooks.holding import Held
from tests.workbooks.making import make
from tests.workbooks.through import bring_in


def test_every_row_becomes_a_file_or_says_why_not(office: Office) -> None:
    whole = Held()
    for seed in range(12):
        whole.add(bring_in(office, make(seed), random.Random(seed)))
    assert whole.broken == []
    outcomes = [count for name, count in whole.counts.items() if name.startswith("imported: ")]
    assert sum(outcomes) > 0
    assert whole.counts["imports taken back"] > 0
