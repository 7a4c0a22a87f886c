"""Who may belong to a volunteer team, told as sentences with their article."""

from __future__ import annotations

from datetime import date

import pytest

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.teamwork.codes import TeamRole
from rehabdesk.domain.teamwork.standards import (
    Standing,
    Weight,
    find_faults,
    leader_hint,
    read_role,
    size_hint,
    told_short,
)

DAY = date(2026, 11, 23)
SOUND = Standing("Lê Văn Tám", PartialDate(1980, 5, 1), "Thôn Hạ", date(2000, 1, 1), is_fit=True)


def told(**facts: object) -> list[tuple[Weight, str]]:
    known = {name: getattr(SOUND, name) for name in Standing.__dataclass_fields__}
    who = Standing(**{**known, **facts})
    return [(each.weight, each.short) for each in find_faults(who, DAY)]


def test_whoever_meets_the_standards_is_not_spoken_of() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("born", "is_too_young"),
    [
        (PartialDate(2008, 11, 23), False),
        (PartialDate(2008, 11, 24), True),
        (PartialDate(2008, 12), True),
        (PartialDate(2008), False),  # may have been old enough
        (PartialDate(2009), True),
    ],
)
def test_eighteen_years_on_the_day_of_the_decision(
    born: PartialDate, *, is_too_young: bool
) -> None:
    found = told(born=born)
    assert found == ([(Weight.ERROR, "chưa đủ 18 tuổi")] if is_too_young else [])


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"resident_since": date(2026, 5, 23)}, []),
        ({"resident_since": date(2026, 5, 24)}, [(Weight.WARNING, "ở chưa đủ 6 tháng")]),
        ({"resident_since": date(2026, 9, 1), "workplace": "Trạm Y tế"}, []),
        (
            {
                "resident_since": date(2026, 9, 1),
                "workplace": "UBND xã",
                "is_civil_servant": True,
            },
            [(Weight.WARNING, "ở chưa đủ 6 tháng"), (Weight.WARNING, "công chức")],
        ),
        ({"resident_since": None}, [(Weight.UNKNOWN, "ở từ ngày nào")]),
        ({"is_fit": False}, [(Weight.ERROR, "không đủ sức khỏe")]),
    ],
)
def test_residence_work_and_health(
    facts: dict[str, object], found: list[tuple[Weight, str]]
) -> None:
    assert told(**facts) == found


def test_what_nobody_wrote_down_is_said_last_and_at_once() -> None:
    unknown = find_faults(Standing("Lê Văn Tám", is_civil_servant=True), DAY)
    assert told_short(unknown) == "công chức; chưa ghi ngày sinh, nơi ở, sức khỏe"


def test_the_size_is_a_hint_and_the_leader_is_one() -> None:
    assert [bool(size_hint(count, 5, 10)) for count in (0, 4, 5, 10, 11)] == [
        *(False, True, False, False, True)
    ]
    assert (leader_hint([]), leader_hint(["A"])) == ("Đội chưa có Đội trưởng.", "")
    assert leader_hint(["A", "B"]) == "Đội có 2 Đội trưởng (A, B); chỉ được một."


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Đội trưởng", TeamRole.LEADER),
        ("Phó Đội trưởng", TeamRole.DEPUTY),
        ("đội phó", TeamRole.DEPUTY),
        ("Thành viên", TeamRole.MEMBER),
        ("", TeamRole.MEMBER),
    ],
)
def test_places_are_read_as_papers_write_them(words: str, role: TeamRole) -> None:
    assert read_role(words) is role
