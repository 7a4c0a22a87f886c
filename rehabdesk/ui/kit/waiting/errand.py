"""What waits for one answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from rehabdesk.domain.refusals import NeedsConfirmation
from rehabdesk.services.office import Office, Work

Act = Callable[[Work], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Errand:
    """Who is told the answer, and how it is asked for again."""

    owner: QWidget
    then: Callable[[Any], None]
    name: str | None = None
    focus: QWidget | None = None
    retry: Callable[[NeedsConfirmation], None] | None = None  # only acts have one
    failed: Callable[[], None] | None = None
    job: Callable[[Office], object] | None = None  # what is asked of the office
    act: Act | None = None
    key: str = ""  # under which an act is sent, however often
    is_due: bool = False  # its answer is heard also when the owner has gone

    @property
    def is_act(self) -> bool:
        return self.retry is not None

    @property
    def form(self) -> QWidget:
        return form_of(self.owner)

    @property
    def is_disabling(self) -> bool:
        return self.name is None and (self.is_act or self.failed is not None)


def form_of(owner: QWidget) -> QWidget:
    """Return the form an owner stands for: itself, unless it was made for one errand."""
    form = getattr(owner, "stands_for", owner)
    return form if isinstance(form, QWidget) else owner


def is_same(one: Act | None, other: Act | None) -> bool:
    """Say whether two acts do the same with the same."""
    if isinstance(one, partial) and isinstance(other, partial):
        return bool(
            one.func == other.func and one.args == other.args and one.keywords == other.keywords
        )
    return one == other
