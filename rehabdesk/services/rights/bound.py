"""Who is bound to the own team; asked by what is loaded before any team is."""

from __future__ import annotations

from rehabdesk.domain.codes import Right
from rehabdesk.services.office import NotYourRight, Work


def is_bound_to_team(work: Work) -> bool:
    """Tell whether whoever asks sees the own team alone."""
    return work.actor.may(Right.OWN_TEAM) and not work.actor.may(Right.READ_FILES)


def require_teams(work: Work, right: Right) -> None:
    """Let in who has the right, and a team leader, who is then shown the own teams alone."""
    if not work.actor.may(right) and not work.actor.may(Right.OWN_TEAM):
        raise NotYourRight(right)
