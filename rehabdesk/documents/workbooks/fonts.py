"""Which font a column is written in, told only where a book uses fonts from before Unicode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

Fonts = dict[int, str]
_LEGACY = (".vn", "vni")


def has_legacy(names: Iterable[str]) -> bool:
    return any(name.lower().startswith(_LEGACY) for name in names)


def most_used(used: Counter[tuple[int, str]]) -> Fonts:
    """Return the font met most in each column."""
    found: Fonts = {}
    for (column, name), _ in used.most_common():
        found.setdefault(column, name)
    return found
