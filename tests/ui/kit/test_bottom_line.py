"""The line above the status bar: what it offers, and what can be taken back after it has gone."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.messages import UNDO, BottomLine, MessageFrame, Notice, StateChip
from rehabdesk.ui.kit.style import Style


@pytest.fixture
def line(qtbot: QtBot, dressed: Style) -> BottomLine:
    made = BottomLine()
    qtbot.addWidget(made)
    return made


def test_an_act_can_be_taken_back_after_its_line_has_gone(line: BottomLine) -> None:
    done: list[str] = []
    line.say(Notice("Đã ghi số 46", UNDO, partial(done.append, "46")))
    line.say(Notice("Đã ghi giao số 46", UNDO, partial(done.append, "giao")))
    line.say(Notice("Đã lưu “so.pdf”"))
    line.hide()
    assert [line.follow(), line.follow()] == [True, True]
    assert done == ["giao", "46"], "the last first"
    assert not line.follow(), "each only once"
    assert done == ["giao", "46"]


def test_undoing_comes_before_what_else_the_line_offers(line: BottomLine) -> None:
    done: list[str] = []
    line.say(Notice("Đã ghi số 46", UNDO, partial(done.append, "46")))
    line.say(Notice("Xong 18 văn bản", "Mở", partial(done.append, "mở")))
    assert line.follow()
    assert line.follow()
    assert not line.follow()
    assert done == ["46", "mở"]


def test_a_line_that_leads_elsewhere_can_be_taken_back_as_well(line: BottomLine) -> None:
    done: list[str] = []
    show, back = partial(done.append, "xem"), partial(done.append, "lại")
    line.say(Notice("Đã đổi thôn: 2 người. 1 người chưa được", "Xem", show, undo=back))
    line.findChildren(KeyButton)[0].click()
    assert done == ["xem"], "the link leads to who was not done"
    assert line.follow()
    assert not line.follow()
    assert done == ["xem", "lại"]


def test_a_line_that_offers_nothing_keeps_what_was_to_be_taken_back(line: BottomLine) -> None:
    done: list[str] = []
    line.say(Notice("Mở thư mục", "Mở", partial(done.append, "mở")))
    line.hide()
    assert not line.follow()
    assert not done


def test_a_message_made_before_its_page_is_no_window(qtbot: QtBot, dressed: Style) -> None:
    """A window of its own would flash up, and take the keys with it."""
    made = [MessageFrame("info", "Chưa có ai."), StateChip("ok", "Đã xong")]
    assert not any(each.isVisible() for each in made)
    hushed = MessageFrame()
    hushed.say("warn", "Xem lại.")
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for each in (*made, hushed):
        column.addWidget(each)
    page.show()
    assert all(each.isVisible() for each in (*made, hushed))
    hushed.hush()
    assert not hushed.isVisible()


def test_what_was_taken_back_can_be_done_once_more(line: BottomLine) -> None:
    told: list[str] = []

    def act(name: str) -> None:
        told.append(name)
        line.say(Notice(name, UNDO, partial(told.append, f"no {name}"), partial(act, name)))

    act("one")
    act("two")
    assert [line.follow(), line.follow()] == [True, True]
    assert [line.redo(), line.redo(), line.redo()] == [True, True, False]
    assert told == ["one", "two", "no two", "no one", "one", "two"]
    line.follow()
    act("three")
    assert not line.redo(), "what has changed since is not overtaken"


def test_what_cannot_be_done_again_is_left_out(line: BottomLine) -> None:
    told: list[str] = []
    line.say(Notice("one", UNDO, partial(told.append, "no one")))
    assert line.follow()
    assert not line.redo()
