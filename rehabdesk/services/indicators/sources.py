"""The tables each figure is counted from: acts on other records cannot have changed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType

from rehabdesk.domain.reports.indicators import Indicator

_LIFE = frozenset(
    {"person", "case_file", "episode", "case_event", "decision", "decision_person", "transfer"}
)
_HELPED = frozenset({"assignment", "volunteer", "organisation"})
_TEAM = frozenset({"volunteer_team", "team_member", "team_paper", "volunteer", "commendation"})
_UNITS = frozenset({"received_package", "clash_answer"})
_TYPED = frozenset({"typed_figure"})


def counted_from(catalogue: Mapping[str, Indicator], code: str) -> frozenset[str]:
    """Return by which tables an indicator changes; of a share by those of both its sides."""
    indicator = catalogue.get(code)
    if indicator is None:
        return _LIFE
    found = _UNITS
    if indicator.is_typed:
        found |= _TYPED
    for group, tables in _groups():
        if code in group.RULES:
            found |= tables
    for each in (indicator.part, indicator.whole):
        if each and each != code:
            found |= counted_from(catalogue, each)
    return found


def _groups() -> Iterator[tuple[ModuleType, frozenset[str]]]:
    from rehabdesk.services.indicators.groups import (
        areas,
        assigned,
        directing,
        models,
        money,
        outreach,
        post_rehab,
        rehab,
        results,
        supports,
        team,
        users,
    )

    yield post_rehab, _LIFE
    yield rehab, _LIFE
    yield users, _LIFE | {"body_test"}
    yield results, _LIFE | {"body_test"}
    yield assigned, _LIFE | _HELPED
    yield supports, frozenset({"person", "support", "contact", "activity"})
    yield outreach, _HELPED | _TEAM | {"person", "episode", "activity", "tip", "pledge"}
    yield team, _TEAM | {"assignment", "activity"}
    yield directing, frozenset({"decision", "document_book", "activity"})
    yield models, frozenset({"care_model", "counselling_visit", "person"})
    yield areas, frozenset({"area_status", "hamlet"})
    yield money, frozenset({"allowance_list", "allowance_line"})
