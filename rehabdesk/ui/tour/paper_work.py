"""What many steps do with a paper: compose, print for signature, number, hand over, look it up."""

from __future__ import annotations

from functools import partial

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.text import fold
from rehabdesk.services.decisions.register import RegisterRow, list_register
from rehabdesk.services.offices import list_books
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.decisions.numbering.dialog import NumberDialog
from rehabdesk.ui.decisions.register.deliver_dialog import DeliverDialog
from rehabdesk.ui.decisions.register.screen import RegisterScreen
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.preview import PageSheet
from rehabdesk.ui.tour.guide import MORNING, Guide

FOLLOWS = 900  # milliseconds after which the pages show what was typed last


def composer(guide: Guide) -> ComposeScreen:
    return guide.hands.inside(ComposeScreen, guide.window, "trang soạn quyết định")


def is_about(screen: ComposeScreen, name: str) -> bool:
    return [each.title for each in screen.form.persons.chosen] == [name]


def print_for_signature(guide: Guide, name: str, file: str) -> None:
    """Print the paper in the composer, keep its pages, and see that it waits for its number."""
    hands, screen = guide.hands, composer(guide)
    hands.wait(screen.print_button.isEnabled, "nút In để trình ký bấm được")
    purpose = screen.form.kind.value or ""
    hands.press("Ctrl+P")
    dialog = hands.dialog(PaperDialog, "trang in")
    hands.inside(PageSheet, dialog, "trang giấy")
    hands.press("Ctrl+S", dialog)
    hands.save_as(guide.places.papers / file)
    hands.leave(dialog)
    hands.wait(
        lambda: paper_of(guide, name, purpose).status is PaperStatus.SUBMITTED,
        "văn bản ở bước Đã trình ký",
    )


def number_paper(
    guide: Guide, name: str, purpose: str, copy: str, picture: str = ""
) -> RegisterRow:
    """Type the number of the one paper that has come back signed, and add its signed copy."""
    hands, path = guide.hands, guide.places.papers / copy
    awaited = paper_of(guide, name, purpose).decision_id
    hands.press("F9")
    dialog = hands.dialog(NumberDialog, "hộp Đã ký – nhập số")
    hands.wait(lambda: dialog.rows, "các văn bản chờ số")
    for row in dialog.rows:
        if row.is_ticked != (row.paper.decision_id == awaited):
            hands.press("Space", row.tick)
    [row] = dialog.ticked
    hands.wait(lambda: row.number.value, "số được gợi ý")
    hands.write(row.number, row.number.value)
    hands.click(dialog.drop)
    hands.choose_file(path)
    hands.wait(lambda: dialog.drop.text() == path.name, "bản đã ký vừa chọn")
    hands.wait(dialog.accept_button.isEnabled, "nút Ghi số sáng lên")
    hands.wait(lambda: dialog.foretold.sentences, "việc phần mềm sẽ làm")
    if picture:
        guide.shoot(picture)
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: paper_of(guide, name, purpose).number, "số của văn bản vừa ký")
    return paper_of(guide, name, purpose)


def hand_over(guide: Guide, row: RegisterRow, receiver: str, picture: str = "") -> None:
    """Write down in the book who was given a paper; what there is to print of it is seen."""
    hands, screen = guide.hands, go_to_line(guide, row)
    hands.press("Ctrl+D", screen.table)
    dialog = hands.dialog(DeliverDialog, "hộp Ghi đã giao")
    hands.wait(lambda: dialog.name.value, "người nhận được gợi ý")
    hands.choose(dialog.receiver, receiver)
    hands.wait(lambda: dialog.name.value.startswith(receiver), f"người nhận {receiver}")
    is_person = receiver == row.concerns
    if dialog.prints.isChecked() != is_person:
        hands.press("Space", dialog.prints)
    if picture:
        guide.shoot(picture)
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    if is_person:
        record = hands.dialog(PaperDialog, "biên bản giao nhận")
        hands.inside(PageSheet, record, "trang biên bản")
        hands.leave(record)


def go_to_line(guide: Guide, row: RegisterRow) -> RegisterScreen:
    """Open the book and the year of a paper, and go to its line by the arrows."""
    hands = guide.hands
    hands.press("Ctrl+3")
    screen = hands.inside(RegisterScreen, guide.window, "sổ văn bản")
    hands.wait(screen.book.count, "các sổ")
    [book] = [each.name for each in guide.look(list_books) if each.id == row.book_id]
    hands.choose(screen.book, f"Sổ: {book}")
    if row.document_date is not None:
        year = f"Năm {row.document_date.year}"
        hands.wait(lambda: screen.year.findText(year) >= 0, year)
        hands.choose(screen.year, year)
    hands.wait(lambda: _place(screen, row) is not None, f"văn bản {row.number_text} trong sổ")
    hands.go_to_row(screen.table, _place(screen, row) or 0)
    return screen


def paper_of(guide: Guide, name: str, purpose: str) -> RegisterRow:
    """Return the newest paper of a kind about a person, of the first year or the present one."""
    papers = [
        row
        for book in guide.look(list_books)
        for year in {MORNING.year, guide.clock.now.year}
        for row in guide.look(partial(list_register, book_id=book.id, year=year))
        if row.purpose == purpose and fold(row.concerns) == fold(name) and row.decision_id
    ]
    guide.hands.require(papers, f"chưa có văn bản {purpose} của {name}")
    return max(papers, key=lambda row: row.decision_id or 0)


def _place(screen: RegisterScreen, row: RegisterRow) -> int | None:
    places = [each.decision_id for each in screen.rows.all]
    return places.index(row.decision_id) if row.decision_id in places else None
