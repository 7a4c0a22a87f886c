from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.fields import REST
from rehabdesk.ui.shell.places import COMMANDS, PERSONS, Command, Found
from rehabdesk.ui.shell.search.lines import MOST, FoundLines
from rehabdesk.ui.shell.search.painting import matching_letters
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


@pytest.fixture
def model(qapp: QApplication) -> Iterator[FoundLines]:
    owner = QObject()
    yield FoundLines(owner)
    owner.deleteLater()


def told(model: FoundLines) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def a_person(name: str, *acts: str) -> Found:
    group = f"Làm với {name}"
    doable = tuple(Found(group, act, OpenPaper(1), key="F8") for act in acts)
    return Found(PERSONS, name, OpenPaper(1), acts=doable, editing=OpenPaper(77))


def test_what_can_be_done_follows_the_chosen_line(model: FoundLines) -> None:
    hung, nhan = a_person("Hùng", "Soạn"), a_person("Nhàn", "Soạn", "Sửa")
    model.show([hung, nhan], "n")
    model.tell_total(PERSONS, 40)
    assert told(model) == ["Người · 2 trong 40", "Hùng", "Nhàn", "Làm với Hùng", "Soạn"]
    model.show_acts_of(nhan)
    assert told(model)[0] == "Người · 2 trong 40"
    assert told(model)[3:] == ["Làm với Nhàn", "Soạn", "Sửa"]


def test_at_most_twelve_lines_and_what_is_offered_is_among_them(model: FoundLines) -> None:
    persons = [a_person(f"Người {number}", "Soạn", "Sửa") for number in range(9)]
    papers = [Found("Văn bản", f"QĐ {number}", OpenPaper(number)) for number in range(4)]
    commands = [Found(COMMANDS, f"Lệnh {number}", command(), key="F1") for number in range(20)]
    offered = Found(COMMANDS, "Tiếp nhận người mới tên “n”", ReadCard("n"), key="F7")
    model.show([*persons, *papers, offered, *commands], "n")
    shown = [line for line in model.lines if isinstance(line, Found)]
    assert len(shown) == MOST
    assert shown[-1] == offered
    model.show([offered, *commands], "n")
    alone = [line for line in model.lines if isinstance(line, Found)]
    assert (len(alone), alone[-1]) == (MOST, offered)


def command() -> Command:
    return Command("Nhóm", "Lệnh", lambda: None)


def test_control_enter_opens_a_line_to_be_changed(qtbot: QtBot, shell: Shell) -> None:
    box = shell.palette_box
    box.take_focus()
    opened: list[Found] = []
    box.opened.disconnect()
    box.opened.connect(opened.append)
    box.field.setText("n")
    box.show_found([a_person("Hùng", "Soạn")], "n")
    qtbot.keyClick(box.field, KEY.Key_Return, CONTROL)
    assert opened[0].visit == OpenPaper(77)


def test_tab_goes_to_what_can_be_done_and_on(qtbot: QtBot, shell: Shell) -> None:
    box = shell.palette_box
    box.take_focus()
    box.field.setText("n")
    box.show_found([a_person("Hùng", "Soạn", "Sửa")], "n")
    chosen = []
    for _ in range(3):
        qtbot.keyClick(box.field, KEY.Key_Tab)
        found = box.lines.found(box.view.currentIndex().row())
        chosen.append(found.title if found else "")
    assert chosen == ["Soạn", "Sửa", "Hùng"]
    assert box.field.hasFocus()
