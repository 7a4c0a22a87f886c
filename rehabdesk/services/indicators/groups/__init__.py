"""How each group of the catalogue is counted; every module here offers its `RULES` by code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rehabdesk.services.indicators.counting import Rule


def all_groups() -> Iterator[Mapping[str, Rule]]:
    """Load the groups and go through their rules."""
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

    yield from (each.RULES for each in (post_rehab, assigned, results, rehab, users))
    for module in (supports, team, outreach, directing, models, areas, money):
        yield module.RULES
