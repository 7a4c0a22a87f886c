from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import CaseState, EpisodeKind
from rehabdesk.domain.course.standing import FOLLOWED
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.text import fold, split_name, word_order
from rehabdesk.services.decisions.numbering import NumberOne, number_decisions
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.files import (
    PersonRow,
    count_files,
    list_persons,
    list_persons_by_id,
)
from rehabdesk.services.people.filters import (
    LETTERS,
    FileList,
    Helped,
    Kind,
    ListWanted,
    PersonFilter,
    filter_words,
    find_initial,
    list_files,
)
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.list_query import By
from tests.builders import NOW, a_person, a_volunteer, an_episode, taken_in
from tests.services.papers import an_order, submitted

TODAY = NOW.date()
NHAN = "Ngô Thị Nhàn"
NAMES = (
    *("Đỗ Thị Ánh", "Bùi Văn Đạt", "Lê Hoàng An", "Vũ Tiến Dũng", "Hà Ơn", "Lý Ưng"),
    *("Ngô Quang Hùng", "Mai Ê", "Trần Văn Zen", "Phạm Yến", "Cao Bá Phúc"),
)
STATES = (
    (CaseState.ABOUT_TO_COMPLETE, 700),  # the term ends in so many days
    (CaseState.POST_REHAB, 20),
    (CaseState.POST_REHAB, 0),
    (CaseState.TERM_PAUSED, None),
    (CaseState.POST_REHAB_COMPLETED, -1),
    (CaseState.POST_REHAB_REMOVED, 300),
    (CaseState.IN_PRISON, None),
    (CaseState.PENDING_DECISION, None),
)


@pytest.fixture
def office_of_all_sorts(office: Office) -> Office:
    """Somebody in every state, with and without a helper, known fully and hardly at all."""
    ids = [
        taken_in(office, full_name=name, hamlet_id=place % 3 + 1, papers=())
        for place, name in enumerate(NAMES)
    ]
    helper = a_volunteer(office, full_name=NHAN)
    numbered(office, ids[1], helper)
    submitted(office, an_order(office, ids[2], helper))
    for name, kind in (("Đinh Tâm", EpisodeKind.REHAB_HOME), ("Tạ Sơn", EpisodeKind.USER_MANAGED)):
        episode = an_episode(kind=kind, completes_on=None)
        office.do(partial(take_in, order=TakeIn(a_person(full_name=name, papers=()), episode)))
    bare = a_person(
        full_name="Hồ An", papers=(), hamlet_id=None, birth=None, is_left_out_of_lists=True
    )
    office.do(partial(take_in, order=TakeIn(bare)))
    office.do(partial(give_states, person_ids=ids[3:]))
    return office


def give_states(work: Work, person_ids: list[int]) -> None:
    """Let files stand where acts of many years would have brought them."""
    for person_id, (state, days) in zip(person_ids, STATES, strict=True):
        standing = work.session.scalars(select(Standing).filter_by(person_id=person_id)).one()
        standing.state, standing.is_followed = state, state in FOLLOWED
        standing.term_end = None if days is None else TODAY + timedelta(days)
    work.record("standing.changed", None)


def numbered(office: Office, person_id: int, helper: int) -> None:
    paper = submitted(office, an_order(office, person_id, helper))
    office.do(partial(number_decisions, orders=[NumberOne(paper, "7", TODAY)]))


def listed(office: Office, chosen: PersonFilter, **wanted: Any) -> FileList:
    return office.look(partial(list_files, wanted=ListWanted(chosen, **wanted)))


def names(office: Office, files: FileList) -> list[str]:
    rows = office.look(partial(list_persons_by_id, person_ids=files.person_ids))
    return [row.full_name for row in rows]


