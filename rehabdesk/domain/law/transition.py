"""What happens to what was under way when one law took the place of another."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.law.terms import TermKind
from rehabdesk.domain.law.text import Citation


class Situation(Coded):
    RUNNING = "running", "đang chạy khi luật mới có hiệu lực"
    UNDECIDED = "undecided", "mở trước, quyết định sau khi luật mới có hiệu lực"


class Follows(Coded):
    OLD = "old", "luật cũ"
    NEW = "new", "luật mới"


@dataclass(frozen=True, slots=True)
class Transition:
    """A rule in words; with `situation` and `follows` the sum of a term obeys it too."""

    id: str
    case: str
    rule: str
    citation: Citation | None  # none: concluded from the silence of the texts
    concerns: TermKind | None = None
    situation: Situation | None = None
    follows: Follows | None = None

    @property
    def is_inferred(self) -> bool:
        return self.citation is None

    @property
    def basis(self) -> str:
        if self.citation is None:
            return "Luật không nói; suy ra, xã xem lại"
        return self.citation.words
