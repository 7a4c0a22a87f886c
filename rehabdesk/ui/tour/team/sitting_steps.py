"""The register of tests: a positive result and what follows, a sitting of two, a person's file."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestResult
from rehabdesk.ui.body_tests.record_dialog import SittingDialog
from rehabdesk.ui.body_tests.screen import BodyTestsScreen
from rehabdesk.ui.body_tests.step_dialog import StepDialog
from rehabdesk.ui.body_tests.tab import TestsTab
from rehabdesk.ui.people.file.further.tabs import TESTS, TIMELINE
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.visits import OpenPerson

TOGETHER = ("Cao Bá Phúc", "Dương Minh Tuấn")


def _screen(guide: Guide) -> BodyTestsScreen:
    return guide.hands.inside(BodyTestsScreen, guide.window, "trang Xét nghiệm")


def see_the_register(guide: Guide) -> None:
    """Come by its key and choose the one positive result."""
    hands = guide.hands
    hands.press("Ctrl+7")
    screen = _screen(guide)
    hands.wait(lambda: screen.table.rows.all, "các lần xét nghiệm")
    rows = screen.table.rows.all
    place = next(at for at, row in enumerate(rows) if row.result is BodyTestResult.POSITIVE)
    hands.go_to_row(screen.table, place)
    hands.wait(
        lambda: any("Báo" in each or "báo" in each for each in screen.after.sentences),
        "việc phải làm",
    )
    guide.shoot("25-xet-nghiem")


def record_two(guide: Guide) -> None:
    """Record a sitting of two; one of them did not come."""
    hands, screen = guide.hands, _screen(guide)
    before = len(screen.table.rows.all)
    hands.press("Ctrl+N")
    dialog = hands.dialog(SittingDialog, "hộp Ghi kết quả")
    for name in TOGETHER:
        hands.add(dialog.persons, name)
    hands.wait(lambda: len(dialog.grid.lines) == len(TOGETHER), "hai dòng kết quả")
    hands.choose(dialog.grid.lines[1].result, BodyTestResult.NO_SHOW.label)
    hands.write(dialog.grid.lines[0].slip_number, "28/PKQ")
    guide.shoot("255-ghi-ket-qua")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: len(screen.table.rows.all) == before + len(TOGETHER), "hai lần đã ghi")
    guide.shoot("256-da-ghi-ket-qua")


def record_what_followed(guide: Guide) -> None:
    """Note that the police have asked for the diagnosis; the person's state stays."""
    hands, screen = guide.hands, _screen(guide)
    row = next(each for each in screen.table.rows.all if each.result is BodyTestResult.POSITIVE)
    screen.table.choose(row.id)
    basis = next(each.step.basis for each in row.steps if each.step.key == "diagnosis")
    screen.acts.note_step(row, AfterTest.DIAGNOSIS_ASKED, basis)
    dialog = hands.dialog(StepDialog, "hộp ghi việc tiếp theo")
    hands.write(dialog.paper, "Số 61/CAX ngày 20/11/2026")
    guide.shoot("257-ghi-viec-sau-xet-nghiem")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: any("Số 61/CAX" in words for words in screen.after.sentences), "việc đã ghi")
    guide.shell.follow(OpenPerson(row.person_id))
    file = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    hands.wait(lambda: file.person_id == row.person_id, f"hồ sơ {row.name}")
    file.tabs.setCurrentIndex(TESTS)
    part = hands.inside(TestsTab, guide.window, "thẻ Xét nghiệm")
    hands.wait(lambda: part.table.rows.all, "xét nghiệm của một người")
    guide.shoot("258-xet-nghiem-trong-ho-so")
    file.tabs.setCurrentIndex(TIMELINE)


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Xem trang Xét nghiệm", see_the_register),
    ("Ghi kết quả xét nghiệm của hai người", record_two),
    ("Ghi việc sau xét nghiệm, xem trong hồ sơ", record_what_followed),
)
