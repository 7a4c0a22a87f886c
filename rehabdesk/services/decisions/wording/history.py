"""What a paper takes over from earlier ones: decisions of the book, and papers of other offices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from rehabdesk.domain.codes import IN_CHARGE, AssignmentRole, EventKind, PaperStatus
from rehabdesk.domain.forms.form import Form
from rehabdesk.domain.forms.pattern import PLACEHOLDER, Kind
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import UNNUMBERED, Decision, DecisionPerson
from rehabdesk.domain.regime import HELPER_ASSIGNMENT, POST_REHAB, VOLUNTEER_TEAM
from rehabdesk.domain.wording import document_number, prose_date, slash_date
from rehabdesk.services.decisions.wording.office import assignee_text
from rehabdesk.services.decisions.wording.values import Concern
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

Latest = Mapping[EventKind, CaseEvent]

_OVER = (*UNNUMBERED, PaperStatus.WITHDRAWN, PaperStatus.REPLACED)
_COMMITTEE = re.compile(r"^(Chủ tịch )?(UBND|Ủy ban nhân dân) ")
_POLICE = re.compile(r"^(Trưởng )?Công an ")
_POST_CARE = frozenset(
    {"postcare_decision_number", "postcare_decision_date", "postcare_decision_commune"}
)


def person_history(work: Work, concern: Concern, wanted: frozenset[str]) -> dict[str, str]:
    """Word what earlier papers say of one person, ours and those of other offices."""
    person_id, events = concern.person.id, _latest_events(work, concern.person.id)
    found = {
        **_rehab_values(events),
        **_move_values(events),
        "positive_test_date": _on(events.get(EventKind.POSITIVE_TEST)),
    }
    if wanted & _POST_CARE:
        found |= _post_care_values(work, person_id, events)
    if "delivered_document" in wanted:
        found["delivered_document"] = _delivered(work, person_id)
    return found


def paper_history(work: Work) -> dict[str, str]:
    """Word what earlier papers of the office say that concern no one person."""
    assigned = _newest(work, HELPER_ASSIGNMENT)
    team = _newest(work, VOLUNTEER_TEAM)
    return {
        "assign_decision_number": _number(assigned),
        "assign_decision_date": _day(assigned),
        "vteam_old_decision_number": _number(team),
        "vteam_old_decision_date": _day(team),
    }


def who_is_in_charge(work: Work, person_ids: Sequence[int], day: date) -> dict[int, str]:
    """Name who answers for each person on a day, with the place held, and nobody who only helps.

    A person in charge comes before an organisation; a health officer or the family is neither.
    """
    found: defaultdict[int, list[Assignment]] = defaultdict(list)
    for each in work.session.scalars(
        select(Assignment)
        .where(Assignment.person_id.in_(person_ids), Assignment.role.in_(IN_CHARGE))
        .options(joinedload(Assignment.volunteer), joinedload(Assignment.organisation))
        .order_by(Assignment.id)
    ):
        if each.until_on is None or each.until_on >= day:
            found[each.person_id].append(each)
    return {person_id: _named(several) for person_id, several in found.items()}


def _named(assignments: Sequence[Assignment]) -> str:
    helpers = [each for each in assignments if each.role is AssignmentRole.HELPER]
    named = [each.volunteer or each.organisation for each in helpers or assignments]
    return "; ".join(assignee_text(each) for each in named if each is not None)


def paper_name(form: Form, decision: Decision, issuer: str) -> str:
    """Name a numbered paper in full, as the first mention of it does."""
    [title] = [block for block in form.blocks if block.kind is Kind.TITLE]
    kind = title.parts["name"][0].text.capitalize()
    subject = PLACEHOLDER.sub("", form.as_printed(title.parts["subject"][0].text)).strip()
    about = subject if subject.startswith("Về việc") else f"Về việc {_small(subject)}"
    on = decision.document_date
    dated = f" {prose_date(on)}" if on else ""
    return f"{kind} số {decision.full_number}{dated} của {issuer} {_small(about)}"


def _rehab_values(events: Latest) -> dict[str, str]:
    decided = events.get(EventKind.REHAB_DECIDED) or events.get(EventKind.COURT_APPLIED)
    started = events.get(EventKind.REHAB_STARTED) or events.get(EventKind.REGISTERED)
    return {
        "rehab_decision_number": decided.paper_number if decided else "",
        "rehab_decision_date": _paper_day(decided),
        "rehab_start_date": _on(started),
        "rehab_start_date_long": prose_date(started.on) if started else "",
    }


def _post_care_values(work: Work, person_id: int, events: Latest) -> dict[str, str]:
    elsewhere = events.get(EventKind.DECIDED_ELSEWHERE)
    ours = _newest(work, POST_REHAB, person_id)
    if elsewhere is not None and (ours is None or (ours.document_date or date.min) < elsewhere.on):
        return {
            "postcare_decision_number": elsewhere.paper_number.partition("/")[0],
            "postcare_decision_date": _paper_day(elsewhere),
            "postcare_decision_commune": _COMMITTEE.sub("", elsewhere.paper_issuer),
        }
    on = ours.document_date if ours else None
    commune = profile_on(work, on).commune_full_name if on else ""
    return {
        "postcare_decision_number": _number(ours),
        "postcare_decision_date": _day(ours),
        "postcare_decision_commune": commune,
    }


def _move_values(events: Latest) -> dict[str, str]:
    came, left = events.get(EventKind.MOVED_IN), events.get(EventKind.MOVED_OUT)
    return {
        "transfer_notice_number": came.paper_number if came else "",
        "transfer_notice_date": _paper_day(came),
        "origin_commune_name": _POLICE.sub("", came.paper_issuer) if came else "",
        "destination_address": left.note if left else "",
        "destination_police_name": "",
    }


def _delivered(work: Work, person_id: int) -> str:
    """Name the newest numbered paper of a person that nobody was given yet."""
    waiting = work.session.scalars(
        select(Decision)
        .join(Decision.persons)
        .where(DecisionPerson.person_id == person_id, Decision.status == PaperStatus.NUMBERED)
        .order_by(Decision.document_date.desc(), Decision.id.desc())
        .limit(1)
    ).first()
    form = _form_of(work, waiting) if waiting else None
    if waiting is None or form is None:
        return ""
    commune = profile_on(work, waiting.document_date or waiting.planned_on).commune_full_name
    return paper_name(form, waiting, f"Chủ tịch Ủy ban nhân dân {commune}")


def _form_of(work: Work, decision: Decision) -> Form | None:
    laws = (law for law in work.resources.regimes if law.id == decision.regime_id)
    law = next(laws, None)
    return law.forms.get(decision.purpose) if law else None


def _latest_events(work: Work, person_id: int) -> Latest:
    found = work.session.scalars(
        select(CaseEvent)
        .join(CaseEvent.episode)
        .join(Episode.case)
        .where(CaseFile.person_id == person_id, CaseEvent.undone_at.is_(None))
        .order_by(CaseEvent.on, CaseEvent.id)
    )
    return {each.kind: each for each in found}


def _newest(work: Work, purpose: str, person_id: int | None = None) -> Decision | None:
    question = select(Decision).where(
        Decision.purpose == purpose, Decision.status.not_in(_OVER), Decision.number.is_not(None)
    )
    if person_id is not None:
        question = question.join(Decision.persons).where(DecisionPerson.person_id == person_id)
    ordered = question.order_by(Decision.document_date.desc(), Decision.id.desc())
    return work.session.scalars(ordered.limit(1)).first()


def _number(decision: Decision | None) -> str:
    """Return the number alone: the form prints the symbol."""
    if decision is None or decision.number is None:
        return ""
    return f"{document_number(decision.number)}{decision.number_suffix}"


def _day(decision: Decision | None) -> str:
    on = decision.document_date if decision else None
    return prose_date(on) if on else ""


def _paper_day(event: CaseEvent | None) -> str:
    on = event.paper_on if event else None
    return prose_date(on) if on else ""


def _on(event: CaseEvent | None) -> str:
    return slash_date(event.on) if event else ""


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
