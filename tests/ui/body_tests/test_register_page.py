"""The register of tests in the window: what is shown, recorded, taken back, and what leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.teamwork.helping import BodyTest
from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestMethod, BodyTestResult
from rehabdesk.services.body_tests.beginning import named_tested
from rehabdesk.services.body_tests.facts import Outcome, Sitting
from rehabdesk.services.body_tests.recording import RecordTests, record_tests
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.body_tests.outgoing import TestsLeavingDialog
from rehabdesk.ui.body_tests.record_dialog import SittingDialog
from rehabdesk.ui.body_tests.screen import BodyTestsScreen
from rehabdesk.ui.body_tests.step_dialog import StepDialog
from rehabdesk.ui.furnishing import furnish, read_plate
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import Way, list_as_it_stands
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.visits import Compose, OpenBodyTests
from tests.builders import taken_in

POSITIVE, NEGATIVE = BodyTestResult.POSITIVE, BodyTestResult.NEGATIVE
ON = date(2026, 11, 18)


def _write(office: Office, sitting: Sitting, *outcomes: Outcome) -> tuple[int, ...]:
    order = RecordTests(sitting, outcomes)
    return office.do(partial(record_tests, order=order)).result.test_ids


@pytest.fixture
def persons(office: Office) -> tuple[int, ...]:
    for name, role in (("Nguyễn Thị Hạnh", Role.ADMINISTRATOR), ("Lê Quang Vịnh", Role.LEADER)):
        office.do(partial(add_user, facts=UserFacts(name, "", role)))
    names = ("Vũ Tiến Dũng", "Lý Anh Quân", "Bàn Thị Út")
    return tuple(
        taken_in(office, full_name=name, papers=(), birth=PartialDate(1990 + 10 * place, 2, 1))
        for place, name in enumerate(names)
    )


@pytest.fixture
def page(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, persons: tuple[int, ...]
) -> BodyTestsScreen:
    _write(office, Sitting(ON, "Công an xã"), Outcome(persons[0], POSITIVE, slip_number="18/PKQ"))
    _write(office, Sitting(date(2025, 3, 1), "Trạm Y tế xã"), Outcome(persons[1]))
    _write(office, Sitting(date(2026, 3, 1), "Trạm Y tế xã"), Outcome(persons[1]))
    made = BodyTestsScreen(desk, habits)
    qtbot.addWidget(made)
    made.show()
    return made


def count(office: Office) -> int:
    return office.look(lambda work: work.session.scalar(select(func.count(BodyTest.id)))) or 0


def acts(office: Office, act: str) -> list[str]:
    query = select(AuditEntry.facts).where(AuditEntry.act == act)
    return [str(each) for each in office.look(lambda work: work.session.scalars(query).all())]


def test_the_page_tells_the_year_and_who_may_see_it(page: BodyTestsScreen, office: Office) -> None:
    assert [row.name for row in page.table.rows.all] == ["Vũ Tiến Dũng", "Lý Anh Quân"]
    assert page.count.text() == "2 lần · 1 dương tính"
    assert page.head.chip.accessibleName() == "Phần nhạy cảm: 1 người được xem"
    assert page.readers.names.text() == "Nguyễn Thị Hạnh."
    assert len(acts(office, "body_tests.opened")) == 1


def test_filters_narrow_and_say_so(page: BodyTestsScreen) -> None:
    page.result.value = NEGATIVE
    assert [row.name for row in page.table.rows.all] == ["Lý Anh Quân"]
    page.result.value = None
    page.search.setText("18/pkq")
    assert [row.name for row in page.table.rows.all] == ["Vũ Tiến Dũng"]
    page.search.setText("không có ai")
    assert "đang lọc" in page.table._empty.text()
    page.search.clear()
    page.place.value = "Trạm Y tế xã"
    assert page.count.text() == "1 lần"


def test_a_visit_shows_its_test_whatever_the_year(page: BodyTestsScreen, office: Office) -> None:
    page.visit(OpenBodyTests(2))
    assert page.table.current is not None
    assert (page.table.current.id, page.year.value) == (2, 2025)


def test_the_card_has_the_steps_and_takes_a_record(
    qtbot: QtBot, page: BodyTestsScreen, desk: Desk
) -> None:
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    page.table.choose(1)
    assert "Vũ Tiến Dũng dương tính ngày 18/11/2026: việc phải làm" in page.after.sentences
    assert "gửi ngay kết quả · Điều 23 khoản 2 Luật 120/2025" in page.after.sentences
    page.after.step_wanted.emit(AfterTest.POLICE_TOLD, "Điều 23")
    [dialog] = page.findChildren(StepDialog)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    assert "Công an xã đã được báo" in page.after.sentences
    assert page.table.current is not None
    assert page.table.current.after == "Công an đang xác định tình trạng nghiện"
    undo = said[-1].takes_back
    assert undo is not None
    undo()
    assert "Báo Công an xã" in page.after.sentences


def test_many_are_recorded_in_one_sitting_and_taken_back(
    qtbot: QtBot, page: BodyTestsScreen, desk: Desk, office: Office, persons: tuple[int, ...]
) -> None:
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    qtbot.mouseClick(page.record_button, Qt.MouseButton.LeftButton)
    [dialog] = page.findChildren(SittingDialog)
    dialog.choose(office.look(partial(named_tested, person_ids=persons)))
    lines = dialog.grid.lines
    assert [line.next_on.text() for line in lines] == ["23/02/2027"] * 3
    lines[1].result.value = BodyTestResult.NO_SHOW
    assert lines[1].next_on.text() == "30/11/2026"
    lines[2].slip_number.value = "40"
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    assert page.count.text() == "5 lần · 1 dương tính · 1 không đến"
    assert said[-1].text == "Đã ghi xét nghiệm của 3 người."
    undo = said[-1].takes_back
    assert undo is not None
    undo()
    assert count(office) == 3
    again = said[-1].again
    assert again is not None
    again()
    assert count(office) == 6


def test_who_is_young_is_asked_for_a_witness(
    qtbot: QtBot, page: BodyTestsScreen, office: Office, persons: tuple[int, ...]
) -> None:
    page.acts.record(persons[2:])
    [dialog] = page.findChildren(SittingDialog)
    [line] = dialog.grid.lines
    assert line.witness.isEnabled()
    dialog.method.value = BodyTestMethod.BLOOD
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert "chứng kiến" in dialog.message.text
    line.witness.value = "Bàn Văn Sinh (bố)"
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert count(office) == 4


def test_a_long_name_leaves_the_next_day_in_sight(
    qtbot: QtBot, page: BodyTestsScreen, office: Office
) -> None:
    name = "Công Tằng Tôn Nữ Hoàng Nguyễn Phương Thảo Nhi"
    born = PartialDate(2012, 3, 4)
    page.acts.record((taken_in(office, full_name=name, papers=(), birth=born),))
    [dialog] = page.findChildren(SittingDialog)
    [line] = dialog.grid.lines
    qtbot.waitUntil(lambda: line.name.toolTip() == name)
    assert dialog.grid.width() <= dialog._area.viewport().width()


def test_a_line_is_corrected_and_back(qtbot: QtBot, page: BodyTestsScreen, desk: Desk) -> None:
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    page.table.choose(3)
    page.table.opened.emit(page.table.current)
    [dialog] = page.findChildren(SittingDialog)
    dialog.grid.lines[0].substances.value = "MET"
    dialog.grid.lines[0].result.value = POSITIVE
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert page.table.current is not None
    assert page.table.current.result is POSITIVE
    undo = said[-1].takes_back
    assert undo is not None
    undo()
    assert page.table.current.result is NEGATIVE


def test_what_leaves_tells_no_result_unless_it_is_chosen(
    qtbot: QtBot, page: BodyTestsScreen, office: Office
) -> None:
    titles = [column.title for column in list_as_it_stands(page.table).columns]
    assert titles == ["Ngày", "Người", "Nơi làm", "Cách làm"]
    page.table.choose(1)
    page.table.copy()
    copied = QApplication.clipboard().text()
    assert "Vũ Tiến Dũng" in copied
    assert "ương tính" not in copied
    for is_chosen in (False, True):
        page.table.leave(Way.PRINT)
        dialog = page.findChildren(TestsLeavingDialog)[-1]
        assert not dialog.results.isChecked()
        dialog.results.setChecked(is_chosen)
        dialog.purpose.value = "Báo cáo Chủ tịch"
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    left = acts(office, "body_tests.left")
    assert ["'results': 'no'" in left[0], "'results': 'yes'" in left[1]] == [True, True]
    assert [column.title for column in list_as_it_stands(page.table).columns] == titles


def test_the_follow_up_sheet_is_begun_for_the_person(
    qtbot: QtBot, page: BodyTestsScreen, persons: tuple[int, ...]
) -> None:
    page.table.choose(1)
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.mouseClick(page.sheet_button, Qt.MouseButton.LeftButton)
    assert wanted.args == [Compose((persons[0],), purpose="follow_up_sheet")]


@pytest.mark.parametrize("role", [Role.LEADER, Role.CLERK])
def test_the_rail_has_it_for_those_alone_who_may(desk: Desk, office: Office, role: Role) -> None:
    def nowhere(_desk: Desk, _habits: QSettings) -> QWidget:
        return QWidget()

    other = replace(office, actor=Actor(9, "Phạm Hồng Kỳ", "", role))
    furnished = furnish(other.look(read_plate), nowhere, nowhere, nowhere)
    keys = {place.key: place.shortcut for place in furnished.places}
    assert keys.get("body_tests") == ("Ctrl+7" if role is Role.CLERK else None)
