"""Papers: numbered after signature, composed, printed for signature, numbered in their turn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMessageBox

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.text import initials
from rehabdesk.services.assignments import Group, list_managed
from rehabdesk.services.decisions.register import RegisterRow, list_register
from rehabdesk.services.people.files import PersonRow, list_persons_by_id
from rehabdesk.ui.assignments.screen import AssignmentsScreen
from rehabdesk.ui.decisions.numbering.dialog import NumberDialog
from rehabdesk.ui.decisions.register.deliver_dialog import DeliverDialog
from rehabdesk.ui.decisions.register.screen import RegisterScreen
from rehabdesk.ui.entry.sign_in import SignInPage
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.preview import PageSheet
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.tour import assigning_steps
from rehabdesk.ui.tour.guide import MORNING, Guide
from rehabdesk.ui.tour.office_steps import USERS
from rehabdesk.ui.tour.paper_work import FOLLOWS, composer, is_about

WAITING = "Lương Công Tín"
SECOND = "Lý Anh Quân"
LEFT = "Mai Xuân Nam"
RETURNING = "Trần Văn Thắng"
ALONE = "Ngô Quang Hùng"


def number_two_papers(guide: Guide) -> None:
    """Type the numbers of two signed papers and leave the third for later."""
    hands = guide.hands
    hands.press("Ctrl+3")
    screen = hands.inside(RegisterScreen, guide.window, "sổ văn bản")
    hands.wait(lambda: screen.rows.all, "các dòng của sổ")
    guide.shoot("07-so-van-ban")
    hands.press("F9")
    dialog = hands.dialog(NumberDialog, "hộp Đã ký – nhập số")
    hands.wait(lambda: len(dialog.rows) == 3, "ba văn bản chờ số")  # noqa: PLR2004
    for row in dialog.rows:
        if row.is_ticked == (row.paper.concerns == LEFT):
            hands.press("Space", row.tick)
    hands.wait(lambda: len(dialog.ticked) == 2, "hai văn bản được chọn")  # noqa: PLR2004
    first = dialog.ticked[0]
    hands.write(first.number, "46")
    hands.wait(lambda: dialog.ticked[1].number.value == "47", "số sau nối theo")
    hands.wait(dialog.accept_button.isEnabled, "nút Ghi số sáng lên")
    hands.wait(lambda: "46" in " ".join(dialog.foretold.sentences), "việc phần mềm sẽ làm")
    guide.shoot("08-nhap-so")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: {46, 47} <= _numbers(guide), "số 46 và 47 trong sổ")
    term = _person(guide, WAITING)
    hands.require(term.term_end, f"chưa tính thời hạn của {WAITING}")


def compose_for_the_returning(guide: Guide) -> None:
    """Choose the person in the list, whom to assign in the composer; the pages follow."""
    hands = guide.hands
    hands.press("Ctrl+2")
    people = hands.inside(PeopleScreen, guide.window, "danh sách hồ sơ")
    hands.wait(lambda: RETURNING in _names(people), f"{RETURNING} trong danh sách")
    people.table.setFocus()
    hands.go_to_row(people.table, _names(people).index(RETURNING))
    hands.press("F8")
    screen = composer(guide)
    hands.wait(lambda: is_about(screen, RETURNING), "người được quản lý")
    hands.write(screen.form.planned_on, "27/11/2026")
    if not screen.form.assignees.values:
        hands.add(screen.form.assignees, "nhan")
    hands.inside(PageSheet, screen.preview, "trang xem trước")
    hands.rest(FOLLOWS)
    guide.shoot("06-soan-quyet-dinh")


def lock_over_the_paper(guide: Guide) -> None:
    """Leave the machine over a half-typed paper: the lock tells of it by initials only."""
    hands, draft = guide.hands, composer(guide)
    guide.rest_until_locked()
    page = hands.inside(SignInPage, guide.window, "trang khóa")
    hands.wait(lambda: page.users.count() == 1 + len(USERS), "bốn người dùng trên trang khóa")
    told = page.lock.text
    hands.require(initials(RETURNING) in told and RETURNING not in told, "lời báo khóa chưa đúng")
    hands.require("phút không dùng" in told, "lời báo không nói vì sao khóa")
    password = page.password
    hands.write_in_capitals(password.password, "sennodau")
    hands.wait(lambda: "Caps Lock" in password.box.message, "câu nhắc đang bật chữ HOA")
    guide.shoot("01-dang-nhap")
    hands.write(password.password, guide.password)
    hands.press("Return", password.password)
    hands.wait(lambda: guide.folder.is_open and draft.isVisible(), "trang đang soạn hiện lại")
    hands.require(is_about(draft, RETURNING), "bản đang soạn bị mất sau khi khóa")


def write_the_word_file(guide: Guide) -> None:
    hands, screen = guide.hands, composer(guide)
    hands.click(screen.word_button)
    hands.save_as(guide.places.papers / "2026-mau-53.docx")


def print_for_signature(guide: Guide) -> None:
    """Print for signature: the words are kept, and the paper waits for its number."""
    hands, screen = guide.hands, composer(guide)
    hands.wait(screen.print_button.isEnabled, "nút In để trình ký bấm được")
    hands.press("Ctrl+P")
    dialog = hands.dialog(PaperDialog, "trang in")
    hands.inside(PageSheet, dialog, "trang giấy")
    guide.shoot("45-in-de-trinh-ky")
    hands.press("Ctrl+S", dialog)
    hands.save_as(guide.places.papers / "2026-mau-53-trinh-ky.pdf")
    hands.leave(dialog)
    hands.wait(
        lambda: _paper_of(guide, RETURNING, PaperStatus.SUBMITTED), "văn bản ở bước Đã trình ký"
    )
    guide.shoot("46-da-trinh-ky")


def number_the_new_paper(guide: Guide) -> None:
    """Give the paper just signed its number: the term begins, the helper is assigned."""
    hands = guide.hands
    hands.press("F9")
    dialog = hands.dialog(NumberDialog, "hộp Đã ký – nhập số")
    hands.wait(lambda: dialog.rows, "các văn bản chờ số")
    for row in dialog.rows:
        if row.is_ticked != (row.paper.concerns == RETURNING):
            hands.press("Space", row.tick)
    [row] = dialog.ticked
    hands.wait(lambda: row.number.value == "48", "số 48 được gợi ý")
    hands.wait(dialog.accept_button.isEnabled, "nút Ghi số sáng lên")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: 48 in _numbers(guide), "số 48 trong sổ")  # noqa: PLR2004
    person = _person(guide, RETURNING)
    hands.require(person.term_start and person.helper == "Ngô Thị Nhàn", "số 48 chưa có tác dụng")
    hands.press("Ctrl+3")
    guide.shoot("47-so-van-ban-sau-khi-ghi")


def hand_the_paper_over(guide: Guide) -> None:
    """Write down that the person was given the paper; the record of it stands ready to print."""
    hands, screen = guide.hands, _register(guide, 48)
    hands.press("Ctrl+D", screen.table)
    dialog = hands.dialog(DeliverDialog, "hộp Ghi đã giao")
    hands.wait(lambda: dialog.name.value == RETURNING, "người nhận được gợi ý")
    guide.shoot("53-ghi-da-giao")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    record = hands.dialog(PaperDialog, "biên bản giao nhận")
    hands.inside(PageSheet, record, "trang biên bản")
    guide.shoot("54-bien-ban-giao-nhan")
    hands.leave(record)
    hands.wait(lambda: _paper_of(guide, RETURNING, PaperStatus.DELIVERED), "văn bản đã giao")


def replace_a_paper(guide: Guide) -> None:
    """Draft a paper in the place of number 46, sign and number it: 46 is struck through."""
    hands, screen = guide.hands, _register(guide, 46)
    hands.press("Ctrl+H", screen.table)
    question = hands.dialog(QMessageBox, "câu hỏi thay thế")
    hands.push("Soạn bản thay thế", question)
    page = composer(guide)
    hands.wait(lambda: is_about(page, WAITING), "bản thay thế trong trang soạn")
    hands.wait(page.print_button.isEnabled, "nút In để trình ký bấm được")
    hands.rest(FOLLOWS)
    hands.press("Ctrl+P")
    hands.leave(hands.dialog(PaperDialog, "trang in"))
    hands.press("F9")
    dialog = hands.dialog(NumberDialog, "hộp Đã ký – nhập số")
    hands.wait(lambda: dialog.rows, "các văn bản chờ số")
    for row in dialog.rows:
        if row.is_ticked != (row.paper.concerns == WAITING):
            hands.press("Space", row.tick)
    hands.click(dialog.ticked[0].number)
    hands.wait(
        lambda: any("Thay thế số 46" in line for line in dialog.foretold.sentences),
        "việc thay thế được báo trước",
    )
    guide.shoot("55-nhap-so-ban-thay-the")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: _paper_of(guide, WAITING, PaperStatus.REPLACED), "số 46 bị thay thế")
    screen = _register(guide, 46)
    hands.press("Ctrl+R", screen.table)
    hands.wait(lambda: "Thay thế" in screen.look.path.text(), "đường đi của số 46")
    guide.shoot("56-bi-thay-the")
    hands.press("Ctrl+R", screen.table)


def assign_somebody(guide: Guide) -> None:
    """Give a helper to the one person who has nobody: the paper is drafted from the board."""
    hands = guide.hands
    hands.press("Ctrl+4")
    screen = hands.inside(AssignmentsScreen, guide.window, "bảng phân công")
    left, right = screen.board_page.left, screen.board_page.right
    hands.wait(lambda: left.table.model().rowCount(), "người được quản lý trong bảng")
    left.table.setFocus()
    place = next(
        number
        for number, line in enumerate(left.lines.all)
        if line.person and line.person.full_name == ALONE
    )
    hands.click_row(left.table, place)
    hands.press("Space", left.table)
    hands.wait(lambda: len(left.persons) == 1, "một người được chọn ở bước 1")
    hands.rest()
    hands.click_row(right.table, 0)
    hands.wait(lambda: right.current_proposal.is_ready, "người phụ trách được chọn ở bước 2")
    guide.shoot("09-phan-cong")
    hands.press("Ctrl+Return")
    page = composer(guide)
    hands.wait(lambda: is_about(page, ALONE), "quyết định phân công đang soạn")
    hands.wait(page.save_button.isEnabled, "nút Lưu nháp")
    hands.rest(FOLLOWS)
    hands.press("Ctrl+S")
    hands.wait(lambda: _paper_of(guide, ALONE, PaperStatus.DRAFTING), "bản nháp được giữ")
    guide.shoot("48-soan-phan-cong")
    group = next(row.group for row in guide.look(list_managed) if row.full_name == ALONE)
    hands.require(group is Group.NOBODY, "bản nháp đã có tác dụng dù chưa có số")


def _register(guide: Guide, number: int) -> RegisterScreen:
    """Go to a line of the book by the arrows."""
    hands = guide.hands
    hands.press("Ctrl+3")
    screen = hands.inside(RegisterScreen, guide.window, "sổ văn bản")
    hands.wait(
        lambda: any(row.number == number for row in screen.rows.all), f"số {number} trong sổ"
    )
    place = [row.number for row in screen.rows.all].index(number)
    hands.go_to_row(screen.table, place)
    return screen


def _names(people: PeopleScreen) -> list[str]:
    return [row.full_name for row in people.rows.all]


def _book(guide: Guide) -> list[RegisterRow]:
    return guide.look(partial(list_register, book_id=1, year=MORNING.year))


def _numbers(guide: Guide) -> set[int]:
    return {row.number for row in _book(guide) if row.number and not row.is_gap}


def _paper_of(guide: Guide, name: str, status: PaperStatus) -> RegisterRow | None:
    found = (row for row in _book(guide) if row.concerns == name and row.status is status)
    return next(found, None)


def _person(guide: Guide, name: str) -> PersonRow:
    [row] = guide.look(partial(list_persons_by_id, person_ids=(guide.person(name),)))
    return row


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Nhập số hai văn bản đã ký", number_two_papers),
    ("Soạn quyết định", compose_for_the_returning),
    ("Để máy tự khóa khi đang soạn", lock_over_the_paper),
    ("Xuất Word", write_the_word_file),
    ("In để trình ký", print_for_signature),
    ("Nhập số văn bản vừa ký", number_the_new_paper),
    ("Ghi đã giao, in biên bản giao nhận", hand_the_paper_over),
    ("Thay thế một quyết định", replace_a_paper),
    ("Phân công người chưa có ai giúp", assign_somebody),
    *assigning_steps.STEPS,
)
