"""Folded full-text look-up of persons; the one place that speaks an engine's own SQL for it.

It is asked at every key, so it goes to the driver: making a statement and its rows the usual way
takes longer than finding fifty persons among fifty thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from rehabdesk.domain.text import fold

_IDS = "SELECT rowid FROM person_search WHERE person_search MATCH ? LIMIT ?"
_COUNT = "SELECT count(*) FROM person_search WHERE person_search MATCH ?"

# The first so many are chosen before anything else is read of them.
_HITS = """
SELECT person.id, case_file.code, person.full_name, person.name_order, coalesce(person.birth, ''),
    coalesce(hamlet.name, ''), coalesce(standing.state, 'none'),
    coalesce((SELECT number FROM identity_paper AS paper WHERE paper.person_id = person.id
        ORDER BY paper.id LIMIT 1), '')
FROM (SELECT rowid AS id FROM person_search WHERE person_search MATCH ? LIMIT ?) AS hit
JOIN person ON person.id = hit.id
JOIN case_file ON case_file.person_id = person.id
LEFT JOIN hamlet ON hamlet.id = person.hamlet_id
LEFT JOIN standing ON standing.person_id = person.id AND standing.is_current
"""


def index_person(session: Session, person_id: int, words: str) -> None:
    """Keep the folded words of a person; called by every act that changes them."""
    _ask(session, "DELETE FROM person_search WHERE rowid = ?", person_id)
    kept = " ".join(_cut(words))
    _ask(session, "INSERT INTO person_search (rowid, words) VALUES (?, ?)", person_id, kept)


def index_new_persons(session: Session, words: Iterable[tuple[int, str]]) -> None:
    """Keep the folded words of many persons at once, none of whom is in the index yet."""
    rows = [(person_id, " ".join(_cut(told))) for person_id, told in words]
    _ask_many(session, "INSERT INTO person_search (rowid, words) VALUES (?, ?)", rows)


def forget_persons(session: Session, person_ids: Iterable[int]) -> None:
    """Take persons out of the index."""
    rows = [(each,) for each in person_ids]
    _ask_many(session, "DELETE FROM person_search WHERE rowid = ?", rows)


def gather_index(session: Session) -> None:
    """Put together what single changes have scattered; a key is answered twice as fast after it."""
    _ask(session, "INSERT INTO person_search (person_search) VALUES ('optimize')")


def find_persons(session: Session, typed: str, limit: int) -> list[int]:
    """Return ids of persons all of whose typed words begin some word of theirs."""
    query = match_query(typed)
    return [row[0] for row in _ask(session, _IDS, query, limit)] if query else []


def find_hits(session: Session, typed: str, limit: int) -> list[tuple[Any, ...]]:
    """Return what a line of hits tells of such persons, as it is stored.

    Id, code of the file, name and its order, birth, hamlet; state; number of the first paper.
    """
    query = match_query(typed)
    return _ask(session, _HITS, query, limit) if query else []


def count_persons(session: Session, typed: str) -> int:
    """Count all such persons, which of a single letter takes far longer than finding some."""
    query = match_query(typed)
    return int(_ask(session, _COUNT, query)[0][0]) if query else 0


def match_query(typed: str) -> str:
    """Make every typed word a beginning, in any order, with no sign the engine reads as its own.

    Neighbouring figures may also be one number, written with blanks or dots in it.
    """
    parts: list[str] = []
    for is_number, words in groupby(_cut(typed), str.isdecimal):
        group = [f'"{word}"*' for word in words]
        parts += [_number(group)] if is_number and len(group) > 1 else group
    return " AND ".join(parts)


def _number(group: list[str]) -> str:
    joined = "".join(each.strip('"*') for each in group)
    return f'("{joined}"* OR ({" AND ".join(group)}))'


def _cut(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()


def _ask(session: Session, sql: str, *values: object) -> list[tuple[Any, ...]]:
    cursor = session.connection().connection.cursor()
    try:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
    finally:
        cursor.close()


def _ask_many(session: Session, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    cursor = session.connection().connection.cursor()
    try:
        cursor.executemany(sql, rows)
    finally:
        cursor.close()
