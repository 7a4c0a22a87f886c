"""What stands in the cells of a month sheet, and how it is read off paper or off Excel."""

from __future__ import annotations

import re

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.text import clean, fold

MOST = 999  # of anything one member does in a month; hours included
_PRESENT = frozenset({"x", "✓", "✔", "☑", "√", "v", "1", "co", "co mat", "true", "p"})
_ABSENT = frozenset(
    {"", "0", "-", "–", "—", ".", "·", "☐", "o", "k", "khong", "vang", "v mat", "vang mat", "false"}
)
_NUMBER = re.compile(r"(\d{1,3})(?:[.,]0+)?")
_NONE = frozenset({"", "-", "–", "—", ".", "·"})


class Counted(Coded):
    """What the paper sheet counts of a member besides the occasions; kept as month counts."""

    VISITS = "visits", "Thăm người"
    TALKS = "talks", "Tuyên truyền"
    PATROLS = "patrols", "Tuần tra"
    TIPS = "tips", "Tin báo"
    HOURS = "hours", "Số giờ"


class NotReadable(ValueError):
    """A text that is neither a tick nor a number; who pasted it is told of the cell."""


def read_tick(text: str) -> bool:
    """Read a cell of presence: "x", "✓", "1", "có" are there, "–", "0", "vắng" and blanks not."""
    word = fold(clean(text))
    if word in _PRESENT or clean(text).casefold() in _PRESENT:
        return True
    if word in _ABSENT or clean(text) in _ABSENT:
        return False
    raise NotReadable(text)


def read_count(text: str) -> int | None:
    """Read a counted cell; a blank or a dash says nothing."""
    word = clean(text)
    if word in _NONE:
        return None
    found = _NUMBER.fullmatch(word)
    if found is None:
        raise NotReadable(text)
    return int(found[1])
