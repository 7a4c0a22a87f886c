"""Two saves meet in the window: laid side by side, chosen by the keyboard, told if it is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.bin.throwing import throw_away
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.volunteers import (
    VolunteerFacts,
    VolunteerRow,
    correct_volunteer,
    list_volunteers,
)
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.settling.dialog import BY_ITSELF, NOTHING_ASKED, SettlingDialog
from rehabdesk.ui.settling.sending import COPIED, settled
from rehabdesk.ui.team.roster.facts_dialog import FactsDialog
from tests.builders import LAN, a_volunteer
from tests.ui.conftest import Write

KIEN = Actor(2, "Trần Văn Kiên", "Văn phòng", LAN.role)
Begun = tuple[FactsDialog, VolunteerRow]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> QWidget:
    shown = QWidget()
    shown.resize(1280, 800)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def begun(office: Office, desk: Desk, page: QWidget) -> Begun:
    a_volunteer(office)
    row = the_row(office)
    dialog = FactsDialog(desk, office.clock().date(), row, page)
    dialog.open()
    return dialog, row


def the_row(office: Office) -> VolunteerRow:
    [row] = office.look(list_volunteers)
    return row


def saved_by_kien(office: Office, **facts: Any) -> None:
    row = the_row(office)
    wanted: VolunteerFacts = replace(row.facts, **facts)
    told: dict[str, Any] = {"volunteer_id": row.id, "version": row.version, "facts": wanted}
    replace(office, actor=KIEN).do(partial(correct_volunteer, **told))


def told_to(told: list[str]) -> Callable[[Refusal], None]:
    return lambda refusal: told.append(str(refusal))


def asked(page: QWidget) -> SettlingDialog:
    found = [each for each in page.findChildren(SettlingDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_nothing_is_chosen_beforehand_and_the_arrows_choose(
    qtbot: QtBot, office: Office, page: QWidget, begun: Begun, write: Write
) -> None:
    dialog, _ = begun
    dialog.phone.value, dialog.residence.value = "0912000002", "Thôn Trung"
    saved_by_kien(office, phone="0912000001", residence="Thôn Hạ", workplace="UBND xã")
    dialog.accept_button.click()
    side = asked(page)
    assert "Trần Văn Kiên vừa sửa mục này lúc 08:42." in side.message.text
    assert the_row(office).facts.phone == "0912000001"
    side.accept_button.click()
    assert side.isVisible()
    assert "chưa chọn" in side.message.text
    first, second = side.choices
    for choice, key in ((first, Qt.Key.Key_Right), (second, Qt.Key.Key_Left)):
        choice.take_focus()
        qtbot.keyClick(choice.boxes[0].radio, key)
    side.accept_button.click()
    kept = the_row(office).facts
    chosen = {choice.line.path[0]: choice.is_mine for choice in (first, second)}
    assert kept.phone == ("0912000002" if chosen["phone"] else "0912000001")
    assert kept.residence == ("Thôn Trung" if chosen["residence"] else "Thôn Hạ")
    assert chosen[first.line.path[0]]
    assert not chosen[second.line.path[0]]
    assert kept.workplace == "UBND xã"


def test_up_and_down_go_from_line_to_line(
    qtbot: QtBot, office: Office, page: QWidget, begun: Begun
) -> None:
    dialog, _ = begun
    dialog.phone.value, dialog.residence.value = "0912000002", "Thôn Trung"
    saved_by_kien(office, phone="0912000001", residence="Thôn Hạ")
    dialog.accept_button.click()
    side = asked(page)
    first, second = side.choices
    qtbot.keyClick(first.boxes[0].radio, Qt.Key.Key_Down)
    assert side.focusWidget() is second.boxes[0].radio
    qtbot.keyClick(second.boxes[0].radio, Qt.Key.Key_Up)
    assert side.focusWidget() is first.boxes[0].radio


def test_what_merges_by_itself_is_shown_and_both_are_kept(
    office: Office, page: QWidget, begun: Begun
) -> None:
    dialog, _ = begun
    dialog.residence.value = "Thôn Trung"
    saved_by_kien(office, phone="0912000001")
    dialog.accept_button.click()
    side = asked(page)
    words = [each.text() for each in side.findChildren(QLabel)]
    assert NOTHING_ASKED in side.message.text
    assert {BY_ITSELF, "0912000001", "Thôn Trung"} <= set(words)
    side.accept_button.click()
    kept = the_row(office).facts
    assert (kept.phone, kept.residence) == ("0912000001", "Thôn Trung")


def test_back_leaves_both_as_they_are(office: Office, page: QWidget, begun: Begun) -> None:
    dialog, _ = begun
    dialog.phone.value = "0912000002"
    saved_by_kien(office, phone="0912000001")
    dialog.accept_button.click()
    asked(page).quiet_button.click()
    assert dialog.isVisible()
    assert dialog.isEnabled()
    assert dialog.phone.value == "0912000002"
    assert the_row(office).facts.phone == "0912000001"


def test_a_third_save_is_asked_about_once_more(office: Office, page: QWidget, begun: Begun) -> None:
    dialog, _ = begun
    dialog.phone.value = "0912000002"
    saved_by_kien(office, phone="0912000001")
    dialog.accept_button.click()
    side = asked(page)
    saved_by_kien(office, phone="0912000003")
    side.choose(("phone",), is_mine=True)
    side.accept_button.click()
    again = asked(page)
    assert again is not side
    assert the_row(office).facts.phone == "0912000003"
    again.choose(("phone",), is_mine=True)
    again.accept_button.click()
    assert the_row(office).facts.phone == "0912000002"


def test_a_save_that_touched_no_field_of_mine_is_not_asked_about(
    office: Office, page: QWidget, begun: Begun
) -> None:
    dialog, row = begun
    dialog.phone.value = "0912000002"
    saved_by_kien(office, phone="0912000001")
    saved_by_kien(office, phone=row.facts.phone)
    dialog.accept_button.click()
    assert not page.findChildren(SettlingDialog)
    assert the_row(office).facts.phone == "0912000002"


def test_what_is_gone_is_told_and_what_was_typed_can_be_copied(
    office: Office, desk: Desk, begun: Begun
) -> None:
    dialog, row = begun
    dialog.phone.value = "0912000002"
    act = partial(throw_away, kind="volunteer", subject_id=row.id)
    replace(office, actor=KIEN).do(act)
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert "Trần Văn Kiên đã bỏ mục này" in dialog.message.text
    [link] = [each for each in dialog.message.findChildren(QWidget) if hasattr(each, "click")]
    link.click()
    assert "Điện thoại: 0912000002" in QGuiApplication.clipboard().text()
    assert [each.text for each in said] == [COPIED]


def test_an_act_without_fields_is_refused_in_a_sentence_and_the_page_read_anew(
    office: Office, desk: Desk, page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_volunteer(office)
    row = the_row(office)
    saved_by_kien(office, phone="0912000001")
    told: list[str] = []
    monkeypatch.setattr(page, "show_refusal", told_to(told), raising=False)
    touched: list[frozenset[str]] = []
    desk.changed.connect(touched.append)
    act: Callable[..., None] = partial(
        correct_volunteer, volunteer_id=row.id, version=row.version, facts=row.facts
    )
    settled(desk, page, act, lambda _: told.append("saved"))
    [words] = told
    assert words.startswith("Trần Văn Kiên vừa sửa mục này lúc 08:42. Chưa ghi đè gì.")
    assert touched == [frozenset({"volunteer"})]
    assert page.isEnabled()
