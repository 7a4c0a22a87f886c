from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QRadioButton, QScrollArea
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import IdentityKind, ResidenceKind, Role
from rehabdesk.domain.dates import PartialDate
from rehabdesk.services.bin.keeping import list_bin
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.people.person_facts import PaperFacts, ResidenceFacts
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.bin.screen import BinScreen, EraseDialog
from rehabdesk.ui.bin.throwing import throw
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import BottomLine
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.merging.choosing import MergeWithDialog
from rehabdesk.ui.merging.duplicates_screen import DuplicatesScreen
from rehabdesk.ui.merging.merge_screen import GONE, KEPT, LETTERS_A_LINE, MergeScreen
from rehabdesk.ui.merging.splitting import SplitDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.visits import OpenBin, OpenDuplicates, OpenList, OpenMerge, OpenPerson
from tests.builders import taken_in


@pytest.fixture
def twins(office: Office) -> tuple[int, int]:
    office.do(partial(add_user, facts=UserFacts("Nguyễn Thị Hạnh", "", Role.CLERK)))
    kept = taken_in(office)
    old = PaperFacts(IdentityKind.OLD_CARD, "091234567")
    gone = taken_in(office, birth=PartialDate(1991), papers=(old,), workplace="Xưởng mộc")
    return kept, gone


@pytest.fixture
def line(qtbot: QtBot, desk: Desk) -> BottomLine:
    bottom = BottomLine()
    qtbot.addWidget(bottom)
    desk.noticed.connect(bottom.say)
    return bottom


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, habits: QSettings) -> MergeScreen:
    made = MergeScreen(desk, habits)
    qtbot.addWidget(made)
    made.show()
    return made


def names(office: Office) -> list[str]:
    return [row.case_code for row in office.look(list_persons)]


def test_two_files_are_merged_as_chosen_and_split_by_undo_and_merged_by_redo(
    office: Office, page: MergeScreen, line: BottomLine, twins: tuple[int, int]
) -> None:
    kept, gone = twins
    wanted: list[object] = []
    page.wanted.connect(wanted.append)
    page.visit(OpenMerge(kept, gone))
    assert "1 đợt quản lý" in page.effects
    assert "Cả hai đang có đợt chưa kết thúc" in page.clashes.text
    assert page.sides.taken == {"workplace"}
    page.sides.choose("birth", GONE)
    page.merge_button.click()

    assert wanted == [OpenPerson(kept)]
    assert names(office) == ["2026-001"]
    facts = office.look(partial(read_file, person_id=kept)).facts
    assert (facts.birth, facts.workplace) == (PartialDate(1991), "Xưởng mộc")

    assert line.follow()
    assert sorted(names(office)) == ["2026-001", "2026-002"]
    facts = office.look(partial(read_file, person_id=kept)).facts
    assert (facts.birth, facts.workplace) == (PartialDate(1991, 8, 14), "")
    assert line.redo()
    assert names(office) == ["2026-001"]
    assert office.look(partial(read_file, person_id=kept)).facts.birth == PartialDate(1991)


@pytest.mark.usefixtures("twins")
def test_long_values_of_both_sides_stand_in_sight_at_once(
    office: Office, page: MergeScreen
) -> None:
    rest = "tổ dân phố số 3, thôn Thượng, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn"
    places = [f"Số nhà {each}, {rest}" for each in (1, 2)]
    lived = [(ResidenceFacts(ResidenceKind.PERMANENT, each),) for each in places]
    kept, gone = (taken_in(office, papers=(), residences=each) for each in lived)
    page.visit(OpenMerge(kept, gone))
    shown = page.sides.findChildren(QRadioButton)
    assert {*places} <= {each.toolTip() for each in shown}
    lines = [line for each in shown for line in each.text().splitlines()]
    assert max(map(len, lines)) <= LETTERS_A_LINE


def test_with_large_letters_all_that_a_merge_does_can_be_scrolled_to(
    page: MergeScreen, twins: tuple[int, int], dressed: Style
) -> None:
    dressed.choose(replace(dressed.look, text_percent=150))
    page.resize(1050, 480)
    page.visit(OpenMerge(*twins))
    QApplication.sendPostedEvents()
    areas = page.findChildren(QScrollArea)
    area = next(each for each in areas if each.isAncestorOf(page._effects))
    assert area.verticalScrollBar().maximum() > 0
    for label in (page._likeness, page._effects):
        assert label.height() >= label.heightForWidth(label.width())
        assert label.width() <= area.viewport().width()


def test_the_sides_can_be_swapped(page: MergeScreen, twins: tuple[int, int]) -> None:
    kept, gone = twins
    page.visit(OpenMerge(kept, gone))
    page.swap_button.click()
    assert page.sides.taken == {"birth"}
    page.sides.choose("birth", KEPT)
    assert page.sides.taken == frozenset()


