"""The page of those who can be put in charge: add, correct, end."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QSettings, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import name_order
from rehabdesk.services.assignment_board import VolunteerBook, read_volunteer_book
from rehabdesk.services.lists.pasting import (
    VOLUNTEER_HEADS,
    add_pasted_volunteers,
    look_at_volunteers,
)
from rehabdesk.services.volunteers import VolunteerRow, add_volunteer, correction_of
from rehabdesk.ui.assignments.organisations import OrganisationsDialog
from rehabdesk.ui.assignments.volunteer_form import VolunteerForm
from rehabdesk.ui.bin.throwing import bind_delete, throw
from rehabdesk.ui.decisions.panes import PanedPage
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO, MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.pasting import PasteStrip, Pasting
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.undoing import LineAct, do_undoably

FORM_WIDTH = 420
PASTE = "Chép từ Excel các cột họ tên, đơn vị, thôn, điện thoại rồi bấm Ctrl+V để thêm."
NOBODY = "Chưa có người phụ trách nào. Bấm Ctrl+N để thêm."
COLUMNS = (
    Column[VolunteerRow](
        "Họ và tên",
        lambda row: row.facts.full_name,
        lambda row: name_order(row.facts.full_name),
        width=160,
        is_subject=True,
    ),
    Column[VolunteerRow](
        "Đơn vị", lambda row: row.organisation or row.facts.post, width=200, is_stretched=True
    ),
    Column[VolunteerRow]("Ở thôn", lambda row: row.hamlet, width=120),
    Column[VolunteerRow]("Điện thoại", lambda row: row.facts.phone, width=110),
    Column[VolunteerRow](
        "Thôi từ ngày",
        lambda row: f"{row.facts.serves_until:%d/%m/%Y}" if row.facts.serves_until else "",
        lambda row: row.facts.serves_until.toordinal() if row.facts.serves_until else 0,
        width=104,
        tint=lambda _: "text.secondary",
    ),
)


class VolunteersPage(PanedPage):
    left = Signal()

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._book: VolunteerBook | None = None
        self._shown: VolunteerRow | None = None  # None while somebody new is entered
        self._awaited: int | None = None  # added just now, not in the list yet
        self._is_showing = False
        self.new_button = KeyButton("Thê&m người", "Ctrl+N", "person_add")
        self.organisations_button = KeyButton("Tổ &chức…", picture="building_multiple")
        self.delete_button = KeyButton("&Xóa", "Delete", "delete", "flat", is_bound=False)
        self.save_button = KeyButton("&Lưu", "Ctrl+S", kind="primary")
        self.leave_button = KeyButton("&Bỏ", "Esc", kind="flat")
        self.head = PageHead(
            "Người phụ trách",
            buttons=(
                self.delete_button,
                self.new_button,
                self.organisations_button,
                self.leave_button,
            ),
            has_back=True,
        )
        self.rows = Rows(COLUMNS, self)
        self.table = ListTable(self.rows, "assignments.volunteers", habits)
        self.table.setAccessibleName("Người phụ trách")
        self.table.set_empty(NOBODY)
        self.table.setToolTip(PASTE)
        self.strip = PasteStrip("volunteers", VOLUNTEER_HEADS, habits)
        self.pasting = Pasting(desk, self.strip, look_at_volunteers, add_pasted_volunteers)
        self.table.pasted.connect(self.pasting.offer)
        self.form_title = QLabel()
        self.form_title.setProperty("role", "subtitle")
        self.message = MessageFrame()
        self.form: VolunteerForm | None = None
        self._side = QFrame()
        self.panes = (self.table, self._side)
        self._assemble()
        self._connect()

    def refresh(self) -> None:
        self._desk.look(self, read_volunteer_book, self._show, name="book")

    def begin_new(self) -> None:
        """Empty the form for somebody new."""
        self._choose(None)
        self._let_go()
        if self.form is not None:
            self.form.focus_first()

    def show_refusal(self, refusal: Refusal) -> None:
        if self.form is None or not self.form.show_refusal(refusal):
            self.message.say("bad", str(refusal))

    def _assemble(self) -> None:
        self._side.setObjectName("card")
        self._side.setFixedWidth(Style.current.length(FORM_WIDTH))
        self._inside = QVBoxLayout(self._side)
        self._inside.setContentsMargins(16, 14, 16, 14)
        self._inside.setSpacing(10)
        self._inside.addWidget(self.form_title)
        self._inside.addWidget(self.message)
        acts = QHBoxLayout()
        acts.addStretch(1)
        acts.addWidget(self.save_button)
        self._inside.addLayout(acts)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self.table, 1)
        sides.addWidget(self._side)
        layout = page_layout(self, self.head)
        layout.addWidget(self.strip)
        layout.addLayout(sides, 1)

    def _connect(self) -> None:
        self.table.moved_to.connect(self._move)
        self.table.opened.connect(self._edit)
        self.new_button.clicked.connect(self.begin_new)
        self.organisations_button.clicked.connect(self._open_organisations)
        self.save_button.clicked.connect(self._save)
        self.leave_button.clicked.connect(self.left)
        bind_delete(self.table, self.delete_button, self._throw)

    def _show(self, book: VolunteerBook) -> None:
        self._book = book
        if self.form is None:
            self.form = VolunteerForm(book.today)
            self.form.past_last.connect(self.save_button.setFocus)
            self._inside.insertWidget(2, _scrolled(self.form), 1)
        self.form.offer(book)
        serving = sum(1 for row in book.volunteers if not row.facts.serves_until)
        self.head.set_line(f"{len(book.volunteers)} người · {serving} đang nhận việc")
        acts = (self.new_button, self.organisations_button, self.save_button, self.delete_button)
        for button in acts:
            button.setEnabled(book.may_keep)
        is_first = not self.rows.all
        self._is_showing = True
        self.table.show_rows(book.volunteers)
        self._is_showing = False
        self._follow(is_first=is_first)

    def _follow(self, *, is_first: bool) -> None:
        """After new rows: go to who was added, take over what was saved, leave what is typed."""
        rows = {row.id: row for row in self.rows.all}
        if self._awaited in rows:
            self.table.choose(self._awaited)
            self._choose(rows[self._awaited])
            self._awaited = None
        elif is_first:
            self._choose(self.table.current)
        elif self._shown is None:
            self._let_go()
        else:
            fresh = rows.get(self._shown.id)
            if fresh is None or fresh.version != self._shown.version:
                self._choose(fresh)

    def _let_go(self) -> None:
        """Make no row current, so that any of them can be chosen."""
        self._is_showing = True
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self._is_showing = False

    def _move(self, row: VolunteerRow | None) -> None:
        if not self._is_showing:
            self._choose(row)

    def _choose(self, row: VolunteerRow | None) -> None:
        self._shown = row
        self._fill()

    def _edit(self, _row: VolunteerRow) -> None:
        if self.form is not None:
            self.form.focus_first()

    def _fill(self) -> None:
        self.message.hush()
        self.form_title.setText(self._shown.facts.full_name if self._shown else "Thêm người")
        if self.form is not None:
            self.form.show_facts(self._shown.facts if self._shown else None)

    def _save(self) -> None:
        if self.form is None or not self.form.check():
            return
        self.message.hush()
        facts = self.form.facts()
        shown = self._shown
        told = f"Đã lưu {facts.full_name}"
        if shown is None:
            self._desk.do(self, partial(add_volunteer, facts=facts), partial(self._added, told))
            return
        edit = Edit(shown.facts, facts, shown.version, partial(correction_of, shown.id))
        line = LineAct(edit, "volunteer", shown.id, told)
        do_undoably(self._desk, self, self, line, lambda _: None)

    def _added(self, told: str, volunteer_id: int) -> None:
        undo = partial(throw, self._desk, self, "volunteer", volunteer_id)
        self._desk.say(told, UNDO, undo)
        self._awaited = volunteer_id
        self.refresh()

    def _throw(self) -> None:
        if self._shown is not None:
            throw(self._desk, self, "volunteer", self._shown.id)

    def _open_organisations(self) -> None:
        dialog = OrganisationsDialog(self._desk, self._habits, self)
        dialog.open()


def _scrolled(form: VolunteerForm) -> QScrollArea:
    """Let the inputs be scrolled to where the window is low."""
    form.setObjectName("scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(form)
    return area
