"""What the board of assignments and the page of helpers show, each in one look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import AssignmentRole, CaseState, Right
from rehabdesk.domain.regime import (
    HELPER_ASSIGNMENT,
    MOVED_IN_ASSIGNMENT,
    POST_REHAB,
    NoRegime,
    regime_on,
)
from rehabdesk.services.assignments import ManagedRow, list_managed
from rehabdesk.services.office import Work
from rehabdesk.services.offices import helper_limit, list_hamlets
from rehabdesk.services.volunteers import (
    OrganisationRow,
    VolunteerRow,
    list_organisations,
    list_volunteers,
)

# What a volunteer may be to a person; an organisation is always itself.
VOLUNTEER_ROLES = (AssignmentRole.HELPER, AssignmentRole.HEALTH_OFFICER, AssignmentRole.FAMILY)


@dataclass(frozen=True, slots=True)
class Board:
    managed: tuple[ManagedRow, ...]
    limit: int
    may_set_limit: bool
    form_codes: Mapping[str, str]  # "Mẫu 59" by purpose, under today's law
    today: date


@dataclass(frozen=True, slots=True)
class VolunteerBook:
    volunteers: tuple[VolunteerRow, ...]
    organisations: tuple[OrganisationRow, ...]
    hamlets: tuple[tuple[int, str], ...]
    today: date
    may_keep: bool


def purpose_for(state: CaseState) -> str:
    """Choose the paper: the first decision names the helper itself, later it takes its own."""
    return _PURPOSES.get(state, HELPER_ASSIGNMENT)


_PURPOSES = {
    CaseState.PENDING_DECISION: POST_REHAB,
    CaseState.POST_REHAB_MOVED_IN: MOVED_IN_ASSIGNMENT,
}


# Looks


def read_board(work: Work) -> Board:
    return Board(
        tuple(list_managed(work)),
        helper_limit(work),
        work.actor.may(Right.KEEP_OFFICE),
        _form_codes(work),
        work.today,
    )


def read_volunteer_book(work: Work) -> VolunteerBook:
    work.require(Right.READ_FILES)
    active = [row for row in list_hamlets(work) if row.is_active]
    return VolunteerBook(
        tuple(list_volunteers(work)),
        tuple(list_organisations(work)),
        tuple((row.id, row.name) for row in active),
        work.today,
        work.actor.may(Right.KEEP_VOLUNTEERS),
    )


def _form_codes(work: Work) -> dict[str, str]:
    """Return what today's law calls the papers that put somebody in charge; it may lack one."""
    try:
        forms = regime_on(work.today, work.resources.regimes).forms_on(work.today)
    except NoRegime:
        return {}
    named = {form.purpose: form.code for form in forms}
    wanted = (POST_REHAB, HELPER_ASSIGNMENT, MOVED_IN_ASSIGNMENT)
    return {purpose: named[purpose] for purpose in wanted if purpose in named}
