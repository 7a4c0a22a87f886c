from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.fields import REST
from rehabdesk.ui.shell.palette import matching_letters
from rehabdesk.ui.shell.places import PERSONS
from rehabdesk.ui.shell.shell import Shell
from tests.ui.shell.conftest import (
    OpenPaper,
    ReadCard,
    page,
)

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def ask(qtbot: QtBot, shell: Shell, typed: str) -> None:
    qtbot.keyClick(shell, KEY.Key_K, CONTROL)
    shell.palette_box.field.setText(typed)
    qtbot.waitUntil(lambda: shell.palette_box.lines.typed == typed.strip())


def lines(shell: Shell) -> list[str]:
    model = shell.palette_box.lines
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_a_search_finds_persons_papers_and_commands(qtbot: QtBot, shell: Shell) -> None:
    ask(qtbot, shell, "ho so")
    assert lines(shell) == [
        "Người",
        "Ngô Quang Hùng · 1983",
        "Văn bản",
        "QĐ 43/QĐ-UBND · 12/11/2026",
        "Lệnh",
        "Hồ sơ",
    ]


def test_a_search_answers_before_the_typing_rests_and_then_tells_how_many(
    qtbot: QtBot, shell: Shell
) -> None:
    box = shell.palette_box
    shell.palette_box.field.setFocus()
    box.field.setText("n")
    assert lines(shell)[:3] == ["Người · 2", "Ngô Quang Hùng · 1983", "Ngô Thị Nhàn · 1990"]
    qtbot.waitUntil(lambda: lines(shell)[0] == "Người · 2 trong 1.234")
    box.show_total(PERSONS, 5_678, "ng")
    assert lines(shell)[0] == "Người · 2 trong 1.234"
    box.field.setText("ng")
    assert lines(shell)[0] == "Người · 2"


def test_what_was_opened_or_dismissed_does_not_come_back(qtbot: QtBot, shell: Shell) -> None:
    ask(qtbot, shell, "ngo")
    qtbot.keyClick(shell.palette_box.field, KEY.Key_Return)
    assert (shell.palette_box.field.text(), shell.palette_box.is_open) == ("", False)
    qtbot.wait(REST + 50)
    assert not shell.palette_box.is_open


def test_arrows_pass_the_heads_and_enter_opens(qtbot: QtBot, shell: Shell) -> None:
    ask(qtbot, shell, "ngo")
    field = shell.palette_box.field
    qtbot.keyClick(field, KEY.Key_Down)
    qtbot.keyClick(field, KEY.Key_Return)
    assert page(shell).visits == [OpenPaper(43)]
    assert not shell.palette_box.is_open


def test_escape_closes_the_search_and_gives_the_focus_back(qtbot: QtBot, shell: Shell) -> None:
    page(shell).field.setFocus()
    ask(qtbot, shell, "ngo")
    assert shell.palette_box.field.hasFocus()
    qtbot.keyClick(shell.palette_box.field, KEY.Key_Escape)
    assert page(shell).field.hasFocus()
    assert not shell.palette_box.is_open


def test_a_bracket_asks_for_commands_only_and_they_run(qtbot: QtBot, shell: Shell) -> None:
    ask(qtbot, shell, ">tiep nhan")
    assert lines(shell) == ["Lệnh", "Tiếp nhận"]
    qtbot.keyClick(shell.palette_box.field, KEY.Key_Return)
    assert page(shell).visits == [ReadCard("")]


def test_the_search_never_touches_what_is_typed(qtbot: QtBot, shell: Shell) -> None:
    ask(qtbot, shell, "  nguyễn")
    assert shell.palette_box.field.text() == "  nguyễn"
    assert shell.palette_box.field.completer() is None


@pytest.mark.parametrize(
    ("typed", "letters"),
    [("nqh", "NQH"), ("hung ngo", "NgôHùng"), ("qua", "Qua"), ("xyz", "")],
)
def test_the_letters_that_match_are_known(typed: str, letters: str) -> None:
    title = "Ngô Quang Hùng"
    strong = matching_letters(title, typed)
    assert "".join(letter for at, letter in enumerate(title) if at in strong) == letters
