"""What a paper says of a person on the day it is dated, and of the relative it names."""

from __future__ import annotations

from datetime import date

from rehabdesk.domain.codes import ContactKind, Relation, ResidenceKind
from rehabdesk.domain.dates import age_on
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.person import Person, Relative
from rehabdesk.domain.text import upper
from rehabdesk.domain.wording import prose_date, slash_date
from rehabdesk.services.decisions.wording.values import Concern

ADULT = 18
YES = "có"
_RELATIVE_FIELDS = (
    "relative_name",
    "relative_relation",
    "relative_age",
    "relative_occupation",
    "relative_workplace",
    "relative_residence",
    "family_rep_name",
)


def person_values(concern: Concern, on: date) -> dict[str, str]:
    """Word what a paper says of one person on the day it is dated."""
    person = concern.person
    paper = person.main_paper
    place = person.lives_at
    minor = is_minor(person, on)
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
        "person_is_adult": "" if minor else YES,
        "person_is_minor": YES if minor else "",
        **_relative_values(concern.relative, on),
    }
    return values | dict(concern.typed)


def closer_values(concern: Concern) -> dict[str, str]:
    """Word what only some forms ask of a person: places, ways to reach, what is sensitive."""
    person, episode = concern.person, concern.episode
    permanent = person.residence(ResidenceKind.PERMANENT)
    temporary = person.residence(ResidenceKind.TEMPORARY)
    home = permanent or temporary
    current = person.lives_at
    phones = (each.value for each in person.contacts if each.kind is ContactKind.PHONE)
    completed = episode.completes_on if episode else None
    return {
        "person_permanent_address": home.as_written if home else "",
        "person_current_address": current.as_written if current else "",
        "person_ethnicity": person.ethnicity,
        "person_religion": person.religion,
        "person_education": person.education,
        "person_phone": next(phones, ""),
        "rehab_end_date": slash_date(completed) if completed else "",
        "rehab_end_date_long": prose_date(completed) if completed else "",
        "rehab_place": _rehab_place(episode),
    }


def is_minor(person: Person, on: date) -> bool:
    age = age_on(person.born, on) if person.born else None
    return age is not None and age.years < ADULT


def closest_relative(person: Person) -> Relative | None:
    """Return the relative a decision names: the representative, else parents, spouse, child."""
    order = list(Relation)
    ranked = sorted(
        person.relatives, key=lambda each: (not each.is_representative, order.index(each.relation))
    )
    return ranked[0] if ranked else None


def _rehab_place(episode: Episode | None) -> str:
    if episode is None or episode.rehab_form is None:
        return ""
    return episode.rehab_facility or _PLACES.get(episode.rehab_form.value, "")


_PLACES = {"home": "tại gia đình, cộng đồng"}


def _relative_values(relative: Relative | None, on: date) -> dict[str, str]:
    if relative is None:
        return dict.fromkeys(_RELATIVE_FIELDS, "")
    return {
        "relative_name": relative.full_name,
        "relative_relation": relative.relation.label,
        "relative_age": str(on.year - relative.birth_year) if relative.birth_year else "",
        "relative_occupation": relative.occupation,
        "relative_workplace": relative.workplace,
        "relative_residence": relative.residence,
        "family_rep_name": relative.full_name,
    }
