"""Reads what the law has follow a positive test (resources/after_test.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.teamwork.after_test import (
    NO_KIND,
    CourseAfterTest,
    LawOfTests,
    Step,
    WitnessRule,
)
from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestMethod

_METHODS = {each.value: each for each in BodyTestMethod}
_FACTS = {each.value: each for each in AfterTest}
_KINDS = frozenset({NO_KIND, *(each.value for each in EpisodeKind)})


@cache
def law_of_tests(folder: Path) -> LawOfTests:
    """Read it once. A file that names what nobody knows never loads."""
    read = tomllib.loads((folder / "after_test.toml").read_text("utf-8"))
    return LawOfTests(
        tuple(_course(each) for each in read["courses"]),
        tuple(
            WitnessRule(
                each["under"],
                frozenset(_METHODS[name] for name in each["except"]),
                each["valid_from"],
                each["basis"],
            )
            for each in read["witnessed"]
        ),
    )


def _course(entry: dict[str, Any]) -> CourseAfterTest:
    kinds = frozenset(entry["kinds"])
    if unknown := kinds - _KINDS:
        raise ValueError(f"after_test.toml: unknown kinds {sorted(unknown)}")
    return CourseAfterTest(
        kinds,
        entry["valid_from"],
        entry.get("valid_until"),
        entry["note"],
        tuple(_step(each) for each in entry["steps"]),
    )


def _step(entry: dict[str, Any]) -> Step:
    return Step(
        entry["key"],
        entry["words"],
        entry.get("done", entry["words"]),
        entry["hint"],
        entry["basis"],
        entry.get("waiting", ""),
        _facts(entry, "begun_by"),
        _facts(entry, "closed_by"),
        _facts(entry, "unless"),
    )


def _facts(entry: dict[str, Any], key: str) -> frozenset[AfterTest]:
    return frozenset(_FACTS[name] for name in entry.get(key, ()))
