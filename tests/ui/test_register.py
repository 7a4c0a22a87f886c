"""Sổ văn bản: every number of the year, and what can be done with its paper."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import PaperStatus, Role
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.drafting import save_draft
from rehabdesk.services.office import Office
from rehabdesk.ui.decisions.numbering.dialog import NumberDialog
from rehabdesk.ui.decisions.register.gap_dialog import GapDialog
from rehabdesk.ui.decisions.register.screen import RegisterScreen
from rehabdesk.ui.kit.buttons import plain
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.purpose import PurposeDialog
from rehabdesk.ui.visits import Compose, NumberPapers, OpenRegister
from tests.builders import InlineLane, a_volunteer, taken_in
from tests.ui.paper_builders import numbered, submitted

T = TypeVar("T")
Write = Callable[[QWidget, str], None]
SCAN = b"%PDF-1.4 scan"


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings) -> RegisterScreen:
    page = RegisterScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def book(office: Office) -> dict[str, int]:
    """Numbers 43 and 45, one paper submitted, one draft."""
    helper = a_volunteer(office)
    names = ("Bùi Thành Đạt", "Lương Công Tín", "Lý Anh Quân", "Mai Xuân Nam")
    people = [taken_in(office, full_name=name, papers=()) for name in names]
    done = [submitted(office, each, (helper,)) for each in people[:3]]
    numbered(office, done[0], "43", date(2026, 11, 12))
    numbered(office, done[1], "45", date(2026, 11, 17))
    draft = DraftDecision("post_rehab", date(2026, 11, 27), (people[3],))
    kept = office.do(partial(save_draft, order=draft)).result
    return {"43": done[0], "45": done[1], "waiting": done[2], "draft": kept.decision_ids[0]}


def test_a_paper_looked_for_is_found_in_its_own_year(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, book: dict[str, int]
) -> None:
    january = Desk(replace(office, clock=lambda: datetime(2027, 1, 4, 8)), InlineLane())
    page = RegisterScreen(january, habits)
    qtbot.addWidget(page)
    assert page.year.value == 2027
    page.words.setText("không có văn bản này")
    page.visit(OpenRegister(book["43"]))
    assert (page.year.value, page.words.value) == (2026, "")
    assert page.table.current is not None
    assert page.table.current.decision_id == book["43"]


def numbers(screen: RegisterScreen) -> list[str]:
    return [row.number_text for row in screen.rows.all]


def test_papers_without_number_stand_on_top_and_blank_numbers_keep_their_line(
    book: dict[str, int], screen: RegisterScreen
) -> None:
    assert numbers(screen) == ["chờ số", "–", "45", "44", "43"]
    assert screen.head._line.text() == "Quyết định · năm 2026 · đến số 45"


def test_an_empty_book_says_what_comes_first(screen: RegisterScreen) -> None:
    assert screen.table._empty.text() == (
        "Sổ Quyết định 2026 chưa có số nào. Số đầu tiên hiện ra khi ghi số một quyết định đã ký."
    )


def test_words_and_counts_filter(
    qtbot: QtBot, book: dict[str, int], screen: RegisterScreen, write: Write
) -> None:
    write(screen.words, "tin luong")
    qtbot.waitUntil(lambda: numbers(screen) == ["45"])
    screen.words.clear()
    qtbot.waitUntil(lambda: len(numbers(screen)) == 5)
    assert screen.awaiting.text() == "1 chờ số"
    screen.awaiting.click()
    assert numbers(screen) == ["chờ số"]
    screen.awaiting.click()
    screen.unscanned.click()
    assert numbers(screen) == ["45", "43"]
    assert not screen.awaiting.isChecked()


def test_a_blank_number_is_explained_in_its_line(
    qtbot: QtBot, book: dict[str, int], screen: RegisterScreen, write: Write
) -> None:
    screen.table.choose("gap 44")
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    [dialog] = screen.findChildren(GapDialog)
    dialog.accept_button.click()
    assert dialog.message.text or dialog.form.box("reason").message == "Ghi lý do để trống số 44."
    write(dialog.reason, "Văn thư cấp cho việc khác")
    dialog.accept_button.click()
    row = screen.rows.all[3]
    assert (row.number_text, row.title) == ("44", "Văn thư cấp cho việc khác")
    assert screen.table.current is row


def test_enter_opens_a_draft_in_the_composer_and_a_numbered_paper_as_it_was_kept(
    qtbot: QtBot, book: dict[str, int], screen: RegisterScreen
) -> None:
    screen.table.choose(book["draft"])
    with qtbot.waitSignal(screen.wanted) as asked:
        qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert asked.args == [Compose(decision_id=book["draft"])]
    screen.table.choose(book["45"])
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert len(screen.findChildren(PaperDialog)) == 1


def test_the_signed_copy_is_attached_and_the_count_falls(
    book: dict[str, int], screen: RegisterScreen, tmp_path: Path
) -> None:
    scan = tmp_path / "43.pdf"
    scan.write_bytes(SCAN)
    screen.table.choose(book["43"])
    row = screen.table.current
    assert row is not None
    screen.paper_acts.read_copy(row, scan)
    assert screen.unscanned.text() == "1 thiếu bản đã ký"
    assert screen.table.current is not None
    assert screen.table.current.has_signed_copy


def test_a_paper_signed_but_not_numbered_is_told_and_untold(
    book: dict[str, int], screen: RegisterScreen, desk: Desk
) -> None:
    notices: list[Notice] = []
    desk.noticed.connect(notices.append)
    screen.table.choose(book["waiting"])
    shown = [plain(one.text()) for one in screen.acts.buttons if not one.isHidden()]
    assert shown == ["Mở văn bản", "Đánh dấu đã ký, chờ số", "Nhập số"]
    [sign] = [one for one in screen.acts.buttons if plain(one.text()).startswith("Đánh dấu")]
    sign.click()
    assert screen.rows.all[0].status is PaperStatus.SIGNED_UNNUMBERED
    assert notices[-1].text == "Đã ghi: đã ký, chờ số"
    shown = [plain(one.text()) for one in screen.acts.buttons if not one.isHidden()]
    assert shown == ["Xem văn bản", "Bỏ dấu đã ký", "Nhập số"]
    act = notices[-1].act
    assert act is not None
    act()
    assert screen.rows.all[0].status.label == "Đã trình ký"


def test_a_leader_looks_into_the_book_and_writes_nothing(
    qtbot: QtBot, book: dict[str, int], office: Office, habits: QSettings
) -> None:
    leader = replace(office, actor=replace(office.actor, role=Role.LEADER))
    page = RegisterScreen(Desk(leader, InlineLane()), habits)
    qtbot.addWidget(page)
    page.show()
    page.table.choose(book["waiting"])
    shown = [plain(one.text()) for one in page.acts.buttons if not one.isHidden()]
    assert shown == ["Mở văn bản"]
    assert not page.number_button.isVisible()
    assert not page.compose_button.isVisible()


def test_a_scan_too_large_is_refused_in_words(
    book: dict[str, int],
    screen: RegisterScreen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "rehabdesk.ui.kit.ask.refuse", lambda _parent, refusal: told.append(str(refusal))
    )
    scan = tmp_path / "to.pdf"
    with scan.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    screen.table.choose(book["43"])
    row = screen.table.current
    assert row is not None
    screen.paper_acts.read_copy(row, scan)
    assert told == ["Tệp “to.pdf” lớn hơn 20 MB. Chưa đính kèm. Chụp hoặc quét nhỏ hơn."]


def test_numbering_from_the_book_can_be_undone_at_once_and_from_the_line(
    book: dict[str, int], screen: RegisterScreen, desk: Desk
) -> None:
    notices: list[Notice] = []
    desk.noticed.connect(notices.append)
    screen.visit(NumberPapers())
    [dialog] = screen.findChildren(NumberDialog)
    dialog.accept_button.click()
    assert notices[-1].text == "Đã ghi số 46/QĐ-UBND"
    assert numbers(screen) == ["–", "46", "45", "44", "43"]
    act = notices[-1].act
    assert act is not None
    act()
    assert numbers(screen) == ["chờ số", "–", "45", "44", "43"]
    row = screen.rows.all[0]
    assert not screen._was_just_numbered(row)


class SlowLane(InlineLane):
    """Keeps what is asked of it until it is let go."""

    def __init__(self) -> None:
        self._held: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()

        def run() -> None:
            if future.set_running_or_notify_cancel():
                future.set_result(fn(*args, **kwargs))

        self._held.append(run)
        return future

    def let_go(self) -> None:
        while self._held:
            self._held.pop(0)()


def test_a_number_asked_for_before_the_list_stands_there_is_of_the_line_it_begins_at(
    qtbot: QtBot, office: Office, habits: QSettings, dressed: Style, book: dict[str, int]
) -> None:
    another = submitted(office, taken_in(office, full_name="Đỗ Văn Hải", papers=()))
    lane = SlowLane()
    page = RegisterScreen(Desk(office, lane), habits)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.visit(NumberPapers())
    page.visit(NumberPapers())
    assert not page.findChildren(NumberDialog)
    lane.let_go()
    row = page.table.current
    assert row is not None
    assert row.decision_id in {another, book["waiting"]}
    [dialog] = page.findChildren(NumberDialog)
    assert [each.paper.decision_id for each in dialog.rows if each.is_ticked] == [row.decision_id]
    dialog.reject()
    page.refresh()
    lane.let_go()
    assert not [each for each in page.findChildren(NumberDialog) if each.isVisible()]


def test_only_numbers_of_this_sitting_can_be_undone_from_their_line(
    book: dict[str, int], screen: RegisterScreen
) -> None:
    screen.visit(NumberPapers((book["waiting"],)))
    screen.findChildren(NumberDialog)[0].accept_button.click()
    shown = {}
    for number in (book["waiting"], book["45"]):
        screen.table.choose(number)
        shown[number] = [one.text() for one in screen.acts.buttons if not one.isHidden()]
    assert "&Hoàn tác ghi số" in shown[book["waiting"]]
    assert "&Hoàn tác ghi số" not in shown[book["45"]]


def test_the_book_is_printed_with_the_ten_columns(
    qtbot: QtBot, book: dict[str, int], screen: RegisterScreen, write: Write
) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    [asked] = screen.findChildren(PurposeDialog)
    assert asked.question.text() == "Sổ Quyết định 2026 có tên người. Mục đích?"
    asked.accept_button.click()
    assert asked.form.box("purpose").message == "Ghi mục đích."
    write(asked.purpose, "Đóng sổ lưu trữ")
    asked.accept_button.click()
    [dialog] = screen.findChildren(PaperDialog)
    assert dialog.windowTitle() == "Sổ Quyết định 2026"


def test_a_visit_goes_to_the_line_of_a_paper(book: dict[str, int], screen: RegisterScreen) -> None:
    screen.visit(OpenRegister(book["43"]))
    assert screen.table.current is not None
    assert screen.table.current.decision_id == book["43"]


def test_refreshing_keeps_the_line(
    book: dict[str, int], screen: RegisterScreen, desk: Desk, office: Office
) -> None:
    screen.table.choose(book["43"])
    desk.changed.emit(frozenset({"decision"}))
    assert screen.table.current is not None
    assert screen.table.current.decision_id == book["43"]
