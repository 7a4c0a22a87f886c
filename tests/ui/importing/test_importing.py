"""Five steps: the sheet, its columns, its rows, and what is written of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from unittest.mock import Mock

import pytest
from openpyxl.reader.excel import load_workbook
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.documents.workbooks.refusals import Reason, WorkbookRefused
from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.sheet import Sheet, Workbook
from rehabdesk.services.importing.kinds.corrections import ExportCorrections, export_corrections
from rehabdesk.services.importing.orders import RowAction
from rehabdesk.services.importing.undoing import list_imports
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import count_files, list_persons
from rehabdesk.ui.importing.file import step
from rehabdesk.ui.importing.file.drop import WorkbookGate
from rehabdesk.ui.importing.rows.views import View, skipped_words
from rehabdesk.ui.importing.screen import COLUMNS, FILE, ROWS, SHEET, WRITE, ImportScreen
from rehabdesk.ui.importing.underway import Underway
from rehabdesk.ui.importing.undo_dialog import UndoDialog
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.visits import OpenImport
from tests.builders import taken_in
from tests.ui.importing.acts import line_of, settle
from tests.ui.importing.conftest import PEOPLE, Bring

CTRL = Qt.KeyboardModifier.ControlModifier
CAPITALS = ("LÊ VĂN AN", "Trần Văn Bảo", "ĐỖ THỊ ÂN")


# Step 1 and 2


def test_escape_stops_the_reading_of_a_file(
    screen: ImportScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def never(path: Path, is_stopped: Callable[[], bool]) -> Workbook:
        assert not is_stopped()
        QTest.keyClick(screen, Qt.Key.Key_Escape)
        asked.append(is_stopped())
        raise WorkbookRefused(Reason.STOPPED, path.name)

    monkeypatch.setattr(step, "open_workbook", never)
    screen.file.open_file(tmp_path / "to.xlsx")
    assert asked == [True]
    assert "Đã dừng đọc tệp" in screen.file.message.text
    assert (screen.at, screen.file.is_reading) == (FILE, False)


def test_a_file_that_is_none_says_one_sentence_and_the_page_stays(
    screen: ImportScreen, tmp_path: Path
) -> None:
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing that could be read")
    screen.file.open_file(broken)
    assert screen.at == FILE
    assert "hong.xlsx" in screen.file.message.text
    assert not screen.next_button.isEnabled()


def test_a_real_file_dropped_on_the_page_is_read(screen: ImportScreen, tmp_path: Path) -> None:
    path = tmp_path / "danh sach.csv"
    path.write_text("Họ và tên,Năm sinh\nNguyễn Đức Thuận,1984\nLê Thị Mến,1990\n", "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, plainly = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, buttons, plainly)
    screen.file.drop.dropEvent(event)
    assert screen.at == SHEET
    assert screen.sheet.head.value == "1"
    assert screen.step_back()
    assert screen.at == FILE


def test_a_workbook_dropped_on_the_list_of_files_is_brought_here(
    qtbot: QtBot, desk: Desk, dressed: Style, habits: QSettings, tmp_path: Path
) -> None:
    page, wanted = QWidget(), Mock()
    qtbot.addWidget(page)
    WorkbookGate(page).dropped.connect(wanted)
    buttons, plainly = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for name in ("anh.png", "danh sach.XLS"):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, plainly)
        page.findChildren(WorkbookGate)[0].eventFilter(page, event)
    wanted.assert_called_once_with(tmp_path / "danh sach.XLS")
    screen = ImportScreen(desk, habits, Mock())
    qtbot.addWidget(screen)
    screen.visit(OpenImport(tmp_path / "khong co.xlsx"))
    assert "khong co.xlsx" in screen.file.message.text


def test_the_sheet_is_marked_and_its_head_can_be_typed(bring: Bring) -> None:
    screen = bring(SHEET)
    assert screen.sheet.head.value == "2"
    marks = screen.sheet.grid.rows.marks
    assert [marks.meaning(number) for number in (1, 2, 3)] == [
        "Trên bảng, bỏ qua",
        "Tiêu đề",
        "",
    ]
    screen.sheet.last.setText("5")
    screen.sheet.last.editingFinished.emit()
    assert screen.sheet.grid.rows.marks.last == 5
    screen.sheet.head.setText("bốn")
    screen.sheet.head.editingFinished.emit()
    assert "Gõ số dòng từ 1 đến 6" in screen.sheet.message.text
    screen.sheet.again.click()
    assert screen.sheet.head.value == "2"
    assert screen.sheet.grid.rows.marks.last == 6


def test_a_line_of_the_sheet_is_dragged(bring: Bring) -> None:
    screen = bring(SHEET)
    screen.sheet.grid.dragged.emit("last", 4)
    assert screen.sheet.last.value == "4"
    assert "2 dòng để đọc" in screen.sheet.foot()


# Step 3


def test_columns_are_guessed_and_two_names_are_not_taken(bring: Bring) -> None:
    screen = bring(COLUMNS)
    fields = {line.letters: line.field for line in screen.columns.table.rows.all}
    assert fields["B"] is ImportField.FULL_NAME
    chooser = screen.columns.table.choosers[6].combo
    chooser.value = ImportField.FULL_NAME
    screen.next_button.click()
    assert screen.at == COLUMNS
    assert "Có 2 cột cùng ghép vào “Họ và tên”" in screen.columns.message.text
    screen.columns.last_time.click()
    screen.next_button.click()
    assert screen.at == ROWS


# Step 4


def test_the_counters_filter_and_tell_how_many_rows_will_be_written(bring: Bring) -> None:
    screen = bring(ROWS)
    counters = screen.rows.counters
    total = sum(counter.count for counter in counters.values())
    assert total >= len(PEOPLE)
    counters[View.FAULTY].click()
    assert {line.row.row_number for line in screen.rows.table.rows.all} >= {4}
    assert screen.rows.view.currentText().startswith("Đang xem: lỗi phải sửa")
    counters[View.FAULTY].click()
    assert screen.rows.view.currentText().startswith("Đang xem: cần xem lại")


def test_a_row_that_is_not_ticked_is_not_written(bring: Bring, office: Office) -> None:
    screen = bring(ROWS)
    screen.rows.view.value = View.ALL
    table = screen.rows.table
    table.setFocus()
    table.choose(line_of(screen, 3).identity)
    QTest.keyClick(table, Qt.Key.Key_Space)
    settle(screen)
    assert screen._under is not None
    assert screen._under.choices[3].action is RowAction.LEAVE_OUT
    screen.next_button.click()
    names = {row.full_name for row in office.look(list_persons)}
    assert "Nguyễn Đức Thuận" not in names


def test_a_row_like_a_kept_file_is_laid_beside_it(bring: Bring, office: Office) -> None:
    taken_in(office)
    known = (1, "Trần Văn Thắng", "14/8/1991", "Nam", "099091004217", "Thôn Hạ", "")
    screen = bring(ROWS, known, *PEOPLE[:1])
    screen.rows.table.choose(line_of(screen, 3).identity)
    panel = screen.rows.panel
    assert panel.isVisible()
    assert "Trần Văn Thắng" in panel.like.currentText()
    panel.update_button.click() if panel.update_button.isEnabled() else None
    panel.leave_button.click()
    settle(screen)
    before = office.look(count_files).everybody
    screen.next_button.click()
    assert office.look(count_files).everybody == before + 1


def test_what_differs_stands_side_by_side_before_it_is_chosen(bring: Bring, office: Office) -> None:
    taken_in(office)
    screen = bring(ROWS, (1, "Tran Van Thang", "14/8/1991", "Nam", "", "Thôn Hạ", ""), *PEOPLE[:1])
    screen.rows.table.choose(line_of(screen, 3).identity)
    row = line_of(screen, 3).row
    assert (row.outcome, row.choice) == (ImportOutcome.ALIKE, None)
    shown = {change.field: change for change in screen.rows.panel.table.rows.all}
    assert shown["full_name"].kept == "Trần Văn Thắng"
    assert shown["full_name"].in_file == "Tran Van Thang"
    screen.rows.panel.like.chosen.emit(0)
    settle(screen)
    assert line_of(screen, 3).row.outcome is ImportOutcome.ALIKE
    screen.rows._tick([line_of(screen, 3).row], is_ticked=True)
    settle(screen)
    screen.rows.view.value = View.ALIKE
    screen.rows._show_view()
    assert line_of(screen, 3).row.outcome is ImportOutcome.CREATED


def test_names_without_marks_are_told_once_above_the_rows(bring: Bring) -> None:
    names = ("Nguyen Van Tu", "Le Thi Men", "Lo Van Son", "Tran Dang Khoi")
    screen = bring(
        ROWS, *((n, name, f"198{n}", "", "", "Thôn Hạ", "") for n, name in enumerate(names, 1))
    )
    assert screen.rows.common.text.startswith("4 dòng: Họ và tên không có dấu.")
    assert not screen.rows.table.rows.all


def test_names_in_capitals_are_told_once_with_what_they_became(bring: Bring) -> None:
    rows = [(n, name, "1984", "Nam", "", "Thôn Hạ", "") for n, name in enumerate(CAPITALS, 1)]
    screen = bring(ROWS, *rows)
    told = "2 họ tên viết toàn chữ in hoa được đổi lại, như “LÊ VĂN AN” thành “Lê Văn An”."
    assert screen.rows.common.text == told
    screen.rows.view.value = View.ALL
    screen.rows._show_view()
    lines = [line.problem.says for line in screen.rows.table.rows.all if line.problem]
    assert lines == ["Hiểu là Lê Văn An", "Hiểu là Đỗ Thị Ân"]


def test_persons_and_rows_that_are_none_are_counted_apart(bring: Bring) -> None:
    total = (None, "Cộng: 1 người", None, None, None, None, None)
    screen = bring(ROWS, PEOPLE[0], total)
    assert screen.rows.counters[View.SKIPPED].text() == "1 dòng cộng, dòng trống, bỏ qua"
    screen.next_button.click()
    assert screen.write.title.text() == "Đã nhập 1 trong 1 dòng ghi tên người"
    assert "1 dòng cộng, dòng trống, không phải người" in screen.write.counts.text()
    assert skipped_words(22, 0) == "người không khác hồ sơ, bỏ qua"
    assert skipped_words(22, 2) == "bỏ qua: 20 người không khác, 2 dòng cộng, trống"


# Step 5


def test_pressing_twice_makes_one_import(bring: Bring, office: Office, backups: list[str]) -> None:
    screen = bring(ROWS)
    for _ in range(3):
        QTest.keyClick(screen, Qt.Key.Key_Return, CTRL)
    QTest.keyClick(screen, Qt.Key.Key_Up)  # Ctrl is let go
    assert screen.at == WRITE
    assert screen.next_button.text() == "Nhập tệp khác"
    assert len(office.look(list_imports)) == 1
    assert backups == ["đã sao lưu"]


def test_pressing_again_while_it_runs_starts_nothing(bring: Bring, screen: ImportScreen) -> None:
    bring(ROWS)
    waiting: list[object] = []
    screen.write._desk.run = lambda *job, **_: waiting.append(job)  # type: ignore[method-assign]
    screen.next_button.click()
    assert screen.write.is_running
    assert not screen.next_button.isVisible()
    assert screen._under is not None
    screen.write.start(screen._under)
    screen.leave_button.click()
    assert screen.step_back()
    assert screen.at == WRITE
    assert len(waiting) == 1


def test_an_import_is_taken_back_whole(
    bring: Bring, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.look(count_files).everybody
    screen = bring(ROWS)
    screen.next_button.click()
    made = office.look(count_files).everybody - before
    assert made
    screen.write.undo_button.click()
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, UndoDialog))
    assert f"{made} hồ sơ của lần đó sẽ được bỏ" in dialog.words.text()
    assert not dialog.accept_button.hasFocus()
    dialog.accept_button.click()
    assert office.look(count_files).everybody == before
    assert screen.write.title.text() == "Đã bỏ cả lần nhập này"
    assert not screen.write.undo_button.isEnabled()
    screen.write._rest.stop()
    screen.write.another_wanted.emit()
    assert screen.at == FILE
    assert [row.is_undone for row in screen.file.table.rows.all] == [True]


def test_without_a_backup_nothing_is_written(
    bring: Bring, office: Office, screen: ImportScreen
) -> None:
    screen.write._back_up = Mock(side_effect=OutsideFault("Ổ đĩa đầy."))
    bring(ROWS)
    screen.next_button.click()
    assert screen.write.message.text == "Ổ đĩa đầy."
    assert not office.look(list_imports)
    assert screen.step_back()
    assert screen.at == ROWS


def test_stopping_writes_nothing(bring: Bring, office: Office) -> None:
    screen = bring(ROWS)
    screen.write._back_up = screen.write._watcher.stop
    screen.next_button.click()
    assert "Chưa ghi gì" in screen.write.message.text
    assert not office.look(list_imports)


def test_a_file_that_was_left_is_taken_up_again(bring: Bring, screen: ImportScreen) -> None:
    told = Mock()
    screen._desk.noticed.connect(told)
    bring(ROWS)
    screen.rows.table.setFocus()
    QTest.keyClick(screen.rows.table, Qt.Key.Key_Escape)
    assert screen.at == FILE
    notice = told.call_args[0][0]
    notice.act()
    assert screen.at == ROWS
    assert screen._under is not None


def test_a_corrected_list_changes_nothing_before_it_is_agreed_to(
    screen: ImportScreen, office: Office, tmp_path: Path
) -> None:
    person = taken_in(office)
    order = ExportCorrections((person,), "Rà soát")
    made = office.do(partial(export_corrections, order=order)).result
    path = tmp_path / made.name
    book = load_workbook(BytesIO(made.content))
    sheet = book.worksheets[0]
    place = [cell.value for cell in sheet[1]].index("Nghề nghiệp") + 1
    sheet.cell(2, place).value = "Thợ mộc"
    book.save(path)
    screen.file._kinds.buttons()[3].click()
    screen.file.open_file(path)
    for _ in (COLUMNS, ROWS):
        screen.next_button.click()
    line = line_of(screen, 2)
    assert not line.row.is_written
    assert not screen.next_button.isEnabled()
    text = screen.rows.table.rows.cell(0, 4).words
    assert text == "Nghề nghiệp: Lao động tự do → Thợ mộc"
    assert "1 dòng có thay đổi chưa lấy" in screen.rows.strip.text
    QTest.keyClick(screen.rows.table, Qt.Key.Key_Space)
    assert line_of(screen, 2).row.is_written  # shown at once
    settle(screen)
    screen.next_button.click()
    assert screen.write.result is not None
    assert screen.write.result.updated == 1


def test_meetings_that_came_are_not_taken_for_files(
    screen: ImportScreen, office: Office, tmp_path: Path
) -> None:
    taken_in(office)
    rows = (("Họ và tên", "Ngày gặp", "Nhận xét"), ("Trần Văn Thắng", "12/10/2026", "Tốt"))
    book = Workbook("gap go.xlsx", "xlsx", "0" * 64, (Sheet("Gap", rows),))
    screen.file.taken.emit(Underway(tmp_path / book.file_name, book, ImportKind.CONTACTS))
    for _ in (COLUMNS, ROWS, WRITE):
        screen.next_button.click()
    assert screen.write.counts.text() == "1 lần gặp gỡ mới"
    assert not screen.write.results.made.rows.all
    screen.write.undo_button.click()
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, UndoDialog))
    assert dialog.words.text().startswith("1 lần gặp gỡ của lần đó sẽ được bỏ")


def test_telephones_do_not_stand_under_numbers_of_papers(bring: Bring) -> None:
    def heads(screen: ImportScreen) -> list[str]:
        model, across = screen.rows.table.model(), Qt.Orientation.Horizontal
        return [str(model.headerData(each, across)) for each in range(model.columnCount())]

    assert "Số giấy tờ" in heads(bring(ROWS))
    assert "Điện thoại" in heads(bring(ROWS, kind=ImportKind.VOLUNTEERS))


def test_every_kind_of_list_can_be_chosen(screen: ImportScreen) -> None:
    for button, kind in zip(screen.file._kinds.buttons(), ImportKind, strict=True):
        button.click()
        assert screen.file.kind is kind
