"""A form tried out on an invented person: what the office's wording looks like on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rehabdesk.domain.codes import (
    ContactKind,
    EpisodeKind,
    IdentityKind,
    RehabForm,
    Relation,
    ResidenceKind,
    Sex,
)
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.forms.form import Form, Persons
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.office import Signer
from rehabdesk.domain.records.person import (
    ContactPoint,
    IdentityPaper,
    Person,
    Relative,
    Residence,
)
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.services.decisions.wording.overrides import (
    FormBlockRow,
    list_form_blocks,
    office_wording,
)
from rehabdesk.services.decisions.wording.values import Concern, Signing, Subject
from rehabdesk.services.decisions.wording.words import shared_words, word
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on, signers_on

TERM_MONTHS = 12


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field a form may print, by the name it stands under in braces."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class SamplePaper:
    name: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class FormsView:
    """Every line of every form, and what its fields are called on the screen."""

    blocks: tuple[FormBlockRow, ...]
    labels: Mapping[str, str]


# Looks


def view_forms(work: Work) -> FormsView:
    labels = {name: field.label for name, field in work.resources.fields.items()}
    return FormsView(tuple(list_form_blocks(work)), labels)


def draw_sample(work: Work, form_id: str) -> SamplePaper:
    """Draw a form as today's office would print it, for somebody who does not exist."""
    from rehabdesk.documents import fonts, pdf

    form = _form(work, form_id)
    day = _day_for(work, form)
    form = form.with_overrides(office_wording(work, form.id, day))
    wording = word(work, shared_words(work, form, day, form.symbol), _subject(work, form, day))
    persons = () if form.persons is Persons.NONE else wording.persons
    paper = form.fill(wording.values, persons, day, wording.lists)
    fonts.register(work.resources.fonts)
    return SamplePaper(f"In thử {form.code}.pdf", pdf.draw(paper, practice=True))


def list_fields(work: Work, form_id: str) -> list[FieldRow]:
    """List what may stand in braces in a form, by its label; two of one label are told apart."""
    form = _form(work, form_id)
    known = work.resources.fields
    rows: list[FieldRow] = []
    for name in sorted((form.fields.paper | form.fields.person) & known.keys()):
        label = known[name].label
        alike = sum(row.label.partition(" – ")[0] == label for row in rows)
        rows.append(FieldRow(name, f"{label} – {alike + 1}" if alike else label))
    return sorted(rows, key=lambda row: row.label)


def _form(work: Work, form_id: str) -> Form:
    forms = {form.id: form for law in work.resources.regimes for form in law.forms.values()}
    return forms[form_id]


def _day_for(work: Work, form: Form) -> date:
    """Return today, or the last day the form could be used."""
    laws = [law for law in work.resources.regimes if form in law.forms.values()]
    lasts = [law.in_force_until or date.max for law in laws]
    return min(work.today, max(lasts), form.valid_until or date.max)


def _subject(work: Work, form: Form, day: date) -> Subject:
    signers = signers_on(work, day)
    signer = None
    if signers:
        facts = signers[0].facts
        signer = Signer(facts.full_name, facts.title, facts.authority_line, facts.valid_from)
    signing = Signing(day, form.symbol, signer, effective_from=day + timedelta(days=7))
    helpers = (_helper(day),)
    return Subject(signing, (_concern(work, day),), helpers, {}, helpers)


def _concern(work: Work, day: date) -> Concern:
    place = f"Thôn Thử, {profile_on(work, day).commune_full_name}"
    person = Person("Nguyễn Văn Thử", work.now)
    person.sex, person.birth, person.occupation = Sex.MALE, "1990-05-15", "Lao động tự do"
    person.papers = [
        IdentityPaper(IdentityKind.CITIZEN_CARD, "099090000001", date(2021, 6, 1), "Bộ Công an")
    ]
    person.residences = [Residence(ResidenceKind.PERMANENT, place)]
    person.contacts = [ContactPoint(ContactKind.PHONE, "0900 000 001")]
    mother = Relative("Trần Thị Thử", Relation.MOTHER)
    mother.birth_year, mother.occupation, mother.residence = 1965, "Làm ruộng", place
    mother.is_representative = True
    person.relatives = [mother]
    starts = day + timedelta(days=7)
    episode = Episode(CaseFile(1, person, day), EpisodeKind.POST_REHAB, day)
    episode.rehab_form, episode.rehab_ordinal = RehabForm.COMPULSORY, 1
    episode.rehab_facility, episode.completes_on = "Cơ sở cai nghiện ma túy thử", starts
    return Concern(person, episode, starts, add_months(starts, TERM_MONTHS), mother)


def _helper(day: date) -> Volunteer:
    helper = Volunteer("Lê Thị Mẫu", day)
    helper.sex, helper.post = Sex.FEMALE, "Chi hội trưởng Chi hội Phụ nữ thôn Thử"
    return helper
