"""Tips in the window: written down, passed on; who gave them is seen by those who may."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.services.activities.tips import RecordTip, TipFacts, record_tip
from rehabdesk.services.office import Actor, Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.team.activities.tab import LIST, TIPS, ActivitiesTab
from rehabdesk.ui.team.activities.tip_dialogs import GiverDialog, PassOnDialog, TipDialog
from tests.ui.team.activities_room import a_tab, opened


@pytest.fixture
def said(desk: Desk) -> list[Notice]:
    heard: list[Notice] = []
    desk.noticed.connect(heard.append)
    return heard


def a_tip(office: Office) -> None:
    facts = TipFacts(date(2026, 11, 5), "Nhóm lạ ở lò gạch cũ")
    office.do(partial(record_tip, order=RecordTip(facts, "Bà Đỗ Thị Mận")))


def states(tab: ActivitiesTab) -> list[str]:
    return [row.state.value for row in tab.tips.table.rows.all]


def test_a_tip_is_written_down_and_taken_back(
    qtbot: QtBot, desk: Desk, habits: QSettings, said: list[Notice]
) -> None:
    tab = a_tab(qtbot, desk, habits)
    tab.record_tip()
    form = opened(TipDialog)
    assert isinstance(form, TipDialog)
    form.words.value = "Nhóm lạ ở lò gạch cũ"
    form.on.setText("05/11/2026")
    form.giver.value = "Bà Đỗ Thị Mận"
    form.accept_button.click()
    assert said[-1].text == "Đã ghi tin báo."
    [row] = tab.tips.table.rows.all
    assert "Mận" not in " ".join(column.text(row) for column in tab.tips.table.rows.columns)
    assert row.has_giver
    undo = said[-1].act
    assert undo is not None
    undo()
    assert states(tab) == []


def test_a_tip_is_passed_on_to_the_police(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, said: list[Notice]
) -> None:
    a_tip(office)
    tab = a_tab(qtbot, desk, habits)
    tab.turn_to(TIPS)
    tab.tips.forward_button.click()
    passing = opened(PassOnDialog)
    assert isinstance(passing, PassOnDialog)
    passing.accept_button.click()
    assert states(tab) == ["forwarded"]
    assert tab.tips.count.text() == "1 tin · 1 đã chuyển Công an · 0 được xác nhận đúng"
    undo = said[-1].act
    assert undo is not None
    undo()
    assert states(tab) == ["received"]


def test_the_giver_is_asked_for_with_a_purpose(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    a_tip(office)
    tab = a_tab(qtbot, desk, habits)
    tab.turn_to(TIPS)
    tab.tips.giver_button.click()
    asking = opened(GiverDialog)
    assert isinstance(asking, GiverDialog)
    asking.accept_button.click()
    assert asking.form.box("purpose").message == "Ghi mục đích."
    asking.purpose.value = "Công an mời làm việc"
    asking.accept_button.click()
    assert asking.name.text() == "Bà Đỗ Thị Mận"
    asking.reject()


def test_who_may_not_know_sources_has_no_button_for_them(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    a_tip(office)
    desk.office = Office(
        office.sessions,
        office.resources,
        Actor(2, "Phạm Văn Đông", "", Role.CLERK),
        clock=office.clock,
    )
    tab = a_tab(qtbot, desk, habits)
    tab.turn_to(TIPS)
    assert tab.pages.currentIndex() == TIPS
    assert not tab.tips.giver_button.isVisible()
    tab.turn_to(LIST)
