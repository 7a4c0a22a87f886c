"""Following up on the walk: three meetings of the team, a commitment signed, papers, targets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rehabdesk.domain.daily_codes import QuickRating
from rehabdesk.ui.contacts.dialog import ContactDialog
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.pledges.dialog import PledgeDialog
from rehabdesk.ui.pledges.tab import LACKING, SIGNED, PledgesTab
from rehabdesk.ui.purpose import PurposeDialog
from rehabdesk.ui.team.follow.papers import FollowUpDialog, ReportDialog
from rehabdesk.ui.team.follow.tab import MEMBERS, FollowTab
from rehabdesk.ui.team.targets.behind_dialog import BehindDialog
from rehabdesk.ui.team.targets.dialog import TargetDialog
from rehabdesk.ui.team.targets.tab import TargetsTab
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.visits import OpenTeam

MET = ("Trịnh Đức Long", "Phạm Quốc Bình", "Hoàng Văn Hải")
PURPOSE = "Giao ban đội tình nguyện tháng 11"
AMOUNT = 22


def meet_three(guide: Guide) -> None:
    """Write three meetings down from the list of who was not met, by Ctrl+G."""
    hands = guide.hands
    guide.shell.follow(OpenTeam("follow"))
    tab = hands.inside(FollowTab, guide.window, "Theo dõi")
    tab.scope.value = MEMBERS
    tab.refresh()
    hands.wait(lambda: len(tab.table.rows.all) > len(MET), "các đội viên")
    row = next(
        each for each in tab.table.rows.all if any(one.name == MET[0] for one in each.persons)
    )
    hands.go_to_row(tab.table, tab.table.rows.all.index(row))
    hands.wait(lambda: tab.persons.rows.all, "người được giúp")
    guide.shoot("190-ai-chua-gap")
    for name in MET:
        place = next(at for at, each in enumerate(tab.persons.rows.all) if each.name == name)
        hands.go_to_row(tab.persons, place)
        hands.press("Ctrl+G")
        dialog = hands.dialog(ContactDialog, "hộp Ghi gặp gỡ")
        hands.wait(partial(_has_somebody, dialog), "người được gặp")
        hands.write(dialog.words, "Ở nhà, đi làm đều.")
        hands.click(dialog.rating.buttons[QuickRating.GOOD])
        if name == MET[0]:
            guide.shoot("191-ghi-gap-tu-danh-sach")
        hands.press("Ctrl+Return", dialog)
        hands.gone(dialog)
    hands.wait(
        lambda: not any(each.is_silent for each in tab.persons.rows.all), "ai cũng đã được gặp"
    )


def sign_a_commitment(guide: Guide) -> None:
    """Print the commitment of who has signed none, then record it with its signed copy."""
    hands = guide.hands
    guide.shell.follow(OpenTeam("pledges"))
    tab = hands.inside(PledgesTab, guide.window, "Cam kết")
    hands.wait(lambda: tab.table.rows.all, "các bản cam kết")
    guide.shoot("192-cam-ket")
    tab.turn_to(LACKING)
    hands.go_to_row(tab.lacking, 0)
    row = tab.lacking.current
    hands.require(row is not None, "người chưa ký")
    person_id, name = (row.person_id, row.name) if row is not None else (0, "")
    hands.click(tab.print_button)
    paper = hands.dialog(PaperDialog, "bản cam kết")
    hands.rest()
    guide.shoot("193-ban-cam-ket-de-ky")
    path = guide.places.papers / "2026-ban-cam-ket.pdf"
    hands.press("Ctrl+S", paper)
    hands.save_as(path)
    hands.leave(paper)
    hands.press("Ctrl+N", tab.lacking)
    dialog = hands.dialog(PledgeDialog, "hộp Ghi cam kết")
    hands.wait(lambda: dialog.persons.values == [person_id], name)
    dialog.drop.chosen.emit(path)
    hands.wait(lambda: "2026-ban-cam-ket" in dialog.drop.text(), "bản đã ký")
    guide.shoot("194-ghi-cam-ket")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    tab.turn_to(SIGNED)
    hands.wait(
        lambda: any(each.who == name and each.has_copy for each in tab.table.rows.all),
        "bản cam kết vừa ghi",
    )
    guide.shoot("195-cam-ket-da-co-ban-ky")


def print_who_follows(guide: Guide) -> None:
    """Print the page of each member, the follow-up sheets, and the month's reports."""
    hands = guide.hands
    guide.shell.follow(OpenTeam("follow"))
    tab = hands.inside(FollowTab, guide.window, "Theo dõi")
    tab.scope.value = MEMBERS
    tab.refresh()
    hands.wait(lambda: len(tab.table.rows.all) > len(MET), "các đội viên")
    row = next(
        each for each in tab.table.rows.all if any(one.name == MET[0] for one in each.persons)
    )
    hands.go_to_row(tab.table, tab.table.rows.all.index(row))
    hands.click(tab.sheets_button)
    purpose = hands.dialog(PurposeDialog, "hộp In tờ theo dõi")
    hands.write(purpose.purpose, PURPOSE)
    hands.press("Ctrl+Return", purpose)
    _save(guide, "196-to-theo-doi", "2026-to-theo-doi-doi-vien.pdf")
    hands.click(tab.follow_button)
    asked = hands.dialog(FollowUpDialog, "hộp In phiếu theo dõi")
    guide.shoot("197-in-phieu-theo-doi")
    hands.press("Ctrl+Return", asked)
    _save(guide, "198-phieu-theo-doi", "2026-phieu-theo-doi-thang.pdf")
    hands.click(tab.report_button)
    report = hands.dialog(ReportDialog, "hộp In báo cáo tháng")
    hands.write(report.purpose, PURPOSE)
    hands.press("Ctrl+Return", report)
    _save(guide, "199-bao-cao-doi-vien", "2026-bao-cao-doi-vien.pdf")


