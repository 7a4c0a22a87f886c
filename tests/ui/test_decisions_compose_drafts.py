"""Papers of no book are kept as drafts too, and whatever is half-typed outlives a power cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.printing import DraftGone, keep_loose, list_loose, open_loose
from rehabdesk.services.decisions.register import list_register
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.decisions.compose.inputs import SaidLines, SaidText
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.visits import Compose
from tests.builders import LAN, taken_in

PAPER = "police_proposal"
TITLE = "Đề nghị quản lý sau cai, của Công an xã (Mẫu 52)"


@pytest.fixture
def typist(office: Office) -> Office:
    """An office whose actor is also one of its users: drafts belong to somebody."""
    office.do(partial(add_user, facts=UserFacts(LAN.name, LAN.post, LAN.role)))
    return office


@pytest.fixture
def screen(qtbot: QtBot, typist: Office, desk: Desk, habits: QSettings) -> ComposeScreen:
    return a_screen(qtbot, desk, habits)


def a_screen(qtbot: QtBot, desk: Desk, habits: QSettings) -> ComposeScreen:
    page = ComposeScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    with qtbot.waitExposed(page):
        page.show()
    return page


def measured_by(screen: ComposeScreen, name: str) -> None:
    screen._go_to_value("proposed_measures", None)
    field = screen.quick_fill.lines[None, "proposed_measures"].field
    assert isinstance(field, SaidText | SaidLines)
    field.said = name


def links(screen: ComposeScreen) -> list[KeyButton]:
    return [each for each in screen.message.findChildren(KeyButton) if each.isVisible()]


def test_a_police_paper_is_saved_and_taken_up_again(
    qtbot: QtBot, screen: ComposeScreen, typist: Office
) -> None:
    person = taken_in(typist)
    screen.visit(Compose((person,), purpose=PAPER))
    measured_by(screen, "tư vấn tâm lý")
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert screen.head._line.text() == "nháp lưu 08:42"
    measured_by(screen, "giúp tìm việc")
    screen.save_button.click()
    [draft] = typist.look(list_loose)
    assert (draft.title, draft.is_asked) == (TITLE, True)
    assert typist.look(partial(list_register, book_id=1, year=2026)) == []
    screen.visit(Compose())
    assert screen.message.text == "Có 1 bản nháp soạn dở."
    links(screen)[0].click()
    order = screen.order()
    assert (order.purpose, order.person_ids) == (PAPER, (person,))
    assert order.typed["proposed_measures"] == "giúp tìm việc"
    screen.save_button.click()
    assert len(typist.look(list_loose)) == 1


def test_what_was_half_typed_is_offered_after_the_power_has_gone(
    qtbot: QtBot, screen: ComposeScreen, desk: Desk, habits: QSettings, typist: Office
) -> None:
    screen.visit(Compose((taken_in(typist),), purpose="police_proposal"))
    screen._go_to_value("proposed_measures", 0)
    [field] = [
        line.field for key, line in screen.quick_fill.lines.items() if key[1] == "proposed_measures"
    ]
    field.said = "tư vấn tâm lý"  # type: ignore[attr-defined]
    assert screen.keeper._rest.isActive()
    screen.keeper._rest.timeout.emit()
    again = a_screen(qtbot, desk, habits)  # nothing of the first page is left but the database
    again.visit(Compose())
    links(again)[0].click()
    said = {**again.order().typed, **next(iter(again.order().typed_persons.values()), {})}
    assert said["proposed_measures"] == "tư vấn tâm lý"


def test_a_decision_about_nobody_yet_is_half_typed_too(
    screen: ComposeScreen, typist: Office
) -> None:
    screen.visit(Compose())
    screen.form.effective_from.setText("02/12/2026")
    screen.keeper._rest.timeout.emit()
    screen.visit(Compose((taken_in(typist),)))
    [draft] = typist.look(list_loose)
    screen._reopen(draft)
    assert screen.keeper.loose == draft.key
    assert f"{screen.order().effective_from}" == "2026-12-02"


def test_once_in_a_book_it_is_no_longer_kept_beside(screen: ComposeScreen, typist: Office) -> None:
    screen.visit(Compose())
    screen.form.effective_from.setText("02/12/2026")
    screen.keeper._rest.timeout.emit()
    assert len(typist.look(list_loose)) == 1
    person = taken_in(typist)
    screen.form.persons.choose_all([suggestion_of(person)])
    screen.form.persons.changed.emit()
    screen.save_button.click()
    assert typist.look(list_loose) == ()
    assert len(typist.look(partial(list_register, book_id=1, year=2026))) == 1


def suggestion_of(person: int) -> Suggestion:
    return Suggestion(person, "Trần Văn Thắng", "")


def test_printing_ends_what_was_kept_by_itself_and_leaves_what_was_saved(
    screen: ComposeScreen, typist: Office
) -> None:
    person = taken_in(typist)
    screen.visit(Compose((person,), purpose=PAPER))
    measured_by(screen, "tư vấn tâm lý")
    screen.keeper._rest.timeout.emit()
    assert len(typist.look(list_loose)) == 1
    screen.print_button.click()
    assert typist.look(list_loose) == ()
    screen.save_button.click()
    screen.print_button.click()
    assert len(typist.look(list_loose)) == 1


def test_a_draft_thrown_away_comes_back(screen: ComposeScreen, typist: Office, desk: Desk) -> None:
    notices: list[Notice] = []
    desk.noticed.connect(notices.append)
    screen.visit(Compose((taken_in(typist),), purpose=PAPER))
    measured_by(screen, "tư vấn tâm lý")
    screen.save_button.click()
    screen._discard()
    assert typist.look(list_loose) == ()
    act = notices[-1].act
    assert act is not None
    act()
    assert screen.order().typed["proposed_measures"] == "tư vấn tâm lý"


def test_the_menu_opens_drafts(
    screen: ComposeScreen, typist: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    screen.visit(Compose((taken_in(typist),), purpose=PAPER))
    screen.save_button.click()
    screen.visit(Compose((taken_in(typist, full_name="Lò Văn Ún", papers=()),)))
    screen._open_menu()
    [below] = [
        each.menu()
        for menu in screen.more_button.findChildren(QMenu)
        for each in menu.actions()
        if each.text() == "Bản nháp soạn dở"
    ]
    assert isinstance(below, QMenu)
    [action] = below.actions()
    assert action.text() == f"{TITLE} · Trần Văn Thắng · 08:42"
    action.trigger()
    assert screen.order().purpose == PAPER


def test_each_user_has_drafts_of_his_own(screen: ComposeScreen, typist: Office) -> None:
    screen.visit(Compose((taken_in(typist),), purpose=PAPER))
    screen.save_button.click()
    another = replace(typist, actor=Actor(2, "Vi Thị Ên", "", Role.CLERK))
    assert another.look(list_loose) == ()


def test_a_form_only_looked_at_leaves_no_draft(screen: ComposeScreen, typist: Office) -> None:
    screen.visit(Compose())
    screen.form.kind.value = "helper_assignment"
    screen.form.kind.chosen.emit("helper_assignment")
    assert screen.order().purpose == "helper_assignment"
    screen.hide()
    assert typist.look(list_loose) == ()


def test_who_has_left_the_records_is_left_out_of_a_draft(typist: Office) -> None:
    person = taken_in(typist)
    order = DraftDecision(PAPER, date(2026, 11, 23), (person, 999), (888,), signer_id=777)
    kept = typist.keep(partial(keep_loose, order=order))
    again = typist.look(partial(open_loose, key=kept.key))
    assert (again.person_ids, again.volunteer_ids, again.signer_id) == ((person,), (), None)


def test_a_draft_that_is_gone_is_said_in_a_sentence(typist: Office) -> None:
    with pytest.raises(DraftGone, match="không còn"):
        typist.look(partial(open_loose, key="paper:9"))