def admits(chosen: PersonFilter, row: PersonRow) -> bool:
    """Say of one line what the database says of all."""
    kinds: dict[Kind | CaseState, bool] = {
        Kind.EVERYBODY: True,
        Kind.FOLLOWED: row.is_followed,
    }
    initial = fold(split_name(row.full_name).given)[:1].upper()
    first, _, last = chosen.letters.partition("–")
    helped = {"": True, Helped.NOT_YET: not row.helper, Helped.AWAITING: row.awaits_number}
    return (
        kinds.get(chosen.kind, row.state is chosen.kind)
        and chosen.hamlet_id in {None, row.hamlet_id}
        and (not chosen.letters or first <= initial <= last)
        and helped.get(chosen.helper, row.helper == chosen.helper)
    )


def test_the_database_counts_and_filters_as_the_lines_are_told(office_of_all_sorts: Office) -> None:
    rows = office_of_all_sorts.look(list_persons)
    assert {row.state for row in rows} >= {CaseState.NONE, *(state for state, _ in STATES)}
    chosen = [PersonFilter(), PersonFilter(hamlet_id=2)]
    chosen += [PersonFilter(kind=kind) for kind in (*Kind, *CaseState)]
    chosen += [PersonFilter(kind=Kind.EVERYBODY, letters=letters) for letters in LETTERS]
    chosen += [PersonFilter(kind=Kind.EVERYBODY, helper=each) for each in (*Helped, NHAN, "Ai")]
    for each in chosen:
        files = listed(office_of_all_sorts, each)
        assert list(files.person_ids) == [row.id for row in rows if admits(each, row)], each
        kind = PersonFilter(kind=each.kind)
        assert files.in_kind == sum(admits(kind, row) for row in rows)
    followed = sum(row.is_followed for row in rows)
    counts = office_of_all_sorts.look(count_files)
    assert (counts.everybody, counts.followed) == (len(rows), followed)
    assert (files.everybody, files.followed) == (len(rows), followed)


def test_words_hamlets_and_letters_narrow_together(office_of_all_sorts: Office) -> None:
    words = listed(office_of_all_sorts, PersonFilter("anh do", Kind.EVERYBODY))
    assert names(office_of_all_sorts, words) == ["Đỗ Thị Ánh"]
    narrow = PersonFilter("van", Kind.EVERYBODY, hamlet_id=2, letters="D–G")
    assert names(office_of_all_sorts, listed(office_of_all_sorts, narrow)) == ["Bùi Văn Đạt"]


def test_who_has_the_words_but_stands_outside_the_filter_is_counted(
    office_of_all_sorts: Office,
) -> None:
    look = office_of_all_sorts.look

    def listed(chosen: PersonFilter) -> FileList:
        return look(partial(list_files, wanted=ListWanted(chosen)))

    everywhere = listed(PersonFilter("van", Kind.EVERYBODY))
    here = listed(PersonFilter("van"))
    assert everywhere.elsewhere == 0
    assert here.elsewhere == len(everywhere.person_ids) - len(here.person_ids) > 0
    assert listed(PersonFilter()).elsewhere == 0


def test_a_file_without_an_episode_is_neither_followed_nor_over(office: Office) -> None:
    taken_in(office)
    office.do(partial(take_in, order=TakeIn(a_person(full_name="Lò Thị Pó", papers=()))))
    files = office.look(list_files)
    assert (files.everybody, files.followed, files.never_managed) == (2, 1, 1)


def test_a_list_offers_who_is_in_charge_and_tells_who_is_not_to_be_printed(
    office_of_all_sorts: Office,
) -> None:
    files = listed(office_of_all_sorts, PersonFilter(kind=Kind.EVERYBODY))
    assert files.helpers == (NHAN,)
    assert [name for _, name in files.hamlets] == ["Thôn Đồng Bến", "Thôn Hạ", "Thôn Thượng"]
    [hidden] = [row for row in office_of_all_sorts.look(list_persons) if row.is_left_out_of_lists]
    assert files.left_out == {hidden.id}
    assert listed(office_of_all_sorts, PersonFilter()).left_out == frozenset()


