"""What a figure is held against: the target set for it, and how far it is reached."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value, decimal_words
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.targets.against import HeldTarget, hold_figure


@dataclass(frozen=True, slots=True)
class Against:
    """A target in words ("60%", "3"), what is reached of it, and whether that is enough."""

    target: Value
    target_words: str
    reached_words: str
    is_reached: bool
    whole_words: str = ""  # of what a share is taken, where the figure itself counts others too


def held_against(
    counting: Counting, code: str, window: Window, now: Value | None
) -> Against | None:
    """Return what is asked of a figure in a window; none where no plan asks for it."""
    held = hold_figure(counting, code, window, now)
    if held is None:
        return None
    return Against(
        held.value, held.target_words, held.words, held.is_reached, _whole(counting, held, now)
    )


def _whole(counting: Counting, held: HeldTarget, now: Value | None) -> str:
    part, whole, code = held.reached.part, held.reached.whole, held.target.facts.base_code
    if part is None or whole is None or now is None or part == now.number or not code:
        return ""
    name = catalogue(counting.work)[code].name
    return f"Tỷ lệ đạt tính {decimal_words(part)}/{decimal_words(whole)} trên “{name}”."
