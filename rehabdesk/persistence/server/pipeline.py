"""Several questions in one way there and back; a writer's turn is over the sooner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Select

Rows = list[tuple[Any, ...]]
_Turn = Callable[[Any], Any]


def ask_at_once(
    connection: Connection, questions: Mapping[str, Select[Any]], values: Mapping[str, Any]
) -> dict[str, Rows]:
    """Answer each question as it would be answered by itself, in the transaction at hand."""
    driver: Any = connection.connection.driver_connection
    told = [_in_words(question, connection.dialect) for question in questions.values()]
    with driver.pipeline():
        cursors = [driver.cursor().execute(words, values) for words, _ in told]
        answers = [cursor.fetchall() for cursor in cursors]
    return {
        name: [_read(row, turns) for row in rows]
        for name, rows, (_, turns) in zip(questions, answers, told, strict=True)
    }


@lru_cache(maxsize=64)
def _in_words(question: Select[Any], dialect: Dialect) -> tuple[str, tuple[_Turn | None, ...]]:
    """Return the statement, and what makes of each value what the program knows."""
    turns = (
        column.type.dialect_impl(dialect).result_processor(dialect, None)
        for column in question.selected_columns
    )
    return str(question.compile(dialect=dialect)), tuple(turns)


def _read(row: Sequence[Any], turns: Sequence[_Turn | None]) -> tuple[Any, ...]:
    return tuple(
        turn(value) if turn is not None else value for value, turn in zip(row, turns, strict=True)
    )
