"""Soạn quyết định: every kind of form, what it asks, and papers for many in one run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.services.decisions.fill_in import FillIn, fill_in
from rehabdesk.services.decisions.register import list_awaiting, list_register
from rehabdesk.services.decisions.wording.memory import remembered_values
from rehabdesk.services.office import Office
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.decisions.compose.form_chooser import form_label
from rehabdesk.ui.decisions.compose.inputs import (
    SaidChoice,
    SaidDate,
    SaidText,
    SaidTime,
    read_time,
)
from rehabdesk.ui.decisions.compose.table_input import TableDialog, TableInput
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.decisions.wording_dialog import WordingDialog
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.visits import Compose
from tests.builders import LAN, a_volunteer, taken_in
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


def offered(screen: ComposeScreen) -> list[str]:
    return [screen.form.kind.itemText(row) for row in range(screen.form.kind.count())]


def shown(screen: ComposeScreen) -> set[str]:
    """Name the inputs that stand at the left."""
    names = ("persons", "assignees", "term_start", "relative", "signer", "effective_from")
    return {name for name in names if not screen.form.form.box(name).isHidden()}


def several(office: Office, count: int) -> tuple[int, ...]:
    names = [f"Trần Văn {chr(ord('A') + place)}n" for place in range(count)]
    return tuple(taken_in(office, full_name=name, papers=()) for name in reversed(names))


def test_forms_are_offered_by_whose_they_are_and_only_those_of_the_day(
    screen: ComposeScreen,
) -> None:
    screen.visit(Compose())
    words = offered(screen)
    heads = ["Của Chủ tịch", "Giao cho người dân", "Mẫu của Công an", "Văn bản khác"]
    assert [each for each in words if each in heads] == heads
    assert "Mẫu 53 · Quản lý sau cai nghiện tại nơi cư trú" in words
    assert "Mẫu 22 · Quyết định cai nghiện tự nguyện, của Công an xã" in words
    assert not screen.form.kind.model().flags(screen.form.kind.model().index(0, 0))
    screen.form.planned_on.setText("15/06/2026")
    screen.form.planned_on.editingFinished.emit()
    words = offered(screen)
    assert "Mẫu 51 · Quản lý sau cai nghiện tại nơi cư trú – chỉ in bản sao" in words
    assert not any("Mẫu 53" in each for each in words)


def test_a_form_shows_the_inputs_it_needs_and_no_other(
    screen: ComposeScreen, office: Office
) -> None:
    person = taken_in(office)
    needed = {
        "post_rehab": {
            *("persons", "assignees", "term_start", "relative", "signer", "effective_from")
        },
        "support_team": {"signer", "effective_from"},
        "helper_assignment": {"persons", "assignees", "signer", "effective_from"},
        "completion": {"persons", "term_start", "signer"},
        "police_proposal": {"persons", "term_start", "relative"},
        "delivery_record": {"persons"},
        "invitation": {"signer"},
        "follow_up_sheet": {"persons", "assignees", "term_start"},
    }
    for purpose, inputs in needed.items():
        screen.visit(Compose((person,), purpose=purpose))
        assert shown(screen) == inputs, purpose
    forms = screen.form._proposal.forms if screen.form._proposal else ()
    for form in forms:
        screen.visit(Compose((person,), purpose=form.purpose))
        assert screen._sight is not None, form_label(form)
        assert screen._sight.pages, form_label(form)
        assert not screen.checks.is_blocked, (form_label(form), screen.checks.sentences)
        assert screen.form.is_numbered is form.number_in_book


def test_the_chairs_paper_with_nobody_goes_for_signature(
    screen: ComposeScreen, office: Office, write: Write
) -> None:
    screen.visit(Compose(purpose="support_team"))
    write(screen.quick_fill.lines[None, "team_leader_name"].field, "Hà Văn Sáu")
    write(screen.quick_fill.lines[None, "team_other_members"].field, "Lò Thị Ba")
    assert screen.order().typed["team_other_members"] == "Lò Thị Ba"
    screen.print_button.click()
    [row] = office.look(list_awaiting)
    assert "Tổ quản lý" in row.title
    assert screen.findChildren(PaperDialog) != []


def test_a_police_form_is_printed_and_takes_no_number(
    screen: ComposeScreen, office: Office
) -> None:
    office.do(partial(add_user, facts=UserFacts(LAN.name, "", Role.ADMINISTRATOR)))
    screen.visit(Compose((taken_in(office),), purpose="removal_decision"))
    person = screen.order().person_ids[0]
    assert screen.print_button.accessibleName() == "In"
    assert screen.save_button.isVisible()
    reason = screen.quick_fill.lines[person, "exit_reason"].field
    assert isinstance(reason, SaidChoice)
    reason.value = "chết"
    assert screen.order().typed_persons == {person: {"exit_reason": "chết"}}
    screen.print_button.click()
    [dialog] = screen.findChildren(PaperDialog)
    assert dialog.windowTitle().startswith("Mẫu 57 - Trần Văn Thắng")
    assert office.look(list_awaiting) == []
    assert office.look(partial(list_register, book_id=1, year=2026)) == []


def test_what_was_typed_is_offered_the_next_time_to_the_same_user(
    screen: ComposeScreen, office: Office, write: Write
) -> None:
    office.do(partial(add_user, facts=UserFacts(LAN.name, "", Role.ADMINISTRATOR)))
    screen.visit(Compose((taken_in(office),), purpose="police_proposal"))
    write(screen.quick_fill.lines[None, "proposed_measures"].field, "tư vấn tâm lý")
    screen.print_button.click()
    assert office.look(partial(remembered_values, form_id="n163/52")) == {
        "proposed_measures": "tư vấn tâm lý"
    }
    screen.visit(Compose(purpose="police_proposal"))
    again = screen.quick_fill.lines[None, "proposed_measures"]
    assert again.field.property("text") == "tư vấn tâm lý"
    assert screen.order().typed == {"proposed_measures": "tư vấn tâm lý"}


def test_members_of_a_team_are_written_into_a_table(
    qtbot: QtBot, screen: ComposeScreen, office: Office
) -> None:
    a_volunteer(office)
    screen.visit(Compose(purpose="volunteer_team"))
    field = screen.quick_fill.lines[None, "vteam_members"].field
    assert isinstance(field, TableInput)
    field.edit()
    [dialog] = screen.findChildren(TableDialog)
    assert dialog.table.model().headerData(0, Qt.Orientation.Horizontal) == "Họ và tên"
    QGuiApplication.clipboard().setText("Vi Văn Tư\t1980\tNam\nLò Thị Năm\t1985\tNữ\n")
    dialog.table.setCurrentCell(0, 0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog.add_button.click()
    dialog.accept_button.click()
    rows = screen.order().typed["vteam_members"].split("\n")
    assert [row.split("\t")[:3] for row in rows] == [
        ["1", "Vi Văn Tư", "1980"],
        ["2", "Lò Thị Năm", "1985"],
    ]
    screen._look()
    assert screen._sight is not None
    assert any("gồm 02 thành viên" in line.text for line in screen._sight.lines)


def test_days_and_times_are_worded_as_the_paper_words_them(
    qtbot: QtBot, screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),), purpose="delivery_record"))
    lines = {key[1]: line for key, line in screen.quick_fill.lines.items()}
    time = lines["record_time"].field
    assert isinstance(time, SaidTime)
    time.setText("8h30")
    assert screen.order().typed["record_time"] == "08 giờ 30 phút"
    long = lines["record_date_long"].field
    assert isinstance(long, SaidDate)
    assert long.text() == "23/11/2026"
    long.setText("1/2/2027")
    assert screen.order().typed["record_date_long"] == "ngày 01 tháng 02 năm 2027"
    assert [read_time(each) is None for each in ("25h", "830", "14", "08:61")] == [
        *(True, False, False, True)
    ]


def test_many_papers_are_made_in_one_run_by_name(
    qtbot: QtBot, screen: ComposeScreen, office: Office, desk: Desk
) -> None:
    notices: list[Notice] = []
    desk.noticed.connect(notices.append)
    screen.visit(Compose(several(office, 4), (a_volunteer(office),)))
    screen.save_button.click()
    screen.print_button.click()
    assert screen.run_bar.isVisible()
    assert not screen.left.isEnabled()
    qtbot.waitUntil(lambda: not screen.outgoing.run.is_busy, timeout=20_000)
    waiting = [row.concerns for row in office.look(list_awaiting)]
    assert waiting == ["Trần Văn An", "Trần Văn Bn", "Trần Văn Cn", "Trần Văn Dn"]
    assert notices[-1].text == "Đã trình ký 4 văn bản"
    [dialog] = screen.findChildren(PaperDialog)
    assert dialog.windowTitle() == "4 văn bản"
    assert not screen.run_bar.isVisible()
    assert screen.strip.words.text() == "1/4 Trần Văn An"


def test_a_run_that_is_stopped_keeps_what_is_done_and_goes_on_with_the_rest(
    qtbot: QtBot, screen: ComposeScreen, office: Office
) -> None:
    persons = several(office, 4)
    screen.visit(Compose(persons, (a_volunteer(office),)))
    screen.save_button.click()
    screen.print_button.click()
    screen.run_bar.stop_button.click()
    qtbot.waitUntil(lambda: not screen.outgoing.run.is_busy, timeout=20_000)
    assert [row.concerns for row in office.look(list_awaiting)] == ["Trần Văn An"]
    assert screen.message.text == "Đã dừng. Đã trình ký 1 văn bản, còn 3 người chưa làm."
    assert set(screen.order().person_ids) == set(persons) - {persons[-1]}
    for dialog in screen.findChildren(PaperDialog):
        dialog.close()
    screen.print_button.click()
    qtbot.waitUntil(lambda: not screen.outgoing.run.is_busy, timeout=20_000)
    assert len(office.look(list_awaiting)) == 4


def test_what_an_earlier_paper_said_is_taken_and_stands_in_amber_where_it_is_not_todays(
    screen: ComposeScreen, office: Office, write: Write
) -> None:
    person, helper = taken_in(office), a_volunteer(office)
    numbered(office, submitted(office, person, (helper,)), "39")
    change = FillIn(person, "person_occupation", "Thợ xây")
    office.do(partial(fill_in, order=change))
    screen.visit(Compose((person,)))
    screen._take_from_earlier()
    assert screen.message.text == (
        "Đã lấy từ văn bản số 39/QĐ-UBND ngày 23/11/2026. "
        "1 chỗ khác hồ sơ hôm nay, tô vàng; xem lại trước khi in."
    )
    assert screen.order().volunteer_ids == (helper,)
    line = screen.quick_fill.lines[person, "person_occupation"]
    assert line.typed == "Lao động tự do"
    assert line.field.property("state") == "differs"
    assert line.field.toolTip() == "Khác hồ sơ hôm nay: Thợ xây"
    assert isinstance(line.field, SaidText)
    line.field.clear()
    write(line.field, "Thợ xây")
    assert line.field.property("state") == ""
    assert screen.order().typed_persons == {}


def test_nothing_earlier_is_said(screen: ComposeScreen, office: Office) -> None:
    screen.visit(Compose((taken_in(office),)))
    screen._take_from_earlier()
    assert screen.message.text == "Chưa có văn bản trước để lấy lại. Chưa đổi gì."


def test_another_paper_for_a_person_begins_at_the_choice_of_form(
    screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),), is_form_open=True))
    assert screen.focusWidget() is screen.form.kind


def test_a_line_no_law_has_printed_is_changed_for_the_whole_office(
    screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose(purpose="volunteer_team"))
    assert screen._sight is not None
    line = next(each for each in screen._sight.lines if each.text.startswith("2. Chế độ"))
    screen._reword()
    [dialog] = screen.findChildren(WordingDialog)
    dialog.list.setCurrentRow(screen._sight.lines.index(line))
    dialog.text.value = f"{line.text} (mới)"
    dialog.for_office.setChecked(True)
    dialog.accept_button.click()
    assert dialog.form.box("reason").message == "Ghi lý do đổi lời văn."
    dialog.reason.value = "Theo ý Văn phòng"
    dialog.accept_button.click()
    assert screen.order().wording == {}
    screen.visit(Compose(purpose="volunteer_team"))
    assert f"{line.text} (mới)" in [each.text for each in screen._sight.lines]


def test_what_a_law_prints_is_only_changed_on_one_paper(
    screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),)))
    assert screen._sight is not None
    fixed = [each for each in screen._sight.lines if not each.place]
    screen._reword()
    [dialog] = screen.findChildren(WordingDialog)
    dialog.list.setCurrentRow(screen._sight.lines.index(fixed[0]))
    assert dialog.for_office.isHidden()


def test_very_many_persons_do_not_push_the_form_away(screen: ComposeScreen, office: Office) -> None:
    persons = several(office, 12)
    screen.visit(Compose(persons, (a_volunteer(office),)))
    assert screen.form.persons.input.placeholderText() == "và 5 nữa · thêm người…"
    assert screen.order().person_ids == persons
    sentences = screen.checks.sentences
    assert "Thiếu tên gọi khác (Trần Văn An, Trần Văn Bn và 10 người nữa)" in sentences
    assert len(sentences) < 20
    screen.form.persons.remove_last()
    assert screen.form.persons.input.placeholderText() == "và 4 nữa · thêm người…"


def test_the_police_proposal_says_the_term_the_law_gives(
    screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),), purpose="police_proposal"))
    assert screen.order().term_end == date(2028, 11, 30)
