"""The end of the day: backups, the lock, the list to Excel and on paper, the last backup."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from rehabdesk.domain.text import fold
from rehabdesk.domain.wording import prose_date
from rehabdesk.services.decisions.drafting import print_again, read_order, word_file
from rehabdesk.services.decisions.register import RegisterRow, list_register
from rehabdesk.services.entrance.doorway import BACKUPS
from rehabdesk.services.exports import save_file
from rehabdesk.services.offices import list_books
from rehabdesk.services.people.files import count_files, list_persons
from rehabdesk.services.safekeeping import as_folder
from rehabdesk.services.safekeeping.backups import list_backups
from rehabdesk.services.safekeeping.examination import examine
from rehabdesk.services.server.examination import examine_on_server
from rehabdesk.ui.backups.screen import BackupsScreen
from rehabdesk.ui.backups.server_screen import ServerSafetyScreen
from rehabdesk.ui.entry.sign_in import SignInPage
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.preview import PageSheet
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.purpose import PurposeDialog
from rehabdesk.ui.settings.screen import SettingsScreen
from rehabdesk.ui.tour.guide import MORNING, Guide
from rehabdesk.ui.visits import OpenBackups

PURPOSE = "Báo cáo Ủy ban nhân dân tỉnh"
DRAWN, SETTINGS = 20, 101  # numbers of pictures


def back_up_now(guide: Guide) -> None:
    if guide.folder.is_on_server:
        guide.shell.follow(OpenBackups())
        guide.hands.inside(ServerSafetyScreen, guide.window, "trang Sao lưu của máy chủ")
        guide.shoot("19-sao-luu")
        return
    hands, box, folder = guide.hands, guide.shell.palette_box, as_folder(guide.folder)
    before = len(list_backups(folder))
    hands.press("Ctrl+K")
    hands.write(box.field, ">sao luu")
    hands.wait(lambda: box.is_open and box.lines.typed == ">sao luu", "lệnh Sao lưu")
    hands.press("Return", box.field)
    screen = hands.inside(BackupsScreen, guide.window, "trang Sao lưu")
    hands.wait(lambda: screen.table.model().rowCount(), "các bản đang giữ")
    hands.press("Ctrl+S")
    hands.wait(lambda: len(list_backups(folder)) > before, "bản sao lưu mới")
    hands.wait(screen.isEnabled, "trang Sao lưu xong việc")
    hands.push("Mở thử", screen)
    hands.wait(lambda: "mở được" in screen.message.text, "bản sao lưu được mở thử")
    guide.shoot("19-sao-luu")


def see_the_settings(guide: Guide) -> None:
    """Turn every page of the settings."""
    hands = guide.hands
    hands.press("Ctrl+,")
    screen = hands.inside(SettingsScreen, guide.window, "trang Cài đặt")
    screen.list.setFocus()
    hands.press("Home", screen.list)
    for place in range(screen.list.count()):
        item = screen.list.item(place)
        hands.require(screen.list.currentRow() == place, "không sang được phần kế của Cài đặt")
        hands.require(screen.part is not None, f"phần “{item.text()}” không mở ra")
        guide.shoot(f"{_number(place, item.text())}-cai-dat-{_slug(item.text())}")
        hands.press("Down", screen.list)


def lock_and_come_back(guide: Guide) -> None:
    """Lock over an open dialog: nothing is to be seen, and everything is there afterwards."""
    hands = guide.hands
    hands.press("Ctrl+2")
    hands.press("Ctrl+E")
    dialog = hands.dialog(PurposeDialog, "hộp hỏi mục đích")
    hands.write(dialog.purpose, PURPOSE)
    hands.press("Ctrl+L")
    page = hands.inside(SignInPage, guide.window, "trang khóa")
    hands.wait(lambda: not guide.folder.is_open, "hồ sơ đóng lại khi khóa")
    hands.require(not dialog.isVisible(), "hộp có tên người vẫn hiện khi khóa")
    hands.wait(lambda: page.users.user, "người dùng trên trang khóa")
    hands.require("phút không dùng" not in page.lock.text, "khóa bằng tay mà báo vì không dùng")
    guide.shoot("49-khoa")
    hands.write(page.password.password, guide.password)
    hands.press("Return", page.password.password)
    hands.wait(lambda: guide.folder.is_open and dialog.isVisible(), "hộp đang gõ hiện lại")
    hands.require(dialog.purpose.value == PURPOSE, "chữ đang gõ bị mất sau khi khóa")


def export_the_list(guide: Guide) -> None:
    """Go on with the dialog that was open: the workbook for the superior authority."""
    hands = guide.hands
    dialog = hands.dialog(PurposeDialog, "hộp hỏi mục đích")
    guide.shoot("50-xuat-excel")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.save_as(guide.places.exports / "danh-sach-quan-ly-sau-cai.xlsx")


def print_the_list(guide: Guide) -> None:
    hands = guide.hands
    screen = hands.inside(PeopleScreen, guide.window, "danh sách hồ sơ")
    hands.wait(screen.isEnabled, "danh sách dùng lại được")
    screen.table.setFocus()
    hands.press("Ctrl+P")
    purpose = hands.dialog(PurposeDialog, "hộp hỏi mục đích")
    hands.press("Ctrl+Return", purpose)
    dialog = hands.dialog(PaperDialog, "trang in danh sách")
    hands.inside(PageSheet, dialog, "trang giấy")
    guide.shoot("51-in-danh-sach")
    hands.press("Ctrl+S", dialog)
    hands.save_as(guide.places.papers / "danh-sach-quan-ly-sau-cai.pdf")
    hands.leave(dialog)


def lay_out_papers(guide: Guide) -> None:
    """Leave the numbered papers of the story beside the pictures, as PDF and as Word files."""
    for year in (2024, MORNING.year, guide.clock.now.year):
        for book in guide.look(list_books):
            for row in _samples(guide.look(partial(list_register, book_id=book.id, year=year))):
                _lay_out(guide, row, f"{year}-{row.number:02}")
    drawn = [each for each in guide.places.papers.iterdir() if each.suffix == ".pdf"]
    guide.counts |= {
        "persons": guide.look(count_files).everybody,
        "followed": guide.look(count_files).followed,
        "pdf": len(drawn),
    }


def close(guide: Guide) -> None:
    """Close the window: a last backup is made, nobody's name lies readable on the disk."""
    hands = guide.hands
    names = [row.full_name for row in guide.look(list_persons)]
    place = guide.folder.folder / BACKUPS
    before = set(place.glob("RehabDesk-*"))
    guide.end()
    made = set(place.glob("RehabDesk-*")) - before  # old ones may be thinned
    hands.require(made or guide.folder.is_on_server, "không có bản sao lưu khi đóng")
    readable = [
        path.name
        for folder in (guide.places.office, guide.places.stick)
        for path in folder.rglob("*")
        if path.is_file() and _names_in(path, names)
    ]
    hands.require(not readable, f"đọc được tên người trong {', '.join(readable)}")


