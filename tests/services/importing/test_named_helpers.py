"""Helpers an old list names: told with the import until a decision assigns somebody."""

from __future__ import annotations

from functools import partial

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.regime import HELPER_ASSIGNMENT, POST_REHAB
from rehabdesk.domain.tables.sheet import Sheet, Workbook
from rehabdesk.services.importing.named_helpers import list_named_helpers
from rehabdesk.services.office import Office
from tests.builders import a_volunteer
from tests.services.importing.tables import an_order, imported

HEADS = ("Họ và tên", "Năm sinh", "Diện quản lý", "Hết hạn", "Người giúp đỡ")
ROWS = (
    HEADS,
    ("Lê Văn An", "1985", "Sau cai", None, "bà Ngô Thị Nhàn, Chi hội Phụ nữ"),
    ("Lê Văn Bình", "1986", "Sau cai", None, "Bà Ngô Thị Nhàn"),
    ("Lê Văn Cường", "1987", "Sau cai", None, "ông Tâm"),
    ("Lê Văn Dũng", "1988", "Sau cai", None, None),
)


def an_import(office: Office) -> int:
    book = Workbook("ds.xlsx", "xlsx", "3" * 64, (Sheet("DS", ROWS),))
    return imported(office, an_order(office, book)).batch_id


def test_whom_the_old_list_names_is_told_until_a_decision_is_there(office: Office) -> None:
    nhan = a_volunteer(office, full_name="Ngô Thị Nhàn", sex=Sex.FEMALE)
    batch_id = an_import(office)
    found = office.look(partial(list_named_helpers, batch_id=batch_id))
    assert [(row.full_name, row.told, row.volunteer_id, row.helper) for row in found] == [
        ("Lê Văn Bình", "Bà Ngô Thị Nhàn", nhan, "Ngô Thị Nhàn"),
        ("Lê Văn An", "bà Ngô Thị Nhàn, Chi hội Phụ nữ", nhan, "Ngô Thị Nhàn"),
        ("Lê Văn Cường", "ông Tâm", None, ""),
    ]
    assert {row.purpose for row in found} <= {POST_REHAB, HELPER_ASSIGNMENT}


def test_two_of_one_name_are_not_told_apart(office: Office) -> None:
    for _ in range(2):
        a_volunteer(office, full_name="Ngô Thị Nhàn")
    found = office.look(partial(list_named_helpers, batch_id=an_import(office)))
    assert {row.volunteer_id for row in found} == {None}


def test_of_another_import_nobody_is_told(office: Office) -> None:
    batch_id = an_import(office)
    assert office.look(partial(list_named_helpers, batch_id=batch_id + 1)) == ()
