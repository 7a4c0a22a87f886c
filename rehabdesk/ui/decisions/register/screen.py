"""Sổ văn bản: the book as the law wants it, and the place of every paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rehabdesk.domain.codes import LinkKind, Right
from rehabdesk.services.decisions.book.printing import print_book
from rehabdesk.services.decisions.book.view import BookFilter, BookShelf, BookView, view_book
from rehabdesk.services.decisions.numbering import Numbered
from rehabdesk.services.decisions.recording import undo_numbers
from rehabdesk.services.decisions.register import RegisterRow
from rehabdesk.ui.decisions.numbering.dialog import NumberDialog
from rehabdesk.ui.decisions.numbering.drop_area import dropped_file
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.decisions.register.acts import (
    RowAct,
    RowActs,
    awaits_number,
    can_be_replaced,
    has_copy,
    has_record,
    is_assigning,
    is_draft,
    is_in_force,
    is_kept,
    is_numbered,
    is_signed,
    is_submitted,
    was_handed_over,
)
from rehabdesk.ui.decisions.register.columns import COLUMNS, identity
from rehabdesk.ui.decisions.register.count_chip import CountChip
from rehabdesk.ui.decisions.register.gap_dialog import GapDialog
from rehabdesk.ui.decisions.register.paper_acts import PaperActs
from rehabdesk.ui.decisions.register.paper_look import PaperLookPanel
from rehabdesk.ui.decisions.register.record_acts import RecordActs
from rehabdesk.ui.decisions.register.told import empty_words, offer
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField, SearchField
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.purpose import Leaving, PurposeDialog
from rehabdesk.ui.shell.head import PageHead, filter_bar, page_layout
from rehabdesk.ui.visits import Compose, NumberPapers, OpenRegister

SEARCH = 262
DRAFTING, NUMBERING = Right.DRAFT_DECISIONS, Right.NUMBER_DECISIONS


class RegisterScreen(QWidget):
    wanted = Signal(object)
    WATCHES = frozenset(
        {"decision", "document_book", "number_gap", "signer", "person"}
        | {"delivery", "decision_link", "number_correction", "assignment", "episode"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._view: BookView | None = None
        self._to_choose: int | None = None
        self._is_read = False  # once the list stands there
        self._is_number_wanted = False  # asked for before that
        self._just_numbered: set[int] = set()  # since the program was started
        self.rows = Rows(COLUMNS, self, identity=identity)
        self.table = ListTable(self.rows, "register", habits)
        self.table.setAccessibleName("Sổ văn bản")
        self.table.told = Told("Văn bản trong sổ", self._told)
        self._asker = Asker(self)
        self.paper_acts = PaperActs(desk, habits, self)
        self.records = RecordActs(desk, habits, self)
        self.look = PaperLookPanel(desk)
        self._add_filters()
        self._begin_as_left()
        self._add_acts()
        self._lay_out()
        self._listen()
        self.setAcceptDrops(True)
        self.refresh()

    # Putting together

    def _add_filters(self) -> None:
        self.words = SearchField("Số, trích yếu, tên người", key="Ctrl+F")
        self.words.setFixedWidth(Style.current.length(SEARCH))
        self.book = ComboField[int]()
        self.year = ComboField[int]()
        self.shelf = ComboField([(each, each.label) for each in BookShelf], is_filter=True)
        for combo, name in ((self.book, "Sổ"), (self.year, "Năm"), (self.shelf, "Trạng thái")):
            combo.setAccessibleName(name)
            combo.fit_choices()
        self.awaiting = CountChip("chờ số", "signature", "warn")
        self.undelivered = CountChip("chưa giao", "document_arrow_right", "warn")
        self.unscanned = CountChip("thiếu bản đã ký", "attach", "neutral")

    def _begin_as_left(self) -> None:
        """Open the book and the state of papers last looked at; the year is always this one."""
        kept = self.table.layouts.read("register", "filter") or {}
        self._book_left: int | None = kept.get("book")
        left = next((each for each in BookShelf if each.value == kept.get("shelf")), None)
        self.shelf.value = left or BookShelf.ALL
        for chip, own in self._chips():
            chip.setChecked(left is own)

    def _add_acts(self) -> None:
        self.print_button = KeyButton("In sổ th&eo Nghị định 30", "Ctrl+P", "print")
        self.number_button = KeyButton("Nhậ&p số", "F9", "book_number", is_bound=False)
        self.compose_button = KeyButton(
            "Soạn &quyết định", "F8", "document_edit", "primary", is_bound=False
        )
        if not self._may(NUMBERING):
            self.number_button.hide()
        if not self._may(DRAFTING):
            self.compose_button.hide()
        self.acts = RowActs(act for act in self._row_acts() if self._may(act.right))
        self.acts.bind(self)

    def _row_acts(self) -> tuple[RowAct, ...]:
        do = self.paper_acts
        withdraw = self._on_current(partial(do.follow, LinkKind.WITHDRAWS))
        correct = self._on_current(partial(do.follow, LinkKind.CORRECTS))
        end = self._on_current(partial(do.follow, LinkKind.ENDS))
        rare = partial(RowAct, is_bound=True, is_rare=True)
        deliver, attach = self._on_current(do.deliver), self._on_current(do.choose_copy)
        record = self._on_current(self.records.choose)
        open_record = self._on_current(self.records.choose_kept)
        sign, unsign = self._on_current(do.sign), self._on_current(do.unsign)
        return (
            RowAct("Giải thích…", "Enter", lambda row: row.is_gap, self._open_current, NUMBERING),
            RowAct("Mở bản nháp", "Enter", is_draft, self._open_current, DRAFTING),
            RowAct("Mở văn bản", "Enter", is_submitted, self._open_current),
            RowAct("Xem văn bản", "Enter", is_kept, self._open_current),
            RowAct("Đánh &dấu đã ký, chờ số", "", is_submitted, sign, DRAFTING),
            RowAct("Bỏ &dấu đã ký", "", is_signed, unsign, DRAFTING),
            RowAct("Nhập số", "F9", awaits_number, self._number_current, NUMBERING),
            RowAct("&Ghi đã giao…", "Ctrl+D", is_numbered, deliver, DRAFTING, is_bound=True),
            RowAct("Đính kè&m bản đã ký…", "Ctrl+M", is_numbered, attach, DRAFTING, is_bound=True),
            RowAct("Xem &bản đã ký", "", has_copy, self._on_current(do.open_copy)),
            RowAct("&Hoàn tác ghi số", "", self._was_just_numbered, self._undo_current, NUMBERING),
            RowAct(
                "Đính kèm biên bản giao nhận…", "", was_handed_over, record, DRAFTING, is_rare=True
            ),
            RowAct("Xem biên bản giao nhận", "", has_record, open_record, is_rare=True),
            rare("Thay thế…", "Ctrl+H", can_be_replaced, self._on_current(do.replace), DRAFTING),
            rare("Đính chính…", "Ctrl+I", is_numbered, correct, NUMBERING),
            rare("Thu hồi…", "Ctrl+U", is_in_force, withdraw, NUMBERING),
            RowAct("Chấm dứt…", "", is_assigning, end, NUMBERING, is_rare=True),
            rare("Sửa số…", "F2", is_numbered, self._on_current(do.renumber), NUMBERING),
            rare("Xem nhanh", "Ctrl+R", lambda row: not row.is_gap, self._toggle_look),
        )

    def _on_current(self, act: Callable[[RegisterRow], None]) -> Callable[[], None]:
        """Let an act go to the line looked at."""

        def go() -> None:
            if (row := self.table.current) is not None:
                act(row)

        return go

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is None or office.actor.may(right)

    def _lay_out(self) -> None:
        buttons = (self.print_button, self.number_button, self.compose_button)
        self.head = PageHead("Sổ văn bản", buttons=buttons)
        layout = page_layout(self, self.head)
        layout.addLayout(
            filter_bar(
                self.words,
                self.book,
                self.year,
                self.shelf,
                None,
                self.awaiting,
                self.undelivered,
                self.unscanned,
                self.table.columns_button(),
            )
        )
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.table, 1)
        across.addWidget(self.look)
        layout.addLayout(across, 1)
        layout.addWidget(self.acts)
        self.setFocusProxy(self.table)

    def _listen(self) -> None:
        self.words.rested.connect(self.refresh)
        for combo in (self.book, self.year, self.shelf):
            combo.chosen.connect(self._filter)
        for chip, shelf in self._chips():
            chip.toggled.connect(partial(self._filter_by_chip, shelf))
        self.table.opened.connect(self._open)
        self.table.moved_to.connect(self._show_row)
        self.look.went_to.connect(self._go_to)
        self.look.record_wanted.connect(self.paper_acts.print_record)
        self.look.attach_wanted.connect(self.records.attach)
        self.look.kept_wanted.connect(self.records.open)
        self.paper_acts.wanted.connect(self.wanted)
        self.table.menu_wanted.connect(self.acts.open_menu)
        self.table.copied.connect(self._tell_copied)
        self.print_button.clicked.connect(self._ask_to_print)
        self.number_button.clicked.connect(self._number_current)
        self.compose_button.clicked.connect(self._compose)
        self._desk.changed.connect(self._refresh_if_touched)

    # What stands there

    def visit(self, visit: OpenRegister | NumberPapers) -> None:
        if isinstance(visit, NumberPapers):
            self._number(visit.decision_ids)
        elif visit.decision_id is not None:
            self._to_choose = visit.decision_id
            self.shelf.value = BookShelf.ALL
            self.words.clear()
            self.refresh()

    def refresh(self) -> None:
        wanted = BookFilter(
            self.book.value or self._book_left,
            self.year.value,
            self.words.value,
            self.shelf.value or BookShelf.ALL,
            self._to_choose,
        )
        self._desk.look(self._asker, partial(view_book, wanted=wanted), self._show, name="book")

    def _show(self, view: BookView | None) -> None:
        self._view, self._book_left = view, None
        self._is_read = True
        for button in (self.print_button, self.number_button):
            button.setEnabled(view is not None)
        if view is None:
            self.table.set_empty(empty_words(None))
        else:
            self._show_view(view)
        if self._is_number_wanted:
            self._is_number_wanted = False
            if self.isVisible():
                self._number(())

    def _show_view(self, view: BookView) -> None:
        offer(self.book, [(each.id, f"Sổ: {each.name}") for each in view.books], view.book.id)
        offer(self.year, [(each, f"Năm {each}") for each in view.years], view.year)
        self.awaiting.show_count(view.awaiting)
        self.undelivered.show_count(view.undelivered)
        self.unscanned.show_count(view.unscanned)
        highest = f" · đến số {view.highest}" if view.highest else ""
        self.head.set_line(f"{view.book.name} · năm {view.year}{highest}")
        self.table.set_empty(empty_words(view))
        self.table.show_rows(view.rows)
        if self._to_choose is not None:
            self.table.choose(self._to_choose)
            self._to_choose = None
        self._show_row(self.table.current)
        self.look.refresh()

    def _told(self) -> str:
        """Tell what the list is narrowed to, as it is printed."""
        shelf = "" if self.shelf.value is BookShelf.ALL else self.shelf.currentText()
        words = f"có chữ “{self.words.value}”" if self.words.value else ""
        parts = (self.book.currentText(), self.year.currentText(), shelf, words)
        return "; ".join(part for part in parts if part)

    def _filter(self) -> None:
        shelf = self.shelf.value
        for chip, own in self._chips():
            chip.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
            chip.setChecked(shelf is own)
            chip.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        kept = {"book": self.book.value, "shelf": shelf.value if shelf else None}
        self.table.layouts.keep("register", "filter", kept)
        self.refresh()

    def _chips(self) -> tuple[tuple[CountChip, BookShelf], ...]:
        return (
            (self.awaiting, BookShelf.AWAITING),
            (self.undelivered, BookShelf.UNDELIVERED),
            (self.unscanned, BookShelf.UNSCANNED),
        )

    def _filter_by_chip(self, shelf: BookShelf, is_on: bool) -> None:  # noqa: FBT001 -- a slot
        self.shelf.value = shelf if is_on else BookShelf.ALL

    def _show_row(self, row: RegisterRow | None) -> None:
        self.acts.show_row(row)
        self.look.show_paper(row.decision_id if row else None, self.width())

    def _toggle_look(self) -> None:
        self.look.toggle(self.width())

    def _go_to(self, decision_id: int) -> None:
        """Go to the line of a linked paper, whichever state the list was narrowed to."""
        self.visit(OpenRegister(decision_id))

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()

    # Acts

    def _compose(self) -> None:
        self.wanted.emit(Compose())

    def _number_current(self) -> None:
        self._number(())

    def _number(self, decision_ids: tuple[int, ...]) -> None:
        """Open the number dialog; the line looked at, known once read, comes first if it waits."""
        if not decision_ids and not self._is_read:
            self._is_number_wanted = True
            return
        row = self.table.current
        if not decision_ids and row is not None and row.awaits_number and row.decision_id:
            decision_ids = (row.decision_id,)
        dialog = NumberDialog(self._desk, self._habits, decision_ids, self)
        dialog.recorded.connect(self._note_recorded)
        dialog.open()

    def _note_recorded(self, numbered: Numbered) -> None:
        self._just_numbered |= set(numbered.decision_ids)
        self.acts.show_row(self.table.current)
        undo = partial(self._undo, numbered.decision_ids)
        self._desk.say(f"Đã ghi số {', '.join(numbered.numbers)}", "Hoàn tác", undo)

    def _was_just_numbered(self, row: RegisterRow) -> bool:
        return row.decision_id in self._just_numbered and is_numbered(row)

    def _undo_current(self) -> None:
        row = self.table.current
        if row is not None and row.decision_id is not None:
            self._undo((row.decision_id,))

    def _undo(self, decision_ids: tuple[int, ...]) -> None:
        act = partial(undo_numbers, decision_ids=decision_ids)
        self._desk.do(self, act, partial(self._note_undone, decision_ids))

    def _note_undone(self, decision_ids: tuple[int, ...], _: None) -> None:
        self._just_numbered -= set(decision_ids)
        self._show_row(self.table.current)
        self._desk.say("Đã hoàn tác ghi số; văn bản lại chờ số")

    def _open_current(self) -> None:
        if (row := self.table.current) is not None:
            self._open(row)

    def _open(self, row: RegisterRow) -> None:
        if row.is_gap:
            GapDialog(self._desk, row, self._view.year if self._view else 0, self).open()
        elif is_draft(row) or is_submitted(row):
            self.wanted.emit(Compose(decision_id=row.decision_id))
        elif row.decision_id is not None:
            self.paper_acts.open(row)

    def _ask_to_print(self) -> None:
        if (view := self._view) is not None:
            question = f"Sổ {view.book.name} {view.year} có tên người. Mục đích?"
            leaving = Leaving("In sổ", question, "purpose/book")
            dialog = PurposeDialog(leaving, self._habits, self)
            dialog.given.connect(self._print_book)
            dialog.open()

    def _print_book(self, purpose: str) -> None:
        if (view := self._view) is not None:
            act = partial(print_book, book_id=view.book.id, year=view.year, purpose=purpose)
            self._desk.do(self, act, self.paper_acts.show_paper)

    def _tell_copied(self, count: int, is_text: bool) -> None:  # noqa: FBT001 -- a slot
        told = "dán được vào Word, Zalo" if is_text else "dán được vào Excel"
        self._desk.say(f"Đã chép {count} dòng, {told}")

    # A scan dropped on the page belongs to the line looked at

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        row = self.table.current
        if row is not None and is_numbered(row) and dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        row, path = self.table.current, dropped_file(event)
        if row is not None and path is not None:
            event.acceptProposedAction()
            self.paper_acts.read_copy(row, path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.look.fit(self.width())
