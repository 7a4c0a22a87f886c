"""What a form sends: facts as it read them, as they were typed, and the act that writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from rehabdesk.domain.settling.three_way import Line, Path, put_together, settle
from rehabdesk.services.editing import Meeting

F = TypeVar("F")
R = TypeVar("R")
Act = Callable[..., R]  # of a Work, or a job of nothing


@dataclass(frozen=True, slots=True)
class Edit(Generic[F, R]):
    """Facts over others, in the version they were read in; sent anew it writes what was settled."""

    read: F
    typed: F
    version: Any
    act_of: Callable[[F, Any], Act[R]]  # facts and version

    @property
    def act(self) -> Act[R]:
        return self.act_of(self.typed, self.version)

    def around(self, wrap: Callable[[Act[R]], Act[Any]]) -> Edit[F, Any]:
        """Return the edit whose act is done inside another."""
        inner = self.act_of
        return Edit(self.read, self.typed, self.version, lambda *told: wrap(inner(*told)))

    def lines(self, meeting: Meeting[F]) -> tuple[Line, ...]:
        return settle(self.read, meeting.kept, self.typed, meeting.labels)

    def settled(self, meeting: Meeting[F], of_mine: frozenset[Path]) -> Edit[F, R]:
        """Return the edit of what was chosen, over what is kept now."""
        lines = self.lines(meeting)
        typed = put_together(self.read, meeting.kept, self.typed, lines, of_mine)
        return replace(self, read=meeting.kept, typed=typed, version=meeting.version)
