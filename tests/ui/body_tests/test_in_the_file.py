"""Xét nghiệm in a person's file: there for those alone who may, on record each time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.teamwork.codes import BodyTestResult
from rehabdesk.services.body_tests.facts import Outcome, Sitting
from rehabdesk.services.body_tests.recording import RecordTests, record_tests
from rehabdesk.services.body_tests.register import read_tests_of
from rehabdesk.services.office import Actor, Office
from rehabdesk.ui.body_tests.tab import TestsTab
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.people.file.further.tabs import FAMILY, TESTS
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.visits import OpenPerson
from tests.builders import NOW, InlineLane, taken_in


@pytest.fixture
def persons(office: Office) -> tuple[int, ...]:
    made = tuple(
        taken_in(office, full_name=name, papers=()) for name in ("Vũ Tiến Dũng", "Lý Anh Quân")
    )
    outcome = Outcome(made[0], BodyTestResult.POSITIVE)
    order = RecordTests(Sitting(NOW.date(), "Công an xã"), (outcome,))
    office.do(partial(record_tests, order=order))
    return made


def opened(office: Office) -> int:
    query = select(func.count(AuditEntry.id)).where(AuditEntry.act == "body_tests.opened_of")
    return office.look(lambda work: work.session.scalar(query)) or 0


def test_nothing_is_read_before_somebody_turns_to_it(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, persons: tuple[int, ...]
) -> None:
    screen = PersonScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    screen.visit(OpenPerson(persons[0]))
    assert screen.tests.part is None
    assert opened(office) == 0
    screen.tabs.setCurrentIndex(TESTS)
    part = screen.tests.part
    assert isinstance(part, TestsTab)
    qtbot.waitUntil(lambda: part.line.text() == "1 lần · 1 dương tính")
    assert opened(office) == 1
    screen.visit(OpenPerson(persons[1]))
    assert (part.line.text(), opened(office)) == ("", 2)
    screen.tabs.setCurrentIndex(FAMILY)
    screen.visit(OpenPerson(persons[0]))
    assert (part.table.rows.rowCount(), opened(office)) == (0, 2)


def test_it_is_absent_for_others_and_stepped_over(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, persons: tuple[int, ...]
) -> None:
    leader = replace(office, actor=Actor(9, "Phạm Hồng Kỳ", "", Role.LEADER))
    screen = PersonScreen(Desk(leader, InlineLane()), habits)
    qtbot.addWidget(screen)
    screen.show()
    screen.visit(OpenPerson(persons[0]))
    assert not screen.tabs.isTabVisible(TESTS)
    screen.tabs.setCurrentIndex(TESTS - 1)
    screen._next_tab(1)
    assert screen.tabs.currentIndex() == FAMILY
    assert not any("ương tính" in item.title for item in screen._file.timeline)  # type: ignore[union-attr]


def test_the_list_keeps_its_lines_where_the_page_is_low(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, persons: tuple[int, ...]
) -> None:
    register = office.look(partial(read_tests_of, person_id=persons[0]))
    tab = TestsTab(desk, habits)
    qtbot.addWidget(tab)
    tab.after.show_row(register.rows[0])
    tab.resize(560, 600)
    tab.show()
    usual = tab.after.minimumHeight()
    tab.resize(560, 230)
    style = Style.current
    lines = style.size("header") + 2 * style.size("row")
    assert tab.after.minimumHeight() <= tab.height() - lines < usual + lines
