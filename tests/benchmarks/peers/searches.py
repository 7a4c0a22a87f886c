"""The same search by an ORM with ilike, and by the index alone through the bare driver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.records.person import IdentityPaper, Person
from rehabdesk.domain.text import fold
from rehabdesk.persistence.asked import asked
from rehabdesk.persistence.search_dialects import match_question
from tests.benchmarks.job import Context, Output
from tests.benchmarks.jobs.search import SHOWN, opened, typed_through

_RAW = """
SELECT p.id, c.code, p.full_name, p.name_order, p.birth, h.name,
  s.state, i.number
FROM person_search f JOIN person p ON p.id = f.rowid JOIN case_file c ON c.person_id = p.id
LEFT JOIN hamlet h ON h.id = p.hamlet_id
LEFT JOIN standing s ON s.person_id = p.id AND s.is_current
LEFT JOIN identity_paper i ON i.person_id = p.id
WHERE person_search MATCH ? LIMIT 50
"""


def orm_ilike(context: Context) -> Output:
    """What most programs would do: entities, and a pattern over names or, for digits, numbers."""
    office = context.once("office", lambda: opened(context))

    def search(text: str) -> Sequence[int]:
        pattern = f"%{fold(text)}%"
        wanted = select(Person).limit(SHOWN)
        if text.isdigit():
            wanted = wanted.join(Person.papers).where(IdentityPaper.number_key.ilike(pattern))
        else:
            wanted = wanted.where(Person.name_fold.ilike(pattern))
        found: list[int] = office.look(
            lambda work: [each.id for each in work.session.scalars(wanted)]
        )
        return found

    return typed_through(context, search, is_inside=True)


def raw_fts5(context: Context) -> Output:
    """The same index, the same columns for the list, nothing between us and the driver."""
    connection = context.once("connection", lambda: _raw(context))

    def search(text: str) -> Sequence[int]:
        question = match_question(asked(text))
        return [row[0] for row in connection.execute(_RAW, (question,)).fetchall()]

    return typed_through(context, search)


def _raw(context: Context) -> Any:
    office = opened(context)
    engine = office.sessions.kw["bind"]
    return engine.raw_connection().driver_connection
