"""The first step of taking in: one field, and who is already there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.identity import read_card
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.wording import thousands
from rehabdesk.services.people.hits import PersonHit, count_hits, find_best
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import SearchField
from rehabdesk.ui.kit.form import Entry, FieldBox
from rehabdesk.ui.kit.inputs.pictures import holds_picture, picture_in
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

MOST = 50
FIELD_WIDTH = 560
WAITING = "Quét thẻ căn cước hoặc gõ tên. Người đã có hồ sơ hiện ra ở đây."
TOTAL = "Đang hiện {} trong {} người. Gõ thêm chữ để thu hẹp."
NO_MATCH = "Không có ai khớp “{}”. Thử bỏ bớt chữ, hoặc tiếp nhận người mới."
COLUMNS = (
    Column[PersonHit](
        "Họ và tên",
        lambda row: row.full_name,
        lambda row: row.name_order,
        width=220,
        is_subject=True,
        is_stretched=True,
    ),
    Column[PersonHit]("Năm sinh", lambda row: str(row.birth_year or ""), width=90),
    Column[PersonHit]("Thôn", lambda row: row.hamlet, width=150),
    Column[PersonHit]("Số căn cước", lambda row: row.masked_number, width=150),
    Column[PersonHit]("Diện quản lý", lambda row: row.state.label, width=220),
    Column[PersonHit]("Hồ sơ", lambda row: row.case_code, width=100),
)


class ScanField(SearchField):
    """Takes a card's text, a name or a number; the down key goes to what was found."""

    entered = Signal()
    left_below = Signal()
    picture_brought = Signal(object)  # a Path, or the bytes of a picture

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            Qt.Key.Key_Return: self.entered,
            Qt.Key.Key_Enter: self.entered,
            Qt.Key.Key_Down: self.left_below,
        }
        signal = acts.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste_picture():
            return
        if signal is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            signal.emit()

    def _paste_picture(self) -> bool:
        """Take a picture that was copied; words are pasted as ever."""
        copied = QApplication.clipboard().mimeData()
        if copied.hasText() and not copied.hasUrls():
            return False
        picture = picture_in(copied) if holds_picture(copied) else None
        if picture is not None:
            self.picture_brought.emit(picture)
        return picture is not None


class SearchPage(QWidget):
    card_read = Signal(object)  # a Card
    picture_brought = Signal(object)  # a Path, or the bytes of a picture
    named = Signal(str)  # go on with this name or number
    opened = Signal(object)  # the PersonHit of a file that is there

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._shown = ""  # the words whose persons are shown
        self.field = ScanField("Quét thẻ, gõ tên hoặc số", "barcode_scanner")
        self.box = FieldBox(Entry("card_text", "&Quét thẻ, gõ tên hoặc số", self.field))
        self.message = MessageFrame()
        self.rows = Rows(COLUMNS, self)
        self.table = ListTable(self.rows, "intake.search", habits)
        self.table.setAccessibleName("Người đã có hồ sơ")
        self.table.set_empty(WAITING)
        self.go_on_button = KeyButton("T&iếp tục", "Ctrl+Enter", "person_add", "primary")
        self.total = QLabel()
        self.total.setProperty("role", "hint")
        self._assemble()
        self.field.typed.connect(self._search)
        self.field.rested.connect(self._rest)
        self.field.textChanged.connect(self._note_words)
        self.field.entered.connect(self._enter)
        self.field.left_below.connect(self._go_down)
        self.field.picture_brought.connect(self.picture_brought)
        self.go_on_button.clicked.connect(self.go_on)
        self.table.opened.connect(self.opened)
        self._note_words()

    def begin_anew(self) -> None:
        """Empty the field and wait for the next card."""
        self.message.hush()
        self.box.hush()
        self.field.clear()
        self._search("")
        self.field.setFocus()

    def refresh(self) -> None:
        self._search(self.field.value)

    def go_on(self) -> None:
        """Read what is in the field as a card, else take it for a name or a number."""
        typed = self.field.value
        if "|" in typed:
            self.read(typed)
        elif typed:
            self.named.emit(typed)

    def read(self, text: str) -> None:
        """Read a card's text, or say under the field why it cannot be read."""
        try:
            card = read_card(text)
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.box.hush()
        self.card_read.emit(card)

    def refuse(self, trouble: Exception) -> None:
        """Say under the field why no card was read, and wait for another."""
        self.box.tell("error", str(trouble))
        self.field.selectAll()
        self.field.setFocus()

    def _assemble(self) -> None:
        line = QHBoxLayout()
        self.box.setFixedWidth(Style.current.length(FIELD_WIDTH))
        line.addWidget(self.box)
        line.addStretch(1)
        hint = QLabel(
            "Tìm trước, để một người không có hai hồ sơ. Enter mở hồ sơ đã có. "
            "Ảnh thẻ thì kéo vào đây hoặc dán bằng Ctrl+V."
        )
        hint.setProperty("role", "hint")
        below = QHBoxLayout()
        below.addWidget(hint)
        below.addStretch(1)
        below.addWidget(self.total)
        below.addWidget(self.go_on_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.message)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)
        layout.addSpacing(2)
        layout.addLayout(below)

    def _note_words(self) -> None:
        self.go_on_button.setEnabled(bool(self.field.value))
        if self.box.is_wrong:
            self.box.hush()

    def _search(self, words: str) -> None:
        if "|" not in words:
            look = partial(find_best, words=words, limit=MOST)
            self._desk.look(self, look, partial(self._show, words), name="search")

    def _show(self, words: str, found: list[PersonHit]) -> None:
        self._shown = words
        self.total.clear()
        self.table.set_empty(NO_MATCH.format(words) if words else WAITING)
        self.table.show_rows(found)

    def _rest(self, words: str) -> None:
        """Read a card when all of it is there; of many persons tell how many there are."""
        if "|" in words:
            self.read(words)
        elif words == self._shown and len(self.rows.all) == MOST:
            look = partial(count_hits, words=words)
            self._desk.look(self, look, partial(self._show_total, words), name="total")

    def _show_total(self, words: str, total: int) -> None:
        if words == self._shown and total > MOST:
            self.total.setText(TOTAL.format(MOST, thousands(total)))

    def _enter(self) -> None:
        if self._shown == self.field.value and self.rows.all:
            self._go_down()
        else:
            self.go_on()

    def _go_down(self) -> None:
        if self.rows.all:
            self.table.setFocus()
