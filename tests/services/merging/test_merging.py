from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import ContactKind, EpisodeKind, IdentityKind, NameKind, Relation, Role
from rehabdesk.domain.codes import ResidenceKind as Place
from rehabdesk.domain.daily_codes import ContactWay
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records import Contact, ContactPerson, Entity, Person
from rehabdesk.services.assignments import helpers_of
from rehabdesk.services.decisions.drafting import save_draft
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.merging.fields import FIELDS, OWN_FIELDS
from rehabdesk.services.merging.foreseeing import MergeView, foresee_merge
from rehabdesk.services.merging.merge import (
    Merged,
    MergeOrder,
    NumbersDiffer,
    SaidDistinct,
    SameFile,
    mark_distinct,
    merge_persons,
)
from rehabdesk.services.merging.planning import CARRIED
from rehabdesk.services.merging.split import (
    AlreadySplit,
    LaterMergeFirst,
    Split,
    foresee_split,
    list_merged,
    split_persons,
)
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.files import list_persons, search_persons
from rehabdesk.services.people.intake import CorrectPerson, TakeIn, correct_person, take_in
from rehabdesk.services.people.one_file import list_history, read_file
from rehabdesk.services.people.person_facts import (
    ContactFacts,
    NameFacts,
    PaperFacts,
    PersonFacts,
    RelativeFacts,
    ResidenceFacts,
)
from rehabdesk.services.rows.references import references_to
from rehabdesk.services.rows.snapshot import read_rows
from rehabdesk.services.rows.tables import table_of
from rehabdesk.services.tasks.flags import set_flags
from rehabdesk.services.users import UserFacts, add_user
from tests.builders import a_person, a_volunteer, an_episode, taken_in
from tests.services.papers import an_order as a_paper
from tests.services.papers import numbered, submitted

NUMBER = "099091004217"


@pytest.fixture(autouse=True)
def _clerk(office: Office) -> None:
    office.do(partial(add_user, facts=UserFacts("Nguyễn Thị Hạnh", "", Role.CLERK)))


def twins(office: Office) -> tuple[int, int]:
    """One man with two files: the second has a helper, a flag, a meeting and his own words."""
    kept = taken_in(office)
    gone = taken_in(
        office,
        full_name="Trần Thắng",
        birth=PartialDate(1991),
        papers=(PaperFacts(IdentityKind.OLD_CARD, "091234567"),),
        workplace="Xưởng mộc Hạ",
        residences=(ResidenceFacts(Place.CURRENT, "Nhà chị gái, thôn Hạ"),),
        relatives=(RelativeFacts("Nguyễn Thị Lụa", Relation.MOTHER, 1964, is_representative=True),),
        contacts=(ContactFacts(ContactKind.PHONE, "0912 345 678"),),
    )
    return kept, gone


def viewed(office: Office, kept: int, gone: int) -> MergeView:
    return office.look(partial(foresee_merge, kept_id=kept, gone_id=gone))


def an_order(office: Office, kept: int, gone: int, *take: str) -> MergeOrder:
    view = viewed(office, kept, gone)
    chosen = frozenset(take) or view.proposed
    return MergeOrder(kept, gone, view.kept.version, view.gone.version, chosen)


def merged(office: Office, kept: int, gone: int, *take: str) -> Merged:
    order = an_order(office, kept, gone, *take)
    return office.do(partial(merge_persons, order=order)).result


def split(office: Office, merge_id: int) -> Split:
    return office.do(partial(split_persons, merge_id=merge_id)).result


