"""What a check has found, kept for the next one: a fix or a choice changes a few rows only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Memory:
    """Belongs to one workbook being brought in; nothing in it outlives what it rests on."""

    _kept: dict[str, tuple[object, Any]] = field(default_factory=dict)

    def recall(self, name: str, rests_on: object, find: Callable[[], T]) -> T:
        """Return what was found under this name, or find it when what it rests on has changed."""
        known = self._kept.get(name)
        if known is not None and known[0] == rests_on:
            found: T = known[1]
            return found
        found = find()
        self._kept[name] = rests_on, found
        return found
