from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.regime import HELPER_ASSIGNMENT, POST_REHAB
from rehabdesk.services.decisions.drafting import begin_order, save_draft, submit_decisions
from rehabdesk.services.office import Office
from rehabdesk.services.people.correcting import begin_edit, correct_file
from rehabdesk.services.people.one_file import PersonFile, read_file
from rehabdesk.services.tasks.task import TaskKind
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.people.file.course.moved import MovedDialog
from rehabdesk.ui.people.file.fact_lists import ContactLine, PaperLine
from rehabdesk.ui.people.file.family import RelativeDialog
from rehabdesk.ui.people.file.further.tabs import FACTS, FAMILY, HISTORY, PAPERS
from rehabdesk.ui.people.file.papers import EndAssignmentDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.settling.dialog import SettlingDialog
from rehabdesk.ui.visits import Compose, NumberPapers, OpenPerson
from tests.builders import LAN, InlineLane, a_person, a_volunteer, an_episode, taken_in
from tests.ui.conftest import Write
from tests.ui.people_acts import numbered
from tests.ui.people_course import choose_task

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def person_id(office: Office) -> int:
    return taken_in(office)


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings, person_id: int) -> PersonScreen:
    screen = PersonScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    screen.visit(OpenPerson(person_id))
    return screen


def acts(office: Office) -> list[str]:
    return list(office.look(lambda work: work.session.scalars(select(AuditEntry.act)).all()))


def file_of(office: Office, person_id: int) -> PersonFile:
    return office.look(partial(read_file, person_id=person_id))


def wishes(screen: PersonScreen) -> list[object]:
    told: list[object] = []
    screen.wanted.connect(told.append)
    return told


def test_opening_a_file_is_recorded_and_reading_it_again_is_not(
    office: Office, screen: PersonScreen
) -> None:
    assert screen.card.name.text() == "Trần Văn Thắng"
    assert screen.windowTitle() == "Trần Văn Thắng"
    assert acts(office).count("person.viewed") == 1
    screen.refresh()
    assert acts(office).count("person.viewed") == 1


def test_the_number_is_masked_until_the_eye_is_pressed(
    qtbot: QtBot, office: Office, screen: PersonScreen
) -> None:
    assert "099091 ••• 217" in screen.card._before.text()
    qtbot.mouseClick(screen.card.eye, LEFT)
    assert "099091004217" in screen.card._before.text()
    assert acts(office)[-1] == "person.number_seen"
    qtbot.mouseClick(screen.card.eye, LEFT)
    assert "•••" in screen.card._before.text()


def test_the_next_step_stands_with_its_reason_and_its_button(
    qtbot: QtBot, office: Office, screen: PersonScreen, person_id: int
) -> None:
    told = wishes(screen)
    card = screen.aside.next
    assert card._what.text() == "Quyết định quản lý sau cai"
    assert card._why.text() == (
        "Chưa làm tiếp được vì chưa có quyết định quản lý sau cai đã ký và ghi số."
    )
    qtbot.mouseClick(card.button, LEFT)
    qtbot.keyClick(screen.timeline.view, Qt.Key.Key_F8)
    assert told == [Compose((person_id,), purpose=POST_REHAB)] * 2


def test_a_decision_numbered_elsewhere_moves_the_page_on(
    office: Office, desk: Desk, screen: PersonScreen, person_id: int
) -> None:
    told = wishes(screen)
    numbered(office, POST_REHAB, person_id, "5")
    desk.changed.emit(frozenset({"decision", "episode"}))
    card = screen.aside.next
    card.others[-1].click()  # the term has not begun: no deadline runs, the step stands there
    assert card._what.text() == "Phân công người phụ trách"
    card.act()
    assert told == [Compose((person_id,), purpose=HELPER_ASSIGNMENT)]
    assert screen.papers.papers.rows.all[0].number == "05/QĐ-UBND"
    assert "Quyết định" in {item.kind for item in screen.timeline.items.items}
    screen.timeline.kind.value = "Giấy tờ"
    assert [item.kind for item in screen.timeline.items.items] == ["Giấy tờ"]


