"""Who is shown the tests."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Right
from rehabdesk.services.office import Work
from rehabdesk.services.users import list_users


@dataclass(frozen=True, slots=True)
class Reader:
    id: int
    name: str


# Looks


def who_may_read(work: Work) -> tuple[Reader, ...]:
    """Name those who may see this part, whoever may change that among them."""
    work.require(Right.READ_TESTS)
    return tuple(
        Reader(row.id, row.full_name)
        for row in list_users(work)
        if row.is_active and row.may(Right.READ_TESTS)
    )
