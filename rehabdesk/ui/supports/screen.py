"""Hỗ trợ: loans, training, jobs, schooling, help and papers, each as far as it has come."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.supports.kinds import Group
from rehabdesk.services.supports.facts import SupportFacts
from rehabdesk.services.supports.looks import SupportsAsked, SupportsPage, read_page
from rehabdesk.services.supports.recording import Recorded
from rehabdesk.services.supports.rows import SupportRow
from rehabdesk.services.supports.sums import Window
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.panes import PanedPage
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.shell.head import PageHead, filter_bar, page_layout
from rehabdesk.ui.supports.acts import SupportActs
from rehabdesk.ui.supports.columns import COLUMNS, REACHED
from rehabdesk.ui.supports.details_dialog import SupportDetails
from rehabdesk.ui.supports.figures_dialog import FiguresDialog
from rehabdesk.ui.supports.jobs_card import JobsCard
from rehabdesk.ui.supports.outcomes_pane import OutcomesPane
from rehabdesk.ui.supports.stations import StationDelegate
from rehabdesk.ui.supports.words import empty_words, head_words, sum_words
from rehabdesk.ui.visits import OpenPerson, OpenSupports

OUTCOMES = "Chuyển biến sau một năm"
TABS = {
    Group.LOAN: "&Vay vốn",
    Group.TRAINING: "Học n&ghề",
    Group.JOB: "Việc &làm",
    Group.SCHOOLING: "Học văn &hóa",
    Group.HELP: "Tư vấn, giú&p đỡ",
    Group.PAPERS: "Giấy tờ, &căn cước",
}
GROUPS = tuple(TABS)
MOST_SHARE = 0.6  # of the room, that the upper list takes before it scrolls
GAP = 12
_MOST = 16_777_215  # pixels: as high as Qt lets anything be


class SupportsScreen(PanedPage):
    """Enter opens, F2 writes down the next step, Ctrl+N a new support."""

    wanted = Signal(object)
    WATCHES = frozenset({"support", "support_fact", "person", "hamlet", "office_setting"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk, self._habits = desk, habits
        self._page: SupportsPage | None = None
        self._awaited: OpenSupports | None = None
        self.acts = SupportActs(desk, habits, self)
        self.export_button = KeyButton("&Xuất Excel", "Ctrl+E", "table")
        self.print_button = KeyButton("&In danh sách", "Ctrl+P", "print")
        self.new_button = KeyButton("Ghi hỗ t&rợ", "Ctrl+N", "add", "primary")
        buttons = (self.export_button, self.print_button, self.new_button)
        self.head = PageHead("Hỗ trợ", buttons=buttons)
        self.message = MessageFrame()
        self.tabs = QTabBar()
        year = self._today().year
        self.year = ComboField[int | None]([(year, f"Năm {year}")], is_filter=True)
        self.hamlet = ComboField[int | None]([(None, "Thôn: tất cả")], is_filter=True)
        self.source = ComboField[str]([("", "Mọi nguồn vay")], is_filter=True)
        self.sum = QLabel()
        self.sum.setProperty("role", "secondary")
        self.filters, self.figures_button = (
            QWidget(),
            KeyButton("Số liệ&u…", "", "data_bar_vertical"),
        )
        self._tables: dict[Group, ListTable[SupportRow]] = {}
        self._holders: dict[Group, QVBoxLayout] = {}
        self.jobs = JobsCard(habits)
        self.outcomes = OutcomesPane(desk, habits)
        self._stack = QStackedWidget()
        self.panes = (self._stack, self.jobs)
        self._assemble()
        self._connect()
        self._show_rights()
        self.refresh()

    # What is chosen

    @property
    def group(self) -> Group | None:
        """The tab shown; none where the outcomes are."""
        place = self.tabs.currentIndex()
        return GROUPS[place] if 0 <= place < len(GROUPS) else None

    @property
    def table(self) -> ListTable[SupportRow] | None:
        if self.jobs.table.hasFocus():
            return self.jobs.table
        return self.table_of(self.group) if self.group is not None else None

    @property
    def current(self) -> SupportRow | None:
        return self.table.current if self.table is not None else None

    @property
    def persons_in_hand(self) -> tuple[int, ...]:
        row = self.current
        return (row.person_id,) if row is not None and row.person_id is not None else ()

    @property
    def asked(self) -> SupportsAsked:
        return SupportsAsked(self.year.value, self.hamlet.value, self.source.value or "")

    def visit(self, visit: object) -> None:
        if not isinstance(visit, OpenSupports):
            return
        self._awaited = visit if visit.support_id is not None else None
        self.refresh()
        (self.table or self.outcomes).setFocus()
        if visit.is_new and self._may(Right.KEEP_FILES):
            self._record()

    def refresh(self, *_: object) -> None:
        self._desk.look(self, partial(read_page, asked=self.asked), self._show, name="page")

    def turn_to(self, group: Group) -> None:
        self.tabs.setCurrentIndex(GROUPS.index(group))

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    # How it is put together

    def table_of(self, group: Group) -> ListTable[SupportRow]:
        """Return the list of a tab, made when it is first turned to."""
        if group not in self._tables:
            table = self._tables[group] = self._table(group)
            self._holders[group].addWidget(table)
            self._listen_to(table)
            if self._page is not None:
                self._fill(table, group, self._page)
        return self._tables[group]

    def _table(self, group: Group) -> ListTable[SupportRow]:
        columns = COLUMNS[group]
        table: ListTable[SupportRow] = ListTable(
            Rows(columns, self), f"supports.{group.value}", self._habits
        )
        table.setAccessibleName(f"Hỗ trợ: {group.label}")
        table.told = Told(f"Hỗ trợ: {group.label}", self._filter_words, lambda row: row.person_id)
        for place, column in enumerate(columns):
            if column.title == REACHED:
                cells = StationDelegate(table, lambda row: row.course.cells)
                table.setItemDelegateForColumn(place, cells)
        return table

    def _assemble(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Loại hỗ trợ")
        for group in GROUPS:
            self.tabs.addTab(TABS[group])
            holder = QWidget()
            above = QVBoxLayout(holder)
            above.setContentsMargins(0, 0, 0, 0)
            self._holders[group] = above
            self._stack.addWidget(holder)
        self.tabs.addTab(OUTCOMES)
        self._stack.addWidget(self.outcomes)
        self.year.setAccessibleName("Năm")
        self.hamlet.setAccessibleName("Thôn")
        self.source.setAccessibleName("Nguồn")
        for field in (self.year, self.hamlet, self.source):
            field.setSizeAdjustPolicy(ComboField.SizeAdjustPolicy.AdjustToContents)
        bar = filter_bar(self.year, self.hamlet, self.source, self.figures_button, None, self.sum)
        self.filters.setLayout(bar)
        layout = page_layout(self, self.head)
        layout.addWidget(self.message)
        layout.addWidget(self.tabs)
        layout.addWidget(self.filters)
        layout.addWidget(self._stack)
        layout.addSpacing(GAP)
        layout.addWidget(self.jobs, 1)
        self._stack.setFocusProxy(self.table_of(Group.LOAN))
        self.setFocusProxy(self._stack)

    def _connect(self) -> None:
        for field in (self.year, self.hamlet, self.source):
            field.chosen.connect(self.refresh)
        self.tabs.currentChanged.connect(self._turn)
        self.new_button.clicked.connect(self._record)
        self.figures_button.clicked.connect(self._open_figures)
        self.export_button.clicked.connect(partial(self._leave, Way.EXPORT))
        self.print_button.clicked.connect(partial(self._leave, Way.PRINT))
        self.jobs.tab_wanted.connect(partial(self.turn_to, Group.JOB))
        self.outcomes.wanted.connect(self.wanted)
        self.outcomes.shown.connect(self._show_leaving)
        self._listen_to(self.jobs.table)
        QShortcut(QKeySequence("F2"), self).activated.connect(self._step_on)
        for key, way in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._next_tab, way))
        Style.current.changed.connect(self._fit)
        self._desk.changed.connect(self._refresh_if_touched)

    def _listen_to(self, table: ListTable[SupportRow]) -> None:
        table.opened.connect(self._open)
        table.menu_wanted.connect(self._open_menu)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._throw)

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(right)

    def _show_rights(self) -> None:
        self.new_button.setVisible(self._may(Right.KEEP_FILES))
        for button in (self.export_button, self.print_button):
            button.setVisible(self._may(Right.EXPORT_LISTS))

    def _today(self) -> date:
        office = self._desk.office
        return office.clock().date() if office is not None else date.today()

    # What is shown

    def _show(self, page: SupportsPage) -> None:
        self._page = page
        self.message.hush()
        self.year.offer([(each, f"Năm {each}") for each in page.years] + [(None, "Mọi năm")])
        self.hamlet.offer([(None, "Thôn: tất cả"), *page.hamlets])
        for place, group in enumerate(GROUPS):
            count = sum(1 for row in page.rows if row.group is group)
            self.tabs.setTabText(place, f"{TABS[group]}  {count}" if count else TABS[group])
        for group, table in self._tables.items():
            self._fill(table, group, page)
        self.jobs.show_rows(page.job_questions)
        self.head.set_line(head_words(page))
        self._show_tab()
        self._go_to_awaited(page)

    def _fill(self, table: ListTable[SupportRow], group: Group, page: SupportsPage) -> None:
        table.set_empty(empty_words(page, group, may_record=self._may(Right.KEEP_FILES)))
        table.show_rows(page.of(group))

    def _show_tab(self) -> None:
        group, page = self.group, self._page
        self.filters.setVisible(group is not None)
        self.jobs.setVisible(group not in {None, Group.JOB})
        self._stack.setFocusProxy(self.outcomes if group is None else self.table_of(group))
        self._show_leaving()
        if group is None or page is None:
            self._fit()
            return
        everything = "Mọi nguồn vay" if group is Group.LOAN else "Mọi nơi giúp"
        sources = page.sources.get(group, ())
        self.source.offer([("", everything), *((each, each) for each in sources)])
        self.sum.setText(sum_words(page, group))
        self._fit()

    def _show_leaving(self, *_: object) -> None:
        table = self.table or self.outcomes.table
        for button in (self.export_button, self.print_button):
            button.setEnabled(bool(table.rows.rowCount()))

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        if self.source.value:
            self.source.value = ""
        if self.group is None and self._page is not None:
            self.outcomes.show_year(self.asked.year, self._page.today)
        self._show_tab()
        (self.table or self.outcomes).setFocus()

    def _next_tab(self, way: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + way) % self.tabs.count())

    def _fit(self, *_: object) -> None:
        """Let the upper list be as high as its lines, and leave the card below the rest."""
        group, layout = self.group, self.layout()
        is_whole = group in {None, Group.JOB}
        if isinstance(layout, QVBoxLayout):
            layout.setStretchFactor(self._stack, int(is_whole))
        if group is None or is_whole:
            self._stack.setFixedHeight(_MOST)
            self._stack.setMinimumHeight(0)
            return
        style, room = Style.current, self.height() - self._stack.y() - GAP
        lines = max(self.table_of(group).rows.rowCount(), 3)
        wanted = style.size("header") + lines * style.size("row") + 3
        self._stack.setFixedHeight(max(min(wanted, int(room * MOST_SHARE)), 0))

    def _filter_words(self) -> str:
        parts = [self.year.currentText()]
        parts += [each.currentText() for each in (self.hamlet, self.source) if each.value]
        return "; ".join((", ".join(parts), self.sum.text()))

    def _go_to_awaited(self, page: SupportsPage) -> None:
        """Show the line somebody came for; look in every year where this one has it not."""
        visit = self._awaited
        if visit is None:
            return
        row = next((each for each in page.rows if each.id == visit.support_id), None)
        if row is None and (self.asked.year is not None or self.hamlet.value is not None):
            self.hamlet.value = None
            self.year.value = None
            return
        self._awaited = None
        if row is not None:
            self.turn_to(row.group)
            self.table_of(row.group).choose(row.id)
            self.table_of(row.group).setFocus()
            if visit.is_next and self._may(Right.KEEP_FILES):
                QTimer.singleShot(0, self, partial(self.acts.step_on, row))

    # What is done

    def _record(self) -> None:
        group = self.group or Group.LOAN
        self.acts.record(SupportFacts(group.kinds[0]), self._go_to_new)

    def _go_to_new(self, made: Recorded) -> None:
        self._awaited = OpenSupports(made.support_id)
        self.refresh()

    def _open(self, row: SupportRow) -> None:
        may_keep = self._may(Right.KEEP_FILES)
        dialog = SupportDetails(self._desk, self._habits, row, self, may_keep=may_keep)
        dialog.wanted.connect(self.wanted)
        dialog.open()

    def _open_figures(self) -> None:
        """Show the sums of the year shown, or of all years."""
        page = self._page
        if page is not None:
            year, today = page.asked.year, page.today
            first = date(year if year is not None else min(page.years), 1, 1)
            last = min(date(year, 12, 31), today) if year is not None else today
            window = Window(first, last, page.asked.hamlet_id)
            FiguresDialog(self._desk, self._habits, window, self.window()).open()

    def _step_on(self) -> None:
        if (row := self.current) is not None and self._may(Right.KEEP_FILES):
            self.acts.step_on(row)

    def _throw(self) -> None:
        if (row := self.current) is not None and self._may(Right.KEEP_FILES):
            self.acts.throw(row.id)

    def _open_person(self) -> None:
        row, table = self.current, self.table
        if row is not None and table is not None and row.person_id is not None:
            among = [each.person_id for each in table.rows.all if each.person_id is not None]
            self.wanted.emit(OpenPerson(row.person_id, tuple(dict.fromkeys(among))))

    def _open_menu(self, row: SupportRow, place: QPoint) -> None:
        may = self._may(Right.KEEP_FILES)
        lines: list[Line] = [
            ("Mở\tEnter", partial(self._open, row), True),
            ("Ghi bước tiếp…\tF2", self._step_on, may),
            ("Sửa hỗ trợ…", partial(self.acts.correct, row.id), may),
            ("Mở hồ sơ", self._open_person, row.person_id is not None),
            ("Bỏ vào thùng rác\tDelete", self._throw, may),
        ]
        open_menu(self, lines, place)

    def _leave(self, way: Way, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- a slot
        table = self.table or self.outcomes.table
        table.leave(way)

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()
            if self.group is None:
                self.outcomes.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
        else:
            super().keyPressEvent(event)
