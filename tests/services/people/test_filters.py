from __future__ import annotations

from functools import partial

import pytest

from rehabdesk.domain.codes import CaseState
from rehabdesk.services.office import Office
from rehabdesk.services.people.filters import (
    FileList,
    Helped,
    Kind,
    PersonFilter,
    filter_words,
    find_words,
    list_files,
)
from tests.builders import taken_in


@pytest.fixture
def files(office: Office) -> FileList:
    taken_in(office, full_name="Đỗ Thị Ánh", hamlet_id=1, papers=())
    taken_in(office, full_name="Bùi Văn Đạt", hamlet_id=2, papers=())
    return office.look(list_files)


def names(files: FileList, chosen: PersonFilter) -> list[str]:
    return [row.full_name for row in files.narrowed(chosen, None)]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (PersonFilter(), ["Đỗ Thị Ánh", "Bùi Văn Đạt"]),
        (PersonFilter(kind=Kind.EVERYBODY), ["Đỗ Thị Ánh", "Bùi Văn Đạt"]),
        (PersonFilter(kind=CaseState.POST_REHAB), []),
        (PersonFilter(kind=CaseState.PENDING_DECISION), ["Đỗ Thị Ánh", "Bùi Văn Đạt"]),
        (PersonFilter(hamlet_id=2), ["Bùi Văn Đạt"]),
        (PersonFilter(letters="A–C"), ["Đỗ Thị Ánh"]),
        (PersonFilter(letters="D–G"), ["Bùi Văn Đạt"]),
        (PersonFilter(helper=Helped.NOT_YET), ["Đỗ Thị Ánh", "Bùi Văn Đạt"]),
        (PersonFilter(helper=Helped.AWAITING), []),
        (PersonFilter(helper="Ngô Thị Nhàn"), []),
    ],
)
def test_each_filter_lets_through_whom_it_names(
    files: FileList, chosen: PersonFilter, expected: list[str]
) -> None:
    assert names(files, chosen) == expected


def test_words_mean_persons_whatever_their_accents_and_order(
    office: Office, files: FileList
) -> None:
    found = office.look(partial(find_words, words="anh do"))
    narrowed = files.narrowed(PersonFilter("anh do"), found.person_ids)
    assert [row.full_name for row in narrowed] == ["Đỗ Thị Ánh"]
    assert (files.followed, files.in_kind(PersonFilter())) == (2, 2)


def test_a_filter_is_told_in_words() -> None:
    whole = PersonFilter(kind=Kind.EVERYBODY)
    assert filter_words(whole, "") == ""
    narrow = PersonFilter("hùng", CaseState.POST_REHAB, 2, "H–K", Helped.NOT_YET)
    assert filter_words(narrow, "Thôn Hạ") == (
        "diện quản lý sau cai; Thôn Hạ; tên từ chữ H–K; người phụ trách: chưa có; có chữ “hùng”"
    )
    assert filter_words(PersonFilter(helper="Ngô Thị Nhàn"), "") == (
        "diện đang theo dõi; người phụ trách: Ngô Thị Nhàn"
    )
