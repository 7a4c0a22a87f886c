"""Lines of a package that are of no sensible shape are refused as one, whatever is wrong."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from rehabdesk.persistence.packages.upward.contents import NOBODY, MemberLine
from rehabdesk.persistence.packages.upward.refused import ReportPackageUnsound
from rehabdesk.persistence.packages.upward.schema import members_told, read_members

LINES: list[MemberLine] = [
    ("r1", "099092000001", "Mai Xuân Nam", 1992, "đang quản lý", None, 1),
    ("r2", "099092000001", "Mai Xuân Nam", 1992, "chuyển đến", "2026-05-04", 1),
    ("r2", "", "Phát tờ rơi", None, "buổi 2", "2026-03-04", 40),
]


def test_what_is_told_is_read_again() -> None:
    assert list(read_members(members_told(LINES), b"").lines()) == LINES


def test_each_person_and_each_text_is_told_once() -> None:
    told = members_told(LINES)
    assert told["persons"][0] == ["099092000001", ""]
    assert told["texts"][0] == ["r1", "r2"]


def test_no_lines_are_nobody() -> None:
    assert read_members(members_told([]), b"") == NOBODY


@pytest.mark.parametrize(
    ("part", "column", "value"),
    [
        ("persons", 0, ["099092000001", None]),
        ("persons", 0, ["099092000001", "\ud800"]),
        ("persons", 0, ["099092000001"]),
        ("persons", 1, ["Mai\0", "Phát tờ rơi"]),
        ("persons", 1, ["M" * 1001, "Phát tờ rơi"]),
        ("persons", 2, [1992, "1990"]),
        ("texts", 0, ["r1", 2]),
        ("texts", 1, []),
        ("texts", 1, "abc"),
        ("texts", 2, [None, "2026-13-04", "2026-03-04"]),
        ("texts", 2, [None, 20260504, "2026-03-04"]),
        ("lines", 0, [0, 0, 2]),
        ("lines", 0, [0, 0, -1]),
        ("lines", 0, [0, 0]),
        ("lines", 1, [0, True, 1]),
        ("lines", 2, [0, 1, 3]),
        ("lines", 3, [0, 1.0, 2]),
        ("lines", 4, [1, 1, 10**15]),
        ("lines", 4, [1, 1, None]),
    ],
)
def test_nonsense_in_a_column_is_refused(part: str, column: int, value: Any) -> None:
    told: Any = deepcopy(members_told(LINES))
    told[part][column] = value
    with pytest.raises(ReportPackageUnsound):
        read_members(told, b"")


@pytest.mark.parametrize("part", ["persons", "texts", "lines"])
@pytest.mark.parametrize("value", [[[1]], {"a": [1]}, "abc", 7, [None] * 5, [[], [], [], [], []]])
def test_parts_of_another_shape_are_refused(part: str, value: Any) -> None:
    with pytest.raises(ReportPackageUnsound):
        read_members(members_told(LINES) | {part: value}, b"")


@pytest.mark.parametrize("told", [None, [], [[["", "", None]]], {}, {"persons": []}])
def test_what_is_no_list_of_persons_is_refused(told: Any) -> None:
    with pytest.raises(ReportPackageUnsound):
        read_members(told, b"")
