"""Supports in a person's file: planned and given, in the timeline, in its history."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.daily_codes import ContactWay
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.noting.recording import RecordContact, record_contact
from rehabdesk.services.office import Office
from rehabdesk.services.people.one_file import list_history, read_file
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.recording import RecordSupport, record_support
from rehabdesk.ui.contacts.dialog import ContactDialog
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.file.further.tabs import CONTACTS, SUPPORTS
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.supports.details_dialog import SupportDetails
from rehabdesk.ui.supports.record_dialog import SupportDialog
from rehabdesk.ui.supports.step_dialog import StepDialog
from rehabdesk.ui.supports.tab import SupportsTab
from rehabdesk.ui.visits import OpenPerson
from tests.builders import taken_in


@pytest.fixture
def person_id(office: Office) -> int:
    person_id = taken_in(office, full_name="Cao Bá Phúc", papers=())
    loan = SupportFacts(SupportKind.LOAN, person_id, source="Hội Phụ nữ", amount=40_000_000)
    steps = (StepFacts(SupportStep.PAID_OUT, date(2026, 9, 20), 40_000_000),)
    planned = SupportFacts(
        SupportKind.TRAINING,
        person_id,
        title="Nghề hàn",
        planned_on=date(2027, 1, 15),
        note="Mục tiêu: làm ở xưởng cơ khí xã.",
    )
    for order in (RecordSupport(loan, steps), RecordSupport(planned)):
        office.do(partial(record_support, order=order))
    return person_id


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings, person_id: int) -> PersonScreen:
    made = PersonScreen(desk, habits)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.visit(OpenPerson(person_id))
    made.show()
    return made


def test_the_file_holds_plan_and_gifts_and_its_timeline_their_steps(
    office: Office, person_id: int
) -> None:
    file = office.look(partial(read_file, person_id=person_id))
    assert [row.kind for row in file.supports] == [SupportKind.TRAINING, SupportKind.LOAN]
    [item] = [each for each in file.timeline if each.kind == "Hỗ trợ"]
    assert item.title == "Vay vốn: Hội Phụ nữ: giải ngân, 40.000.000 đồng"
    history = office.look(partial(list_history, person_id=person_id))
    assert [row.what for row in history][:2] == ["Ghi hỗ trợ"] * 2


def test_the_part_is_made_when_it_is_turned_to(screen: PersonScreen, desk: Desk) -> None:
    assert screen.tabs.tabText(SUPPORTS) == "Hỗ trợ  2"
    assert screen.supports.part is None
    screen.tabs.setCurrentIndex(SUPPORTS)
    tab = cast("SupportsTab", screen.supports.part)
    assert tab.line.text() == "Đã hỗ trợ 1 việc · kế hoạch 1 việc, đã làm 0"
    assert tab.plan.text() == "Mục tiêu: làm ở xưởng cơ khí xã."
    tab.record_button.click()
    dialog = next(each for each in screen.window().findChildren(SupportDialog))
    assert [each.title for each in dialog.person.chosen] == ["Cao Bá Phúc"]
    dialog.source.value = "Quỹ việc làm"
    dialog.amount.value = "1,2 tỷ"
    dialog.accept_button.click()
    assert screen.tabs.tabText(SUPPORTS) == "Hỗ trợ  3"
    assert 1_200_000_000 in {row.course.amount for row in tab.table.rows.all}


def test_a_line_of_the_timeline_opens_its_support(screen: PersonScreen) -> None:
    items = screen.timeline.items.items
    place = next(at for at, each in enumerate(items) if each.kind == "Hỗ trợ")
    screen.timeline.opened.emit(items[place])
    assert screen.tabs.currentIndex() == SUPPORTS
    [dialog] = screen.window().findChildren(SupportDetails)
    assert dialog.row.kind is SupportKind.LOAN


def test_f2_in_the_list_means_the_support_not_the_file(qtbot: QtBot, screen: PersonScreen) -> None:
    screen.tabs.setCurrentIndex(SUPPORTS)
    tab = cast("SupportsTab", screen.supports.part)
    screen.activateWindow()
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_F2)
    assert any(each.isVisible() for each in screen.window().findChildren(StepDialog))
    assert screen.tabs.currentIndex() == SUPPORTS


def test_f2_in_the_meetings_means_the_meeting(
    qtbot: QtBot, screen: PersonScreen, desk: Desk, person_id: int
) -> None:
    facts = NoteFacts(date(2026, 11, 20), ContactWay.AT_HOME, MetBy("Ngô Thị Nhàn"), "Đi làm đều.")
    order = RecordContact((person_id,), facts)
    desk.do(QWidget(), partial(record_contact, order=order), lambda _: None)
    screen.tabs.setCurrentIndex(CONTACTS)
    screen.activateWindow()
    screen.contacts.table.setFocus()
    qtbot.keyClick(screen.contacts.table, Qt.Key.Key_F2)
    assert any(each.isVisible() for each in screen.window().findChildren(ContactDialog))
