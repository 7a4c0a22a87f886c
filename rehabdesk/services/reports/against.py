"""What a figure is held against: the target set for it, and how far it is reached."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.targets.against import hold_figure


@dataclass(frozen=True, slots=True)
class Against:
    """A target in words ("60%", "3"), what is reached of it, and whether that is enough."""

    target: Value
    target_words: str
    reached_words: str
    is_reached: bool


def held_against(
    counting: Counting, code: str, window: Window, now: Value | None
) -> Against | None:
    """Return what is asked of a figure in a window; none where no plan asks for it."""
    held = hold_figure(counting, code, window, now)
    if held is None:
        return None
    return Against(held.value, held.target_words, held.words, held.is_reached)
