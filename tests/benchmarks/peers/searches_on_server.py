"""The same search with the records on a PostgreSQL: ours, and an ORM with ilike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import select

from rehabdesk.domain.records.person import IdentityPaper, Person
from rehabdesk.domain.text import fold
from rehabdesk.services.people.hits import find_hits
from tests.benchmarks import on_server
from tests.benchmarks.job import Context, Output
from tests.benchmarks.jobs.search import SHOWN, typed_through


def ours(context: Context) -> Output:
    office = context.once("server", lambda: on_server.of_persons(context))
    return typed_through(
        context,
        lambda typed: [hit.id for hit in office.look(partial(find_hits, words=typed, limit=SHOWN))],
    )


def orm_ilike(context: Context) -> Output:
    office = context.once("server", lambda: on_server.of_persons(context))

    def search(typed: str) -> Sequence[int]:
        pattern = f"%{fold(typed)}%"
        wanted = select(Person).limit(SHOWN)
        if typed.isdigit():
            wanted = wanted.join(Person.papers).where(IdentityPaper.number_key.ilike(pattern))
        else:
            wanted = wanted.where(Person.name_fold.ilike(pattern))
        found: list[int] = office.look(
            lambda work: [each.id for each in work.session.scalars(wanted)]
        )
        return found

    return typed_through(context, search, is_inside=True)
