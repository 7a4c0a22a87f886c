"""The page of supports: recorded by keys, stepped on, taken back; filters, tabs and outcomes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.kinds import Group
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.looks import read_support
from rehabdesk.services.supports.outcomes import Need
from rehabdesk.services.supports.recording import RecordSupport, record_support
from rehabdesk.services.supports.rows import SupportRow
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.supports.details_dialog import SupportDetails
from rehabdesk.ui.supports.figures_dialog import FiguresDialog, View
from rehabdesk.ui.supports.record_dialog import SupportDialog
from rehabdesk.ui.supports.screen import SupportsScreen
from rehabdesk.ui.supports.step_dialog import StepDialog
from rehabdesk.ui.visits import OpenPerson, OpenSupports
from tests.builders import LAN, taken_in
from tests.ui.conftest import Write
from tests.ui.mnemonics import clashes

W = TypeVar("W", bound=QWidget)
Step, Kind = SupportStep, SupportKind
Said = list[Notice]


@pytest.fixture
def person_id(office: Office) -> int:
    return taken_in(office, full_name="Cao Bá Phúc", papers=())


@pytest.fixture
def said(desk: Desk) -> Said:
    heard: Said = []
    desk.noticed.connect(heard.append)
    return heard


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, habits: QSettings, person_id: int) -> SupportsScreen:
    assert person_id
    screen = SupportsScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1180, 660)
    screen.show()
    return screen


def seen(page: QWidget, kind: type[W]) -> W:
    return next(each for each in page.window().findChildren(kind) if each.isVisible())


def recorded(desk: Desk, facts: SupportFacts, *steps: StepFacts) -> int:
    made: list[int] = []
    act = partial(record_support, order=RecordSupport(facts, steps))
    desk.do(QWidget(), act, lambda done: made.append(done.support_id))
    return made[0]


def a_loan(person_id: int | None, **facts: object) -> SupportFacts:
    given: dict[str, object] = {"source": "Ngân hàng CSXH", "amount": 50_000_000, "months": 24}
    return SupportFacts(Kind.LOAN, person_id, **(given | facts))  # type: ignore[arg-type]


def row_of(office: Office, support_id: int) -> SupportRow:
    row = office.look(partial(read_support, support_id=support_id))
    assert row is not None
    return row


ASKED = StepFacts(Step.ASKED, date(2026, 11, 1))


def test_an_empty_page_says_the_key(page: SupportsScreen) -> None:
    told = page.table_of(Group.LOAN)._empty.text()
    assert told == "Chưa ghi hỗ trợ nào năm 2026. Bấm Ctrl+N."
    assert page.year.value == 2026


def test_a_tab_without_lines_says_what_it_has_none_of(
    page: SupportsScreen, desk: Desk, person_id: int
) -> None:
    recorded(desk, a_loan(person_id), ASKED)
    told = page.table_of(Group.JOB)._empty
    assert told.text() == "Chưa ghi lần hỗ trợ “Việc làm” nào năm 2026. Bấm Ctrl+N."
    page.hamlet.value = 1
    assert "đang chọn" in told.text()


def test_a_loan_is_written_down_as_typed_and_taken_back(
    qtbot: QtBot, page: SupportsScreen, person_id: int, said: Said, write: Write
) -> None:
    page.new_button.click()
    dialog = seen(page, SupportDialog)
    dialog.person.choose(Suggestion(person_id, "Cao Bá Phúc"))
    dialog.source.value = "Quỹ việc làm"
    write(dialog.amount, "50tr")
    dialog.amount.editingFinished.emit()
    assert dialog.amount.text() == "50.000.000"
    write(dialog.months, "24")
    assert clashes(dialog) == {}
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    [row] = page.table_of(Group.LOAN).rows.all
    assert (row.who, row.course.amount, row.course.told) == (
        "Cao Bá Phúc",
        50_000_000,
        "Chờ duyệt",
    )
    assert said[-1].text == "Đã ghi hỗ trợ “Vay vốn” cho Cao Bá Phúc."
    undo = said[-1].takes_back
    assert undo is not None
    undo()
    assert page.table_of(Group.LOAN).rows.all == ()
    again = said[-1].again
    assert again is not None
    again()
    assert len(page.table_of(Group.LOAN).rows.all) == 1


def test_a_loan_without_its_lender_is_refused_under_its_field(
    page: SupportsScreen, person_id: int, write: Write
) -> None:
    page.new_button.click()
    dialog = seen(page, SupportDialog)
    dialog.person.choose(Suggestion(person_id, "Cao Bá Phúc"))
    write(dialog.amount, "50")
    dialog.accept_button.click()
    assert "50tr hoặc 50 nghìn" in dialog.form.box("amount").message
    dialog.amount.value = "50tr"
    dialog.accept_button.click()
    assert dialog.form.box("source").message == "Ghi nguồn vay."
    assert dialog.isVisible()


def test_every_kind_asks_what_it_has_and_no_letter_twice(page: SupportsScreen) -> None:
    page.acts.record(SupportFacts(Kind.LOAN))
    dialog = seen(page, SupportDialog)
    for kind in SupportKind:
        dialog.kind.value = kind
        assert dialog.chosen_kind is kind
        assert clashes(dialog) == {}
        assert dialog.form.box("months").isVisible() == (kind in {Kind.LOAN, Kind.TRAINING})
        assert dialog.form.box("on").isVisible()
        dialog.step.value = None
        assert dialog.form.box("planned_on").isVisible()
        assert not dialog.form.box("on").isVisible()


def test_f2_writes_the_next_step_and_z_takes_it_back(
    page: SupportsScreen, desk: Desk, office: Office, person_id: int, said: Said
) -> None:
    support_id = recorded(desk, a_loan(person_id), ASKED)
    page._step_on()
    dialog = seen(page, StepDialog)
    assert dialog.step.value is Step.APPROVED
    dialog.accept_button.click()
    assert row_of(office, support_id).course.told == "Chờ giải ngân"
    assert said[-1].text == "Đã ghi “Duyệt” cho Cao Bá Phúc."
    undo = said[-1].takes_back
    assert undo is not None
    undo()
    assert row_of(office, support_id).course.told == "Chờ ngân hàng duyệt"
    again = said[-1].again
    assert again is not None
    again()
    assert row_of(office, support_id).course.told == "Chờ giải ngân"


def test_a_day_that_goes_back_is_doubted_in_amber_and_may_stand(
    page: SupportsScreen, desk: Desk, office: Office, person_id: int
) -> None:
    support_id = recorded(desk, a_loan(person_id), ASKED)
    page._step_on()
    dialog = seen(page, StepDialog)
    dialog.on.value = date(2026, 10, 1)
    dialog.accept_button.click()
    assert "Xem lại ngày." in dialog.message.text
    assert len(row_of(office, support_id).steps) == 1
    link = next(each for each in dialog.message.findChildren(QWidget) if "Vẫn" in _text(each))
    link.click()  # type: ignore[attr-defined]
    assert len(row_of(office, support_id).steps) == 2


def _text(widget: QWidget) -> str:
    told: Callable[[], str] | None = getattr(widget, "text", None)
    return told() if told is not None else ""


def test_a_job_is_answered_from_the_card_below(
    page: SupportsScreen, desk: Desk, office: Office, person_id: int
) -> None:
    begun = StepFacts(Step.STARTED, date(2026, 9, 5))
    support_id = recorded(desk, SupportFacts(Kind.JOB, person_id, title="Phụ hồ"), begun)
    [row] = page.jobs.table.rows.all
    cells = [column.text(row) for column in page.jobs.table.rows.columns]
    assert cells[3:] == ["hỏi từ 05/12", "05/03/2027", "05/09/2027"]
    page.jobs.table.choose(row.id)
    page.acts.step_on(row)
    dialog = seen(page, StepDialog)
    assert (dialog.step.value, dialog.after.value) == (Step.CHECKED, 3)
    dialog.accept_button.click()
    assert "còn làm hay đã thôi" in dialog.form.box("is_kept").message
    dialog.kept.yes.setChecked(True)
    dialog.accept_button.click()
    assert row_of(office, support_id).course.questions[0].is_kept is True
    [row] = page.jobs.table.rows.all
    assert page.jobs.table.rows.columns[3].text(row) == "Còn làm"


def test_work_found_after_a_course_is_a_support_of_its_own(
    page: SupportsScreen, desk: Desk, person_id: int
) -> None:
    course = SupportFacts(Kind.TRAINING, person_id, title="Nghề hàn")
    steps = (
        StepFacts(Step.STARTED, date(2026, 2, 1)),
        StepFacts(Step.FINISHED, date(2026, 8, 1)),
    )
    recorded(desk, course, *steps)
    page.turn_to(Group.TRAINING)
    page._step_on()
    dialog = seen(page, SupportDialog)
    assert dialog.chosen_kind is Kind.JOB
    assert dialog.title.value == "Nghề hàn"
    dialog.step.value = Step.STARTED
    dialog.accept_button.click()
    page.turn_to(Group.TRAINING)
    [row] = page.table_of(Group.TRAINING).rows.all
    assert row.course.has_job


def test_enter_opens_the_steps_each_of_which_can_go_and_come_back(
    page: SupportsScreen, desk: Desk, person_id: int, said: Said
) -> None:
    recorded(desk, a_loan(person_id), ASKED, StepFacts(Step.PAID_OUT, date(2026, 11, 3)))
    table = page.table_of(Group.LOAN)
    table.opened.emit(table.rows.all[0])
    dialog = seen(page, SupportDetails)
    assert "50.000.000 đồng · 24 tháng" in dialog.facts.text()
    assert [each.word for each in dialog.table.rows.all] == ["Đề nghị", "Giải ngân"]
    assert clashes(dialog) == {}
    dialog.table.choose(dialog.table.rows.all[1].id)
    dialog._drop()
    assert [each.word for each in dialog.table.rows.all] == ["Đề nghị"]
    undo = said[-1].takes_back
    assert undo is not None
    undo()
    assert len(dialog.table.rows.all) == 2
    visits: list[object] = []
    page.wanted.connect(visits.append)
    dialog.person_button.click()
    assert visits == [OpenPerson(person_id)]


def test_tabs_count_and_filters_narrow(page: SupportsScreen, desk: Desk, person_id: int) -> None:
    recorded(desk, a_loan(person_id), ASKED)
    old = a_loan(None, household="Bà Lụa", hamlet_id=1, source="Hội Phụ nữ")
    recorded(
        desk,
        old,
        StepFacts(Step.PAID_OUT, date(2024, 2, 14), 30_000_000),
        StepFacts(Step.FINISHED, date(2025, 3, 1)),
    )
    assert page.tabs.tabText(0) == "&Vay vốn  1"
    assert page.sum.text() == "Cộng: 50.000.000 đồng, đã giải ngân 0 đồng"
    page.year.value = 2024
    assert [row.who for row in page.table_of(Group.LOAN).rows.all] == ["Hộ Bà Lụa"]
    assert "vay 30 triệu đồng" in page.head._line.text()
    page.year.value = None
    assert len(page.table_of(Group.LOAN).rows.all) == 2
    page.source.value = "Hội Phụ nữ"
    assert [row.who for row in page.table_of(Group.LOAN).rows.all] == ["Hộ Bà Lụa"]
    page.source.value = ""
    page.hamlet.value = 1
    assert [row.who for row in page.table_of(Group.LOAN).rows.all] == ["Hộ Bà Lụa"]


def test_a_task_leads_to_its_line_whatever_the_page_shows(
    qtbot: QtBot, page: SupportsScreen, desk: Desk, person_id: int
) -> None:
    recorded(desk, a_loan(person_id), ASKED)
    job = SupportFacts(Kind.JOB, person_id, title="Phụ hồ", hamlet_id=2)
    support_id = recorded(desk, job, StepFacts(Step.REFERRED, date(2026, 11, 3)))
    page.hamlet.value = 1
    page.visit(OpenSupports(support_id, is_next=True))
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(StepDialog)))
    assert page.group is Group.JOB
    assert seen(page, StepDialog).step.value is Step.STARTED


def test_the_command_begins_a_new_support(page: SupportsScreen) -> None:
    page.visit(OpenSupports(is_new=True))
    assert seen(page, SupportDialog).chosen_kind is Kind.LOAN


def test_who_may_only_read_is_offered_nothing_to_write(
    qtbot: QtBot, desk: Desk, office: Office, habits: QSettings, person_id: int
) -> None:
    recorded(desk, a_loan(person_id), ASKED)
    office.actor = Actor(LAN.user_id, LAN.name, LAN.post, Role.LEADER)
    screen = SupportsScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    assert not screen.new_button.isVisible()
    assert screen.print_button.isVisible()
    screen._step_on()
    assert not screen.findChildren(StepDialog)


def test_outcomes_stand_with_their_criterion(page: SupportsScreen, desk: Desk) -> None:
    page.tabs.setCurrentIndex(len(Group))
    assert page.jobs.isHidden()
    pane = page.outcomes
    assert "ít nhất một trong ba điều" in pane.criterion.text()
    [row] = pane.table.rows.all
    assert (row.is_counted, "chưa ghi có việc làm" in row.why_not) == (False, True)
    assert pane.figure.text().startswith("0 trên 1 người (0,0%)")
    pane.need.value = Need.ALL
    assert "đủ cả ba" in pane.criterion.text()
    visits: list[object] = []
    page.wanted.connect(visits.append)
    pane.table.opened.emit(row)
    assert visits == [OpenPerson(row.person_id, (row.person_id,))]


def test_figures_tell_everybody_behind_them(
    page: SupportsScreen, desk: Desk, person_id: int
) -> None:
    paid = StepFacts(Step.PAID_OUT, date(2026, 11, 3), 50_000_000)
    recorded(desk, a_loan(person_id), ASKED, paid)
    recorded(desk, a_loan(None, household="Bà Lụa", planned_on=date(2026, 12, 1)))
    page.figures_button.click()
    dialog = seen(page, FiguresDialog)
    lines = {row.id: row for row in dialog.table.rows.all}
    assert (lines["H06"].value, lines["H08"].value) == ("1 người", "50.000.000 đồng")
    dialog.table.choose("H06")
    assert [row.name for row in dialog.names.rows.all] == ["Cao Bá Phúc"]
    dialog.view.value = View.SOURCES
    [line] = dialog.table.rows.all
    assert (line.title, line.value) == ("Vay vốn · Ngân hàng CSXH", "1 người, 50.000.000 đồng")
    dialog.view.value = View.PLANNED
    assert not dialog.table.rows.rowCount()
    dialog.last.value = date(2026, 12, 31)
    dialog.last.editingFinished.emit()
    [line] = dialog.table.rows.all
    assert line.value == "dự kiến 1, đã làm 0, đúng hẹn 0"
    assert [row.name for row in dialog.names.rows.all] == ["Hộ Bà Lụa"]


def test_the_question_proposed_is_one_whose_day_has_come(
    page: SupportsScreen, desk: Desk, person_id: int
) -> None:
    begun = StepFacts(Step.STARTED, date(2026, 8, 20))  # written down three months later
    job = SupportFacts(Kind.JOB, person_id, title="Phụ hồ")
    support_id = recorded(desk, job, begun)
    page.turn_to(Group.JOB)
    page.table_of(Group.JOB).choose(support_id)
    page._step_on()
    assert seen(page, StepDialog).after.value == 3
