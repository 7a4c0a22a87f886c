"""Đã ký – nhập số: number, day, next number, and the decision takes effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.services.decisions.papers import read_signed_copy
from rehabdesk.services.decisions.register import RegisterRow, list_awaiting, list_register
from rehabdesk.services.office import Office
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.volunteers import correct_volunteer, list_volunteers
from rehabdesk.ui.decisions.numbering.dialog import NumberDialog
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from tests.again import built_once
from tests.builders import RESOURCES, a_volunteer, taken_in
from tests.services.life.builders import dump
from tests.ui.paper_builders import numbered, submitted

Write = Callable[[QWidget, str], None]
Opened = Callable[..., NumberDialog]
SCAN = b"%PDF-1.4 scan"


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, habits: QSettings) -> Opened:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1182, 662)
    page.show()

    def open_dialog(*decision_ids: int) -> NumberDialog:
        dialog = NumberDialog(desk, habits, decision_ids, page)
        with qtbot.waitExposed(dialog):
            dialog.open()
        return dialog

    return open_dialog


@pytest.fixture
def papers(office: Office) -> tuple[int, int]:
    """Two papers on the chair's desk; the book is at 45."""
    return on_the_desk(office)


@built_once(RESOURCES)
def on_the_desk(office: Office) -> tuple[int, int]:
    helper = a_volunteer(office)
    old = taken_in(office, full_name="Bùi Thành Đạt", papers=())
    numbered(office, submitted(office, old, (helper,)), "45", date(2026, 11, 17))
    first = submitted(office, taken_in(office, full_name="Lương Công Tín"), (helper,))
    second = taken_in(office, full_name="Lý Anh Quân", papers=())
    return first, submitted(office, second, (helper,))


def book(office: Office) -> list[RegisterRow]:
    return office.look(partial(list_register, book_id=1, year=2026))


