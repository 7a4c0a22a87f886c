"""Many rows written at once are what the same persons taken in one after the other would be."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.services.course.standings import refresh_standing
from rehabdesk.services.importing.checking import examine
from rehabdesk.services.importing.kinds.persons import PersonPlan
from rehabdesk.services.importing.orders import CheckRows
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.intake import TakeIn, take_in
from tests.services.importing.tables import a_book, a_row, an_order, imported, stored

pytestmark = pytest.mark.thorough

ROWS = 60
_CELLS: dict[str, tuple[Cell, ...]] = {
    "Ngày_sinh": ("05/03/1985", "1985", "3/1990", "20/11/1971", None),
    "Giới_tính": ("Nam", "Nữ", None),
    "Thôn": ("Thôn Hạ", "hạ", None),
    "Thường_trú": ("Thôn Hạ, xã Yên Thịnh", "Số 5, phường Lạ", None),
    "Điện_thoại": ("0912345678", "0912345678; 0987654321", None),
    "Diện_quản_lý": ("Quản lý sau cai", "Cai tại nhà", "Sử dụng trái phép", "Methadone", None),
    "Số_quyết_định": ("15/QĐ-UBND", "7", None),
    "Ngày_quyết_định": ("05/03/2024", "01/02/2019", "20/11/2026", None),
    "Nghề_nghiệp": ("Làm ruộng", None),
    "Tiền_án,_tiền_sự": ("01 tiền án trộm cắp tài sản", "Không", None),
    "Loại_ma_túy": ("Heroin", "Ma túy đá", None),
    "Việc_làm": ("Không ổn định", "thất nghiệp", "Có việc làm ổn định", None),
    "Ghi_chú": ("gia đình có người nghiện", None),
}
_NAMES = ("Trần Văn Thắng", "Lò Thị Mến (tức Hoa)", "NGUYỄN VĂN AN", "Đỗ Đức Ðạt", "Vừ A Súa")


def some_rows(seed: int) -> list[dict[str, Cell]]:
    chance = random.Random(seed)
    return [
        a_row(
            chance.choice(_NAMES),
            Số_căn_cước=f"0990850{seed:02}{place:03}" if place % 3 else None,
            **{head: chance.choice(cells) for head, cells in _CELLS.items()},
        )
        for place in range(ROWS)
    ]


def one_by_one(work: Work, order: CheckRows) -> int:
    plans = [each.plan for each in examine(work, order) if each.outcome is ImportOutcome.CREATED]
    for plan in plans:
        _take_in(work, plan)
    return len(plans)


def _take_in(work: Work, plan: PersonPlan | None) -> None:
    if plan is None:
        return
    course = plan.course
    opened = (course.episode, "", course.events) if course else (None, "", ())
    made = take_in(work, TakeIn(plan.facts, *opened))
    person = work.session.get_one(Person, made.person_id)
    if course is not None and course.term is not None:
        case = work.session.query(CaseFile).filter_by(person_id=person.id).one()
        episode = work.session.query(Episode).filter_by(case_id=case.id).one()
        episode.term_start, episode.term_end = course.term
        refresh_standing(work, episode.id)


@pytest.mark.parametrize("kind", [None, EpisodeKind.POST_REHAB])
@pytest.mark.parametrize("seed", range(3))
def test_the_same_rows_in_all_tables(
    another_office: Callable[[], Office], seed: int, kind: EpisodeKind | None
) -> None:
    book = a_book(some_rows(seed))
    found: list[dict[str, list[dict[str, Any]]]] = []
    counts: list[int] = []
    for office in (another_office(), another_office()):
        order = an_order(office, book, episode_kind=kind)
        if not counts:
            counts.append(imported(office, order).created)
        else:
            counts.append(office.do(partial(one_by_one, order=order)).result)
        found.append(stored(office))
    assert counts[0] == counts[1] > ROWS // 3
    for table, rows in found[0].items():
        assert rows == found[1][table], table
