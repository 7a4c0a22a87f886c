"""One life in the files, from the proposal to the certificate: each act on its own day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QMessageBox

from rehabdesk.domain.codes import CaseState, PaperStatus
from rehabdesk.domain.regime import COMPLETION, HELPER_ASSIGNMENT, POST_REHAB
from rehabdesk.services.tasks.task import Pile, TaskKind
from rehabdesk.services.tasks.today import TaskRow
from rehabdesk.ui.entry.sign_in import SignInPage
from rehabdesk.ui.people.file.course.event_dialog import EventDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.people.intake.check import CheckPage
from rehabdesk.ui.people.intake.screen import IntakeScreen
from rehabdesk.ui.shell.stepper import StepCell
from rehabdesk.ui.today.screen import TodayScreen
from rehabdesk.ui.tour import today_steps
from rehabdesk.ui.tour.file_steps import open_file
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.tour.paper_work import (
    FOLLOWS,
    composer,
    go_to_line,
    hand_over,
    is_about,
    number_paper,
    paper_of,
    print_for_signature,
)

NAME, TYPED = "Hoàng Văn Lâm", "hoang van lam"
POLICE = "Công an xã Yên Thịnh"
BODY, HELPER = "Hội Cựu chiến binh", "Đinh Văn Quyết"
DAY_BEFORE = datetime(2026, 12, 3, 8, 5)  # of the completion
SPRING = datetime(2027, 3, 22, 8, 15)
LAST_DAYS = datetime(2027, 12, 8, 7, 40)  # of the term
OVER = datetime(2027, 12, 13, 7, 45)
BEGUN, ENDED = date(2026, 12, 4), date(2027, 12, 11)
BEGINS, ENDS, ENDS_LATER = "04/12/2026", "04/12/2027", "11/12/2027"
FILES = {
    POST_REHAB: "mot-doi-1-mau-53.pdf",
    HELPER_ASSIGNMENT: "mot-doi-2-mau-59.pdf",
    COMPLETION: "mot-doi-3-mau-56.pdf",
}
CELLS = 5
LONG_AWAY = 180  # days after which the program asks whether the clock is right


def take_in_by_name(guide: Guide) -> None:
    """Search for a name nobody has, and open a file by hand: the police wrote, no card is there."""
    hands = guide.hands
    hands.press("F7")
    intake = hands.inside(IntakeScreen, guide.window, "trang tiếp nhận")
    hands.write(intake.search.field, NAME)
    hands.wait(intake.search.go_on_button.isEnabled, "nút Tiếp tục")
    hands.press("Ctrl+Return")
    page = hands.inside(CheckPage, guide.window, "trang kiểm tra trùng")
    form = page.form
    hands.wait(lambda: form.full_name.value == NAME, "họ tên vừa gõ")
    hands.write(form.number, "099090007715")
    hands.choose(form.sex, "Nam")
    hands.write(form.birth, "12/04/1990")
    hands.write(form.residence, "Thôn Hạ, xã Yên Thịnh, tỉnh Hòa Sơn")
    hands.choose(form.hamlet, "Thôn Hạ")
    hands.choose(form.rehab_form, "Tự nguyện tại cơ sở công lập")
    hands.write(form.completes_on, BEGINS)
    guide.shoot("80-tiep-nhan-go-ten")
    hands.press("Ctrl+Return")
    screen = _file(guide)
    _require_state(guide, CaseState.PENDING_DECISION)
    hands.wait(lambda: _needed(screen).startswith("Công an đề nghị"), "bước đầu là đề nghị")


def record_the_proposal(guide: Guide) -> None:
    """Record what the police propose (Mẫu 52): the first cell is done, the decision is next."""
    hands, screen = guide.hands, _file(guide)
    hands.press("Ctrl+N", screen.timeline.view)
    dialog = hands.dialog(EventDialog, "hộp ghi sự việc")
    hands.choose(dialog.kind, "Công an đề nghị quản lý sau cai")
    hands.write(dialog.on, "20/11/2026")
    hands.write(dialog.paper.number, "142/CAX")
    hands.write(dialog.paper.on, "20/11/2026")
    hands.write(dialog.paper.issuer, POLICE)
    guide.shoot("81-ghi-de-nghi-cua-cong-an")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: _needed(screen).startswith("Quyết định quản lý"), "đến bước quyết định")
    guide.shoot("82-da-co-de-nghi")


def compose_the_decision(guide: Guide) -> None:
    """Compose from the file by its key; the term is proposed from the day of completion."""
    hands, screen = guide.hands, _file(guide)
    hands.press("F8", screen)
    page = composer(guide)
    hands.wait(lambda: is_about(page, NAME), "người được quản lý")
    hands.require(page.form.kind.value == POST_REHAB, "F8 không mở quyết định quản lý sau cai")
    hands.write(page.form.planned_on, f"{DAY_BEFORE:%d/%m/%Y}")
    hands.add(page.form.assignees, "cuu chien binh")
    hands.wait(lambda: page.form.term_start.day == BEGUN, "ngày bắt đầu thời hạn")
    hands.wait(lambda: page.form.term_end.day == date(2027, 12, 4), "ngày hết thời hạn")
    hands.rest(FOLLOWS)
    guide.shoot("83-soan-mau-53")
    print_for_signature(guide, NAME, FILES[POST_REHAB])


def number_the_decision(guide: Guide) -> None:
    """Ten days on, the paper is back signed: with its number the term is decided."""
    _come_back(guide, DAY_BEFORE)
    hands = guide.hands
    hands.press("Ctrl+3")
    row = number_paper(guide, NAME, POST_REHAB, FILES[POST_REHAB], "84-nhap-so-mau-53")
    hands.require(row.document_date == DAY_BEFORE.date(), "ngày văn bản không phải hôm nay")
    screen = _open(guide)
    _require_state(guide, CaseState.ABOUT_TO_COMPLETE)
    hands.wait(lambda: screen.aside.term.end_words == ENDS, f"thời hạn đến {ENDS}")


def hand_the_decision_over(guide: Guide) -> None:
    """Hand it over within the last day of rehabilitation, and send it to the police."""
    hands = guide.hands
    guide.clock.now = DAY_BEFORE.replace(hour=15, minute=30)
    row = paper_of(guide, NAME, POST_REHAB)
    hand_over(guide, row, NAME, "85-giao-truoc-khi-ve")
    hands.wait(
        lambda: paper_of(guide, NAME, POST_REHAB).status is PaperStatus.DELIVERED,
        "quyết định đã giao",
    )
    kinds = {each.task.kind for each in _tasks(guide)}
    hands.require(TaskKind.SEND_POLICE in kinds, "không có việc gửi quyết định cho Công an")
    hand_over(guide, row, POLICE)
    _wait_without(guide, TaskKind.SEND_POLICE, TaskKind.DELIVER)


def assign_the_helper(guide: Guide) -> None:
    """Name who advises and helps (Mẫu 59): composed, printed, numbered on the same day."""
    hands = guide.hands
    screen = _open(guide)
    hands.press("F8", screen)
    page = composer(guide)
    hands.wait(lambda: is_about(page, NAME), "người được quản lý")
    hands.choose(page.form.kind, "Mẫu 59")
    hands.wait(lambda: page.form.kind.value == HELPER_ASSIGNMENT, "Mẫu 59")
    hands.add(page.form.assignees, "quyet")
    hands.wait(page.form.replaces.isVisible, "câu hỏi có thay người đang phụ trách không")
    hands.press("Space", page.form.replaces)
    hands.require(not page.form.replaces.isChecked(), f"{BODY} vẫn bị thay")
    hands.write(page.form.effective_from, BEGINS)
    hands.rest(FOLLOWS)
    guide.shoot("86-soan-mau-59")
    print_for_signature(guide, NAME, FILES[HELPER_ASSIGNMENT])
    hand_over(guide, number_paper(guide, NAME, HELPER_ASSIGNMENT, FILES[HELPER_ASSIGNMENT]), HELPER)
    _wait_without(guide, TaskKind.ASSIGN, TaskKind.DELIVER)
    screen = _open(guide)
    hands.wait(lambda: _done(screen) >= 3, "bước phân công đã xong")  # noqa: PLR2004
    told = " ".join(who for _, who in screen.aside.helpers.pairs)
    for name in (HELPER, BODY):
        hands.require(name in told, f"{name} không đứng trong hồ sơ")
    guide.shoot("87-da-phan-cong")


def record_the_absence(guide: Guide) -> None:
    """In spring, record a week's absence nobody was told of: the end moves by its days."""
    _come_back(guide, SPRING)
    hands, screen = guide.hands, _open(guide)
    _require_state(guide, CaseState.POST_REHAB)
    hands.press("Ctrl+N", screen.timeline.view)
    dialog = hands.dialog(EventDialog, "hộp ghi sự việc")
    hands.choose(dialog.kind, "Vắng mặt không khai báo")
    hands.write(dialog.on, "08/03/2027")
    hands.write(dialog.until_on, "14/03/2027")
    hands.write(dialog.paper.number, "31/CAX")
    hands.write(dialog.paper.on, "18/03/2027")
    hands.write(dialog.paper.issuer, POLICE)
    moved = f"{ENDS} → {ENDS_LATER}"
    hands.wait(lambda: moved in dialog.moved.words, f"ngày hết hạn đổi {moved}")
    guide.shoot("88-ghi-vang-mat")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: screen.aside.term.end_words == ENDS_LATER, f"thời hạn đến {ENDS_LATER}")
    guide.shoot("89-thoi-han-cong-ngay")


