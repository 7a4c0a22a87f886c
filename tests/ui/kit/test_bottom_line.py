"""The line above the status bar: what it offers, and what can be taken back after it has gone."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.messages import UNDO, BottomLine, Notice
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


def test_what_the_line_offers_comes_first_and_only_undoing_is_kept(line: BottomLine) -> None:
    done: list[str] = []
    line.say(Notice("Đã ghi số 46", UNDO, partial(done.append, "46")))
    line.say(Notice("Xong 18 văn bản", "Mở", partial(done.append, "mở")))
    assert line.follow()
    assert line.follow()
    assert not line.follow()
    assert done == ["mở", "46"]


def test_a_line_that_offers_nothing_keeps_what_was_to_be_taken_back(line: BottomLine) -> None:
    done: list[str] = []
    line.say(Notice("Mở thư mục", "Mở", partial(done.append, "mở")))
    line.hide()
    assert not line.follow()
    assert not done
