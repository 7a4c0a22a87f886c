"""What persons of the made-up commune got: loans, courses, work, advice and papers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.records.person import Person
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.services.office import Office, Work
from rehabdesk.services.practice.team import Moment, Told
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.recording import RecordSupport, record_step, record_support

_AFTERNOON = time(15)


def support_steps(office: Office, folder: Path) -> Iterator[Moment]:
    """Yield each support with what had happened by then, and each later step on its day."""
    for told in tomllib.loads((folder / "supports.toml").read_text("utf-8"))["supports"]:
        made: dict[str, int] = {}
        yield told["at"], partial(_record, office, told, made)
        for step in told.get("later", ()):
            at = datetime.combine(step["on"], _AFTERNOON)
            yield at, partial(_step_on, office, at, step, made)


def _record(office: Office, told: Told, made: dict[str, int]) -> None:
    at = told["at"]
    here = replace(office, clock=lambda: at)
    given: dict[str, Any] = {
        each.name: told[each.name] for each in fields(SupportFacts) if each.name in told
    }
    given["kind"] = SupportKind[told["kind"].upper()]
    given["person_id"] = here.look(partial(_person, name=told["person"]))
    steps = tuple(_facts(each) for each in told.get("steps", ()))
    order = RecordSupport(SupportFacts(**given), steps)
    made["id"] = here.do(partial(record_support, order=order)).result.support_id


def _step_on(office: Office, at: datetime, step: Told, made: Mapping[str, int]) -> None:
    here = replace(office, clock=lambda: at)
    here.do(partial(record_step, support_id=made["id"], step=_facts(step)))


def _facts(told: Told) -> StepFacts:
    return StepFacts(**(dict(told) | {"step": SupportStep[told["step"].upper()]}))


def _person(work: Work, name: str) -> int:
    return work.session.scalars(select(Person.id).filter_by(full_name=name)).first() or 0
