"""The check of one new person against everybody who has a file, within a frame of the screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache, partial
from random import Random
from statistics import median, quantiles

from rehabdesk.domain.codes import ContactKind, IdentityKind
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.text import fold
from rehabdesk.services.office import Office
from rehabdesk.services.people.likeness import find_alike
from rehabdesk.services.people.person_facts import ContactFacts, PaperFacts, PersonFacts
from tests.benchmarks import offices
from tests.benchmarks.bars import Between, Faster
from tests.benchmarks.job import Context, Job, Output, Peer, Wrong
from tests.benchmarks.persons import Invented

FRAME = 16  # milliseconds
ASKED = 60
Ask = Callable[[PersonFacts], Sequence[int]]


class Slip(StrEnum):
    NONE = auto()
    LETTER = auto()
    DIGIT = auto()
    PLAIN = auto()
    ORDER = auto()


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Persons who have a file already, written down a little otherwise; and who they are."""

    facts: tuple[PersonFacts, ...]
    ids: tuple[int, ...]


def data(seed: int, size: int) -> Newcomers:
    chance = Random(seed)
    everybody = people(size)
    chosen = [chance.choice(everybody) for _ in range(ASKED)]
    facts = tuple(_otherwise(each, at) for at, each in enumerate(chosen))
    return Newcomers(facts, tuple(each.ordinal + 1 for each in chosen))


def ours(context: Context) -> Output:
    office = context.once("office", lambda: _opened(context))
    return asked(
        context,
        lambda facts: [row.id for row in office.look(partial(find_alike, facts=facts))],
    )


def asked(context: Context, ask: Ask) -> Output:
    newcomers: Newcomers = context.data
    took, found = [], []
    for facts in newcomers.facts:
        start = time.perf_counter()
        found.append(ask(facts))
        took.append((time.perf_counter() - start) * 1000)
    figures = {"p50_ms": median(took), "p95_ms": quantiles(took, n=20)[-1], "max_ms": max(took)}
    return Output(found, sum(took) / 1000, figures)


def verify(context: Context, output: Output) -> Mapping[str, int]:
    """Everybody asked about is found."""
    newcomers: Newcomers = context.data
    missed = [own for own, ids in zip(newcomers.ids, output.content, strict=True) if own not in ids]
    if missed:
        raise Wrong(f"{len(missed)} of {ASKED} persons were not found")
    return {"asked": ASKED}


def _otherwise(each: Invented, at: int) -> PersonFacts:
    """Write a person down as another clerk might: a slip, a year alone, a card misread."""
    name, number, born = each.full_name, each.id_number, PartialDate.of(each.born)
    slip = list(Slip)[at % len(Slip)]
    if slip is Slip.LETTER:
        name = name.replace("n", "m", 1)
    elif slip is Slip.DIGIT:
        number = number[:9] + str((int(number[9]) + 1) % 10) + number[10:]
    elif slip is Slip.PLAIN:
        name, born = fold(name), PartialDate(born.year)
    elif slip is Slip.ORDER:
        name = " ".join(reversed(name.split()))
    numbers = (PaperFacts(IdentityKind.CITIZEN_CARD, number),)
    return PersonFacts(
        name,
        each.sex,
        born,
        each.hamlet % 3 + 1,
        papers=() if slip is Slip.PLAIN else numbers,
        contacts=(ContactFacts(ContactKind.PHONE, each.phone),),
    )


def _opened(context: Context) -> Office:
    return offices.opened(offices.office_of(context.shared, context.size))


@cache
def people(size: int) -> list[Invented]:
    return offices.people(size)


JOB = Job(
    "alike",
    "check one new person for a file, p95",
    "",
    (5_000, 50_000, 500_000),
    data,
    ours,
    verify,
    {"in_memory": Peer("alike_in_memory:in_memory", runs=1, largest=50_000)},
    None,
    (
        Faster("in_memory", 10, sizes=(50_000,)),
        Between("p95_ms", FRAME, sizes=(5_000, 50_000)),
    ),
    quick_sizes=(5_000, 50_000),
    runs=2,
    prepare=offices.prepare,
    figure="p95_ms",
)
