"""Persons, helpers and organisations as the inputs with chips offer them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rehabdesk.services.decisions.proposing import Candidate
from rehabdesk.ui.kit.suggest import Suggestion

Show = Callable[[Sequence[Suggestion]], None]


def suggestion(candidate: Candidate) -> Suggestion:
    return Suggestion(candidate.id, candidate.name, candidate.detail)


def helper(candidate: Candidate) -> Suggestion:
    value = (candidate.is_organisation, candidate.id)
    return Suggestion(value, candidate.name, candidate.detail)


def offer_persons(show: Show, found: Sequence[Candidate]) -> None:
    show([suggestion(each) for each in found])


def offer_helpers(show: Show, found: Sequence[Candidate]) -> None:
    show([helper(each) for each in found])
