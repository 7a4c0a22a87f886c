from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.regime import HELPER_ASSIGNMENT, POST_REHAB
from rehabdesk.services.office import Office
from rehabdesk.services.people.filters import Kind
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.rows import STRONG_ROLE, TINT_ROLE
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.people import table
from rehabdesk.ui.people.screen import NO_PASTE, PeopleScreen
from rehabdesk.ui.purpose import PurposeDialog
from rehabdesk.ui.visits import Compose, OpenImport, OpenList, OpenPerson
from rehabdesk.ui.visits import TakeIn as TakeInVisit
from tests.builders import LAN, InlineLane, a_person, an_episode, taken_in
from tests.ui.conftest import Write
from tests.ui.people_acts import numbered

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def screen(qtbot: QtBot, office: Office, desk: Desk, habits: QSettings) -> PeopleScreen:
    taken_in(office, full_name="Vũ Tiến Dũng", hamlet_id=1, papers=())
    taken_in(office, full_name="Lê Hoàng An", hamlet_id=2, papers=(), birth=PartialDate(2009, 1, 2))
    taken_in(office, full_name="Bùi Thành Đạt", hamlet_id=2, papers=(), is_left_out_of_lists=True)
    stranger = TakeIn(a_person(full_name="Cao Bá Phúc", papers=()))
    office.do(partial(take_in, order=stranger))
    screen = PeopleScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    return screen


def names(screen: PeopleScreen) -> list[str]:
    return [row.full_name for row in screen.rows.all]


def wishes(screen: PeopleScreen) -> list[object]:
    told: list[object] = []
    screen.wanted.connect(told.append)
    return told


def test_those_being_followed_stand_in_order_of_their_given_names(screen: PeopleScreen) -> None:
    assert names(screen) == ["Lê Hoàng An", "Vũ Tiến Dũng", "Bùi Thành Đạt"]
    assert screen.head.title == "Hồ sơ"
    assert not screen._count.clear_button.isVisible()


def test_a_file_opened_elsewhere_appears_and_ticks_stay(
    office: Office, desk: Desk, screen: PeopleScreen
) -> None:
    screen.table.choose(screen.rows.all[1].id)
    screen.rows.tick([screen.rows.all[1]])
    order = TakeIn(a_person(full_name="Đỗ Thị Bình", papers=()), an_episode())
    desk.do(screen, partial(take_in, order=order), then=lambda _: None)
    assert names(screen)[1] == "Đỗ Thị Bình"
    assert [row.full_name for row in screen.rows.ticked_rows] == ["Vũ Tiến Dũng"]
    current = screen.table.current
    assert current is not None
    assert current.full_name == "Vũ Tiến Dũng"


