"""A meeting written down in the window: once, for one or many, remembered, taken back."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.services.contacts.looks import ContactRow, contacts_of
from rehabdesk.services.drafts import read_draft
from rehabdesk.services.office import Office
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.contacts.dialog import FORM, NOT_COUNTED, ContactDialog
from rehabdesk.ui.contacts.noting import correct_meeting, note_meeting
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.people.file.further.contacts import ContactsTab
from tests.builders import taken_in
from tests.ui.conftest import Write


@pytest.fixture
def person(office: Office) -> int:
    return taken_in(office)


@pytest.fixture
def said(desk: Desk) -> list[Notice]:
    heard: list[Notice] = []
    desk.noticed.connect(heard.append)
    return heard


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    return page


@pytest.fixture
def noted(desk: Desk, habits: QSettings, page: QWidget, person: int, write: Write) -> ContactDialog:
    """What somebody has typed about the person and not yet saved."""
    note_meeting(desk, habits, page, (person,))
    dialog = opened(page)
    write(dialog.words, "Đang đi làm đều, mẹ đã đỡ ốm.")
    dialog.way.value = ContactWay.BY_PHONE
    return dialog


def opened(page: QWidget) -> ContactDialog:
    dialogs = page.findChildren(ContactDialog)
    return next(each for each in dialogs if each.isVisible())


def rows(office: Office, person: int) -> tuple[ContactRow, ...]:
    return office.look(partial(contacts_of, person_id=person)).rows


def test_it_is_written_once_however_often_the_button_is_pressed(
    qtbot: QtBot, noted: ContactDialog, office: Office, person: int, said: list[Notice]
) -> None:
    dialog = noted
    assert dialog.person_ids == (person,)
    for _ in range(2):
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    [row] = rows(office, person)
    assert (row.facts.words, row.facts.way) == (
        "Đang đi làm đều, mẹ đã đỡ ốm.",
        ContactWay.BY_PHONE,
    )
    assert said[-1].text == "Đã ghi gặp gỡ Trần Văn Thắng."
    undo = said[-1].act
    assert undo is not None
    undo()
    assert rows(office, person) == ()
    assert said[-1].again is not None
    said[-1].again()
    assert len(rows(office, person)) == 1


def test_nothing_told_is_said_under_the_words(
    desk: Desk, habits: QSettings, page: QWidget, person: int, office: Office
) -> None:
    note_meeting(desk, habits, page, (person,))
    dialog = opened(page)
    dialog.submit()
    assert "Ghi nội dung" in dialog.form.box("words").message
    dialog.rating.value = QuickRating.NOT_MET
    assert dialog.hint.text() == NOT_COUNTED
    dialog.submit()
    [row] = rows(office, person)
    assert not row.facts.is_met


def test_the_next_person_is_written_down_in_the_same_dialog(
    desk: Desk, habits: QSettings, page: QWidget, person: int, office: Office
) -> None:
    other = taken_in(office, full_name="Mai Xuân Nam", papers=())
    note_meeting(desk, habits, page, (person,))
    dialog = opened(page)
    dialog.next_tick.setChecked(True)
    dialog.rating.value = QuickRating.GOOD
    dialog.submit()
    assert dialog.isVisible()
    assert not dialog.person_ids
    assert not dialog.words.value
    assert dialog.rating.value is None
    dialog.persons.choose_all([])
    dialog.persons.choose(Suggestion(other, "Mai Xuân Nam"))
    dialog.rating.value = QuickRating.WATCH
    dialog.submit()
    assert len(rows(office, other)) == 1


def test_what_was_typed_is_offered_again(
    desk: Desk, habits: QSettings, page: QWidget, person: int, office: Office
) -> None:
    office.do(partial(add_user, facts=UserFacts("Nguyễn Thị Hạnh", "", Role.ADMINISTRATOR)))
    note_meeting(desk, habits, page, (person,))
    dialog = opened(page)
    dialog.words.value = "Hỏi về vay vốn."
    dialog.agreed.show_agreed("Hướng dẫn vay vốn", None)
    dialog.reject()
    assert office.look(partial(read_draft, form=FORM)) is not None

    note_meeting(desk, habits, page)
    again = opened(page)
    assert "Còn bản nháp" in again.message.text
    again._resume(office.look(partial(read_draft, form=FORM)).content)  # type: ignore[union-attr]
    assert (again.person_ids, again.words.value) == ((person,), "Hỏi về vay vốn.")
    again.agreed.show_agreed("", None)
    again.submit()
    assert office.look(partial(read_draft, form=FORM)) is None


def test_it_is_corrected_and_the_correction_taken_back(
    desk: Desk, habits: QSettings, page: QWidget, person: int, office: Office, said: list[Notice]
) -> None:
    note_meeting(desk, habits, page, (person,))
    opened(page).rating.value = QuickRating.GOOD
    opened(page).submit()
    [row] = rows(office, person)
    correct_meeting(desk, page, row.id, person)
    dialog = opened(page)
    assert dialog.rating.value is QuickRating.GOOD
    dialog.words.value = "Đã nghỉ việc."
    dialog.submit()
    assert rows(office, person)[0].facts.words == "Đã nghỉ việc."
    assert said[-1].act is not None
    said[-1].act()
    assert rows(office, person)[0].facts.words == ""


def test_the_tab_tells_the_key_while_it_is_empty(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, person: int
) -> None:
    tab = ContactsTab(desk, habits, lambda: True)
    qtbot.addWidget(tab)
    tab.show_file(office.look(partial(read_file, person_id=person)))
    assert tab.table._empty.text() == "Chưa ghi gặp gỡ nào. Bấm Ctrl+G."
    QApplication.sendPostedEvents()
    note_meeting(desk, habits, tab, (person,))
    dialog = opened(tab)
    dialog.rating.value = QuickRating.NORMAL
    dialog.submit()
    tab.show_file(office.look(partial(read_file, person_id=person)))
    assert len(tab.table.rows.all) == 1
    tab.remove(rows(office, person)[0].id)
    assert rows(office, person) == ()
