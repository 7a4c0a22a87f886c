"""The states of an episode in time: painted in layers, so that every day has exactly one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rehabdesk.domain.codes import CaseState

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A state from one day to another, both included; no last day where it goes on."""

    state: CaseState
    on: date
    until_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.on <= day and (self.until_on is None or day <= self.until_on)


def painted(layers: Iterable[Piece]) -> tuple[Piece, ...]:
    """Lay the layers one over another, the later over the earlier, over nothing at all."""
    known = [Piece(CaseState.NONE, date.min), *(each for each in layers if _is_real(each))]
    starts = sorted({each.on for each in known} | {_after(each) for each in known if each.until_on})
    found: list[Piece] = []
    for place, start in enumerate(starts):
        state = next(each.state for each in reversed(known) if each.covers(start))
        if found and found[-1].state is state:
            start = found.pop().on  # noqa: PLW2901 -- the piece before goes on
        last = place + 1 == len(starts)
        found.append(Piece(state, start, None if last else starts[place + 1] - _ONE_DAY))
    return tuple(found)


def piece_on(pieces: Sequence[Piece], day: date) -> Piece:
    [only] = [each for each in pieces if each.covers(day)]
    return only


def _is_real(piece: Piece) -> bool:
    return piece.until_on is None or piece.on <= piece.until_on


def _after(piece: Piece) -> date:
    return (piece.until_on or date.max - _ONE_DAY) + _ONE_DAY
