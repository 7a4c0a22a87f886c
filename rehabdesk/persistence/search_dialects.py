"""How each engine keeps and looks up the words of persons; nothing else speaks its own SQL for it.

Both answer with the same persons, the earliest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rehabdesk.persistence.asked import Part

# What a line of hits tells. The first so many are chosen before anything else is read of them.
LINES = """
SELECT person.id, case_file.code, person.full_name, person.name_order, coalesce(person.birth, ''),
    coalesce(hamlet.name, ''), coalesce(standing.state, 'none'),
    coalesce((SELECT number FROM identity_paper AS paper WHERE paper.person_id = person.id
        ORDER BY paper.id LIMIT 1), '')
FROM ({chosen}) AS hit
JOIN person ON person.id = hit.id
JOIN case_file ON case_file.person_id = person.id
LEFT JOIN hamlet ON hamlet.id = person.hamlet_id
LEFT JOIN standing ON standing.person_id = person.id AND standing.is_current
"""


_KEPT_BEGINNINGS = 6  # letters


@dataclass(frozen=True)
class Dialect:
    """The statements of one engine, and how words and questions are handed to it."""

    chosen: str  # ids of the first so many whose words answer a question
    count: str
    keep: str
    forget: str
    gather: str
    given: str  # ids of the first so many whose order lies between two
    words: Callable[[Iterable[str]], Any]
    question: Callable[[Sequence[Part]], str]
    ask: Callable[[Any, str, tuple[Any, ...]], Any]  # a cursor, a statement, its values
    alone: Callable[[Any], AbstractContextManager[None]]  # a connection that asks one question

    @cached_property
    def lines(self) -> str:
        return LINES.format(chosen=self.chosen)

    @cached_property
    def given_lines(self) -> str:
        return LINES.format(chosen=self.given)


def match_question(parts: Sequence[Part]) -> str:
    """Ask an FTS5 index, with no sign in it that the engine reads as its own."""
    return _joined(parts, " AND ", " OR ", lambda beginning: f'"{beginning}"*')


def vector_question(parts: Sequence[Part]) -> str:
    """Ask a text search vector; words are of letters and figures, so nothing needs hiding."""
    return _joined(parts, " & ", " | ", _lexeme)


def _lexeme(beginning: str) -> str:
    """Ask for a long beginning by its kept one too: of that the server knows how rare it is."""
    if len(beginning) <= _KEPT_BEGINNINGS:
        return f"'{beginning}'"
    return f"('{beginning[:_KEPT_BEGINNINGS]}' & '{beginning}':*)"


def _with_beginnings(words: Iterable[str]) -> list[str]:
    """Keep short beginnings as words: a vector puts longer ones together from all that have them.

    The index of a file does so by itself.
    """
    every = range(1, _KEPT_BEGINNINGS + 1)
    return sorted({part for word in words for part in (word, *(word[:end] for end in every))})


def _joined(parts: Sequence[Part], every: str, some: str, shown: Callable[[str], str]) -> str:
    told = []
    for part in parts:
        readings = [every.join(map(shown, reading)) for reading in part]
        if len(readings) == 1:
            told.append(readings[0])
        else:
            told.append(f"({some.join(f'({each})' for each in readings)})")
    return every.join(told)


def _ask_file(cursor: Any, sql: str, values: tuple[Any, ...]) -> Any:
    return cursor.execute(sql, values)


def _ask_server(cursor: Any, sql: str, values: tuple[Any, ...]) -> Any:
    """Let the server plan with the words themselves: a rare one is sought otherwise than "n"."""
    return cursor.execute(sql, values, prepare=False)


@contextmanager
def _without_beginning(connection: Any) -> Iterator[None]:
    """Leave out the beginning and the end of a transaction, each a way there and back."""
    connection.autocommit = True
    try:
        yield
    finally:
        if not connection.closed:
            connection.autocommit = False


DIALECTS = {
    "sqlite": Dialect(
        chosen="SELECT rowid AS id FROM person_search WHERE person_search MATCH ? LIMIT ?",
        count="SELECT count(*) FROM person_search WHERE person_search MATCH ?",
        keep="INSERT INTO person_search (rowid, words) VALUES (?, ?)",
        forget="DELETE FROM person_search WHERE rowid = ?",
        gather="INSERT INTO person_search (person_search) VALUES ('optimize')",
        given="SELECT id FROM person WHERE name_order >= ? AND name_order < ?"
        " ORDER BY name_order LIMIT ?",
        words=" ".join,
        question=match_question,
        ask=_ask_file,
        alone=lambda _connection: nullcontext(),
    ),
    "postgresql": Dialect(
        chosen="SELECT person_id AS id FROM person_search WHERE words @@ %s::tsquery"
        " ORDER BY person_id LIMIT %s",
        count="SELECT count(*) FROM person_search WHERE words @@ %s::tsquery",
        keep="INSERT INTO person_search (person_id, words) VALUES (%s, array_to_tsvector(%s))",
        forget="DELETE FROM person_search WHERE person_id = %s",
        gather="ANALYZE person_search",
        given="SELECT id FROM person WHERE name_order >= %s AND name_order < %s"
        " ORDER BY name_order LIMIT %s",
        words=_with_beginnings,
        question=vector_question,
        ask=_ask_server,
        alone=_without_beginning,
    ),
}
