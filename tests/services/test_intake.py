from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehabdesk.domain.codes import CaseState, EpisodeKind, IdentityKind, NameKind, ResidenceKind
from rehabdesk.domain.dates import PartialDate
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import count_files, list_persons, search_persons
from rehabdesk.services.people.intake import (
    BornInTheFuture,
    CompletionBeforeBirth,
    CorrectPerson,
    NumberHasFile,
    PersonNameRequired,
    TakeIn,
    correct_person,
    take_in,
)
from rehabdesk.services.people.one_file import list_history, open_file, read_file, see_number
from rehabdesk.services.people.person_facts import (
    NameFacts,
    PaperFacts,
    PersonFacts,
    ResidenceFacts,
)
from tests.builders import a_person, an_episode, taken_in


def test_a_name_alone_opens_a_file(office: Office) -> None:
    done = office.do(partial(take_in, order=TakeIn(PersonFacts("  Lê   An "))))
    [row] = office.look(list_persons)
    assert row.full_name == "Lê An"
    assert row.state is CaseState.NONE
    assert done.result.case_code == "2026-001"


def test_no_name_is_no_file(office: Office) -> None:
    with pytest.raises(PersonNameRequired):
        office.do(partial(take_in, order=TakeIn(PersonFacts("   "))))
    assert office.look(list_persons) == []


def test_nobody_is_born_tomorrow(office: Office) -> None:
    facts = a_person(birth=PartialDate(2027))
    with pytest.raises(BornInTheFuture):
        office.do(partial(take_in, order=TakeIn(facts)))


def test_rehabilitation_is_not_completed_before_birth(office: Office) -> None:
    order = TakeIn(a_person(), an_episode(completes_on=date(1990, 1, 1)))
    with pytest.raises(CompletionBeforeBirth):
        office.do(partial(take_in, order=order))
    assert office.look(list_persons) == []


def test_the_same_number_never_gets_two_files_unexplained(office: Office) -> None:
    first = taken_in(office)
    number = PaperFacts(IdentityKind.CITIZEN_CARD, "099 091.004217")
    again = TakeIn(a_person(full_name="Trần Thắng", papers=(number,)))
    with pytest.raises(NumberHasFile, match="2026-001") as refusal:
        office.do(partial(take_in, order=again))
    assert refusal.value.person_id == first
    explained = replace(again, reason="Hai người dùng chung số, đã hỏi Công an xã")
    office.do(partial(take_in, order=explained))
    assert len(office.look(list_persons)) == 2


def test_files_are_numbered_past_a_thousand(office: Office) -> None:
    for serial in range(3):
        facts = PersonFacts(f"Lê Văn {serial}")
        office.do(partial(take_in, order=TakeIn(facts)))
    codes = [row.case_code for row in office.look(list_persons)]
    assert sorted(codes) == ["2026-001", "2026-002", "2026-003"]


def test_correcting_keeps_field_by_field_what_was_before(office: Office) -> None:
    person_id = taken_in(office)
    file = office.look(partial(read_file, person_id=person_id))
    order = CorrectPerson(person_id, file.version, replace(file.facts, occupation="Thợ xây"))
    office.do(partial(correct_person, order=order))
    rows = office.look(partial(list_history, person_id=person_id))
    changed = next(row for row in rows if row.field)
    assert (changed.field, changed.before, changed.after) == (
        "Nghề nghiệp",
        "Lao động tự do",
        "Thợ xây",
    )


def test_the_second_save_is_refused_with_both_texts(office: Office) -> None:
    person_id = taken_in(office)
    file = office.look(partial(read_file, person_id=person_id))
    first = CorrectPerson(person_id, file.version, replace(file.facts, occupation="Thợ xây"))
    second = CorrectPerson(person_id, file.version, replace(file.facts, occupation="Thợ mộc"))
    office.do(partial(correct_person, order=first))
    with pytest.raises(EditedMeanwhile) as refusal:
        office.do(partial(correct_person, order=second))
    [difference] = refusal.value.differences
    assert (difference.kept, difference.yours) == ("Thợ xây", "Thợ mộc")
    assert office.look(partial(read_file, person_id=person_id)).facts.occupation == "Thợ xây"


