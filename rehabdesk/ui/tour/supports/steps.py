"""Supports: the page as it lies, a loan written down, approved, a job asked about, a file."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.kinds import Group
from rehabdesk.ui.people.file.further.tabs import SUPPORTS, TIMELINE
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.supports.details_dialog import SupportDetails
from rehabdesk.ui.supports.record_dialog import SupportDialog
from rehabdesk.ui.supports.screen import GROUPS, SupportsScreen
from rehabdesk.ui.supports.step_dialog import StepDialog
from rehabdesk.ui.supports.tab import SupportsTab
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.visits import OpenPerson

NAME = "Mai Xuân Nam"
WAITING = "Nguyễn Mạnh Cường"
LENT, TYPED = 45_000_000, "45tr"


def _screen(guide: Guide) -> SupportsScreen:
    return guide.hands.inside(SupportsScreen, guide.window, "trang Hỗ trợ")


def see_the_page(guide: Guide) -> None:
    """Come by its key: loans with their stations, jobs to be asked about below."""
    hands = guide.hands
    hands.press("Ctrl+6")
    screen = _screen(guide)
    loans = screen.table_of(Group.LOAN)
    hands.wait(lambda: loans.rows.all, "các khoản vay")
    hands.wait(lambda: screen.jobs.table.rows.all, "việc làm phải hỏi lại")
    hands.require("giải ngân 180.000.000 đồng" in screen.sum.text(), "tổng đã giải ngân")
    guide.shoot("24-ho-tro")


def write_a_loan_down(guide: Guide) -> None:
    """Write a loan down with its amount as it is said, and see it in its place."""
    hands, screen = guide.hands, _screen(guide)
    loans = screen.table_of(Group.LOAN)
    before = len(loans.rows.all)
    hands.press("Ctrl+N")
    dialog = hands.dialog(SupportDialog, "hộp Ghi hỗ trợ")
    hands.add(dialog.person, NAME)
    hands.write(dialog.source.lineEdit() or dialog.source, "Hội Nông dân")
    hands.write(dialog.amount, TYPED)
    hands.write(dialog.months, "24")
    hands.write(dialog.use, "Mua máy hàn")
    guide.shoot("240-ghi-ho-tro")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: len(loans.rows.all) == before + 1, "khoản vay đã ghi")
    made = next(row for row in loans.rows.all if row.name == NAME)
    hands.require(made.course.amount == LENT, "45tr chưa đọc thành 45.000.000")


def approve_who_waited(guide: Guide) -> None:
    """Take the loan that waits too long, write the yes down by F2, and open all its steps."""
    hands, screen = guide.hands, _screen(guide)
    loans = screen.table_of(Group.LOAN)
    row = next(each for each in loans.rows.all if each.name == WAITING)
    hands.require(row.is_pressing, "khoản vay chờ lâu chưa nổi lên")
    loans.choose(row.id)
    loans.setFocus()
    hands.press("F2")
    dialog = hands.dialog(StepDialog, "hộp Ghi bước tiếp")
    hands.require(dialog.step.value is SupportStep.APPROVED, "bước tiếp không phải Duyệt")
    guide.shoot("241-ghi-buoc-tiep")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: loans.current and loans.current.course.told == "Chờ giải ngân", "đã duyệt")
    hands.press("Return", loans)
    details = hands.dialog(SupportDetails, "các bước của khoản vay")
    guide.shoot("242-cac-buoc")
    details.reject()
    hands.gone(details)


def ask_about_a_job(guide: Guide) -> None:
    hands, screen = guide.hands, _screen(guide)
    screen.turn_to(Group.JOB)
    jobs = screen.table_of(Group.JOB)
    hands.wait(lambda: jobs.rows.all, "việc làm")
    guide.shoot("243-viec-lam")
    asked = {
        question.since: each
        for each in jobs.rows.all
        if (question := each.course.next_question) is not None
    }
    row = asked[min(asked)]
    jobs.choose(row.id)
    jobs.setFocus()
    hands.press("F2")
    dialog = hands.dialog(StepDialog, "hộp Hỏi lại về việc làm")
    dialog.kept.yes.setChecked(True)
    guide.shoot("244-hoi-lai-viec-lam")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)


def see_what_came_of_it(guide: Guide) -> None:
    """See who has changed for the better after a year, by which criterion."""
    hands, screen = guide.hands, _screen(guide)
    screen.tabs.setCurrentIndex(len(GROUPS))
    pane = screen.outcomes
    hands.wait(lambda: pane.table.rows.all, "người trong số gốc")
    hands.require("ba điều" in pane.criterion.text(), "tiêu chí không đứng cạnh con số")
    guide.shoot("245-chuyen-bien-sau-mot-nam")
    screen.turn_to(Group.LOAN)


def see_it_in_the_file(guide: Guide) -> None:
    hands, screen = guide.hands, _screen(guide)
    made = next(row for row in screen.table_of(Group.LOAN).rows.all if row.name == NAME)
    guide.shell.follow(OpenPerson(made.person_id or 0))
    file = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    hands.wait(lambda: file.person_id == made.person_id, f"hồ sơ {NAME}")
    guide.shoot("246-ho-tro-trong-dong-thoi-gian")
    file.tabs.setCurrentIndex(SUPPORTS)
    part = hands.inside(SupportsTab, guide.window, "thẻ Hỗ trợ")
    hands.wait(lambda: part.table.rows.all, "hỗ trợ của một người")
    kinds = {row.kind for row in part.table.rows.all}
    hands.require(SupportKind.TRAINING in kinds, "thiếu lần học nghề")
    guide.shoot("247-ho-tro-cua-mot-nguoi")
    file.tabs.setCurrentIndex(TIMELINE)


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Xem trang Hỗ trợ", see_the_page),
    ("Ghi một khoản vay", write_a_loan_down),
    ("Ghi được duyệt, xem các bước", approve_who_waited),
    ("Hỏi lại về việc làm", ask_about_a_job),
    ("Xem chuyển biến sau một năm", see_what_came_of_it),
    ("Xem hỗ trợ trong hồ sơ", see_it_in_the_file),
)
