"""The upper office: packages of twelve invented units received, a clash settled, the sum seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.consolidation.samples import SampleUnit, sample_packages
from rehabdesk.services.consolidation.units import UnitFacts, add_units
from rehabdesk.services.founding import OfficeFacts, upper_profile
from rehabdesk.services.offices import SignerFacts
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.safekeeping import NewOffice
from rehabdesk.ui.consolidation.dialogs import ReceiveDialog, SettleDialog
from rehabdesk.ui.consolidation.screen import ConsolidationScreen
from rehabdesk.ui.consolidation.view_dialog import PackageDialog
from rehabdesk.ui.entry.sign_in import SignInPage
from rehabdesk.ui.tour.guide import Guide

YEAR = ReportPeriod(PeriodKind.YEAR, 2026)
LAYOUT = "bao-cao-chung"
OPENED = datetime(2026, 12, 15, 8, 0)
LATE = datetime(2026, 12, 17, 9, 10)
SPOKEN = "Bèo dạt ao làng"
CARD, OTHER_CARD = "099092000001", "099087000002"
PASSED = "Đã gọi hai bên ngày 16/12, phường Bắc Môn quản lý"
MOVED_AWAY = ("S07", CARD, "Mai Xuân Nam", 1992, "chuyển đi", date(2026, 11, 6))
CAME = ("S06", CARD, "Mai Xuân Nam", 1992, "chuyển đến", date(2026, 11, 9))
STAYS = ("S11", CARD, "Mai Xuân Nam", 1992, "đang quản lý", None)
TWICE = tuple(
    (code, OTHER_CARD, "Võ Thanh Tịnh", 1987, "đang quản lý", None) for code in ("S01", "S11")
)
UNITS = (
    SampleUnit("09902", "Xã An Lĩnh", 21, 19),
    SampleUnit("09903", "Phường Bắc Môn", 64, 59, (MOVED_AWAY, *TWICE)),
    SampleUnit("09904", "Xã Cát Tường", 9, 9),
    SampleUnit("09905", "Xã Đông Phú", 33, 34, serial=2),
    SampleUnit("09906", "Xã Giang Nam", 18, 18),
    SampleUnit("09907", "Phường Hải Thượng", 30, 28),
    SampleUnit("09908", "Xã Kim Sơn Hạ", 0, 0, is_zero=True),
    SampleUnit("09909", "Xã Lộc Bình Tân", 27, 23),
    SampleUnit("09910", "Xã Minh Khai Đông", 11, 11),
    SampleUnit("09911", "Xã Ngọc Lâm", 12, 15, TWICE),
    SampleUnit("09912", "Phường Tân Giang", 58, 57),
    SampleUnit("09901", "Xã Yên Thịnh", 13, 11, (CAME, STAYS)),
)
SILENT = ("Xã Cát Tường", "Xã Minh Khai Đông")
TORN = "hai-thuong-nam-2026.rdgoi"
BEHIND_TIME = "tan-giang-nam-2026.rdgoi"


def found_the_upper_office(guide: Guide) -> None:
    """Make the office of the province, and the packages its units would have sent."""
    place = guide.places.upper
    folder = guide.open_folder(place, clock=guide.clock)
    guide.clock.now = OPENED
    facts = OfficeFacts(
        (upper_profile(("099", "tỉnh Hòa Sơn"), date(2025, 7, 1)),),
        (SignerFacts("Đỗ Văn Bình", "CHÁNH VĂN PHÒNG", "", date(2025, 7, 1)),),
        "Đào Thu Hằng",
        "Tổ tổng hợp",
        is_practice=True,
    )
    office, _ = folder.create(NewOffice(facts, guide.password))
    office.do(partial(add_units, units=[UnitFacts(each.code, each.name) for each in UNITS]))
    sending = [each for each in UNITS if each.name not in SILENT]
    asked = ReportAsked(LAYOUT, YEAR)
    make = partial(sample_packages, asked=asked, units=sending, password=SPOKEN)
    packages = _packages(guide)
    packages.mkdir(parents=True, exist_ok=True)
    for name, content in office.look(make):
        (packages / name).write_bytes(content[:-300] if name == TORN else content)
    folder.close()


def receive_many(guide: Guide) -> None:
    """Open the office, hand in every package but one on a day, the late one on the next."""
    hands = guide.hands
    guide.begin(guide.places.upper)
    page = hands.inside(SignInPage, guide.window, "trang đăng nhập")
    hands.write(page.password.password, guide.password)
    hands.press("Return")
    guide.shell.go_to("consolidation")
    screen = _screen(guide)
    hands.wait(lambda: screen.tiles.tiles and screen.table.rows.all, "danh sách đơn vị")
    paths = sorted(_packages(guide).iterdir())
    first = [path for path in paths if path.name != BEHIND_TIME]
    _hand_in(guide, screen, first, "16/12/2026")
    guide.shoot("275-nhan-goi-xong")
    guide.clock.now = LATE
    _hand_in(guide, screen, [path for path in paths if path.name == BEHIND_TIME], "17/12/2026")
    screen.message.hush()
    hands.wait(lambda: "Chậm 1 ngày" in _times(screen), "gói tới chậm được ghi là chậm")
    hands.require("Cần gửi lại" in _times(screen), "gói hỏng vẫn được tính")
    hands.go_to_row(screen.table, len(screen.table.rows.all) - 1)
    guide.shoot("18-tong-hop")


def settle_a_clash(guide: Guide) -> None:
    """Say where somebody two units count belongs; the total follows."""
    hands, screen = guide.hands, _screen(guide)
    card = next(each for each in screen.clashes.cards if not each.clash.is_settled)
    hands.click(card)
    hands.push("Ghi cách giải quyết", screen)
    dialog = hands.dialog(SettleDialog, "hộp ghi cách giải quyết")
    next(iter(dialog.places.values())).setChecked(True)
    hands.write(dialog.words, PASSED)
    guide.shoot("276-ghi-cach-giai-quyet")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: all(one.clash.is_settled for one in screen.clashes.cards), "đã giải quyết")


def see_a_unit(guide: Guide) -> None:
    """Open the report of a unit, as it came."""
    hands, screen = guide.hands, _screen(guide)
    screen.table.setFocus()
    hands.press("Return", screen.table)
    dialog = hands.dialog(PackageDialog, "báo cáo của đơn vị")
    guide.shoot("277-bao-cao-cua-don-vi")
    hands.leave(dialog)


def see_the_sum(guide: Guide) -> None:
    """Export the table of rows by units, see the units' list and the report of the province."""
    hands, screen = guide.hands, _screen(guide)
    guide.window.activateWindow()
    screen.table.setFocus()
    hands.rest()
    hands.press("Ctrl+E")
    hands.save_as(guide.places.exports / "bang-tong-hop.xlsx")
    guide.shell.go_to("today")
    guide.shoot("278-hom-nay-cua-tinh")
    hands.press("Ctrl+8")
    hands.rest()
    guide.shoot("279-bao-cao-cua-tinh")
    guide.end()