def certify_from_the_task(guide: Guide) -> None:
    """In the last working days of the term, do what the morning page asks for (Mẫu 56)."""
    _come_back(guide, LAST_DAYS)
    hands, screen = guide.hands, _today(guide)
    hands.press(str(int(Pile.ENDING)))
    table, rows = screen.pile_card.table, screen.pile_card.rows
    hands.wait(lambda: any(_is_his(row) for row in rows.all), "việc cấp giấy xác nhận")
    place = next(number for number, row in enumerate(rows.all) if _is_his(row))
    hands.require(rows.all[place].task.kind is TaskKind.CERTIFY, "không phải việc cấp giấy")
    table.setFocus()
    hands.go_to_row(table, place)
    told = f"Thời hạn quản lý hết ngày {ENDS_LATER}"
    hands.wait(lambda: told in " ".join(screen.panel.sentences), "vì sao có việc này")
    guide.shoot("90-viec-cap-giay-xac-nhan")
    hands.press("Return", table)
    page = composer(guide)
    hands.wait(lambda: is_about(page, NAME), "người được quản lý")
    hands.require(page.form.kind.value == COMPLETION, "việc không mở giấy xác nhận")
    days = page.form.term_start.day, page.form.term_end.day
    hands.require(days == (BEGUN, ENDED), f"giấy xác nhận không ghi đến ngày {ENDS_LATER}")
    hands.rest(FOLLOWS)
    guide.shoot("91-soan-mau-56")
    print_for_signature(guide, NAME, FILES[COMPLETION])


