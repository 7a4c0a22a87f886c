"""Whether a kept connection still stands: asked of the server only where there is doubt."""

from __future__ import annotations

import selectors
from contextlib import closing
from time import monotonic
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

_SILENT_SECONDS = 20  # so long without a word, and something on the way may have dropped it
_HEARD = "heard"


def look_before_use(engine: Engine) -> None:
    event.listen(engine, "checkout", _look)


def _look(connection: Any, record: Any, _lent: Any) -> None:
    """Ask for a sign of life after a silence, or where a word waits: who hangs up says so.

    A question costs a way there and back, which on the way to a key typed is a third of all.
    """
    now = monotonic()
    before = record.info.get(_HEARD, now)
    record.info[_HEARD] = now
    try:
        if now - before < _SILENT_SECONDS and not _has_word(connection):
            return
        connection.autocommit = True
        connection.execute("SELECT 1").close()
        connection.autocommit = False
    except psycopg.Error as error:
        raise InvalidatePoolError from error  # those beside it stood on the same server


def _has_word(connection: Any) -> bool:
    with closing(selectors.DefaultSelector()) as waiting:
        waiting.register(connection.fileno(), selectors.EVENT_READ)
        return bool(waiting.select(0))