def test_everything_of_a_person_is_kept_as_given(office: Office) -> None:
    facts = a_person(
        other_names=(NameFacts(NameKind.ALIAS, "Tư Thắng"),),
        papers=(
            PaperFacts(IdentityKind.CITIZEN_CARD, "099091004217", date(2023, 5, 12), "Cục C06"),
            PaperFacts(IdentityKind.OLD_CARD, "012345678"),
        ),
        residences=(
            ResidenceFacts(
                ResidenceKind.PERMANENT, "Thôn Thượng, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn"
            ),
        ),
    )
    done = office.do(partial(take_in, order=TakeIn(facts)))
    kept = office.look(partial(read_file, person_id=done.result.person_id)).facts
    assert replace(kept, residences=()) == replace(facts, residences=())
    [residence] = kept.residences
    assert residence.as_written == facts.residences[0].as_written
    assert (residence.unit_new, residence.unit_old) == ("09901", "99003")


@pytest.mark.parametrize(
    "typed", ["thang", "THẮNG", "tran thang", "thắng trần", "099091004217", "dong ben", "tu thang"]
)
def test_a_person_is_found_by_whatever_the_clerk_remembers(office: Office, typed: str) -> None:
    person_id = taken_in(office, other_names=(NameFacts(NameKind.ALIAS, "Tư Thắng"),))
    taken_in(office, full_name="Đỗ Thị Hòa", papers=(), residences=(), hamlet_id=1)
    assert [row.id for row in office.look(partial(search_persons, words=typed))] == [person_id]


def test_a_corrected_name_is_found_by_the_new_and_no_longer_by_the_old(office: Office) -> None:
    person_id = taken_in(office)
    file = office.look(partial(read_file, person_id=person_id))
    order = CorrectPerson(person_id, file.version, replace(file.facts, full_name="Trần Đình Đạt"))
    office.do(partial(correct_person, order=order))
    assert office.look(partial(search_persons, words="thang")) == []
    assert len(office.look(partial(search_persons, words="dinh dat"))) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(typed=st.text(max_size=20))
def test_no_text_typed_in_the_search_box_is_a_command(office: Office, typed: str) -> None:
    assert office.look(partial(search_persons, words=typed)) == []


def test_people_are_listed_by_given_name(office: Office) -> None:
    for name in ("Lê Văn Đào", "Vũ Thị Ân", "Trần An", "Lê Dũng"):
        taken_in(office, full_name=name, papers=())
    names = [row.full_name for row in office.look(list_persons)]
    assert names == ["Trần An", "Vũ Thị Ân", "Lê Dũng", "Lê Văn Đào"]


def test_looking_into_a_file_and_at_the_number_is_recorded(office: Office) -> None:
    person_id = taken_in(office)
    office.do(partial(open_file, person_id=person_id))
    assert office.do(partial(see_number, person_id=person_id)).result == "099091004217"
    whats = [row.what for row in office.look(partial(list_history, person_id=person_id))]
    assert whats == ["Xem số giấy tờ", "Xem hồ sơ", "Mở hồ sơ"]


def test_completeness_counts_what_a_full_file_holds(office: Office) -> None:
    person_id = office.do(partial(take_in, order=TakeIn(PersonFacts("Lê An")))).result.person_id
    bare = office.look(partial(read_file, person_id=person_id))
    full = office.look(partial(read_file, person_id=taken_in(office)))
    assert bare.completeness < full.completeness < 100
    assert "Ngày sinh" in bare.empty_fields


def test_counts_tell_the_followed_from_all(office: Office) -> None:
    taken_in(office)
    office.do(partial(take_in, order=TakeIn(PersonFacts("Lê An"))))
    counts = office.look(count_files)
    assert (counts.everybody, counts.followed) == (2, 1)


def test_home_rehabilitation_is_its_own_state(office: Office) -> None:
    order = TakeIn(a_person(), an_episode(kind=EpisodeKind.REHAB_HOME, completes_on=None))
    office.do(partial(take_in, order=order))
    assert office.look(list_persons)[0].state is CaseState.REHAB_HOME
