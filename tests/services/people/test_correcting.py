from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from rehabdesk.domain.codes import (
    ContactKind,
    IdentityKind,
    NameKind,
    RehabForm,
    Relation,
    ResidenceKind,
    Sex,
)
from rehabdesk.domain.daily_codes import AttentionLevel, Confidentiality, Employment
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.settling.three_way import Outcome, put_together, settle
from rehabdesk.persistence.search import find_persons
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.indexing.persons import own_place
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.correcting import (
    FILE_LABELS,
    Edition,
    FileFacts,
    correct_file,
)
from rehabdesk.services.people.intake import CorrectPerson, TakeIn, correct_person, take_in
from rehabdesk.services.people.one_file import PersonFile, list_history, list_relatives, read_file
from rehabdesk.services.people.person_facts import (
    ContactFacts,
    NameFacts,
    PaperFacts,
    PersonFacts,
    RelativeFacts,
    ResidenceFacts,
)
from tests.builders import a_person, an_episode, taken_in


def read(office: Office, person_id: int) -> tuple[PersonFile, Edition]:
    file = office.look(partial(read_file, person_id=person_id))
    episode = file.episode
    facts = FileFacts(file.facts, episode.facts if episode else None)
    ids = (episode.id, episode.version) if episode else (None, 0)
    return file, Edition(person_id, file.version, facts, *ids)


def test_person_and_episode_are_saved_together(office: Office) -> None:
    person_id = taken_in(office)
    _, edition = read(office, person_id)
    mine = FileFacts(
        replace(edition.facts.person, occupation="Thợ xây"),
        an_episode(rehab_form=RehabForm.PUBLIC, completes_on=date(2026, 12, 1)),
    )
    office.do(partial(correct_file, read=edition, facts=mine))
    file, _ = read(office, person_id)
    assert file.facts.occupation == "Thợ xây"
    assert file.episode is not None
    assert file.episode.facts.completes_on == date(2026, 12, 1)
    told = {
        row.field: (row.before, row.after)
        for row in office.look(partial(list_history, person_id=person_id))
    }
    assert told["Nghề nghiệp"] == ("Lao động tự do", "Thợ xây")
    assert told["Ngày hoàn thành cai nghiện"] == ("30/11/2026", "01/12/2026")


def test_a_person_without_episode_gets_one(office: Office) -> None:
    order = TakeIn(a_person(papers=()))
    person_id = office.do(partial(take_in, order=order)).result.person_id
    _, edition = read(office, person_id)
    mine = FileFacts(edition.facts.person, an_episode())
    office.do(partial(correct_file, read=edition, facts=mine))
    file, _ = read(office, person_id)
    assert file.episode is not None
    assert file.episode.facts == an_episode()


def test_a_change_in_a_list_counts_as_a_change_of_the_file(office: Office) -> None:
    person_id = taken_in(office)
    _, edition = read(office, person_id)
    phones = (ContactFacts(ContactKind.PHONE, "0900 000 126"),)
    first = replace(edition.facts, person=replace(edition.facts.person, contacts=phones))
    office.do(partial(correct_file, read=edition, facts=first))
    second = replace(edition.facts, person=replace(edition.facts.person, note="Hay vắng nhà"))
    with pytest.raises(EditedMeanwhile):
        office.do(partial(correct_file, read=edition, facts=second))
    file, _ = read(office, person_id)
    assert file.facts.contacts == phones
    assert file.facts.note == ""


def test_relatives_that_stay_keep_their_place_in_drafts(office: Office) -> None:
    person_id = taken_in(office)
    [(before, _)] = office.look(partial(list_relatives, person_id=person_id))
    _, edition = read(office, person_id)
    mine = replace(edition.facts, person=replace(edition.facts.person, note="Ghi thêm"))
    office.do(partial(correct_file, read=edition, facts=mine))
    [(after, _)] = office.look(partial(list_relatives, person_id=person_id))
    assert after == before


def words(work: Work, person_id: int) -> set[str]:
    person = work.session.get_one(Person, person_id)
    said = person.search_words(work.resources.units, own=own_place(work))
    return set(said.replace(",", "").split())


def finds(work: Work, word: str) -> bool:
    return bool(find_persons(work.session, word, 2))


CHANGED: dict[str, Any] = {
    "full_name": "Lý Văn Mới",
    "sex": Sex.FEMALE,
    "birth": PartialDate(1970),
    "hamlet_id": 2,
    "ethnicity": "Mường",
    "religion": "Phật giáo",
    "education": "3/12",
    "occupation": "Thợ mộc",
    "workplace": "Xưởng gỗ",
    "note": "Đã gặp",
    "is_left_out_of_lists": True,
    "other_names": (NameFacts(NameKind.ALIAS, "Tư Còi"),),
    "papers": (PaperFacts(IdentityKind.CITIZEN_CARD, "099083000777"),),
    "residences": (ResidenceFacts(ResidenceKind.CURRENT, "Ngõ 5, Thôn Bãi"),),
    "relatives": (RelativeFacts("Lý Thị Bảy", Relation.MOTHER),),
    "contacts": (ContactFacts(ContactKind.PHONE, "0912000111"),),
    "employment": Employment.CASUAL,
    "criminal_record": "Không",
    "drugs": "Heroin",
    "attention": AttentionLevel.HIGH,
    "attention_reason": "Sống một mình",
    "attention_review_on": date(2026, 12, 20),
    "confidentiality": Confidentiality.CLERK_ONLY,
    "consent_on": date(2026, 11, 20),
}


@pytest.mark.parametrize("name", [each.name for each in fields(PersonFacts)])
def test_a_file_is_found_by_what_it_says_after_any_correction(office: Office, name: str) -> None:
    person_id = taken_in(office)
    file, _ = read(office, person_id)
    before = office.look(partial(words, person_id=person_id))
    facts = replace(file.facts, **{name: CHANGED[name]})
    assert facts != file.facts
    office.do(partial(correct_person, order=CorrectPerson(person_id, file.version, facts)))
    assert read(office, person_id)[0].facts == facts
    after = office.look(partial(words, person_id=person_id))
    finding = {each for each in before | after if office.look(partial(finds, word=each))}
    assert finding == after


def test_whose_number_stands_in_two_files_can_still_be_corrected(office: Office) -> None:
    order = TakeIn(a_person(), None, "Giấy tờ bị cấp trùng số")
    taken_in(office)
    person_id = office.do(partial(take_in, order=order)).result.person_id
    file, _ = read(office, person_id)
    facts = replace(file.facts, occupation="Thợ mộc")
    office.do(partial(correct_person, order=CorrectPerson(person_id, file.version, facts)))
    assert read(office, person_id)[0].facts.occupation == "Thợ mộc"


def test_two_editions_lie_side_by_side_and_each_field_is_chosen() -> None:
    base = FileFacts(a_person(), an_episode())
    kept = replace(base, person=a_person(occupation="Thợ mộc", note="Ghi ở máy kia"))
    mine = FileFacts(a_person(occupation="Thợ xây"), an_episode(rehab_ordinal=2))
    lines = settle(base, kept, mine, FILE_LABELS)
    assert {line.path[1]: line.outcome for line in lines} == {
        "occupation": Outcome.ASKED,
        "note": Outcome.THEIRS,
        "rehab_ordinal": Outcome.MINE,
    }
    whole = put_together(base, kept, mine, lines, {("person", "occupation")})
    assert whole.person == a_person(occupation="Thợ xây", note="Ghi ở máy kia")
    assert whole.episode == an_episode(rehab_ordinal=2)
