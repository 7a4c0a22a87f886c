"""What else the composer makes: envelopes, papers beside this one, forms of the police."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.forms.form import Group
from rehabdesk.services.office import Office
from rehabdesk.ui.decisions.compose.candidates import NameButton
from rehabdesk.ui.decisions.compose.envelope_dialog import EnvelopeDialog
from rehabdesk.ui.decisions.compose.inputs import (
    SaidLines,
)
from rehabdesk.ui.decisions.compose.run_bar import RunBar
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.preview import PageSheet
from rehabdesk.ui.visits import Compose
from tests.builders import taken_in

Write = Callable[[QWidget, str], None]


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings) -> ComposeScreen:
    page = ComposeScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_other_papers_for_the_same_person_begin_from_the_menu(
    screen: ComposeScreen, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    person = taken_in(office)
    screen.visit(Compose((person,)))
    screen._open_menu()
    menu = screen.more_button.findChildren(QMenu)[0]
    acts = {action.text(): action for action in menu.actions()}
    assert {"Giấy mời", "Biên bản giao nhận (Mẫu 23)", "Mẫu của Công an"} <= acts.keys()
    acts["Biên bản giao nhận (Mẫu 23)"].trigger()
    assert screen.order().purpose == "delivery_record"
    assert screen.order().person_ids == (person,)


def post_from(screen: ComposeScreen) -> EnvelopeDialog:
    screen._open_menu()
    menu = screen.more_button.findChildren(QMenu)[0]
    [post] = [action for action in menu.actions() if action.text() == "Phong bì…"]
    post.trigger()
    return screen.findChildren(EnvelopeDialog)[0]


def test_envelopes_come_from_the_menu_and_every_address_may_be_changed(
    screen: ComposeScreen, office: Office, monkeypatch: pytest.MonkeyPatch, habits: QSettings
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    screen.visit(Compose((taken_in(office),)))
    dialog = post_from(screen)
    assert dialog.to_box.value == "Ông Trần Văn Thắng\nThôn Đồng Bến, xã Yên Thịnh, tỉnh Hòa Sơn"
    dialog.to_box.value = ""
    dialog.submit()
    assert dialog.form.box("receivers").message == "Ghi ít nhất một nơi nhận."
    dialog.to_box.value = "Bà Vi Thị Ên\nThôn Hạ\n\nÔng Lò Văn Ún\nThôn Thượng"
    dialog.size_field.value = "c5"
    dialog.submit()
    [shown] = screen.findChildren(PaperDialog)
    assert [round(sheet.points[0]) for sheet in shown.findChildren(PageSheet)] == [649, 649]
    assert habits.value("envelope/size") == "c5"


def test_names_are_offered_for_an_addressee_and_others_may_be_typed(
    screen: ComposeScreen, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    screen.visit(Compose(purpose="report"))
    line = screen.quick_fill.lines[None, "addressee"]
    [button] = line.findChildren(NameButton)
    offered = {action.text(): action for action in button.open().actions()}
    assert "Công an tỉnh Hòa Sơn" in offered
    assert isinstance(line.field, SaidLines)
    line.field.said = "Báo Hòa Sơn"
    offered["Công an tỉnh Hòa Sơn"].trigger()
    assert screen.order().typed["addressee"] == "Báo Hòa Sơn\nCông an tỉnh Hòa Sơn"
    offered["Công an tỉnh Hòa Sơn"].trigger()
    assert screen.order().typed["addressee"].count("Công an tỉnh") == 1


@pytest.mark.parametrize("group", ["Giấy mời", "Biên bản giao nhận (Mẫu 23)"])
def test_every_paper_of_the_menu_is_drawn(
    screen: ComposeScreen, office: Office, monkeypatch: pytest.MonkeyPatch, group: str
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    person = taken_in(office)
    screen.visit(Compose((person,)))
    screen._open_menu()
    menu = screen.more_button.findChildren(QMenu)[0]
    next(action for action in menu.actions() if action.text() == group).trigger()
    assert screen._sight is not None
    assert screen._sight.pages
    assert not screen.checks.is_blocked


def test_every_form_of_the_police_is_drawn_with_the_letterhead_of_the_police(
    screen: ComposeScreen, office: Office
) -> None:
    person = taken_in(office)
    screen.visit(Compose((person,)))
    police = [form.purpose for form in screen.form.forms if form.group is Group.POLICE]
    assert len(police) > 3
    for purpose in police:
        screen._begin_another(purpose)
        assert screen.order().purpose == purpose
        assert screen._sight is not None
        fields = {spot.field for spot in screen._sight.spots}
        assert "commune_committee_name" not in fields


def test_a_long_run_says_how_long_it_goes_on(qtbot: QtBot, desk: Desk) -> None:
    now = [100.0]
    bar = RunBar(lambda: now[0])
    qtbot.addWidget(bar)
    bar.show_progress(0, 62, "Vi Văn An")
    assert bar.words.text() == "Đang làm 1/62: Vi Văn An"
    now[0] += 4
    bar.show_progress(4, 62, "Vi Văn Bình")
    assert bar.words.text() == "Đang làm 5/62: Vi Văn Bình, còn khoảng 60 giây"
    now[0] += 20
    bar.show_progress(8, 62, "Vi Văn Chi")
    assert bar.words.text().endswith(", còn khoảng 3 phút")
    now[0] += 10
    bar.show_progress(61, 62, "Vi Văn Dũng")
    assert bar.words.text() == "Đang làm 62/62: Vi Văn Dũng"
