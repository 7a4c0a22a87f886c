"""From records to the words of a paper: every field of `fields.md` a form may ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rehabdesk.domain.codes import Relation
from rehabdesk.domain.dates import age_on
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.office import Signer
from rehabdesk.domain.records.person import Person, Relative
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.text import upper
from rehabdesk.domain.wording import blank_date, document_number, prose_date, slash_date
from rehabdesk.services.offices import ProfileFacts

ADULT = 18


@dataclass(frozen=True, slots=True)
class Wording:
    """What a form is filled with: said once, said once a person, and listed."""

    values: Mapping[str, str]
    persons: Sequence[Mapping[str, str]]
    lists: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Signing:
    """Number and day of a paper; both stay open until they are typed after the signature."""

    planned_on: date
    symbol: str
    signer: Signer | None
    number: int | None = None
    number_suffix: str = ""
    signed_on: date | None = None
    effective_from: date | None = None


@dataclass(frozen=True, slots=True)
class Concern:
    """One person of a paper, with the episode it is about and the relative it names."""

    person: Person
    episode: Episode | None
    term_start: date | None
    term_end: date | None
    relative: Relative | None
    typed: Mapping[str, str] = field(default_factory=dict)


def paper_values(
    profile: ProfileFacts, signing: Signing, assignees: Sequence[Volunteer | Organisation]
) -> dict[str, str]:
    """Word what a paper says once: the office, its number and day, who signs, who is assigned."""
    day = signing.signed_on
    effective = signing.effective_from
    number = document_number(signing.number) if signing.number is not None else ""
    named = "; ".join(assignee_text(each) for each in assignees)
    full_name = profile.commune_full_name
    signer = signing.signer
    return {
        "province_committee_name": profile.superior_line,
        "commune_committee_name": "\n".join(profile.issuing_lines),
        "commune_full_name": full_name,
        "commune_full_name_upper": upper(full_name),
        "province_name": profile.province_name,
        "place_name": profile.place_name,
        "police_title": f"Trưởng {profile.police_name}",
        "police_commune_name": profile.police_name,
        "drafting_unit_symbol": profile.drafting_unit,
        "council_resolution_number": profile.council_resolution_number,
        "council_resolution_date": (
            prose_date(profile.council_resolution_on) if profile.council_resolution_on else ""
        ),
        "doc_number": f"{number}{signing.number_suffix}",
        "doc_symbol": signing.symbol,
        "issue_date_long": (
            prose_date(day)
            if day
            else blank_date(signing.planned_on.month, signing.planned_on.year)
        ),
        "effective_date_long": prose_date(effective) if effective else "",
        "signer_authority_line": signer.authority_line if signer else "",
        "signer_title": signer.title if signer else "",
        "signer_name": signer.full_name if signer else "",
        "helper_name_unit": named,
    }


def person_values(concern: Concern, on: date) -> dict[str, str]:
    """Word what a paper says of one person on the day it is dated."""
    person = concern.person
    paper = person.main_paper
    place = person.lives_at
    age = age_on(person.born, on) if person.born else None
    is_minor = age is not None and age.years < ADULT
    values = {
        "person_full_name": person.full_name,
        "person_full_name_upper": upper(person.full_name),
        "person_sex": person.sex.label if person.sex else "",
        "person_other_name": ", ".join(each.name for each in person.other_names),
        "person_birth_date": person.born.text if person.born else "",
        "person_id_number": paper.number if paper else "",
        "person_id_issue_date": slash_date(paper.issued_on) if paper and paper.issued_on else "",
        "person_id_issuer": paper.issued_by if paper else "",
        "person_residence": place.as_written if place else "",
        "person_occupation": person.occupation,
        "person_workplace": person.workplace,
        "term_start_date": slash_date(concern.term_start) if concern.term_start else "",
        "term_end_date": slash_date(concern.term_end) if concern.term_end else "",
        "rehab_facility_name": concern.episode.rehab_facility if concern.episode else "",
        "person_is_adult": "" if is_minor else "có",
        "person_is_minor": "có" if is_minor else "",
        **_relative_values(concern.relative, on),
    }
    return values | dict(concern.typed)


def _relative_values(relative: Relative | None, on: date) -> dict[str, str]:
    if relative is None:
        return dict.fromkeys(
            (
                "relative_name",
                "relative_relation",
                "relative_age",
                "relative_occupation",
                "relative_workplace",
                "relative_residence",
                "family_rep_name",
            ),
            "",
        )
    return {
        "relative_name": relative.full_name,
        "relative_relation": relative.relation.label,
        "relative_age": str(on.year - relative.birth_year) if relative.birth_year else "",
        "relative_occupation": relative.occupation,
        "relative_workplace": relative.workplace,
        "relative_residence": relative.residence,
        "family_rep_name": relative.full_name,
    }


def assignee_text(assignee: Volunteer | Organisation) -> str:
    """Name an assignee with the place held: "Bà Ngô Thị Nhàn, Chi hội trưởng …"."""
    if isinstance(assignee, Organisation):
        return assignee.name
    unit = assignee.post or (assignee.organisation.name if assignee.organisation else "")
    return f"{assignee.address}, {unit}" if unit else assignee.address


def closest_relative(person: Person) -> Relative | None:
    """Return the relative a decision names: the representative, else parents, spouse, child."""
    order = list(Relation)
    ranked = sorted(
        person.relatives, key=lambda each: (not each.is_representative, order.index(each.relation))
    )
    return ranked[0] if ranked else None