def test_the_term_explains_itself(qtbot: QtBot, screen: PersonScreen) -> None:
    assert screen.aside.term.sum_words == ""
    qtbot.mouseClick(screen.aside.term.link, LEFT)
    told = screen.aside.term.sum_words
    assert "Tính từ ngày chấp hành xong quyết định: 30/11/2026" in told
    assert "Thời hạn 24 tháng" in told
    assert "khoản 2 Điều 42" in told
    assert "Hết thời hạn: 30/11/2028" in told
    qtbot.mouseClick(screen.aside.term.link, LEFT)
    assert screen.aside.term.sum_words == ""


def test_facts_are_edited_in_place_and_saved_with_the_key(
    qtbot: QtBot, office: Office, screen: PersonScreen, write: Write, person_id: int
) -> None:
    qtbot.keyClick(screen.timeline.view, Qt.Key.Key_F2)
    assert screen.tabs.currentIndex() == FACTS
    assert acts(office)[-1] == "person.number_seen"
    form = screen.facts.form
    assert form is not None
    form.full_name.clear()
    qtbot.keyClick(form.full_name, Qt.Key.Key_S, CONTROL)
    assert form.box("full_name").message == "Nhập họ và tên."
    write(form.full_name, "Trần Văn Thắng")
    write(form.education, "Lớp 9")
    form.completes_on.setText("1/12/2026")
    qtbot.mouseClick(form.contacts.add_button, LEFT)
    [phone] = form.contacts.lines
    assert isinstance(phone, ContactLine)
    write(phone.contact, "0900 000 126")
    qtbot.keyClick(form.full_name, Qt.Key.Key_S, CONTROL)
    [moved] = screen.findChildren(MovedDialog)
    qtbot.mouseClick(moved.accept_button, LEFT)
    assert not screen.facts.is_editing
    assert screen.facts.view.words["Trình độ học vấn"] == "Lớp 9"
    file = file_of(office, person_id)
    assert file.facts.contacts[0].value == "0900 000 126"
    assert file.episode is not None
    assert file.episode.facts.completes_on == date(2026, 12, 1)
    screen.tabs.setCurrentIndex(HISTORY)
    fields = {line.row.field for line in screen.history.rows.all}
    assert {"Trình độ học vấn", "Ngày hoàn thành cai nghiện"} <= fields


def test_enter_walks_the_inputs_of_a_line_and_never_its_removal(
    qtbot: QtBot, screen: PersonScreen
) -> None:
    screen.edit_button.click()
    form = screen.facts.form
    assert form is not None
    names = form.other_names
    qtbot.keyClick(names.add_button, Qt.Key.Key_Return)
    [line] = names.lines
    qtbot.waitUntil(line.stops[-1].isVisible)
    assert line.parts[-1].hasFocus()
    qtbot.keyClick(line.parts[-1], Qt.Key.Key_Return)
    assert names.add_button.hasFocus()
    line.parts[-1].setFocus()
    qtbot.keyClick(line.parts[-1], Qt.Key.Key_Tab)
    assert line.stops[-1].hasFocus()
    qtbot.keyClick(line.stops[-1], Qt.Key.Key_Tab)
    assert names.add_button.hasFocus()


def test_leaving_the_form_keeps_the_file_and_can_be_undone(
    qtbot: QtBot, office: Office, desk: Desk, screen: PersonScreen, write: Write, person_id: int
) -> None:
    notices: list[object] = []
    desk.noticed.connect(notices.append)
    screen.edit()
    assert screen.facts.form is not None
    write(screen.facts.form.education, "Lớp 12")
    qtbot.keyClick(screen.facts.form.education, Qt.Key.Key_Escape)
    assert not screen.facts.is_editing
    assert file_of(office, person_id).facts.education == ""
    [notice] = notices
    notice.act()  # type: ignore[attr-defined]
    assert screen.facts.form is not None
    assert screen.facts.form.education.value == "Lớp 12"


