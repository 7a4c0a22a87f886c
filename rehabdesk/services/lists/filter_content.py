"""A filter of the list of files as it is kept: every part by its code, never the words typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from rehabdesk.domain.codes import CaseState, Coded, Sex
from rehabdesk.domain.daily_codes import Employment
from rehabdesk.services.people.filters import LETTERS, Kind, PersonFilter
from rehabdesk.services.people.question import Period, Question, Within
from rehabdesk.services.supports.supported import Supported

C = TypeVar("C", bound=Coded)
Content = dict[str, Any]


def content_of(chosen: PersonFilter) -> Content:
    """Return the filter as plain values; what is as the list opens with is left out."""
    usual = asdict(PersonFilter())
    told = {key: value for key, value in asdict(chosen).items() if value != usual[key]}
    told.pop("words", None)
    return {key: _plain(value) for key, value in told.items()}


def filter_from(content: Mapping[str, Any]) -> PersonFilter:
    """Return the filter; a part that is not understood any more asks nothing."""
    kind = content.get("kind")
    letters = content.get("letters")
    hamlet = content.get("hamlet_id")
    return PersonFilter(
        kind=_coded(Kind, kind) or _coded(CaseState, kind) or Kind.FOLLOWED,
        hamlet_id=hamlet if isinstance(hamlet, int) else None,
        letters=letters if letters in LETTERS else "",
        helper=str(content.get("helper") or ""),
        former_commune=str(content.get("former_commune") or ""),
        is_mine=bool(content.get("is_mine")),
        question=_question(content.get("question") or {}),
    )


def _question(told: Mapping[str, Any]) -> Question:
    return Question(
        _coded(Sex, told.get("sex")),
        _number(told.get("age_from")),
        _number(told.get("age_under")),
        _coded(Employment, told.get("employment")),
        _within(told.get("back") or {}),
        _within(told.get("term") or {}),
        _number(told.get("unseen_days")),
        _number(told.get("ordinal")),
        str(told.get("drugs") or ""),
        _coded(Supported, told.get("supported")),
    )


def _within(told: Mapping[str, Any]) -> Within:
    period = _coded(Period, told.get("period")) or Period.ANY
    return Within(period, _day(told.get("first")), _day(told.get("last")))


def _day(told: Any) -> date | None:
    return date.fromisoformat(told) if isinstance(told, str) else None


def _number(told: Any) -> int | None:
    return told if isinstance(told, int) else None


def _coded(codes: type[C], told: Any) -> C | None:
    return next((each for each in codes if each.value == told), None)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
