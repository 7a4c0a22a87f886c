"""The page of the composer: clicked, marked, and where every check leads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.documents.pages import FieldSpot
from rehabdesk.documents.sheet import PORTRAIT
from rehabdesk.services.office import Office
from rehabdesk.ui.decisions.compose.following_page import DOTS
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.visits import Compose, OpenSettings
from tests.builders import a_volunteer, taken_in

Write = Callable[[QWidget, str], None]


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings) -> ComposeScreen:
    page = ComposeScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    with qtbot.waitExposed(page):
        page.show()
    return page


def settled(qtbot: QtBot, screen: ComposeScreen) -> None:
    """Wait until the preview has followed the last key."""
    qtbot.waitUntil(lambda: not screen._rest.isActive())


LEFT = PORTRAIT.left
WHITE, AMBER, BLUE = (255, 255, 255), (252, 227, 176), (26, 95, 180)


def moved(screen: ComposeScreen, spot: FieldSpot) -> FieldSpot:
    assert screen._sight is not None
    return next(one for one in screen._sight.spots if one.field == spot.field)


def dot(screen: ComposeScreen, page: int, x: float, y: float) -> tuple[int, int, int]:
    """Return the colour of the page at a place given in points."""
    assert screen._sight is not None
    image = screen._sight.pages[page]
    scale = DOTS / 72
    at = round(y * scale) * image.stride + round(x * scale) * 4
    blue, green, red = image.pixels[at : at + 3]
    return red, green, blue


def shade(screen: ComposeScreen, spot: FieldSpot) -> tuple[int, int, int]:
    return dot(screen, spot.page, spot.x + 1, spot.y + 1.5)


def bar(screen: ComposeScreen, spot: FieldSpot) -> tuple[int, int, int]:
    """Return the colour just left of the text, where hand-written wording has its bar."""
    return dot(screen, spot.page, LEFT - 5.25, spot.y + spot.height / 2)


def plan(screen: ComposeScreen, day: str) -> None:
    screen.form.planned_on.setText(day)
    screen.form.planned_on.editingFinished.emit()


def test_a_click_on_the_page_goes_to_the_input(
    qtbot: QtBot, screen: ComposeScreen, office: Office
) -> None:
    screen.visit(Compose((taken_in(office),)))
    screen.preview.spot_chosen.emit("term_end_date", 0)
    assert screen.focusWidget() is screen.form.term_end
    screen.preview.spot_chosen.emit("person_residence", 0)
    assert screen.focusWidget() in [one.field for one in screen.quick_fill.lines.values()]


def test_a_click_on_what_is_kept_elsewhere_says_where(
    screen: ComposeScreen, office: Office
) -> None:
    person = taken_in(office)
    screen.visit(Compose((person,)))
    wanted: list[object] = []
    screen.wanted.connect(wanted.append)
    screen.preview.spot_chosen.emit("place_name", None)
    assert screen.message.text.endswith("lấy từ Cài đặt › Cơ quan. Sửa ở đó.")
    screen.message.findChildren(KeyButton)[-1].click()
    assert wanted == [OpenSettings()]
    screen.preview.spot_chosen.emit("doc_number", None)
    assert "Đã ký – nhập số" in screen.message.text


def test_of_two_persons_on_a_page_the_one_clicked_is_gone_to(
    screen: ComposeScreen, office: Office
) -> None:
    people = taken_in(office), taken_in(office, full_name="Lò Văn Ún", papers=())
    screen.visit(Compose(people, purpose="post_rehab"))
    plan(screen, "06/05/2024")  # the former law let one paper name several
    screen.form.together.setChecked(True)
    screen._look()
    assert screen._sight is not None
    assert screen._sight.person_ids == (people,)
    screen.preview.spot_chosen.emit("person_residence", 1)
    assert screen.quick_fill.lines[people[1], "person_residence"].field.hasFocus()


def test_a_line_with_other_words_has_a_bar_and_a_value_of_its_own_stands_in_amber(
    screen: ComposeScreen, office: Office
) -> None:
    person = taken_in(office)
    screen.visit(Compose((person,)))
    sight = screen._sight
    assert sight is not None
    spot = next(each for each in sight.spots if each.field == "person_occupation")
    assert shade(screen, spot) == WHITE
    assert bar(screen, spot) == WHITE
    screen._go_to_value("person_occupation", 0)
    field = screen.quick_fill.lines[person, "person_occupation"].field
    assert isinstance(field, QLineEdit)
    field.setText("Thợ xây")
    screen._look()
    assert shade(screen, moved(screen, spot)) == AMBER
    assert screen._sight is not None
    [line] = [each for each in screen._sight.lines if each.key == spot.line]
    screen._take_wording({line.key: line.reworded(f"{line.text} (ghi tay)")}, frozenset())
    assert bar(screen, moved(screen, spot)) == BLUE
    field.setText("Lao động tự do")
    screen._look()
    assert shade(screen, moved(screen, spot)) != AMBER


def test_every_check_with_a_place_leads_there(screen: ComposeScreen, office: Office) -> None:
    person = taken_in(office, papers=(), relatives=())
    leaving = a_volunteer(office, serves_until=date(2026, 11, 12))
    screen.visit(Compose((person,), (leaving,)))
    plan(screen, "02/12/2026")
    screen.form.term_end.setText("30/11/2027")
    screen._look()
    assert screen._sight is not None
    leading = [check for check in screen._sight.checks if check.field]
    assert len(leading) > 5
    for check in leading:
        screen.print_button.setFocus()
        screen.message.hush()
        screen.checks.fill_wanted.emit(check)
        focus = screen.focusWidget()
        is_there = focus is not None and screen.left.isAncestorOf(focus)
        assert is_there or screen.message.text, check.sentence


@pytest.mark.parametrize("name", ["planned_on", "term_start", "term_end", "effective_from"])
def test_a_day_that_is_none_stays_marked_and_nothing_is_printed_or_kept(
    qtbot: QtBot, screen: ComposeScreen, office: Office, name: str
) -> None:
    screen.visit(Compose((taken_in(office),), (a_volunteer(office),)))
    field = getattr(screen.form, name)
    good = field.text()
    field.setText("32/13/2026")
    field.editingFinished.emit()
    settled(qtbot, screen)
    assert screen.form.form.box(name).is_wrong
    assert field.text() == "32/13/2026"
    assert not screen.print_button.isEnabled()
    screen._export()
    screen.save_button.click()
    assert not screen.keeper.drafts
    field.setText(good)
    field.editingFinished.emit()
    settled(qtbot, screen)
    assert screen.print_button.isEnabled()
    assert not screen.form.form.box(name).is_wrong


def test_a_name_nobody_in_service_has_is_told(
    qtbot: QtBot, screen: ComposeScreen, office: Office, write: Write
) -> None:
    a_volunteer(office, serves_until=date(2026, 11, 12))
    screen.visit(Compose((taken_in(office),)))
    box = screen.form.form.box("assignees")
    write(screen.form.assignees.input, "nhan")
    qtbot.waitUntil(lambda: "Không có ai tên “nhan” đang nhận việc" in box.message)
    a_volunteer(office, full_name="Ngô Thị Nhàn Em")
    write(screen.form.assignees.input, " ngo")
    qtbot.waitUntil(lambda: screen.form.assignees.suggester.is_open)
    assert not box.message
