"""Taking in: what every kind of episode begins with."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Office
from rehabdesk.services.people.files import PersonRow, list_persons
from rehabdesk.services.people.one_file import PersonFile, read_file
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.intake.form import IntakeForm
from rehabdesk.ui.people.intake.screen import IntakeScreen
from rehabdesk.ui.people.openings import OPENINGS, Opening, opening_named
from rehabdesk.ui.visits import TakeIn
from tests.builders import LAN
from tests.ui.conftest import Write


@pytest.fixture
def screen(qtbot: QtBot, office: Office, desk: Desk, habits: QSettings) -> IntakeScreen:
    office.do(partial(add_user, facts=UserFacts(LAN.name, LAN.post, LAN.role)))
    screen = IntakeScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    screen.visit(TakeIn())
    return screen


def persons(office: Office) -> list[PersonRow]:
    return office.look(list_persons)


def file_of(office: Office, person_id: int) -> PersonFile:
    return office.look(partial(read_file, person_id=person_id))


def typed_name(qtbot: QtBot, screen: IntakeScreen, write: Write) -> IntakeForm:
    write(screen.search.field, "Cao Bá Phúc")
    qtbot.keyClick(screen.search.field, Qt.Key.Key_Return)
    assert screen.check is not None
    return screen.check.form


def take_in(screen: IntakeScreen) -> None:
    assert screen.check is not None
    screen.check.primary.click()


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda each: each.name)
def test_every_kind_is_taken_in_with_a_name_alone(
    qtbot: QtBot, office: Office, screen: IntakeScreen, write: Write, opening: Opening
) -> None:
    form = typed_name(qtbot, screen, write)
    form.opening.value = opening
    take_in(screen)
    [row] = persons(office)
    assert (row.full_name, row.episode_kind) == ("Cao Bá Phúc", opening.kind)


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda each: each.name)
def test_every_kind_is_taken_in_with_the_day_and_paper_that_began_it(
    qtbot: QtBot, office: Office, screen: IntakeScreen, write: Write, opening: Opening
) -> None:
    form = typed_name(qtbot, screen, write)
    form.opening.value = opening
    assert form.box("on").label.text() == opening.day
    assert form.box("rehab_ordinal").isVisible() is opening.has_rehab
    assert form.box("completes_on").isVisible() is opening.has_completion
    form.began_on.setText("02/11/2026")
    write(form.paper_number, "15/CAX")
    form.ordinal.value = 2
    take_in(screen)
    [row] = persons(office)
    episode = file_of(office, row.id).course.current
    assert episode is not None
    [event] = episode.events
    assert (event.kind, event.on) == (opening.event, date(2026, 11, 2))
    assert (event.paper.number, event.paper.on) == ("15/CAX", date(2026, 11, 2))
    assert episode.opened_on == date(2026, 11, 2)
    facts = file_of(office, row.id).episodes[-1].facts
    assert facts.rehab_ordinal == (2 if opening.has_rehab else None)
    assert facts.rehab_form is opening.form


def test_who_moved_in_is_taken_in_with_the_term_decided_elsewhere(
    qtbot: QtBot, office: Office, screen: IntakeScreen, write: Write
) -> None:
    form = typed_name(qtbot, screen, write)
    form.opening.value = opening_named("moved_in")
    form.began_on.setText("20/11/2026")
    form.decided_from.setText("01/09/2026")
    form.decided_until.setText("01/09/2028")
    write(form.decided_number, "88/QĐ-UBND")
    take_in(screen)
    [row] = persons(office)
    assert (row.term_start, row.term_end) == (date(2026, 9, 1), date(2028, 9, 1))


def test_a_paper_that_must_be_named_is_asked_for_under_its_field_and_nothing_is_written(
    qtbot: QtBot, office: Office, screen: IntakeScreen, write: Write
) -> None:
    form = typed_name(qtbot, screen, write)
    form.opening.value = opening_named("rehab_compulsory")
    form.began_on.setText("02/11/2026")
    take_in(screen)
    assert form.box("paper_number").is_wrong
    assert persons(office) == []