def test_the_next_number_waits_chosen_and_enter_goes_on_as_in_a_register(
    qtbot: QtBot, opened: Opened, papers: tuple[int, int]
) -> None:
    dialog = opened(*papers)
    first, second = dialog.rows
    assert (first.number.value, second.number.value) == ("46", "47")
    assert first.number.hasSelectedText()
    assert dialog.focusWidget() is first.number
    qtbot.keyClick(first.number, Qt.Key.Key_Return)
    assert dialog.focusWidget() is first.day
    qtbot.keyClick(first.day, Qt.Key.Key_Return)
    assert dialog.focusWidget() is second.number
    qtbot.keyClick(second.number, Qt.Key.Key_Return)
    qtbot.keyClick(second.day, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.accept_button


def test_one_key_replaces_the_number_and_the_rows_below_go_on(
    qtbot: QtBot, opened: Opened, papers: tuple[int, int]
) -> None:
    dialog = opened(*papers)
    first, second = dialog.rows
    qtbot.keyClicks(first.number, "50")
    assert (first.number.value, second.number.value) == ("50", "51")
    qtbot.keyClicks(second.number, "a")
    qtbot.keyClicks(first.number, "1")
    assert second.number.value == "51a"


def test_a_number_that_was_cleared_is_not_proposed_again_while_it_is_typed(
    qtbot: QtBot, opened: Opened, papers: tuple[int, int]
) -> None:
    first, second = opened(*papers).rows
    qtbot.keyClick(first.number, Qt.Key.Key_Delete)
    assert first.number.value == ""
    qtbot.keyClicks(first.number, "46")
    assert (first.number.value, second.number.value) == ("46", "47")


def test_a_row_that_is_ticked_anew_is_proposed_a_number_again(
    qtbot: QtBot, opened: Opened, papers: tuple[int, int]
) -> None:
    first, _ = opened(*papers).rows
    qtbot.keyClick(first.number, Qt.Key.Key_Delete)
    for _ in range(2):
        qtbot.keyClick(first.tick, Qt.Key.Key_Space)
    assert first.number.value == "46"


def test_recording_writes_all_ticked_rows_at_once(
    qtbot: QtBot, opened: Opened, papers: tuple[int, int], office: Office
) -> None:
    dialog = opened(*papers)
    with qtbot.waitSignal(dialog.recorded) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args is not None
    assert told.args[0].numbers == ("46/QĐ-UBND", "47/QĐ-UBND")
    assert office.look(list_awaiting) == []
    assert [row.number for row in book(office)] == [47, 46, 45]


def test_only_what_was_asked_for_is_ticked(
    qtbot: QtBot, opened: Opened, papers: tuple[int, int], office: Office
) -> None:
    dialog = opened(papers[1])
    first, second = dialog.rows
    assert (first.paper.concerns, first.is_ticked) == ("Lý Anh Quân", True)
    assert not second.is_ticked
    assert not second.number.isEnabled()
    assert dialog._fact.text() == "1 trong 2 văn bản"
    qtbot.keyClick(second.tick, Qt.Key.Key_Space)
    assert second.number.value == "47"
    assert second.signer.value == 1


def test_a_taken_number_blocks_and_says_so(
    opened: Opened, papers: tuple[int, int], office: Office, write: Write
) -> None:
    dialog = opened(papers[0])
    write(dialog.rows[0].number, "45")
    assert dialog.verdict.text == "Số 45 đã có trong sổ năm 2026, ngày 17/11/2026."
    assert not dialog.accept_button.isEnabled()
    assert len(office.look(list_awaiting)) == 2


def test_a_blank_number_may_be_explained_at_once(
    opened: Opened, papers: tuple[int, int], office: Office, write: Write
) -> None:
    dialog = opened(papers[0])
    assert not dialog.reason.isVisible()
    write(dialog.rows[0].number, "47")
    assert dialog.verdict.text.startswith("Trống số 46.")
    assert dialog.accept_button.isEnabled()
    write(dialog.reason, "Văn thư cấp cho việc khác")
    dialog.accept_button.click()
    [gap] = [row for row in book(office) if row.is_gap]
    assert (gap.number, gap.gap_reason) == (46, "Văn thư cấp cho việc khác")


def test_a_day_before_the_number_before_is_doubted_but_not_refused(
    opened: Opened, papers: tuple[int, int]
) -> None:
    dialog = opened(papers[0])
    dialog.rows[0].day.setText("16/11/2026")
    assert dialog.verdict.text == (
        "Ngày văn bản trước số liền trước (45, 17/11/2026). Xem lại. "
        "Ngày văn bản của số 46 (16/11/2026) trước ngày soạn (23/11/2026). Xem lại."
    )
    assert dialog.accept_button.isEnabled()


def test_copies_are_those_of_the_lines_unless_somebody_types_them(
    qtbot: QtBot, opened: Opened, papers: tuple[int, int], office: Office
) -> None:
    dialog = opened(*papers)
    assert dialog.copies.count.placeholderText() == "4"
    assert dialog.copies.hint.text() == "để trống: 4 bản theo Nơi nhận"
    qtbot.keyClicks(dialog.copies.count, "7")
    qtbot.keyClick(dialog.copies.count, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.rows[1].number
    assert dialog.copies.count.value == "", "each paper has its own"
    dialog.accept_button.click()
    assert [(row.number, row.copies) for row in book(office)][:2] == [(47, 4), (46, 7)]


def test_what_is_no_count_of_copies_is_said_and_nothing_is_written(
    qtbot: QtBot, opened: Opened, papers: tuple[int, int], office: Office, write: Write
) -> None:
    dialog, before = opened(*papers), dump(office)
    write(dialog.copies.count, "ba")
    dialog.accept_button.click()
    told = "Chưa hiểu số bản “ba”. Gõ một số từ 1 đến 999, hoặc để trống."
    assert dialog.message.text == told
    assert dump(office) == before


def test_who_left_in_between_is_told_and_numbered_only_when_insisted_on(
    opened: Opened, office: Office
) -> None:
    paper = submitted(office, taken_in(office), (a_volunteer(office),))
    [row] = office.look(list_volunteers)
    facts = replace(row.facts, serves_until=date(2026, 11, 22))
    office.do(partial(correct_volunteer, volunteer_id=row.id, version=row.version, facts=facts))
    dialog, before = opened(paper), dump(office)
    dialog.accept_button.click()
    assert dialog.message.text == (
        "Bà Ngô Thị Nhàn thôi nhiệm vụ từ 22/11/2026, văn bản phân công từ 30/11/2026. "
        "Nên để sau, sửa lại bản nháp, chọn người khác."
    )
    assert dump(office) == before
    [insist] = dialog.message.findChildren(KeyButton)
    assert insist.text() == "Vẫn ghi số"
    insist.click()
    assert [row.number for row in book(office)] == [1]


def test_a_day_no_law_covers_is_said_and_nothing_is_written(
    opened: Opened, papers: tuple[int, int], office: Office
) -> None:
    dialog, before = opened(papers[0]), dump(office)
    dialog.rows[0].day.setText("05/01/2019")
    dialog.accept_button.click()
    assert dialog.message.text == (
        "Thiếu căn cứ cho ngày ký 05/01/2019. Văn bản vẫn còn nguyên. "
        "Nạp bộ căn cứ của năm 2019 trong Cài đặt, hoặc đổi ngày."
    )
    assert dump(office) == before


def test_a_day_to_come_is_refused_and_nothing_is_written(
    opened: Opened, papers: tuple[int, int], office: Office
) -> None:
    dialog = opened(*papers)
    dialog.rows[1].day.setText("24/11/2026")
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert dialog.message.text == "Ngày văn bản không sau hôm nay (23/11/2026)."
    assert len(office.look(list_awaiting)) == 2


def test_what_the_number_will_do_is_said_before(opened: Opened, papers: tuple[int, int]) -> None:
    dialog = opened(*papers)
    assert dialog.foretold.sentences[:2] == [
        "Ghi dòng 46 vào Sổ Quyết định 2026",
        "Tính thời hạn quản lý: 30/11/2026 đến 30/11/2028",
    ]
    dialog.rows[1].go()
    assert dialog.foretold.sentences[0] == "Ghi dòng 47 vào Sổ Quyết định 2026"


def test_the_term_begins_with_the_number(
    opened: Opened, papers: tuple[int, int], office: Office
) -> None:
    opened(papers[0]).accept_button.click()
    [row] = [row for row in book(office) if row.number == 46]
    assert row.concerns == "Lương Công Tín"
    found = office.look(partial(read_file, person_id=2))
    assert found.episode is not None
    assert found.episode.term_end == date(2028, 11, 30)


def test_the_signed_copy_goes_with_the_number(
    opened: Opened, papers: tuple[int, int], office: Office, tmp_path: Path
) -> None:
    scan = tmp_path / "QD 46.pdf"
    scan.write_bytes(SCAN)
    dialog = opened(*papers)
    dialog.drop.chosen.emit(scan)
    assert dialog.drop.text() == "QD 46.pdf"
    dialog.rows[1].go()
    assert dialog.drop.text() == "Thả tệp vào đây hoặc bấm để chọn"
    dialog.accept_button.click()
    assert office.look(partial(read_signed_copy, decision_id=papers[0])) == (
        "QD 46.pdf",
        "application/pdf",
        SCAN,
    )
    assert office.look(partial(read_signed_copy, decision_id=papers[1])) is None


def test_a_file_that_is_no_scan_undoes_the_whole_recording(
    opened: Opened, papers: tuple[int, int], office: Office, tmp_path: Path
) -> None:
    letter = tmp_path / "thu.txt"
    letter.write_bytes(b"xin chao")
    dialog = opened(*papers)
    dialog.drop.chosen.emit(letter)
    dialog.accept_button.click()
    assert "không phải PDF hoặc ảnh" in dialog.message.text
    assert len(office.look(list_awaiting)) == 2


def test_a_file_that_has_gone_is_told_in_the_dialog(
    opened: Opened, papers: tuple[int, int], tmp_path: Path
) -> None:
    dialog = opened(*papers)
    dialog.drop.chosen.emit(tmp_path / "khong-co.pdf")
    assert dialog.message.text.startswith("Chưa đọc được tệp")


def test_later_changes_nothing(
    qtbot: QtBot, opened: Opened, papers: tuple[int, int], office: Office
) -> None:
    qtbot.keyClick(opened(*papers), Qt.Key.Key_Escape)
    assert len(office.look(list_awaiting)) == 2


def test_without_papers_the_dialog_says_where_they_come_from(opened: Opened) -> None:
    dialog = opened()
    assert dialog.verdict.text.startswith("Không có văn bản nào chờ số.")
    assert not dialog.accept_button.isEnabled()
