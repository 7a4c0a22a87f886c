"""A file sent away in a package, and the package refused: without its password, and at home."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rehabdesk.services.people.files import search_persons
from rehabdesk.services.transfers.listing import list_transfers
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.transfers.receiving import ReceiveScreen
from rehabdesk.ui.transfers.screen import TransfersScreen
from rehabdesk.ui.transfers.sending import SendScreen
from rehabdesk.ui.visits import OpenPerson, ReceiveFiles

NAME = "Ngô Quang Hùng"
SECRET, WRONG = "Bèo dạt ao làng", "Bèo dạt ao xóm"
RECEIVER = "Phường Thanh Lâm"
NUMBER, NOTICED_ON = "31/CAX", "hôm nay"
PACKAGE = "ho-so-chuyen-di.rdhoso"


def send_a_file_away(guide: Guide) -> None:
    """Choose what goes and to whom, give the package a password, and see it wait."""
    hands = guide.hands
    [person, *_] = guide.look(partial(search_persons, words=NAME))
    guide.shell.follow(OpenPerson(person.id))
    file = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    hands.wait(lambda: file.person_id == person.id, f"hồ sơ {NAME}")
    file.whole.send_away()
    page = hands.inside(SendScreen, guide.window, "trang Chuyển hồ sơ đi")
    hands.wait(lambda: page.whom and page.sealing, "ba phần của trang Chuyển hồ sơ đi")
    whom, sealing = page.whom, page.sealing
    if whom is None or sealing is None:
        return
    hands.pick(whom.receiver, "thanh lam", RECEIVER)
    hands.write(whom.number, NUMBER)
    hands.write(whom.noticed_on, NOTICED_ON)
    for field in (sealing.password.first, sealing.password.again):
        hands.write(field, SECRET)
    whom.closes.setChecked(False)  # who stays in the tour is needed in it
    guide.shoot("260-chuyen-ho-so-di")
    hands.press("Ctrl+Return", page)
    path = guide.places.exports / PACKAGE
    hands.save_as(path)
    listed = hands.inside(TransfersScreen, guide.window, "trang Chuyển đi, chuyển đến")
    hands.wait(lambda: listed.table.rows.all, "gói vừa gửi trong danh sách")
    guide.shoot("261-chuyen-di-chuyen-den")


def refuse_the_package(guide: Guide) -> None:
    """Open the package with a wrong password, then with its own in the office that sent it."""
    hands = guide.hands
    guide.shell.follow(ReceiveFiles())
    page = hands.inside(ReceiveScreen, guide.window, "trang Nhận hồ sơ chuyển đến")
    hands.press("Ctrl+O", page)
    hands.choose_file(guide.places.exports / PACKAGE)
    password = page.package.password
    hands.wait(password.isVisible, "ô mật khẩu của gói")
    hands.write(password, WRONG)
    hands.press("Return", password)
    box = page.package.form.box("password")
    hands.wait(lambda: "chưa đúng" in box.message, "lời báo sai mật khẩu")
    guide.shoot("262-goi-sai-mat-khau")
    password.clear()
    hands.write(password, SECRET)
    hands.press("Return", password)
    hands.wait(lambda: "chính đơn vị mình" in page.message.text, "lời báo gói của mình")
    guide.shoot("263-goi-cua-minh")
    hands.require(len(guide.look(list_transfers)) == 1, "gói bị từ chối vẫn được ghi")


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Chuyển hồ sơ đi bằng gói có mật khẩu", send_a_file_away),
    ("Mở gói sai mật khẩu, mở gói của chính mình", refuse_the_package),
)
