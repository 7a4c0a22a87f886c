from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import Role
from rehabdesk.services.assignments import list_managed
from rehabdesk.services.decisions.register import list_register
from rehabdesk.services.finding import find_everything, find_reports
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.filters import list_files
from tests.builders import LAN, a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted


@pytest.mark.parametrize("typed", ["43", "043", "43/qđ", "43/QĐ-UBND"])
def test_a_paper_is_found_by_its_number(office: Office, typed: str) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    numbered(office, submitted(office, order), "43")
    [paper] = office.look(partial(find_everything, typed=typed)).papers
    assert (paper.number, paper.concerns) == ("43/QĐ-UBND", "Trần Văn Thắng")


@pytest.mark.parametrize("typed", ["tvt", "tran v", "Thắng"])
def test_a_person_is_found_by_initials_or_pieces(office: Office, typed: str) -> None:
    taken_in(office)
    [person] = office.look(partial(find_everything, typed=typed)).persons
    assert person.full_name == "Trần Văn Thắng"


def test_nothing_is_found_for_who_may_not_read_files(office: Office) -> None:
    taken_in(office)
    outsider = replace(office, actor=replace(LAN, role=Role.CONSOLIDATOR))
    assert outsider.look(partial(find_everything, typed="thang")).is_empty


@pytest.mark.parametrize(
    ("typed", "first"),
    [("bc nam 2026", "Báo cáo năm 2026"), ("báo cáo quý iv", "Báo cáo quý IV năm 2026")],
)
def test_a_report_is_found_by_its_name(office: Office, typed: str, first: str) -> None:
    found = office.look(partial(find_reports, typed=typed))
    assert found[0].title == first
    assert found[0].until_on == date(2026, 12, 14)


@pytest.mark.parametrize("typed", ["bảo", "nam 2026", "báo cáo nhiệm kỳ"])
def test_no_report_is_found_by_other_words(office: Office, typed: str) -> None:
    assert office.look(partial(find_reports, typed=typed)) == []


@pytest.mark.parametrize(
    "look", [list_persons, list_files, list_managed, partial(list_register, book_id=1, year=2026)]
)
def test_no_list_is_read_by_who_may_not_read_files(
    office: Office, look: Callable[[Work], object]
) -> None:
    outsider = replace(office, actor=replace(LAN, role=Role.TEAM_LEADER))
    with pytest.raises(NotYourRight, match="Xem hồ sơ"):
        outsider.look(look)
