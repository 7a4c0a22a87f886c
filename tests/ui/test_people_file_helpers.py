"""Who takes part in helping, since when and by which decision; and who did before."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rehabdesk.domain.regime import SUPPORT_TEAM
from rehabdesk.services.assignments import end_assignment, helpers_of
from rehabdesk.services.office import Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.file.further.tabs import PAPERS
from rehabdesk.ui.people.file.papers import EndAssignmentDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from tests.builders import a_volunteer
from tests.services.course.scene import Scene
from tests.ui.paper_builders import numbered, submitted
from tests.ui.people_course import opened


@pytest.fixture
def scene(office: Office) -> Scene:
    """Managed with one in charge since 15/11 by number 46, and a team since 23/11 by number 47."""
    scene = Scene.managed(office)
    member = a_volunteer(office, full_name="Lưu Thị Mận", post="Bí thư Đoàn thanh niên")
    numbered(office, submitted(office, scene.person_id, (member,), SUPPORT_TEAM), "47")
    return scene


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings, scene: Scene) -> PersonScreen:
    return opened(qtbot, desk, habits, scene.person_id)


def told(screen: PersonScreen) -> list[str]:
    return [label.text() for label in screen.aside.helpers.findChildren(QLabel)]


def test_everybody_stands_with_day_and_decision(screen: PersonScreen) -> None:
    pairs = screen.aside.helpers.pairs
    assert ("Người phụ trách", "Bà Ngô Thị Nhàn") in pairs
    assert ("Tổ quản lý, hỗ trợ", "QĐ 47/QĐ-UBND") in pairs
    assert ("Trong Tổ", "Bà Lưu Thị Mận") in pairs
    assert ("Gia đình", "Nguyễn Thị Lụa (mẹ)") in pairs
    assert "từ 15/11/2026 · QĐ 46/QĐ-UBND" in told(screen)
    assert "đại diện gia đình" in told(screen)


def test_who_has_ended_leaves_the_card_and_stays_among_the_papers(
    office: Office, scene: Scene, screen: PersonScreen
) -> None:
    [helper] = [
        each
        for each in office.look(partial(helpers_of, person_id=scene.person_id))
        if each.made_by.startswith("46")
    ]
    act = partial(
        end_assignment,
        assignment_id=helper.assignment_id,
        version=helper.version,
        until_on=date(2026, 11, 22),
        reason="Chuyển nơi ở",
    )
    office.do(act)
    screen.refresh()
    assert "Bà Ngô Thị Nhàn" not in [who for _, who in screen.aside.helpers.pairs]
    rows = {row.name: row for row in screen.papers.helpers.rows.all}
    ended = rows["Bà Ngô Thị Nhàn"]
    assert (ended.until_on, ended.end_reason) == (date(2026, 11, 22), "Chuyển nơi ở")
    assert rows["Bà Lưu Thị Mận"].until_on is None


def test_ending_one_of_two_does_not_say_that_nobody_is_left(screen: PersonScreen) -> None:
    screen.tabs.setCurrentIndex(PAPERS)
    screen.papers.helpers.choose(screen.papers.helpers.rows.all[0].assignment_id)
    screen.papers.end_button.click()
    [dialog] = screen.findChildren(EndAssignmentDialog)
    assert not dialog.after.isVisible()
