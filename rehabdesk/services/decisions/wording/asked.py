"""Proposals for fields nobody can derive: the clerk sees them, and types what fits better."""

from __future__ import annotations

from datetime import date

from rehabdesk.domain.dates import add_months
from rehabdesk.domain.regime import COMMITMENT, COMPLETION_NOTICE, REPORT
from rehabdesk.domain.text import upper
from rehabdesk.domain.wording import prose_date, slash_date
from rehabdesk.services.decisions.wording.people import is_minor
from rehabdesk.services.decisions.wording.values import Concern
from rehabdesk.services.office import Work
from rehabdesk.services.offices import ProfileFacts

_WINDOW_BEGINS, _WINDOW_ENDS = 15, 14  # of the month before, of the month (Decree 09/2019, 12)
_SCOPE = (
    "công tác quản lý, hỗ trợ người sau cai nghiện ma túy và hoạt động của "
    "Đội công tác xã hội tình nguyện"
)


def paper_proposals(work: Work, profile: ProfileFacts, purpose: str, day: date) -> dict[str, str]:
    """Propose what a paper asks for once, from the office and the day."""
    committee = f"Ủy ban nhân dân {profile.commune_full_name}"
    seat = f"Trụ sở {committee}"
    before = add_months(day.replace(day=1), -1)
    return {
        "record_date": slash_date(day),
        "record_date_long": prose_date(day),
        "record_place": seat,
        "giver_name": work.actor.name,
        "giver_title": work.actor.post,
        "giver_office": committee,
        "registrar_office": profile.police_name,
        "list_as_of_date": prose_date(day),
        "follow_period": f"tháng {day.month} năm {day.year}",
        "event_place": seat,
        "report_period_label": f"tháng {day.month} năm {day.year}",
        "report_scope": _SCOPE,
        "window_start_date": slash_date(before.replace(day=_WINDOW_BEGINS)),
        "window_end_date": slash_date(day.replace(day=_WINDOW_ENDS)),
        "addressee": _addressee(profile, purpose),
    }


def person_proposals(concern: Concern, on: date) -> dict[str, str]:
    """Propose who takes a paper or writes an application: the person, or who speaks for a minor."""
    person, relative = concern.person, concern.relative
    if is_minor(person, on) and relative is not None:
        facts = {
            "name": relative.full_name,
            "birth_date": str(relative.birth_year or ""),
            "residence": relative.residence,
            "phone": relative.phone,
            "relation": relative.relation.label,
        }
        himself = "", relative.relation.label
    else:
        paper, place = person.main_paper, person.lives_at
        facts = {
            "name": person.full_name,
            "sex": person.sex.label if person.sex else "",
            "birth_date": person.born.text if person.born else "",
            "id_number": paper.number if paper else "",
            "id_issue_date": slash_date(paper.issued_on) if paper and paper.issued_on else "",
            "id_issuer": paper.issued_by if paper else "",
            "residence": place.as_written if place else "",
            "phone": next((each.value for each in person.contacts), ""),
        }
        himself = "bản thân", "Chính người bị quản lý"
    applicant = {f"applicant_{name}": value for name, value in facts.items()}
    receiver = {f"receiver_{name}": value for name, value in facts.items()}
    return {
        **applicant,
        **receiver,
        "applicant_name": upper(facts["name"]),
        "applicant_relation": applicant.get("applicant_relation", himself[0]),
        "receiver_relation": himself[1],
    }


def _addressee(profile: ProfileFacts, purpose: str) -> str:
    known = {
        REPORT: profile.superior_name,
        COMPLETION_NOTICE: profile.police_name,
        COMMITMENT: f"Ủy ban nhân dân {profile.commune_full_name}\n{profile.police_name}",
    }
    return known.get(purpose, "")
