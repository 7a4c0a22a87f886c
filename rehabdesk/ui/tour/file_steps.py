"""Persons: a scanned card opens a new file, a card known already leads to the file there is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QTabBar

from rehabdesk.services.people.files import count_files
from rehabdesk.ui.people.file.course.event_dialog import EventDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.people.intake.check import CheckPage
from rehabdesk.ui.people.intake.dialogs import DifferencesDialog
from rehabdesk.ui.tour.guide import Guide

NEW_CARD = (
    "099098006731||Nguyễn Thế Vinh|19061998|Nam|"
    "Thôn Hạ, xã Phú Lương, huyện Yên Thịnh, tỉnh Hòa Sơn|21022025"
)
KNOWN_CARD = (
    "099080002864|091098721|Hà Ngọc Sơn|02021980|Nam|"
    "Thôn Thượng, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn|10052024"
)
TABS = (
    "41-thong-tin",
    "42-quyet-dinh-phan-cong",
    "154-gap-go",
    "178-ho-tro-trong-ho-so",
    "179-xet-nghiem-trong-ho-so",
    "43-gia-dinh",
    "44-lich-su-sua",
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
    _file_of(guide, "Nguyễn Thế Vinh")
    after = guide.look(count_files).everybody
    hands.require(after == before + 1, "hồ sơ mới không nằm trong danh sách")


def refuse_a_second_file(guide: Guide) -> None:
    """Scan a card that has a file; see both side by side, and go to the file there is."""
    hands = guide.hands
    before = guide.look(count_files).everybody
    hands.scan(KNOWN_CARD)
    page = hands.inside(CheckPage, guide.window, "trang kiểm tra trùng")
    hands.wait(lambda: "đã có" in page.primary.text(), "lời nhắc người này đã có hồ sơ")
    hands.require(not page.next_button.isEnabled(), "vẫn lưu được hồ sơ thứ hai")
    guide.shoot("05-tiep-nhan")
    hands.press("Ctrl+Return")
    dialog = hands.dialog(DifferencesDialog, "câu hỏi từng chỗ khác nhau")
    guide.shoot("39-lay-theo-the")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    _file_of(guide, "Hà Ngọc Sơn")
    hands.require(guide.look(count_files).everybody == before, "đã mở thêm hồ sơ thứ hai")


def read_a_file(guide: Guide) -> None:
    """Find a person in the search box, open the file, turn every page of it."""
    hands = guide.hands
    open_file(guide, "ngo quang hung", "Ngô Quang Hùng")
    guide.shoot("04-ho-so-mot-nguoi")
    screen = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    tabs = hands.inside(QTabBar, screen, "các phần của hồ sơ")
    for place, name in enumerate(TABS, 1):
        hands.press("Ctrl+Tab")
        hands.require(tabs.currentIndex() == place, "Ctrl+Tab không sang phần sau của hồ sơ")
        guide.shoot(name)
    hands.press("Ctrl+Tab")
    hands.require(tabs.currentIndex() == 0, "Ctrl+Tab không về phần đầu của hồ sơ")


def record_an_event(guide: Guide) -> None:
    """Record an absence with its paper; see the end move before and after; take it back."""
    hands = guide.hands
    screen = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    end = screen.aside.term.end_words
    hands.press("Ctrl+N", screen.timeline.view)
    dialog = hands.dialog(EventDialog, "hộp ghi sự việc")
    hands.choose(dialog.kind, "Vắng mặt không khai báo")
    hands.write(dialog.on, "02/11/2026")
    hands.write(dialog.until_on, "06/11/2026")
    hands.write(dialog.paper.number, "118/CAX")
    hands.write(dialog.paper.on, "09/11/2026")
    hands.write(dialog.paper.issuer, "Công an xã Yên Thịnh")
    hands.wait(lambda: "Hết thời hạn" in dialog.moved.words, "ngày hết hạn trước và sau")
    guide.shoot("62-ghi-su-viec")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: screen.aside.term.end_words != end, "thời hạn được cộng ngày")
    hands.click(screen.aside.term.link)
    guide.shoot("63-cach-tinh-thoi-han")
    hands.click(screen.aside.term.link)
    hands.choose(screen.timeline.kind, "Sự việc")
    guide.shoot("64-su-viec")
    hands.press("Delete", screen.timeline.view)
    hands.wait(lambda: screen.aside.term.end_words == end, "thời hạn trở lại như trước")


def open_file(guide: Guide, typed: str, name: str) -> None:
    """Go to a file by the search box."""
    hands, box = guide.hands, guide.shell.palette_box
    hands.press("Ctrl+K")
    hands.write(box.field, typed)
    hands.wait(lambda: box.is_open and box.lines.typed == typed, "kết quả tìm")
    hands.press("Return", box.field)
    _file_of(guide, name)


def _file_of(guide: Guide, name: str) -> None:
    screen = guide.hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    guide.hands.wait(lambda: screen.windowTitle() == name, f"hồ sơ của {name}")


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Quét thẻ, mở hồ sơ mới", take_in_by_card),
    ("Quét thẻ của người đã có hồ sơ", refuse_a_second_file),
    ("Xem hồ sơ một người", read_a_file),
    ("Ghi vắng mặt, xem cách tính, bỏ lại", record_an_event),
)
