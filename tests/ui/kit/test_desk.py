from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest
from PySide6.QtWidgets import QLineEdit, QMessageBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from rehabdesk.domain.refusals import NeedsConfirmation, OutsideFault, Refusal
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import add_hamlet
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.style import Style


class NotToday(Refusal):
    field = "number"


class Really(NeedsConfirmation):
    pass


class Owner(QWidget):
    """A page with one input, and a place of its own for a "no"."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.go_on: Callable[[], None] | None = None
        self.input = QLineEdit()
        QVBoxLayout(self).addWidget(self.input)

    def show_refusal(self, refusal: Refusal) -> None:
        self.told.append(str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.told.append(str(fault))

    def show_doubt(self, doubt: NeedsConfirmation, go_on: Callable[[], None]) -> None:
        self.told.append(str(doubt))
        self.go_on = go_on


@pytest.fixture
def owner(qtbot: QtBot, dressed: Style) -> Owner:
    widget = Owner()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def threaded(office: Office, dressed: Style) -> Iterator[Desk]:
    with ThreadPoolExecutor(max_workers=1) as lane:
        yield Desk(office, lane)


def refuse(_work: Work) -> None:
    raise NotToday("Hôm nay chưa ghi được.")


def doubt(work: Work) -> str:
    work.unless_confirmed(Really("Đã có một số."))
    work.record("test.made", None)
    return "đã ghi"


def fail() -> None:
    raise OutsideFault("Ổ đĩa đầy.")


def test_what_an_act_changed_is_told_before_its_answer(owner: Owner, desk: Desk) -> None:
    told: list[object] = []
    desk.changed.connect(told.append)
    desk.do(owner, partial(add_hamlet, name="Thôn Bãi"), told.append)
    tables, identity = told
    assert isinstance(tables, frozenset)
    assert {"hamlet", "audit_entry"} <= tables
    assert isinstance(identity, int)


def test_the_owner_is_disabled_until_the_answer_and_keeps_its_cursor(
    qtbot: QtBot, owner: Owner, threaded: Desk
) -> None:
    go = Event()
    told: list[object] = []
    owner.activateWindow()
    owner.input.setFocus()
    threaded.run(owner, go.wait, told.append)
    assert not owner.isEnabled()
    go.set()
    qtbot.waitUntil(lambda: bool(told))
    assert owner.isEnabled()
    assert owner.input.hasFocus()


def test_a_refusal_is_told_by_the_nearest_place_made_for_it(owner: Owner, desk: Desk) -> None:
    desk.do(owner.input, refuse, print)
    assert owner.told == ["Hôm nay chưa ghi được."]
    assert owner.input.isEnabled()


def test_without_such_a_place_a_box_says_it(qtbot: QtBot, desk: Desk) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    desk.do(widget, refuse, print)
    [box] = widget.findChildren(QMessageBox)
    assert box.text() == "Hôm nay chưa ghi được."
    assert [button.text() for button in box.buttons()] == ["Đóng"]


def test_a_doubt_overruled_lets_the_same_act_through(owner: Owner, desk: Desk) -> None:
    told: list[str] = []
    desk.do(owner, doubt, told.append)
    assert (owner.told, told) == (["Đã có một số."], [])
    assert owner.go_on is not None
    owner.go_on()
    assert told == ["đã ghi"]


def test_a_doubt_without_a_place_is_asked_in_a_box(qtbot: QtBot, desk: Desk) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    told: list[str] = []
    desk.do(widget, doubt, told.append)
    [box] = widget.findChildren(QMessageBox)
    assert {button.text() for button in box.buttons()} == {"Bỏ", "Vẫn làm"}
    box.accept()
    assert told == ["đã ghi"]


def test_an_outside_fault_is_told_and_whoever_waits_hears_of_it(owner: Owner, desk: Desk) -> None:
    heard: list[str] = []
    desk.run(owner, fail, print, failed=lambda: heard.append("failed"))
    assert (owner.told, heard) == (["Ổ đĩa đầy."], ["failed"])


def test_the_newest_look_of_a_name_wins(qtbot: QtBot, owner: Owner, threaded: Desk) -> None:
    go = Event()
    told: list[object] = []
    threaded.run(owner, lambda: go.wait() and "cũ", told.append, name="search")
    threaded.run(owner, lambda: "giữa", told.append, name="search")
    threaded.run(owner, lambda: "mới", told.append, name="search")
    threaded.run(owner, lambda: "khác", told.append, name="other")
    go.set()
    qtbot.waitUntil(lambda: "khác" in told)
    assert told == ["mới", "khác"]
    assert owner.isEnabled()


def test_an_answer_for_a_widget_that_has_gone_is_dropped_but_the_change_is_told(
    qtbot: QtBot, owner: Owner, threaded: Desk
) -> None:
    passing, go = QWidget(), Event()
    told: list[object] = []
    with qtbot.waitSignal(threaded.changed):
        threaded.run(owner, go.wait, print, name="first")
        threaded.do(passing, partial(add_hamlet, name="Thôn Bãi"), told.append)
        delete(passing)
        go.set()
    assert told == []


def test_a_bug_reaches_the_crash_box_and_frees_the_window(
    qtbot: QtBot, owner: Owner, threaded: Desk
) -> None:
    with qtbot.captureExceptions() as caught:
        threaded.do(owner, lambda _: 1 // 0, print)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert owner.isEnabled()


def test_what_is_asked_before_somebody_signs_in_waits_for_him(
    office: Office, owner: Owner, desk: Desk
) -> None:
    desk.office = None
    told: list[int] = []
    desk.look(owner, lambda work: work.today.year, told.append)
    assert told == []
    desk.office = office
    assert told == [2026]


def test_a_notice_may_offer_one_thing_to_do(desk: Desk) -> None:
    told: list[Notice] = []
    desk.noticed.connect(told.append)
    desk.say("Đã ghi số 46.", "Hoàn tác", print)
    assert (told[0].text, told[0].link) == ("Đã ghi số 46.", "Hoàn tác")


def test_it_is_busy_until_the_answer_is_in(qtbot: QtBot, threaded: Desk, owner: Owner) -> None:
    go_on = Event()
    threaded.run(owner, go_on.wait, lambda _: None, name="slow")
    assert threaded.is_busy
    go_on.set()
    qtbot.waitUntil(lambda: not threaded.is_busy)


def test_the_same_act_handed_in_again_while_it_is_under_way_is_none(
    qtbot: QtBot, owner: Owner, threaded: Desk
) -> None:
    go_on, done = Event(), list[int]()
    threaded.run(owner, go_on.wait, print, name="first")
    for name in ("Thôn Bãi", "Thôn Bãi", "Thôn Nổi"):
        threaded.do(owner, partial(add_hamlet, name=name), done.append)
    go_on.set()
    qtbot.waitUntil(lambda: not threaded.is_busy)
    assert len(done) == 2
