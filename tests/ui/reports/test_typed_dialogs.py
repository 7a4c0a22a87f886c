"""Figures others give, in the window: typed by keys, put right, withdrawn, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.answers import figure
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.reports.figure_facts import FigureFacts
from rehabdesk.services.reports.typed_figures import type_figure
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.reports.typed.dialog import TypedDialog, open_typed
from rehabdesk.ui.reports.typed.list_dialog import ReceivedDialog, open_received
from tests.ui.mnemonics import clashes

NINE = Window(date(2025, 12, 15), date(2026, 9, 14))
D = TypeVar("D", bound=QWidget)


@dataclass
class Room:
    page: QWidget
    desk: Desk
    office: Office
    habits: QSettings
    said: list[Notice]

    def dialog(self, kind: type[D]) -> D:
        found = next(each for each in self.page.findChildren(kind) if each.isVisible())
        assert clashes(found) == {}
        return found

    def typed(self, code: str) -> TypedDialog:
        open_typed(self.desk, self.page, code, NINE, self.habits)
        return self.dialog(TypedDialog)

    def value(self, code: str) -> Value | None:
        return self.office.look(lambda work: figure(Counting(work), code, NINE))

    def undo(self) -> Notice:
        done = self.said[-1]
        assert done.takes_back is not None
        done.takes_back()
        return done


@pytest.fixture
def room(qtbot: QtBot, desk: Desk, habits: QSettings, office: Office) -> Room:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1182, 690)
    page.show()
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    return Room(page, desk, office, habits, said)


def given(office: Office, code: str = "C09", number: int = 215) -> None:
    day = date(2026, 8, 31)
    facts = FigureFacts(code, Value(number), day, None, "Trạm Y tế", "báo cáo 7/BC-TYT", day)
    office.do(partial(type_figure, facts=facts))


def test_a_flow_is_typed_with_its_paper_and_taken_back(room: Room) -> None:
    dialog = room.typed("V02")
    assert dialog.from_on.text() == "15/12/2025"
    assert dialog.giver.value == "UBND cấp xã"
    dialog.value.value = "nhiều"
    dialog.accept_button.click()
    assert "không đọc ra số" in dialog.form.box("value").message
    dialog.value.value = "> 12"
    dialog.paper.value = "báo cáo số 40/BC-UBND"
    dialog.accept_button.click()
    assert "Chưa ghi đủ nơi cung cấp" in dialog.message.text
    dialog.paper_on.value = date(2026, 9, 20)
    dialog.accept_button.click()
    value = room.value("V02")
    assert value is not None
    assert value.words == "> 12"
    done = room.undo()
    assert room.value("V02") is None
    assert done.again is not None
    done.again()
    assert room.value("V02") == value


def test_a_figure_is_taken_up_corrected_and_withdrawn(room: Room) -> None:
    given(room.office)
    dialog = room.typed("C09")
    assert not dialog.form.has("from_on")
    dialog.table.selectRow(0)
    dialog.table.opened.emit(dialog.table.current)
    assert (dialog.value.value, dialog.giver.value) == ("215", "Trạm Y tế")
    assert dialog.accept_button.text() == "&Lưu sửa"
    dialog.value.value = "218"
    dialog.accept_button.click()
    assert room.value("C09") == Value(218)
    again = room.typed("C09")
    again.table.selectRow(0)
    again.gone_button.click()
    assert room.value("C09") != Value(218)
    room.undo()
    assert room.value("C09") == Value(218)


def test_the_paper_typed_last_is_proposed_again_and_a_scan_kept(room: Room) -> None:
    given(room.office, "M04", 7)
    dialog = room.typed("M04n")
    assert (dialog.giver.value, dialog.paper.value) == ("Trạm Y tế", "báo cáo 7/BC-TYT")
    dialog.value.value = "gần 50"
    dialog.take_scan("bao-cao.png", b"\x89PNG1")
    dialog.accept_button.click()
    again = room.typed("M04n")
    again.table.selectRow(0)
    assert again.pages_button.isEnabled()


def test_parts_are_typed_on_a_line(room: Room) -> None:
    dialog = room.typed("F01")
    dialog.value.value = "15 triệu"
    dialog.paper.value = "bảng kê số 3"
    dialog.paper_on.value = date(2026, 9, 20)
    [source, _] = dialog.parts.values()
    source.value = "Ngân sách xã 12 triệu, Quỹ"
    dialog.accept_button.click()
    assert "không đọc được" in dialog.form.box("parts").message
    source.value = "Ngân sách xã 12 triệu; Quỹ khác 3 triệu"
    dialog.accept_button.click()
    assert room.value("F01") == Value(15_000_000)


def test_the_list_shows_what_is_missing_and_comes_back(room: Room) -> None:
    given(room.office)
    open_received(room.desk, room.page, NINE, room.habits)
    listed = room.dialog(ReceivedDialog)
    codes = [each.id for each in listed.table.rows.all]
    assert "C09" in codes
    listed.only_missing.setChecked(True)
    assert "C09" not in [each.id for each in listed.table.rows.all]
    listed.giver.value = "Trạm Y tế"
    listed.show_wanted()
    assert {each.indicator.giver for each in listed.table.rows.all} == {"Trạm Y tế"}
    listed.table.selectRow(0)
    listed.submit()
    room.dialog(TypedDialog).reject()
    assert room.dialog(ReceivedDialog) is not listed


def test_who_may_not_keep_reports_only_looks(room: Room) -> None:
    given(room.office)
    room.office.actor = Actor(2, "Lê Quang Vịnh", "", Role.LEADER)
    dialog = room.typed("C09")
    assert not dialog.accept_button.isEnabled()
    dialog.table.selectRow(0)
    assert not dialog.gone_button.isEnabled()
