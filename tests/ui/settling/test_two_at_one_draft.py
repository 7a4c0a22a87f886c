"""Two clerks write at one draft: the composer offers both, and goes on with what was chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.drafting import open_draft, save_draft
from rehabdesk.services.office import Actor, Office
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.settling.dialog import SettlingDialog
from rehabdesk.ui.visits import Compose
from tests.builders import LAN, a_volunteer, taken_in
from tests.services.papers import an_order

KIEN = Actor(2, "Trần Văn Kiên", "Văn phòng", LAN.role)


@pytest.fixture
def draft_id(office: Office) -> int:
    order = an_order(office, taken_in(office), a_volunteer(office))
    [kept] = office.do(partial(save_draft, order=order)).result.decision_ids
    return kept


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings, draft_id: int) -> ComposeScreen:
    page = ComposeScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    page.show()
    page.visit(Compose(decision_id=draft_id))
    return page


def kept(office: Office, draft_id: int) -> DraftDecision:
    return office.look(partial(open_draft, decision_id=draft_id)).order


def saved_by_kien(office: Office, draft_id: int, on: date) -> None:
    order = replace(kept(office, draft_id), effective_from=on)
    replace(office, actor=KIEN).do(partial(save_draft, order=order))


def asked(screen: ComposeScreen) -> SettlingDialog:
    [link] = [each for each in screen.message.findChildren(KeyButton) if each.isVisible()]
    link.click()
    [dialog] = screen.findChildren(SettlingDialog)
    return dialog


@pytest.mark.parametrize(("is_mine", "on"), [(True, "27/11/2026"), (False, "26/11/2026")])
def test_the_composer_goes_on_with_what_was_chosen(
    office: Office,
    screen: ComposeScreen,
    draft_id: int,
    is_mine: bool,  # noqa: FBT001
    on: str,
) -> None:
    screen.form.effective_from.value = date(2026, 11, 27)
    screen.form.edited.emit()
    saved_by_kien(office, draft_id, date(2026, 11, 26))
    screen.save_button.click()
    assert screen.message.text.startswith("Trần Văn Kiên vừa sửa mục này lúc 08:42.")
    assert f"{kept(office, draft_id).effective_from:%d/%m/%Y}" == "26/11/2026"
    dialog = asked(screen)
    dialog.choose(("effective_from",), is_mine=is_mine)
    dialog.accept_button.click()
    assert f"{kept(office, draft_id).effective_from:%d/%m/%Y}" == on
    assert screen.form.effective_from.text() == on
    assert screen.keeper.drafts == kept(office, draft_id).drafts
    screen.save_button.click()
    assert "vừa sửa" not in screen.message.text


def test_leaving_the_page_overwrites_nothing(
    office: Office, screen: ComposeScreen, draft_id: int
) -> None:
    screen.form.effective_from.value = date(2026, 11, 27)
    screen.form.edited.emit()
    saved_by_kien(office, draft_id, date(2026, 11, 26))
    screen.hide()
    assert kept(office, draft_id).effective_from == date(2026, 11, 26)
