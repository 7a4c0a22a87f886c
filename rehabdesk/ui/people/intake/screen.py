"""Taking a person in: search first, then check for likes, then open the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QStandardPaths, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rehabdesk.domain.identity import Card, read_card
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.drafts import KeptForm, read_draft
from rehabdesk.services.people.card_check import IntakeStart, begin_intake
from rehabdesk.services.people.hits import PersonHit
from rehabdesk.services.people.intake import PersonTakenIn
from rehabdesk.services.pictures.cards import read_card_file, read_card_picture
from rehabdesk.ui.kit.ask import open_file
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.inputs.form_keeper import FormKeeper
from rehabdesk.ui.kit.inputs.pictures import KINDS, PictureReader, holds_picture, picture_in
from rehabdesk.ui.people.intake.check import CheckPage
from rehabdesk.ui.people.intake.form import Repeated
from rehabdesk.ui.people.intake.search import SearchPage
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.visits import OpenPerson, TakeIn

Fill = Callable[[CheckPage], None]
FORM = "intake"
LOOKING = "Đang tìm mã vuông trong ảnh. Ảnh chỉ được đọc, không giữ lại."


class IntakeScreen(QWidget):
    """F7, or a scanned card."""

    wanted = Signal(object)
    back_wanted = Signal()
    WATCHES = frozenset({"person", "identity_paper", "person_name", "case_file", "hamlet"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._repeated: Repeated | None = None
        self._check: CheckPage | None = None  # the form in hand, or left unfinished
        self._kept: KeptForm | None = None  # what was typed before the power went
        self._keeper = FormKeeper(desk, FORM, self._words_in_hand, self)
        self.rescan_button = KeyButton("&Quét lại", picture="barcode_scanner")
        self.picture_button = KeyButton("Đọ&c từ ảnh thẻ", picture="qr_code")
        self.leave_button = KeyButton("&Bỏ", "Esc", kind="flat")
        buttons = (self.rescan_button, self.picture_button, self.leave_button)
        self.head = PageHead("Tiếp nhận người mới", buttons=buttons)
        self.search = SearchPage(desk, habits)
        self.reader = PictureReader(self)
        self.setAcceptDrops(True)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.search)
        layout = page_layout(self, self.head)
        layout.addWidget(self.pages, 1)
        self.search.card_read.connect(self._take_card)
        self.search.named.connect(self._take_words)
        self.search.opened.connect(self._open_row)
        self.search.picture_brought.connect(self.read_picture)
        self.reader.read.connect(self._take_picture)
        self.reader.refused.connect(self._refuse_picture)
        self.picture_button.clicked.connect(self._choose_picture)
        self.rescan_button.clicked.connect(self._begin)
        self.leave_button.clicked.connect(self._leave)
        desk.changed.connect(self._refresh_if_touched)
        self._show_step()

    @property
    def check(self) -> CheckPage | None:
        """The second step, while it is shown."""
        page = self.pages.currentWidget()
        return page if isinstance(page, CheckPage) else None

    def visit(self, visit: object) -> None:
        self._repeated = None
        self._begin()
        if isinstance(visit, TakeIn) and visit.card_text:
            self.search.read(visit.card_text)
        elif isinstance(visit, TakeIn) and visit.name:
            self._take_words(visit.name)

    def read_picture(self, picture: Path | bytes) -> None:
        """Look for a card in a picture; nobody else waits meanwhile."""
        self._begin()
        self.search.message.say("info", LOOKING)
        if isinstance(picture, Path):
            self.reader.start(partial(read_card_file, picture))
        else:
            self.reader.start(partial(read_card_picture, picture))

    def _choose_picture(self) -> None:
        open_file(self, "Đọc từ ảnh thẻ", pictures_folder(), KINDS, self.read_picture)

    def _take_picture(self, text: str) -> None:
        self.search.message.hush()
        try:
            card = read_card(text)
        except Refusal as refusal:
            self.search.refuse(refusal)
        else:
            self._start(lambda page: page.fill_card(card, is_picture=True))

    def _refuse_picture(self, trouble: Exception) -> None:
        self.search.message.hush()
        self.search.refuse(trouble)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        picture = picture_in(event.mimeData())
        if picture is not None:
            event.acceptProposedAction()
            self.read_picture(picture)

    def _begin(self) -> None:
        """Go to the first step; a form that has words in it can be opened again."""
        if self._check is not None and self._check.form.is_empty:
            self._forget_check()
        self.reader.forget()
        self.search.begin_anew()
        self._keeper.keep()
        if self._check is not None:
            self._offer(self._check.begun_at, self._resume)
        else:
            self._desk.look(self, partial(read_draft, form=FORM), self._offer_kept, name="draft")
        self.pages.setCurrentWidget(self.search)
        self._show_step()
        self.search.field.setFocus()

    def _offer(self, at: datetime, resume: Callable[[], None]) -> None:
        today = self._desk.office.clock().date() if self._desk.office else at.date()
        when = f"{at:%H:%M}" if at.date() == today else f"{at:%H:%M ngày %d/%m/%Y}"
        self.search.message.say("info", f"Còn bản nháp lúc {when}. Mở lại?")
        self.search.message.add_link("&Mở lại bản nháp", resume)

    def _offer_kept(self, draft: KeptForm | None) -> None:
        """Offer what was being typed when the power went, or the program was closed."""
        is_asked_for = self._check is None and not self.search.message.text
        if draft is not None and is_asked_for:
            self._kept = draft
            self._offer(draft.saved_at, self._resume_kept)

    def _resume_kept(self) -> None:
        if (draft := self._kept) is not None:
            self._start(lambda page: page.fill_draft(draft))

    def _words_in_hand(self) -> Mapping[str, Any]:
        is_empty = self._check is None or self._check.form.is_empty
        return {} if is_empty or self._check is None else self._check.form.words()

    def _take_card(self, card: Card) -> None:
        self._start(lambda page: page.fill_card(card))

    def _take_words(self, words: str) -> None:
        self._start(lambda page: page.fill_words(words))

    def _start(self, fill: Fill) -> None:
        self._desk.look(self, begin_intake, partial(self._open_check, fill), name="begin")

    def _open_check(self, fill: Fill, start: IntakeStart) -> None:
        self._forget_check()
        page = CheckPage(self._desk, self._habits, start)
        page.opened.connect(self._show_taken_in)
        page.kept.connect(self._go_on_after)
        page.found.connect(self._show_found)
        page.form.edited.connect(self._keeper.note_change)
        self._check = page
        self.pages.addWidget(page)
        self._resume()
        if self._repeated:
            page.form.fill_repeated(self._repeated)
        fill(page)

    def _resume(self) -> None:
        if self._check is not None:
            self.pages.setCurrentWidget(self._check)
            self._show_step()
            self._check.form.focus_first()

    def _show_taken_in(self, done: PersonTakenIn) -> None:
        self._desk.say(f"Đã mở hồ sơ số {done.case_code}")
        self._show_found(done.person_id)

    def _show_found(self, person_id: int) -> None:
        self._keeper.drop()
        self._forget_check()
        self._begin()
        self.wanted.emit(OpenPerson(person_id))

    def _go_on_after(self, done: PersonTakenIn) -> None:
        """Keep what repeats in a pile of cards, and wait for the next one."""
        if self._check is not None:
            self._repeated = self._check.form.repeated()
        self._keeper.drop()
        self._forget_check()
        self._begin()
        self.search.message.say(
            "ok", f"Đã mở hồ sơ số {done.case_code}. Người kế giữ thôn, diện quản lý và ngày."
        )
        show = partial(self.wanted.emit, OpenPerson(done.person_id))
        self._desk.say(f"Đã mở hồ sơ số {done.case_code}", "Mở", show)

    def _open_row(self, row: PersonHit) -> None:
        self.wanted.emit(OpenPerson(row.id))

    def _leave(self) -> None:
        """Esc: first empty the search, then leave; what stands in the form stays for later."""
        if self.check is None and self.search.field.text():
            self.search.begin_anew()
            return
        self._begin()
        self.back_wanted.emit()

    def _forget_check(self) -> None:
        if self._check is not None:
            self.pages.removeWidget(self._check)
            self._check.deleteLater()
            self._check = None

    def _show_step(self) -> None:
        is_check = self.check is not None
        self.head.set_line(
            "Bước 2/2 · kiểm tra trùng trước khi mở hồ sơ"
            if is_check
            else "Bước 1/2 · tìm trước khi mở hồ sơ"
        )
        self.rescan_button.setVisible(is_check)

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if not touched & self.WATCHES:
            return
        if self.check is not None:
            self.check.review()
        else:
            self.search.refresh()


def pictures_folder() -> Path:
    kind = QStandardPaths.StandardLocation.PicturesLocation
    return Path(QStandardPaths.writableLocation(kind))
