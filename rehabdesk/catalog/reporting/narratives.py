"""Reads the patterns of reports in words (resources/reports/narrative-*.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rehabdesk.catalog.reporting.indicators import load_indicators
from rehabdesk.domain.reports.narrative import (
    NarrativePattern,
    PartPattern,
    SectionPattern,
    SentencePattern,
)


@cache
def load_narratives(folder: Path) -> Mapping[str, NarrativePattern]:
    """Return every pattern by its key; one that speaks of an unknown figure never loads."""
    known = load_indicators(folder)
    files = sorted((folder / "reports").glob("narrative-*.toml"))
    found = [_pattern(tomllib.loads(file.read_text("utf-8"))) for file in files]
    for pattern in found:
        for name in pattern.codes:
            if name.partition(".")[0] not in known:
                raise ValueError(f"narrative {pattern.key}: {name} is not in the catalogue")
    return {pattern.key: pattern for pattern in found}


def _pattern(told: dict[str, Any]) -> NarrativePattern:
    return NarrativePattern(
        told["key"],
        told["name"],
        told["subject"],
        told["opening"],
        told["opening_asked"],
        told["nothing"],
        told["closing"],
        tuple(
            SectionPattern(each["title"], tuple(_part(part) for part in each["parts"]))
            for each in told["sections"]
        ),
    )


def _part(told: dict[str, Any]) -> PartPattern:
    return PartPattern(
        told.get("title", ""),
        tuple(_sentence(each) for each in told.get("sentences", ())),
        told.get("own", ""),
        told.get("prompt", ""),
    )


def _sentence(told: str | dict[str, str]) -> SentencePattern:
    if isinstance(told, str):
        return SentencePattern(told)
    return SentencePattern(
        told["text"], told.get("of", ""), told.get("zero", ""), told.get("unless", "")
    )