def hand_out_a_target(guide: Guide) -> None:
    """See the targets of the quarter, hand one more out, spread it, and look behind a figure."""
    hands = guide.hands
    guide.shell.follow(OpenTeam("targets"))
    tab = hands.inside(TargetsTab, guide.window, "Chỉ tiêu giao đội")
    hands.wait(lambda: tab.table.rows.all, "các chỉ tiêu")
    before = len(tab.table.rows.all)
    guide.shoot("200-chi-tieu-giao-doi")
    hands.press("Ctrl+N", tab.table)
    dialog = hands.dialog(TargetDialog, "hộp Giao chỉ tiêu")
    hands.write(dialog.amount, str(AMOUNT))
    hands.click(dialog.spread_button)
    hands.wait(lambda: sum(dialog.members.value.values()) == AMOUNT, "đã chia đủ")
    guide.shoot("201-giao-chi-tieu")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: len(tab.table.rows.all) == before + 1, "chỉ tiêu vừa giao")
    hands.go_to_row(tab.table, 0)
    hands.click(tab.names_button)
    behind = hands.dialog(BehindDialog, "những dòng đứng sau")
    guide.shoot("202-nhung-dong-dung-sau")
    hands.leave(behind)


def _has_somebody(dialog: ContactDialog) -> bool:
    return len(dialog.person_ids) == 1


def _save(guide: Guide, picture: str, name: str) -> None:
    hands = guide.hands
    paper = hands.dialog(PaperDialog, "trang in")
    hands.rest()
    guide.shoot(picture)
    hands.press("Ctrl+S", paper)
    hands.save_as(guide.places.papers / name)
    hands.leave(paper)


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Ghi ba lần gặp từ danh sách ai chưa gặp", meet_three),
    ("In bản cam kết, ghi với bản đã ký", sign_a_commitment),
    ("In tờ theo dõi, phiếu theo dõi, báo cáo tháng", print_who_follows),
    ("Giao chỉ tiêu, chia đều, xem những dòng đứng sau", hand_out_a_target),
)
