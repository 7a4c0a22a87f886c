"""Đã ký – nhập số: type what the records officer wrote, and the decision takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.wording import slash_date
from rehabdesk.services.decisions.following.foretelling import foretell
from rehabdesk.services.decisions.following.moved import Known
from rehabdesk.services.decisions.numbering import Numbered
from rehabdesk.services.decisions.proposing import Choice
from rehabdesk.services.decisions.recording import (
    BookState,
    Gap,
    NumberDesk,
    RecordNumbers,
    Review,
    SignedCopy,
    able_signers,
    copies_by_lines,
    lay_out,
    read_scan,
    record_numbers,
    review,
)
from rehabdesk.services.lists.pasting import (
    NUMBER_HEADS,
    PastedLine,
    look_at_numbers,
    read_pasted_numbers,
)
from rehabdesk.ui.decisions.numbering.copies_line import CopiesLine
from rehabdesk.ui.decisions.numbering.drop_area import DropArea
from rehabdesk.ui.decisions.numbering.foretold import ForetoldCard
from rehabdesk.ui.decisions.numbering.row import WIDTHS as COLUMNS
from rehabdesk.ui.decisions.numbering.row import NumberRow
from rehabdesk.ui.decisions.quiet import Asker, days
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import TextField
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.pasting import PasteStrip

SHOWN = 5  # rows before the list scrolls
HEADS = ("", "Liên quan đến", "Văn bản", "Số", "", "Ngày văn bản", "Người ký")
NOTHING = "Không có văn bản nào chờ số. Soạn quyết định, in để trình ký, rồi nhập số ở đây."
LATER = "Chưa có bản chụp cũng ghi số được. Văn bản sẽ nằm trong danh sách “Thiếu bản đã ký”."
TYPING = "Gõ số và ngày đúng như văn thư đã ghi trên bản giấy. Phần mềm không tự cấp số."


class NumberDialog(FormDialog):
    recorded = Signal(object)  # Numbered

    def __init__(
        self, desk: Desk, habits: QSettings, decision_ids: Sequence[int], parent: QWidget
    ) -> None:
        super().__init__("Đã ký – nhập số", "&Ghi số", parent, WIDTHS[3], "Để sau")
        self._desk = desk
        today, self._calendar = days(desk)
        self._today = today()
        self._wanted = tuple(decision_ids)
        self._books: dict[int, BookState] = {}
        self._gaps: tuple[Gap, ...] = ()
        self._copies: dict[int, SignedCopy] = {}
        self._current: NumberRow | None = None
        self.rows: list[NumberRow] = []
        self._asker = Asker(self)
        self._asker.refused.connect(self.show_refusal)
        self.intro = QLabel(TYPING)
        self.intro.setProperty("role", "secondary")
        self.foretold = ForetoldCard()
        self.drop = DropArea(habits)
        self.drop.chosen.connect(self._read_copy)
        self.copies = CopiesLine()
        self.copies.finished.connect(self._go_past_current)
        self.verdict = MessageFrame()
        self.reason = TextField(placeholder="Lý do để trống (ghi sau cũng được)")
        self.reason.setAccessibleName("Lý do để trống số")
        self.form.hide()
        self.strip = PasteStrip("numbers", NUMBER_HEADS, habits)
        self.strip.taken.connect(self._fill_pasted)
        self._lay_out()
        self.accept_button.setEnabled(False)
        look = partial(lay_out, decision_ids=self._wanted)
        desk.look(self._asker, look, self._show_papers, name="papers")

    # Putting together

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(10, 2, 10, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(len(COLUMNS), 1)
        inside = QFrame()
        inside.setObjectName("scrolled")
        inside.setLayout(self._grid)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._card = QFrame()
        self._card.setObjectName("card")
        frame = QVBoxLayout(self._card)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.addWidget(self._scroll)
        self.body.insertWidget(0, self.intro)
        self.body.insertWidget(1, self._card)
        self.body.insertWidget(2, self.strip)
        self.body.addLayout(self._below())
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.reason)
        self.reason.hide()

    def _below(self) -> QHBoxLayout:
        label = QLabel("Bản đã ký (ảnh chụp hoặc PDF)")
        label.setProperty("role", "label")
        label.setBuddy(self.drop)
        self._beside = QWidget()
        right = QVBoxLayout(self._beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(4)
        right.addWidget(label)
        right.addWidget(self.drop)
        right.addSpacing(4)
        right.addWidget(self.copies)
        right.addSpacing(4)
        right.addWidget(MessageFrame("info", LATER))
        right.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.foretold, 3)
        below.addWidget(self._beside, 2)
        self.foretold.setMinimumHeight(Style.current.length(170))
        return below

    def _heads(self) -> None:
        for place, head in enumerate(HEADS):
            label = QLabel(head)
            label.setProperty("role", "section")
            self._grid.addWidget(label, 0, place)

    # Papers

    def _show_papers(self, found: NumberDesk) -> None:
        self._books = found.books
        if not found.rows:
            self.intro.hide()
            self._card.hide()
            self.foretold.hide()
            self._beside.hide()
            self.verdict.say("info", NOTHING)
            self.quiet_button.setFocus()
            return
        self._heads()
        for line, paper in enumerate(found.rows, 1):
            row = NumberRow(paper, self._today, self._calendar, self)
            row.put_into(self._grid, line)
            row.edited.connect(self._note_edit)
            row.entered.connect(self._make_current)
            row.finished.connect(self._go_past)
            row.ticked.connect(self._note_tick)
            row.pasted.connect(self._paste)
            self.rows.append(row)
        signed = {row.decision_id for row in found.rows if row.is_signed}
        wanted = set(self._wanted) or signed or {found.rows[0].decision_id}
        for row in self.rows:
            row.tick.setChecked(row.paper.decision_id in wanted)
        height = Style.current.size("control") + 4
        lines = min(len(self.rows), SHOWN)
        self._scroll.setFixedHeight(lines * height + Style.current.size("header"))
        first = next((row for row in self.rows if row.is_ticked), self.rows[0])
        self._make_current(first)
        first.go()

    def _paste(self, text: str) -> None:
        """Lay pasted numbers beside the papers; nothing is filled in before it is looked at."""
        papers = [(row.paper.decision_id, row.paper.concerns) for row in self.rows]
        rows = read_pasted_numbers(text)
        look = partial(look_at_numbers, rows=rows, papers=papers)
        self._desk.look(self._asker, look, self._show_pasted, name="pasted")

    def _show_pasted(self, lines: Sequence[PastedLine]) -> None:
        self.strip.show_lines(lines)
        self.make_room()

    def _fill_pasted(self, lines: Sequence[PastedLine]) -> None:
        by_paper = {int(line.cells[3]): line for line in lines}
        for row in self.rows:
            if (line := by_paper.get(row.paper.decision_id)) is not None:
                row.fill(line.cells[1], line.cells[2])
        self._check()

    @property
    def ticked(self) -> list[NumberRow]:
        return [row for row in self.rows if row.is_ticked]

    def _note_tick(self, row: NumberRow) -> None:
        if row.is_ticked:
            self._ask_signers(row)
        if row is self._current:
            self._show_count(row)
        self._continue()
        self._check()

    def _note_edit(self, row: NumberRow) -> None:
        self._continue()
        if row.day.day is not None:
            self._ask_signers(row)
        self._check()
        if row is self._current:
            self._foretell()

    def _continue(self) -> None:
        """Give the ticked rows the numbers after the book's last, or after the one typed above."""
        upcoming = {book: state.next_number for book, state in self._books.items()}
        for row in self.ticked:
            book = row.paper.book_id
            if not row.is_by_hand:
                row.propose(upcoming[book])
            upcoming[book] = row.following or upcoming[book] + 1

    def _ask_signers(self, row: NumberRow) -> None:
        look = partial(able_signers, day=row.day.day or self._today)
        then = partial(_offer_signers, row)
        self._desk.look(self._asker, look, then, name=f"signers {row.paper.decision_id}")

    def _make_current(self, row: NumberRow) -> None:
        self._current = row
        for each in self.rows:
            each.mark(is_current=each is row)
        copy = self._copies.get(row.paper.decision_id)
        self.drop.show_file(copy.name if copy else "")
        self._show_count(row)
        state = self._books[row.paper.book_id]
        book = f"{TYPING} Sổ <b>{escape(row.paper.book)} {self._today.year}</b>"
        last = state.last
        if last.number is not None and last.on is not None:
            book += f", số gần nhất: <b>{last.number}</b> ngày {slash_date(last.on)}."
        else:
            book += " chưa có số nào."
        self.intro.setText(book)
        self._foretell()

    def _go_past(self, row: NumberRow) -> None:
        """Go to the next row's number, and past the last row to the act."""
        later = self.rows[self.rows.index(row) + 1 :]
        following = next((each for each in later if each.is_ticked), None)
        if following is not None:
            following.go()
        elif self.accept_button.isEnabled():
            self.accept_button.setFocus()
        else:
            self.quiet_button.setFocus()

    # What is typed

    def _check(self) -> None:
        self.set_fact(f"{len(self.ticked)} trong {len(self.rows)} văn bản")
        if not self.ticked:
            self._block("Chọn ít nhất một văn bản: bấm phím cách ở dòng của văn bản.", "info")
            return
        wrong = next((row for row in self.ticked if row.day.day is None), None)
        if wrong is not None:
            self._block(wrong.day.error or "Ghi ngày văn bản.", "bad")
            return
        typed = tuple(row.typed for row in self.ticked)
        self._desk.look(self._asker, partial(review, typed=typed), self._show_review, name="review")

    def _block(self, sentence: str, kind: str) -> None:
        self.verdict.say(kind, sentence)
        self.accept_button.setEnabled(False)
        self._show_gaps(())

    def _show_review(self, found: Review) -> None:
        if found.is_blocked:
            self._block(found.sentence, "bad")
            return
        self.verdict.say("warn" if found.is_doubtful else "ok", found.sentence)
        self.accept_button.setEnabled(True)
        self._show_gaps(found.gaps)

    def _show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        self._gaps = gaps
        self.reason.setVisible(bool(gaps))

    def _foretell(self) -> None:
        row = self._current
        if row is None or not row.is_ticked or row.following is None:
            self.foretold.foretell("", ())
            return
        number = row.number.value
        decision_id = row.paper.decision_id
        known = Known(number, row.day.day or self._today, decision_id in self._copies)
        look = partial(foretell, decision_id=decision_id, known=known)
        show = partial(self._show_foretold, number)
        self._desk.look(self.foretold, look, show, name="foretold")

    def _show_foretold(self, number: str, lines: Sequence[str]) -> None:
        self.foretold.foretell(number, lines)
        self.make_room()

    def _show_count(self, row: NumberRow) -> None:
        decision_id = row.paper.decision_id
        self.copies.setEnabled(row.is_ticked)
        self.copies.show_paper(decision_id)
        look = partial(copies_by_lines, decision_id=decision_id)
        self._desk.look(self._asker, look, self.copies.show_proposal, name="copies")

    def _go_past_current(self) -> None:
        if self._current is not None:
            self._go_past(self._current)

    def _read_copy(self, path: Path) -> None:
        row = self._current
        if row is not None:
            keep = partial(self._keep_copy, row, path.name)
            self._desk.run(self._asker, partial(read_scan, path), keep, name="scan")

    def _keep_copy(self, row: NumberRow, name: str, content: bytes) -> None:
        self._copies[row.paper.decision_id] = SignedCopy(row.paper.decision_id, name, content)
        if row is self._current:
            self.drop.show_file(name)
            self._foretell()

    def submit(self) -> None:
        reason = self.reason.value
        ids = {row.paper.decision_id for row in self.ticked}
        order = RecordNumbers(
            tuple(
                replace(row.order, copies=self.copies.typed(row.paper.decision_id))
                for row in self.ticked
            ),
            tuple(replace(gap, reason=reason) for gap in self._gaps) if reason else (),
            tuple(copy for each, copy in self._copies.items() if each in ids),
        )
        self._desk.do(self, partial(record_numbers, order=order), self._close_with)

    def _close_with(self, numbered: Numbered) -> None:
        self.accept()
        self.recorded.emit(numbered)


def _offer_signers(row: NumberRow, signers: tuple[Choice, ...]) -> None:
    if row.is_ticked:
        row.offer_signers(signers)
