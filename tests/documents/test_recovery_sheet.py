from __future__ import annotations

from datetime import date

from rehabdesk.documents import pages
from rehabdesk.documents.recovery_sheet import RecoverySheet, draw_recovery_sheet
from rehabdesk.domain.recovery import new_code

SHEET = RecoverySheet(
    "Ủy ban nhân dân xã Yên Thịnh",
    new_code(lambda bits: (1 << bits) // 7).groups,
    date(2026, 11, 21),
    "Nguyễn Thị Hạnh",
)


def test_the_sheet_is_one_page_with_every_group_in_order() -> None:
    content = draw_recovery_sheet(SHEET)
    assert pages.page_count(content) == 1
    found = [pages.find_text(content, group)[0] for group in SHEET.groups]
    places = [(round(place.y / 30), place.x) for place in found]
    assert places == sorted(places)


def test_the_sheet_says_whose_it_is_and_where_to_keep_it() -> None:
    [text] = pages.text_of(draw_recovery_sheet(SHEET))
    said = text.replace("\r\n", " ")
    for words in (
        "PHIẾU KHÔI PHỤC",
        "Ủy ban nhân dân xã Yên Thịnh",
        "Lập ngày 21 tháng 11 năm 2026",
        "két hoặc tủ có khóa",
        "Nguyễn Thị Hạnh",
    ):
        assert words in said


def test_the_groups_are_large_enough_to_be_read_at_arms_length() -> None:
    [first, *_] = pages.find_text(draw_recovery_sheet(SHEET), SHEET.groups[0])
    assert first.height > 14
