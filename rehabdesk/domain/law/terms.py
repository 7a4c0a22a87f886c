"""How long a person is managed, rehabilitated or watched."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Coded, DeadlineUnit
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.law.text import Citation


class TermKind(Coded):
    POST_REHAB = "post_rehab", "Thời hạn quản lý sau cai"
    REHAB = "rehab", "Thời hạn cai nghiện"
    USER = "user", "Thời hạn quản lý người sử dụng trái phép"


class Ordinal(Coded):
    """Which time somebody is rehabilitated, as far as a term depends on it."""

    ANY = "any", ""
    FIRST = "first", "lần đầu"
    LATER = "later", "từ lần thứ hai"

    def fits(self, ordinal: int | None) -> bool:
        """Take an unknown time for the first, the shorter of the two."""
        is_first = ordinal is None or ordinal <= 1
        return self is Ordinal.ANY or is_first == (self is Ordinal.FIRST)


@dataclass(frozen=True, slots=True)
class Term:
    """A term in months; with `least_months` the decision fixes it between the two."""

    id: str
    label: str
    months: int
    rehab_forms: frozenset[str]
    counted_from: str
    citation: Citation
    kind: TermKind = TermKind.POST_REHAB
    ordinal: Ordinal = Ordinal.ANY
    least_months: int | None = None
    note: str = ""  # what is not certain about it

    @property
    def article(self) -> str:
        return self.citation.article

    @property
    def is_fixed(self) -> bool:
        return self.least_months is None

    @property
    def length(self) -> str:
        """Word it as the laws do: rehabilitation in months, management in years."""
        if self.least_months is not None:
            return f"{self.least_months:02}–{self.months} tháng"
        if self.kind is TermKind.REHAB:
            return f"{self.months:02} tháng"
        return Span(self.months, DeadlineUnit.MONTHS).count
