"""Whom a paper puts in charge may have left between its draft and its number."""

from __future__ import annotations

from datetime import date

from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.refusals import NeedsConfirmation
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.decisions.life.effects import starts_on
from rehabdesk.services.office import Work

_INSTEAD = "Nên để sau, sửa lại bản nháp, chọn người khác."


class AssigneeLeft(NeedsConfirmation):
    def __init__(self, volunteer: Volunteer, until: date, since: date) -> None:
        super().__init__(
            f"{volunteer.address} thôi nhiệm vụ từ {slash_date(until)}, "
            f"văn bản phân công từ {slash_date(since)}. {_INSTEAD}"
        )


class BodyPutAside(NeedsConfirmation):
    def __init__(self, organisation: Organisation) -> None:
        super().__init__(f"{organisation.name} không còn nhận phân công. {_INSTEAD}")


def require_serving(work: Work, decision: Decision) -> None:
    """Stop at a paper that puts somebody in charge who has left, unless it is insisted on."""
    starts = [starts_on(work, decision, link) for link in decision.persons]
    since = min(starts, default=decision.effective_from or work.today)
    for each in decision.assignees:
        volunteer, body = each.volunteer, each.organisation
        if volunteer is not None and volunteer.serves_until and volunteer.serves_until < since:
            work.unless_confirmed(AssigneeLeft(volunteer, volunteer.serves_until, since))
        if body is not None and not body.is_active:
            work.unless_confirmed(BodyPutAside(body))
