"""How wide the columns of a table are."""

from __future__ import annotations

from collections.abc import Sequence


def shared(wanted: Sequence[float], needed: Sequence[float], width: float) -> list[float]:
    """Share a width as wanted, but give every column at least what it needs, if there is room."""
    fixed: set[int] = set()
    while True:
        free = [index for index in range(len(wanted)) if index not in fixed]
        room = width - sum(needed[index] for index in fixed)
        scale = room / sum(wanted[index] for index in free) if free else 0.0
        tight = {index for index in free if wanted[index] * scale < needed[index]}
        if not tight or sum(needed) > width:
            break
        fixed |= tight
    return [
        needed[index] if index in fixed else wanted[index] * scale for index in range(len(wanted))
    ]
