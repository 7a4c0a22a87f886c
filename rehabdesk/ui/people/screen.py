"""The list of files: find, filter, act on many."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.regime import HELPER_ASSIGNMENT
from rehabdesk.services.importing.pasted import is_rows
from rehabdesk.services.lists.filter_content import content_of, filter_from
from rehabdesk.services.lists.people import begin_lines, list_people, read_lines
from rehabdesk.services.people.files import PersonRow
from rehabdesk.services.people.filters import (
    FileList,
    Grouping,
    ListWanted,
    PersonFilter,
    find_initial,
)
from rehabdesk.ui.contacts.button import NoteButton
from rehabdesk.ui.flagging import Flagging
from rehabdesk.ui.importing.file.drop import WorkbookGate
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.merging.from_list import add_whole_files
from rehabdesk.ui.people.asking.dialog import HotQuestionDialog
from rehabdesk.ui.people.bulk import BulkActs
from rehabdesk.ui.people.columns import MORE, columns
from rehabdesk.ui.people.counts import CountLine, counts_told, empty_words
from rehabdesk.ui.people.filter_bar import PeopleFilters
from rehabdesk.ui.people.group_rows import PeopleRows
from rehabdesk.ui.people.moving import add_transfers
from rehabdesk.ui.people.outgoing import ListToSend, OutgoingList
from rehabdesk.ui.people.quick_look import QuickLook
from rehabdesk.ui.people.saved_filters import LIST, SavedFilters
from rehabdesk.ui.people.table import PeopleTable
from rehabdesk.ui.shell.head import PageHead, SelectionBar, page_layout
from rehabdesk.ui.together.elsewhere import teller
from rehabdesk.ui.visits import AskQuickly, Compose, OpenImport, OpenList, OpenPerson, TakeIn

NO_PASTE = "Chưa chép dòng nào có từ hai cột. Chép các dòng trong Excel rồi dán lại vào đây."


class PeopleScreen(QWidget):
    """All persons of the office, name by name."""

    wanted = Signal(object)
    WATCHES = frozenset(
        {"person", "case_file", "episode", "assignment", "decision", "volunteer", "hamlet"}
        | {"decision_person", "decision_assignee", "identity_paper", "person_name"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._files: FileList | None = None
        self.rows = PeopleRows(columns(self._today, teller(desk)), self)
        self.table = PeopleTable(self.rows, LIST, habits)
        self.saved = SavedFilters(desk, self._named_filter)
        self.filters = PeopleFilters(self.saved.button, self.table.columns_button())
        self._begin_as_left()
        self._outgoing = OutgoingList(desk, habits, self, self.table)
        self._flagging = Flagging(desk, self)
        self.bulk = BulkActs(desk, habits, self)
        self.head = PageHead("Hồ sơ", buttons=self._head_buttons())
        self.bar = SelectionBar("người", self._bulk_buttons())
        self._count = CountLine()
        self.look = QuickLook()
        self._assemble()
        self._connect()
        self._show_rights()
        WorkbookGate(self).dropped.connect(lambda path: self.wanted.emit(OpenImport(path)))
        desk.changed.connect(self._refresh_if_touched)
        desk.opened_elsewhere.connect(self._mark_open)
        self.refresh()
        self.saved.refresh()

    def ask(self) -> None:
        """Ask about the persons the list is narrowed to, or about all that are followed."""
        dialog = HotQuestionDialog(
            self._desk, self._habits, self.filters.chosen, self._today(), self
        )
        dialog.list_wanted.connect(self.filters.show_filter)
        dialog.person_wanted.connect(lambda one, among: self.wanted.emit(OpenPerson(one, among)))
        dialog.saved.connect(self.saved.refresh)
        dialog.open()

    def visit(self, visit: object) -> None:
        if isinstance(visit, AskQuickly):
            self.ask()
            return
        if isinstance(visit, OpenList) and visit.words:
            self.filters.ask_for(visit.words)
        elif self._files is not None:  # else the first list is on its way
            self.refresh()
        self.table.setFocus()

    @property
    def persons_in_hand(self) -> tuple[int, ...]:
        return self.table.chosen_ids

    def refresh(self) -> None:
        by, is_falling = self.table.sorted_by
        wanted = ListWanted(
            self.filters.chosen,
            by,
            is_falling,
            self.table.in_view,
            self.table.current_id,
            self._has_more,
            self._grouping,
        )
        self._desk.look(self, partial(list_people, wanted=wanted), self._take, name="list")

    @property
    def _has_more(self) -> bool:
        return any(column.title in MORE for column in self.table.shown_columns())

    def _named_filter(self) -> tuple[PersonFilter, str]:
        return self.filters.chosen, self.filters.told

    def _begin_as_left(self) -> None:
        """Filter and group as this user did when last here; words typed are not remembered."""
        kept = self.table.layouts.read(LIST, "filter") or {}
        grouping = self.table.layouts.read(LIST, "grouping")
        self.filters.begin_with(filter_from(kept))
        self._grouping = next((one for one in Grouping if one.value == grouping), Grouping.NONE)

    def group_by(self, grouping: Grouping) -> None:
        self._grouping = grouping
        self.table.layouts.keep(LIST, "grouping", grouping.value)
        self.refresh()

    def _head_buttons(self) -> list[KeyButton]:
        self.ask_button = KeyButton("&Hỏi nhanh số liệu", picture="question_circle")
        self.export_button = KeyButton("&Xuất Excel", "Ctrl+E", "table")
        self.print_button = KeyButton("&In danh sách", "Ctrl+P", "print")
        self.new_button = KeyButton("Hồ sơ &mới", "Ctrl+N", "add", "primary")
        return [self.ask_button, self.export_button, self.print_button, self.new_button]

    def _bulk_buttons(self) -> list[KeyButton]:
        self.assign_button = KeyButton("&Phân công", "", "person_arrow_right")
        self.compose_button = KeyButton("Soạn &quyết định", "F8", "document_edit", is_bound=False)
        self.note_button = NoteButton("Ghi gặp gỡ", self.wanted)
        self.text_button = KeyButton("&Chép dạng chữ", "Ctrl+T", "copy", is_bound=False)
        self.untick_button = KeyButton("Bỏ chọn", "Esc", kind="flat", is_bound=False)
        self.more_button = KeyButton("Việc &khác", picture="more_horizontal")
        acts = [self.assign_button, self.compose_button, self.note_button, self.text_button]
        return [*acts, self.more_button, self.untick_button]

    def _assemble(self) -> None:
        layout = page_layout(self, self.head)
        layout.addWidget(self.filters)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.table, 1)
        across.addWidget(self.look)
        layout.addLayout(across, 1)
        below = QVBoxLayout()
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(6)
        below.addWidget(self._count)
        below.addWidget(self.bar)
        layout.addLayout(below)

    def _connect(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.saved.chosen.connect(self.filters.show_filter)
        self.table.columns.shown_otherwise.connect(self._read_more)
        self.table.columns.menu_opened.connect(self._offer_groups)
        self.rows.turned.connect(self.refresh)
        self.rows.unread.connect(self._read)
        self.table.steps_wanted.connect(self._read_steps)
        self._count.clear_button.clicked.connect(self.filters.clear)
        self._count.everywhere_button.clicked.connect(
            lambda: self.filters.ask_for(self.filters.chosen.words)
        )
        self.rows.ticked.connect(self._count_ticks)
        self.table.opened.connect(self._open)
        self.table.moved_to.connect(self._show_look)
        self.table.pasted.connect(self._bring_in)
        self.look.opened.connect(self._open)
        self.table.copied.connect(self._tell_copied)
        self.table.copy_wanted.connect(self._copy_unread)
        self.table.letter_typed.connect(self._find_initial)
        self.table.menu_wanted.connect(self._open_menu)
        self.new_button.clicked.connect(lambda: self.wanted.emit(TakeIn()))
        self.ask_button.clicked.connect(self.ask)
        self.export_button.clicked.connect(self._export)
        self.print_button.clicked.connect(self._print)
        self.assign_button.clicked.connect(self._assign)
        self.compose_button.clicked.connect(self._compose)
        QShortcut(QKeySequence("Ctrl+J"), self).activated.connect(self._flag)
        self.text_button.clicked.connect(self._copy_text)
        self.more_button.clicked.connect(self._open_more)
        self.bulk.assignable.connect(self._compose_assignment)
        self.bulk.opened.connect(lambda person_id: self.wanted.emit(OpenPerson(person_id)))
        self.untick_button.clicked.connect(self.table.clear_ticks)

    def _show_rights(self) -> None:
        """Show only the acts this user may do."""
        office = self._desk.office
        if office is None:
            return
        needed = {
            Right.KEEP_FILES: (self.new_button, self.note_button),
            Right.DRAFT_DECISIONS: (self.assign_button, self.compose_button),
            Right.EXPORT_LISTS: (self.export_button, self.print_button),
        }
        for right, buttons in needed.items():
            for button in buttons:
                button.setVisible(office.actor.may(right))
                button.setEnabled(office.actor.may(right))

    def _bring_in(self, text: str) -> None:
        """Hand rows of a sheet to the import: there each is checked, and all can be undone."""
        if is_rows(text):
            self.wanted.emit(OpenImport(pasted=text))
        else:
            self._desk.say(NO_PASTE)

    def _show_look(self, row: PersonRow | None) -> None:
        self.look.show_row(row, self._today())

    def _today(self) -> date:
        return self._files.today if self._files else date.min

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()

    def _mark_open(self, _: object) -> None:
        self.rows.renew(self.rows.all, range(self.rows.rowCount()))

    def _take(self, files: FileList) -> None:
        self._files = files
        self.filters.offer(files)
        if self.filters.chosen != files.chosen:  # what was filtered by is no longer there
            self.refresh()
            return
        self.head.set_line(counts_told(files))
        self.table.set_empty(empty_words(files))
        if not files.chosen.words:  # a search is of the moment, and what it widened with it
            self.table.layouts.keep(LIST, "filter", content_of(files.chosen))
        self.table.show_list(files.person_ids, files.read, files.groups)
        self._show_look(self.table.current)
        for button in (self.export_button, self.print_button):
            button.setEnabled(bool(files.person_ids) and not button.isHidden())
        self._count.show_list(files)
        self._count_ticks()

    def _read(self, person_ids: tuple[int, ...]) -> None:
        """Read the lines that come into view; those that have left it again are let go."""
        look = partial(begin_lines, person_ids=person_ids, has_more=self._has_more)
        self._desk.look(self, look, self.rows.take, name="page")

    def _read_steps(self, person_ids: tuple[int, ...]) -> None:
        look = partial(read_lines, person_ids=person_ids, has_more=self._has_more)
        self._desk.look(self, look, self.table.take_steps, name="steps")

    def _read_more(self) -> None:
        """Read the lines again when columns are shown whose facts they do not hold."""
        if self._has_more and any(row.more is None for row in self.rows.all):
            self.refresh()

    def _offer_groups(self, menu: QMenu) -> None:
        menu.addSection("Xếp nhóm")
        for grouping in Grouping:
            action = menu.addAction(f"{grouping.label[:1].upper()}{grouping.label[1:]}")
            action.setCheckable(True)
            action.setChecked(grouping is self._grouping)
            action.triggered.connect(partial(self.group_by, grouping))

    def _count_ticks(self) -> None:
        self.bar.show_count(self.rows.tick_count, self.rows.tickable_count)

    def _open(self, row: PersonRow) -> None:
        self.wanted.emit(OpenPerson(row.id, self.table.person_ids))

    def _assign(self) -> None:
        if chosen := self.table.chosen_ids:
            self.bulk.assign(chosen)

    def _compose_assignment(self, person_ids: tuple[int, ...]) -> None:
        self.wanted.emit(Compose(person_ids, purpose=HELPER_ASSIGNMENT))

    def _add_more(self, menu: QMenu) -> None:
        menu.addAction("Gắn cờ nhắc…\tCtrl+J").triggered.connect(self._flag)
        if not self.new_button.isHidden():
            self.bulk.menu(menu, self.table.chosen_ids)
            add_transfers(menu, self.table.chosen_ids, self.wanted.emit)
            add_whole_files(menu, self.table.chosen_ids, self._desk, self, self.wanted.emit)

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_more(menu)
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().topLeft()))

    def _compose(self) -> None:
        if self.compose_button.isEnabled():
            self.wanted.emit(Compose(self.table.chosen_ids))

    def _flag(self) -> None:
        """Flag the ticked persons, else the current one."""
        self._flagging.ask(self.table.chosen_ids)

    def _copy_text(self) -> None:
        self.table.copy(as_text=True)

    def _copy_unread(self, as_text: bool) -> None:  # noqa: FBT001 -- a slot
        look = partial(read_lines, person_ids=self.table.chosen_ids, has_more=self._has_more)
        then = partial(self.table.copy_rows, as_text=as_text)
        self._desk.look(self, look, then, name="copy")

    def _find_initial(self, letter: str) -> None:
        listed, current = self.table.person_ids, self.table.current_id
        after = listed.index(current) if current in listed else -1
        look = partial(find_initial, person_ids=listed, after=after, letter=letter)
        self._desk.look(self, look, self._go_to, name="letter")

    def _go_to(self, person_id: int | None) -> None:
        if person_id is not None and self.rows.place_of(person_id) is not None:
            self.table.choose(person_id)

    def _outgoing_list(self) -> ListToSend | None:
        """Return the ticked persons, else the list as it stands."""
        if (files := self._files) is None:
            return None
        listed = self.table.ticked_ids or self.rows.all_ids
        hidden = len(files.left_out.intersection(listed))
        return ListToSend(listed, hidden, self.filters.told, files.today)

    def _export(self) -> None:
        if listed := self._outgoing_list():
            self._outgoing.to_workbook(listed)

    def _print(self) -> None:
        if listed := self._outgoing_list():
            self._outgoing.to_paper(listed)

    def _tell_copied(self, count: int, is_text: bool) -> None:  # noqa: FBT001 -- a slot
        where = "dán được vào Word, Zalo" if is_text else "dán được vào Excel"
        self._desk.say(f"Đã chép {count} dòng, {where}")

    def _open_menu(self, row: PersonRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Mở hồ sơ\tEnter").triggered.connect(partial(self._open, row))
        if not self.compose_button.isHidden():
            menu.addAction("Soạn quyết định\tF8").triggered.connect(self._compose)
            menu.addAction("Phân công người phụ trách").triggered.connect(self._assign)
        menu.addSeparator()
        self._add_more(menu)
        menu.addSeparator()
        menu.addAction("Chép\tCtrl+C").triggered.connect(partial(self.table.copy, as_text=False))
        menu.addAction("Chép dạng chữ\tCtrl+T").triggered.connect(self._copy_text)
        menu.popup(place)

    def event(self, event: QEvent) -> bool:
        """Take F8 before the window does: here it means the chosen persons."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F8
        ):
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.look.fit(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {Qt.Key.Key_F8: self._compose, Qt.Key.Key_F5: self.refresh}
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()