def number_and_hand_over_the_certificate(guide: Guide) -> None:
    """Hand it over the day after: the term still runs, and so does the help."""
    hands = guide.hands
    number_paper(guide, NAME, COMPLETION, FILES[COMPLETION], "92-nhap-so-giay-xac-nhan")
    guide.clock.now += timedelta(days=1)
    hand_over(guide, paper_of(guide, NAME, COMPLETION), NAME)
    hands.wait(
        lambda: paper_of(guide, NAME, COMPLETION).status is PaperStatus.DELIVERED,
        "giấy xác nhận đã giao",
    )
    _wait_without(guide, TaskKind.CERTIFY, TaskKind.DELIVER)
    # Until the term is over he is still to be met; nothing else is left to do.
    left = [row for row in _tasks(guide) if row.task.kind is not TaskKind.MEET]
    hands.require(not left, "còn việc phải làm dù đã giao giấy xác nhận")


def see_it_closed(guide: Guide) -> None:
    """When the term is over the file says so, every cell is done and nothing is left to do."""
    _come_back(guide, OVER)
    hands, screen = guide.hands, _open(guide)
    _require_state(guide, CaseState.POST_REHAB_COMPLETED)
    hands.wait(lambda: _done(screen) == CELLS, "mọi bước trong hồ sơ đã xong")
    told = [f"{item.title} {item.detail}" for item in screen.timeline.items.items]
    for words in (f"Thôi phân công {BODY}", "Số 01/GXN-UBND"):
        hands.require(any(words in line for line in told), f"dòng thời gian không có “{words}”")
    guide.shoot("93-da-chap-hanh-xong")
    hands.require(not _tasks(guide), "còn việc phải làm cho người đã chấp hành xong")
    decision, certificate = (paper_of(guide, NAME, each) for each in (POST_REHAB, COMPLETION))
    book = go_to_line(guide, decision)
    hands.require(book.table.current == decision, "quyết định không nằm trong sổ")
    guide.shoot("94-so-nam-2026")
    book = go_to_line(guide, certificate)
    hands.require(book.table.current == certificate, "giấy xác nhận không nằm trong sổ")
    guide.shoot("95-so-giay-xac-nhan")


