"""The texts a body of law is made of, and how an article of one is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_ARTICLE = re.compile(r"Điều (\d+)")


@dataclass(frozen=True, slots=True)
class LegalText:
    """A law or a decree with the days it is in force."""

    id: str
    title: str  # "Nghị định 163/2026/NĐ-CP"
    short: str  # "NĐ 163"
    basis: str  # the line papers print, without its last sign
    in_force_from: date
    in_force_until: date | None = None
    is_law: bool = False
    is_listed: bool = True  # not where it is only cited, and its own days are not ours to tell

    def covers(self, day: date) -> bool:
        ended = self.in_force_until is not None and self.in_force_until < day
        return self.in_force_from <= day and not ended


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something stands: "khoản 1 Điều 134" of a text."""

    article: str
    text: LegalText

    @property
    def words(self) -> str:
        return f"{self.article} {self.text.title}"

    @property
    def short(self) -> str:
        """The articles alone, for a column: "Điều 93, 94 NĐ 163"."""
        numbers = list(dict.fromkeys(_ARTICLE.findall(self.article)))
        return f"Điều {', '.join(numbers)} {self.text.short}" if numbers else self.words
