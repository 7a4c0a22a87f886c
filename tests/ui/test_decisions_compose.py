"""Soạn quyết định: from the persons chosen to the paper on the chair's desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.services.decisions.drafting import open_draft
from rehabdesk.services.decisions.register import list_awaiting, list_register
from rehabdesk.services.office import Office
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.one_file import read_file
from rehabdesk.ui.decisions.checks_card import ChecksCard
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.decisions.wording_dialog import WordingDialog
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.visits import Compose, OpenPerson, OpenRegister
from tests.builders import a_person, a_volunteer, an_episode, taken_in
from tests.ui.paper_builders import numbered, submitted

Write = Callable[[QWidget, str], None]


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings) -> ComposeScreen:
    page = ComposeScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    with qtbot.waitExposed(page):
        page.show()
    return page


def settled(qtbot: QtBot, screen: ComposeScreen) -> None:
    """Wait until the preview has followed the last key."""
    qtbot.waitUntil(lambda: not screen._rest.isActive())


def plan(screen: ComposeScreen, day: str) -> None:
    screen.form.planned_on.setText(day)
    screen.form.planned_on.editingFinished.emit()


def told(screen: ComposeScreen, desk: Desk) -> list[Notice]:
    notices: list[Notice] = []
    desk.noticed.connect(notices.append)
    return notices


def fill_button(checks: ChecksCard, sentence: str) -> KeyButton:
    buttons = checks.findChildren(KeyButton)
    return next(one for one in buttons if sentence in one.accessibleName())


def test_a_person_is_enough_for_a_whole_paper(screen: ComposeScreen, office: Office) -> None:
    person, helper = taken_in(office), a_volunteer(office)
    screen.visit(Compose((person,), (helper,)))
    order = screen.order()
    assert (order.term_start, order.term_end) == (date(2026, 11, 30), date(2028, 11, 30))
    assert order.volunteer_ids == (helper,)
    assert "khoản 2 Điều 42" in screen.form.explained.text()
    assert screen._sight is not None
    assert len(screen._sight.pages) == 2


def test_printing_for_signature_sends_the_paper_on_its_way_and_can_be_undone(
    qtbot: QtBot, screen: ComposeScreen, office: Office, desk: Desk
) -> None:
    notices = told(screen, desk)
    screen.visit(Compose((taken_in(office),), (a_volunteer(office),)))
    qtbot.keyClick(screen.form.persons.input, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert [row.title for row in office.look(list_awaiting)] == [
        "Quản lý sau cai nghiện tại nơi cư trú (Mẫu 53)"
    ]
    assert screen.findChildren(PaperDialog) != []
    assert not screen.form.isEnabled()
    act = notices[-1].act
    assert act is not None
    act()
    assert office.look(list_awaiting) == []
    assert screen.form.isEnabled()


def test_printing_twice_quickly_makes_one_paper(screen: ComposeScreen, office: Office) -> None:
    screen.visit(Compose((taken_in(office),), (a_volunteer(office),)))
    screen.print_button.click()
    screen.print_button.click()
    assert len(office.look(list_awaiting)) == 1


def test_saving_again_writes_over_the_same_draft(
    qtbot: QtBot, screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),)))
    screen.save_button.click()
    screen.form.term_end.setText("30/11/2027")
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    [row] = office.look(partial(list_register, book_id=1, year=2026))
    assert row.decision_id is not None
    opened = office.look(partial(open_draft, decision_id=row.decision_id))
    assert opened.order.term_end == date(2027, 11, 30)
    assert "Sửa tay" in screen.form.explained.text()


def test_a_draft_keeps_itself_ten_seconds_after_the_last_change(
    screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),)))
    assert not screen.keeper._rest.isActive()
    screen.form.effective_from.setText("01/12/2026")
    assert screen.keeper._rest.interval() == 10_000
    assert screen.keeper._rest.isActive()
    screen.keeper._rest.timeout.emit()
    assert screen.head._line.text() == "nháp tự lưu 08:42"


def test_a_kept_draft_opens_as_it_was_left(screen: ComposeScreen, office: Office) -> None:
    person, helper = taken_in(office), a_volunteer(office)
    screen.visit(Compose((person,), (helper,)))
    screen.form.effective_from.setText("02/12/2026")
    screen.save_button.click()
    kept = screen.keeper.drafts[0].decision_id
    screen.visit(Compose())
    assert screen.order().person_ids == ()
    screen.visit(Compose(decision_id=kept))
    order = screen.order()
    assert (order.person_ids, order.volunteer_ids) == ((person,), (helper,))
    assert order.effective_from == date(2026, 12, 2)


def test_leaving_the_page_keeps_what_was_changed(screen: ComposeScreen, office: Office) -> None:
    screen.visit(Compose((taken_in(office),)))
    screen.form.effective_from.setText("02/12/2026")
    screen.hide()
    assert len(office.look(partial(list_register, book_id=1, year=2026))) == 1


def test_a_draft_thrown_away_comes_back_from_the_bottom_line(
    screen: ComposeScreen, office: Office, desk: Desk
) -> None:
    notices = told(screen, desk)
    person = taken_in(office)
    screen.visit(Compose((person,)))
    screen.save_button.click()
    screen._discard()
    assert office.look(partial(list_register, book_id=1, year=2026)) == []
    assert screen.order().person_ids == ()
    act = notices[-1].act
    assert act is not None
    act()
    assert len(office.look(partial(list_register, book_id=1, year=2026))) == 1
    assert screen.order().person_ids == (person,)


def test_without_a_person_there_is_an_empty_form_and_no_way_to_print(screen: ComposeScreen) -> None:
    screen.visit(Compose())
    assert "Chọn ít nhất một người." in screen.checks.sentences
    assert not screen.print_button.isEnabled()
    assert screen._sight is not None
    assert "person_full_name_upper" in screen._sight.missing


def test_a_day_without_law_is_told_at_its_field_and_the_page_stays(
    screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),)))
    sight = screen._sight
    plan(screen, "05/01/2019")
    box = screen.form.form.box("planned_on")
    assert box.message.startswith("Thiếu căn cứ cho ngày ký 05/01/2019.")
    assert screen._sight is sight
    plan(screen, "27/11/2026")
    assert box.message == ""


def test_half_a_date_is_not_judged(qtbot: QtBot, screen: ComposeScreen, office: Office) -> None:
    screen.visit(Compose((taken_in(office),)))
    box = screen.form.form.box("planned_on")
    screen.form.planned_on.setText("27/11/20")
    assert box.message == ""
    screen.form.planned_on.setText("27/11/2026")
    qtbot.waitUntil(lambda: not screen.form._pause.isActive())
    assert box.message == ""
    assert screen.order().planned_on == date(2026, 11, 27)


def test_a_value_typed_once_stands_on_the_paper_and_in_the_file(
    qtbot: QtBot, screen: ComposeScreen, office: Office, write: Write
) -> None:
    person = taken_in(office)
    screen.visit(Compose((person,)))
    fill_button(screen.checks, "nơi làm việc, học tập").click()
    line = screen.quick_fill.lines[person, "person_workplace"]
    write(line.field, "Xưởng mộc Yên Thịnh")
    assert screen.order().typed_persons == {person: {"person_workplace": "Xưởng mộc Yên Thịnh"}}
    line.keep_button.click()
    facts = office.look(partial(read_file, person_id=person)).facts
    assert facts.workplace == "Xưởng mộc Yên Thịnh"
    assert screen.order().typed_persons == {}
    settled(qtbot, screen)
    assert not [one for one in screen.checks.sentences if "nơi làm việc, học tập" in one]


def test_what_goes_into_the_file_can_be_taken_back(
    screen: ComposeScreen, office: Office, desk: Desk, write: Write
) -> None:
    notices = told(screen, desk)
    person = taken_in(office)
    screen.visit(Compose((person,)))
    screen._go_to_field("person_occupation", person)
    line = screen.quick_fill.lines[person, "person_occupation"]
    assert isinstance(line.field, QLineEdit)
    line.field.clear()
    write(line.field, "Thợ xây")
    line.keep_button.click()
    act = notices[-1].act
    assert act is not None
    act()
    facts = office.look(partial(read_file, person_id=person)).facts
    assert facts.occupation == "Lao động tự do"


def test_the_police_proposal_is_filled_where_it_is_missed(
    screen: ComposeScreen, office: Office, write: Write
) -> None:
    order = TakeIn(a_person(), an_episode(proposal_number="", proposal_on=None))
    person = office.do(partial(take_in, order=order)).result.person_id
    screen.visit(Compose((person,)))
    fill_button(screen.checks, "số đề nghị của Công an xã").click()
    line = screen.quick_fill.lines[person, "proposal_number"]
    assert isinstance(line.field, QLineEdit)
    write(line.field, "215")
    line.field.editingFinished.emit()
    episode = office.look(partial(read_file, person_id=person)).episode
    assert episode is not None
    assert episode.facts.proposal_number == "215"


def test_several_persons_get_a_paper_each_and_keep_it(
    screen: ComposeScreen, office: Office
) -> None:
    first = taken_in(office)
    second = taken_in(office, full_name="Lý Anh Quân", papers=())
    screen.visit(Compose((first, second), (a_volunteer(office),)))
    assert screen.strip.words.text() == "1/2 Lý Anh Quân"
    screen.strip.on.click()
    assert screen.strip.words.text() == "2/2 Trần Văn Thắng"
    screen.save_button.click()
    screen.save_button.click()
    assert len(screen.keeper.drafts) == 2
    screen.form.persons.remove_last()
    screen.save_button.click()
    [row] = office.look(partial(list_register, book_id=1, year=2026))
    assert row.concerns == "Trần Văn Thắng"


def test_one_assignment_may_name_several_and_says_whom_it_replaces(
    screen: ComposeScreen, office: Office
) -> None:
    helper = a_volunteer(office)
    person = taken_in(office)
    numbered(office, submitted(office, person, (helper,)), "1")
    other = a_volunteer(office, full_name="Vũ Đình Lộc")
    screen.visit(Compose((person,), (other,), "helper_assignment"))
    assert screen.form.replaces.text() == "Thay cho người đang phụ trách (Ngô Thị Nhàn)"
    assert screen.form.replaces.isVisible()
    screen.form.replaces.click()
    assert screen.order().replaces_helper is False


def test_other_words_on_this_paper_only(screen: ComposeScreen, office: Office) -> None:
    screen.visit(Compose((taken_in(office),)))
    screen._go_to_value("term_end_date", 0)
    screen.wording_button.click()
    [dialog] = screen.findChildren(WordingDialog)
    old = dialog.text.value
    assert old == "2. Thời hạn quản lý: từ ngày 30/11/2026 đến ngày 30/11/2028"
    dialog.text.value = old.replace("Thời hạn quản lý", "Thời hạn quản lý là")
    dialog.accept_button.click()
    [(key, wording)] = screen.order().wording.items()
    assert wording == ("2. Thời hạn quản lý là: từ ngày {term_start_date} đến ngày {term_end_date}")
    assert screen._sight is not None
    assert [line.key for line in screen._sight.lines if line.is_edited] == [key]


def test_submitted_papers_are_shown_but_not_changed(
    qtbot: QtBot, screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),), (a_volunteer(office),)))
    screen._mark_submitted()
    assert screen.findChildren(PaperDialog) == []
    kept = screen.keeper.drafts[0].decision_id
    screen.visit(Compose())
    screen.visit(Compose(decision_id=kept))
    assert screen._status is PaperStatus.SUBMITTED
    assert not screen.form.isEnabled()
    screen._take_back()
    assert screen.form.isEnabled()
    screen._mark_submitted()
    with qtbot.waitSignal(screen.wanted) as asked:
        screen._mark_signed()
    assert asked.args == [OpenRegister(kept)]


def test_the_former_law_lets_one_paper_name_several(screen: ComposeScreen, office: Office) -> None:
    first = taken_in(office)
    second = taken_in(office, full_name="Lý Anh Quân", papers=())
    screen.visit(Compose((first, second), (a_volunteer(office),)))
    assert not screen.form.together.isVisible()
    plan(screen, "15/06/2026")
    assert screen.form.together.text() == "Một quyết định chung cho cả 2 người"
    assert screen.form.together.isVisible()
    screen.form.together.click()
    screen._look()
    assert screen._sight is not None
    assert screen._sight.labels == ("Trần Văn Thắng, Lý Anh Quân",)
    screen.save_button.click()
    assert len(screen.keeper.drafts) == 1


def test_f6_goes_from_the_form_to_the_checks_to_the_pages(
    qtbot: QtBot, screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),)))
    qtbot.waitUntil(screen.checks.findChildren(KeyButton)[0].isVisible)
    for pane in (screen.checks, screen.preview):
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F6)
        assert pane.isAncestorOf(screen.focusWidget())


def test_persons_are_chosen_by_typing(
    qtbot: QtBot, screen: ComposeScreen, office: Office, write: Write
) -> None:
    person = taken_in(office)
    screen.visit(Compose())
    write(screen.form.persons.input, "thắng tr")
    suggester = screen.form.persons.suggester
    qtbot.waitUntil(lambda: suggester.is_open)
    qtbot.keyClick(screen.form.persons.input, Qt.Key.Key_Return)
    assert screen.order().person_ids == (person,)
    assert screen.order().term_end == date(2028, 11, 30)


def test_a_person_changed_by_a_colleague_is_shown_anew(
    qtbot: QtBot, screen: ComposeScreen, desk: Desk, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),)))
    assert not screen._rest.isActive()
    desk.changed.emit(frozenset({"person"}))
    assert screen._rest.isActive()
    settled(qtbot, screen)


def test_text_of_two_lines_in_the_wording_stays_one_line(
    screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),)))
    screen._reword()
    [dialog] = screen.findChildren(WordingDialog)
    dialog.text.value = "QUYẾT\nĐỊNH NÀY"
    assert next(iter(dialog.texts.values())) == "QUYẾT ĐỊNH NÀY"
    dialog.reset_button.click()
    assert dialog.text.value == "QUYẾT ĐỊNH"
    next(iter(dialog.left_out.values())).click()
    dialog.accept_button.click()
    assert screen.order().wording == {}
    assert screen.order().left_out == {"local_government_law"}


def test_what_has_no_place_here_is_written_in_the_file(
    qtbot: QtBot, screen: ComposeScreen, office: Office
) -> None:
    bare = office.do(partial(take_in, order=TakeIn(a_person()))).result.person_id
    screen.visit(Compose((bare,)))
    fill_button(screen.checks, "số đề nghị của Công an xã").click()
    link = screen.message.findChildren(KeyButton)[-1]
    with qtbot.waitSignal(screen.wanted) as asked:
        link.click()
    assert asked.args == [OpenPerson(bare)]
