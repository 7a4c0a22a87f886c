from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.domain.dates import PartialDate
from rehabdesk.services.lists.layouts import list_filters
from rehabdesk.services.office import Office
from rehabdesk.services.people.filters import Grouping, Kind, PersonFilter
from rehabdesk.services.people.question import Period, Question
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.asking.dialog import HotQuestionDialog
from rehabdesk.ui.people.asking.sentence import OTHER_AGES
from rehabdesk.ui.people.saved_filters import NameDialog
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.visits import AskQuickly, OpenPerson
from tests.builders import taken_in
from tests.services.lists.accounts import add_account
from tests.ui.conftest import Write

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


@pytest.fixture
def screen(qtbot: QtBot, office: Office, desk: Desk, habits: QSettings) -> PeopleScreen:
    office.do(add_account)
    taken_in(office, full_name="Vũ Tiến Dũng", hamlet_id=1, papers=(), birth=PartialDate(1991))
    taken_in(office, full_name="Lê Hoàng An", hamlet_id=2, papers=(), birth=PartialDate(2009, 1, 2))
    taken_in(office, full_name="Bùi Thành Đạt", hamlet_id=2, papers=(), birth=PartialDate(1999))
    screen = PeopleScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    return screen


def names(screen: PeopleScreen) -> list[str]:
    return [row.full_name for row in screen.rows.all]


@pytest.fixture
def dialog(screen: PeopleScreen) -> HotQuestionDialog:
    screen.visit(AskQuickly())
    found = screen.findChild(HotQuestionDialog)
    assert isinstance(found, HotQuestionDialog)
    return found


def narrow(qtbot: QtBot, dialog: HotQuestionDialog, ages: tuple[int | None, int | None]) -> None:
    dialog.sentence.ages.value = ages
    qtbot.waitUntil(lambda: not dialog._rest.isActive())


def test_a_question_is_answered_at_once_copied_and_opened_as_a_list(
    qtbot: QtBot, screen: PeopleScreen, dialog: HotQuestionDialog
) -> None:
    assert dialog.count.text().startswith("3 người")
    narrow(qtbot, dialog, (None, 18))
    assert dialog.count.text() == "1 người · nam 1, nữ 0"
    qtbot.mouseClick(dialog.copy_button, LEFT)
    assert QApplication.clipboard().text() == (
        "Tính đến 23/11/2026, xã Yên Thịnh có 1 người đang theo dõi, dưới 18 tuổi (nam 1, nữ 0)."
    )
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert names(screen) == ["Lê Hoàng An"]
    assert screen.filters.told.endswith("dưới 18 tuổi")
    assert screen._count.text().startswith("Đang lọc: 1 trong 3 người.")
    qtbot.mouseClick(screen._count.clear_button, LEFT)
    assert len(names(screen)) == 3


def test_limits_of_one_s_own_show_their_fields(
    qtbot: QtBot, dialog: HotQuestionDialog, write: Write
) -> None:
    assert not dialog.sentence.age_from.isVisible()
    dialog.sentence.ages.value = OTHER_AGES
    assert dialog.sentence.age_from.isVisible()
    dialog.sentence.age_from.value = "20"
    dialog.sentence.age_under.value = "30"
    narrow(qtbot, dialog, OTHER_AGES)
    assert dialog.chosen.question == Question(age_from=20, age_under=30)
    dialog.sentence.back.value = Period.OWN
    assert all(field.isVisible() for field in dialog.sentence.back_days)
    dialog.sentence.back_days[0].value = date(2026, 1, 1)
    assert dialog.chosen.question.back.first == date(2026, 1, 1)


def test_a_name_behind_the_figure_opens(
    qtbot: QtBot, screen: PeopleScreen, dialog: HotQuestionDialog
) -> None:
    told: list[object] = []
    screen.wanted.connect(told.append)
    narrow(qtbot, dialog, (None, 18))
    qtbot.keyClick(dialog.table, KEY.Key_Return)
    [person_id] = dialog.rows.person_ids
    assert told == [OpenPerson(person_id, (person_id,))]


