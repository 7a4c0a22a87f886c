"""The office's list of ten years ago: five steps in, the whole of it out, and in again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.services.exports import save_file
from rehabdesk.services.people.files import count_files
from rehabdesk.services.practice.old_list import FILE_NAME, old_list
from rehabdesk.ui.importing.rows.table import CheckLine
from rehabdesk.ui.importing.screen import COLUMNS, FILE, ROWS, SHEET, WRITE, ImportScreen
from rehabdesk.ui.importing.undo_dialog import UndoDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.tour.guide import Guide

NO_DAY, RIGHT_DAY = "31/02/2019", "28/02/2019"


def lay_out_the_old_list(guide: Guide) -> None:
    """Put the workbook where the clerk would have it, and open the page that brings it in."""
    content = old_list(guide.folder.resources.folder)
    save_file(_file(guide), content)
    hands, box = guide.hands, guide.shell.palette_box
    hands.press("Ctrl+K")
    hands.write(box.field, ">nhap excel")
    hands.wait(lambda: box.is_open and box.lines.typed == ">nhap excel", "lệnh Nhập Excel")
    hands.press("Return", box.field)
    guide.shoot("130-nhap-excel-chon-tep")


def open_the_old_list(guide: Guide) -> None:
    screen, hands = _screen(guide), guide.hands
    hands.press("Ctrl+O", screen.file)
    hands.choose_file(_file(guide))
    hands.wait(lambda: screen.at == SHEET and screen.sheet.can_go_on(), "bảng được nhận dạng")
    guide.shoot("131-nhap-excel-nhan-dang-bang")


def map_its_columns(guide: Guide) -> None:
    """See the letters before and after; stop at a column that asks for a look."""
    screen, hands = _screen(guide), guide.hands
    hands.press("Ctrl+Return", screen)
    hands.wait(lambda: screen.at == COLUMNS, "bước Ghép cột")
    lines = screen.columns.table.rows.all
    names = [line.after for line in lines if line.field is ImportField.FULL_NAME]
    hands.require(names and not set(names[0]) & set("§øËÔ"), "chữ TCVN3 chưa chuyển")
    doubtful = [place for place, line in enumerate(lines) if line.is_doubtful]
    if doubtful:
        hands.go_to_row(screen.columns.table, doubtful[0])
    guide.shoot("14-nhap-excel-ghep-cot")


def put_rows_right(guide: Guide) -> None:
    """See every row that needs a look, and put a day right where it stands."""
    screen, hands = _screen(guide), guide.hands
    hands.press("Ctrl+Return", screen)
    hands.wait(lambda: screen.at == ROWS and screen.rows.can_go_on(), "các dòng được kiểm tra")
    guide.shoot("15-nhap-excel-kiem-tra")
    place = _place_of(screen, lambda line: line.problem is not None and NO_DAY in line.problem.text)
    table = screen.rows.table
    hands.go_to_row(table, place)
    hands.press("F2", table)
    editor = hands.inside(QLineEdit, table.viewport(), "ô sửa tại chỗ")
    hands.write(editor, RIGHT_DAY)
    hands.press("Return", editor)
    hands.wait(lambda: _is_right(screen, NO_DAY) and screen.rows.can_go_on(), "ngày được sửa")
    guide.shoot("132-nhap-excel-sua-tai-cho")


def _place_of(screen: ImportScreen, is_it: Callable[[CheckLine], bool]) -> int:
    return next(place for place, line in enumerate(screen.rows.table.rows.all) if is_it(line))


def _is_right(screen: ImportScreen, text: str) -> bool:
    lines = screen.rows.table.rows.all
    return not any(line.problem is not None and line.problem.text == text for line in lines)


def write_it_all(guide: Guide) -> None:
    _write(guide, "133-nhap-excel-ket-qua")


def look_at_what_came(guide: Guide) -> None:
    """Open a file that was brought in, from the list of what came."""
    hands, screen = guide.hands, _screen(guide)
    made = screen.write.results.made
    hands.wait(lambda: made.rows.all, "hồ sơ vừa nhập")
    hands.go_to_row(made, 0)
    name = made.rows.all[0].full_name
    hands.press("Return", made)
    person = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    hands.wait(lambda: person.windowTitle() == name, f"hồ sơ của {name}")
    guide.shoot("134-ho-so-vua-nhap")


def take_it_back(guide: Guide) -> None:
    """Undo the whole import: what it made goes, and the office is as it was."""
    hands = guide.hands
    guide.shell.go_to("imports")
    screen = _screen(guide)
    before = guide.counts["before_import"]
    hands.press("Ctrl+U", screen.write)
    dialog = hands.dialog(UndoDialog, "hộp Bỏ cả lần nhập")
    hands.wait(dialog.accept_button.isEnabled, "số hồ sơ sẽ bỏ")
    guide.shoot("135-bo-ca-lan-nhap")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: guide.look(count_files).everybody == before, "hồ sơ trở lại như trước")
    guide.shoot("136-da-bo-lan-nhap")


def bring_it_in_again(guide: Guide) -> None:
    """Choose the file anew; its columns are put as they were the last time."""
    screen, hands = _screen(guide), guide.hands
    hands.press("Ctrl+Return", screen)
    hands.wait(lambda: screen.at == FILE, "bước Chọn tệp")
    hands.press("Ctrl+O", screen.file)
    hands.choose_file(_file(guide))
    hands.wait(lambda: screen.at == SHEET and screen.sheet.can_go_on(), "bảng được nhận dạng")
    for place in (COLUMNS, ROWS):
        hands.press("Ctrl+Return", screen)
        hands.wait(lambda: screen.at == place and screen.step.can_go_on(), "bước sau")  # noqa: B023
    _write(guide, "137-nhap-lai")
    guide.counts["imported"] = guide.look(count_files).everybody - guide.counts["before_import"]


def _write(guide: Guide, picture: str) -> None:
    screen, hands = _screen(guide), guide.hands
    before = guide.look(count_files).everybody
    guide.counts["before_import"] = before
    hands.press("Ctrl+Return", screen)
    bar = screen.write.bar.bar
    hands.wait(lambda: screen.at == WRITE and screen.write.result, "tệp được nhập", bar.value)
    hands.wait(screen.next_button.isEnabled, "nút Nhập tệp khác")
    made = screen.write.result.created if screen.write.result else 0
    told = guide.look(count_files).everybody
    hands.require(made and told == before + made, f"nhập {made} hồ sơ mà có {told - before}")
    guide.shoot(picture)


def _screen(guide: Guide) -> ImportScreen:
    return guide.hands.inside(ImportScreen, guide.window, "trang Nhập Excel")


def _file(guide: Guide) -> Path:
    return guide.places.exports / FILE_NAME


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Chọn trang Nhập Excel", lay_out_the_old_list),
    ("Mở danh sách cũ chữ TCVN3", open_the_old_list),
    ("Ghép cột, xem chữ trước và sau", map_its_columns),
    ("Kiểm tra từng dòng, sửa tại chỗ", put_rows_right),
    ("Nhập cả tệp", write_it_all),
    ("Xem những người vừa nhập", look_at_what_came),
    ("Bỏ cả lần nhập", take_it_back),
    ("Nhập lại tệp đó", bring_it_in_again),
)
