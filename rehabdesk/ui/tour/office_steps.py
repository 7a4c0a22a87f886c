"""The practice commune: it lives its years, then somebody signs in on a November morning."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QAbstractButton, QWidget

from rehabdesk.services.assignments import count_without_helper
from rehabdesk.services.decisions.register import count_awaiting, list_register
from rehabdesk.services.founding import read_facts
from rehabdesk.services.people.files import count_files
from rehabdesk.services.practice import live_practice
from rehabdesk.services.safekeeping import NewOffice
from rehabdesk.services.safekeeping.backups import choose_second_place
from rehabdesk.ui.entry.sign_in import SignInPage
from rehabdesk.ui.kit.fields import PasswordField
from rehabdesk.ui.kit.style import Look, Style, Theme
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.settings.screen import SettingsScreen
from rehabdesk.ui.settings.users_part import UserDialog, UsersPart
from rehabdesk.ui.tour.guide import ARRIVED, FOUNDED, MORNING, Guide

LAST_NUMBER = 45
FOLLOWED = 18
USERS = (
    ("Trần Văn Kiên", "Phòng Văn hóa - Xã hội", "Cán bộ"),
    ("Lê Quang Vịnh", "Chủ tịch · chỉ xem và duyệt", "Lãnh đạo"),
    ("Lê Xuân Trường", "Đội trưởng Đội tình nguyện", "Lãnh đạo"),
)


def live_through_the_years(guide: Guide) -> None:
    """Found the office from its facts file and carry out every act on its own day."""
    guide.clock.now = FOUNDED
    folder = guide.open_folder(guide.places.office, clock=guide.clock)
    facts = read_facts(folder.resources.folder / "practice" / "facts.toml")
    office, _ = folder.create(NewOffice(facts, guide.password))
    lived = live_practice(office, folder.resources)
    guide.clock.now = ARRIVED
    choose_second_place(folder, guide.places.stick)
    book = office.look(partial(list_register, book_id=1, year=ARRIVED.year))
    highest = max(row.number or 0 for row in book)
    if guide.to_server is not None:
        guide.to_server(folder, guide.password)
    folder.close()
    guide.hands.require(highest == LAST_NUMBER, f"sổ năm 2026 dừng ở số {highest}")
    guide.counts |= {"persons_before": lived.persons, "papers_before": lived.papers}


def refuse_a_wrong_password(guide: Guide) -> None:
    guide.begin(guide.places.office)
    hands, page = guide.hands, _sign_in(guide)
    hands.wait(lambda: page.users.user, "danh sách người dùng")
    guide.shoot("40-dang-nhap-dau-ngay")
    hands.write(page.password.password, "Không phải đâu nhé")
    hands.press("Return")
    hands.wait(lambda: page.isEnabled() and page.password.box.is_wrong, "câu báo sai mật khẩu")
    hands.require(not guide.folder.is_open, "sai mật khẩu mà hồ sơ vẫn mở")
    guide.shoot("36-sai-mat-khau")


def sign_in(guide: Guide) -> None:
    """Come in, and let the first backup of the day be made and carried to the second place."""
    hands, page = guide.hands, _sign_in(guide)
    hands.write(page.password.password, guide.password)
    hands.press("Return")
    shell = guide.shell
    if guide.folder.is_on_server:
        hands.wait(lambda: _says(shell.status, "Máy chủ"), "lời về máy chủ ở góc dưới")
    else:
        hands.wait(lambda: list(guide.places.stick.glob("RehabDesk-*")), "bản sao lưu đầu ngày")
        hands.wait(lambda: _says(shell.status, "07:31"), "chấm sao lưu đổi màu")
    guide.clock.now = MORNING
    counts = guide.look(count_files)
    hands.require(counts.followed == FOLLOWED, f"đang theo dõi {counts.followed} người")
    hands.require(guide.look(count_awaiting) == 3, "không phải ba văn bản chờ số")  # noqa: PLR2004
    hands.require(guide.look(count_without_helper) == 1, "không phải một người chưa có ai giúp")


def add_users(guide: Guide) -> None:
    """Let three more persons in, each with a password, on the page of the settings."""
    hands = guide.hands
    hands.press("Ctrl+,")
    screen = hands.inside(SettingsScreen, guide.window, "trang Cài đặt")
    screen.list.setFocus()
    hands.press("Home", screen.list)
    while screen.list.currentItem().text() != "Người dùng và quyền":
        place = screen.list.currentRow()
        hands.press("Down", screen.list)
        hands.require(screen.list.currentRow() > place, "Cài đặt không có phần Người dùng và quyền")
    part = hands.inside(UsersPart, screen, "phần Người dùng và quyền")
    for number, (name, post, role) in enumerate(USERS, 2):
        hands.click(part.add_button)
        dialog = hands.dialog(UserDialog, "hộp Thêm người dùng")
        hands.write(dialog.full_name, name)
        hands.write(dialog.post, post)
        hands.choose(dialog.role, role)
        for field in dialog.findChildren(PasswordField):
            hands.write(field, guide.password)
        hands.press("Ctrl+Return", dialog)
        hands.gone(dialog)
        hands.wait(lambda: len(part.table.rows.all) == number, f"{name} trong danh sách")  # noqa: B023
    hands.press("Ctrl+2")


def see_the_list(guide: Guide) -> None:
    """Tick three persons with the blank key, as in the morning's work."""
    hands = guide.hands
    screen = hands.inside(PeopleScreen, guide.window, "danh sách hồ sơ")
    hands.wait(lambda: len(screen.rows.all) == FOLLOWED, "đủ 18 dòng")
    screen.table.setFocus()
    ticked = ("Bùi Thành Đạt", "Ngô Quang Hùng", "Mai Xuân Nam")
    for place, row in enumerate(screen.rows.all):
        if row.full_name in ticked:
            hands.go_to_row(screen.table, place)
            hands.press("Space")
    hands.wait(lambda: len(screen.rows.ticked_rows) == len(ticked), "ba người được chọn")
    guide.shoot("03-ho-so-danh-sach")
    hands.press("Esc")
    hands.wait(lambda: not screen.rows.ticked_rows, "bỏ chọn bằng Esc")


def find_by_initials(guide: Guide) -> None:
    hands, shell = guide.hands, guide.shell
    hands.press("Ctrl+K")
    hands.write(shell.palette_box.field, "nqh")
    hands.wait(lambda: shell.palette_box.is_open, "kết quả tìm")
    first = shell.palette_box.lines.found(1)
    hands.require(first and first.title == "Ngô Quang Hùng", "gõ nqh không ra Ngô Quang Hùng")
    guide.shoot("23-tim-nhanh")
    hands.press("Esc", shell.palette_box.field)


def go_dark(guide: Guide) -> None:
    style = Style.current
    guide.shell.go_to("files")
    style.choose(Look(Theme.DARK, style.look.text_percent, style.look.density))
    guide.shoot("38-nen-toi")
    style.choose(Look(Theme.LIGHT, style.look.text_percent, style.look.density))


def _sign_in(guide: Guide) -> SignInPage:
    return guide.hands.inside(SignInPage, guide.window, "trang đăng nhập")


def _says(part: QWidget, words: str) -> bool:
    return any(words in each.text() for each in part.findChildren(QAbstractButton))
