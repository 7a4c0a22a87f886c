"""P3: a person is looked up as the clerk types, letter by letter; the first 50 are shown."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from random import Random
from statistics import median, quantiles

from rehabdesk.domain.text import fold
from rehabdesk.services.office import Office
from rehabdesk.services.people.hits import find_hits
from tests.benchmarks import offices, windows
from tests.benchmarks.bars import Between, Faster, NotYet, Within
from tests.benchmarks.job import Context, Job, Output, Peer, Wrong
from tests.benchmarks.persons import Invented

SHOWN = 50
Search = Callable[[str], Sequence[int]]
_LARGE = (50_000, 500_000)
_LEAST_END = 3  # figures


@dataclass(frozen=True, slots=True)
class Typed:
    """Every text that stood in the box while a dozen searches were typed."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    hits: Mapping[str, Sequence[int]]
    is_inside: bool = False  # finds a text inside a word too, but only as one piece


def data(seed: int, size: int) -> Typed:
    chance = Random(seed)
    everybody = _people(size)
    whole = ["xyzk", "không có ai tên thế"]
    for _ in range(3):
        person = chance.choice(everybody)
        given = person.full_name.split()[-1]
        whole += [person.full_name.lower(), fold(person.full_name), given]
    whole += [chance.choice(everybody).id_number]
    texts = (text[:end] for text in whole for end in range(1, len(text) + 1))
    return Typed(tuple(text for text in texts if not text.endswith(" ")))


def ours(context: Context) -> Output:
    office = context.once("office", lambda: opened(context))
    output = typed_through(
        context,
        lambda text: [hit.id for hit in office.look(partial(find_hits, words=text, limit=SHOWN))],
    )
    repaint = context.once("repaint", lambda: _repaint(context))
    return replace(output, figures={**output.figures, "repaint_p95_ms": repaint})


def limit(context: Context) -> Output:
    """Look through the same letters in memory, for a text nobody has."""
    text = context.once("text", lambda: "\n".join(_words(context.size)).encode())

    def search(_: str) -> Sequence[int]:
        if text.find(b"\x00") >= 0:
            raise Wrong("found what is not there")
        return ()

    return typed_through(context, search)


def _repaint(context: Context) -> float:
    """Let another process type the same in a window; return what a key costs there."""
    typed: Typed = context.data
    texts = context.scratch / "texts"
    texts.write_text("\n".join(typed.texts), "utf-8")
    place = offices.office_of(context.shared, context.size)
    told = windows.shown("search_window", place, texts)
    if told.content != SHOWN:
        raise Wrong(f"at most {told.content} lines were shown")
    return told.figures["repaint_p95_ms"]


def opened(context: Context) -> Office:
    return offices.opened(offices.office_of(context.shared, context.size))


def typed_through(context: Context, search: Search, *, is_inside: bool = False) -> Output:
    """Search for each text in turn; what one key costs is what counts."""
    typed: Typed = context.data
    took, hits = [], {}
    for text in typed.texts:
        start = time.perf_counter()
        hits[text] = search(text)
        took.append((time.perf_counter() - start) * 1000)
    figures = {"p50_ms": median(took), "p95_ms": quantiles(took, n=20)[-1], "max_ms": max(took)}
    return Output(Found(hits, is_inside), sum(took) / 1000, figures)


def verify(context: Context, output: Output) -> Mapping[str, int]:
    """Compare with looking at everybody's words, one by one, for every seventh text."""
    found: Found = output.content
    if not any(found.hits.values()):  # the limit looks for nobody
        return {"texts": len(found.hits)}
    for text, hits in list(found.hits.items())[::7]:
        wanted = _wanted(text, context.size, is_inside=found.is_inside)
        if len(hits) != min(len(wanted), SHOWN) or not set(hits) <= wanted:
            raise Wrong(f"{len(hits)} persons found for a text that {len(wanted)} have")
    return {"texts": len(found.hits)}


def _wanted(text: str, size: int, *, is_inside: bool) -> set[int]:
    if is_inside:
        return {
            at
            for at, person in enumerate(_people(size), 1)
            if any(fold(text) in each for each in _fields(person))
        }
    return {
        at
        for at, words in enumerate(_words(size), 1)
        if all(_is_told(part, words) for part in fold(text).split())
    }


def _is_told(part: str, words: str) -> bool:
    """Every word begins a kept one, or some figures end a kept number."""
    is_end = part.isdecimal() and len(part) >= _LEAST_END
    return f" {part}" in f" {words}" or (
        is_end and re.search(rf"(?<!\w)(?=\d{{6}})\d*{part}(?!\w)", words) is not None
    )


def _fields(person: Invented) -> tuple[str, ...]:
    return fold(person.full_name), person.id_number


@cache
def _people(size: int) -> list[Invented]:
    return offices.people(size)


@cache
def _words(size: int) -> list[str]:
    return [
        " ".join(offices.search_words(each).replace(",", " ").split()) for each in _people(size)
    ]


JOB = Job(
    "search",
    "search as you type, p95 of a key",
    "",
    (5_000, 50_000, 500_000),
    data,
    ours,
    verify,
    {
        "orm_ilike": Peer("searches:orm_ilike", runs=1),
        "raw_fts5": Peer("searches:raw_fts5", runs=2),
        "on_server": Peer("searches_on_server:ours", ("psycopg",), runs=2, is_quick=False),
        "server_ilike": Peer("searches_on_server:orm_ilike", ("psycopg",), 1, is_quick=False),
    },
    limit,
    (
        NotYet(Faster("orm_ilike", 15, sizes=(50_000,)), held=0.55),
        Faster("orm_ilike", 15, sizes=(500_000,)),
        Within("raw_fts5", 3, sizes=_LARGE),
        Faster("server_ilike", 15, sizes=_LARGE, ours="on_server"),
        Between("repaint_p95_ms", 33),
    ),
    quick_sizes=(5_000, 50_000),
    runs=2,
    prepare=offices.prepare,
    figure="p95_ms",
)