def test_two_editions_are_laid_side_by_side_and_each_field_is_chosen(
    qtbot: QtBot, office: Office, screen: PersonScreen, write: Write, person_id: int
) -> None:
    screen.edit()
    form = screen.facts.form
    assert form is not None
    form.occupation.clear()
    write(form.occupation, "Thợ xây")
    other = office.look(partial(begin_edit, person_id=person_id)).read
    theirs = replace(other.facts.person, occupation="Thợ mộc", note="Ghi ở máy kia")
    office.do(partial(correct_file, read=other, facts=replace(other.facts, person=theirs)))
    qtbot.keyClick(form.occupation, Qt.Key.Key_S, CONTROL)
    [dialog] = screen.findChildren(SettlingDialog)
    assert "vừa sửa hồ sơ này lúc 08:42." in dialog.message.text
    assert file_of(office, person_id).facts.occupation == "Thợ mộc"
    dialog.choose(("person", "occupation"), is_mine=True)
    qtbot.mouseClick(dialog.accept_button, LEFT)
    saved = file_of(office, person_id).facts
    assert (saved.occupation, saved.note) == ("Thợ xây", "Ghi ở máy kia")
    assert not screen.facts.is_editing


def test_a_number_of_another_file_is_refused_under_the_papers(
    office: Office, screen: PersonScreen
) -> None:
    number = replace(a_person().papers[0], number="099080000001")
    taken_in(office, full_name="Vũ Tiến Dũng", papers=(number,))
    screen.edit()
    form = screen.facts.form
    assert form is not None
    [line] = form.papers.lines
    assert isinstance(line, PaperLine)
    line.number.setText("099080000001")
    screen.facts.save_button.click()
    assert "trùng với hồ sơ" in form.box("id_number").message
    assert screen.facts.is_editing


def test_an_empty_field_leads_to_its_input(screen: PersonScreen) -> None:
    assert screen.card.completeness.button.text() == "Hồ sơ đủ 73%"
    screen.card.field_wanted.emit("Điện thoại")
    form = screen.facts.form
    assert form is not None
    assert len(form.contacts.lines) == 1
    screen.card.field_wanted.emit("Gia đình")
    assert screen.tabs.currentIndex() == FAMILY


def test_relatives_are_added_edited_and_removed_with_undo(
    qtbot: QtBot, office: Office, desk: Desk, screen: PersonScreen, write: Write, person_id: int
) -> None:
    notices: list[object] = []
    desk.noticed.connect(notices.append)
    screen.tabs.setCurrentIndex(FAMILY)
    qtbot.keyClick(screen.family.table, Qt.Key.Key_N, CONTROL)
    [dialog] = screen.findChildren(RelativeDialog)
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.form.box("full_name").message == "Nhập họ và tên."
    write(dialog.full_name, "Trần Văn Đức")
    dialog.birth.setText("1960")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    relatives = file_of(office, person_id).facts.relatives
    assert [(each.full_name, each.birth_year) for each in relatives] == [
        ("Nguyễn Thị Lụa", 1964),
        ("Trần Văn Đức", 1960),
    ]
    screen.family.table.choose(0)
    qtbot.keyClick(screen.family.table, Qt.Key.Key_Delete)
    assert len(file_of(office, person_id).facts.relatives) == 1
    notices[-1].act()  # type: ignore[attr-defined]
    assert len(file_of(office, person_id).facts.relatives) == 2


def test_an_assignment_is_ended_with_day_and_reason(
    qtbot: QtBot, office: Office, screen: PersonScreen, write: Write, person_id: int
) -> None:
    numbered(office, POST_REHAB, person_id, "5")
    numbered(office, HELPER_ASSIGNMENT, person_id, "6", a_volunteer(office))
    screen.refresh()
    screen.tabs.setCurrentIndex(PAPERS)
    qtbot.mouseClick(screen.papers.end_button, LEFT)
    [dialog] = screen.findChildren(EndAssignmentDialog)
    dialog.until_on.setText("1/11/2026")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.form.box("reason").message == "Ghi lý do thôi phân công."
    write(dialog.reason, "Chuyển nơi ở")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert "Đến ngày phải sau từ ngày" in dialog.form.box("until_on").message
    dialog.until_on.setText("22/11/2026")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    [helper] = file_of(office, person_id).helpers
    assert (helper.until_on, helper.end_reason) == (date(2026, 11, 22), "Chuyển nơi ở")
    assert not screen.papers.end_button.isEnabled()


