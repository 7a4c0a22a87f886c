"""Everything about one person on one page; the next step and why it waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar

from rehabdesk.domain.codes import PaperStatus, Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.decisions.opening import open_paper
from rehabdesk.services.happened.line import TimelineItem
from rehabdesk.services.people.one_file import PersonFile, see_number
from rehabdesk.services.people.timeline import PaperRow
from rehabdesk.services.secrecy.files import FileKeptClose
from rehabdesk.services.tasks.of_person import FileWithTasks, open_with_tasks, read_with_tasks
from rehabdesk.services.tasks.task import Act, Task, TaskKind
from rehabdesk.services.together.presence import person_file
from rehabdesk.ui.contacts.button import NoteButton
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.panes import PanedPage
from rehabdesk.ui.flagging import Flagging
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.people.file.course.acts import CourseActs
from rehabdesk.ui.people.file.facts_tab import FactsTab
from rehabdesk.ui.people.file.family import FamilyTab
from rehabdesk.ui.people.file.further.contacts import ContactsTab
from rehabdesk.ui.people.file.further.tabs import (
    FACTS,
    FAMILY,
    HISTORY,
    PAPERS,
    SUPPORTS,
    TABS,
    TESTS,
    next_seen,
    show_counts,
    supports_part,
    tests_part,
)
from rehabdesk.ui.people.file.head_card import HeadCard
from rehabdesk.ui.people.file.history import HistoryTab
from rehabdesk.ui.people.file.papers import PapersTab
from rehabdesk.ui.people.file.side.aside import Aside
from rehabdesk.ui.people.file.timeline import TimelineTab
from rehabdesk.ui.people.file.whole import WholeFile
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.today.acts import TaskActs
from rehabdesk.ui.together.elsewhere import OpenElsewhereLine
from rehabdesk.ui.visits import Compose, OpenPerson


class PersonScreen(PanedPage):
    """One file. Opening it is recorded; reading it again is not."""

    wanted = Signal(object)
    back_wanted = Signal()
    WATCHES = frozenset(
        {"person", "case_file", "episode", "assignment", "decision", "volunteer", "relative"}
        | {"decision_person", "decision_assignee", "identity_paper", "person_name", "residence"}
        | {"contact_point", "hamlet", "case_event", "standing", "flag", "task_note", "delivery"}
        | {"deadline_rule", "calendar_day", "decision_link", "contact", "contact_person"}
        | {"office_setting", "support", "support_fact", "pledge"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._file: PersonFile | None = None
        self._is_flagged = False
        self._among: tuple[int, ...] = ()
        self.previous_button = KeyButton("Người t&rước", "Ctrl+PgUp", kind="flat", is_bound=False)
        self.next_button = KeyButton("Người sa&u", "Ctrl+PgDn", kind="flat", is_bound=False)
        self.edit_button = KeyButton("Sử&a hồ sơ", "F2", "edit")
        self.note_button = NoteButton("Ghi gặp gỡ", self.wanted)
        self.more_button = IconButton("more_horizontal", "Việc khác", "Alt+K")
        steps = (self.previous_button, self.next_button)
        buttons = (*steps, self.edit_button, self.note_button, self.more_button)
        self.head = PageHead("", "Hồ sơ", buttons, has_back=True)
        self.message, self.elsewhere = MessageFrame(), OpenElsewhereLine(desk, self)
        self.tabs = QTabBar()
        keeps = partial(self._may, Right.KEEP_FILES)
        self.card = HeadCard(desk, keeps)
        self.acts = CourseActs(desk, habits, keeps, self)
        self.flagging, self.whole = Flagging(desk, self), WholeFile(desk, habits, keeps, self)
        self._make_tabs(keeps)
        self.aside = Aside(self._may)
        self.tasks = TaskActs(desk, habits, self)
        self._stack = QStackedWidget()
        self.panes = (self._stack, self.aside)
        self._assemble()
        self._connect()

    def _make_tabs(self, keeps: Callable[[], bool]) -> None:
        self.timeline = TimelineTab(keeps)
        self.facts = FactsTab(self._desk, keeps)
        self.papers = PapersTab(self._desk, self._habits, partial(self._may, Right.DRAFT_DECISIONS))
        self.family = FamilyTab(self._desk, self._habits, keeps)
        self.history = HistoryTab(self._desk, self._habits)
        self.contacts = ContactsTab(self._desk, self._habits, keeps)
        self.supports = supports_part(self._desk, self._habits, keeps)
        self.tests = tests_part(self._desk, self._habits)
        first = (self.timeline, self.facts, self.papers, self.contacts)
        self._pages = (*first, self.supports, self.tests, self.family, self.history)

    @property
    def person_id(self) -> int | None:
        return self._file.row.id if self._file else None

    def visit(self, visit: object) -> None:
        """Open a person's file, unless unsaved words of another would be lost."""
        if not isinstance(visit, OpenPerson):
            return
        if self.facts.has_unsaved and visit.person_id != self.person_id:
            self._ask_first(visit)
            return
        self._among = visit.among or (self._among if visit.person_id in self._among else ())
        act = partial(open_with_tasks, person_id=visit.person_id)
        self._desk.do(self, act, self._open_for_edit if visit.is_edited else self._open)

    def refresh(self) -> None:
        if self.person_id is not None:
            look = partial(read_with_tasks, person_id=self.person_id)
            self._desk.look(self, look, self._show, "file")

    def show_refusal(self, refusal: Refusal) -> None:
        if isinstance(refusal, FileKeptClose):  # nobody else's file stays under these words
            ask.refuse(self.window(), refusal)
            self.back_wanted.emit()
        else:
            self.message.say("bad", str(refusal))

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(right)

    def _assemble(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Phần của hồ sơ")
        for words in TABS:
            self.tabs.addTab(words)
        for page in self._pages:
            self._stack.addWidget(page)
        self._stack.setFocusProxy(self.timeline)
        below = QHBoxLayout()
        below.setContentsMargins(0, 10, 0, 0)
        below.setSpacing(12)
        below.addWidget(self._stack, 1)
        below.addWidget(self.aside)
        layout = page_layout(self, self.head)
        layout.addLayout(self.elsewhere.under(self.message))
        layout.addWidget(self.card)
        layout.addSpacing(6)
        layout.addWidget(self.tabs)
        layout.addLayout(below, 1)

    def _connect(self) -> None:
        self.head.back_wanted.connect(self.back_wanted)
        self.previous_button.clicked.connect(partial(self._step, -1))
        self.next_button.clicked.connect(partial(self._step, 1))
        self.edit_button.clicked.connect(self.edit)
        self.contacts.wanted.connect(self.wanted)
        self.card.number_wanted.connect(self._see_number)
        self.card.field_wanted.connect(self._edit_field)
        self.tabs.currentChanged.connect(self._turn_to)
        self.timeline.opened.connect(self._open_item)
        self.papers.paper_opened.connect(self._open_paper)
        self.papers.there_opened.connect(self.whole.open_there)
        self.facts.saved.connect(self._tell_saved)
        self.facts.edit_turned.connect(self.edit_button.setDisabled)
        self.aside.next.wanted.connect(self.wanted)
        self.aside.next.event_wanted.connect(self.acts.record)
        self.aside.next.acted.connect(self._do_task)
        self.aside.next.late_reason_wanted.connect(self.tasks.note_lateness)
        self.tasks.wanted.connect(self.wanted)
        self.whole.wanted.connect(self.wanted)
        self.timeline.record_wanted.connect(self.acts.record)
        self.timeline.removed.connect(self._take_back)
        self.timeline.scan_wanted.connect(self.acts.open_scan)
        self.more_button.clicked.connect(self._open_more)
        self._desk.changed.connect(self._refresh_if_touched)
        keys = {
            "Ctrl+Tab": partial(self._next_tab, 1),
            "Ctrl+Shift+Tab": partial(self._next_tab, -1),
            "Ctrl+PgUp": partial(self._step, -1),
            "Ctrl+PgDown": partial(self._step, 1),
            "Ctrl+J": self._flag,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def edit(self) -> None:
        self.tabs.setCurrentIndex(FACTS)
        self.facts.edit()

    def _ask_first(self, visit: OpenPerson) -> None:
        name = self._file.row.full_name if self._file else ""
        question = ask.Question(
            "Còn chữ chưa lưu",
            f"Còn chữ chưa lưu trong “Thông tin” của {name}.",
            "Bỏ chữ này",
            "Ở lại",
            is_dangerous=True,
        )
        ask.confirm(self, question, partial(self._leave_for, visit))

    def _leave_for(self, visit: OpenPerson) -> None:
        self.facts.leave()
        self.visit(visit)

    def _open(self, read: FileWithTasks) -> None:
        self.message.hush()
        self._show(read)
        self._pages[self.tabs.currentIndex()].setFocus()

    def _open_for_edit(self, read: FileWithTasks) -> None:
        self._open(read)
        if self._may(Right.KEEP_FILES):
            self.edit()

    def _show(self, read: FileWithTasks) -> None:
        self._file = file = read.file
        self._is_flagged = any(row.task.kind is TaskKind.FLAG for row in read.tasks)
        self.acts.show_course(file.course)
        self.whole.show_file(file)
        self.setWindowTitle(file.row.full_name)
        self.card.show_file(file)
        self.elsewhere.watch({person_file(file.row.id): ""})
        self.timeline.show_items(file.timeline)
        self.facts.show_file(file)
        self.papers.show_file(file)
        self.contacts.show_file(file)
        self.supports.show_file(file)
        self.tests.show_file(file)
        self.tabs.setTabVisible(TESTS, self._may(Right.READ_TESTS))
        self.family.show_file(file)
        self.aside.show_file(file, read.tasks)
        for button in (self.edit_button, self.note_button):
            button.setVisible(self._may(Right.KEEP_FILES))
        show_counts(self.tabs, file)
        self._show_place(file.row.id)
        if self.tabs.currentIndex() == HISTORY:
            self.history.show_person(file.row.id)

    def _show_place(self, person_id: int) -> None:
        is_listed = person_id in self._among and len(self._among) > 1
        place = self._among.index(person_id) if is_listed else 0
        of_list = f"  {place + 1} / {len(self._among)} trong danh sách" if is_listed else ""
        self.head.set_line(f"Hồ sơ{of_list}")
        self.previous_button.setVisible(is_listed)
        self.next_button.setVisible(is_listed)
        self.previous_button.setEnabled(place > 0)
        self.next_button.setEnabled(is_listed and place + 1 < len(self._among))

    def _step(self, way: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- a slot
        if self.person_id in self._among:
            place = self._among.index(self.person_id) + way
            if 0 <= place < len(self._among):
                self.visit(OpenPerson(self._among[place], self._among))

    def _turn_to(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        self._stack.setFocusProxy(self._pages[tab])
        if tab == HISTORY and self.person_id is not None:
            self.history.show_person(self.person_id)

    def _next_tab(self, way: int) -> None:
        self.tabs.setCurrentIndex(next_seen(self.tabs, way))
        self._pages[self.tabs.currentIndex()].setFocus()

    def _see_number(self) -> None:
        if self.person_id is not None:
            act = partial(see_number, person_id=self.person_id)
            self._desk.do(self, act, self.card.show_number)

    def _edit_field(self, label: str) -> None:
        if label == "Gia đình":
            self.tabs.setCurrentIndex(FAMILY)
            self.family.setFocus()
        else:
            self.tabs.setCurrentIndex(FACTS)
            self.facts.edit_field(label)

    def _take_back(self, item: TimelineItem) -> None:
        if item.event_id is not None:
            self.acts.take_back(item.event_id)
        elif item.contact_id is not None:
            self.contacts.remove(item.contact_id)
        elif item.opens_id is not None:
            self.acts.drop(item.opens_id)

    @property
    def menu_lines(self) -> list[Line]:
        """What else can be done with this file, as the menu of other acts shows it."""
        drafting = self._may(Right.DRAFT_DECISIONS) and self.person_id is not None
        words = "Sửa cờ nhắc…" if self._is_flagged else "Gắn cờ nhắc…"
        lines: list[Line] = [(f"{words}\tCtrl+J", self._flag, self.person_id is not None)]
        if self._is_flagged:
            lines.append(("Bỏ cờ nhắc", self._drop_flag, True))
        compose = ("Soạn văn bản khác…\tF8", self._compose, drafting)
        return [*self.acts.lines, compose, *lines, *self.whole.lines]

    @property
    def persons_in_hand(self) -> tuple[int, ...]:
        return (self.person_id,) if self.person_id is not None else ()

    def _flag(self) -> None:
        if self.person_id is not None:
            self.flagging.ask((self.person_id,))

    def _drop_flag(self) -> None:
        if self.person_id is not None:
            self.flagging.drop_from(self.person_id)

    def _do_task(self, task: Task) -> None:
        if task.act is Act.DROP_FLAG:
            self._drop_flag()
        else:
            self.tasks.do(task)

    def _open_more(self) -> None:
        below = QPoint(0, self.more_button.height())
        open_menu(self.more_button, self.menu_lines, self.more_button.mapToGlobal(below))

    def _compose(self) -> None:
        if self.person_id is not None:
            self.wanted.emit(Compose((self.person_id,), is_form_open=True))

    def _open_item(self, item: TimelineItem) -> None:
        if item.event_id is not None:
            self.acts.edit(item.event_id)
            return
        if item.contact_id is not None:
            self.contacts.correct(item.contact_id)
            return
        if item.support_id is not None:
            self.tabs.setCurrentIndex(SUPPORTS)
            self.supports.open(item.support_id)
            return
        if item.there is not None:
            self.whole.open_there(item.there)
            return
        papers = self._file.papers if self._file else ()
        found = [each for each in papers if each.decision_id == item.decision_id]
        for paper in found:
            self._open_paper(paper)
        if not found:
            self.tabs.setCurrentIndex(PAPERS if item.kind == "Phân công" else FACTS)

    def _open_paper(self, paper: PaperRow) -> None:
        """Go on writing a draft; show any other paper as it was printed."""
        if paper.status is PaperStatus.DRAFTING:
            self.wanted.emit(Compose(decision_id=paper.decision_id))
        else:
            act = partial(open_paper, decision_id=paper.decision_id)
            self._desk.do(self, act, self._show_paper)

    def _show_paper(self, paper: PrintedPaper) -> None:
        PaperDialog(self._desk, self._habits, paper.name, paper.content, self).open()

    def _tell_saved(self) -> None:
        if self.facts.last_saved is not None:
            self.facts.last_saved.say()
        else:
            name = self._file.row.full_name if self._file else ""
            self._desk.say(f"Đã lưu hồ sơ {name}")

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()

    def event(self, event: QEvent) -> bool:
        """Take F8 before the window does: here it means this person."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F8
            and self.person_id is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F8 and self.person_id is not None:
            self.wanted.emit(self.aside.next.composing or Compose((self.person_id,)))
        elif event.key() == Qt.Key.Key_F5:
            self.refresh()
        else:
            super().keyPressEvent(event)
