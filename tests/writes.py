"""Every act of the tests is held to the tables its rights may write (persistence/server/rights)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any

from sqlalchemy import Engine, event

from rehabdesk.domain.codes import Right
from rehabdesk.persistence.server.rights import tables_of
from rehabdesk.services.office import Actor, Done, Office

_WRITING = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
_OURS = "rehabdesk."
_ASKING = frozenset({"require", "require_team", "require_teams", "require_member"}) | {
    "require_persons"
}


class Underway:
    """An act that is being carried out: which rights let it in, and what it wrote."""

    def __init__(self) -> None:
        self.rights: set[Right] = set()
        self.tables: set[str] = set()


_underway: ContextVar[Underway | None] = ContextVar("underway", default=None)


def hold_acts_to_their_tables() -> None:
    """Watch from now on what the acts of the program ask for and write."""
    event.listen(Engine, "before_cursor_execute", _note_statement)
    Actor.may = _noting(Actor.may)  # type: ignore[method-assign, assignment]
    Office.do = _held(Office.do)  # type: ignore[method-assign]


def beyond(rights: set[Right], tables: set[str] | frozenset[str]) -> list[str]:
    """Name the tables these rights do not open."""
    return sorted(tables - tables_of(rights))


def _note_statement(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
    act = _underway.get()
    if act is not None and (found := _WRITING.match(statement)):
        act.tables.add(found[1].lower())


def _noting(may: Callable[[Actor, Right], bool]) -> Callable[[Actor, Right], bool]:
    @wraps(may)
    def noted(self: Actor, right: Right) -> bool:
        is_given = may(self, right)
        act = _underway.get()
        if act is not None and is_given and sys._getframe(1).f_code.co_name in _ASKING:
            act.rights.add(right)
        return is_given

    return noted


def _held(do: Callable[..., Done[Any]]) -> Callable[..., Done[Any]]:
    @wraps(do)
    def held(self: Office, act: Callable[..., Any], *args: Any, **more: Any) -> Done[Any]:
        underway = Underway()
        before = _underway.set(underway)
        try:
            done = do(self, act, *args, **more)
        finally:
            _underway.reset(before)
        is_done = bool(underway.tables)  # what had arrived before is not done again
        over = beyond(underway.rights, underway.tables | done.touched) if is_done else []
        if over and (name := _name_of(act)).startswith(_OURS):
            raise AssertionError(
                f"{name} wrote {over}, which {sorted(underway.rights)} do not open"
            )
        return done

    return held


def _name_of(act: Callable[..., Any]) -> str:
    while isinstance(act, partial):
        act = act.func
    return f"{act.__module__}.{act.__qualname__}"