def every_row(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Everything kept, but the trail, the merges themselves and the counted version."""

    def read(work: Work) -> dict[str, list[dict[str, Any]]]:
        left_out = {"audit_entry", "person_merge", "office_setting"}
        rows = {
            table.name: read_rows(work.session, table)
            for table in Entity.metadata.sorted_tables
            if table.name not in left_out
        }
        for row in rows["person"]:
            del row["version"]
        return rows

    return office.look(read)


def meet(office: Office, *person_ids: int) -> None:
    def act(work: Work) -> None:
        note = Contact(work.today, ContactWay.AT_HOME, work.actor.name, work.now)
        for each in person_ids:
            note.persons.append(ContactPerson(work.session.get_one(Person, each)))
        work.session.add(note)
        work.record("contact.recorded", note)

    office.do(act)


def test_every_table_that_names_a_person_or_a_file_is_known_to_the_merge() -> None:
    named = {each.name for target in ("person", "case_file") for each in references_to(target)}
    assert named | {"transfer.person_id"} == set(CARRIED)


def test_every_column_of_a_person_is_a_choice_or_put_together() -> None:
    chosen = {column for field in FIELDS for column in field.columns} | {OWN_FIELDS}
    columns = {column.name for column in table_of("person").columns}
    assert columns - chosen == {"id", "version", "created_at"}


def test_what_hung_on_one_file_hangs_on_the_other(office: Office) -> None:
    kept, gone = twins(office)
    meet(office, gone)
    office.do(partial(set_flags, person_ids=(gone,), on=date(2026, 12, 1), word="Hỏi giấy tờ"))

    done = merged(office, kept, gone)

    [row] = office.look(list_persons)
    assert (row.id, done.gone_code) == (kept, "2026-002")
    file = office.look(partial(read_file, person_id=kept))
    assert len(file.episodes) == 2
    assert file.facts.workplace == "Xưởng mộc Hạ"
    assert {paper.number for paper in file.facts.papers} == {NUMBER, "091234567"}
    assert file.facts.other_names == (NameFacts(NameKind.ALIAS, "Trần Thắng"),)
    assert [each.full_name for each in file.facts.relatives] == ["Nguyễn Thị Lụa"]
    assert file.facts.contacts[0].value == "0912 345 678"
    present = [each.as_written for each in file.facts.residences if each.until_on is None]
    assert present == ["Thôn Đồng Bến, xã Yên Thịnh, tỉnh Hòa Sơn"]


def test_a_choice_takes_the_value_of_the_file_that_goes(office: Office) -> None:
    kept, gone = twins(office)
    merged(office, kept, gone, "full_name", "birth", "residence:current")
    file = office.look(partial(read_file, person_id=kept))
    assert (file.facts.full_name, file.facts.birth) == ("Trần Thắng", PartialDate(1991))
    assert file.facts.workplace == ""
    assert file.facts.other_names == (NameFacts(NameKind.ALIAS, "Trần Văn Thắng"),)
    present = [each.as_written for each in file.facts.residences if each.until_on is None]
    assert present == ["Nhà chị gái, thôn Hạ"]


def test_a_more_precise_birth_and_what_is_missing_are_proposed(office: Office) -> None:
    kept, gone = twins(office)
    assert viewed(office, kept, gone).proposed == {"workplace"}
    assert viewed(office, gone, kept).proposed == {"birth"}


def test_the_other_file_is_found_by_its_name_its_number_and_its_code(office: Office) -> None:
    kept, gone = twins(office)
    merged(office, kept, gone)
    for typed in ("tran thang", "091234567", "0912345678", "2026-002"):
        found = office.look(partial(search_persons, words=typed))
        assert [row.id for row in found] == [kept], typed


def test_both_histories_are_kept(office: Office) -> None:
    kept, gone = twins(office)
    file = office.look(partial(read_file, person_id=gone))
    facts = replace(file.facts, occupation="Thợ mộc")
    office.do(partial(correct_person, order=CorrectPerson(gone, file.version, facts)))
    merged(office, kept, gone)
    rows = office.look(partial(list_history, person_id=kept))
    assert ("Nghề nghiệp", "Thợ mộc") in {(row.field, row.after) for row in rows}
    assert {"Gộp hồ sơ vào đây", "Gộp vào hồ sơ khác"} <= {row.what for row in rows}
    told = {(row.what, row.field, row.after) for row in rows}
    assert ("Gộp hồ sơ vào đây", "Hồ sơ", "2026-002 · Trần Thắng") in told
    assert ("Gộp vào hồ sơ khác", "Hồ sơ", "2026-001") in told
    items = office.look(partial(read_file, person_id=kept)).timeline
    assert "Hồ sơ 2026-002 (Trần Thắng) đã gộp vào đây" in {item.title for item in items}


def test_a_merge_leaves_on_record_which_values_the_kept_file_took_over(office: Office) -> None:
    kept, gone = twins(office)
    merged(office, kept, gone, "workplace")
    rows = office.look(partial(list_history, person_id=kept))
    taken = {(row.what, row.field, row.before, row.after) for row in rows}
    assert ("Gộp hồ sơ vào đây", "Nơi làm việc, học tập", "–", "Xưởng mộc Hạ") in taken


def test_both_files_tell_of_whom_they_were_told_apart_from(office: Office) -> None:
    one, other = twins(office)
    office.do(partial(mark_distinct, one_id=one, other_id=other))
    for own, named in ((one, "2026-002 · Trần Thắng"), (other, "2026-001 · Trần Văn Thắng")):
        rows = office.look(partial(list_history, person_id=own))
        assert ("Ghi: không phải một người", named) in {(row.what, row.after) for row in rows}


def test_split_again_everything_is_as_it_was(office: Office) -> None:
    kept, gone = twins(office)
    helper = a_volunteer(office)
    numbered(office, submitted(office, a_paper(office, gone, helper)))
    meet(office, gone)
    meet(office, kept, gone)
    office.do(partial(set_flags, person_ids=(kept, gone), on=date(2026, 12, 1), word="Hỏi"))
    third = taken_in(office, full_name="Lê Văn Xa", papers=())
    office.do(partial(mark_distinct, one_id=third, other_id=gone))
    before = every_row(office)

    done = merged(office, kept, gone, "full_name", "birth", "workplace", "residence:current")
    assert every_row(office) != before
    assert office.look(partial(foresee_split, merge_id=done.merge_id)).stays == ()
    result = split(office, done.merge_id)

    assert (result.gone_id, result.stays) == (gone, ())
    assert every_row(office) == before
    found = office.look(partial(search_persons, words="tran thang"))
    assert gone in {row.id for row in found}
    assert office.look(partial(list_merged, person_id=kept)) == []


def test_what_came_since_stays_or_goes_with_its_episode_and_is_told(office: Office) -> None:
    kept, gone = twins(office)
    done = merged(office, kept, gone)
    helper = a_volunteer(office)  # put in charge in the episode that began last, which moved
    file = office.look(partial(read_file, person_id=kept))
    facts = replace(file.facts, workplace="Chợ Hạ", contacts=())
    office.do(partial(correct_person, order=CorrectPerson(kept, file.version, facts)))
    numbered(office, submitted(office, a_paper(office, kept, helper)))

    foreseen = office.look(partial(foresee_split, merge_id=done.merge_id))
    assert "Nơi làm việc, học tập: đã sửa sau khi gộp, giữ như đang có" in foreseen.stays
    assert "cách liên hệ đã bỏ sau khi gộp, không lấy lại ở đây" in foreseen.stays
    assert split(office, done.merge_id).stays == foreseen.stays

    assert office.look(partial(helpers_of, person_id=kept)) == []
    [back] = office.look(partial(helpers_of, person_id=gone))
    assert back.name == "Bà Ngô Thị Nhàn"
    assert office.look(partial(read_file, person_id=kept)).facts.workplace == "Chợ Hạ"
    assert office.look(partial(read_file, person_id=gone)).facts.workplace == "Xưởng mộc Hạ"


def test_a_paper_that_names_both_keeps_one_line_and_gives_it_back(office: Office) -> None:
    kept, gone = twins(office)
    meet(office, kept, gone)
    before = every_row(office)
    done = merged(office, kept, gone)
    assert len(every_row(office)["contact_person"]) == 1
    split(office, done.merge_id)
    assert every_row(office) == before


def test_what_clashes_is_said_beforehand(office: Office) -> None:
    kept, gone = twins(office)
    view = viewed(office, kept, gone)
    assert [each.split(" (")[0] for each in view.clashes] == ["Cả hai đang có đợt chưa kết thúc"]
    assert view.effects[0].startswith("Chuyển sang hồ sơ 2026-001: ")
    assert "1 đợt quản lý" in view.effects[0]
    assert view.likeness.reasons == "Năm sinh, thôn, tên mẹ"


def test_two_numbers_may_be_two_persons(office: Office) -> None:
    kept = taken_in(office)
    other = PaperFacts(IdentityKind.CITIZEN_CARD, "099091009999")
    gone = taken_in(office, papers=(other,))
    order = an_order(office, kept, gone)
    before = every_row(office)
    with pytest.raises(NumbersDiffer, match="099091009999") as doubt:
        office.do(partial(merge_persons, order=order))
    assert every_row(office) == before
    office.do(partial(merge_persons, order=order), frozenset({doubt.value.key}))
    assert len(office.look(list_persons)) == 1


def test_who_was_said_to_be_two_is_asked_about(office: Office) -> None:
    kept, gone = twins(office)
    office.do(partial(mark_distinct, one_id=gone, other_id=kept))
    order = an_order(office, kept, gone)
    with pytest.raises(SaidDistinct, match="Nguyễn Thị Hạnh"):
        office.do(partial(merge_persons, order=order))


def test_a_file_edited_meanwhile_or_the_same_file_is_not_merged(office: Office) -> None:
    kept, gone = twins(office)
    order = an_order(office, kept, gone)
    before = every_row(office)
    for wrong in (replace(order, gone_version=9), replace(order, kept_version=9)):
        with pytest.raises(EditedMeanwhile):
            office.do(partial(merge_persons, order=wrong))
    with pytest.raises(SameFile):
        office.do(partial(merge_persons, order=replace(order, gone_id=kept)))
    assert every_row(office) == before


def test_the_last_merge_is_split_first_and_only_once(office: Office) -> None:
    kept, gone = twins(office)
    third = taken_in(office, full_name="Trần Văn Thắng", papers=())
    first = merged(office, kept, gone)
    second = merged(office, kept, third)
    with pytest.raises(LaterMergeFirst, match="2026-003"):
        split(office, first.merge_id)
    split(office, second.merge_id)
    split(office, first.merge_id)
    with pytest.raises(AlreadySplit):
        split(office, first.merge_id)
    assert len(office.look(list_persons)) == 3


def test_neither_the_id_nor_the_number_of_a_merged_file_is_given_again(office: Office) -> None:
    kept, gone = twins(office)
    done = merged(office, kept, gone)
    new = office.do(partial(take_in, order=TakeIn(PersonFacts("Lê An"), an_episode()))).result
    assert (new.person_id, new.case_code) == (gone + 1, "2026-003")
    told = office.look(partial(list_history, person_id=new.person_id))
    assert {row.what for row in told} == {"Mở hồ sơ", "Mở đợt quản lý"} & {row.what for row in told}
    split(office, done.merge_id)
    assert len(office.look(list_persons)) == 3


def test_a_draft_about_the_file_that_goes_is_about_the_kept_one(office: Office) -> None:
    kept, gone = twins(office)
    helper = a_volunteer(office)
    office.do(partial(save_draft, order=a_paper(office, gone, helper)))
    merged(office, kept, gone)
    file = office.look(partial(read_file, person_id=kept))
    assert len(file.papers) == 1


def test_an_episode_of_either_speaks_for_the_person(office: Office) -> None:
    kept = office.do(partial(take_in, order=TakeIn(a_person()))).result.person_id
    gone = taken_in(office, full_name="Trần Thắng", papers=())
    merged(office, kept, gone)
    [row] = office.look(list_persons)
    assert row.episode_kind is EpisodeKind.POST_REHAB
    names = office.look(lambda work: work.session.scalars(select(Person.full_name)).all())
    assert names == ["Trần Văn Thắng"]
