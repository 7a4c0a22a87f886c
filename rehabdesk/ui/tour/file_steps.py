"""Persons: a scanned card opens a new file, a card known already leads to the file there is."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.services.people.files import count_files
from rehabdesk.ui.people.intake.check import CheckPage
from rehabdesk.ui.tour.guide import Guide

NEW_CARD = (
    "099098006731||Nguyễn Thế Vinh|19061998|Nam|"
    "Thôn Hạ, xã Phú Lương, huyện Yên Thịnh, tỉnh Hòa Sơn|21022025"
)
KNOWN_CARD = (
    "099080002864|091098721|Hà Ngọc Sơn|02021980|Nam|"
    "Thôn Thượng, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn|10052024"
)


def take_in_by_card(guide: Guide) -> None:
    """Scan a card, add what it does not say, open the file."""
    hands = guide.hands
    before = guide.look(count_files).everybody
    hands.scan(NEW_CARD)
    page = hands.inside(CheckPage, guide.window, "trang kiểm tra trùng")
    form = page.form
    hands.wait(lambda: form.full_name.value == "Nguyễn Thế Vinh", "họ tên trên thẻ")
    hands.choose(form.hamlet, "Thôn Hạ")
    hands.choose(form.rehab_form, "Tự nguyện tại cơ sở công lập")
    hands.write(form.completes_on, "07/12/2026")
    guide.shoot("37-tiep-nhan-the-moi")
    hands.press("Ctrl+Return")
    hands.wait(lambda: guide.look(count_files).everybody == before + 1, "hồ sơ mới trong danh sách")


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Quét thẻ, mở hồ sơ mới", take_in_by_card),
)