def test_words_filter_without_accents_and_the_filter_can_be_left(
    qtbot: QtBot, screen: PeopleScreen, write: Write
) -> None:
    qtbot.keyClick(screen.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert screen.filters.words.hasFocus()
    write(screen.filters.words, "vũ tiến")
    with qtbot.waitSignal(screen.filters.words.rested):
        pass
    assert names(screen) == ["Vũ Tiến Dũng"]
    assert screen._count.text().startswith("Đang lọc: 1 trong 3 người.")
    qtbot.mouseClick(screen._count.clear_button, LEFT)
    assert len(names(screen)) == 3


def test_who_has_the_words_outside_the_filter_is_one_press_away(
    qtbot: QtBot, screen: PeopleScreen, write: Write
) -> None:
    assert "Cao Bá Phúc" not in names(screen)
    write(screen.filters.words, "bá phúc")
    with qtbot.waitSignal(screen.filters.words.rested):
        pass
    assert names(screen) == []
    assert "trong bộ lọc này" in screen.table._empty.text()
    assert "1 người khác khớp chữ này nằm ngoài bộ lọc." in screen._count.text()
    qtbot.mouseClick(screen._count.everywhere_button, LEFT)
    assert names(screen) == ["Cao Bá Phúc"]
    assert not screen._count.everywhere_button.isVisible()


def test_kind_hamlet_letters_and_helper_filter_together(screen: PeopleScreen) -> None:
    screen.filters.kind.value = Kind.EVERYBODY
    assert "Cao Bá Phúc" in names(screen)
    screen.filters.hamlet.value = 2
    assert names(screen) == ["Lê Hoàng An", "Bùi Thành Đạt"]
    screen.filters.letters.value = "D–G"
    assert names(screen) == ["Bùi Thành Đạt"]
    screen.filters.helper.value = "awaiting"
    assert names(screen) == []
    assert screen.filters.told == ("Thôn Hạ; tên từ chữ D–G; người phụ trách: chờ số")


def test_an_empty_office_says_what_to_do_first(qtbot: QtBot, desk: Desk, habits: QSettings) -> None:
    screen = PeopleScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.table._empty.text().startswith("Chưa có hồ sơ nào. Quét thẻ căn cước, bấm F7")
    assert screen.table._empty.isVisible()
    assert not screen.print_button.isEnabled()


def test_keys_open_a_file_compose_for_the_ticked_and_take_in(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    told = wishes(screen)
    ids = tuple(row.id for row in screen.rows.all)
    screen.table.setFocus()
    screen.table.choose(ids[0])
    qtbot.keyClick(screen.table, "d")  # to the next given name with this letter
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert told == [OpenPerson(ids[1], ids)]
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    qtbot.keyClick(screen.table, Qt.Key.Key_Down)
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    assert screen.bar.isVisible()
    qtbot.keyClick(screen.table, Qt.Key.Key_F8)
    assert told[-1] == Compose(ids[1:])
    qtbot.mouseClick(screen.assign_button, LEFT)
    assert told[-1] == Compose(ids[1:], purpose=HELPER_ASSIGNMENT)
    qtbot.keyClick(screen.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert told[3:] == [TakeInVisit()]
    qtbot.keyClick(screen.table, Qt.Key.Key_Escape)
    assert not screen.bar.isVisible()


def test_a_row_is_copied_as_a_sentence(qtbot: QtBot, office: Office, screen: PeopleScreen) -> None:
    screen.table.choose(screen.rows.all[1].id)
    qtbot.keyClick(screen.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == (
        "1. Vũ Tiến Dũng, 1991, Thôn Thượng, sắp về – chờ quyết định"
    )


def test_a_minor_s_age_stands_in_the_tip_of_the_year(screen: PeopleScreen) -> None:
    index = screen.rows.index(0, 2)
    assert index.data() == "2009"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "02/01/2009 · 17 tuổi"


def test_a_workbook_is_made_only_with_a_purpose_and_it_is_remembered(
    qtbot: QtBot,
    screen: PeopleScreen,
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saved = tmp_path / "danh sách.xlsx"
    monkeypatch.setattr(ask, "save_file", lambda *asked: asked[-1](saved))
    qtbot.keyClick(screen.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    [dialog] = screen.findChildren(PurposeDialog)
    assert dialog.question.text() == "Xuất Excel có 2 tên người. Mục đích?"
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.form.box("purpose").message == "Ghi mục đích."
    assert not saved.exists()
    write(dialog.purpose, "Báo cáo Công an xã")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert saved.read_bytes().startswith(b"PK")
    qtbot.keyClick(screen.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    again = screen.findChildren(PurposeDialog)[-1]
    assert again.purpose.value == "Báo cáo Công an xã"


def test_the_printed_list_opens_in_the_preview(
    qtbot: QtBot, screen: PeopleScreen, write: Write
) -> None:
    qtbot.mouseClick(screen.print_button, LEFT)
    [dialog] = screen.findChildren(PurposeDialog)
    write(dialog.purpose, "Họp giao ban")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    [paper] = screen.findChildren(PaperDialog)
    assert paper.isVisible()
    assert len(paper.preview._sheets) == 1


def test_a_visit_with_words_looks_among_everybody(screen: PeopleScreen) -> None:
    screen.visit(OpenList("phúc"))
    assert names(screen) == ["Cao Bá Phúc"]


def test_a_term_that_ends_soon_is_told_in_days_and_stands_out(
    qtbot: QtBot, office: Office, screen: PeopleScreen
) -> None:
    order = TakeIn(a_person(), an_episode(completes_on=date(2024, 12, 5)))
    person_id = office.do(partial(take_in, order=order)).result.person_id
    numbered(office, POST_REHAB, person_id, "5", on=date(2024, 12, 5))
    screen.refresh()
    place = screen.rows.place_of(person_id)
    assert place is not None
    left = screen.rows.index(place, 6)
    assert left.data() == "12 ngày"
    assert left.data(STRONG_ROLE)
    assert left.data(TINT_ROLE) == "warn"
    assert screen.rows.index(place, 7).data() == "Chưa có"


def test_a_wide_page_shows_the_current_person_beside_the_list(
    qtbot: QtBot, office: Office, screen: PeopleScreen
) -> None:
    assert not screen.look.isVisible()
    told = wishes(screen)
    screen.resize(1500, 800)
    screen.table.choose(screen.rows.all[1].id)
    assert screen.look.isVisible()
    assert screen.look.name.text() == "Vũ Tiến Dũng"
    qtbot.mouseClick(screen.look.button, LEFT)
    ids = tuple(row.id for row in screen.rows.all)
    assert told == [OpenPerson(ids[1], ids)]


def test_a_leader_reads_and_lists_but_takes_nobody_in(
    qtbot: QtBot, office: Office, dressed: Style, habits: QSettings
) -> None:
    taken_in(office)
    leader = replace(office, actor=replace(LAN, role=Role.LEADER))
    screen = PeopleScreen(Desk(leader, InlineLane()), habits)
    qtbot.addWidget(screen)
    screen.show()
    told = wishes(screen)
    assert screen.print_button.isVisible()
    assert not screen.new_button.isVisible()
    qtbot.keyClick(screen.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(screen.table, Qt.Key.Key_F8)
    assert told == []


MANY = 60
GIVEN = ("An", "Bình", "Cường", "Dũng", "Hà", "Khánh", "Long", "Nam", "Sơn", "Yến")


@pytest.fixture
def long_screen(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, monkeypatch: pytest.MonkeyPatch
) -> PeopleScreen:
    """A list far longer than its window, that reads hardly more than it shows."""
    monkeypatch.setattr(table, "PAGE", 5)
    for number in range(MANY):
        name = f"Lê Văn {GIVEN[number % len(GIVEN)]}"
        taken_in(office, full_name=name, hamlet_id=number % 3 + 1, papers=(), relatives=())
    screen = PeopleScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1500, 500)
    screen.show()
    screen.table.setFocus()
    screen.grab()
    return screen


def shown_last(screen: PeopleScreen) -> str:
    """What stands on the last line, once it has come into view and been painted."""
    screen.grab()
    return str(screen.rows.index(MANY - 1, 1).data())


def test_a_long_list_reads_its_lines_as_they_come_into_view(
    qtbot: QtBot, long_screen: PeopleScreen
) -> None:
    assert long_screen.rows.rowCount() == MANY
    assert 10 < len(long_screen.rows.all) < MANY / 2
    assert long_screen.rows.index(MANY - 1, 1).data() == "…"
    qtbot.keyClick(long_screen.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert shown_last(long_screen) == "Lê Văn Yến"
    assert long_screen.look.name.text() == "Lê Văn Yến"


def test_everybody_is_ticked_composed_for_and_listed_though_few_have_been_read(
    qtbot: QtBot, long_screen: PeopleScreen
) -> None:
    told = wishes(long_screen)
    everybody = long_screen.table.person_ids
    qtbot.keyClick(long_screen.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(long_screen.rows.ticked_rows) < MANY
    qtbot.keyClick(long_screen.table, Qt.Key.Key_F8)
    assert told == [Compose(everybody)]
    qtbot.keyClick(long_screen.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    [dialog] = long_screen.findChildren(PurposeDialog)
    assert dialog.question.text() == f"Xuất Excel có {MANY} tên người. Mục đích?"


def test_rows_not_read_yet_are_copied_all_the_same(qtbot: QtBot, long_screen: PeopleScreen) -> None:
    qtbot.keyClick(long_screen.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(long_screen.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, *lines = QApplication.clipboard().text().splitlines()
    assert head.startswith("Họ và tên\tNăm sinh")
    assert (len(lines), lines[-1].split("\t")[0]) == (MANY, "Lê Văn Yến")
    qtbot.keyClick(long_screen.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines()[-1].startswith(f"{MANY}. Lê Văn Yến, 1991")


def test_a_letter_and_a_head_reach_lines_that_have_not_been_read(
    qtbot: QtBot, long_screen: PeopleScreen
) -> None:
    table = long_screen.table
    qtbot.keyClick(table, Qt.Key.Key_Y)
    long_screen.grab()
    assert table.current is not None
    assert table.current.full_name == "Lê Văn Yến"
    held = table.current_id
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert names(long_screen)[0] == "Lê Văn Yến"
    assert table.current_id == held
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert long_screen.rows.all[0].hamlet == "Thôn Đồng Bến"
    assert len(table.selectionModel().selectedRows()) == 2


def test_a_refreshed_long_list_stays_where_it_was_with_its_ticks(
    qtbot: QtBot, office: Office, long_screen: PeopleScreen
) -> None:
    table = long_screen.table
    qtbot.keyClick(table, Qt.Key.Key_Down)  # the keys of the last test are let go
    table.choose(table.person_ids[-1])
    long_screen.grab()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    held, on_top = table.current_id, table.person_ids[table.rowAt(0)]
    taken_in(office, full_name="Lê Văn An", hamlet_id=1, papers=())
    long_screen.refresh()
    assert (table.current_id, table.person_ids[table.rowAt(0)]) == (held, on_top)
    assert table.ticked_ids == (held,)
    assert long_screen.rows.index(table.in_view.start, 1).data() != "…"
    assert long_screen.look.name.text() == "Lê Văn Yến"


def test_rows_pasted_into_the_list_go_to_the_import(
    qtbot: QtBot, desk: Desk, screen: PeopleScreen
) -> None:
    told: list[Notice] = []
    desk.noticed.connect(told.append)
    wanted = wishes(screen)
    QApplication.clipboard().setText("0912345678")
    qtbot.keyClick(screen.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [each.text for each in told] == [NO_PASTE]
    assert wanted == []
    QApplication.clipboard().setText("Lê Văn An\t1985")
    qtbot.keyClick(screen.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert wanted == [OpenImport(pasted="Lê Văn An\t1985")]
