"""A word of a resource file read as one of a closed set."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

E = TypeVar("E", bound=StrEnum)


def chosen(kind: type[E], value: Any) -> E:
    known = {member.value: member for member in kind}
    if value not in known:
        raise ValueError(f"không nhận “{value}”, chỉ nhận: {', '.join(known)}")
    return known[value]
