"""Who is shown the sensitive parts: by the role, unless the administrator says otherwise."""

from __future__ import annotations

from functools import partial

import pytest

from rehabdesk.domain.codes import Right, Role
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.users import (
    UserFacts,
    UserRow,
    add_user,
    correct_user,
    list_users,
    sensitive_of,
)

TESTS = frozenset({Right.READ_TESTS})


def added(office: Office, role: Role, sensitive: frozenset[Right] | None = None) -> UserRow:
    facts = UserFacts("Trần Văn Kiên", "Công chức", role, sensitive)
    return office.do(partial(add_user, facts=facts)).result


@pytest.mark.parametrize(
    ("role", "given"), [(Role.CLERK, True), (Role.LEADER, False), (Role.ADMINISTRATOR, True)]
)
def test_without_a_word_it_goes_by_the_role(
    office: Office,
    role: Role,
    given: bool,  # noqa: FBT001 -- a parameter of the cases
) -> None:
    row = added(office, role)
    assert row.may(Right.READ_TESTS) is given
    assert office.look(partial(sensitive_of, user_id=row.id)) is None


def test_the_administrator_gives_and_takes(office: Office) -> None:
    leader, clerk = added(office, Role.LEADER, TESTS), added(office, Role.CLERK, frozenset())

    assert [row.may(Right.READ_TESTS) for row in office.look(list_users)][-2:] == [True, False]
    chosen = office.look(partial(sensitive_of, user_id=leader.id))
    assert Actor(leader.id, "", "", Role.LEADER, chosen).may(Right.READ_TESTS)
    assert not Actor(leader.id, "", "", Role.LEADER, chosen).may(Right.READ_SOURCES)
    taken = office.look(partial(sensitive_of, user_id=clerk.id))
    assert not Actor(clerk.id, "", "", Role.CLERK, taken).may(Right.READ_TESTS)
    assert Actor(clerk.id, "", "", Role.CLERK, taken).may(Right.KEEP_FILES)


def test_correcting_without_a_word_leaves_what_was_chosen(office: Office) -> None:
    added(office, Role.ADMINISTRATOR)
    row = added(office, Role.LEADER, TESTS)
    facts = UserFacts("Trần Văn Kiên", "Phó Chủ tịch", Role.LEADER)
    act = partial(correct_user, user_id=row.id, version=row.version, facts=facts, is_active=True)
    assert office.do(act).result.may(Right.READ_TESTS)