def open_again(guide: Guide) -> None:
    """Open what is left behind, look at every page and every line of the trail."""
    guide.folder = guide.home_at(guide.places.office)
    guide.folder.sign_in(guide.folder.users()[0].id, guide.password)
    if guide.folder.is_on_server:
        found = examine_on_server(guide.folder)
    else:
        found = examine(as_folder(guide.folder))
    guide.folder.close()
    guide.hands.require(found.is_sound, "hồ sơ để lại không còn nguyên")
    guide.counts |= {
        "decisions": found.counts["decision"],
        "assignments": found.counts["assignment"],
        "audit_lines": found.audit_length,
    }


def _samples(book: list[RegisterRow]) -> list[RegisterRow]:
    """Take one paper of each form, and every paper that is about several persons."""
    numbered = [row for row in book if row.number and not row.is_gap and not row.is_outside]
    first = {row.title: row for row in numbered}
    shared = [row for row in numbered if ", " in row.concerns]
    return sorted({row.decision_id: row for row in (*first.values(), *shared)}.values(), key=_place)


def _place(row: RegisterRow) -> int:
    return row.number or 0


def _lay_out(guide: Guide, row: RegisterRow, name: str) -> None:
    if row.decision_id is None or row.document_date is None:
        return
    form = "-".join(re.findall(r"\d+", row.title))
    paper = guide.look(partial(print_again, decision_id=row.decision_id))
    save_file(guide.places.papers / f"{name}-mau-{form}.pdf", paper.content)
    order = guide.look(partial(read_order, decision_id=row.decision_id))
    number = row.number_text.zfill(2)
    written = {"doc_number": number, "issue_date_long": prose_date(row.document_date)}
    order = replace(order, typed={**order.typed, **written})
    [word] = guide.office.do(partial(word_file, order=order)).result
    save_file(guide.places.papers / f"{name}-mau-{form}.docx", word.content)


def _number(place: int, title: str) -> int:
    """Give each page of the settings a number; the one that was drawn first keeps its own."""
    return DRAWN if title == "Căn cứ pháp lý" else SETTINGS + place


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")


def _names_in(path: Path, names: list[str]) -> bool:
    content = path.read_bytes()
    return any(name.encode() in content for name in names)


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (  # of the first day
    ("Sao lưu ngay, mở thử", back_up_now),
    ("Xem các phần cài đặt", see_the_settings),
    ("Khóa máy rồi mở lại", lock_and_come_back),
    ("Xuất Excel cho cấp trên", export_the_list),
    ("In danh sách", print_the_list),
)
LAST_STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Để lại văn bản của các năm", lay_out_papers),
    ("Đóng phần mềm, sao lưu lần cuối", close),
    ("Mở lại và kiểm tra", open_again),
)