def test_a_question_is_kept_under_a_name_taken_again_and_dropped(
    qtbot: QtBot, office: Office, screen: PeopleScreen, dialog: HotQuestionDialog
) -> None:
    narrow(qtbot, dialog, (None, 18))
    qtbot.mouseClick(dialog.save_button, LEFT)
    naming = screen.findChild(NameDialog)
    assert isinstance(naming, NameDialog)
    naming.name.value = "Chưa đủ 18"
    qtbot.mouseClick(naming.accept_button, LEFT)
    [kept] = office.look(partial(list_filters, list_name="people"))
    assert (kept.name, dict(kept.content)) == (
        "Chưa đủ 18",
        {"question": dict(kept.content)["question"]},
    )
    menu = screen.saved.menu()
    [action] = [each for each in menu.actions() if each.text() == "Chưa đủ 18"]
    action.trigger()
    assert names(screen) == ["Lê Hoàng An"]
    screen.saved._drop("Chưa đủ 18")
    assert office.look(partial(list_filters, list_name="people")) == ()


def test_a_nameless_filter_is_refused_under_its_field(qtbot: QtBot, screen: PeopleScreen) -> None:
    screen.saved.keep_current()
    naming = screen.findChildren(NameDialog)[-1]
    naming.name.value = ""
    qtbot.mouseClick(naming.accept_button, LEFT)
    assert naming.form.box("name").message == "Đặt tên cho bộ lọc."


def test_the_list_begins_as_it_was_left_but_forgets_the_words(
    qtbot: QtBot, desk: Desk, habits: QSettings, screen: PeopleScreen
) -> None:
    screen.filters.show_filter(PersonFilter(kind=Kind.EVERYBODY, hamlet_id=2))
    screen.filters.show_filter(PersonFilter("Đạt", Kind.EVERYBODY, hamlet_id=2))
    screen.group_by(Grouping.HAMLET)
    again = PeopleScreen(desk, habits)
    qtbot.addWidget(again)
    assert again.filters.chosen == PersonFilter(kind=Kind.EVERYBODY, hamlet_id=2)
    assert names(again) == ["Lê Hoàng An", "Bùi Thành Đạt"]
    assert again.rows.is_grouped


def test_arrows_close_and_open_a_group_and_acts_go_to_its_members(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    screen.group_by(Grouping.HAMLET)
    table, rows = screen.table, screen.rows
    heads = [rows.told(head) for place in range(rows.rowCount()) if (head := rows.head(place))]
    assert heads == ["Thôn Hạ · 2", "Thôn Thượng · 1"]
    table.setFocus()
    table.choose(rows.person_ids[0])
    qtbot.keyClick(table, KEY.Key_Left)
    assert table.current_id is None
    qtbot.keyClick(table, KEY.Key_Space)
    assert len(table.ticked_ids) == 2
    qtbot.keyClick(table, KEY.Key_Left)
    assert len(rows.person_ids) == 1
    assert len(rows.all_ids) == 3
    assert not table.ticked_ids  # nobody out of sight is acted on
    qtbot.keyClick(table, KEY.Key_Right)
    assert len(rows.person_ids) == 3
    qtbot.keyClick(table, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.ticked_ids) == 3
    screen.grab()


def test_asked_for_columns_read_more_of_the_persons(qtbot: QtBot, screen: PeopleScreen) -> None:
    assert all(row.more is None for row in screen.rows.all)
    columns = {screen.rows.column(one).title: one for one in range(1, screen.rows.columnCount())}  # type: ignore[union-attr]
    assert {"Xã cũ", "Điện thoại", "Loại ma túy", "Việc làm", "Hồ sơ đủ", "Cờ nhắc"} <= set(columns)
    section = columns["Hồ sơ đủ"]
    [action] = [one for one in screen.table.columns.menu().actions() if one.text() == "Hồ sơ đủ"]
    action.trigger()
    assert not screen.table.isColumnHidden(section)
    told = {screen.rows.index(at, section).data() for at in range(screen.rows.rowCount())}
    assert all(each.endswith("%") for each in told)


def test_what_comes_next_is_read_when_the_list_rests(qtbot: QtBot, screen: PeopleScreen) -> None:
    screen.grab()
    qtbot.waitUntil(lambda: all(row.next_step != "…" for row in screen.rows.all))
    assert {row.next_step for row in screen.rows.all} == {"Quyết định quản lý sau cai"}
    assert screen.look._next.text().startswith("Quyết định quản lý sau cai")
