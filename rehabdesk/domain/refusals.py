from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """An expected "no": nothing has changed, and the sentence tells the user why."""

    field: ClassVar[str | None] = None  # the input to point at, when there is one


class NeedsConfirmation(Refusal):
    """A "no" the user may overrule. The act is then repeated with this key confirmed."""

    @property
    def key(self) -> str:
        return f"{type(self).__name__}: {self}"


class OutsideFault(Exception):
    """The world outside failed us: a full disk, a locked file, a printer switched off."""


class MayPass(OutsideFault):
    """A fault that passes by itself: the same, asked for again, may go through."""


class OutOfReach(MayPass):
    """The place of the records does not answer; what was sent last may or may not have arrived."""
