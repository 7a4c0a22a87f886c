"""What police and health station told the made-up commune for its reports, paper by paper."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.office import Office
from rehabdesk.services.practice.team import Moment, Told
from rehabdesk.services.reports.figure_facts import FigureFacts
from rehabdesk.services.reports.typed_figures import is_of_days, type_figure

_BREAKDOWNS = {each.value: each for each in Breakdown}


def given_steps(office: Office, folder: Path) -> Iterator[Moment]:
    """Yield each paper on the day it was read: every figure in it is typed."""
    for told in tomllib.loads((folder / "given.toml").read_text("utf-8"))["papers"]:
        yield told["at"], partial(_type, office, told)


def _type(office: Office, told: Told) -> None:
    at = told["at"]
    here = replace(office, clock=lambda: at)
    known = here.look(catalogue)
    for code, amount in told["figures"].items():
        parts = told.get("parts", {}).get(code, {})
        facts = FigureFacts(
            code,
            Value(amount),
            told["until_on"],
            told.get("from_on") if is_of_days(known[code]) else None,
            told["giver"],
            told["paper"],
            told["paper_on"],
            parts={_BREAKDOWNS[key]: counted for key, counted in parts.items()},
        )
        here.do(partial(type_figure, facts=facts))
