"""How each group of the catalogue is counted; every module here offers its `RULES` by code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rehabdesk.services.indicators.counting import Rule


def all_groups() -> Iterator[Mapping[str, Rule]]:
    """Load the groups and go through their rules."""
    from rehabdesk.services.indicators.groups import (
        areas,
        directing,
        models,
        money,
        outreach,
        supports,
        team,
    )

    for module in (supports, team, outreach, directing, models, areas, money):
        yield module.RULES
