"""How each group of the catalogue is counted; every module here offers its `RULES` by code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rehabdesk.services.indicators.counting import Rule


def all_groups() -> Iterator[Mapping[str, Rule]]:
    """Load the groups and go through their rules."""
    yield {}
