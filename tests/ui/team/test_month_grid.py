"""A month typed by keys alone, pasted from Excel, saved at once and taken back."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.services.month_grid.sheet import Place
from rehabdesk.ui.team.grid.sheet.model import FROZEN
from tests.month_grid_scene import Scene, change_stretch
from tests.ui.team.grid_room import Open, Room, chosen

TICKS = (
    "1111110",
    "1110110",
    "1011110",
    "1101010",
    "1110110",
    "1111010",
    "1010100",
    "1101110",
    "0111100",
    "1010110",
    "1100010",
)
COUNTS = (
    (1, 2, 2, None, 14),
    (4, 2, 1, None, 16),
    (3, 1, 2, 1, 15),
    (2, 2, None, None, 11),
    (2, 2, 2, None, 14),
    (1, 2, 1, 1, 12),
    (None, None, 2, None, 6),
    (None, 2, 1, None, 9),
    (None, 1, 2, 1, 9),
    (None, None, 1, None, 7),
    (None, 1, None, None, 5),
)


def expected(scene: Scene) -> dict[Place, int]:
    """What stands in the records when the paper has been typed in."""
    cells: dict[Place, int] = {}
    for member, ticks, counts in zip(scene.members, TICKS, COUNTS, strict=True):
        cells |= {
            (member, session): 1
            for session, tick in zip(scene.sessions, ticks, strict=True)
            if tick == "1"
        }
        cells |= {
            (member, column): count
            for column, count in zip(Counted, counts, strict=True)
            if count is not None
        }
    return cells


# A month typed in


def test_a_month_of_eleven_with_seven_sessions_is_typed_by_keys_alone(open_room: Open) -> None:
    room = open_room(11, 7)
    for place in range(7):  # column after column: Enter goes on to the next one
        for ticks in TICKS:
            room.press(*(["x"] if ticks[place] == "1" else []), "Enter")
    room.go(0, 7)
    for counts in COUNTS:  # line after line: Tab goes on, past the computed column
        for count in counts:
            room.press(*(str(count) if count is not None else ()), "Tab")
        room.press("Right", times=7)
    filled = expected(room.scene)
    assert room.hand.unsaved == len(filled)
    assert room.tab.chip.accessibleName() == f"Chưa lưu {len(filled)} ô"
    room.press("Ctrl+S")
    assert room.cells() == filled
    assert not room.hand.unsaved
    assert not room.tab.chip.accessibleName()
    assert room.said[-1].text == f"Đã lưu {len(filled)} ô của bảng tháng 11/2026."
    totals = [room.tab.model.total_words(each) for each in range(FROZEN, FROZEN + 13)]
    assert totals == ["10", "8", "8", "6", "8", "9", "0", "49", "13", "15", "14", "3", "118"]


def test_a_saved_sheet_is_taken_back_and_saved_again(room: Room) -> None:
    room.press("x", "Down", "x")
    room.save()
    assert len(room.cells()) == 2
    room.take_back()
    assert room.cells() == {}
    room.do_again()
    assert len(room.cells()) == 2
    assert room.hand.unsaved == 0
    room.take_back()
    assert room.cells() == {}


def test_the_keys_go_on_where_they_were_when_the_sheet_is_saved(room: Room) -> None:
    room.go(2, 1)
    room.press("x")
    room.save()
    assert chosen(room) == (2, "07/11 T.truyền")
    room.press("Up", "x")
    assert room.hand.value((room.scene.members[1], room.scene.sessions[1])) == 1


def test_the_key_pressed_twice_saves_once(room: Room) -> None:
    room.press("x")
    room.save()
    room.save()
    assert [each.text for each in room.said] == [
        "Đã lưu 1 ô của bảng tháng 11/2026.",
        "Không có ô nào chưa lưu.",
    ]


def test_arrows_tab_and_enter_go_round_the_typed_cells_alone(room: Room) -> None:
    assert chosen(room) == (0, "03/11 Họp")
    room.press("Left", "Up")
    assert chosen(room) == (0, "03/11 Họp")
    room.press("Right", "Right")
    assert chosen(room) == (0, "Thăm người")  # over the computed column
    room.press("End")
    assert chosen(room) == (0, "Số giờ")
    room.press("Tab")
    assert chosen(room) == (1, "03/11 Họp")
    room.press("Down", "Enter")
    assert chosen(room) == (0, "07/11 T.truyền")
    room.press("Ctrl+End")
    assert chosen(room) == (2, "Số giờ")
    room.press("Home", "Shift+Tab")
    assert chosen(room) == (1, "Số giờ")


def test_digits_make_a_number_until_the_cell_is_left(room: Room) -> None:
    room.go(0, 6)
    room.press("1", "4")
    leader = room.scene.members[0]
    assert room.hand.value((leader, Counted.HOURS)) == 14
    room.press("Backspace")
    assert room.hand.value((leader, Counted.HOURS)) == 1
    room.press("0", "9", "5")  # no fourth digit
    assert room.hand.value((leader, Counted.HOURS)) == 109
    room.press("Ctrl+Z")  # the number as a whole is one step
    assert room.hand.value((leader, Counted.HOURS)) is None
    room.press("Ctrl+Y")
    assert room.hand.value((leader, Counted.HOURS)) == 109
    room.press("Delete")
    assert room.hand.unsaved == 0


def test_undo_goes_back_step_by_step_and_leaves_the_rest_to_the_window(room: Room) -> None:
    room.press("Ctrl+Space", "Down", "Space")
    who = [room.hand.value((each, room.scene.sessions[0])) for each in room.scene.members]
    assert who == [1, 0, 1]
    room.press("Ctrl+Z")
    assert room.hand.unsaved == 3
    room.press("Ctrl+Z")
    assert room.hand.unsaved == 0
    assert not room.hand.can_undo
    room.press("Ctrl+Z")
    assert room.hand.unsaved == 0


def test_the_whole_column_is_ticked_and_cleared(room: Room) -> None:
    room.press("Ctrl+Space")
    assert room.hand.total(room.scene.sessions[0]) == 3
    room.press("Ctrl+Space")
    assert room.hand.total(room.scene.sessions[0]) == 0


def test_the_cell_above_and_a_chosen_block_are_copied_down(room: Room) -> None:
    room.go(0, 2)
    room.press("7", "Down", "Ctrl+D")
    assert room.hand.value((room.scene.members[1], Counted.VISITS)) == 7
    room.go(0, 0)
    room.press("x", "Shift+Down", "Shift+Down", "Ctrl+D")
    assert room.hand.total(room.scene.sessions[0]) == 3


def test_a_click_on_the_current_cell_ticks_it(room: Room) -> None:
    view = room.tab.view
    spot = view.visualRect(view.model().index(1, FROZEN)).center()
    for _ in range(2):
        room.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert room.hand.value((room.scene.members[1], room.scene.sessions[0])) == 1


# From Excel and back


def test_a_block_of_eleven_by_twelve_is_pasted_and_saved(open_room: Open) -> None:
    room = open_room(11, 7)
    signs = {"1": ("x", "X", "✓", "1", "có"), "0": ("", "0", "–", "vắng", "")}
    lines = []
    for number, (ticks, counts) in enumerate(zip(TICKS, COUNTS, strict=True)):
        cells = [signs[tick][(number + at) % 5] for at, tick in enumerate(ticks)]
        lines.append("\t".join([*cells, *(str(each or "") for each in counts)]))
    room.paste("\r\n".join(lines) + "\r\n")
    assert room.tab.message.text == "Đã dán 132 ô, chưa lưu. Ctrl+Z bỏ lần dán."
    room.save()
    assert room.cells() == expected(room.scene)
    room.press("Ctrl+A", "Ctrl+C")
    copied = QApplication.clipboard().text().split("\n")
    assert copied[0].startswith("Đội viên\tVai trò\tThôn\t03/11 Họp\t07/11 T.truyền")
    assert (
        copied[1] == "Lê Xuân Trường\tĐội trưởng\tThôn Thượng\tx\tx\tx\tx\tx\tx\t\t6\t1\t2\t2\t\t14"
    )


def test_what_cannot_be_pasted_is_told_cell_by_cell(room: Room) -> None:
    room.paste('x\tốm\t3\n"nghỉ, có\tphép"\tx\nx\tx\t5\t1\t2\nx')
    told = room.tab.message.text
    assert "Lê Xuân Trường buổi 07/11 “ốm”" in told
    assert "Thừa 1 dòng không có chỗ." in told
    assert room.hand.value((room.scene.members[0], room.scene.sessions[0])) == 1
    room.press("Ctrl+Z")
    assert room.hand.unsaved == 0


def test_a_block_of_which_nothing_is_taken_has_nothing_to_undo(room: Room) -> None:
    room.paste("ốm\tnghỉ")
    told = room.tab.message.text
    assert told.startswith("Đã dán 0 ô")
    assert "Ctrl+Z" not in told


def test_a_sheet_with_the_computed_column_lies_as_it_stood(room: Room) -> None:
    room.paste("x\tx\t2\t4\t5")
    leader = room.scene.members[0]
    assert room.hand.value((leader, Counted.VISITS)) == 4
    assert room.hand.value((leader, Counted.TALKS)) == 5


def test_one_value_fills_what_is_chosen(room: Room) -> None:
    room.press("Shift+Down", "Shift+Right")
    room.paste("có")
    assert [room.hand.total(each) for each in room.scene.sessions] == [2, 2]
    room.press("Ctrl+C")
    assert QApplication.clipboard().text() == "x\tx\nx\tx"


# Who could not be there


def test_cells_before_joining_are_closed(room: Room) -> None:
    act = partial(
        change_stretch, volunteer_id=room.scene.members[1], begin=date(2026, 11, 5), until=None
    )
    room.office.do(act)
    room.again()
    room.go(1, 0)
    room.press("x", "Ctrl+Space")
    assert room.hand.value((room.scene.members[1], room.scene.sessions[0])) == 0
    assert room.hand.total(room.scene.sessions[0]) == 2
    section = room.tab.model.section(room.scene.sessions[0])
    assert room.tab.model.cell(1, section).is_closed
    told = room.tab.model.data(room.tab.model.index(1, section), Qt.ItemDataRole.ToolTipRole)
    assert told == "Phạm Thị Hoa, 03/11 Họp: không ở trong Đội"
    room.go(1, 0)
    room.paste("x")
    assert "không ở trong Đội" in room.tab.message.text


def test_a_session_to_come_is_asked_about_at_its_place(open_room: Open) -> None:
    room = open_room(2, 7)
    room.go(0, 6)
    assert room.tab.model.cell(0, FROZEN + 6).is_tinted
    assert not room.tab.model.cell(0, FROZEN + 5).is_tinted
    room.press("x")
    room.save()
    assert "25/11/2026 chưa tới" in room.tab.message.text
    assert room.cells() == {}
    link = next(b for b in room.tab.message.findChildren(QPushButton) if b.text() == "Vẫn lưu")
    link.click()
    assert len(room.cells()) == 1


def test_what_is_on_record_stands_there_in_grey_and_counts(room: Room) -> None:
    room.go(0, 1)
    room.press("x")
    model, leader = room.tab.model, room.scene.members[0]
    cells = [model.cell(0, model.section(each)) for each in (Counted.TALKS, Counted.HOURS)]
    assert [each.words for each in cells] == ["1", "2"]
    assert {each.tint for each in cells} == {"text.tertiary"}
    assert room.hand.total(Counted.TALKS) == 1
    room.go(0, 3)
    room.press("0")
    assert model.cell(0, model.section(Counted.TALKS)).words == "–"
    assert room.hand.total(Counted.TALKS) == 0
    assert room.hand.value((leader, Counted.TALKS)) == 0
