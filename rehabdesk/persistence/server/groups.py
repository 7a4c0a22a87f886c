"""What the groups of an office are called on the server: one for each role and sensitive right."""

from __future__ import annotations

from rehabdesk.domain.codes import SENSITIVE, Right, Role

_APART = {Right.READ_TESTS: "tests", Right.READ_SOURCES: "sources"}


def group_of(schema: str, role: Role) -> str:
    return f"{schema}_{role.value}"


def apart_of(schema: str, right: Right) -> str:
    """Name the group of those to whom a sensitive right was given."""
    return f"{schema}_{_APART[right]}"


def groups_of(schema: str) -> tuple[str, ...]:
    roles = (group_of(schema, role) for role in Role)
    return (*roles, *(apart_of(schema, right) for right in SENSITIVE))
