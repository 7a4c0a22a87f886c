"""Papers beside decisions: a form of the police, the members of a team, papers for many at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from rehabdesk.ui.decisions.compose.table_input import TableDialog, TableInput
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.preview import PageSheet
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.tour.paper_work import FOLLOWS, composer, is_about

SHEET = "Phiếu theo dõi, nhận xét người bị quản lý sau cai"
TEAM = "Thành lập, kiện toàn Đội công tác xã hội tình nguyện"
MEMBERS = (
    "Hà Văn Sáu\t12/03/1975\tNam\tThôn Trung\tĐội viên\nLò Thị Năm\t1985\tNữ\tThôn Bãi\tĐội viên"
)
PROPOSAL = "Mẫu 52 · Đề nghị quản lý sau cai, của Công an xã"


def print_a_police_form(guide: Guide) -> None:
    """Fill a form of the police for a person in the list: it is printed and takes no number."""
    hands = guide.hands
    hands.press("Ctrl+2")
    people = hands.inside(PeopleScreen, guide.window, "danh sách hồ sơ")
    people.table.setFocus()
    hands.go_to_row(people.table, 0)
    hands.press("F8")
    screen = composer(guide)
    first = people.rows.all[0].full_name
    hands.wait(lambda: is_about(screen, first), "người được quản lý")
    hands.wait(guide.lane.submit(str).done, "trang soạn mở xong")
    hands.choose(screen.form.kind, PROPOSAL)
    hands.wait(lambda: (None, "proposed_measures") in screen.quick_fill.lines, "các ô của Mẫu 52")
    measures = screen.quick_fill.lines[None, "proposed_measures"].field
    hands.write(measures, "tư vấn tâm lý, giúp tìm việc làm")
    hands.rest(FOLLOWS)
    guide.shoot("60-mau-cua-cong-an")
    hands.press("Ctrl+P")
    _save(guide, "2026-mau-52.pdf")


def write_members_of_a_team(guide: Guide) -> None:
    """Paste the members of the team from a sheet into the table of its decision."""
    hands = guide.hands
    screen = composer(guide)
    hands.choose(screen.form.kind, TEAM)
    hands.wait(lambda: (None, "vteam_members") in screen.quick_fill.lines, "bảng thành viên")
    table = screen.quick_fill.lines[None, "vteam_members"].field
    hands.require(isinstance(table, TableInput), "danh sách thành viên không phải là bảng")
    hands.push("Sửa bảng…", table)
    dialog = hands.dialog(TableDialog, "bảng thành viên")
    listed = len(dialog.rows)  # whoever serves stands there already
    hands.require(listed, "đội hiện có trong bảng thành viên")
    dialog.table.setCurrentCell(listed - 1, 0)
    hands.press("Ctrl+N", dialog.table)
    QGuiApplication.clipboard().setText(MEMBERS)
    hands.press("Ctrl+V", dialog.table)
    wanted = listed + MEMBERS.count("\n") + 1
    hands.wait(lambda: len(dialog.rows) == wanted, "các thành viên vừa dán")
    guide.shoot("61-bang-thanh-vien")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)


def print_for_everybody(guide: Guide) -> None:
    """Tick everybody in the list and print a sheet for each, in one run, by name."""
    hands = guide.hands
    hands.press("Ctrl+2")
    people = hands.inside(PeopleScreen, guide.window, "danh sách hồ sơ")
    people.table.setFocus()
    hands.press("Ctrl+A", people.table)
    hands.press("F8")
    screen = composer(guide)
    hands.wait(lambda: len(screen.form.chosen_persons) > 1, "nhiều người được chọn")
    hands.choose(screen.form.kind, SHEET)
    hands.wait(lambda: not screen.form.is_numbered, "phiếu theo dõi")
    hands.rest(FOLLOWS)
    guide.shoot("59-soan-cho-nhieu-nguoi")
    hands.press("Ctrl+P")
    _save(guide, "2026-phieu-theo-doi.pdf")


def _save(guide: Guide, name: str) -> None:
    """See the pages and keep them; a run over many may last as long as its bar moves."""
    hands, screen = guide.hands, composer(guide)
    dialog = hands.dialog(PaperDialog, "trang in", moves=screen.run_bar.bar.value)
    hands.inside(PageSheet, dialog, "trang giấy")
    hands.press("Ctrl+S", dialog)
    hands.save_as(guide.places.papers / name)
    hands.leave(dialog)


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("In một mẫu của Công an", print_a_police_form),
    ("Dán bảng thành viên Đội", write_members_of_a_team),
    ("In phiếu cho mọi người trong danh sách", print_for_everybody),
)
