"""Ctrl+Z and Ctrl+Y over what the clerk does in lists and forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.services.assignments import end_assignment, helpers_of
from rehabdesk.services.bin.keeping import list_bin
from rehabdesk.services.office import Office
from rehabdesk.services.offices import correct_hamlet, list_hamlets
from rehabdesk.services.people.correcting import begin_edit, correct_file
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.rows.turning_back import ChangedSince, remembering, turn_back
from rehabdesk.services.volunteers import list_volunteers
from rehabdesk.ui.assignments.volunteers import VolunteersPage
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import BottomLine
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.settings.lists import HamletDialog, hamlets_part
from rehabdesk.ui.visits import OpenPerson
from tests.builders import a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted
from tests.ui.conftest import Write


@pytest.fixture
def line(qtbot: QtBot, desk: Desk) -> BottomLine:
    bottom = BottomLine()
    qtbot.addWidget(bottom)
    desk.noticed.connect(bottom.say)
    return bottom


def hamlets(office: Office) -> list[str]:
    return [row.name for row in office.look(list_hamlets)]


def test_an_edited_file_goes_back_and_forth(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, write: Write, line: BottomLine
) -> None:
    person_id = taken_in(office)
    screen = PersonScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    screen.visit(OpenPerson(person_id))
    screen.edit()
    form = screen.facts.form
    assert form is not None
    write(form.education, "Lớp 9")
    screen.facts.save_button.click()

    def education() -> str:
        return office.look(partial(read_file, person_id=person_id)).facts.education

    assert (line.text, education()) == ("Đã lưu hồ sơ Trần Văn Thắng", "Lớp 9")
    for _ in range(2):
        assert line.follow()
        assert education() == ""
        assert line.redo()
        assert education() == "Lớp 9"

    editing = office.look(partial(begin_edit, person_id=person_id))
    theirs = replace(editing.read.facts.person, occupation="Thợ mộc")
    facts = replace(editing.read.facts, person=theirs)
    office.do(partial(correct_file, read=editing.read, facts=facts))
    assert line.follow()
    assert education() == "Lớp 9", "what somebody saved since is not overwritten"
    assert "vừa sửa hồ sơ này" in screen.facts.message.text


def test_a_hamlet_added_renamed_or_deleted_is_taken_back(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, line: BottomLine
) -> None:
    part = hamlets_part(desk, habits)
    qtbot.addWidget(part)
    part.show()
    part.refresh()
    part.table.choose(3)
    part.delete_button.click()  # Thôn Đồng Bến, where nobody lives
    assert line.text == "Đã chuyển Thôn Đồng Bến vào thùng rác."
    assert set(hamlets(office)) == {"Thôn Thượng", "Thôn Hạ"}
    assert line.follow()
    assert len(hamlets(office)) == 3

    part.add_button.click()
    dialog = part.findChildren(HamletDialog)[-1]
    dialog.name.setText("Thôn Mới")
    dialog.submit()
    assert "Thôn Mới" in hamlets(office)
    assert line.follow()
    assert "Thôn Mới" not in hamlets(office)

    part.edit_button.click()
    dialog = part.findChildren(HamletDialog)[-1]
    dialog.name.setText("Thôn Bến Đò")
    dialog.submit()
    assert "Thôn Bến Đò" in hamlets(office)
    assert line.follow()
    assert "Thôn Bến Đò" not in hamlets(office)
    assert line.redo()
    assert "Thôn Bến Đò" in hamlets(office)


def test_an_assignment_ended_is_taken_back_unless_changed_since(office: Office) -> None:
    person_id = taken_in(office)
    numbered(office, submitted(office, an_order(office, person_id, a_volunteer(office))))
    [helper] = office.look(partial(helpers_of, person_id=person_id))
    act = partial(
        end_assignment,
        assignment_id=helper.assignment_id,
        version=helper.version,
        until_on=date(2026, 12, 1),
        reason="Chuyển nơi ở",
    )
    remembered = partial(remembering, act=act, table="assignment", row_id=helper.assignment_id)
    turned = office.do(remembered).result
    [ended] = office.look(partial(helpers_of, person_id=person_id))
    assert ended.until_on == date(2026, 12, 1)
    back = office.do(partial(turn_back, turned=turned)).result
    [again] = office.look(partial(helpers_of, person_id=person_id))
    assert replace(again, version=helper.version) == helper
    with pytest.raises(ChangedSince):
        office.do(partial(turn_back, turned=turned))
    office.do(partial(turn_back, turned=back))
    [ended] = office.look(partial(helpers_of, person_id=person_id))
    assert ended.until_on == date(2026, 12, 1)


def test_a_line_changed_since_is_left_alone(office: Office) -> None:
    [row, *_] = office.look(list_hamlets)
    act = partial(correct_hamlet, hamlet_id=row.id, version=row.version, row=replace(row, name="A"))
    turned = office.do(partial(remembering, act=act, table="hamlet", row_id=row.id)).result
    [now, *_] = office.look(list_hamlets)
    other = replace(now, name="B")
    office.do(partial(correct_hamlet, hamlet_id=row.id, version=now.version, row=other))
    with pytest.raises(ChangedSince):
        office.do(partial(turn_back, turned=turned))
    assert "B" in hamlets(office)


def test_a_helper_never_used_goes_into_the_bin_and_a_used_one_says_why_not(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, line: BottomLine
) -> None:
    used, unused = a_volunteer(office), a_volunteer(office, full_name="Vũ Đình Lộc")
    numbered(office, submitted(office, an_order(office, taken_in(office), used)))
    page = VolunteersPage(desk, habits)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    page.table.choose(unused)
    page.delete_button.click()
    assert [row.kind for row in office.look(list_bin)] == ["Người phụ trách"]
    page.table.choose(used)
    page.delete_button.click()
    assert "Ghi ngày thôi nhiệm vụ" in page.message.text
    assert line.follow()
    assert len(office.look(list_volunteers)) == 2
