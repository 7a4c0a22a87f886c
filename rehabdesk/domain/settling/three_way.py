"""Two editions made of one reading: what merges by itself, what somebody has to choose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, NamedTuple, TypeVar

from rehabdesk.domain.text import clean_lines

F = TypeVar("F")
Path = tuple[Any, ...]  # names of fields, and the key where a field is a mapping
_NOTHING: Mapping[Any, Any] = {}


@dataclass(frozen=True, slots=True)
class Keyed:
    """The label of a mapping, and how each of its keys is called, long after the act is over."""

    label: str
    name: Callable[[Any], str] = str


@dataclass(frozen=True, slots=True)
class Whole:
    """The label of a list in which the order is part of what is said."""

    label: str


# What the fields of a form are called; a form inside a form has labels of its own.
Labels = Mapping[str, Any]  # str | Keyed | Whole | Labels


class _Sides(NamedTuple):
    read: Any
    kept: Any
    mine: Any


class Outcome(Enum):
    """Who changed a field since the form was read."""

    MINE = "mine"
    THEIRS = "theirs"
    ALIKE = "alike"  # both, to the same
    JOINED = "joined"  # both, other lines of one list
    ASKED = "asked"  # both, differently


@dataclass(frozen=True, slots=True)
class Line:
    """One field that is not as it was read."""

    path: Path
    label: str
    outcome: Outcome
    kept: Any
    mine: Any
    joined: Any = None  # the list with the lines of both

    @property
    def is_asked(self) -> bool:
        return self.outcome is Outcome.ASKED

    def value(self, *, is_mine: bool) -> Any:
        """Return what is to be saved; only what is asked depends on the choice."""
        match self.outcome:
            case Outcome.ASKED:
                return self.mine if is_mine else self.kept
            case Outcome.MINE:
                return self.mine
            case Outcome.JOINED:
                return self.joined
        return self.kept


def settle(read: F, kept: F, mine: F, labels: Labels) -> tuple[Line, ...]:
    """Compare what is kept now and what was typed with what both began from."""
    return tuple(_settled(read, kept, mine, labels, ()))


def put_together(
    read: F, kept: F, mine: F, lines: Collection[Line], of_mine: Collection[Path]
) -> F:
    """Make one edition: what was settled, and of what was asked the chosen side.

    A field without a label is mine where I changed it, else as it is kept.
    """
    whole: F = _with_unnamed(read, kept, mine, {line.path[0] for line in lines})
    for line in lines:
        whole = _placed(whole, line.path, line.value(is_mine=line.path in of_mine))
    return whole


def labelled(facts: object, labels: Labels, before: Path = ()) -> Iterator[tuple[Path, str, Any]]:
    """Walk over every value that has a label."""
    for name, label in labels.items():
        path, value = (*before, name), getattr(facts, name)
        if isinstance(label, Keyed):
            for key, one in (value or _NOTHING).items():
                yield (*path, key), f"{label.label}: {label.name(key)}", one
        elif isinstance(label, Mapping):
            yield from labelled(value, label, path) if is_dataclass(value) else ()
        else:
            yield path, _called(label), value


def same(one: Any, other: Any) -> bool:
    """Tell whether two values say the same: how blanks were typed is no difference."""
    if (one is None and other == "") or (other is None and one == ""):
        return True
    if type(one) is str and type(other) is str:
        return clean_lines(one) == clean_lines(other)
    if _is_set(one) and _is_set(other):
        return sorted(map(repr, one)) == sorted(map(repr, other))
    return bool(one == other)


def _is_set(value: Any) -> bool:
    """Tell a list whose lines stand for themselves, in whatever order."""
    return isinstance(value, tuple) and _stands_alone(value)


def _settled(read: Any, kept: Any, mine: Any, labels: Labels, before: Path) -> Iterator[Line]:
    for name, label in labels.items():
        path = (*before, name)
        sides = _Sides(*(getattr(each, name) for each in (read, kept, mine)))
        if isinstance(label, Keyed):
            yield from _by_key(sides, label, path)
        elif isinstance(label, Mapping) and all(map(is_dataclass, sides)):
            yield from _settled(*sides, label, path)
        elif isinstance(label, Whole):
            yield from _in_order(path, label.label, sides)
        else:
            yield from _line(path, _called(label), sides)


def _by_key(sides: _Sides, label: Keyed, path: Path) -> Iterator[Line]:
    by_key = [each or _NOTHING for each in sides]
    for key in dict.fromkeys(key for side in by_key for key in side):
        words = f"{label.label}: {label.name(key)}"
        yield from _line((*path, key), words, _Sides(*(side.get(key) for side in by_key)))


def _called(label: Any) -> str:
    if isinstance(label, Whole):
        return label.label
    return "Cả phần này" if isinstance(label, Mapping) else str(label)


def _in_order(path: Path, label: str, sides: _Sides) -> Iterator[Line]:
    read, kept, mine = sides
    if kept == mine:
        outcome = Outcome.ALIKE
    elif read in (kept, mine):
        outcome = Outcome.MINE if read == kept else Outcome.THEIRS
    else:
        outcome = Outcome.ASKED
    if not read == kept == mine:
        yield Line(path, label, outcome, kept, mine)


def _line(path: Path, label: str, sides: _Sides) -> Iterator[Line]:
    read, kept, mine = sides
    is_theirs, is_mine = not same(read, kept), not same(read, mine)
    if not (is_theirs or is_mine):
        return
    joined = None
    if same(kept, mine):
        outcome = Outcome.ALIKE
    elif is_theirs and is_mine:
        joined = _joined(sides)
        outcome = Outcome.ASKED if joined is None else Outcome.JOINED
    else:
        outcome = Outcome.MINE if is_mine else Outcome.THEIRS
    yield Line(path, label, outcome, kept, mine, joined)


def _joined(sides: _Sides) -> tuple[Any, ...] | None:
    """Join two editions of a list whose lines stand for themselves; None where they meet.

    Lines of a letterhead have a place, so lists of mere words are never joined.
    """
    read, kept, mine = sides
    if not all(map(_is_set, sides)):
        return None
    if any(len({*map(repr, side)}) != len(side) for side in sides):
        return None
    theirs_gone = [each for each in read if each not in kept]
    mine_gone = [each for each in read if each not in mine]
    if any(each in mine_gone for each in theirs_gone):
        return None
    theirs_new = [each for each in kept if each not in read and each not in mine]
    return (*(each for each in mine if each not in theirs_gone), *theirs_new)


def _stands_alone(side: tuple[Any, ...]) -> bool:
    return all(is_dataclass(each) or type(each) is int for each in side)


def _with_unnamed(read: Any, kept: Any, mine: Any, named: Collection[str]) -> Any:
    changed = {
        each.name: getattr(mine, each.name)
        for each in fields(kept)
        if each.init
        and each.name not in named
        and getattr(mine, each.name) != getattr(read, each.name)
    }
    return replace(kept, **changed)


def _placed(whole: Any, path: Path, value: Any) -> Any:
    """Put a value into a whole made of values that do not change."""
    name, *rest = path
    if isinstance(whole, Mapping):
        others = {key: each for key, each in whole.items() if key != name}
        return others if value is None else {**others, name: value}
    if rest:
        value = _placed(getattr(whole, name) or {}, tuple(rest), value)
    return replace(whole, **{name: value})