def test_two_numbers_are_asked_about_on_the_page(
    office: Office, page: MergeScreen, twins: tuple[int, int]
) -> None:
    kept, _ = twins
    other = taken_in(office, papers=(PaperFacts(IdentityKind.CITIZEN_CARD, "099091009999"),))
    page.visit(OpenMerge(kept, other))
    page.merge_button.click()
    assert "có thể là hai người" in page.message.text
    assert len(names(office)) == 3
    link = page.focusWidget()
    assert link is not None
    link.click()  # type: ignore[attr-defined]
    assert len(names(office)) == 2


def test_a_pair_is_laid_side_by_side_or_told_apart(
    qtbot: QtBot, desk: Desk, habits: QSettings, line: BottomLine, twins: tuple[int, int]
) -> None:
    screen = DuplicatesScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    wanted: list[object] = []
    screen.wanted.connect(wanted.append)
    screen.visit(OpenDuplicates())
    assert [row.key for row in screen.table.rows.all] == [twins]
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert wanted == [OpenMerge(*twins)]
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)
    assert not screen.table.rows.all
    assert line.follow()
    assert [row.key for row in screen.table.rows.all] == [twins]


@pytest.fixture
def file(qtbot: QtBot, desk: Desk, habits: QSettings, twins: tuple[int, int]) -> PersonScreen:
    screen = PersonScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    screen.visit(OpenPerson(twins[0]))
    return screen


def test_a_file_offers_whom_to_merge_with_and_splits_again(
    office: Office,
    file: PersonScreen,
    page: MergeScreen,
    line: BottomLine,
    twins: tuple[int, int],
) -> None:
    kept, gone = twins
    wanted: list[object] = []
    file.wanted.connect(wanted.append)
    acts = {words: act for words, act, is_able in file.menu_lines if is_able}
    acts["Gộp hai hồ sơ…"]()
    dialog = file.findChild(MergeWithDialog)
    assert dialog is not None
    assert [row.id for row in dialog.table.rows.all] == [gone]
    dialog.submit()
    assert wanted == [OpenMerge(kept, gone)]

    page.visit(OpenMerge(kept, gone))
    page.merge_button.click()
    acts = {words: act for words, act, is_able in file.menu_lines if is_able}
    acts["Tách lại hồ sơ 2026-002…"]()
    ask = file.findChild(SplitDialog)
    assert ask is not None
    assert ask.message.text == "Cả hai hồ sơ trở lại đúng như trước khi gộp."
    ask.submit()
    assert len(names(office)) == 2
    assert line.text.startswith("Đã tách lại hồ sơ 2026-002")


def test_a_file_that_went_says_where_it_is(
    file: PersonScreen, page: MergeScreen, twins: tuple[int, int]
) -> None:
    kept, gone = twins
    page.visit(OpenMerge(gone, kept))
    page.merge_button.click()  # the file shown on the other page is the one that goes
    assert "2026-001 đã gộp vào hồ sơ của Trần Văn Thắng" in file.message.text


def test_a_file_is_thrown_away_without_a_question_and_comes_back(
    office: Office, file: PersonScreen, line: BottomLine, twins: tuple[int, int]
) -> None:
    wanted: list[object] = []
    file.wanted.connect(wanted.append)
    acts = {words: act for words, act, is_able in file.menu_lines if is_able}
    acts["Xóa hồ sơ"]()
    assert wanted == [OpenList()]
    assert line.text == "Đã chuyển Trần Văn Thắng, hồ sơ 2026-001 vào thùng rác."
    assert names(office) == ["2026-002"]
    assert line.follow()
    assert len(names(office)) == 2
    assert line.redo()
    assert names(office) == ["2026-002"]


def test_the_bin_gives_back_and_an_administrator_erases_for_a_purpose(
    qtbot: QtBot,
    office: Office,
    desk: Desk,
    habits: QSettings,
    line: BottomLine,
    twins: tuple[int, int],
) -> None:
    screen = BinScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    for each in twins:
        throw(desk, screen, "person", each)
    screen.visit(OpenBin())
    assert [row.title[-8:] for row in screen.table.rows.all] == ["2026-002", "2026-001"]
    screen.table.choose(screen.table.rows.identities[0])
    screen.back_button.click()
    assert names(office) == ["2026-002"]
    screen.erase_button.click()
    dialog = screen.findChild(EraseDialog)
    assert dialog is not None
    dialog.submit()
    assert "Ghi mục đích" in dialog.form.wrong[0].message
    dialog.purpose.setText("Nhập nhầm")
    dialog.submit()
    assert office.look(list_bin) == []
    assert line.text == "Đã xóa hẳn 1 mục."
    assert screen.findChild(QMessageBox) is None
