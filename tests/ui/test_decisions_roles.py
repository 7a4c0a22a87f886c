"""F8: a paper puts somebody beside a person in a role of their own."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import AssignmentRole
from rehabdesk.services.assignments import helpers_of
from rehabdesk.services.decisions.drafting import submit_decisions
from rehabdesk.services.office import Office
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.visits import Compose
from tests.builders import a_volunteer, taken_in
from tests.ui.paper_builders import numbered, submitted

NURSE = AssignmentRole.HEALTH_OFFICER


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings) -> ComposeScreen:
    page = ComposeScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def person(office: Office) -> int:
    """Somebody with a helper already."""
    person_id = taken_in(office)
    numbered(office, submitted(office, person_id, (a_volunteer(office),)), "41")
    return person_id


def test_a_role_chosen_in_the_composer_stands_beside_the_helper(
    screen: ComposeScreen, office: Office, person: int
) -> None:
    nurse = a_volunteer(office, full_name="Bùi Thị Thu")
    screen.visit(Compose((person,), (nurse,), "helper_assignment"))
    role = screen.form.role
    assert (role.isVisible(), role.value) == (True, AssignmentRole.HELPER)
    assert not set(screen.order().roles.values()) - {AssignmentRole.HELPER}
    role.value = NURSE
    assert screen.order().roles == {nurse: NURSE}
    [paper] = office.do(partial(submit_decisions, order=screen.order())).result
    numbered(office, paper.decision_id, "42")
    told = office.look(partial(helpers_of, person_id=person))
    assert {(each.role, each.until_on) for each in told} == {
        (AssignmentRole.HELPER, None),
        (NURSE, None),
    }


def test_the_role_comes_with_the_board_and_with_the_draft(
    qtbot: QtBot, screen: ComposeScreen, office: Office, person: int
) -> None:
    nurse = a_volunteer(office, full_name="Bùi Thị Thu")
    screen.visit(Compose((person,), (nurse,), "helper_assignment", role=NURSE))
    assert screen.form.role.value is NURSE
    [paper] = office.do(partial(submit_decisions, order=screen.order())).result
    screen.visit(Compose(decision_id=paper.decision_id))
    assert screen.form.role.value is NURSE
    assert screen.order().roles == {nurse: NURSE}


def test_where_nobody_is_assigned_no_role_is_asked(screen: ComposeScreen, person: int) -> None:
    screen.visit(Compose((person,), (), "completion"))
    assert not screen.form.role.isVisible()
