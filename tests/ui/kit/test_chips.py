from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.text import fold
from rehabdesk.ui.kit.chips import Chip, ChipEdit
from rehabdesk.ui.kit.form import Form
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.suggest import Suggester, Suggestion
from tests.ui.conftest import Write

PEOPLE = (
    Suggestion(1, "Trần Văn Thắng", "1991 · Đồng Bến"),
    Suggestion(2, "Ngô Thị Nhàn", "Phụ nữ Đồng Bến"),
    Suggestion(3, "Lê Quang Thắng", "1988 · Thôn Hạ"),
)
KEY = Qt.Key


def find(typed: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
    show([one for one in PEOPLE if fold(typed) in fold(one.title)])


@pytest.fixture
def chips(qtbot: QtBot, dressed: Style) -> ChipEdit:
    page = QWidget()
    edit = ChipEdit(find, "thêm người…")
    layout = QVBoxLayout(page)
    layout.addWidget(edit)
    layout.addStretch(1)
    qtbot.addWidget(page)
    page.resize(480, 400)
    page.show()
    edit.setFocus()
    edit.page = page  # type: ignore[attr-defined]  # held for as long as the chips live
    return edit


def test_typing_suggests_after_a_rest_and_enter_chooses(
    qtbot: QtBot, chips: ChipEdit, write: Write
) -> None:
    qtbot.keyClicks(chips.input, "thang")
    assert not chips.suggester.is_open
    qtbot.waitUntil(lambda: chips.suggester.is_open)
    assert chips.input.text() == "thang"
    qtbot.keyClick(chips.input, KEY.Key_Down)
    qtbot.keyClick(chips.input, KEY.Key_Return)
    assert chips.values == [3]
    assert chips.input.text() == ""
    assert not chips.suggester.is_open


def test_enter_with_nothing_typed_goes_on_to_the_next_input(
    qtbot: QtBot, dressed: Style, write: Write
) -> None:
    form, edit, after = Form(), ChipEdit(find), QLineEdit()
    form.add("persons", "Người", edit)
    form.add("after", "Sau đó", after)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    edit.setFocus()
    write(edit.input, "x")
    qtbot.keyClick(edit.input, KEY.Key_Return)
    assert edit.input.hasFocus()
    edit.input.clear()
    qtbot.keyClick(edit.input, KEY.Key_Return)
    assert after.hasFocus()


def test_the_down_key_offers_everybody_at_once(qtbot: QtBot, chips: ChipEdit) -> None:
    qtbot.keyClick(chips.input, KEY.Key_Down)
    assert chips.suggester.is_open
    qtbot.keyClick(chips.input, KEY.Key_Escape)
    assert not chips.suggester.is_open
    assert chips.values == []


def test_nothing_is_suggested_while_letters_compose(qtbot: QtBot, chips: ChipEdit) -> None:
    qtbot.keyClicks(chips.input, "t")
    QApplication.sendEvent(chips.input, QInputMethodEvent("ha", []))
    qtbot.wait(220)
    assert not chips.suggester.is_open


def test_nobody_is_chosen_twice_and_backspace_takes_the_last_away(
    qtbot: QtBot, chips: ChipEdit
) -> None:
    told: list[int] = []
    chips.changed.connect(lambda: told.append(len(chips.values)))
    chips.choose_all([PEOPLE[0], PEOPLE[1], PEOPLE[0]])
    assert chips.values == [1, 2]
    qtbot.keyClick(chips.input, KEY.Key_Backspace)
    assert [one.title for one in chips.chosen] == ["Trần Văn Thắng"]
    assert told == [1, 2, 1]


def test_backspace_in_text_takes_letters_only(qtbot: QtBot, chips: ChipEdit) -> None:
    chips.choose(PEOPLE[0])
    qtbot.keyClicks(chips.input, "ab")
    qtbot.keyClick(chips.input, KEY.Key_Backspace)
    assert (chips.input.text(), chips.values) == ("a", [1])


def test_the_cross_takes_its_own_chip_away(qtbot: QtBot, chips: ChipEdit) -> None:
    chips.choose_all(PEOPLE[:2])
    first = chips.findChildren(Chip)[0]
    first.removed.emit()
    assert chips.values == [2]


def test_where_one_is_enough_a_new_choice_replaces_the_old(qtbot: QtBot, dressed: Style) -> None:
    edit = ChipEdit(find, most=1)
    qtbot.addWidget(edit)
    edit.choose_all(PEOPLE)
    assert edit.values == [3]


def test_chips_break_into_lines_in_a_narrow_field(qtbot: QtBot, chips: ChipEdit) -> None:
    one_line = chips.heightForWidth(1200)
    chips.choose_all(PEOPLE)
    assert chips.heightForWidth(1200) == one_line
    assert chips.heightForWidth(300) > one_line


def test_a_plain_field_can_have_suggestions_too(qtbot: QtBot, dressed: Style) -> None:
    page = QWidget()
    field = QLineEdit(page)
    suggester = Suggester(field, find)
    qtbot.addWidget(page)
    page.show()
    chosen: list[Suggestion] = []
    suggester.chosen.connect(chosen.append)
    qtbot.keyClick(field, KEY.Key_Down)
    qtbot.keyClick(field, KEY.Key_Return)
    assert [one.value for one in chosen] == [1]
    assert field.completer() is None
