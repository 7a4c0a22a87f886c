"""The team itself on the walk: its roster, somebody new, its papers, the bodies, who is on duty."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.team.bodies.tab import BodiesTab
from rehabdesk.ui.team.papers.record_dialog import RecordDialog
from rehabdesk.ui.team.papers.tab import PapersTab
from rehabdesk.ui.team.roster.join_dialog import JoinDialog
from rehabdesk.ui.team.roster.tab import RosterTab
from rehabdesk.ui.team.service.duty_dialog import DutyDialog
from rehabdesk.ui.team.service.served_dialog import ServedDialog
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.visits import OpenTeam

MEMBERS = 11
NEWCOMER, BORN = "Lò Thị Mến", "12/4/1992"


def see_the_roster(guide: Guide) -> None:
    """Go to the team by its key, and take somebody in and out again."""
    hands = guide.hands
    hands.press("Ctrl+5")
    guide.shell.follow(OpenTeam("roster"))
    tab = hands.inside(RosterTab, guide.window, "Danh sách đội")
    hands.wait(lambda: len(tab.rows.all) == MEMBERS, "mười một đội viên")
    hands.go_to_row(tab.table, 0)
    hands.rest()
    guide.shoot("180-danh-sach-doi")
    hands.press("Ctrl+N", tab.table)
    dialog = hands.dialog(JoinDialog, "hộp Thêm đội viên")
    hands.write(dialog.full_name, NEWCOMER)
    hands.write(dialog.born, BORN)
    guide.shoot("181-them-doi-vien")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: len(tab.rows.all) == MEMBERS + 1, f"{NEWCOMER} trong danh sách")
    hands.press("Ctrl+Z", tab.table)
    hands.wait(lambda: len(tab.rows.all) == MEMBERS, "đội viên vừa thêm được hoàn tác")


def print_what_the_team_needs(guide: Guide) -> None:
    """Print everybody's turn on duty, and the certificate of one who has served."""
    hands = guide.hands
    tab = hands.inside(RosterTab, guide.window, "Danh sách đội")
    tab.open_duty()
    duty = hands.dialog(DutyDialog, "hộp Lịch trực")
    hands.wait(lambda: duty.sheet.rows, "lịch trực đã xếp")
    guide.shoot("182-lich-truc")
    hands.press("Ctrl+Return", duty)
    _save(guide, "2026-lich-truc.pdf")
    tab.open_served()
    served = hands.dialog(ServedDialog, "hộp Ai đã phục vụ")
    hands.wait(lambda: served.rows.all, "người đã phục vụ")
    guide.shoot("183-ai-da-phuc-vu")
    hands.press("Ctrl+Return", served)
    _save(guide, "2026-giay-chung-nhan-phuc-vu.pdf")


def see_papers_and_bodies(guide: Guide) -> None:
    hands = guide.hands
    guide.shell.follow(OpenTeam("papers"))
    papers = hands.inside(PapersTab, guide.window, "Quyết định của đội")
    hands.wait(lambda: papers.rows.all, "các quyết định của đội")
    guide.shoot("184-quyet-dinh-cua-doi")
    hands.press("Ctrl+N", papers.table)
    dialog = hands.dialog(RecordDialog, "hộp Ghi quyết định đã có")
    guide.shoot("185-ghi-quyet-dinh-da-co")
    hands.leave(dialog)
    guide.shell.follow(OpenTeam("bodies"))
    bodies = hands.inside(BodiesTab, guide.window, "Các tổ")
    hands.wait(bodies.cards.team.count.text, "bốn tổ chức, mỗi thứ một thẻ")
    guide.shoot("186-cac-to")


def _save(guide: Guide, name: str) -> None:
    hands = guide.hands
    paper = hands.dialog(PaperDialog, "trang in")
    hands.press("Ctrl+S", paper)
    hands.save_as(guide.places.papers / name)
    hands.leave(paper)


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Xem danh sách đội, thêm một người rồi hoàn tác", see_the_roster),
    ("In lịch trực và giấy chứng nhận phục vụ", print_what_the_team_needs),
    ("Xem quyết định của đội và các tổ", see_papers_and_bodies),
)
