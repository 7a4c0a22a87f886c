"""The law in force on a day: its terms, its deadlines and the forms it prescribes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rehabdesk.domain.forms.form import Form
from rehabdesk.domain.refusals import Refusal

# What the code asks a regime's forms for; each form says which purpose it serves.
POST_REHAB = "post_rehab"
HELPER_ASSIGNMENT = "helper_assignment"


class NoRegime(Refusal):
    field = "signed_on"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"Thiếu căn cứ cho ngày ký {on:%d/%m/%Y}. Văn bản vẫn còn nguyên. "
            f"Nạp bộ căn cứ của năm {on.year} trong Cài đặt, hoặc đổi ngày."
        )


class NoForm(Refusal):
    field = "form"

    def __init__(self, regime: str) -> None:
        super().__init__(f"{regime} không có mẫu cho việc này. Chọn mẫu khác, hoặc đổi ngày ký.")


@dataclass(frozen=True, slots=True)
class Term:
    """How long a person is managed, by the rehabilitation completed."""

    id: str
    label: str
    months: int
    rehab_forms: frozenset[str]
    counted_from: str
    article: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something has to be done, in words and in one of three units."""

    id: str
    label: str
    counted_from: str
    article: str
    working_days: int | None = None
    days: int | None = None
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class Regime:
    id: str
    name: str
    law: str
    decree: str
    in_force_from: date
    in_force_until: date | None
    terms: tuple[Term, ...]
    deadlines: tuple[Deadline, ...]
    forms: Mapping[str, Form]  # by purpose

    def covers(self, day: date) -> bool:
        ended = self.in_force_until is not None and self.in_force_until < day
        return self.in_force_from <= day and not ended

    def form(self, purpose: str) -> Form:
        try:
            return self.forms[purpose]
        except KeyError:
            raise NoForm(self.name) from None

    def term(self, rehab_form: str) -> Term:
        """Return the term that follows this form of rehabilitation."""
        [only] = [term for term in self.terms if rehab_form in term.rehab_forms]
        return only

    def deadline(self, deadline_id: str) -> Deadline:
        [only] = [each for each in self.deadlines if each.id == deadline_id]
        return only


def regime_on(day: date, regimes: Iterable[Regime]) -> Regime:
    """Return the one regime in force on this day."""
    covering = [regime for regime in regimes if regime.covers(day)]
    if not covering:
        raise NoRegime(day)
    [only] = covering  # two at once is a mistake in resources, caught when they are loaded
    return only


def last_day_to_sign(completes_on: date) -> date:
    """Return the day 24 hours before completion: the decision must exist by then (legal.md 3.3)."""
    return completes_on - timedelta(days=1)
