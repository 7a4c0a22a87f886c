"""The end of the day: lock and unlock, the list to Excel, the last backup."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.ui.tour.guide import Guide


def close(guide: Guide) -> None:
    guide.end()


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (("Đóng phần mềm", close),)
