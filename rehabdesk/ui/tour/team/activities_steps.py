"""Meetings and activities on the walk: minutes, a patrol, a tip, a sum and what is behind it."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.services.activities.sums import Source
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.team.activities.dialog import ActivityDialog
from rehabdesk.ui.team.activities.tab import ActivitiesTab
from rehabdesk.ui.team.activities.tip_dialogs import GiverDialog, PassOnDialog, TipDialog
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.visits import OpenTeam

TOPIC = "Kiểm điểm giữa tháng 11"
MINUTES = "Kiểm điểm việc tháng 11: đã thăm 13 người, vận động 2 người đi cai tự nguyện."
TIP = "Thuyền lạ cập bến ban đêm, có người lên xuống trao túi nhỏ."
GIVER = "Người nhà ở cạnh bến, số nhà 14"


def write_the_minutes(guide: Guide) -> None:
    """Press Ctrl+N and write down a meeting, with what is to be done next."""
    hands = guide.hands
    guide.shell.follow(OpenTeam("activities"))
    tab = hands.inside(ActivitiesTab, guide.window, "Buổi họp, hoạt động")
    hands.wait(lambda: tab.list.table.rows.all, "các hoạt động trong tháng")
    before = len(tab.list.table.rows.all)
    hands.press("Ctrl+N")
    dialog = hands.dialog(ActivityDialog, "hộp Ghi hoạt động")
    hands.choose(dialog.kind, "Giao ban, sinh hoạt Đội")
    hands.write(dialog.on, "21/11/2026")
    hands.write(dialog.at, "14:00")
    hands.write(dialog.topic, TOPIC)
    hands.write(dialog.place, "Hội trường UBND xã")
    hands.write(dialog.organiser, "Ông Lê Xuân Trường, Đội trưởng")
    hands.write(dialog.words, MINUTES)
    hands.write(dialog.tasks.lines[0].word, "Phát tờ rơi thôn Bãi")
    hands.write(dialog.tasks.lines[0].who, "Bà Thơm")
    hands.write(dialog.tasks.lines[0].due, "18/12/2026")
    guide.shoot("170-ghi-buoi-hop")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: len(tab.list.table.rows.all) == before + 1, "buổi họp đã ghi")


def print_the_minutes(guide: Guide) -> None:
    """See the meeting whole beside the list, and its minutes on paper."""
    hands = guide.hands
    tab = hands.inside(ActivitiesTab, guide.window, "Buổi họp, hoạt động")
    rows = tab.list.table.rows.all
    meeting = next(row for row in rows if row.topic == TOPIC)
    tab.list.table.choose(meeting.id)
    hands.wait(lambda: tab.list.card.view and tab.list.card.view.id == meeting.id, "biên bản")
    guide.shoot("171-buoi-hop-hoat-dong")
    hands.click(tab.list.card.print_button)
    paper = hands.dialog(PaperDialog, "biên bản trên giấy")
    hands.rest()
    guide.shoot("172-bien-ban-buoi-hop")
    hands.leave(paper)


def record_a_patrol(guide: Guide) -> None:
    """Write a patrol down in five inputs."""
    hands = guide.hands
    tab = hands.inside(ActivitiesTab, guide.window, "Buổi họp, hoạt động")
    before = len(tab.list.table.rows.all)
    hands.press("Ctrl+N")
    dialog = hands.dialog(ActivityDialog, "hộp Ghi hoạt động")
    hands.choose(dialog.kind, "Tuần tra, rà soát địa bàn")
    hands.write(dialog.on, "20/11/2026")
    hands.write(dialog.figures.fields["persons"], "6")
    hands.write(dialog.figures.fields["hours"], "3")
    hands.write(dialog.topic, "Khu bến đò, lò gạch cũ")
    guide.shoot("176-ghi-tuan-tra")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: len(tab.list.table.rows.all) == before + 1, "buổi tuần tra đã ghi")


def open_a_sum(guide: Guide) -> None:
    """Sum a whole year, and open one figure into the activities behind it."""
    hands = guide.hands
    tab = hands.inside(ActivitiesTab, guide.window, "Buổi họp, hoạt động")
    hands.choose(tab.window_field.name, "Năm nay")
    leaflets = ("leaflets", Source.ACTIVITIES)
    hands.wait(lambda: leaflets in tab.list.sums.buttons, "số tờ rơi của cả năm")
    hands.click(tab.list.sums.buttons[leaflets])
    hands.wait(tab.list.only.isVisible, "các hoạt động sau con số")
    rows = tab.list.table.rows.all
    hands.require(
        rows and all(dict(row.figures).get("leaflets") for row in rows),
        "có hoạt động không phát tờ rơi",
    )
    guide.shoot("173-mot-con-so-mo-ra")
    hands.click(tab.list.only)
    hands.wait(lambda: not tab.list.only.isVisible(), "cả danh sách")
    hands.choose(tab.window_field.name, "Tháng này")


def pass_a_tip_on(guide: Guide) -> None:
    """Write a tip down, keep its giver apart, pass it on, and ask for the giver with a purpose."""
    hands = guide.hands
    tab = hands.inside(ActivitiesTab, guide.window, "Buổi họp, hoạt động")
    hands.click(tab.tip_button)
    dialog = hands.dialog(TipDialog, "hộp Ghi tin báo")
    hands.write(dialog.on, "22/11/2026")
    hands.write(dialog.words, TIP)
    hands.write(dialog.place, "Bến đò cũ")
    hands.write(dialog.giver, GIVER)
    guide.shoot("174-ghi-tin-bao")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: _chosen_tip(tab) == TIP, "tin vừa ghi")
    hands.click(tab.tips.forward_button)
    passing = hands.dialog(PassOnDialog, "hộp Chuyển tin cho Công an")
    hands.press("Ctrl+Return", passing)
    hands.gone(passing)
    hands.wait(tab.tips.answer_button.isEnabled, "tin đã chuyển")
    guide.shoot("175-tin-bao")
    hands.click(tab.tips.giver_button)
    asking = hands.dialog(GiverDialog, "hộp Người cho tin")
    hands.write(asking.purpose, "Công an xã mời người cho tin làm việc")
    hands.press("Ctrl+Return", asking)
    hands.wait(lambda: asking.name.text() == GIVER, "người cho tin")
    hands.leave(asking)
    tab.turn_to(0)


def _chosen_tip(tab: ActivitiesTab) -> str:
    row = tab.tips.table.current
    return row.facts.words if row is not None else ""


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Ghi buổi họp có việc tiếp theo", write_the_minutes),
    ("In biên bản buổi họp", print_the_minutes),
    ("Ghi một buổi tuần tra", record_a_patrol),
    ("Mở một con số của cả năm", open_a_sum),
    ("Ghi và chuyển một tin báo", pass_a_tip_on),
)
