"""The first morning: an office is made through its six pages, then thrown away again."""

from __future__ import annotations

import shutil

from rehabdesk.services.people.files import count_files
from rehabdesk.services.safekeeping import as_folder
from rehabdesk.services.safekeeping.backups import list_backups
from rehabdesk.ui.entry.first_run import FirstRunPage
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.preview import PageSheet
from rehabdesk.ui.tour.guide import Guide

NEXT = "Ctrl+Return"


def open_first_time(guide: Guide) -> None:
    guide.begin(guide.places.first_run)
    page = _page(guide)
    page.user.made.connect(guide.read_sheet)
    guide.hands.wait(page.welcome.new.isEnabled, "máy này được xem xong")
    guide.shoot("30-chao-mung")
    guide.hands.press(NEXT)
    guide.hands.wait(lambda: page.at == 1, "trang Cơ quan")


def name_the_office(guide: Guide) -> None:
    """Choose the commune; the rest of the letterhead follows. One signer is left out at first."""
    hands, page = guide.hands, _page(guide)
    form, signers = page.office.form, page.office.signers
    hands.pick(form.province, "hoa son", "Tỉnh Hòa Sơn")
    hands.pick(form.commune, "yen thinh", "Xã Yên Thịnh")
    hands.wait(lambda: form.superior_line.value == "UBND TỈNH HÒA SƠN", "dòng trên của tên cơ quan")
    hands.write(signers.rows[0].name, "Lê Quang Vịnh")
    if len(signers.rows) == 1:
        hands.push("Thêm người ký", page)
    hands.press(NEXT)
    hands.wait(lambda: "người ký thứ hai" in signers.rows[1].trouble, "câu nhắc người ký thứ hai")
    hands.require(page.at == 1, "đi tiếp được dù thiếu tên người ký")
    hands.inside(PageSheet, page, "đầu trang quyết định")
    guide.shoot("22-cai-dat-lan-dau")
    hands.write(signers.rows[1].name, "Phạm Hồng Kỳ")
    hands.press(NEXT)
    hands.wait(lambda: page.at == 2, "trang Người dùng đầu tiên")  # noqa: PLR2004


def name_the_user(guide: Guide) -> None:
    """See a weak password refused; then make the office with a good one."""
    hands, page = guide.hands, _page(guide)
    step = page.user
    hands.write(step.full_name, "Nguyễn Thị Hạnh")
    for field in (step.password.first, step.password.again):
        hands.write(field, "12345678")
    hands.press(NEXT)
    hands.rest()
    hands.require(page.at == 2, "mật khẩu yếu vẫn được nhận")  # noqa: PLR2004
    guide.shoot("31-nguoi-dung-dau-tien")
    for field in (step.password.first, step.password.again):
        hands.write(field, guide.password)
    hands.press(NEXT)
    hands.wait(lambda: page.at == 3, "cơ quan được tạo, trang Phiếu khôi phục")  # noqa: PLR2004
    hands.require(guide.folder.exists(), "chưa có tệp của cơ quan trên ổ đĩa")


def keep_the_sheet(guide: Guide) -> None:
    """Save the sheet, read four groups back off it, say where it lies."""
    hands, page = guide.hands, _page(guide)
    sheet = page.sheet.sheet
    guide.shoot("32-phieu-khoi-phuc")
    hands.click(sheet.save_button)
    path = guide.places.papers / "phieu-khoi-phuc.pdf"
    hands.save_as(path)
    hands.wait(lambda: sheet.is_out, "phiếu được ghi là đã in hoặc lưu")
    for number, field in sheet.groups.fields.items():
        hands.write(field, guide.groups[number - 1])
    hands.write(sheet.place, "Két sắt văn thư")
    hands.press(NEXT)
    hands.wait(lambda: page.at == 4, "trang Nơi sao lưu")  # noqa: PLR2004


def back_up_first(guide: Guide) -> None:
    hands, page = guide.hands, _page(guide)
    hands.click(page.backup.second.choose_button)
    hands.choose_folder(guide.places.stick)
    hands.wait(lambda: page.backup.second.place == guide.places.stick, "nơi sao lưu thứ hai")
    hands.press(NEXT)
    hands.wait(page.backup.report.isVisible, "lời báo đã sao lưu")
    guide.shoot("33-noi-sao-luu")
    rows = list_backups(as_folder(guide.folder))
    hands.require(len({row.place for row in rows if row.is_readable}) == 2, "thiếu bản ở nơi hai")  # noqa: PLR2004
    hands.press(NEXT)
    hands.wait(lambda: page.at == 5, "trang Bắt đầu")  # noqa: PLR2004
    guide.shoot("34-bat-dau")


def open_the_empty_office(guide: Guide) -> None:
    """Look at the open, empty office; it was only made to be seen, and goes."""
    guide.hands.press(NEXT)
    shell = guide.shell
    guide.hands.wait(lambda: shell.findChildren(KeyButton), "các nút của trang")
    guide.hands.require(guide.look(count_files).everybody == 0, "cơ quan mới đã có người")
    guide.shoot("35-ho-so-trong")
    guide.end()
    shutil.rmtree(guide.places.first_run)
    shutil.rmtree(guide.places.stick)
    guide.places.stick.mkdir()


def _page(guide: Guide) -> FirstRunPage:
    return guide.hands.inside(FirstRunPage, guide.window, "trang cài đặt lần đầu")