def print_for_the_chair_again(guide: Guide) -> None:
    """See the morning a year on, with nothing left of him, and print the page once more."""
    guide.hands.require(not _tasks(guide), "việc đã xong vẫn còn")
    guide.shoot("96-hom-nay-mot-nam-sau")
    today_steps.print_page(guide, "97-trang-trinh-chu-tich-cuoi", "trang-trinh-chu-tich-2027.pdf")


def _come_back(guide: Guide, at: datetime) -> None:
    """Close the window for the day, and sign in on another."""
    hands, before = guide.hands, guide.clock.now
    guide.end()
    guide.clock.now = at
    guide.begin(guide.places.office)
    page = hands.inside(SignInPage, guide.window, "trang đăng nhập")
    hands.wait(lambda: page.users.user, "danh sách người dùng")
    hands.write(page.password.password, guide.password)
    hands.press("Return")
    _ = guide.shell
    if (at - before).days > LONG_AWAY:
        asked = hands.dialog(QMessageBox, "câu hỏi ngày giờ của máy có đúng không")
        hands.press("Return", asked.defaultButton() or asked)
        hands.gone(asked)


def _open(guide: Guide) -> PersonScreen:
    open_file(guide, TYPED, NAME)
    return _file(guide)


def _file(guide: Guide) -> PersonScreen:
    hands = guide.hands
    screen = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    hands.wait(lambda: screen.windowTitle() == NAME and screen.isEnabled(), f"hồ sơ của {NAME}")
    return screen


def _today(guide: Guide) -> TodayScreen:
    guide.hands.press("Ctrl+1")
    return guide.hands.inside(TodayScreen, guide.window, "trang Hôm nay")


def _require_state(guide: Guide, state: CaseState) -> None:
    chip = _file(guide).card.state
    words = state.label
    guide.hands.wait(lambda: chip.accessibleName() == words, f"tình trạng “{words}” của {NAME}")


def _cells(screen: PersonScreen) -> list[str]:
    """Read the steps at the head of a file, as they are read aloud."""
    return [each.accessibleName() for each in screen.findChildren(StepCell) if each.isVisible()]


def _needed(screen: PersonScreen) -> str:
    return next((cell for cell in _cells(screen) if ": cần làm" in cell), "")


def _done(screen: PersonScreen) -> int:
    return sum(": đã xong" in cell for cell in _cells(screen))


def _is_his(row: TaskRow) -> bool:
    return NAME in {each.name for each in row.task.concerns}


def _tasks(guide: Guide) -> list[TaskRow]:
    """Look at the morning page itself for whatever is to be done for this person."""
    screen, hands = _today(guide), guide.hands
    hands.rest()
    hands.wait(lambda: screen.today, "việc của hôm nay")
    return _his(screen)


def _his(screen: TodayScreen) -> list[TaskRow]:
    return [row for row in screen.today.rows if _is_his(row)] if screen.today else []


def _wait_without(guide: Guide, *kinds: TaskKind) -> None:
    screen = _today(guide)

    def is_gone() -> bool:
        return not {row.task.kind for row in _his(screen)} & set(kinds)

    guide.hands.wait(is_gone, f"việc “{kinds[0].label}” tự rời trang Hôm nay")


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Tiếp nhận một người bằng tên", take_in_by_name),
    ("Ghi đề nghị của Công an xã", record_the_proposal),
    ("Soạn quyết định quản lý, trình ký", compose_the_decision),
    ("Nhập số quyết định quản lý", number_the_decision),
    ("Giao quyết định trước khi về", hand_the_decision_over),
    ("Phân công người phụ trách, nhập số", assign_the_helper),
    ("Ghi vắng mặt không khai báo", record_the_absence),
    ("Soạn giấy xác nhận từ việc buổi sáng", certify_from_the_task),
    ("Nhập số, giao giấy xác nhận", number_and_hand_over_the_certificate),
    ("Xem hồ sơ đã chấp hành xong", see_it_closed),
    ("In trang trình Chủ tịch lần cuối", print_for_the_chair_again),
)