ORDERS: dict[By, Callable[[PersonRow], Any]] = {
    By.NAME: lambda row: row.name_order,
    By.BIRTH: lambda row: str(row.birth_year or ""),
    By.HAMLET: lambda row: word_order(row.hamlet),
    By.STATE: lambda row: row.state.label,
    By.TERM: lambda row: row.term_end or date.max,
    By.HELPER: lambda row: (
        3 * (bool(row.helper) and not row.awaits_number) or 2 * row.awaits_number or row.is_followed
    ),
    By.NEXT_STEP: lambda row: row.next_step,
    By.DUE: lambda row: row.next_due or date.max,
    By.CODE: lambda row: row.case_code,
    By.NUMBER: lambda row: row.id_number,
    By.OTHER_NAMES: lambda row: row.other_names,
    By.ORDINAL: lambda row: row.ordinal or 0,
}


def test_every_order_is_that_of_the_lines_and_then_of_the_names(
    office_of_all_sorts: Office,
) -> None:
    rows = office_of_all_sorts.look(list_persons)
    for by, is_falling in product(ORDERS, (False, True)):
        files = listed(
            office_of_all_sorts, PersonFilter(kind=Kind.EVERYBODY), by=by, is_falling=is_falling
        )
        expected = sorted(rows, key=ORDERS[by], reverse=is_falling)
        assert list(files.person_ids) == [row.id for row in expected], by


def test_only_the_lines_about_to_be_seen_are_read(office_of_all_sorts: Office) -> None:
    everybody = PersonFilter(kind=Kind.EVERYBODY)
    whole = listed(office_of_all_sorts, everybody)
    assert len(whole.read) == len(whole.person_ids)
    last = whole.person_ids[-1]
    files = listed(office_of_all_sorts, everybody, in_view=range(4, 6), person_id=last)
    assert sorted(files.read) == [0, 4, 5, len(whole.person_ids) - 1]
    assert all(files.person_ids[line] == row.id for line, row in files.read.items())
    gone = listed(office_of_all_sorts, everybody, in_view=range(90, 99), person_id=4_711)
    assert list(gone.read) == [0]


def test_an_empty_office_has_an_empty_list(office: Office) -> None:
    files = listed(office, PersonFilter(), by=By.HAMLET)
    assert (files.person_ids, files.read, files.everybody) == ((), {}, 0)


def test_a_letter_finds_the_next_given_name_round_the_end_of_the_list(
    office_of_all_sorts: Office,
) -> None:
    files = listed(office_of_all_sorts, PersonFilter(kind=Kind.EVERYBODY))
    told = names(office_of_all_sorts, files)

    def found(letter: str, after: str) -> str | None:
        look = partial(
            find_initial, person_ids=files.person_ids, after=told.index(after), letter=letter
        )
        person_id = office_of_all_sorts.look(look)
        return None if person_id is None else told[files.person_ids.index(person_id)]

    assert found("d", "Lê Hoàng An") == "Vũ Tiến Dũng"
    assert found("đ", "Vũ Tiến Dũng") == "Bùi Văn Đạt"
    assert found("D", "Bùi Văn Đạt") == "Vũ Tiến Dũng"
    assert found("u", "Đỗ Thị Ánh") == "Lý Ưng"
    assert found("z", "Đỗ Thị Ánh") == "Trần Văn Zen"
    assert [found("k", "Đỗ Thị Ánh"), found("5", "Đỗ Thị Ánh")] == [None, None]


def test_a_filter_is_told_in_words() -> None:
    whole = PersonFilter(kind=Kind.EVERYBODY)
    assert filter_words(whole, "") == ""
    narrow = PersonFilter("hùng", CaseState.POST_REHAB, 2, "H–K", Helped.NOT_YET)
    assert filter_words(narrow, "Thôn Hạ") == (
        "diện quản lý sau cai; Thôn Hạ; tên từ chữ H–K; người phụ trách: chưa có; có chữ “hùng”"
    )
    assert filter_words(PersonFilter(helper=NHAN), "") == (
        "diện đang theo dõi; người phụ trách: Ngô Thị Nhàn"
    )
