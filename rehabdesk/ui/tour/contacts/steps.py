"""Meetings: one written down from the file, one for three persons from the list, and seen again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rehabdesk.domain.daily_codes import QuickRating
from rehabdesk.services.contacts.looks import contacts_of
from rehabdesk.services.people.files import search_persons
from rehabdesk.services.tasks.task import Pile
from rehabdesk.ui.contacts.dialog import ContactDialog
from rehabdesk.ui.people.file.further.tabs import CONTACTS, TIMELINE
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.today.screen import TodayScreen
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.visits import OpenPerson

NAME = "Ngô Quang Hùng"
WORDS = "Đang đi làm đều, mẹ đã đỡ ốm. Hỏi về vay vốn mua máy hàn, hẹn lên xã hỏi thủ tục."
TOGETHER = 3


def write_one_down(guide: Guide) -> None:
    """Press Ctrl+G over a file, write what was said and agreed, and see it in its place."""
    hands = guide.hands
    [person, *_] = guide.look(partial(search_persons, words=NAME))
    guide.shell.follow(OpenPerson(person.id))
    screen = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    hands.wait(lambda: screen.person_id == person.id, f"hồ sơ {NAME}")
    before = len(guide.look(partial(contacts_of, person_id=person.id)).rows)
    hands.press("Ctrl+G")
    dialog = hands.dialog(ContactDialog, "hộp Ghi gặp gỡ")
    hands.wait(lambda: dialog.person_ids == (person.id,), "người được gặp")
    hands.write(dialog.minutes, "20")
    hands.write(dialog.words, WORDS)
    hands.click(dialog.rating.buttons[QuickRating.GOOD])
    hands.write(dialog.agreed.word, "Hướng dẫn vay vốn")
    hands.write(dialog.agreed.on, "+7")
    guide.shoot("26-ghi-gap-go-tap-dung-thu")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(
        lambda: len(guide.look(partial(contacts_of, person_id=person.id)).rows) == before + 1,
        "lần gặp đã ghi",
    )
    screen.tabs.setCurrentIndex(CONTACTS)
    hands.wait(lambda: len(screen.contacts.table.rows.all) == before + 1, "lần gặp trong hồ sơ")
    guide.shoot("150-gap-go-cua-mot-nguoi")
    screen.tabs.setCurrentIndex(TIMELINE)  # as the next who opens a file expects it


def write_three_down(guide: Guide) -> None:
    """Tick three persons of the list and write one note about all of them."""
    hands = guide.hands
    hands.press("Ctrl+2")
    screen = hands.inside(PeopleScreen, guide.window, "danh sách hồ sơ")
    hands.wait(lambda: len(screen.table.person_ids) > TOGETHER, "danh sách hồ sơ")
    screen.table.clear_ticks()
    screen.table.setFocus()
    for place in range(TOGETHER):
        hands.go_to_row(screen.table, place)
        hands.press("Space", screen.table)
    ids = screen.table.chosen_ids
    hands.require(len(ids) == TOGETHER, "chưa chọn đủ ba người")
    hands.press("Ctrl+G")
    dialog = hands.dialog(ContactDialog, "hộp Ghi gặp gỡ")
    hands.wait(lambda: len(dialog.person_ids) == TOGETHER, "ba người được gặp")
    hands.write(dialog.words, "Gặp chung tại buổi sinh hoạt thôn, nghe giới thiệu lớp nghề.")
    hands.click(dialog.rating.buttons[QuickRating.NORMAL])
    guide.shoot("151-ghi-gap-go-chung")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    met = guide.look(partial(contacts_of, person_id=ids[0])).rows
    hands.require(met and len(met[0].others) == TOGETHER - 1, "lần gặp chung chưa ghi cho cả ba")
    guide.shoot("152-da-ghi-chung")
    screen.table.clear_ticks()


def see_who_was_not_met(guide: Guide) -> None:
    hands = guide.hands
    hands.press("Ctrl+1")
    screen = hands.inside(TodayScreen, guide.window, "trang Hôm nay")
    screen.show_pile(Pile.UNSEEN)
    hands.wait(lambda: screen.pile_card.rows.all, "người đã lâu chưa gặp")
    guide.shoot("153-chua-gap-qua-30-ngay")
    screen.show_pile(Pile.OVERDUE)


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Ghi một lần gặp gỡ từ hồ sơ", write_one_down),
    ("Ghi gặp gỡ chung ba người", write_three_down),
    ("Xem ai đã lâu chưa gặp", see_who_was_not_met),
)
