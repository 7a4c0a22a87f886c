"""Reports closed: three files and a package, the register, sending, what changed since."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.domain.reports.codes import ReportState
from rehabdesk.ui.reports.freezing.changes_dialog import ChangesDialog
from rehabdesk.ui.reports.freezing.freeze_dialog import FreezeDialog
from rehabdesk.ui.reports.freezing.register_dialog import RegisterDialog
from rehabdesk.ui.reports.freezing.short_dialogs import SentDialog
from rehabdesk.ui.reports.screen import ReportsScreen
from rehabdesk.ui.tour.guide import Guide

WHY = "Tỉnh yêu cầu gửi sớm"
FILES = 4  # three products and the package
HALF_YEAR = "Báo cáo 6 tháng đầu năm 2026"
NINE_MONTHS = "Báo cáo 9 tháng năm 2026"
DECIDED = "S02"  # persons with a new decision in the period


def _screen(guide: Guide) -> ReportsScreen:
    return guide.hands.inside(ReportsScreen, guide.window, "trang Báo cáo")


def close_the_report(guide: Guide) -> None:
    """Close the report before its day with a reason, and find its files where they were sent."""
    hands = guide.hands
    hands.press("Ctrl+8")
    screen = _screen(guide)
    hands.wait(lambda: screen.page is not None, "số liệu của báo cáo")
    _close(guide, screen, "12-bao-cao-chot")
    guide.shoot("268-da-chot")


def _close(guide: Guide, screen: ReportsScreen, picture: str = "") -> None:
    hands = guide.hands
    hands.click(screen.closing.button)
    dialog = hands.dialog(FreezeDialog, "hộp Chốt số liệu và gửi")
    if dialog.early is not None:
        hands.write(dialog.early, WHY)
    folder = guide.places.exports
    before = set(folder.iterdir())
    dialog.path.clear()
    hands.write(dialog.path, str(folder / dialog.offer.package_name))
    if picture:
        guide.shoot(picture)
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: screen.page is not None and screen.page.kept, "báo cáo đã chốt")
    hands.wait(lambda: len(set(folder.iterdir()) - before) == FILES, "ba bản và gói gửi cấp trên")


def note_it_sent(guide: Guide) -> None:
    hands, screen = guide.hands, _screen(guide)
    hands.click(screen.closing.button)
    dialog = hands.dialog(SentDialog, "hộp Ghi đã gửi")
    guide.shoot("269-ghi-da-gui")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(
        lambda: screen.page is not None and screen.page.standing.state is ReportState.SENT,
        "báo cáo đã gửi",
    )


def open_one_of_the_register(guide: Guide) -> None:
    """Find the half-year's report in the register, and see what has changed since it was closed."""
    hands, screen = guide.hands, _screen(guide)
    screen.closing.open_register()
    register = hands.dialog(RegisterDialog, "Sổ đăng ký báo cáo")
    hands.wait(lambda: register.table.rows.all, "các báo cáo của năm")
    guide.shoot("270-so-dang-ky-bao-cao")
    line = next(row for row in register.table.rows.all if row.title == HALF_YEAR)
    register.table.choose(line.id)
    hands.press("Ctrl+Return", register)
    hands.gone(register)
    hands.wait(
        lambda: screen.page and screen.page.kept and screen.page.kept.id == line.id, "bản cũ"
    )
    screen.closing.open_changes()
    changes = hands.dialog(ChangesDialog, "Thay đổi sau khi chốt")
    guide.shoot("271-thay-doi-sau-khi-chot")
    hands.leave(changes)


def close_the_nine_months(guide: Guide) -> None:
    """Choose the nine months, open a figure into its names, and close what was seen."""
    hands, screen = guide.hands, _screen(guide)
    hands.choose(screen.choices.report, NINE_MONTHS)
    hands.wait(
        lambda: screen.page is not None and screen.page.grid.title == NINE_MONTHS,
        "số liệu 9 tháng",
    )
    rows = screen.page.grid.rows if screen.page is not None else ()
    line = next(row for row in rows if row.code == DECIDED)
    screen.table.setFocus()
    for _ in rows:
        if screen.table.current_cell is not None and screen.table.current_cell[0] == line.key:
            break
        hands.press("Down", screen.table)
    hands.press("Return", screen.table)
    hands.wait(lambda: screen.panel.behind is not None, "những người đứng sau con số")
    members = screen.panel.behind.members if screen.panel.behind is not None else ()
    hands.require(line.now is not None and len(members) == line.now.amount, "số khác danh sách")
    guide.shoot("280-chin-thang")
    hands.press("Escape", screen.panel.list)
    _close(guide, screen)
    kept = screen.page.kept if screen.page is not None else None
    hands.require(kept is not None and kept.title == NINE_MONTHS, "chưa phải báo cáo 9 tháng")
    guide.shoot("281-chin-thang-da-chot")


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Chốt báo cáo, tạo ba bản và gói", close_the_report),
    ("Ghi báo cáo đã gửi", note_it_sent),
    ("Mở một báo cáo cũ từ Sổ đăng ký", open_one_of_the_register),
    ("Chốt báo cáo 9 tháng", close_the_nine_months),
)
