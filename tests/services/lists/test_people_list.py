from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import ContactKind
from rehabdesk.domain.daily_codes import Employment
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.person import ContactPoint, Person
from rehabdesk.services.lists.people import list_people, read_lines
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import add_hamlet
from rehabdesk.services.people.files import PersonRow
from rehabdesk.services.people.filters import FileList, Grouping, Kind, ListWanted, PersonFilter
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.list_query import By
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.tasks.flags import set_flags
from rehabdesk.services.tasks.today import read_today
from tests.builders import LAN, a_person, a_volunteer, taken_in
from tests.services.lists.accounts import add_account
from tests.services.papers import an_order, submitted

FLAG_DAY = date(2026, 12, 1)


@pytest.fixture
def peopled(office: Office) -> Office:
    """Persons in two former communes and nowhere, known fully and hardly at all."""
    office.do(add_account)
    far = office.do(partial(add_hamlet, name="Thôn Xa", former_commune="Yên Lâm")).result
    near = office.do(partial(add_hamlet, name="Thôn Gần", former_commune="Yên Lâm")).result
    ids = [
        taken_in(office, full_name=name, hamlet_id=hamlet, papers=())
        for name, hamlet in (("Lê An", far), ("Bùi Bình", near), ("Vũ Cường", 1), ("Đỗ Dung", 1))
    ]
    bare = a_person(full_name="Hồ Em", papers=(), hamlet_id=None, birth=None)
    office.do(partial(take_in, order=TakeIn(bare)))
    office.do(partial(know_more, person_id=ids[0]))
    office.do(partial(set_flags, person_ids=ids[:1], on=FLAG_DAY, word="Hỏi giấy khám"))
    helper = a_volunteer(office)
    submitted(office, an_order(office, ids[2], helper))
    return office


def know_more(work: Work, person_id: int) -> None:
    person = work.session.get_one(Person, person_id)
    person.drugs, person.employment = "Heroin", Employment.NONE
    person.contacts.append(ContactPoint(ContactKind.PHONE, "0900 000 001"))
    case = work.session.scalars(select(CaseFile).filter_by(person_id=person_id)).one()
    case.clerk_id = LAN.user_id
    work.record("person.corrected", person)


def listed(office: Office, *, kind: Kind = Kind.EVERYBODY, **asked: Any) -> FileList:
    chosen = PersonFilter(
        kind=kind, **{k: asked.pop(k) for k in ("former_commune", "is_mine") if k in asked}
    )
    return office.look(partial(list_people, wanted=ListWanted(chosen, **asked)))


def lines(office: Office, files: FileList) -> list[PersonRow]:
    return office.look(partial(read_lines, person_ids=files.person_ids, has_more=True))


def names(office: Office, files: FileList) -> list[str]:
    return [row.full_name for row in lines(office, files)]


def test_what_comes_next_is_what_the_morning_page_says(peopled: Office) -> None:
    today = peopled.look(read_today)
    first: dict[int, tuple[str, date]] = {}
    for row in today.rows:
        for person_id in row.task.person_ids if row.task.kind != "flag" else ():
            first.setdefault(person_id, (row.task.title, row.due.due_on))
    assert len(first) >= 3
    told = {row.id: (row.next_step, row.next_due) for row in lines(peopled, listed(peopled))}
    assert {each: told[each] for each in first} == first


@pytest.mark.parametrize("by", [By.NEXT_STEP, By.DUE])
def test_the_list_is_sorted_by_what_comes_next_and_the_idle_come_last(
    peopled: Office, by: By
) -> None:
    for is_falling in (False, True):
        rows = lines(peopled, listed(peopled, by=by, is_falling=is_falling))
        keys = [row.next_step if by is By.NEXT_STEP else row.next_due for row in rows]
        busy = [key for key in keys if key]
        assert busy == sorted(busy, reverse=is_falling)
        assert not any(keys[len(busy) :])


def test_lines_tell_more_only_where_it_is_asked(peopled: Office) -> None:
    assert all(row.more is None for row in listed(peopled).read.values())
    [row] = [row for row in lines(peopled, listed(peopled)) if row.full_name == "Lê An"]
    assert row.more is not None
    assert (row.more.former_commune, row.more.phone, row.more.drugs) == (
        "Yên Lâm",
        "0900 000 001",
        "Heroin",
    )
    assert (row.more.employment, row.more.clerk) == (Employment.NONE, LAN.name)
    assert (row.more.flagged_on, row.more.flag_word) == (FLAG_DAY, "Hỏi giấy khám")


def test_a_file_is_as_complete_in_the_list_as_on_its_own_page(peopled: Office) -> None:
    taken_in(peopled, full_name="Mai Phúc")
    for row in lines(peopled, listed(peopled)):
        assert row.more is not None
        file = peopled.look(partial(read_file, person_id=row.id))
        assert row.more.completeness == file.completeness


@pytest.mark.parametrize("by", list(By))
def test_every_column_sorts_and_loses_nobody(peopled: Office, by: By) -> None:
    rising = listed(peopled, by=by).person_ids
    falling = listed(peopled, by=by, is_falling=True).person_ids
    assert sorted(rising) == sorted(falling) == sorted(listed(peopled).person_ids)


def test_the_flagged_and_the_known_come_first_when_sorted_by_it(peopled: Office) -> None:
    for by in (By.FLAG, By.EMPLOYMENT):
        assert names(peopled, listed(peopled, by=by))[0] == "Lê An"
    assert names(peopled, listed(peopled, by=By.PHONE, is_falling=True))[0] == "Lê An"


def test_former_communes_and_my_own_files_filter_together(peopled: Office) -> None:
    files = listed(peopled, former_commune="Yên Lâm")
    assert names(peopled, files) == ["Lê An", "Bùi Bình"]
    assert "Yên Lâm" in files.former_communes
    assert names(peopled, listed(peopled, is_mine=True)) == ["Lê An"]
    assert names(peopled, listed(peopled, former_commune="Yên Lâm", is_mine=True)) == ["Lê An"]


def test_lines_stand_together_by_hamlet_or_by_former_commune(peopled: Office) -> None:
    by_hamlet = listed(peopled, grouping=Grouping.HAMLET)
    told = [(group.title, group.count) for group in by_hamlet.groups]
    assert told[-1] == ("Chưa ghi thôn", 1)
    assert ("Thôn Xa", 1) in told
    assert sum(count for _, count in told) == len(by_hamlet.person_ids) == 5
    by_former = listed(peopled, grouping=Grouping.FORMER, by=By.BIRTH)
    assert ("Yên Lâm", 2) in [(group.title, group.count) for group in by_former.groups]
    assert sorted(by_former.person_ids) == sorted(by_hamlet.person_ids)
    assert {place: row.id for place, row in by_former.read.items()} == dict(
        enumerate(by_former.person_ids)
    )
