"""The same search by an ORM with ilike, and by the index alone through the bare driver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.person import ContactPoint, IdentityPaper, Person
from rehabdesk.domain.text import fold
from rehabdesk.persistence.search import match_query
from tests.benchmarks.job import Context, Output
from tests.benchmarks.jobs.search import SHOWN, opened, typed_through

_RAW = """
SELECT p.id, p.full_name, p.birth, p.sex, c.code, h.name,
  e.kind, e.term_start, e.term_end, v.full_name
FROM person_search s JOIN person p ON p.id = s.rowid JOIN case_file c ON c.person_id = p.id
LEFT JOIN hamlet h ON h.id = p.hamlet_id LEFT JOIN episode e ON e.case_id = c.id
LEFT JOIN assignment a ON a.person_id = p.id AND a.until_on IS NULL
LEFT JOIN volunteer v ON v.id = a.volunteer_id
WHERE s.words MATCH ? LIMIT 50
"""


def orm_ilike(context: Context) -> Output:
    """What most programs would do: entities, and a pattern over the columns people know."""
    office = context.once("office", lambda: opened(context))

    def search(text: str) -> Sequence[int]:
        pattern = f"%{fold(text)}%"
        wanted = (
            select(Person)
            .join(CaseFile, CaseFile.person_id == Person.id)
            .join(IdentityPaper, IdentityPaper.person_id == Person.id)
            .join(ContactPoint, ContactPoint.person_id == Person.id)
            .where(
                or_(
                    Person.name_fold.ilike(pattern),
                    IdentityPaper.number_key.ilike(pattern),
                    ContactPoint.value.ilike(pattern),
                )
            )
            .limit(SHOWN)
        )
        found: list[int] = office.look(
            lambda work: [each.id for each in work.session.scalars(wanted)]
        )
        return found

    return typed_through(context, search, is_inside=True)


def raw_fts5(context: Context) -> Output:
    """The same index, the same columns for the list, nothing between us and the driver."""
    connection = context.once("connection", lambda: _raw(context))

    def search(text: str) -> Sequence[int]:
        return [row[0] for row in connection.execute(_RAW, (match_query(text),)).fetchall()]

    return typed_through(context, search)


def _raw(context: Context) -> Any:
    office = opened(context)
    engine = office.sessions.kw["bind"]
    return engine.raw_connection().driver_connection
