"""What whoever sits here may do with the team's work, for the pages that show it."""

from __future__ import annotations

from rehabdesk.domain.codes import Right
from rehabdesk.ui.kit.desk import Desk


def may(desk: Desk, *rights: Right) -> bool:
    """Tell whether one of these rights is there."""
    office = desk.office
    return office is not None and any(office.actor.may(right) for right in rights)


def is_bound(desk: Desk) -> bool:
    """Tell whether a team leader sits here, who sees the own team alone."""
    return may(desk, Right.OWN_TEAM) and not may(desk, Right.READ_FILES)


def may_keep_team(desk: Desk) -> bool:
    return may(desk, Right.KEEP_TEAM, Right.OWN_TEAM)


def may_note(desk: Desk) -> bool:
    """Tell whether meetings may be written down."""
    return may(desk, Right.KEEP_FILES, Right.OWN_TEAM)


def may_print(desk: Desk) -> bool:
    """Tell whether lists may leave the program, on paper or as a file."""
    return may(desk, Right.EXPORT_LISTS)
