"""The morning: what is late and why, in light and dark, as a month, and on the chair's page."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.services.tasks.task import TaskKind
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.preview import PageSheet
from rehabdesk.ui.kit.style import Look, Style, Theme
from rehabdesk.ui.purpose import PurposeDialog
from rehabdesk.ui.today.screen import TodayScreen
from rehabdesk.ui.tour.guide import Guide


def see_the_morning(guide: Guide) -> None:
    """Look at the person nobody looks after, by day and in the dark."""
    hands, screen = guide.hands, _screen(guide)
    rows = screen.pile_card.rows
    hands.wait(lambda: rows.all, "các việc quá hạn")
    kinds = [row.task.kind for row in rows.all]
    hands.require(TaskKind.ASSIGN in kinds, "không có việc phân công người phụ trách")
    screen.pile_card.table.setFocus()
    hands.go_to_row(screen.pile_card.table, kinds.index(TaskKind.ASSIGN))
    hands.wait(lambda: "17/11/2026" in screen.panel.sentences, "cách tính hạn")
    guide.shoot("02-hom-nay")
    style = Style.current
    style.choose(Look(Theme.DARK, style.look.text_percent, style.look.density))
    guide.shoot("16-hom-nay-nen-toi")
    style.choose(Look(Theme.LIGHT, style.look.text_percent, style.look.density))


def see_the_month(guide: Guide) -> None:
    hands, screen = guide.hands, _screen(guide)
    hands.press("Ctrl+M")
    hands.wait(screen.month.isVisible, "lịch tháng")
    guide.shoot("70-lich-thang")
    hands.press("Ctrl+M")


def print_for_the_chair(guide: Guide) -> None:
    """Print what is to be signed, who ends and what is late on one page."""
    print_page(guide, "71-trang-trinh-chu-tich", "trang-trinh-chu-tich.pdf")
    guide.hands.press("Ctrl+2")


def print_page(guide: Guide, picture: str, file: str) -> None:
    hands = guide.hands
    _screen(guide)
    hands.press("Ctrl+P")
    purpose = hands.dialog(PurposeDialog, "hộp hỏi mục đích")
    hands.press("Ctrl+Return", purpose)
    dialog = hands.dialog(PaperDialog, "trang trình Chủ tịch")
    hands.inside(PageSheet, dialog, "trang giấy")
    guide.shoot(picture)
    hands.press("Ctrl+S", dialog)
    hands.save_as(guide.places.papers / file)
    hands.leave(dialog)


def _screen(guide: Guide) -> TodayScreen:
    guide.hands.press("Ctrl+1")
    return guide.hands.inside(TodayScreen, guide.window, "trang Hôm nay")


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Xem việc buổi sáng", see_the_morning),
    ("Xem lịch tháng", see_the_month),
    ("In trang trình Chủ tịch", print_for_the_chair),
)
