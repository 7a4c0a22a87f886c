from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import ContactKind, RehabForm
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Office
from rehabdesk.services.people.correcting import (
    Edition,
    FileFacts,
    clashes,
    correct_file,
    merged,
)
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.one_file import PersonFile, list_history, list_relatives, read_file
from rehabdesk.services.people.person_facts import ContactFacts
from rehabdesk.services.people.term_trace import explain_term
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


def test_two_editions_lie_side_by_side_and_each_field_is_chosen() -> None:
    base = FileFacts(a_person(), an_episode())
    kept = replace(base, person=a_person(occupation="Thợ mộc", note="Ghi ở máy kia"))
    mine = FileFacts(a_person(occupation="Thợ xây"), an_episode(rehab_ordinal=2))
    found = {each.field: each for each in clashes(base, kept, mine)}
    assert set(found) == {"occupation", "note", "rehab_ordinal"}
    assert (found["occupation"].kept, found["occupation"].mine) == ("Thợ mộc", "Thợ xây")
    assert [name for name, each in found.items() if each.is_mine] == ["rehab_ordinal"]
    whole = merged(kept, mine, {"rehab_ordinal", "occupation"})
    assert whole.person.occupation == "Thợ xây"
    assert whole.person.note == "Ghi ở máy kia"
    assert whole.episode == an_episode(rehab_ordinal=2)


def test_a_term_shows_its_start_months_and_article(office: Office) -> None:
    trace = office.look(partial(explain_term, person_id=taken_in(office)))
    assert trace is not None
    assert (trace.start, trace.months, trace.end) == (date(2026, 11, 30), 24, date(2028, 11, 30))
    assert trace.article == "khoản 2 Điều 42"
    assert trace.is_as_decided


def test_a_term_without_a_start_is_not_explained(office: Office) -> None:
    order = TakeIn(a_person(papers=()), an_episode(completes_on=None))
    person_id = office.do(partial(take_in, order=order)).result.person_id
    assert office.look(partial(explain_term, person_id=person_id)) is None
