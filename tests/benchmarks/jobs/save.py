"""P10: one file is corrected and saved for good: encrypted, audited, synced."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from random import Random
from statistics import median, quantiles

from rehabdesk.domain.records.person import Person
from rehabdesk.services.audit import verify_chain
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.person_facts import read_person
from tests.benchmarks import offices
from tests.benchmarks.bars import Between, Within
from tests.benchmarks.job import Context, Job, Output, Wrong

SAVES = 200
PAGE = bytes(4096)


def data(seed: int, size: int) -> list[int]:
    chance = Random(seed)
    return [chance.randrange(size) + 1 for _ in range(SAVES)]


def ours(context: Context) -> Output:
    office = context.once("office", lambda: _lent(context))
    took = []
    for number, person_id in enumerate(context.data):
        order = office.look(partial(_corrected, person_id=person_id, number=number))
        start = time.perf_counter()
        office.do(partial(correct_person, order=order))
        took.append((time.perf_counter() - start) * 1000)
    return Output(office, sum(took) / 1000, _figures(took))


def limit(context: Context) -> Output:
    """Write one page and sync it."""
    took = []
    with (context.scratch / "page").open("wb", buffering=0) as file:
        for _ in context.data:
            start = time.perf_counter()
            file.write(PAGE)
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - start) * 1000)
    return Output(None, sum(took) / 1000, _figures(took))


def verify(context: Context, output: Output) -> Mapping[str, int]:
    """Every save is there, and the trail of all of them is whole."""
    if output.content is None:
        return {}
    office: Office = output.content
    last = {person_id: number for number, person_id in enumerate(context.data)}
    found = office.look(
        lambda work: {each: work.session.get_one(Person, each).note for each in last}
    )
    if found != {person_id: _note(number) for person_id, number in last.items()}:
        raise Wrong("a save is not there")
    if not office.look(lambda work: verify_chain(work.session)).is_whole:
        raise Wrong("the trail of the saves is broken")
    return {"saves": len(context.data)}


def _lent(context: Context) -> Office:
    return offices.opened(offices.lent_office(context.shared, context.size, context.scratch))


def _corrected(work: Work, person_id: int, number: int) -> CorrectPerson:
    person = work.session.get_one(Person, person_id)
    facts = replace(read_person(person), note=_note(number))
    return CorrectPerson(person_id, person.version, facts)


def _note(number: int) -> str:
    return f"Đã gặp lần {number + 1}"


def _figures(took: list[float]) -> dict[str, float]:
    return {"p50_ms": median(took), "p95_ms": quantiles(took, n=20)[-1]}


JOB = Job(
    "save",
    "save one file, p95",
    "",
    (5_000, 50_000),
    data,
    ours,
    verify,
    {},
    limit,
    (Within("limit", 6, plus=5), Between("p95_ms", 50)),
    quick_sizes=(5_000,),
    runs=2,
    prepare=offices.prepare,
    figure="p95_ms",
)
