"""What came of a fault case: how often it was tried, what was lost, what else was wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

TOLD = 5  # so many wrongs are told in words


@dataclass
class Tally:
    """Counted while a case runs; `figures` are measured, not judged."""

    rounds: int = 0
    lost: int = 0
    bad: int = 0
    figures: dict[str, object] = field(default_factory=dict)
    wrongs: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return self.rounds > 0 and self.lost == self.bad == 0

    def expect(self, holds: object, wrong: str) -> None:
        if not holds:
            self.bad += 1
            self._tell(wrong)

    def lose(self, count: int, what: str) -> None:
        if count > 0:
            self.lost += count
            self._tell(f"lost: {what}")

    def count(self, figure: str, more: int = 1) -> None:
        self.figures[figure] = int(str(self.figures.get(figure, 0))) + more

    def _tell(self, wrong: str) -> None:
        if len(self.wrongs) < TOLD:
            self.wrongs.append(wrong)


@dataclass(frozen=True)
class Case:
    """Runs in a folder of its own, so many times, from a seed."""

    run: Callable[[Path, int, int], Tally]
    long: int
    quick: int
    missing: Callable[[], str] = str  # why it cannot be tried here; nothing where it can
