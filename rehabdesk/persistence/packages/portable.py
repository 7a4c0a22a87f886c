"""Frozen values written as plain JSON and read back by their types; nonsense is refused."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from rehabdesk.domain.dates import PartialDate
from rehabdesk.persistence.packages.refused import PackageUnsound

_LONGEST_TEXT = 20_000
_LONGEST_LIST = 2_000
_LARGEST_NUMBER = 10**12


def to_plain(value: Any) -> Any:
    """Return what JSON can hold; what says nothing is left out."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PartialDate):
        return value.stored
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        told = {each.name: to_plain(getattr(value, each.name)) for each in fields(value)}
        return {name: each for name, each in told.items() if each not in (None, "", [])}
    return value


def from_plain(kind: Any, plain: Any) -> Any:
    """Return a value of this type; what is no such value makes the whole package unsound."""
    if is_dataclass(kind) and kind is not PartialDate:
        return _dataclass(kind, plain)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        [inner] = [each for each in get_args(kind) if each is not type(None)]
        return None if plain is None else from_plain(inner, plain)
    if origin is tuple:
        return _tuple(get_args(kind)[0], plain)
    return _single(kind, plain)


def _dataclass(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, dict):
        raise PackageUnsound
    hints = _hints(kind)
    values = {name: from_plain(hints[name], each) for name, each in plain.items() if name in hints}
    for each in fields(kind):
        if each.name not in values and hints[each.name] is str:
            values[each.name] = ""
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:  # a value is missing
        raise PackageUnsound from error


def _tuple(kind: Any, plain: Any) -> tuple[Any, ...]:
    if not isinstance(plain, list) or len(plain) > _LONGEST_LIST:
        raise PackageUnsound
    return tuple(from_plain(kind, each) for each in plain)


def _single(kind: Any, plain: Any) -> Any:
    if kind in (str, bool, int):
        if type(plain) is not kind or not _is_small(plain):
            raise PackageUnsound
        return plain
    if not isinstance(plain, str):
        raise PackageUnsound
    try:
        if kind is PartialDate:
            return PartialDate.parse_stored(plain)
        return kind.fromisoformat(plain) if kind in (date, time) else kind(plain)
    except ValueError as error:
        raise PackageUnsound from error


def _is_small(plain: str | int) -> bool:
    if isinstance(plain, str):
        return len(plain) <= _LONGEST_TEXT and "\0" not in plain
    return abs(plain) < _LARGEST_NUMBER


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