def test_papers_open_in_the_preview_and_drafts_go_on_being_written(
    qtbot: QtBot, office: Office, screen: PersonScreen, person_id: int
) -> None:
    told = wishes(screen)
    numbered(office, POST_REHAB, person_id, "5")
    order = office.look(
        partial(
            begin_order,
            purpose=HELPER_ASSIGNMENT,
            person_ids=(person_id,),
            volunteer_ids=(a_volunteer(office),),
            planned_on=date(2026, 11, 23),
        )
    )
    drafted = office.do(partial(save_draft, order=order)).result
    screen.refresh()
    screen.tabs.setCurrentIndex(PAPERS)
    draft, kept = screen.papers.papers.rows.all
    screen.papers.papers.choose(draft.decision_id)
    qtbot.keyClick(screen.papers.papers, Qt.Key.Key_Return)
    assert told == [Compose(decision_id=drafted.decision_ids[0])]
    screen.papers.papers.choose(kept.decision_id)
    qtbot.mouseClick(screen.papers.open_button, LEFT)
    [dialog] = screen.findChildren(PaperDialog)
    assert dialog.preview._sheets
    office.do(
        partial(submit_decisions, order=replace(order, decision_id=draft.decision_id, version=1))
    )
    screen.refresh()
    choose_task(screen.aside.next, TaskKind.UNSIGNED)
    screen.aside.next.act()
    assert told[-1] == NumberPapers((draft.decision_id,))


def test_the_neighbours_in_the_list_are_a_key_away(
    qtbot: QtBot, office: Office, screen: PersonScreen, person_id: int
) -> None:
    other = taken_in(office, full_name="Vũ Tiến Dũng", papers=())
    screen.visit(OpenPerson(person_id, (person_id, other)))
    assert "1 / 2 trong danh sách" in screen.head._line.text()
    qtbot.keyClick(screen, Qt.Key.Key_PageDown, CONTROL)
    assert screen.card.name.text() == "Vũ Tiến Dũng"
    qtbot.keyClick(screen, Qt.Key.Key_PageUp, CONTROL)
    assert screen.card.name.text() == "Trần Văn Thắng"


def test_unsaved_words_are_not_lost_by_opening_another_file(
    office: Office, screen: PersonScreen, write: Write
) -> None:
    other = taken_in(office, full_name="Vũ Tiến Dũng", papers=())
    screen.edit()
    assert screen.facts.form is not None
    write(screen.facts.form.education, "Lớp 12")
    screen.visit(OpenPerson(other))
    assert screen.card.name.text() == "Trần Văn Thắng"
    [box] = screen.findChildren(QMessageBox)
    assert "Còn chữ chưa lưu" in box.text()
    next(button for button in box.buttons() if button.text() == "Bỏ chữ này").click()
    assert screen.card.name.text() == "Vũ Tiến Dũng"


def test_a_leader_reads_and_edits_nothing(
    qtbot: QtBot, office: Office, dressed: object, habits: QSettings, person_id: int
) -> None:
    leader = replace(office, actor=replace(LAN, role=Role.LEADER))
    screen = PersonScreen(Desk(leader, InlineLane()), habits)
    qtbot.addWidget(screen)
    screen.show()
    screen.visit(OpenPerson(person_id))
    assert not screen.edit_button.isVisible()
    assert "Dân tộc" not in screen.facts.view.words
    screen.edit()
    assert not screen.facts.is_editing


def test_a_person_without_episode_says_where_to_write_it(
    office: Office, screen: PersonScreen
) -> None:
    lone = taken_in(office, full_name="Cao Bá Phúc", papers=())
    screen.visit(OpenPerson(lone))
    assert an_episode().completes_on is not None
    assert "thời hạn chưa bắt đầu" in screen.aside.term._over.text()
