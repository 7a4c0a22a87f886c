"""What tests build of an office again and again is built once, and brought back after that."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from rehabdesk.catalog.resources import Resources
from rehabdesk.persistence.database import connect, driver_connection
from rehabdesk.services.office import Office
from tests import on_server

T = TypeVar("T")
P = ParamSpec("P")
_MOST = 120  # offices kept, some 600 KB each
_LONGEST = 24  # steps; who takes hundreds in does so once anyway
_Steps = tuple[object, ...]


@dataclass(frozen=True)
class Known:
    """How an office in memory came to be, and how much had been written to it by then."""

    steps: _Steps
    writes: int


_known: WeakKeyDictionary[Engine, Known] = WeakKeyDictionary()
_built: OrderedDict[_Steps, tuple[Engine, Any]] = OrderedDict()


def copied(source: Engine, begun: str = "") -> Engine:
    """Copy an office in memory; one that has a name is known from there on."""
    if source.dialect.name == "postgresql":
        return on_server.new_database(source)
    engine = connect(None)
    bring(source, engine)
    if begun:
        _know(engine, (begun,))
    return engine


def bring(source: Engine, engine: Engine) -> None:
    if source.dialect.name == "postgresql":
        on_server.bring(source, engine)
        return
    with driver_connection(source) as kept, driver_connection(engine) as copy:
        kept.backup(copy)


def built_once(
    delivered: Resources,
) -> Callable[[Callable[Concatenate[Office, P], T]], Callable[Concatenate[Office, P], T]]:
    """Build by the program's own acts once; the same steps from the same beginning bring it back.

    Only where nothing else was written to the office meanwhile, under the law as delivered.
    """

    def once(
        build: Callable[Concatenate[Office, P], T],
    ) -> Callable[Concatenate[Office, P], T]:
        @wraps(build)
        def built(office: Office, /, *args: P.args, **more: P.kwargs) -> T:
            engine = office.sessions.kw["bind"]
            before = _steps_to(engine)
            if not before or len(before) > _LONGEST or office.resources is not delivered:
                return build(office, *args, **more)
            step = f"{build.__module__}.{build.__qualname__}{args}{more}{office.actor}"
            if " at 0x" in step:  # nothing to know it by again
                return build(office, *args, **more)
            steps = (*before, step, office.clock())
            if steps in _built:
                _built.move_to_end(steps)
                source, told = _built[steps]
                bring(source, engine)
                _know(engine, steps)
                office.look(lambda _: None)  # its law has been read, as by any act
                return told  # type: ignore[no-any-return]
            made = build(office, *args, **more)
            _know(engine, steps)
            _built[steps] = copied(engine), made
            if len(_built) > _MOST:
                _built.popitem(last=False)
            return made

        return built

    return once


def _steps_to(engine: Engine) -> _Steps:
    """Say how an office came to be; nothing when it was written to by other means since.

    On a server nothing is known: there building costs less than bringing back.
    """
    if engine.dialect.name == "postgresql":
        return ()
    known = _known.get(engine)
    return known.steps if known and known.writes == _writes(engine) else ()


def _know(engine: Engine, steps: _Steps) -> None:
    _known[engine] = Known(steps, _writes(engine))


def _writes(engine: Engine) -> int:
    with driver_connection(engine) as connection:
        count: int = connection.total_changes
        return count