def _hand_in(guide: Guide, screen: ConsolidationScreen, paths: list[Path], day: str) -> None:
    hands = guide.hands
    screen.ask_to_receive(paths)
    dialog = hands.dialog(ReceiveDialog, "hộp nhận gói")
    dialog.day.setText(day)
    hands.write(dialog.password, SPOKEN)
    hands.press("Ctrl+Return", dialog)
    hands.wait(lambda: screen.message.text.startswith("Đã nhận"), "nhận xong các gói")
    hands.wait(lambda: not screen.receiver.is_running, "không còn gói đang nhận")


def _times(screen: ConsolidationScreen) -> list[str]:
    return [row.time_words for row in screen.table.rows.all]


def _screen(guide: Guide) -> ConsolidationScreen:
    return guide.hands.inside(ConsolidationScreen, guide.window, "trang Tổng hợp")


def _packages(guide: Guide) -> Path:
    return guide.places.exports / "goi"


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Lập cơ quan cấp tỉnh", found_the_upper_office),
    ("Nhận gói của các đơn vị", receive_many),
    ("Giải quyết người trùng", settle_a_clash),
    ("Xem báo cáo của một đơn vị", see_a_unit),
    ("Xuất bảng tổng hợp, xem báo cáo của tỉnh", see_the_sum),
)
