"""What a paper says of the office: its names on that day, number and date, who signs."""

from __future__ import annotations

from collections.abc import Sequence

from rehabdesk.domain.records.office import Signer
from rehabdesk.domain.records.volunteer import Organisation
from rehabdesk.domain.text import upper
from rehabdesk.domain.wording import blank_date, document_number, prose_date
from rehabdesk.services.decisions.wording.values import Assignee, Signing
from rehabdesk.services.office import Work
from rehabdesk.services.offices import ProfileFacts, profile_on, signers_on

VOLUNTEER_TEAM = "Đội công tác xã hội tình nguyện"


def paper_values(
    profile: ProfileFacts, signing: Signing, in_charge: Sequence[Assignee]
) -> dict[str, str]:
    """Word what a paper says once: the office, its number and day, who signs, who is assigned."""
    day = signing.signed_on
    effective = signing.effective_from
    number = document_number(signing.number) if signing.number is not None else ""
    return {
        **_office_values(profile),
        "doc_number": f"{number}{signing.number_suffix}",
        "doc_symbol": signing.symbol,
        "issue_date_long": (
            prose_date(day)
            if day
            else blank_date(signing.planned_on.month, signing.planned_on.year)
        ),
        "effective_date_long": prose_date(effective) if effective else "",
        **signer_values(signing.signer),
        "helper_name_unit": "; ".join(assignee_text(each) for each in in_charge),
        "helper_name": ", ".join(_bare_name(each) for each in _first_of(in_charge)),
    }


def signer_values(signer: Signer | None) -> dict[str, str]:
    return {
        "signer_authority_line": signer.authority_line if signer else "",
        "signer_title": signer.title if signer else "",
        "signer_name": signer.full_name if signer else "",
    }


def copy_values(work: Work) -> dict[str, str]:
    """Word what stands under a reprint: it is a copy, made today by who may sign today."""
    profile = profile_on(work, work.today)
    facts = next((row.facts for row in signers_on(work, work.today)), None)
    return {
        "copy_number": "",
        "copy_date_long": blank_date(work.today.month, work.today.year),
        "copy_issuer": "\n".join(profile.issuing_lines),
        "copy_signer_authority_line": facts.authority_line if facts else "",
        "copy_signer_title": facts.title if facts else "",
        "copy_signer_name": facts.full_name if facts else "",
    }


def assignee_text(assignee: Assignee) -> str:
    """Name an assignee with the place held: "Bà Ngô Thị Nhàn, Chi hội trưởng …"."""
    if isinstance(assignee, Organisation):
        return assignee.name
    unit = assignee.post or (assignee.organisation.name if assignee.organisation else "")
    return f"{assignee.address}, {unit}" if unit else assignee.address


def _first_of(in_charge: Sequence[Assignee]) -> list[Assignee]:
    """Of those in charge, name the persons; an organisation only where it stands alone."""
    persons: list[Assignee] = [each for each in in_charge if not isinstance(each, Organisation)]
    return persons or [*in_charge]


def _bare_name(assignee: Assignee) -> str:
    return assignee.name if isinstance(assignee, Organisation) else assignee.full_name


def _office_values(profile: ProfileFacts) -> dict[str, str]:
    full_name = profile.commune_full_name
    resolution_on = profile.council_resolution_on
    police_province = f"Công an {profile.province_name}"
    unit_head = f"Trưởng {profile.drafting_unit_name[:1].lower()}{profile.drafting_unit_name[1:]}"
    team = f"{VOLUNTEER_TEAM} {full_name}"
    return {
        "province_committee_name": profile.superior_line,
        "commune_committee_name": "\n".join(profile.issuing_lines),
        "commune_full_name": full_name,
        "commune_full_name_upper": upper(full_name),
        "commune_type": profile.commune_kind.label,
        "province_name": profile.province_name,
        "place_name": profile.place_name,
        "police_title": f"Trưởng {profile.police_name}",
        "police_commune_name": profile.police_name,
        "police_commune_name_upper": upper(profile.police_name),
        "police_province_name": police_province,
        "police_province_name_upper": upper(police_province),
        "police_unit": f"Công an {profile.commune_kind.label}",
        "health_unit": f"Trạm Y tế {profile.commune_kind.label}",
        "drafting_unit_symbol": profile.drafting_unit,
        "drafting_unit_head_upper": upper(unit_head),
        "proposer_unit": f"{unit_head} {full_name}",
        "vteam_name": team,
        "vteam_name_upper": upper(team),
        "council_resolution_number": profile.council_resolution_number,
        "council_resolution_date": prose_date(resolution_on) if resolution_on else "",
    }
