"""Folded look-up of persons.

It is asked at every key, so it goes to the driver: making a statement and its rows the usual way
takes longer than finding fifty persons among fifty thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, text
from sqlalchemy.orm import Session

from rehabdesk.domain.text import given_name_order
from rehabdesk.persistence.asked import Part, asked, asked_of_names, kept_words
from rehabdesk.persistence.search_dialects import DIALECTS, LINES, Dialect

Row = tuple[Any, ...]
_PLACES = """
SELECT valid_from, valid_until, commune_code, commune_kind, commune_name, province_name
FROM office_profile ORDER BY valid_from
"""


def index_person(session: Session, person_id: int, words: str) -> None:
    """Keep the words of a person; called by every act that changes them."""
    forget_persons(session, (person_id,))
    index_new_persons(session, ((person_id, words),))


def index_new_persons(session: Session, words: Iterable[tuple[int, str]]) -> None:
    """Keep the words of many persons at once, none of whom is in the index yet."""
    dialect = _dialect(session)
    rows = [(person_id, dialect.words(kept_words(told))) for person_id, told in words]
    with closing(session.connection().connection.cursor()) as cursor:
        cursor.executemany(dialect.keep, rows)


def forget_persons(session: Session, person_ids: Iterable[int]) -> None:
    """Take persons out of the index."""
    rows = [(each,) for each in person_ids]
    with closing(session.connection().connection.cursor()) as cursor:
        cursor.executemany(_dialect(session).forget, rows)


def gather_index(session: Session) -> None:
    """Put together what single changes have scattered; a key is answered twice as fast after it."""
    with closing(session.connection().connection.cursor()) as cursor:
        cursor.execute(_dialect(session).gather)


def find_persons(session: Session, typed: str, limit: int) -> list[int]:
    """Return ids of persons all of whose typed words begin some word of theirs."""
    return [row[0] for row in _ask(session, _dialect(session).chosen, asked(typed), limit)]


def find_hits(session: Session, typed: str, limit: int) -> list[Row]:
    """Return what a line of hits tells of such persons, as it is stored.

    Id, code of the file, name and its order, birth, hamlet; state; number of the first paper.
    """
    return _ask(session, _dialect(session).lines, asked(typed), limit)


def find_named(session: Session, typed: str, limit: int) -> list[Row]:
    """Return the same of those whose name was typed, in any order, or its initials."""
    return _ask(session, _dialect(session).lines, asked_of_names(typed), limit)


def find_given(session: Session, typed: str, limit: int) -> list[Row]:
    """Return the same of those whose given name is what was typed, to the accent."""
    words = typed.split()
    if len(words) != 1 or not words[0].isalpha():
        return []
    order = given_name_order(words[0])
    with _lent_cursor(session) as cursor:
        cursor.execute(_dialect(session).given_lines, (f"{order} ", f"{order}!", limit))
        return list(cursor.fetchall())


def tell_hits(session: Session, person_ids: Sequence[int]) -> list[Row]:
    """Return the same of persons known already."""
    ids = bindparam("ids", list(person_ids), Integer, expanding=True)
    lines = text(LINES.format(chosen="SELECT id FROM person WHERE id IN :ids"))
    return [tuple(row) for row in session.execute(lines.bindparams(ids))]


def count_persons(session: Session, typed: str) -> int:
    """Count all such persons, which of a single letter takes far longer than finding some."""
    rows = _ask(session, _dialect(session).count, asked(typed))
    return int(rows[0][0]) if rows else 0


def read_places(session: Session) -> list[Row]:
    """Return where the office is and was: from when, until when, code, kind, name, province."""
    with _lent_cursor(session) as cursor:
        cursor.execute(_PLACES)
        return list(cursor.fetchall())


def _dialect(session: Session) -> Dialect:
    return DIALECTS[session.get_bind().dialect.name]


def _ask(session: Session, sql: str, parts: Sequence[Part], *limit: int) -> list[Row]:
    if not parts:
        return []
    question = _dialect(session).question(parts)
    with _lent_cursor(session) as cursor:
        _dialect(session).ask(cursor, sql, (question, *limit))
        return list(cursor.fetchall())


@contextmanager
def _lent_cursor(session: Session) -> Iterator[Any]:
    """Lend a cursor of the session's transaction; of none when it has not begun one.

    Most looks ask nothing else, and beginning and ending a transaction costs half as much again.
    """
    bind = session.get_bind()
    if session.in_transaction() or isinstance(bind, Connection):
        with closing(session.connection().connection.cursor()) as cursor:
            yield cursor
        return
    with (
        closing(bind.raw_connection()) as lent,
        _dialect(session).alone(lent.driver_connection),
        closing(lent.cursor()) as cursor,
    ):
        yield cursor
