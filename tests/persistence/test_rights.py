"""What a server is told of the roles: which tables each may write."""

from __future__ import annotations

import pytest

from rehabdesk.domain.codes import RIGHTS, SENSITIVE, Right, Role
from rehabdesk.persistence.server.rights import (
    EVERY_TABLE,
    EVERYBODY,
    SEARCH,
    WRITES,
    WRITES_OF,
    tables_of,
)
from tests.writes import beyond


def test_every_right_says_what_it_writes_and_every_table_is_of_a_right() -> None:
    assert set(WRITES) == set(Right)
    named = EVERYBODY.union(*WRITES.values())
    assert named == EVERY_TABLE
    assert SEARCH in WRITES_OF[Role.LEADER]  # signing in may put the index together anew


@pytest.mark.parametrize("role", list(Role))
def test_a_role_writes_what_its_rights_write(role: Role) -> None:
    assert tables_of(RIGHTS[role]) <= WRITES_OF[role]
    sensitive = set() if role is Role.TEAM_LEADER else set(SENSITIVE)
    if role is not Role.ADMINISTRATOR:
        assert WRITES_OF[role] == tables_of(RIGHTS[role] | sensitive)


@pytest.mark.parametrize(
    ("role", "barred"),
    [
        (Role.LEADER, {"person", "case_file", "decision", "contact", "activity", "office_user"}),
        (Role.TEAM_LEADER, {"person", "decision", "tip", "tip_giver", "body_test", "report"}),
        (Role.CONSOLIDATOR, {"person", "case_file", "decision", "contact", "activity", "signer"}),
        (Role.CLERK, {"office_user", "office_profile", "signer", "legal_pack", "reporting_unit"}),
    ],
)
def test_what_is_not_the_business_of_a_role_is_barred(role: Role, barred: set[str]) -> None:
    assert barred <= EVERY_TABLE
    assert not barred & WRITES_OF[role]


def test_an_administrator_writes_everything() -> None:
    assert WRITES_OF[Role.ADMINISTRATOR] == EVERY_TABLE


def test_an_act_that_writes_more_than_its_rights_open_would_be_told() -> None:
    assert beyond({Right.READ_FILES}, {"person", "flag", "audit_entry"}) == ["person"]
    assert beyond({Right.KEEP_FILES}, {"person", "flag", "audit_entry"}) == []
