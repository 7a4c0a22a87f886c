"""Whom an issued paper goes to, who keeps a copy, and how many copies leave the office."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from rehabdesk.domain.forms.paper import FilledPaper, Recipients
from rehabdesk.domain.records.decision import Decision, DecisionAssignee
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean

SENT = "sent_to"  # where a numbered paper keeps it among its values
RECORDS_OFFICE = "VT"  # keeps the original of whatever is sent (ND30 Đ19.1)
_KEPT = "Lưu"
_MOST = 999
# Lines that mean those the paper names, who are counted by name.
_NAMED = re.compile(r"như |ông|bà |người (bị|cai|sau|được)|cha, mẹ|gia đình", re.IGNORECASE)


class CopiesUnreadable(Refusal):
    field = "copies"

    def __init__(self, typed: str) -> None:
        super().__init__(f"Chưa hiểu số bản “{typed}”. Gõ một số từ 1 đến {_MOST}, hoặc để trống.")


@dataclass(frozen=True, slots=True)
class SentTo:
    sent: str = ""
    kept: str = ""
    copies: int | None = None


def read_copies(typed: str) -> int | None:
    """Read how many copies were made; nothing typed leaves it to the lines of the paper."""
    words = clean(typed)
    if not words:
        return None
    if not words.isdecimal() or not 1 <= int(words) <= _MOST:
        raise CopiesUnreadable(typed)
    return int(words)


def sent_to(decision: Decision, paper: FilledPaper) -> SentTo:
    """Tell by the lines of a paper whom it goes to and how many copies that makes."""
    blocks = [block for block in paper.blocks if isinstance(block, Recipients)]
    lines = [line.text.strip("-;. ") for block in blocks for line in block.lines]
    sent = [line for line in lines if not line.startswith(_KEPT)]
    kept = [line.removeprefix(_KEPT).strip(": ") for line in lines if line.startswith(_KEPT)]
    return SentTo("; ".join(sent), ", ".join(kept), _counted(decision, sent) or None)


def note_sent(decision: Decision, paper: FilledPaper, copies: int | None) -> None:
    """Keep with a numbered paper whom it goes to, and how many copies somebody said there are."""
    found = asdict(sent_to(decision, paper))
    decision.values = {**decision.values, SENT: found | ({"copies": copies} if copies else {})}


def noted_sent(decision: Decision) -> SentTo | None:
    noted: dict[str, Any] | None = decision.values.get(SENT)
    return SentTo(**noted) if noted else None


def _counted(decision: Decision, sent: list[str]) -> int:
    """Count one copy for everybody the paper names, and one for every other line."""
    names = [_name(each) for each in decision.assignees]
    others = [
        line for line in sent if not _NAMED.match(line) and not any(name in line for name in names)
    ]
    named = len(decision.persons) + len(names) if len(others) < len(sent) else 0
    return named + len(others)


def _name(each: DecisionAssignee) -> str:
    if each.volunteer is not None:
        return each.volunteer.full_name
    return each.organisation.name if each.organisation else ""
